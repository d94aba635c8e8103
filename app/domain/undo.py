"""Taking back the last act of the desk, and doing it again: both are events, and what others did meanwhile stays.

A deed remembers the parts of the meeting that it touched, before and after. It can be taken back while each of them
still is what the deed made of it, and done again while each is what taking it back made of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from app.domain.commands import Redo, Undo
from app.domain.errors import NotAllowed, RuleBroken, Unknown
from app.domain.events import Event, Redone, Undone
from app.domain.inscription import STILL_HERE, waits_already
from app.domain.meeting import DRAFT, Actor, Deed, Meeting
from app.domain.permissions import MAY_SEND
from app.domain.precedence import rank_of, waiting
from app.domain.statements import spoken_texts, texts_of

MAPS = ("interventions", "lists", "orders", "swaps", "displays", "statements")
SINGLES = ("session", "taken_up", "floor", "notice", "ruled", "floor_left_at", "changes_s")
MOST_DEEDS = 50

type_of_touch = tuple[tuple[str, ...], Any, Any]


def touched(before: Meeting, after: Meeting) -> tuple[type_of_touch, ...]:
    """The parts of the meeting in which two states differ: ((key, before, after), ...)."""
    found: list[type_of_touch] = []
    for name in MAPS:
        old: Mapping[str, Any] = getattr(before, name)
        new: Mapping[str, Any] = getattr(after, name)
        if old is not new:
            found += [((name, key), old.get(key), each) for key, each in new.items() if old.get(key) is not each]
    for name in SINGLES:
        old_part, new_part = getattr(before, name), getattr(after, name)
        if old_part != new_part:
            found.append(((name,), old_part, new_part))
    return tuple(found)


def part_of(meeting: Meeting, key: tuple[str, ...]) -> Any:
    return getattr(meeting, key[0]).get(key[1]) if len(key) == 2 else getattr(meeting, key[0])


def with_part(meeting: Meeting, key: tuple[str, ...], part: Any) -> Meeting:
    changes: dict[str, Any] = {key[0]: part}
    if len(key) == 2:
        parts = getattr(meeting, key[0])
        others = {name: each for name, each in parts.items() if name != key[1]}
        changes = {key[0]: others if part is None else {**parts, key[1]: part}}
    return replace(meeting, **changes)


def last_deed(meeting: Meeting) -> Deed | None:
    """What undo would take back."""
    return next((deed for deed in reversed(meeting.deeds) if not deed.is_undone), None)


def next_redo(meeting: Meeting) -> Deed | None:
    """What redo would do again: the last that was taken back, if nothing was done since."""
    return next((deed for deed in meeting.deeds if deed.may_redo), None)


def taken_back(meeting: Meeting, version: int) -> Meeting:
    """The meeting as if the deed had not been done, and all else had."""
    deed = deed_of(meeting, version)
    restored = meeting
    for key, before, _ in deed.touched:
        restored = with_part(restored, key, before)
    return marked(restored, deed, is_undone=True)


def done_again(meeting: Meeting, version: int) -> Meeting:
    """The meeting with what the deed made of its parts."""
    deed = deed_of(meeting, version)
    restored = meeting
    for key, _, after in deed.touched:
        restored = with_part(restored, key, after)
    return marked(restored, deed, is_undone=False)


def deed_of(meeting: Meeting, version: int) -> Deed:
    return next(deed for deed in meeting.deeds if deed.version == version)


def marked(meeting: Meeting, deed: Deed, is_undone: bool) -> Meeting:
    changed = replace(deed, is_undone=is_undone, may_redo=is_undone)
    return replace(meeting, deeds=tuple(changed if each is deed else each for each in meeting.deeds))


def remembered(meeting: Meeting, deed: Deed) -> tuple[Deed, ...]:
    """With one more deed; what was taken back before it cannot be done again over it."""
    settled = (replace(each, may_redo=False) if each.may_redo else each for each in meeting.deeds)
    return (*settled, deed)[-MOST_DEEDS:]


def rests_on(meeting: Meeting, deed: Deed) -> bool:
    """Whether something that came later needs what the deed did."""
    if any(part_of(meeting, key) != after for key, _, after in deed.touched):
        return True
    gone = {
        key[1] for key, before, _ in deed.touched
        if key[0] == "interventions" and (before is None or before.state == DRAFT)
    }
    if any(each.in_reply_to in gone for each in meeting.asked if each.id not in gone):
        return True
    # A draft keeps its texts; what was not there before would take them with it, and nobody would know.
    unheard_of = {key[1] for key, before, _ in deed.touched if key[0] == "interventions" and before is None}
    if published_since(meeting, deed) or any(texts_of(meeting, each) for each in unheard_of):
        return True
    after = taken_back(meeting, deed.version)
    return is_impossible(after, deed)


def published_since(meeting: Meeting, deed: Deed) -> bool:
    """Whether a text was public as soon as it was handed in, because the deed had ended its speech."""
    ended = {key[1] for key, _, after in deed.touched if key[0] == "interventions" and after.state == "delivered"}
    return any(
        each.state == "released" and each.released_at == each.handed_in_at and each.handed_in_at >= deed.at
        for name in ended for each in texts_of(meeting, name)
    )


def is_impossible(meeting: Meeting, deed: Deed) -> bool:
    """Whether a meeting in which a deed was taken back or done again breaks a rule that holds of all meetings."""
    ids = [key[1] for key, _, _ in deed.touched if key[0] == "interventions"]
    if astray(meeting, deed) or withheld(meeting, ids):
        return True
    return disorderly(meeting) or doubled(meeting, ids) or orphaned(meeting, ids) or misplaced(meeting, ids)


def astray(meeting: Meeting, deed: Deed) -> bool:
    """Whether something would be on a list, or of a delegation, that the office has taken out of the meeting since."""
    if meeting.taken_up is not None and meeting.taken_up not in meeting.plans:
        return True
    restored = [part_of(meeting, key) for key, _, _ in deed.touched if key[0] in ("interventions", "orders")]
    return any(
        each.delegation not in meeting.delegations or getattr(each, "list", None) not in (None, *meeting.plans)
        for each in restored if each is not None
    )


def withheld(meeting: Meeting, intervention_ids: Iterable[str]) -> bool:
    """Whether a text would be kept back after its speech: it was handed in while that was taken back."""
    spoken = (each for name in intervention_ids if (each := meeting.interventions.get(name)) is not None)
    return any(each.state == "delivered" and spoken_texts(meeting, each.id) for each in spoken)


def orphaned(meeting: Meeting, intervention_ids: Iterable[str]) -> bool:
    """Whether one of these answers what is not there."""
    there = (meeting.interventions.get(each) for each in intervention_ids)
    return any(each and each.in_reply_to and each.in_reply_to not in meeting.interventions for each in there)


def misplaced(meeting: Meeting, intervention_ids: Iterable[str]) -> bool:
    """Whether two would have one place on the lists of these: one was given by hand what the other has."""
    lists = {each.list for name in intervention_ids if (each := meeting.interventions.get(name)) is not None}
    ranks = [(list_id, rank_of(meeting, each)) for list_id in lists for each in waiting(meeting, list_id)]
    return len(ranks) != len(set(ranks))


def disorderly(meeting: Meeting) -> bool:
    """Whether a clock would run beside an open point of order, or a delegation would have two."""
    raisers = [(each.delegation, each.motion is None) for each in meeting.open_orders]
    motions = [each.motion for each in meeting.open_orders if each.motion]
    is_running = meeting.floor is not None and meeting.floor.state == "speaking"
    is_held = any(each.motion is None for each in meeting.open_orders)
    return len(raisers) != len(set(raisers)) or len(motions) != len(set(motions)) or (is_running and is_held)


def doubled(meeting: Meeting, intervention_ids: Iterable[str]) -> bool:
    """Whether one of these would wait beside another of its kind: the delegation asked again meanwhile."""
    restored = (meeting.interventions.get(each) for each in intervention_ids)
    return any(
        each is not None and each.state in STILL_HERE and waits_already(meeting, each) is not None
        for each in restored
    )


def undo(meeting: Meeting, command: Undo, actor: Actor) -> list[Event]:
    """Raises Unknown, NotAllowed, RuleBroken `not_last_act`, `rests_on_it`."""
    meant = [deed for deed in meeting.deeds if deed.first_version <= command.version <= deed.version]
    if not meant:
        if 0 < command.version <= meeting.version:
            raise RuleBroken("not_last_act", **last_act(meeting))
        raise Unknown("unknown_version", version=command.version)
    deed = meant[0]
    if deed.is_undone or deed is not last_deed(meeting):
        raise RuleBroken("not_last_act", **last_act(meeting))
    if actor.role not in {*MAY_SEND[deed.command], deed.actor.role}:
        raise NotAllowed("not_for_role", role=actor.role, command=deed.command)
    if rests_on(meeting, deed):
        raise RuleBroken("rests_on_it", version=deed.version, command=deed.command)
    return [Undone(version=deed.version)]


def redo(meeting: Meeting, command: Redo, actor: Actor) -> list[Event]:
    """Raises NotAllowed, RuleBroken `nothing_to_redo`, `rests_on_it`."""
    deed = next_redo(meeting)
    if deed is None or not deed.first_version <= command.version <= deed.version:
        raise RuleBroken("nothing_to_redo", **({"version": deed.version, "command": deed.command} if deed else {}))
    if actor.role not in {*MAY_SEND[deed.command], deed.actor.role}:
        raise NotAllowed("not_for_role", role=actor.role, command=deed.command)
    is_changed = any(part_of(meeting, key) != before for key, before, _ in deed.touched)
    if is_changed or is_impossible(done_again(meeting, deed.version), deed):
        raise RuleBroken("rests_on_it", version=deed.version, command=deed.command)
    return [Redone(version=deed.version)]


def last_act(meeting: Meeting) -> dict[str, Any]:
    deed = last_deed(meeting)
    return {"version": deed.version, "command": deed.command} if deed else {}
