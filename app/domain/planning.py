"""What the office changes of a meeting, also while it runs: programme, delegations, words around the record."""

from collections.abc import Sequence
from dataclasses import replace

from app.domain import commands as asked
from app.domain import events as happened
from app.domain.errors import Malformed, RuleBroken, Unknown
from app.domain.meeting import Meeting
from app.domain.order import Order
from app.domain.programme import Delegation, Group, Programme
from app.domain.text import clean

PLACES = ("before", "after")
GROUP = "group:"
LONGEST_PLACE = 60


def needed_lists(meeting: Meeting) -> dict[str, str]:
    """Lists that cannot go, and what is on them: {list: intervention}. Also what was given up is shown and put back."""
    needed: dict[str, str] = {}
    for each in meeting.interventions.values():
        needed.setdefault(each.list, each.id)
    if meeting.taken_up is not None:
        needed.setdefault(meeting.taken_up, "")
    return needed


def check_codes(meeting: Meeting, programme: Programme) -> None:
    """Whom a programme names must be of the meeting. Raises Unknown `unknown_delegation`."""
    for item in programme.items:
        invited = [code for part in item.parts for code in part.invited]
        for code in (item.presiding, *item.invited, *item.panellists, *invited):
            if code and code not in meeting.delegations:
                raise Unknown("unknown_delegation", delegation=code)


def set_programme(meeting: Meeting, command: asked.SetProgramme) -> list[happened.Event]:
    """Raises RuleBroken `meeting_changed` if something happened since it was judged, `list_in_use`; Malformed."""
    wanted = command.programme
    if wanted.slug != meeting.programme.slug:
        raise Malformed("slug_stays", "slug", slug=meeting.programme.slug)
    if command.expected != meeting.version:
        raise RuleBroken("meeting_changed", version=meeting.version)
    check_codes(meeting, wanted)
    for list_id, intervention in needed_lists(meeting).items():
        if list_id not in wanted.plans:
            raise RuleBroken("list_in_use", list=list_id, intervention=intervention)
    return [] if wanted == meeting.programme else [happened.ProgrammeSet(programme=wanted)]


def set_delegations(meeting: Meeting, command: asked.SetDelegations) -> list[happened.Event]:
    """Those that are as they are already bring no event; a regional group that is new becomes one of the meeting.

    Raises Malformed `given_twice`.
    """
    codes = [each.code for each in command.delegations]
    if len(codes) != len(set(codes)):
        raise Malformed("given_twice", "delegations")
    set_anew: list[happened.Event] = [
        happened.DelegationSet(delegation=each) for each in command.delegations
        if meeting.delegations.get(each.code) != each
    ]
    programme = with_regional_groups(meeting.programme, command.delegations)
    grouped = [] if programme == meeting.programme else [happened.ProgrammeSet(programme=programme)]
    return [*set_anew, *grouped]


def with_regional_groups(programme: Programme, delegations: Sequence[Delegation]) -> Programme:
    """The programme with the regional groups of these delegations among its groups."""
    named = {group.name for group in programme.groups}
    regional = dict.fromkeys(each.regional_group for each in delegations if each.regional_group)
    added = tuple(Group(name=name) for name in regional if name not in named)
    return replace(programme, groups=programme.groups + added) if added else programme


def remove_delegation(meeting: Meeting, command: asked.RemoveDelegation) -> list[happened.Event]:
    """Raises Unknown, RuleBroken `delegation_in_use`."""
    code = meeting.delegation(command.delegation).code
    is_there = code in {each.delegation for each in meeting.interventions.values()}
    has_members = code in {each.delegation for each in meeting.members.values()}
    took_part = any(code in parties(each) for each in meeting.orders.values())
    if is_there or has_members or took_part or names(meeting.programme, code):
        raise RuleBroken("delegation_in_use", delegation=code)
    return [happened.DelegationRemoved(delegation=code)]


def parties(order: Order) -> set[str | None]:
    """Who had to do with a point of order or a motion."""
    return {order.delegation, order.appealed_by, *(speaker for speaker, _ in order.speakers)}


def names(programme: Programme, code: str) -> bool:
    """Whether a programme names a delegation."""
    return any(
        code == item.presiding or code in item.invited or code in item.panellists
        or any(code in part.invited for part in item.parts)
        for item in programme.items
    ) or any(code == group.code or code in group.members for group in programme.groups)


def note_record(meeting: Meeting, command: asked.NoteRecord) -> list[happened.Event]:
    """Raises Unknown `unknown_item`, Malformed."""
    if command.item not in {item.number for item in meeting.programme.items}:
        raise Unknown("unknown_item", item=command.item)
    is_group = command.place.startswith(GROUP) and len(GROUP) < len(command.place) <= LONGEST_PLACE
    if not (command.place in PLACES or (is_group and command.place.isprintable())):
        raise Malformed("malformed", "place")
    words = clean("words", command.words, "record_words")
    if meeting.record_notes.get((command.item, command.place)) == words:
        return []
    return [happened.RecordNoted(item=command.item, place=command.place, words=words)]


def evolve_plan(meeting: Meeting, event: happened.Event) -> Meeting:
    match event:
        case happened.DelegationSet():
            return replace(meeting, delegations={**meeting.delegations, event.delegation.code: event.delegation})
        case happened.DelegationRemoved():
            kept = {code: each for code, each in meeting.delegations.items() if code != event.delegation}
            return replace(meeting, delegations=kept)
        case happened.RecordNoted():
            kept_notes = {key: words for key, words in meeting.record_notes.items() if key != (event.item, event.place)}
            noted = {} if event.words is None else {(event.item, event.place): event.words}
            return replace(meeting, record_notes={**kept_notes, **noted})
        case _:
            return meeting
