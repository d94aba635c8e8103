"""The minutes of a sitting: what the log says was done in it, in order, without what was taken back.

Codes and facts only; the sentences are made where the language is known (app/documents/minutes.py).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.decide import Act
from app.domain.errors import Unknown
from app.domain.events import Redone, TakenUp, Undone
from app.domain.meeting import Meeting
from app.domain.programme import Programme, Sitting
from app.reports.entries import Entry, Narrator

LEAD = timedelta(hours=1)
"""How long before its planned start what is done belongs to a sitting rather than to the one before."""
BREAK = "break"
DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """The minutes of one sitting. `number`: which sitting of the meeting it is, from 1."""

    sitting: str
    number: int
    starts_at: datetime
    ends_at: datetime
    entries: tuple[Entry, ...]

    @property
    def opened_at(self) -> datetime | None:
        return next((each.at for each in self.entries if each.code in ("opened", "resumed")), None)

    @property
    def rose_at(self) -> datetime | None:
        """When it was last suspended or adjourned, if it was not resumed since."""
        states = [each for each in self.entries if each.code in ("opened", "resumed", "suspended", "adjourned")]
        return states[-1].at if states and states[-1].code in ("suspended", "adjourned") else None

    @property
    def speeches(self) -> tuple[Entry, ...]:
        return tuple(each for each in self.entries if each.code == "speech")

    @property
    def spoken_s(self) -> float:
        return sum(each.params["spoken_s"] or 0.0 for each in self.speeches)


def minutes_of(acts: Iterable[Act], meeting: Meeting, sitting_id: str) -> Minutes:
    """The minutes of a sitting. `acts`: the whole log, `meeting`: its fold. Raises Unknown `unknown_sitting`."""
    sittings = sittings_of(meeting.programme)
    sitting = next((each for each in sittings if each.id == sitting_id), None)
    if sitting is None:
        raise Unknown("unknown_sitting", sitting=sitting_id)
    narrator = Narrator(meeting)
    within: set[int] = set()
    taken_up: str | None = None
    for act in standing(acts):
        taken_up = next((each.list for each in act.events if isinstance(each, TakenUp)), taken_up)
        item_sitting = meeting.plans[taken_up].item.sitting if taken_up in meeting.plans else None
        if sitting_at(meeting.programme, act.at, item_sitting) == sitting.id:
            within.add(act.version)
        narrator.tell(act)
    return Minutes(
        sitting=sitting.id, number=sittings.index(sitting) + 1, starts_at=sitting.starts_at, ends_at=sitting.ends_at,
        entries=tuple(each for each in narrator.entries() if each.version in within),
    )


def sittings_of(programme: Programme) -> list[Sitting]:
    """The sittings of a meeting without the breaks between them, in their order."""
    return sorted((each for each in programme.sittings if each.kind != BREAK), key=lambda each: each.starts_at)


def standing(acts: Iterable[Act]) -> Iterator[Act]:
    """The acts that were not taken back, or were done again since; those that did so are not among them."""
    kept: list[Act] = []
    taken_back: set[int] = set()
    for act in acts:
        for event in act.events:
            if isinstance(event, Undone):
                taken_back.add(event.version)
            elif isinstance(event, Redone):
                taken_back.discard(event.version)
        kept.append(act)
    for act in kept:
        if act.version not in taken_back and not any(isinstance(each, (Undone, Redone)) for each in act.events):
            yield act


def sitting_at(programme: Programme, at: datetime, item_sitting: str | None) -> str | None:
    """The sitting to which an instant belongs: the last whose time has come, an hour before it begins.

    A meeting that is held on other days than was planned goes by the item that was taken up (`item_sitting`).
    """
    sittings = sittings_of(programme)
    if not sittings or at > sittings[-1].ends_at + DAY:
        return item_sitting
    begun = [each.id for each in sittings if each.starts_at - lead_of(each, sittings) <= at]
    return begun[-1] if begun else None


def lead_of(sitting: Sitting, sittings: Sequence[Sitting]) -> timedelta:
    """An hour, or half of the break before it where that is shorter."""
    before = [each.ends_at for each in sittings if each.ends_at <= sitting.starts_at]
    return min(LEAD, (sitting.starts_at - max(before)) / 2) if before else LEAD
