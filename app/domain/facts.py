"""What other programs are told of a public meeting, in codes that its public screen shows: no words, no drafts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain import events as happened
from app.domain.events import Event
from app.domain.meeting import Meeting

TOLD = (
    "call", "begin", "end", "closing_announced", "list_closed", "taken_up", "suspended", "resumed", "adjourned",
    "statement_released",
)
Codes = Mapping[str, str | int | float | datetime]


@dataclass(frozen=True, kw_only=True)
class Fact:
    """`event`: one of TOLD. `codes`: ids, codes, seconds and instants only."""

    event: str
    codes: Codes


def facts(before: Meeting, after: Meeting, events: Sequence[Event]) -> list[Fact]:
    """What an act tells, in the order in which it came; nothing of a meeting that is not public."""
    if not after.programme.is_public:
        return []
    found = [fact for event in events if (fact := fact_of(after, event)) is not None]
    return [*found, *released(before, after)]


def fact_of(meeting: Meeting, event: Event) -> Fact | None:
    match event:
        case happened.Called():
            return Fact(event="call", codes={**speech(meeting, event.intervention), "limit_s": event.limit_s})
        case happened.ClockStarted():
            return Fact(event="begin", codes=speech(meeting, event.intervention))
        case happened.SpeechEnded():
            return Fact(event="end", codes={**speech(meeting, event.intervention), "spoken_s": event.spoken_s})
        case happened.ClosingAnnounced():
            closes = {"closes_at": event.closes_at} if event.closes_at else {}
            return Fact(event="closing_announced", codes={**place(meeting, event.list), **closes})
        case happened.ListClosed() | happened.TakenUp():
            return Fact(event=event.kind, codes=place(meeting, event.list))
        case happened.Suspended() | happened.Adjourned():
            return Fact(event=event.kind, codes={"until": event.until} if event.until else {})
        case happened.Resumed():
            return Fact(event=event.kind, codes={})
        case _:
            return None


def place(meeting: Meeting, list_id: str) -> Codes:
    return {"list": list_id, "item": meeting.plans[list_id].item.number}


def speech(meeting: Meeting, name: str) -> Codes:
    intervention = meeting.interventions[name]
    return {
        **place(meeting, intervention.list), "intervention": name, "delegation": intervention.delegation,
        "kind": intervention.kind,
    }


def released(before: Meeting, after: Meeting) -> list[Fact]:
    """Texts that all may read from now on, whatever released them: the desk, or the end of the speech."""
    if before.statements is after.statements:
        return []
    return [
        Fact(event="statement_released", codes={
            **speech(after, each.intervention), "statement": each.id, "language": each.language,
        })
        for each in after.statements.values() if each.state == "released"
        and ((was := before.statements.get(each.id)) is None or was.state != "released")
    ]
