"""What is sent and answered over the socket, as docs/protocol.md promises it."""

import json
from collections.abc import Mapping
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
    """The answer to `watch`; without `screen` where the tag that was sent is still right, or where `patch` leads on
    from it: then it is the `base`.

    `spread_s`: over how many seconds the displays should come back, if they were all to lose the server at once; each
    waits for a random part of it. Not there while they are few.
    """

    ok: Literal[True]
    version: int
    tag: str
    server_now: str
    screen: NotRequired[dict[str, Any]]
    spread_s: NotRequired[int]
    base: NotRequired[str]
    patch: NotRequired[dict[str, Any]]


class ServerClock(TypedDict):
    """The time of the server, from which displays count."""

    server_now: str


Frame = Change | Beat


class Encoded:
    """An object that is JSON already. `parts`: more of its members, as JSON: they are encoded once for all who ask."""


    __slots__ = ("text",)

    def __init__(self, begins: Mapping[str, Any], **parts: str) -> None:
        rest = "".join(f',"{name}":{text}' for name, text in parts.items())
        self.text = json.dumps(begins, separators=(",", ":"))[:-1] + rest + "}"


class Words:
    """JSON as the socket writes it: what is encoded already is taken as it is."""

    @staticmethod
    def dumps(value: Any, **_: Any) -> str:
        if isinstance(value, list) and value and isinstance(value[-1], Encoded):
            # The name of an event and its frame, or the one answer to what was asked.
            return "[" + ",".join([*(json.dumps(each) for each in value[:-1]), value[-1].text]) + "]"
        return json.dumps(value, separators=(",", ":"), ensure_ascii=False)

    @staticmethod
    def loads(text: str | bytes, **more: Any) -> Any:
        return json.loads(text, **more)
