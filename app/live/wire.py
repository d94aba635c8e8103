"""Websocket frames as RFC 6455 has them: what a server writes, and how it reads what a client has written."""

from collections.abc import Iterator

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
LONGEST_CONTROL = 125


class Broken(Exception):
    """What came is no websocket any more. status: of RFC 6455, 7.4.1 (1002 protocol, 1007 text, 1009 too long)."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def framed(payload: bytes, opcode: int = TEXT) -> bytes:
    """One frame, whole and without a mask, as servers send them."""
    length = len(payload)
    if length < 126:
        return bytes((0x80 | opcode, length)) + payload
    if length < 65_536:
        return bytes((0x80 | opcode, 126)) + length.to_bytes(2, "big") + payload
    return bytes((0x80 | opcode, 127)) + length.to_bytes(8, "big") + payload


def unmasked(payload: bytes, mask: bytes) -> bytes:
    length = len(payload)
    stretched = (mask * (length // 4 + 1))[:length]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(stretched, "big")).to_bytes(length, "big")


class Reader:
    """Puts together what one client sends. `longest`: bytes of a message, in however many frames."""

    __slots__ = ("_held", "_longest", "_opcode", "_parts")

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self._held = b""
        self._opcode = CONTINUATION
        self._parts = b""

    def feed(self, piece: bytes) -> Iterator[tuple[int, bytes]]:
        """The messages and control frames that are whole now, each as (opcode, payload). Raises Broken.

        Each is read when it is asked for: who has heard enough need not read the rest.
        """
        self._held += piece
        at = 0
        try:
            while (read := self._read(at)) is not None:
                at, is_last, opcode, payload = read
                if opcode >= CLOSE:
                    yield opcode, payload
                    continue
                if (opcode == CONTINUATION) == (self._opcode == CONTINUATION):
                    raise Broken(1002)
                self._opcode = opcode or self._opcode
                self._parts += payload
                if len(self._parts) > self._longest:
                    raise Broken(1009)
                if is_last:
                    whole = (self._opcode, self._parts)
                    self._opcode, self._parts = CONTINUATION, b""
                    yield whole
        finally:
            self._held = self._held[at:]

    def _read(self, at: int) -> tuple[int, bool, int, bytes] | None:
        """The frame that begins there: where it ends, whether it is the last of its message, opcode, payload."""
        held = self._held
        if len(held) < at + 2:
            return None
        first, second = held[at], held[at + 1]
        length, begins = second & 0x7F, at + 2
        is_last, opcode = bool(first & 0x80), first & 0x0F
        is_control = opcode >= CLOSE
        # No extension was agreed on, so the reserved bits are empty; a client has to mask.
        if first & 0x70 or not second & 0x80 or opcode not in (CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG):
            raise Broken(1002)
        if is_control and (not is_last or length > LONGEST_CONTROL):
            raise Broken(1002)
        if length > LONGEST_CONTROL:
            begins = at + (4 if length == 126 else 10)
            if len(held) < begins:
                return None
            length = int.from_bytes(held[at + 2:begins], "big")
        if length > self._longest:
            raise Broken(1009)
        ends = begins + 4 + length
        if len(held) < ends:
            return None
        return ends, is_last, opcode, unmasked(held[begins + 4:ends], held[begins:begins + 4])
