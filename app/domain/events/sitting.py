"""The sitting as a whole, and what was taken back."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.events.base import Event, personal


@dataclass(frozen=True, kw_only=True)
class Told(Event):
    """Words None: the notice is cleared."""

    kind = "told"
    words: str | None = personal()


@dataclass(frozen=True, kw_only=True)
class DisplayPointed(Event):
    kind = "display_pointed"
    display: str
    layout: str
    look: str
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Suspended(Event):
    kind = "suspended"
    until: datetime | None = None
    words: str | None = personal()


@dataclass(frozen=True, kw_only=True)
class Resumed(Event):
    kind = "resumed"


@dataclass(frozen=True, kw_only=True)
class Adjourned(Event):
    kind = "adjourned"
    until: datetime | None = None
    words: str | None = personal()


@dataclass(frozen=True, kw_only=True)
class Undone(Event):
    """`version`: the last version of the act that is taken back."""

    kind = "undone"
    version: int


@dataclass(frozen=True, kw_only=True)
class Redone(Event):
    """`version`: the last version of the act that is done again."""

    kind = "redone"
    version: int
