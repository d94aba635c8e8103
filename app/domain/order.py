"""A point of order or a motion as it stands: raised, heard, ruled on or voted on, appealed against."""

from dataclasses import dataclass
from datetime import datetime

OPEN = ("raised", "heard", "appealed")


@dataclass(frozen=True, kw_only=True)
class Vote:
    """For an appeal, in favour means in favour of the appeal, against the ruling."""

    in_favour: int
    against: int
    abstaining: int

    @property
    def is_carried(self) -> bool:
        """By a majority of those present and voting: who abstains does not vote, and a tie carries nothing."""
        return self.in_favour > self.against


@dataclass(frozen=True, kw_only=True)
class Order:
    """state: raised | heard (has the floor) | sustained | dismissed | appealed | overruled | withdrawn.

    With `motion` it is one, not a point of order, and ends as carried | rejected | withdrawn; `speakers`: who speaks
    on it, as (delegation, for | against), in the order in which they asked.
    `ruling`: what the chair ruled, whatever became of it. `overruled`: the vote on the appeal carried.
    """

    id: str
    number: int
    delegation: str
    raised_at: datetime
    state: str = "raised"
    heard_at: datetime | None = None
    ruling: str | None = None
    ruled_at: datetime | None = None
    words: str | None = None
    appealed_by: str | None = None
    appealed_at: datetime | None = None
    vote: Vote | None = None
    motion: str | None = None
    speakers: tuple[tuple[str, str], ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the room waits for it: no speech begins or goes on."""
        return self.state in OPEN


def is_order_id(id: str) -> bool:
    """Whether an id is meant for a point of order rather than for an entry of a list."""
    return id.startswith("o")
