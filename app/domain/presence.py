"""Who is in the room: the roll before a turn, the absent, and who lets the next one go first."""

from app.domain.commands import AnswerRoll, MarkAbsent, YieldPlace
from app.domain.desk import as_waiting, files_already
from app.domain.errors import RuleBroken
from app.domain.events import Event, MarkedAbsent, RollAnswered, Yielded
from app.domain.floor import is_called
from app.domain.inscription import waits_already
from app.domain.meeting import WAITING, Actor, Intervention, Meeting
from app.domain.permissions import check_owns
from app.domain.places import (
    MOST_YIELDED,
    check_short,
    end_of_list,
    end_of_tier,
    holder_of,
    last_under,
    rank_behind,
    waiting_place,
)
from app.domain.precedence import waiting

ABSENCES = ("keep", "end_of_tier", "end_of_list", "once_then_written")


def mark_absent(meeting: Meeting, command: MarkAbsent) -> list[Event]:
    """Somebody who waits, or who was called and has not begun."""
    intervention = meeting.intervention(command.intervention)
    if not is_called(meeting, intervention.id):
        waiting_place(meeting, intervention.id)
    return [absent(meeting, intervention)]


def absent(meeting: Meeting, intervention: Intervention) -> MarkedAbsent:
    """By the rule of the meeting: at first one goes to an end and may still speak; a second time it is final.

    Comments and replies hang on what was just said, so they are never put off.
    """
    rule = meeting.programme.absence
    if rule == "keep" or intervention.hangs:
        return MarkedAbsent(intervention=intervention.id)
    if not intervention.absences:
        if waits_already(meeting, as_waiting(intervention)):
            return MarkedAbsent(intervention=intervention.id)  # its delegation has asked again meanwhile
        rank = place_at_end(meeting, intervention, rule)
        return MarkedAbsent(intervention=intervention.id, becomes=WAITING, rank=rank)
    if rule == "once_then_written" and not files_already(meeting, intervention):
        return MarkedAbsent(intervention=intervention.id, becomes="written")
    return MarkedAbsent(intervention=intervention.id)


def place_at_end(meeting: Meeting, intervention: Intervention, rule: str) -> str | None:
    """None for who is the last already, unless its place is somebody else's by now."""
    rank = (end_of_tier if rule == "end_of_tier" else end_of_list)(meeting, intervention)
    holder = None if rank else holder_of(meeting, intervention)
    return rank_behind(meeting, intervention, holder) if holder else rank


def answer_roll(meeting: Meeting, command: AnswerRoll, actor: Actor) -> list[Event]:
    intervention = waiting_place(meeting, command.intervention)
    check_owns(actor, intervention)
    if intervention.roll == command.answer:
        return []
    return [RollAnswered(intervention=intervention.id, answer=command.answer)]


def yield_place(meeting: Meeting, command: YieldPlace, actor: Actor) -> list[Event]:
    """Raises RuleBroken `nobody_follows` for the last, `moved_too_often`."""
    intervention = waiting_place(meeting, command.intervention)
    check_owns(actor, intervention)
    entries = [each for each in waiting(meeting, intervention.list) if are_alike(each, intervention)]
    at = [each.id for each in entries].index(intervention.id) + 1
    if at == len(entries):
        raise RuleBroken("nobody_follows", intervention=intervention.id)
    behind = last_under(meeting, entries[at])
    rank = rank_behind(meeting, intervention, behind)
    return [Yielded(intervention=intervention.id, rank=check_short(meeting, intervention, rank, MOST_YIELDED))]


def are_alike(one: Intervention, other: Intervention) -> bool:
    """Whether two may change places: statements, replies, or comments on the same presentation."""
    if one.kind == other.kind == "comment":
        return one.in_reply_to == other.in_reply_to
    kinds = {"statement" if each.kind == "on_behalf" else each.kind for each in (one, other)}
    return len(kinds) == 1
