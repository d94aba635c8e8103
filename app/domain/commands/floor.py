"""What is asked of the floor and its clock."""

from dataclasses import dataclass

from app.domain.commands.base import Command


@dataclass(frozen=True, kw_only=True)
class Call(Command):
    """Give the floor. `ending`: the intervention whose speech this ends, None if the floor is thought empty."""

    name = "call"
    intervention: str
    ending: str | None


@dataclass(frozen=True, kw_only=True)
class StartClock(Command):
    name = "start_clock"
    intervention: str


@dataclass(frozen=True, kw_only=True)
class PauseClock(Command):
    name = "pause_clock"
    intervention: str


@dataclass(frozen=True, kw_only=True)
class ResumeClock(Command):
    name = "resume_clock"
    intervention: str


@dataclass(frozen=True, kw_only=True)
class Extend(Command):
    """Give the speech on the floor `seconds` more, or fewer if negative."""

    name = "extend"
    intervention: str
    seconds: int


@dataclass(frozen=True, kw_only=True)
class EndSpeech(Command):
    name = "end_speech"
    intervention: str


@dataclass(frozen=True, kw_only=True)
class MarkAbsent(Command):
    name = "mark_absent"
    intervention: str
