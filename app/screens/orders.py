"""Points of order and motions as everybody in the room sees them: those for which it waits, and what was decided."""

from typing import Any

from app.domain.meeting import Meeting
from app.domain.order import Order


def order_view(meeting: Meeting, order: Order) -> dict[str, Any]:
    return {
        "rank": "{:02d}{:06d}".format(*meeting.precedence_of(order)),
        "motion": order.motion,
        "speakers": {code: side for code, side in order.speakers} or None,
        "delegation": order.delegation,
        "name": meeting.name_of(order.delegation),
        "state": order.state,
        "raised_at": order.raised_at,
        "heard_at": order.heard_at,
        "limit_s": meeting.programme.point_of_order_s if order.motion is None else None,
        "ruling": order.ruling,
        "words": order.words,
        "appealed_by": order.appealed_by,
    }


def orders_view(meeting: Meeting) -> dict[str, Any]:
    return {each.id: order_view(meeting, each) for each in meeting.open_orders}


def ruled_on(meeting: Meeting) -> Order | None:
    """The last that was decided, until the room has gone on."""
    if meeting.ruled is None:
        return None
    order = meeting.orders[meeting.ruled]
    return None if order.is_open else order


def ruling_view(meeting: Meeting) -> dict[str, Any] | None:
    order = ruled_on(meeting)
    if order is None:
        return None
    return {
        "intervention": order.id,
        "motion": order.motion,
        "delegation": order.delegation,
        "name": meeting.name_of(order.delegation),
        "state": order.state,
        "ruling": order.ruling,
        "ruled_at": order.ruled_at,
        "words": order.words,
        "appealed_by": order.appealed_by,
        "vote": vars(order.vote) if order.vote else None,
    }
