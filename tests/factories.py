"""A small meeting, and how it came to be where a test begins: given what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.domain.commands import Command
from app.domain.decide import Act, decide, enact
from app.domain.errors import Refusal
from app.domain.events import (
    Amended,
    Called,
    ClockStarted,
    DelegationSet,
    Event,
    Inscribed,
    ListOpened,
    ProgrammeSet,
    TakenUp,
    Withdrawn,
)
from app.domain.meeting import EMPTY, Actor, Meeting
from app.domain.programme import Delegation, Group, Item, Part, Programme, Sitting
from tests.people import CHAIR, DELEGATIONS

NOON = datetime(2017, 6, 8, 10, 0, tzinfo=UTC)
MORNING = datetime(2017, 6, 8, 8, 0, tzinfo=UTC)
INVITATION = datetime(2017, 4, 12, 8, 0, tzinfo=UTC)
IMPORT = Actor(role="import")


def later(seconds: float, than: datetime = NOON) -> datetime:
    return than + timedelta(seconds=seconds)


def item(number: str, title: str, minutes: int, **more: Any) -> Item:
    """An item that is planned to begin `minutes` after the morning did."""
    starts_at = later(minutes * 60, MORNING)
    return Item(**{
        "number": number, "title": f"Matters related to {title}", "short_title": title, "sitting": "am",
        "starts_at": starts_at, "ends_at": later(3600, starts_at), "presiding": "COL", **more,
    })


OPENING = item("1", "Opening", 0, speaker_policy="invited_only", limit_s=420)
ASSISTANCE = item(
    "2", "Victim Assistance", 15, speaker_policy="targeted_then_open", limit_s=180,
    parts=(
        Part(id="2.1", title="Committee", kind="presiding", limit_s=600),
        Part(id="2.2", title="Updates", kind="invited", limit_s=300, invited=("HRV", "PER", "COL")),
        Part(id="2.3", title="Other delegations", kind="open_floor", limit_s=180),
    ),
)
REQUESTS = item(
    "3", "Extension requests", 60, speaker_policy="targeted_then_open", limit_s=180,
    parts=tuple(
        Part(id=part_id, title=f"Request of {name}", kind="presentation_with_comments", limit_s=900,
             comment_limit_s=120, invited=(code,))
        for part_id, name, code in (("3.4", "Angola", "AGO"), ("3.5", "Ecuador", "ECU"))
    ),
)
COOPERATION = item("4", "Cooperation", 120)
ASPIRATIONS = item("6", "Aspirations", 180, speaker_policy="panel_then_open", limit_s=120, panellists=("HALO",))
CLOSING = item("9", "Closing", 240, speaker_policy="presiding_only", limit_s=300)

EUROPEAN_UNION = Group(name="European Union and its member States", code="EU")
AFRICAN_GROUP = Group(name="African Group")
PROGRAMME = Programme(
    slug="small-2017", title="Small Meetings of the Convention", short_title="Small Meetings",
    timezone="Europe/Zurich", working_language="en", languages=("en", "fr", "ar"),
    sittings=(Sitting(id="am", kind="plenary", starts_at=MORNING, ends_at=later(3 * 3600, MORNING)),),
    items=(OPENING, ASSISTANCE, REQUESTS, COOPERATION, ASPIRATIONS, CLOSING),
    groups=(EUROPEAN_UNION, AFRICAN_GROUP),
    limits_s={
        "presiding": 600, "group": 300, "state_party": 180, "state_not_party": 150, "international_organization": 140,
        "ngo": 130, "other": 110,
    },
)
LISTS = tuple(PROGRAMME.plans)


def beginnings(
    programme: Programme = PROGRAMME, delegations: Sequence[Delegation] = DELEGATIONS
) -> tuple[Event, ...]:
    """What an import brings: the programme and the delegations."""
    return (ProgrammeSet(programme=programme), *(DelegationSet(delegation=each) for each in delegations))


@dataclass(frozen=True)
class Done:
    """What happened at once, by whom and when."""

    events: tuple[Event, ...]
    at: datetime = NOON
    by: Actor = CHAIR
    command: str = ""
    seat: str = "Desk 1"


def done(*events: Event, at: datetime = NOON, by: Actor = CHAIR, command: str = "") -> Done:
    return Done(events, at, by, command)


def author(meeting: Meeting, event: Event) -> Actor:
    """Whose act an event commonly is: a delegation's if it is about its own intervention, else the chair's."""
    if isinstance(event, Inscribed):
        return Actor(role="delegation", delegation=event.delegation)
    if isinstance(event, (Amended, Withdrawn)):
        return Actor(role="delegation", delegation=meeting.interventions[event.intervention].delegation)
    return CHAIR


def following(meeting: Meeting, *happened: Event | Done) -> Meeting:
    """The meeting after more has happened. An event alone is an act by whom it commonly is, at noon."""
    for each in happened:
        act = each if isinstance(each, Done) else Done((each,), by=author(meeting, each))
        meeting = enact(meeting, Act(
            version=meeting.version + len(act.events), at=act.at, command=act.command or act.events[-1].kind,
            actor=act.by, seat=act.seat, events=act.events,
        ))
    return meeting


def meeting(*happened: Event | Done, programme: Programme = PROGRAMME) -> Meeting:
    """The small meeting, imported in spring, after all that has happened."""
    return following(EMPTY, Done(beginnings(programme), INVITATION, IMPORT, "import"), *happened)


def inscribed(delegation: Delegation, intervention: str, list: str = "4", **more: Any) -> Inscribed:
    return Inscribed(**{
        "intervention": intervention, "list": list, "delegation": delegation.code, "intervention_kind": "statement",
        "delivery": "spoken", "at": NOON, "language": delegation.language, **more,
    })


def amended(intervention: str, **more: Any) -> Amended:
    return Amended(**{
        "intervention": intervention, "intervention_kind": "statement", "delivery": "spoken", "at": NOON, **more,
    })


def opened(*lists: str) -> tuple[ListOpened, ...]:
    return tuple(ListOpened(list=each) for each in lists)


def called(intervention: str, list: str = "4", limit_s: int = 180, at: datetime = NOON) -> Done:
    """The first call of a list, which takes it up."""
    return done(TakenUp(list=list), Called(intervention=intervention, limit_s=limit_s), at=at, command="call")


def speaking(intervention: str, list: str = "4", limit_s: int = 180, since: datetime = NOON) -> tuple[Done, Done]:
    started = done(ClockStarted(intervention=intervention), at=since, command="start_clock")
    return called(intervention, list, limit_s, at=since), started


def refusal(given: Meeting, command: Command, actor: Actor = CHAIR, now: datetime = NOON) -> tuple[type, str, Any]:
    """How a command is refused: kind, code and params."""
    with pytest.raises(Refusal) as caught:
        decide(given, command, actor, now)
    return type(caught.value), caught.value.code, caught.value.params
