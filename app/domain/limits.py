"""How long an intervention may last, and how long it is expected to."""

from app.domain.meeting import Intervention, Meeting
from app.domain.precedence import category_of
from app.domain.programme import PART_KINDS, ListPlan, Part
from app.domain.replies import reply_limit

DEFAULT_LIMIT_S = 180


def limit_for(
    meeting: Meeting, list_id: str, category: str, part: Part | None, special_s: int | None = None
) -> int:
    """Seconds for a category on a list: what the desk has set; then special, part, item, category."""
    set_by_desk = meeting.lists[list_id].limits_s
    candidates = (
        set_by_desk.get(category),
        set_by_desk.get("all"),
        special_s,
        part.limit_s if part else None,
        meeting.plans[list_id].item.limit_s,
        meeting.plans[list_id].item.limits_s.get(category),
        meeting.programme.limits_s.get(category),
    )
    return next((seconds for seconds in candidates if seconds is not None), DEFAULT_LIMIT_S)


def special_limit(meeting: Meeting, list_id: str, category: str) -> int | None:
    """Who presides and who speaks for a group has the limit of that, whatever the part."""
    limits_s = {**meeting.programme.limits_s, **meeting.plans[list_id].item.limits_s}
    return limits_s.get(category) if category in ("presiding", "group") else None


def limit_of(meeting: Meeting, intervention: Intervention) -> int:
    """Seconds that an intervention has."""
    plan = meeting.plans[intervention.list]
    category = category_of(meeting, intervention)
    part = plan.part(intervention.part)
    match intervention.kind:
        case "comment":
            return limit_for(meeting, plan.id, category, None, comment_limit(plan))
        case "reply":
            return limit_for(meeting, plan.id, category, part, reply_limit(meeting, intervention))
        case _:
            return limit_for(meeting, plan.id, category, part, special_limit(meeting, plan.id, category))


def comment_limit(plan: ListPlan) -> int | None:
    return next((part.comment_limit_s for part in plan.parts if part.comment_limit_s is not None), None)


def limits_by_category(meeting: Meeting, list_id: str) -> dict[str, int]:
    """The limit of a statement of each category on a list, and of a comment where comments are made."""
    plan = meeting.plans[list_id]
    part_kinds = {"presiding": ("presiding",), "invited_state_party": PART_KINDS[3:] + ("invited",)}
    limits = {}
    for category in meeting.programme.order:
        kinds = part_kinds.get(category, ("open_floor",))
        part = next((part for part in plan.parts if part.kind in kinds), None)
        limits[category] = limit_for(meeting, list_id, category, part, special_limit(meeting, list_id, category))
    comment = comment_limit(plan)
    if comment is not None:
        limits["comment"] = meeting.lists[list_id].limits_s.get("all", comment)
    return limits


def takes_s(meeting: Meeting, intervention: Intervention) -> int:
    """Seconds that it is expected to take: what was asked for, at most the limit; the change of speakers excluded."""
    limit = limit_of(meeting, intervention)
    return min(limit, intervention.minutes * 60) if intervention.minutes else limit
