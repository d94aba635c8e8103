"""The sitting as a whole: suspended, resumed, adjourned; the notice on the displays; what falls due by itself."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from app.domain.commands import Adjourn, Suspend, Tell
from app.domain.errors import RuleBroken
from app.domain.events import Adjourned, ClockPaused, Event, ListClosed, ListOpened, Resumed, Suspended, Told
from app.domain.floor import check_nothing_open, on_floor
from app.domain.lists import still_to_come
from app.domain.meeting import Meeting
from app.domain.text import clean

NAMESPACE = uuid.UUID("6f1c0d52-6b0e-5a5b-9c0b-5d7f0a3f4e11")


@dataclass(frozen=True)
class Due:
    """An event whose instant has come, and the id under which it enters the log once, whichever process sees it."""

    at: datetime
    command_id: uuid.UUID
    event: Event


def later(meeting: Meeting, until: datetime | None, now: datetime) -> datetime | None:
    """Raises Malformed `no_zone`, `in_the_past`, `out_of_range`."""
    return None if until is None else still_to_come(meeting, until, "until", now)


def suspend(meeting: Meeting, command: Suspend, now: datetime) -> list[Event]:
    """A clock that runs is paused with it (GA rule 76)."""
    if meeting.session.state in ("suspended", "adjourned"):
        raise RuleBroken("not_in_session", state=meeting.session.state)
    suspended = Suspended(until=later(meeting, command.until, now), words=clean("words", command.words))
    if meeting.floor is not None and meeting.floor.state == "speaking":
        return [ClockPaused(intervention=meeting.floor.intervention), suspended]
    return [suspended]


def resume(meeting: Meeting) -> list[Event]:
    return [] if meeting.session.state == "in_session" else [Resumed()]


def adjourn(meeting: Meeting, command: Adjourn, now: datetime) -> list[Event]:
    if meeting.floor is not None:
        raise RuleBroken("floor_taken", **on_floor(meeting))
    if meeting.session.state == "adjourned":
        raise RuleBroken("not_in_session", state="adjourned")
    check_nothing_open(meeting)
    return [Adjourned(until=later(meeting, command.until, now), words=clean("words", command.words))]


def tell(meeting: Meeting, command: Tell) -> list[Event]:
    words = clean("words", command.words)
    shown = meeting.notice.words if meeting.notice else None
    return [] if words == shown else [Told(words=words)]


def due(meeting: Meeting, now: datetime) -> Due | None:
    """The first thing whose instant has passed: a window opens, a list closes, the sitting resumes."""
    instants: list[tuple[datetime, str, Event]] = []
    for speakers_list in meeting.lists.values():
        if speakers_list.opens_at is not None and speakers_list.state == "not_open":
            instants.append((speakers_list.opens_at, speakers_list.id, ListOpened(list=speakers_list.id)))
        if speakers_list.closes_at is not None and speakers_list.state in ("open", "announced"):
            instants.append((speakers_list.closes_at, speakers_list.id, ListClosed(list=speakers_list.id)))
    if meeting.session.state == "suspended" and meeting.session.until is not None:
        instants.append((meeting.session.until, "sitting", Resumed()))
    passed = sorted((each for each in instants if each[0] <= now), key=lambda each: (each[0], each[1]))
    if not passed:
        return None
    at, subject, event = passed[0]
    # The version tells apart two closings of one list at one instant, with an undo between them.
    seed = f"{meeting.programme.slug}/{subject}/{event.kind}/{at.isoformat()}/{meeting.version}"
    return Due(at, uuid.uuid5(NAMESPACE, seed), event)
