"""Who has spoken, speaks and waits on a list or on all: a row for each intervention, in the order of speaking."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from app.domain.errors import Unknown
from app.domain.events import Called, ClockStarted, Event
from app.domain.limits import limit_of
from app.domain.meeting import WAITING, Intervention, Meeting
from app.domain.precedence import because, category_of, rank_of
from app.domain.programme import ListPlan

NOT_HEARD = ("absent", "written", "withdrawn", "refused")


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """When an intervention was called last, and when its clock was started."""

    called_at: datetime | None = None
    began_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ListedIntervention:
    """`place`: 1 for the next of those who wait. `reasons`: codes of why it has its place, the strongest first.

    `state`: as of the intervention, and on the floor that of its clock: called | speaking | paused. `speaker`: None
    unless names of persons were asked for. Times are instants; `spoken_s`, `limit_s` are seconds.
    """

    list: str
    item: str
    list_title: str
    intervention: str
    place: int | None
    delegation: str
    name: str
    names: Mapping[str, str]
    category: str
    kind: str
    delivery: str
    on_behalf_of: str | None
    speaker: str | None
    language: str | None
    state: str
    inscribed_at: datetime
    called_at: datetime | None
    began_at: datetime | None
    ended_at: datetime | None
    spoken_s: float | None
    limit_s: int | None
    reasons: tuple[str, ...]


def spoken_times(log: Iterable[tuple[datetime, Event]]) -> dict[str, Spoken]:
    """By intervention, from the events of the meeting with their times: the state keeps the floor's alone."""
    times: dict[str, Spoken] = {}
    for at, event in log:
        if isinstance(event, Called):
            times[event.intervention] = Spoken(called_at=at)
        elif isinstance(event, ClockStarted):
            called_at = times.get(event.intervention, Spoken()).called_at
            times[event.intervention] = Spoken(called_at=called_at, began_at=at)
    return times


def speaking_list(
    meeting: Meeting,
    list_id: str | None = None,
    *,
    item: str | None = None,
    with_persons: bool = False,
    times: Mapping[str, Spoken] | None = None,
) -> tuple[ListedIntervention, ...]:
    """The rows of one list, of all lists of an item, or of the meeting.

    First who was heard, by the end; then who has the floor, who waits in turn, and who will not be heard.
    Raises Unknown `unknown_list`, `unknown_item`.
    """
    return tuple(
        _row(meeting, plan, each, place, with_persons, (times or {}).get(each.id, Spoken()))
        for plan in _plans(meeting, list_id, item)
        for each, place in _in_order(meeting, plan.id)
    )


def speaking_list_json(rows: Iterable[ListedIntervention]) -> list[dict[str, Any]]:
    """The rows as JSON takes them: instants in ISO 8601, always with their zone."""
    return [
        {
            key: value.isoformat(timespec="milliseconds") if isinstance(value, datetime) else value
            for key, value in asdict(row).items()
        } | {"names": dict(row.names), "reasons": list(row.reasons)}
        for row in rows
    ]


def _plans(meeting: Meeting, list_id: str | None, item: str | None) -> list[ListPlan]:
    if list_id is not None:
        return [meeting.plan(list_id)]
    found = [plan for plan in meeting.plans.values() if item is None or plan.item.number == item]
    if item is not None and not found:
        raise Unknown("unknown_item", item=item)
    return found


def _in_order(meeting: Meeting, list_id: str) -> list[tuple[Intervention, int | None]]:
    entries = meeting.on_list(list_id)
    heard = sorted(
        (each for each in entries if each.state == "delivered"),
        key=lambda each: (each.ended_at or each.inscribed_at, each.number),
    )
    called = [each for each in entries if each.state == "called"]
    in_turn = sorted((each for each in entries if each.state == WAITING), key=lambda each: rank_of(meeting, each))
    others = sorted(
        (each for each in entries if each.state in NOT_HEARD),
        key=lambda each: (NOT_HEARD.index(each.state), each.number),
    )
    return [
        *((each, None) for each in heard + called),
        *((each, place) for place, each in enumerate(in_turn, start=1)),
        *((each, None) for each in others),
    ]


def _row(
    meeting: Meeting, plan: ListPlan, each: Intervention, place: int | None, with_persons: bool, spoken: Spoken
) -> ListedIntervention:
    floor = meeting.floor if meeting.floor and meeting.floor.intervention == each.id else None
    was_heard = each.state in ("delivered", "called", "absent")
    return ListedIntervention(
        list=plan.id,
        item=plan.item.number,
        list_title=plan.title,
        intervention=each.id,
        place=place,
        delegation=each.delegation,
        name=meeting.name_of(each.delegation),
        names=meeting.delegation(each.delegation).names,
        category=category_of(meeting, each),
        kind=each.kind,
        delivery=each.delivery,
        on_behalf_of=each.on_behalf_of,
        speaker=each.speaker if with_persons else None,
        language=each.language,
        state=floor.state if floor else each.state,
        inscribed_at=each.inscribed_at,
        called_at=floor.called_at if floor else (spoken.called_at if was_heard else None),
        began_at=floor.started_at if floor else (spoken.began_at if each.state == "delivered" else None),
        ended_at=each.ended_at if each.state in ("delivered", "absent") else None,
        spoken_s=each.spoken_s,
        limit_s=each.limit_s if each.limit_s is not None else limit_of(meeting, each),
        reasons=tuple(reason["code"] for reason in because(meeting, each)) if place else (),
    )
