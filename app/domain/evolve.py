"""What each event does to the state of a meeting."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from app.domain import events as happened
from app.domain.changes import timed
from app.domain.contacts import contact_set
from app.domain.displays import pointed_to
from app.domain.drafts import evolve_drafts
from app.domain.erasing import person_erased
from app.domain.lists import limits_after
from app.domain.meeting import (
    CLOCK,
    DRAFT,
    WAITING,
    Actor,
    Intervention,
    LimitDecision,
    Meeting,
    Notice,
    Session,
    SpeakersList,
)
from app.domain.members import evolve_members
from app.domain.ordering import placed_anew
from app.domain.orders import evolve_orders
from app.domain.planning import evolve_plan
from app.domain.programme import Programme, Window
from app.domain.speech import Speech, pause_over_s
from app.domain.statements import evolve_statements
from app.domain.swaps import evolve_swaps, expired
from app.domain.undo import done_again, taken_back


def with_intervention(meeting: Meeting, intervention_id: str, **changes: Any) -> Meeting:
    changed = replace(meeting.interventions[intervention_id], **changes)
    return replace(meeting, interventions={**meeting.interventions, intervention_id: changed})


def with_list(meeting: Meeting, list_id: str, **changes: Any) -> Meeting:
    return replace(meeting, lists={**meeting.lists, list_id: replace(meeting.lists[list_id], **changes)})


def with_floor(meeting: Meeting, change: Callable[[Speech], Speech]) -> Meeting:
    if meeting.floor is None:
        raise ValueError("an event about a speech, and nobody has the floor")
    return replace(meeting, floor=change(meeting.floor))


def programme_set(meeting: Meeting, programme: Programme) -> Meeting:
    """Lists that were there keep their state, and their instants too while the programme says the same of them.

    Else a list that was opened again would close at once when a title is changed, and an announced closing be lost.
    """
    earlier = {window.list: window for window in meeting.programme.windows}
    windows = {window.list: window for window in programme.windows}
    lists = {}
    for list_id in programme.plans:
        window, known = windows.get(list_id), meeting.lists.get(list_id)
        is_same = known is not None and window == earlier.get(list_id)
        lists[list_id] = known if known and is_same else with_window(known or SpeakersList(id=list_id), window)
    return replace(meeting, programme=programme, lists=lists)


def with_window(speakers_list: SpeakersList, window: Window | None) -> SpeakersList:
    """A list as the programme has it open and close by itself, as far as that is still to come."""
    opens_at = window.opens_at if window and speakers_list.state == "not_open" else None
    closes_at = window.closes_at if window and speakers_list.state != "closed" else None
    return replace(speakers_list, opens_at=opens_at, closes_at=closes_at)


def state_by(delivery: str) -> str:
    """The state of an intervention that was inscribed so."""
    return "written" if delivery == "written" else WAITING


def inscribed(meeting: Meeting, event: happened.Inscribed) -> Meeting:
    number = meeting.last_number + 1
    intervention = Intervention(
        id=event.intervention, number=number, list=event.list, delegation=event.delegation,
        kind=event.intervention_kind, delivery=event.delivery, inscribed_at=event.at,
        state=DRAFT if event.is_draft else state_by(event.delivery), part=event.part, role=event.role,
        on_behalf_of=event.on_behalf_of, in_reply_to=event.in_reply_to, language=event.language,
        minutes=event.minutes, level=event.level, actions=event.actions, speaker=event.speaker, note=event.note,
    )
    return replace(
        meeting, last_number=number, interventions={**meeting.interventions, intervention.id: intervention}
    )


def amended(meeting: Meeting, event: happened.Amended) -> Meeting:
    was = meeting.interventions[event.intervention]
    joins_late = was.state == "written" and event.delivery == "spoken"
    # It joins by its time of inscription, as anybody: the place that it had by hand may be somebody else's.
    goes_last = event.at != was.inscribed_at
    moved: dict[str, Any] = {"rank": None, "moved_at": None, "moved_by": None} if joins_late or goes_last else {}
    if joins_late:
        moved["is_converted"] = False
    if goes_last and not joins_late:
        moved["amended_at"] = event.at
    return with_intervention(
        meeting, event.intervention, kind=event.intervention_kind, delivery=event.delivery, inscribed_at=event.at,
        state=DRAFT if was.state == DRAFT else state_by(event.delivery), on_behalf_of=event.on_behalf_of,
        in_reply_to=event.in_reply_to, language=event.language, minutes=event.minutes, level=event.level,
        actions=event.actions, speaker=event.speaker, note=event.note, **moved,
    )


def limit_set(meeting: Meeting, event: happened.LimitSet, at: datetime, actor: Actor) -> Meeting:
    decision = LimitDecision(category=event.category, seconds=event.seconds, at=at, by=actor.role)
    return with_list(meeting, event.list, limits_s=limits_after(meeting, event), limit_set=decision)


def taken_up(meeting: Meeting, list_id: str, at: datetime) -> Meeting:
    """A list that closes so long after the item has begun gets its instant now."""
    after_s = meeting.programme.closes_after_start_s
    speakers_list = meeting.lists[list_id]
    if after_s is not None and speakers_list.state == "open" and speakers_list.closes_at is None:
        meeting = with_list(meeting, list_id, closes_at=at + timedelta(seconds=after_s))
    return replace(in_session(meeting, at), taken_up=list_id)


def opened(meeting: Meeting, event: happened.ListOpened, at: datetime, actor: Actor) -> Meeting:
    """A list that opens for the first time still closes when its window does; one that is opened again does not."""
    speakers_list = meeting.lists[event.list]
    closes_at = speakers_list.closes_at if speakers_list.state == "not_open" else None
    if closes_at and closes_at <= at and actor != CLOCK:
        closes_at = None
    return with_list(meeting, event.list, state="open", since=at, opens_at=None, closes_at=closes_at)


def called(meeting: Meeting, event: happened.Called, at: datetime) -> Meeting:
    speech = Speech(intervention=event.intervention, called_at=at, limit_s=event.limit_s)
    on_floor = with_intervention(meeting, event.intervention, state="called", limit_s=event.limit_s)
    return replace(in_session(on_floor, at), floor=speech)


def in_session(meeting: Meeting, at: datetime) -> Meeting:
    """Taking up an item or calling somebody begins the meeting."""
    if meeting.session.state == "in_session":
        return meeting
    return replace(meeting, session=Session(state="in_session", since=at))


def left_floor(meeting: Meeting, intervention_id: str, at: datetime, **changes: Any) -> Meeting:
    """An intervention is over, or back where it waited; the floor is empty if it was its."""
    over = with_intervention(meeting, intervention_id, **{"ended_at": at, **changes})
    had_floor = meeting.floor is not None and meeting.floor.intervention == intervention_id
    return replace(over, floor=None) if had_floor else over


def marked_absent(meeting: Meeting, event: happened.MarkedAbsent, at: datetime) -> Meeting:
    """Who may still speak waits on, where the rule for the absent says."""
    absences = meeting.interventions[event.intervention].absences + 1
    changes: dict[str, Any] = {"state": event.becomes, "absences": absences}
    if event.becomes == WAITING:
        changes |= {"limit_s": None, "roll": None, "roll_at": None, "ended_at": None}
    if event.becomes == "written":
        changes |= {"delivery": "written", "is_converted": True}
    if event.rank is not None:
        changes |= {"rank": event.rank, "moved_at": at, "moved_by": "absence"}
    return left_floor(meeting, event.intervention, at, **changes)


def placed_back(meeting: Meeting, event: happened.PlacedBack, at: datetime, actor: Actor) -> Meeting:
    """As if it had never left: who was called loses the floor, and the place is the one that it had."""
    moved = {} if event.rank is None else {"rank": event.rank, "moved_at": at, "moved_by": actor.role}
    return left_floor(
        meeting, event.intervention, at, state=WAITING, delivery="spoken", is_converted=False, refused_for=None,
        limit_s=None, ended_at=None, **moved,
    )


def evolve(meeting: Meeting, event: happened.Event, at: datetime, actor: Actor) -> Meeting:
    """The meeting after an event. `version` is counted by the caller, see `enact`."""
    meeting = evolve_swaps(evolve_orders(timed(meeting, event, at), event, at), event, at)
    meeting = evolve_drafts(evolve_plan(evolve_members(evolve_statements(meeting, event, at), event), event), event)
    return expired(changed(meeting, event, at, actor), at)


def changed(meeting: Meeting, event: happened.Event, at: datetime, actor: Actor) -> Meeting:
    """What an event does beside points of order, swaps and the work of the office."""
    match event:
        case happened.ProgrammeSet():
            return programme_set(meeting, event.programme)
        case happened.Inscribed():
            return inscribed(meeting, event)
        case happened.Amended():
            return amended(meeting, event)
        case happened.Withdrawn():
            was_draft = meeting.interventions[event.intervention].state == DRAFT
            return left_floor(meeting, event.intervention, at, state="withdrawn", was_draft=was_draft)
        case happened.ListOpened():
            return opened(meeting, event, at, actor)
        case happened.ClosingAnnounced():
            return with_list(meeting, event.list, state="announced", since=at, closes_at=event.closes_at)
        case happened.ListClosed():
            return with_list(meeting, event.list, state="closed", since=at, opens_at=None, closes_at=None)
        case happened.LimitSet():
            return limit_set(meeting, event, at, actor)
        case happened.PolicySet():
            return placed_anew(with_list(meeting, event.list, policy=event.policy), event.places)
        case happened.LotsDrawn():
            return placed_anew(with_list(meeting, event.list, seed=event.seed), event.places)
        case happened.TakenUp():
            return taken_up(meeting, event.list, at)
        case happened.Called():
            return called(meeting, event, at)
        case happened.ClockStarted():
            return with_floor(meeting, lambda speech: replace(speech, started_at=at))
        case happened.ClockPaused():
            return with_floor(meeting, lambda speech: replace(speech, paused_at=at))
        case happened.ClockResumed():
            return with_floor(
                meeting, lambda speech: replace(speech, paused_at=None, paused_s=pause_over_s(speech, at))
            )
        case happened.Extended():
            extended = with_floor(meeting, lambda speech: replace(speech, limit_s=event.limit_s))
            return with_intervention(extended, event.intervention, limit_s=event.limit_s)
        case happened.SpeechEnded():
            return left_floor(meeting, event.intervention, at, state="delivered", spoken_s=event.spoken_s)
        case happened.MarkedAbsent():
            return marked_absent(meeting, event, at)
        case happened.Refused():
            return left_floor(meeting, event.intervention, at, state="refused", refused_for=event.words)
        case happened.ConvertedToWritten():
            return with_intervention(
                meeting, event.intervention, state="written", delivery="written", is_converted=True
            )
        case happened.PlacedBack():
            return placed_back(meeting, event, at, actor)
        case happened.RollAnswered():
            return with_intervention(meeting, event.intervention, roll=event.answer, roll_at=at)
        case happened.Yielded():
            return with_intervention(
                meeting, event.intervention, rank=event.rank, moved_at=at, moved_by="yield"
            )
        case happened.Moved():
            return with_intervention(
                meeting, event.intervention, rank=event.rank, moved_at=at, moved_by=actor.role
            )
        case happened.Told():
            return replace(meeting, notice=Notice(words=event.words, since=at) if event.words else None)
        case happened.DisplayPointed():
            return pointed_to(meeting, event)
        case happened.ContactSet():
            return contact_set(meeting, event)
        case happened.PersonErased():
            return person_erased(meeting, event)
        case happened.Suspended():
            session = Session(state="suspended", since=at, until=event.until, words=event.words)
            return replace(meeting, session=session)
        case happened.Resumed():
            return in_session(meeting, at)
        case happened.Adjourned():
            session = Session(state="adjourned", since=at, until=event.until, words=event.words)
            return replace(meeting, session=session)
        case (
            happened.OrderRaised() | happened.OrderHeard() | happened.OrderWithdrawn() | happened.Ruled()
            | happened.Appealed() | happened.VoteRecorded() | happened.SwapOffered() | happened.SwapAccepted()
            | happened.SwapDeclined() | happened.MotionMoved() | happened.MotionSpeakerAdded()
            | happened.DelegationSet() | happened.DelegationRemoved() | happened.RecordNoted()
            | happened.MemberRegistered() | happened.MemberAmended() | happened.MemberWithdrawn()
            | happened.MemberGranted() | happened.MemberDeclined() | happened.StatementHandedIn()
            | happened.StatementWithdrawn() | happened.StatementReleased() | happened.TextRequested()
            | happened.Submitted() | happened.Preferred()
        ):
            return meeting
        case happened.Undone():
            return taken_back(meeting, event.version)
        case happened.Redone():
            return done_again(meeting, event.version)
        case _:
            raise AssertionError(f"no rule for {event!r}")
