"""The right of reply: where replies are heard, how many a delegation may make, for how long (GA rule 73).

Replies stand at the end of a list, behind all others, in the order in which they were asked for. By the rules of the
body that list is the one of the statement, or the last of its sitting, its day, or the meeting.
"""

from zoneinfo import ZoneInfo

from app.domain.errors import RuleBroken
from app.domain.meeting import GIVEN_UP, Intervention, Meeting
from app.domain.programme import Item

WHEN = ("end_of_item", "end_of_sitting", "end_of_day", "end_of_meeting")
SPOKEN = ("called", "delivered")


def lane_of(meeting: Meeting, list_id: str) -> str:
    """The list at whose end a reply to a statement on this list is heard."""
    programme = meeting.programme
    if programme.reply.when == "end_of_item":
        return list_id
    own = period_of(meeting, programme.plans[list_id].item)
    of_period = [plan for plan in programme.plans.values() if period_of(meeting, plan.item) == own]
    return max(of_period, key=lambda plan: plan.position).id


def period_of(meeting: Meeting, item: Item) -> str:
    """The sitting or the day to which an item belongs, or the meeting."""
    programme = meeting.programme
    if programme.reply.when == "end_of_sitting":
        return item.sitting
    if programme.reply.when == "end_of_meeting":
        return programme.slug
    sitting = next((each for each in programme.sittings if each.id == item.sitting), None)
    starts_at = sitting.starts_at if sitting else item.starts_at
    return starts_at.astimezone(ZoneInfo(programme.timezone)).date().isoformat()


def earlier_replies(meeting: Meeting, list_id: str, delegation: str, before: int | None = None) -> int:
    """How many replies a delegation has on a list; `before`: those inscribed before that number alone."""
    return sum(
        each.kind == "reply" and each.delegation == delegation and each.state not in GIVEN_UP
        and (before is None or each.number < before)
        for each in meeting.on_list(list_id)
    )


def reply_limit(meeting: Meeting, intervention: Intervention) -> int | None:
    """The limit of the first reply of a delegation, of its second ..."""
    limits = meeting.programme.reply.limits_s
    earlier = earlier_replies(meeting, intervention.list, intervention.delegation, intervention.number)
    return limits[min(earlier, len(limits) - 1)] if limits else None


def check_may_reply(meeting: Meeting, list_id: str, delegation: str) -> None:
    """Raises RuleBroken `no_more_replies`. The desk may go beyond it, as the chair decides."""
    most = len(meeting.programme.reply.limits_s)
    if earlier_replies(meeting, list_id, delegation) >= most:
        raise RuleBroken("no_more_replies", list=list_id, most=most)


def answers_spoken(meeting: Meeting, in_reply_to: str | None) -> bool:
    """Whether it answers what was said: that may be done although the list is closed."""
    parent = meeting.interventions.get(in_reply_to or "")
    return parent is not None and parent.state in SPOKEN
