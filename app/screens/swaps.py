"""Offers to exchange places, as the desk and the two delegations see them."""

from typing import Any

from app.domain.meeting import Meeting, Swap


def known(meeting: Meeting, swap: Swap) -> bool:
    """Whether both entries are there: an inscription may have been taken back."""
    return swap.mine in meeting.interventions and swap.theirs in meeting.interventions


def swap_view(meeting: Meeting, swap: Swap) -> dict[str, Any]:
    mine, theirs = meeting.interventions[swap.mine], meeting.interventions[swap.theirs]
    return {
        "rank": f"{swap.number:06d}",
        "list": mine.list,
        "mine": swap.mine,
        "theirs": swap.theirs,
        "by": mine.delegation,
        "to": theirs.delegation,
        "state": swap.state,
        "offered_at": swap.offered_at,
        "settled_at": swap.settled_at,
    }


def own_swaps(meeting: Meeting, delegation: str) -> dict[str, Any]:
    """The open offers that a delegation made or was made."""
    views = {each.id: swap_view(meeting, each) for each in meeting.swaps.values() if each.state == "offered"}
    return {swap_id: view for swap_id, view in views.items() if delegation in (view["by"], view["to"])}
