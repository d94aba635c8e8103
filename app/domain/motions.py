"""Procedural motions: to suspend or adjourn the meeting, to adjourn or close the debate (GA rules 74 to 77).

Like a point of order a motion is no statement and on no list. It does not interrupt the one who speaks; before the next
is called it is decided, by the chair where nobody objects, else by a vote.
"""

from app.domain.commands import MoveMotion, SpeakOnMotion
from app.domain.errors import Malformed, RuleBroken
from app.domain.events import Event, MotionMoved, MotionSpeakerAdded
from app.domain.meeting import Actor, Meeting
from app.domain.orders import acting, check_in_session, order_of
from app.domain.programme import MotionRule


def rule_of(meeting: Meeting, motion: str) -> MotionRule:
    """Raises Malformed `unknown_motion`: the rules of the body do not know it."""
    for rule in meeting.programme.motion_rules:
        if rule.kind == motion:
            return rule
    raise Malformed("unknown_motion", "motion", expected=[rule.kind for rule in meeting.programme.motion_rules])


def move_motion(meeting: Meeting, command: MoveMotion, actor: Actor) -> list[Event]:
    """One of a kind at a time, and one of a delegation. Raises RuleBroken `motion_open`."""
    code = acting(meeting, actor, command.delegation)
    check_in_session(meeting)
    rule_of(meeting, command.motion)
    for each in meeting.open_orders:
        if each.motion == command.motion or (each.motion and each.delegation == code):
            raise RuleBroken("motion_open", intervention=each.id, delegation=each.delegation, since=each.raised_at)
    return [MotionMoved(order=f"o{meeting.last_order + 1}", delegation=code, motion=command.motion)]


def speak_on_motion(meeting: Meeting, command: SpeakOnMotion, actor: Actor) -> list[Event]:
    """As many for and against as the rules allow, each delegation once. Raises RuleBroken."""
    order = order_of(meeting, command.intervention)
    code = acting(meeting, actor, command.delegation)
    check_in_session(meeting)
    if order.motion is None or order.state not in ("raised", "heard"):
        raise RuleBroken("no_motion", intervention=order.id, state=order.state)
    if code in [speaker for speaker, _ in order.speakers]:
        raise RuleBroken("speaks_already", intervention=order.id)
    rule = rule_of(meeting, order.motion)
    most = rule.speakers_for if command.side == "for" else rule.speakers_against
    if sum(side == command.side for _, side in order.speakers) >= most:
        raise RuleBroken("motion_speakers_full", intervention=order.id, most=most)
    return [MotionSpeakerAdded(order=order.id, delegation=code, side=command.side)]
