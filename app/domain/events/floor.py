"""Who has the floor, and the clock."""

from dataclasses import dataclass

from app.domain.events.base import Event


@dataclass(frozen=True, kw_only=True)
class Called(Event):
    kind = "called"
    intervention: str
    limit_s: int


@dataclass(frozen=True, kw_only=True)
class ClockStarted(Event):
    kind = "clock_started"
    intervention: str


@dataclass(frozen=True, kw_only=True)
class ClockPaused(Event):
    kind = "clock_paused"
    intervention: str


@dataclass(frozen=True, kw_only=True)
class ClockResumed(Event):
    kind = "clock_resumed"
    intervention: str


@dataclass(frozen=True, kw_only=True)
class Extended(Event):
    """`limit_s`: the limit from now on."""

    kind = "extended"
    intervention: str
    limit_s: int


@dataclass(frozen=True, kw_only=True)
class SpeechEnded(Event):
    """`spoken_s`: seconds that the clock ran; 0 if it was never started."""

    kind = "speech_ended"
    intervention: str
    spoken_s: float


@dataclass(frozen=True, kw_only=True)
class MarkedAbsent(Event):
    """`becomes`: absent | inscribed (waits on, at `rank`) | written, by the rule for the absent."""

    kind = "marked_absent"
    intervention: str
    becomes: str = "absent"
    rank: str | None = None
