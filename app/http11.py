"""The head of an HTTP/1.1 request, read strictly (RFC 9112): what two programs could read differently is refused."""

import re
from collections.abc import Callable
from dataclasses import dataclass

REQUEST_LINE = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+) ([!-~]+) HTTP/1\.([01])\r\n")
FIELD = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\x00-\x08\x0a-\x1f\x7f]*?)[ \t]*\r\n")
LENGTH = re.compile(r"[0-9]{1,12}")
MOST_FIELDS = 100


class BadRequest(Exception):
    """What is wrong with the head, in a few words."""


class Fields:
    """The header fields, in their order and as they were written; found by their names in any case."""

    __slots__ = ("_headers", "_values")
    type = "text/plain"
    """Of a body that does not say."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self._headers = pairs
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            self._values.setdefault(name.lower(), []).append(value)

    def all(self, name: str) -> list[str]:
        """`name`: in small letters."""
        return self._values.get(name, [])

    def get(self, name: str, default: str | None = None) -> str | None:
        found = self._values.get(name.lower())
        return found[0] if found else default


@dataclass(frozen=True)
class Head:
    """`stays`: whether the connection is kept after the answer."""

    method: str
    target: str
    version: str
    fields: Fields
    stays: bool


def read_head(line: bytes, next_line: Callable[[], bytes]) -> Head:
    """The head that begins with this request line. Raises BadRequest."""
    found = REQUEST_LINE.fullmatch(line)
    if found is None:
        raise BadRequest("request line")
    pairs: list[tuple[str, str]] = []
    while (line := next_line()) != b"\r\n":
        field = FIELD.fullmatch(line)
        if field is None or len(pairs) == MOST_FIELDS:
            raise BadRequest("header field")
        pairs.append((field[1].decode(), field[2].decode("latin-1")))
    fields, is_11 = Fields(pairs), found[3] == b"1"
    check_host(fields, is_11)
    check_length(fields, is_11)
    said = {word.strip().lower() for value in fields.all("connection") for word in value.split(",")}
    return Head(
        found[1].decode(), found[2].decode(), f"HTTP/1.{found[3].decode()}", fields,
        stays="close" not in said if is_11 else "keep-alive" in said,
    )


def check_host(fields: Fields, is_11: bool) -> None:
    """RFC 9112, 3.2. Raises BadRequest."""
    hosts = len(fields.all("host"))
    if hosts > 1 or (is_11 and not hosts):
        raise BadRequest("Host")


def check_length(fields: Fields, is_11: bool) -> None:
    """One way to tell where the body ends (RFC 9112, 6). Raises BadRequest."""
    lengths, codings = fields.all("content-length"), fields.all("transfer-encoding")
    if len(lengths) > 1 or any(LENGTH.fullmatch(each) is None for each in lengths):
        raise BadRequest("Content-Length")
    if codings and (lengths or not is_11 or [each.lower() for each in codings] != ["chunked"]):
        raise BadRequest("Transfer-Encoding")
