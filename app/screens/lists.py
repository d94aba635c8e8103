"""All lists of the meeting as rows of its programme, and the own interventions of a delegation on them."""

from typing import Any

from app.domain.forecast import not_before
from app.domain.groups import voices
from app.domain.inscription import levels_asked, refuses
from app.domain.limits import limit_of, limits_by_category
from app.domain.lists import HEARD, is_finished
from app.domain.meeting import GIVEN_UP, WAITING, Intervention, Meeting
from app.domain.precedence import because, category_of, moment
from app.screens.canonical import iso
from app.screens.floor import answered, order_view
from app.screens.statements import statements_view

MOST_GIVEN = 6


def list_row(meeting: Meeting, list_id: str, entries: list[Intervention], waiting_s: int) -> dict[str, Any]:
    """A row of the programme. `entries`: who waits on the list; `waiting_s`: how long they are expected to take."""
    plan = meeting.plans[list_id]
    speakers_list = meeting.lists[list_id]
    all_on_list = meeting.on_list(list_id)
    refusal = refuses(meeting, list_id)
    presented = {
        each.id: each.delegation
        for each in all_on_list
        if plan.is_presentation and not each.hangs and each.state not in (*GIVEN_UP, "absent")
    }
    return {
        "rank": f"{plan.position:03d}",
        "item": plan.item.number,
        "item_title": plan.item.short_title,
        "title": plan.title,
        "state": speakers_list.state,
        "since": speakers_list.since,
        "opens_at": speakers_list.opens_at,
        "closes_at": speakers_list.closes_at,
        "waiting": len(entries),
        "waiting_s": waiting_s,
        "heard": sum(each.state in HEARD for each in all_on_list),
        "sitting": plan.item.sitting,
        "starts_at": plan.item.starts_at,
        "ends_at": plan.item.ends_at,
        "limits": limits_by_category(meeting, list_id),
        "is_ordered": True if order_view(meeting, list_id) else None,
        "given": given(all_on_list) or None,
        "actions": list(plan.item.actions) or None,
        "levels": levels_asked(meeting, list_id) or None,
        "is_current": True if meeting.taken_up == list_id else None,
        "is_finished": True if is_finished(meeting, list_id) and meeting.taken_up != list_id else None,
        "accepts": True if refusal is None else None,
        "refuses": refusal,
        "comments_on": presented or None,
        "group_voices": voices(meeting, list_id) or None,
    }


def given(entries: list[Intervention]) -> dict[str, Any]:
    """The statements last given on a list, to which a reply may be addressed; ranked by when they ended."""
    spoken = [each for each in entries if each.state == "delivered" and each.ended_at is not None]
    latest = sorted(spoken, key=lambda each: (moment(each.ended_at), each.number))[-MOST_GIVEN:]
    return {
        each.id: {"rank": f"{iso(moment(each.ended_at))} {each.number:06d}", "delegation": each.delegation}
        for each in latest
    }


def mine_view(
    meeting: Meeting, intervention: Intervention, place: tuple[int, int] | None
) -> dict[str, Any]:
    """An own intervention. `place`: (1 for the next, seconds that those before it take), while it waits."""
    on_floor = meeting.floor is not None and meeting.floor.intervention == intervention.id
    return {
        "list": intervention.list,
        "item": meeting.plans[intervention.list].item.number,
        "kind": intervention.kind,
        "delivery": intervention.delivery,
        "state": meeting.floor.state if on_floor and meeting.floor else intervention.state,
        "category": category_of(meeting, intervention),
        "because": because(meeting, intervention),
        "limit_s": limit_of(meeting, intervention) if intervention.state == WAITING else intervention.limit_s,
        "inscribed_at": intervention.inscribed_at,
        "place": place[0] if place else None,
        "ahead_s": place[1] if place else None,
        "not_before": not_before(meeting, intervention.list) if place else None,
        "speaker": intervention.speaker,
        "on_behalf_of": intervention.on_behalf_of,
        "in_reply_to": answered(meeting, intervention),
        "answers": intervention.in_reply_to,
        "language": intervention.language,
        "minutes": intervention.minutes,
        "level": intervention.level,
        "note": intervention.note,
        "roll": intervention.roll,
        "refused_for": intervention.refused_for,
        "actions": list(intervention.actions) or None,
        "statements": statements_view(meeting, intervention.id) or None,
        "text_requested_at": meeting.text_requests.get(intervention.id),
        "spoken_s": intervention.spoken_s,
        "ended_at": intervention.ended_at,
    }
