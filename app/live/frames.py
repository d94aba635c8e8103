"""What is sent and answered over the socket, as docs/protocol.md promises it."""

from typing import Any, Literal, NotRequired, TypedDict


class Address(TypedDict):
    """Which screen of which meeting a frame is about; `list`: of another list than the room is on."""

    meeting: str
    screen: str
    list: NotRequired[str]


class Change(Address):
    """The RFC 7396 merge patch from the screen with tag `base` to the one with `tag`."""

    base: str
    tag: str
    version: int
    patch: dict[str, Any]
    server_now: str


class Beat(Address):
    """Which tag a display should hold: whoever holds another sends `watch` again."""

    tag: str
    version: int
    server_now: str


class DeskHere(TypedDict):
    """`by`: chair | secretariat."""

    by: str
    seat: str


class DesksHere(TypedDict):
    """Who works at the desks; it is told to the desks alone."""

    meeting: str
    desks: list[DeskHere]


class Revoked(TypedDict):
    """The right of this socket has ended; it is closed."""

    code: str


class Watched(TypedDict):
    """The answer to `watch`; without `screen` where the tag that was sent is still right."""

    ok: Literal[True]
    version: int
    tag: str
    server_now: str
    screen: NotRequired[dict[str, Any]]


class ServerClock(TypedDict):
    """The time of the server, from which displays count."""

    server_now: str


Frame = Change | Beat
