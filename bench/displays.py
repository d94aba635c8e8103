"""Displays without a screen: sockets that say hello, watch, and write down when a frame reached them."""

import base64
import json
import os
import selectors
import socket
import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

Heard = Callable[[int, str, float], None]


class Display:
    """One websocket of the socket protocol, read without waiting. `hello`: what it sends once it is let in."""

    def __init__(self, port: int, auth: dict[str, str], hello: str | None, holds: int = 0) -> None:
        """`holds`: how many bytes the kernel keeps for it, where that is not left to the kernel."""
        self.socket = socket.socket()
        if holds:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, holds)
        self.socket.connect(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.sendall(
            f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\n\r\n".encode()
        )
        self._auth, self._hello = auth, hello
        self._held = b""
        self._is_open = False
        self.is_ready = False

    def send(self, words: str) -> None:
        body = words.encode()
        size = bytes([0x80 | len(body)]) if len(body) < 126 else bytes([0xFE]) + len(body).to_bytes(2, "big")
        # A mask of zeros leaves the words as they are; it only has to be there.
        self.socket.sendall(b"\x81" + size + b"\0\0\0\0" + body)

    def read(self) -> list[str]:
        """The frames that have come since; it answers those of the engine itself. Raises ConnectionError."""
        piece = self.socket.recv(262_144)
        if not piece:
            raise ConnectionError("the server has closed a display")
        self._held += piece
        if not self._is_open:
            head, found, rest = self._held.partition(b"\r\n\r\n")
            if not found:
                return []
            if b" 101 " not in head.partition(b"\r\n")[0]:
                raise ConnectionError(head.decode(errors="replace"))
            self._is_open, self._held = True, rest
        frames = []
        while (frame := self._next()) is not None:
            if not self._answered(frame):
                frames.append(frame)
        return frames

    def _next(self) -> str | None:
        if len(self._held) < 2:
            return None
        length, begins = self._held[1] & 127, 2
        if length > 125:
            begins = 4 if length == 126 else 10
            if len(self._held) < begins:
                return None
            length = int.from_bytes(self._held[2:begins], "big")
        if len(self._held) < begins + length:
            return None
        frame, self._held = self._held[begins:begins + length], self._held[begins + length:]
        return frame.decode()

    def _answered(self, frame: str) -> bool:
        if frame.startswith("0"):
            self.send("40" + json.dumps(self._auth))
        elif frame == "2":
            self.send("3")
        elif frame.startswith("40"):
            if self._hello:
                self.send(self._hello)
            else:
                self.is_ready = True
        elif frame.startswith("43"):
            self.is_ready = True
        else:
            return False
        return True


class Hall:
    """Many displays, read by one loop."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self.displays: list[Display] = []

    def add(self, display: Display) -> None:
        self._selector.register(display.socket, selectors.EVENT_READ, len(self.displays))
        self.displays.append(display)

    def change(self, number: int, display: Display) -> None:
        """One goes and another comes in its place."""
        gone, self.displays[number] = self.displays[number], display
        self._selector.unregister(gone.socket)
        gone.socket.close()
        self._selector.register(display.socket, selectors.EVENT_READ, number)

    def listen(self, until: Callable[[], bool], heard: Heard, seconds: float) -> bool:
        """Reads until something holds; False if it did not within so many seconds."""
        ends = time.perf_counter() + seconds
        while not until():
            if time.perf_counter() > ends:
                return False
            for key, _ in self._selector.select(0.05):
                frames = self.displays[key.data].read()
                at = time.perf_counter()
                for frame in frames:
                    heard(key.data, frame, at)
        return True

    def all_ready(self, seconds: float = 60) -> None:
        if not self.listen(lambda: all(each.is_ready for each in self.displays), lambda *_: None, seconds):
            raise TimeoutError("not every display was let in")

    def close(self) -> None:
        for each in self.displays:
            with suppress(OSError):
                each.socket.close()
        self._selector.close()


def spread(figures: Sequence[float], digits: int) -> str:
    """The median, the least and the most."""
    return f"{statistics.median(figures):.{digits}f} ({min(figures):.{digits}f}–{max(figures):.{digits}f})"


def quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
