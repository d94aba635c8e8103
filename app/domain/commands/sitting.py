"""What is asked of the sitting as a whole, and of what was done."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from app.domain.commands.base import Command


@dataclass(frozen=True, kw_only=True)
class Tell(Command):
    """A notice on the displays; empty words clear it."""

    name = "tell"
    words: str
    audience: Literal["room"] = "room"


@dataclass(frozen=True, kw_only=True)
class PointDisplay(Command):
    """`display`: its name, as its link has it; `languages`: shown in turn, empty for that of its link."""

    name = "point_display"
    display: str
    layout: str
    look: str = "night"
    languages: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Suspend(Command):
    name = "suspend"
    until: datetime | None = None
    words: str | None = None


@dataclass(frozen=True, kw_only=True)
class Resume(Command):
    name = "resume"


@dataclass(frozen=True, kw_only=True)
class Adjourn(Command):
    name = "adjourn"
    until: datetime | None = None
    words: str | None = None


@dataclass(frozen=True, kw_only=True)
class Undo(Command):
    """Take back the last act of the desk, unless something already rests on it."""

    name = "undo"
    version: int


@dataclass(frozen=True, kw_only=True)
class Redo(Command):
    """Do again the act that was last taken back, as long as nothing was done since."""

    name = "redo"
    version: int
