"""Who is in the room: the roll before a turn, the absent, and who lets the next one go first."""

from app.domain.commands import AnswerRoll, MarkAbsent, YieldPlace
from app.domain.errors import RuleBroken
from app.domain.events import Event, MarkedAbsent, RollAnswered, Yielded
from app.domain.meeting import WAITING, Actor, Intervention, Meeting
from app.domain.permissions import check_owns
from app.domain.places import end_of_list, end_of_tier, rank_behind, waiting_place
from app.domain.precedence import waiting

ABSENCES = ("keep", "end_of_tier", "end_of_list", "once_then_written")


def mark_absent(meeting: Meeting, command: MarkAbsent) -> list[Event]:
    """Somebody who waits, or who was called and has not begun."""
    intervention = meeting.intervention(command.intervention)
    called = meeting.floor is not None and meeting.floor.intervention == intervention.id
    if called and meeting.floor is not None and meeting.floor.state != "called":
        raise RuleBroken("already_started", intervention=intervention.id, since=meeting.floor.started_at)
    if not called and intervention.state != WAITING:
        raise RuleBroken("not_waiting", intervention=intervention.id, state=intervention.state)
    return [absent(meeting, intervention)]


def absent(meeting: Meeting, intervention: Intervention) -> MarkedAbsent:
    """By the rule of the meeting: at first one goes to an end and may still speak; a second time it is final.

    Comments and replies hang on what was just said, so they are never put off.
    """
    rule = meeting.programme.absence
    if rule == "keep" or intervention.kind in ("comment", "reply"):
        return MarkedAbsent(intervention=intervention.id)
    if intervention.absences:
        becomes = "written" if rule == "once_then_written" else "absent"
        return MarkedAbsent(intervention=intervention.id, becomes=becomes)
    end = end_of_tier if rule == "end_of_tier" else end_of_list
    return MarkedAbsent(intervention=intervention.id, becomes=WAITING, rank=end(meeting, intervention))


def answer_roll(meeting: Meeting, command: AnswerRoll, actor: Actor) -> list[Event]:
    intervention = waiting_place(meeting, command.intervention)
    check_owns(actor, intervention)
    if intervention.roll == command.answer:
        return []
    return [RollAnswered(intervention=intervention.id, answer=command.answer)]


def yield_place(meeting: Meeting, command: YieldPlace, actor: Actor) -> list[Event]:
    """Raises RuleBroken `nobody_follows` for the last."""
    intervention = waiting_place(meeting, command.intervention)
    check_owns(actor, intervention)
    is_reply = intervention.kind == "reply"
    entries = [each for each in waiting(meeting, intervention.list) if (each.kind == "reply") == is_reply]
    at = [each.id for each in entries].index(intervention.id) + 1
    if at == len(entries):
        raise RuleBroken("nobody_follows", intervention=intervention.id)
    return [Yielded(intervention=intervention.id, rank=rank_behind(meeting, intervention, entries[at]))]
