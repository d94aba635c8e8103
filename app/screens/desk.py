"""What the desk sees beside the room: notes, what it did, what undo would take back."""

from typing import Any

from app.domain.desk import comes_back
from app.domain.groups import spoken_for
from app.domain.meeting import WAITING, Deed, Intervention, Meeting
from app.domain.undo import last_deed, next_redo
from app.screens.swaps import known, swap_view

MOST_ACTS = 20
MOST_SWAPS = 10


def desk_entry(meeting: Meeting, entry: dict[str, Any], intervention: Intervention) -> dict[str, Any]:
    """An entry of the room with what only the desk sees."""
    return {
        **entry,
        "inscribed_at": intervention.inscribed_at,
        "answers": intervention.in_reply_to,
        "note": intervention.note,
        "minutes": intervention.minutes,
        "level": intervention.level,
        "spoken_for": spoken_for(meeting, intervention),
        "roll": intervention.roll,
        "roll_at": intervention.roll_at,
    }


def heard_on(meeting: Meeting, list_id: str) -> list[Intervention]:
    """Those of a list who wait no more; whoever has the floor is not among them."""
    return [each for each in meeting.on_list(list_id) if each.state not in (WAITING, "called")]


def heard_entry(meeting: Meeting, intervention: Intervention) -> dict[str, Any]:
    """What a desk sees of one of them."""
    return {
        "delegation": intervention.delegation,
        "name": meeting.name_of(intervention.delegation),
        "kind": intervention.kind,
        "state": intervention.state,
        "ended_at": intervention.ended_at,
        "spoken_s": intervention.spoken_s,
        "refused_for": intervention.refused_for,
        "comes_back": True if comes_back(intervention) else None,
    }


def act_view(deed: Deed) -> dict[str, Any]:
    return {
        **deed.facts,
        "at": deed.at,
        "command": deed.command,
        "by": deed.actor.key,
        "seat": deed.seat,
        "version": deed.version,
        "undone": True if deed.is_undone else None,
    }


def acts_view(meeting: Meeting) -> dict[str, Any]:
    return {f"{deed.version:08d}": act_view(deed) for deed in meeting.deeds[-MOST_ACTS:]}


def undo_view(meeting: Meeting) -> dict[str, Any] | None:
    deed = last_deed(meeting)
    return act_view(deed) if deed else None


def redo_view(meeting: Meeting) -> dict[str, Any] | None:
    deed = next_redo(meeting)
    return act_view(deed) if deed else None


def swaps_view(meeting: Meeting) -> dict[str, Any]:
    """The offers that are open, and the last that were settled."""
    latest = sorted(meeting.swaps.values(), key=lambda each: each.number)[-MOST_SWAPS:]
    return {each.id: swap_view(meeting, each) for each in latest if known(meeting, each)}
