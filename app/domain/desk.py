"""What the desk does with a wish: refuses it, has it filed in writing, puts it back."""

from dataclasses import replace

from app.domain.commands import ConvertWritten, PutBack, Refuse
from app.domain.errors import Malformed, RuleBroken
from app.domain.events import ConvertedToWritten, Event, PlacedBack, Refused
from app.domain.floor import is_called
from app.domain.inscription import check_asked, check_still_here, check_whole, waits_already
from app.domain.meeting import WAITING, Intervention, Meeting
from app.domain.places import holder_of, rank_behind, waiting_place
from app.domain.precedence import waiting
from app.domain.text import clean


def refuse(meeting: Meeting, command: Refuse) -> list[Event]:
    """Raises Malformed: whoever is refused is told why. What nobody has asked for yet is not refused."""
    intervention = meeting.intervention(command.intervention)
    check_asked(intervention)
    check_still_here(intervention)
    reason = clean("reason", command.reason)
    if reason is None:
        raise Malformed("missing", "reason")
    return [Refused(intervention=intervention.id, words=reason)]


def convert_written(meeting: Meeting, command: ConvertWritten) -> list[Event]:
    """One, or all who still wait on a list, if they have no text there already."""
    if (command.intervention is None) == (command.list is None):
        raise Malformed("one_of", "intervention", fields=["intervention", "list"])
    if command.list is not None:
        entries = waiting(meeting, meeting.plan(command.list).id)
        return [turned(each) for each in entries if each.kind != "reply" and files_already(meeting, each) is None]
    intervention = waiting_place(meeting, command.intervention or "")
    other = files_already(meeting, intervention)
    if other:
        raise RuleBroken("already_inscribed", intervention=other.id, since=other.inscribed_at)
    return [turned(intervention)]


def turned(intervention: Intervention) -> ConvertedToWritten:
    return ConvertedToWritten(intervention=intervention.id)


def files_already(meeting: Meeting, intervention: Intervention) -> Intervention | None:
    """A written statement of the same kind of the same delegation on the same list."""
    return waits_already(meeting, as_written(intervention))


def as_written(intervention: Intervention) -> Intervention:
    return replace(intervention, delivery="written", state="written")


def as_waiting(intervention: Intervention) -> Intervention:
    return replace(intervention, delivery="spoken", state=WAITING)


def comes_back(intervention: Intervention) -> bool:
    """A text that was never to be spoken has no place to come back to."""
    if intervention.state not in ("absent", "refused", "written"):
        return False
    return intervention.delivery == "spoken" or intervention.is_converted


def put_back(meeting: Meeting, command: PutBack) -> list[Event]:
    """Raises RuleBroken `not_gone`, `already_started`, `already_inscribed`."""
    intervention = meeting.intervention(command.intervention)
    if not is_called(meeting, intervention.id) and not comes_back(intervention):
        raise RuleBroken("not_gone", intervention=intervention.id, state=intervention.state)
    back = as_waiting(intervention)
    check_whole(meeting, back)
    holder = holder_of(meeting, back)
    rank = rank_behind(meeting, back, holder) if holder else None
    return [PlacedBack(intervention=intervention.id, rank=rank)]
