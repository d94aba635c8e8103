"""Places decided otherwise than by the policy of the list: at the end of a tier or of the list, behind the next one."""

from app.domain.errors import RuleBroken
from app.domain.meeting import WAITING, Intervention, Meeting
from app.domain.precedence import after_all, between, end_of_own_tier, own_place, rank_of, tier_of, waiting

LAST = "z"
"""Behind all that begins alike."""
MOST_YIELDED, MOST_MOVED = 100, 400
"""By how many characters delegations, and the desk, may make places longer than those that the policy gives."""


def waiting_place(meeting: Meeting, intervention_id: str) -> Intervention:
    """An intervention that has a place. Raises Unknown, RuleBroken `not_waiting`."""
    intervention = meeting.intervention(intervention_id)
    if intervention.state != WAITING:
        raise RuleBroken("not_waiting", intervention=intervention.id, state=intervention.state)
    return intervention


def rank_behind(meeting: Meeting, intervention: Intervention, last: Intervention, bound: str | None = None) -> str:
    """A place straight behind `last`, of those who wait beside the intervention.

    `bound`: those who are inscribed later and belong before it stand before; without one, whoever belongs behind `last`
    stands behind both.
    """
    others = [each for each in waiting(meeting, intervention.list) if each.id != intervention.id]
    at = [each.id for each in others].index(last.id) + 1
    low = rank_of(meeting, last)
    ends = [bound or low + LAST, *([rank_of(meeting, others[at])] if at < len(others) else [])]
    return between(low, min((end for end in ends if end > low), default=None))


def check_short(meeting: Meeting, intervention: Intervention, rank: str, most: int) -> str:
    """Two that change places in a circle make them longer each time, for every display and for ever.

    Twice the longest that the policy gives is needed: a comment stands under its presentation. Raises RuleBroken
    `moved_too_often`.
    """
    longest = max(len(own_place(meeting, each)) for each in waiting(meeting, intervention.list))
    if len(rank) > 2 * longest + most:
        raise RuleBroken("moved_too_often", intervention=intervention.id)
    return rank


def end_of_tier(meeting: Meeting, intervention: Intervention) -> str | None:
    """The place behind the last of its tier; None if it is the last."""
    own = (intervention.part, tier_of(meeting, intervention))
    return behind_last(meeting, intervention, [
        each for each in speaking_in_turn(meeting, intervention.list) if (each.part, tier_of(meeting, each)) == own
    ], None)


def end_of_list(meeting: Meeting, intervention: Intervention) -> str | None:
    """The place behind all who make a statement, before the replies; None if it is the last."""
    return behind_last(meeting, intervention, speaking_in_turn(meeting, intervention.list), after_all(
        meeting, intervention.list
    ))


def speaking_in_turn(meeting: Meeting, list_id: str) -> list[Intervention]:
    """Those who wait and neither comment nor reply, the next speaker first."""
    return [each for each in waiting(meeting, list_id) if not each.hangs]


def last_under(meeting: Meeting, statement: Intervention) -> Intervention:
    """The last of the comments that wait under a statement, else itself: what comes behind it comes behind them."""
    queue = waiting(meeting, statement.list)
    comments = (each for each in reversed(queue) if each.in_reply_to == statement.id and each.kind == "comment")
    return next(comments, statement)


def holder_of(meeting: Meeting, back: Intervention) -> Intervention | None:
    """Who was given by hand meanwhile the place of one that comes back."""
    rank = rank_of(meeting, back)
    others = (each for each in waiting(meeting, back.list) if each.id != back.id)
    return next((each for each in others if rank_of(meeting, each) == rank), None)


def behind_last(
    meeting: Meeting, intervention: Intervention, ordered: list[Intervention], bound: str | None
) -> str | None:
    others = [each for each in ordered if each.id != intervention.id]
    if not others or rank_of(meeting, others[-1]) < rank_of(meeting, intervention):
        return None
    bound = bound or end_of_own_tier(meeting, others[-1])
    return rank_behind(meeting, intervention, last_under(meeting, others[-1]), bound)
