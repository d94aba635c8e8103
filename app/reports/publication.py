"""What is published of self-declared gender, and when: tables that only grow, never by one to four persons.

A publication follows each closed item, and one the whole meeting. It tells what the meeting has come to so far: persons
who spoke, their minutes, delegates who registered. Nothing in it is derived from what is under way.

Growth comes in batches. Persons heard since the last batch wait until suppression.may_be_told holds for all of them
together; then they are added at once, and the next batch begins. Until then the figures stay as they were. Batches hold
different persons, so each is judged alone, and every difference of two publications is a sum of whole batches. What
waits is judged anew only when five more have come, so that the moment of telling does not itself tell of one person.
Each batch is also split by group; the rows that rows_told holds back are not told, then or later (None).

A person who spoke is counted as a delegation and an answer: one who speaks twice counts once, and two of one
delegation who gave the same answer count as one, so that a cell never holds fewer persons than it says. Minutes are
told with their count only, of batches in which all who spoke are safe as well, to the nearest five minutes of each
batch: exact seconds could be added up from the public clock.

What was published stays. Who changes or erases an answer later changes only what waits; `counted` names what was told
already, by the ids of interventions and members, without answers. The caller keeps publications and hands them back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.meeting import Intervention, Meeting
from app.reports.closing import closed_items, delivered, is_over, on_item
from app.reports.suppression import LEAST, may_be_told, rows_told

ANSWERS = ("woman", "man", "another_or_none")
"""Another answer, none, and that one prefers not to say are told as one: each alone would be too few nearly always."""
GRAIN_MINUTES = 5


@dataclass(frozen=True)
class Row:
    """Persons, and minutes to the nearest five, in the order of ANSWERS; None: not told."""

    persons: tuple[int | None, ...] = (None,) * len(ANSWERS)
    minutes: tuple[int | None, ...] = (None,) * len(ANSWERS)


NOBODY = Row((0,) * len(ANSWERS), (0,) * len(ANSWERS))


@dataclass(frozen=True, kw_only=True)
class Told:
    """A table as published. `whole`: all together; `rows`: by group. `looked_at`: what waited when last judged."""

    whole: Row = Row()
    rows: Mapping[str, Row] = field(default_factory=dict)
    counted: frozenset[str] = frozenset()
    looked_at: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Publication:
    """`after`: the number of the closed item that it follows; None: the whole meeting. `at`: what was known then."""

    after: str | None
    at: datetime
    speakers: Told
    registered: Told


@dataclass(frozen=True)
class Heard:
    """One person of a batch. `is_new`: not counted in an earlier batch."""

    row: str
    answer: int
    seconds: float
    is_new: bool


def answer_of(genders: Mapping[str, str], subject: str) -> int:
    """The place in ANSWERS of what somebody said."""
    said = genders.get(subject, "").strip().casefold()
    return ANSWERS.index(said) if said in ANSWERS else len(ANSWERS) - 1


def block_of(meeting: Meeting, code: str) -> str:
    """The one group in which a delegation is told: its regional group, else its category."""
    delegation = meeting.delegations.get(code)
    return (delegation.regional_group or delegation.category) if delegation else "other"


def publications(
    meeting: Meeting, genders: Mapping[str, str], members: Mapping[str, str], earlier: Sequence[Publication] = (),
) -> list[Publication]:
    """The earlier publications as they were, and those that have fallen due: for each newly closed item, for the whole.

    `genders`: by the id of an intervention (its speaker) or of a member; `members`: the delegation of each member.
    """
    published = list(earlier)
    entries: list[Intervention] = []
    done = {each.after for each in published}
    closed = closed_items(meeting)
    for item in [each for each in closed if each.number in done]:
        entries += delivered(on_item(meeting, item))
    for item in [each for each in closed if each.number not in done]:
        entries += delivered(on_item(meeting, item))
        published.append(published_after(item.number, meeting, entries, genders, members, published))
    if is_over(meeting) and closed and published[-1].after is not None:
        published.append(published_after(None, meeting, entries, genders, members, published))
    return published


def published_after(
    item: str | None, meeting: Meeting, entries: list[Intervention], genders: Mapping[str, str],
    members: Mapping[str, str], earlier: Sequence[Publication],
) -> Publication:
    before = earlier[-1] if earlier else Publication(after=None, at=meeting.at, speakers=Told(), registered=Told())
    spoke = frozenset(each.id for each in entries) - before.speakers.counted
    joined = frozenset(members) - before.registered.counted
    groups = sorted({block_of(meeting, code) for code in meeting.delegations})
    return Publication(
        after=item, at=meeting.at,
        speakers=told(before.speakers, spoke, groups, heard(meeting, entries, before.speakers.counted, genders)),
        registered=told(before.registered, joined, groups, [
            Heard(block_of(meeting, members[each]), answer_of(genders, each), 0, True) for each in sorted(joined)
        ]),
    )


def heard(
    meeting: Meeting, entries: list[Intervention], counted: frozenset[str], genders: Mapping[str, str]
) -> list[Heard]:
    """The persons who spoke in a batch, with all that they spoke in it."""
    def person(entry: Intervention) -> tuple[str, int]:
        return entry.delegation, answer_of(genders, entry.id)

    # Also those of an item that has been taken up again since.
    known = {person(each) for each in meeting.interventions.values() if each.id in counted}
    seconds: dict[tuple[str, int], float] = {}
    for each in entries:
        if each.id not in counted:
            seconds[person(each)] = seconds.get(person(each), 0) + (each.spoken_s or 0)
    return [Heard(block_of(meeting, who[0]), who[1], spent, who not in known) for who, spent in seconds.items()]


def told(before: Told, waiting: frozenset[str], groups: Iterable[str], batch: list[Heard]) -> Told:
    """The table with a batch added, if that may be told; else as it was, and whether it has been looked at."""
    if len(waiting - before.looked_at) < LEAST:
        return before
    if not all(map(may_be_told, counts(batch))):
        return Told(whole=before.whole, rows=before.rows, counted=before.counted, looked_at=waiting)
    by_row = {row: [each for each in batch if each.row == row] for row in {*groups, *before.rows,
                                                                         *(each.row for each in batch)}}
    shown = rows_told({row: counts(persons) for row, persons in by_row.items()})
    return Told(
        whole=grown(before.whole if before.counted else NOBODY, batch),
        rows={
            row: grown(before.rows.get(row, NOBODY), persons) if row in shown else Row()
            for row, persons in sorted(by_row.items())
        },
        counted=before.counted | waiting,
    )


def counts(batch: Iterable[Heard]) -> list[list[int]]:
    """Persons by answer: those who are new, and all who spoke."""
    of_batch = list(batch)
    answers = range(len(ANSWERS))
    return [
        [sum(each.answer == answer and each.is_new for each in of_batch) for answer in answers],
        [sum(each.answer == answer for each in of_batch) for answer in answers],
    ]


def grown(before: Row, batch: list[Heard]) -> Row:
    """What is not told stays so: a later sum would tell it."""
    new = counts(batch)[0]
    minutes = [coarse(sum(each.seconds for each in batch if each.answer == at)) for at in range(len(ANSWERS))]
    return Row(
        tuple(None if old is None else old + more for old, more in zip(before.persons, new, strict=True)),
        tuple(None if old is None else old + more for old, more in zip(before.minutes, minutes, strict=True)),
    )


def coarse(seconds: float) -> int:
    """Minutes, to the nearest five."""
    return GRAIN_MINUTES * round(seconds / 60 / GRAIN_MINUTES)
