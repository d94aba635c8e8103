"""What everybody in the room may see: the meeting, the item, the speech on the floor, the list, the forecast."""

from typing import Any

from app.domain.changes import change_s
from app.domain.forecast import not_before
from app.domain.inscription import is_by_desk
from app.domain.keys import letter_of, policy_of
from app.domain.limits import limit_of, limits_by_category, takes_s
from app.domain.meeting import Intervention, Meeting
from app.domain.policy import OrderPolicy
from app.domain.precedence import because, category_of, rank_of
from app.domain.programme import Item


def meeting_view(meeting: Meeting) -> dict[str, Any]:
    session = meeting.session
    return {
        "slug": meeting.programme.slug,
        "title": meeting.programme.title,
        "short_title": meeting.programme.short_title,
        "timezone": meeting.programme.timezone,
        "working_language": meeting.programme.working_language,
        "languages": meeting.programme.languages,
        "state": session.state,
        "since": session.since,
        "until": session.until,
        "words": session.words,
    }


def item_view(item: Item) -> dict[str, Any]:
    return {
        "number": item.number,
        "title": item.title,
        "short_title": item.short_title,
        "starts_at": item.starts_at,
        "ends_at": item.ends_at,
        "presiding": item.presiding,
    }


def list_view(meeting: Meeting, list_id: str) -> dict[str, Any]:
    speakers_list = meeting.lists[list_id]
    return {
        "id": list_id,
        "title": meeting.plans[list_id].title,
        "state": speakers_list.state,
        "since": speakers_list.since,
        "opens_at": speakers_list.opens_at,
        "closes_at": speakers_list.closes_at,
        "is_by_desk": True if is_by_desk(meeting, list_id) else None,
        "limits": limits_by_category(meeting, list_id),
        "limit_set": limit_set_view(meeting, list_id),
        "lots": {"seed": speakers_list.seed} if speakers_list.seed else None,
        "order": order_view(meeting, list_id),
    }


def limit_set_view(meeting: Meeting, list_id: str) -> dict[str, Any] | None:
    """The decision by which the limits were last changed: "2 minutes for all from now on"."""
    decision = meeting.lists[list_id].limit_set
    if decision is None:
        return None
    return {"category": decision.category, "seconds": decision.seconds, "at": decision.at, "by": decision.by}


def order_view(meeting: Meeting, list_id: str) -> dict[str, Any] | None:
    """How the list is ordered, where it is not by the time of inscription alone."""
    parts = meeting.plans[list_id].parts
    policy = policy_of(meeting, list_id, parts[-1].id if parts else None)
    if policy == OrderPolicy():
        return None
    return {
        "within": policy.within,
        "language": policy.language if policy.within == "alphabetical" else None,
        "begins_with": letter_of(meeting, policy, list_id) if policy.within == "alphabetical" else None,
        "levels": policy.levels if policy.within == "level" else None,
        "not_yet_spoken_first": policy.not_yet_spoken_first or None,
        "edit_moves_to_end": policy.edit_moves_to_end or None,
    }


def answered(meeting: Meeting, intervention: Intervention) -> str | None:
    """The code of the delegation that an intervention answers."""
    parent = meeting.interventions.get(intervention.in_reply_to or "")
    return parent.delegation if parent else None


def speech_view(meeting: Meeting) -> dict[str, Any] | None:
    speech = meeting.floor
    if speech is None:
        return None
    intervention = meeting.interventions[speech.intervention]
    return {
        "intervention": intervention.id,
        "delegation": intervention.delegation,
        "name": meeting.name_of(intervention.delegation),
        "category": category_of(meeting, intervention),
        "kind": intervention.kind,
        "speaker": intervention.speaker,
        "on_behalf_of": intervention.on_behalf_of,
        "in_reply_to": answered(meeting, intervention),
        "language": intervention.language,
        "limit_s": speech.limit_s,
        "warning_s": meeting.programme.warning_s,
        "state": speech.state,
        "called_at": speech.called_at,
        "started_at": speech.started_at,
        "paused_at": speech.paused_at,
        "paused_s": speech.paused_s,
    }


def entry_view(meeting: Meeting, intervention: Intervention) -> dict[str, Any]:
    return {
        "rank": rank_of(meeting, intervention),
        "delegation": intervention.delegation,
        "name": meeting.name_of(intervention.delegation),
        "category": category_of(meeting, intervention),
        "kind": intervention.kind,
        "speaker": intervention.speaker,
        "on_behalf_of": intervention.on_behalf_of,
        "in_reply_to": answered(meeting, intervention),
        "language": intervention.language,
        "because": because(meeting, intervention),
        "takes_s": takes_s(meeting, intervention),
        "limit_s": limit_of(meeting, intervention),
    }


def displays_view(meeting: Meeting) -> dict[str, Any] | None:
    """The displays that were pointed. `languages`: by their turn."""
    return {
        name: {
            "layout": display.layout, "look": display.look,
            "languages": {code: turn for turn, code in enumerate(display.languages)} or None,
        }
        for name, display in meeting.displays.items()
    } or None


def notice_view(meeting: Meeting) -> dict[str, Any] | None:
    notice = meeting.notice
    return {"words": notice.words, "since": notice.since} if notice else None


def forecast_view(meeting: Meeting, list_id: str, waiting_s: int) -> dict[str, Any]:
    return {
        "waiting_s": waiting_s,
        "change_s": change_s(meeting),
        "not_before": not_before(meeting, list_id),
        "item_ends_at": meeting.plans[list_id].item.ends_at,
    }
