"""Points of order: raised at any moment, decided at once by the chair, appealed against to the room (GA rule 71).

A point of order is no statement: it is on no list, takes no place and is not counted. While one is open nobody begins
or goes on to speak; several wait for each other in the order in which they were raised.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from app.domain.commands import Appeal, Hear, RaisePointOfOrder, RecordVote, Rule, Withdraw
from app.domain.errors import Malformed, RuleBroken, Unknown
from app.domain.events import (
    Adjourned,
    Appealed,
    Called,
    ClockPaused,
    ClockResumed,
    ClockStarted,
    Event,
    MotionMoved,
    MotionSpeakerAdded,
    OrderHeard,
    OrderRaised,
    OrderWithdrawn,
    Ruled,
    SpeechEnded,
    TakenUp,
    VoteRecorded,
)
from app.domain.floor import on_floor
from app.domain.meeting import Actor, Meeting
from app.domain.order import Order, Vote
from app.domain.permissions import check_owns
from app.domain.text import clean

MOST_VOTES = 999
MOVED_ON = (Called, ClockStarted, ClockResumed, SpeechEnded, TakenUp, Adjourned)
"""After one of these the room has gone on: the ruling before it can no longer be appealed against."""


def order_of(meeting: Meeting, order_id: str) -> Order:
    """Raises Unknown `unknown_order`."""
    if order_id not in meeting.orders:
        raise Unknown("unknown_order", intervention=order_id)
    return meeting.orders[order_id]


def acting(meeting: Meeting, actor: Actor, delegation: str | None) -> str:
    """For whom one acts: a delegation for itself, the desk for whom it names. Raises Malformed, Unknown."""
    code = delegation or actor.delegation
    if code is None:
        raise Malformed("missing", "delegation")
    return meeting.delegation(code).code


def check_in_session(meeting: Meeting) -> None:
    if meeting.session.state != "in_session":
        raise RuleBroken("not_in_session", state=meeting.session.state)


def open_of(meeting: Meeting, delegation: str) -> Order | None:
    """The point of order of a delegation that is not decided yet."""
    of_it = (each for each in meeting.open_orders if each.delegation == delegation)
    return next((each for each in of_it if each.motion is None), None)


def may_raise(meeting: Meeting, delegation: str) -> bool:
    return meeting.session.state == "in_session" and open_of(meeting, delegation) is None


def raise_point_of_order(meeting: Meeting, command: RaisePointOfOrder, actor: Actor) -> list[Event]:
    """It interrupts a speaker: a clock that runs is paused with it."""
    code = acting(meeting, actor, command.delegation)
    check_in_session(meeting)
    already = open_of(meeting, code)
    if already:
        raise RuleBroken("order_open", intervention=already.id, since=already.raised_at)
    raised = OrderRaised(order=f"o{meeting.last_order + 1}", delegation=code)
    if meeting.floor is not None and meeting.floor.state == "speaking":
        return [raised, ClockPaused(intervention=meeting.floor.intervention)]
    return [raised]


def hear(meeting: Meeting, command: Hear) -> list[Event]:
    """The chair gives the floor for the point of order; one at a time."""
    order = order_of(meeting, command.intervention)
    check_in_session(meeting)
    if order.state == "heard":
        return []
    if order.state != "raised":
        raise RuleBroken("order_decided", intervention=order.id, state=order.state)
    if order.motion is not None and meeting.floor is not None and meeting.floor.state == "speaking":
        raise RuleBroken("floor_taken", **on_floor(meeting))  # a motion does not interrupt
    before = next((each for each in meeting.open_orders if each.state != "raised"), None)
    # A point of order is heard in the midst of a motion, and a motion in that of one to which it is preferred.
    if before and meeting.precedence_of(before)[0] <= meeting.precedence_of(order)[0]:
        raise RuleBroken("order_pending", order=before.id, delegation=before.delegation)
    return [OrderHeard(order=order.id)]


def rule(meeting: Meeting, command: Rule) -> list[Event]:
    order = order_of(meeting, command.intervention)
    if order.state not in ("raised", "heard"):
        raise RuleBroken("order_decided", intervention=order.id, state=order.state)
    first = meeting.open_orders[0]
    if meeting.precedence_of(first)[0] < meeting.precedence_of(order)[0]:
        raise RuleBroken("order_pending", order=first.id, delegation=first.delegation)
    return [Ruled(order=order.id, ruling=command.ruling, words=clean("words", command.words))]


def withdraw_order(meeting: Meeting, command: Withdraw, actor: Actor) -> list[Event]:
    order = order_of(meeting, command.intervention)
    check_owns(actor, order)
    if order.state not in ("raised", "heard"):
        raise RuleBroken("order_decided", intervention=order.id, state=order.state)
    return [OrderWithdrawn(order=order.id)]


def appeal(meeting: Meeting, command: Appeal, actor: Actor) -> list[Event]:
    """Anybody may appeal against the ruling, before the room has gone on."""
    order = order_of(meeting, command.intervention)
    code = acting(meeting, actor, command.delegation)
    if order.motion is not None:
        raise RuleBroken("no_appeal", intervention=order.id)
    if order.vote or order.state == "appealed":
        raise RuleBroken("appealed_already", intervention=order.id)
    if meeting.ruled != order.id:
        raise RuleBroken("no_appeal", intervention=order.id)
    return [Appealed(order=order.id, delegation=code)]


def record_vote(meeting: Meeting, command: RecordVote) -> list[Event]:
    """The ruling stands unless more voted for the appeal than against it; a motion falls unless more were for it."""
    order = order_of(meeting, command.intervention)
    if order.state != ("appealed" if order.motion is None else "heard"):
        raise RuleBroken("no_vote", intervention=order.id, state=order.state)
    before = meeting.open_orders[0]
    if before.id != order.id:
        raise RuleBroken("order_pending", order=before.id, delegation=before.delegation)
    for field in ("in_favour", "against", "abstaining"):
        if not 0 <= getattr(command, field) <= MOST_VOTES:
            raise Malformed("out_of_range", field, least=0, most=MOST_VOTES)
    return [VoteRecorded(
        order=order.id, in_favour=command.in_favour, against=command.against, abstaining=command.abstaining
    )]


def with_order(meeting: Meeting, order_id: str, **changes: Any) -> Meeting:
    return replace(meeting, orders={**meeting.orders, order_id: replace(meeting.orders[order_id], **changes)})


def raised(meeting: Meeting, event: OrderRaised | MotionMoved, at: datetime) -> Meeting:
    number = meeting.last_order + 1
    motion = event.motion if isinstance(event, MotionMoved) else None
    order = Order(id=event.order, number=number, delegation=event.delegation, raised_at=at, motion=motion)
    return replace(meeting, last_order=number, orders={**meeting.orders, order.id: order})


def voted(meeting: Meeting, event: VoteRecorded, at: datetime) -> Meeting:
    vote = Vote(in_favour=event.in_favour, against=event.against, abstaining=event.abstaining)
    order = meeting.orders[event.order]
    if order.motion is not None:
        state = "carried" if vote.is_carried else "rejected"
        return replace(with_order(meeting, order.id, vote=vote, state=state, ruled_at=at), ruled=order.id)
    return with_order(meeting, event.order, vote=vote, state="overruled" if vote.is_carried else order.ruling)


def ruled_on(meeting: Meeting, event: Ruled, at: datetime) -> Meeting:
    """The chair decides on a motion without a vote where nobody objects."""
    outcomes = {"sustained": "carried", "dismissed": "rejected"}
    is_motion = meeting.orders[event.order].motion is not None
    state = outcomes[event.ruling] if is_motion else event.ruling
    ruled = with_order(meeting, event.order, state=state, ruling=event.ruling, ruled_at=at, words=event.words)
    return replace(ruled, ruled=event.order)


def evolve_orders(meeting: Meeting, event: Event, at: datetime) -> Meeting:
    """What an event does to the points of order; other events leave them."""
    match event:
        case OrderRaised():
            return raised(meeting, event, at)
        case MotionMoved():
            return raised(meeting, event, at)
        case MotionSpeakerAdded():
            speakers = (*meeting.orders[event.order].speakers, (event.delegation, event.side))
            return with_order(meeting, event.order, speakers=speakers)
        case OrderHeard():
            return with_order(meeting, event.order, state="heard", heard_at=at)
        case OrderWithdrawn():
            return with_order(meeting, event.order, state="withdrawn")
        case Ruled():
            return ruled_on(meeting, event, at)
        case Appealed():
            return with_order(meeting, event.order, state="appealed", appealed_by=event.delegation, appealed_at=at)
        case VoteRecorded():
            return voted(meeting, event, at)
        case _:
            has_gone_on = isinstance(event, MOVED_ON) and meeting.ruled is not None
            return replace(meeting, ruled=None) if has_gone_on else meeting


def order_facts(before: Meeting, event: Event) -> dict[str, Any]:
    """What fills the sentence of an act about a point of order: whose it is, or who appealed, and how it was ruled."""
    order_id = getattr(event, "order", None)
    if order_id is None:
        return {}
    named: dict[str, Any] = {"order": order_id}
    code = getattr(event, "delegation", None)
    named["delegation"] = code or before.orders[order_id].delegation
    order = before.orders.get(order_id)
    motion = event.motion if isinstance(event, MotionMoved) else order and order.motion
    if motion:
        named["motion"] = motion
    return {**named, "ruling": event.ruling} if isinstance(event, Ruled) else named
