"""Exchange of places between two delegations: offered, accepted at once for both, over when one of them is called."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from app.domain.commands import AnswerSwap, OfferSwap
from app.domain.errors import Malformed, NotAllowed, RuleBroken, Unknown
from app.domain.events import Event, SwapAccepted, SwapDeclined, SwapOffered
from app.domain.inscription import waits_already
from app.domain.meeting import WAITING, Actor, Intervention, Meeting, Swap
from app.domain.permissions import check_owns
from app.domain.places import waiting_place
from app.domain.precedence import capacity_of, rank_of, reserve

SAME_LIST, ACROSS_ITEMS = "same_list", "across_items"
SWAPS = (SAME_LIST, ACROSS_ITEMS)


def offer_swap(meeting: Meeting, command: OfferSwap, actor: Actor) -> list[Event]:
    """Raises Malformed, Unknown, NotAllowed, RuleBroken `not_waiting`, `cannot_swap`, `other_list`, `swap_open`."""
    mine, theirs = waiting_place(meeting, command.mine), waiting_place(meeting, command.theirs)
    check_owns(actor, mine)
    if mine.delegation == theirs.delegation:
        raise Malformed("not_itself", "theirs")
    check_exchangeable(meeting, mine, theirs)
    already = next((each for each in open_swaps(meeting) if mine.id in (each.mine, each.theirs)), None)
    if already:
        raise RuleBroken("swap_open", swap=already.id, since=already.offered_at)
    return [SwapOffered(swap=f"s{meeting.last_swap + 1}", mine=mine.id, theirs=theirs.id)]


def check_exchangeable(meeting: Meeting, mine: Intervention, theirs: Intervention) -> None:
    """Statements change places; comments and replies hang on what they answer.

    Who is on the reserve has no place yet, but comes in when one gets free.
    """
    for each in (mine, theirs):
        if each.hangs or each.id in reserve(meeting, each.list):
            raise RuleBroken("cannot_swap", intervention=each.id)
    if mine.list == theirs.list:
        return
    if meeting.programme.swaps != ACROSS_ITEMS:
        raise RuleBroken("other_list", intervention=theirs.id, list=theirs.list)
    for each in meeting.asked:
        if each.in_reply_to in (mine.id, theirs.id):
            raise RuleBroken("cannot_swap", intervention=each.in_reply_to)  # what hangs on it would stay behind
    if capacity_of(meeting, mine) != capacity_of(meeting, theirs):
        raise RuleBroken("cannot_swap", intervention=theirs.id)
    for each, other in ((mine, theirs), (theirs, mine)):
        double = waits_already(meeting, replace(each, list=other.list))
        if double and double.id != other.id:
            raise RuleBroken("already_inscribed", intervention=double.id, since=double.inscribed_at)


def swap_of(meeting: Meeting, swap_id: str) -> Swap:
    """Raises Unknown `unknown_swap`."""
    if swap_id not in meeting.swaps:
        raise Unknown("unknown_swap", swap=swap_id)
    return meeting.swaps[swap_id]


def answer_swap(meeting: Meeting, command: AnswerSwap, actor: Actor) -> list[Event]:
    swap = swap_of(meeting, command.swap)
    mine, theirs = meeting.intervention(swap.mine), meeting.intervention(swap.theirs)
    asked, asks = theirs.delegation == actor.delegation, mine.delegation == actor.delegation
    if not asked and not asks:
        raise NotAllowed("not_yours", swap=swap.id)
    if command.accept and not asked:
        raise NotAllowed("not_yours", swap=swap.id)
    if swap.state != "offered":
        raise RuleBroken("swap_settled", swap=swap.id, state=swap.state)
    if not command.accept:
        return [SwapDeclined(swap=swap.id)]
    check_exchangeable(meeting, mine, theirs)
    return [SwapAccepted(swap=swap.id, ranks=(rank_of(meeting, theirs), rank_of(meeting, mine)))]


def open_swaps(meeting: Meeting) -> list[Swap]:
    return [each for each in meeting.swaps.values() if each.state == "offered"]


def with_swap(meeting: Meeting, swap_id: str, **changes: Any) -> Meeting:
    return replace(meeting, swaps={**meeting.swaps, swap_id: replace(meeting.swaps[swap_id], **changes)})


def exchanged(meeting: Meeting, event: SwapAccepted, at: datetime) -> Meeting:
    """Both places change at once; a place on another list brings its list and its part with it."""
    swap = meeting.swaps[event.swap]
    pair = [meeting.interventions[each] for each in (swap.mine, swap.theirs)]
    changed = {
        each.id: replace(
            each, list=other.list, part=other.part, rank=rank, moved_at=at, moved_by="swap",
            swapped_with=other.delegation,
        )
        for each, other, rank in zip(pair, reversed(pair), event.ranks, strict=True)
    }
    after = replace(meeting, interventions={**meeting.interventions, **changed})
    return with_swap(after, swap.id, state="accepted", settled_at=at)


def evolve_swaps(meeting: Meeting, event: Event, at: datetime) -> Meeting:
    """What an event does to the offers; other events leave them."""
    match event:
        case SwapOffered():
            number = meeting.last_swap + 1
            swap = Swap(id=event.swap, number=number, mine=event.mine, theirs=event.theirs, offered_at=at)
            return replace(meeting, last_swap=number, swaps={**meeting.swaps, swap.id: swap})
        case SwapDeclined():
            return with_swap(meeting, event.swap, state="declined", settled_at=at)
        case SwapAccepted():
            return exchanged(meeting, event, at)
        case _:
            return meeting


def expired(meeting: Meeting, at: datetime) -> Meeting:
    """An offer is over when one of the two waits no more."""
    for swap in open_swaps(meeting):
        pair = [meeting.interventions.get(each) for each in (swap.mine, swap.theirs)]
        if any(each is None or each.state != WAITING for each in pair):
            meeting = with_swap(meeting, swap.id, state="expired", settled_at=at)
    return meeting
