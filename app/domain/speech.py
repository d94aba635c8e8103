"""The clock of a speech: arithmetic on instants, nothing ticks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Speech:
    """What is on the floor. `paused_s`: seconds of the pauses that are over. The clock never cuts a speaker off."""

    intervention: str
    called_at: datetime
    limit_s: int
    started_at: datetime | None = None
    paused_at: datetime | None = None
    paused_s: float = 0.0

    @property
    def state(self) -> Literal["called", "speaking", "paused"]:
        if self.started_at is None:
            return "called"
        return "speaking" if self.paused_at is None else "paused"


def spoken_s(speech: Speech, now: datetime) -> float:
    """Seconds that the clock has run."""
    if speech.started_at is None:
        return 0.0
    stopped = speech.paused_at or now
    return max(0.0, round((stopped - speech.started_at).total_seconds() - speech.paused_s, 3))


def remaining_s(speech: Speech, now: datetime) -> float:
    """Seconds left of the limit; negative once it is passed."""
    return speech.limit_s - spoken_s(speech, now)


def speech_ends(speech: Speech, now: datetime) -> datetime:
    """When the speech is expected to end: at its limit, counted from now if the clock stands."""
    return now + timedelta(seconds=max(0.0, remaining_s(speech, now)))


def pause_over_s(speech: Speech, now: datetime) -> float:
    """The sum of all pauses, the running one included."""
    running = (now - speech.paused_at).total_seconds() if speech.paused_at else 0.0
    return round(speech.paused_s + max(0.0, running), 3)
