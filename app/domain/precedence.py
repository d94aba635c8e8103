"""The order of a speakers' list, and why each place is what it is.

A place is a string, compared byte by byte: the part of the item, the tier of the category, the key that the policy of
the list gives (keys.py; by default none), the time of inscription, the number of the inscription. It depends on its own
intervention alone, so that the others keep theirs; only a reserve list moves up when somebody before it leaves. A place
decided by hand (`move`) is a string between its two neighbours.
"""

from datetime import datetime
from typing import Any

from app.domain.keys import policy_of, reasons_of, within_key
from app.domain.meeting import WAITING, Intervention, Meeting
from app.domain.policy import OrderPolicy
from app.domain.programme import Group, ListPlan

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
MIDDLE = "i"
PRESIDING_ROLES = ("president", "presiding", "chair")
REPLY_TIER = "zz"
RESERVE_TIER = "zx"


def group_of(meeting: Meeting, on_behalf_of: str | None) -> Group | None:
    """The group of the meeting that is meant: by its name, or by who speaks for it."""
    if on_behalf_of is None:
        return None
    wanted = on_behalf_of.casefold()
    for group in meeting.programme.groups:
        names = [group.name]
        if group.code:
            names += [group.code, *meeting.delegations[group.code].names.values()] if (
                group.code in meeting.delegations
            ) else [group.code]
        if wanted in (name.casefold() for name in names):
            return group
    return None


def presides(plan: ListPlan, intervention: Intervention) -> bool:
    """The presiding delegation speaks as such only if its role, its part or the item says so."""
    if plan.item.presiding != intervention.delegation or intervention.hangs:
        return False
    part = plan.part(intervention.part)
    return (
        intervention.role in PRESIDING_ROLES
        or (part is not None and part.kind == "presiding")
        or plan.item.speaker_policy == "presiding_only"
    )


def is_invited(plan: ListPlan, intervention: Intervention) -> bool:
    part = plan.part(intervention.part)
    return not intervention.hangs and part is not None and part.kind not in (
        "presiding", "open_floor",
    )


def category_of(meeting: Meeting, intervention: Intervention) -> str:
    """The category that gives an intervention its tier and its limit."""
    plan = meeting.plans[intervention.list]
    if presides(plan, intervention):
        return "presiding"
    if is_invited(plan, intervention):
        return "invited_state_party"
    if intervention.kind == "on_behalf" and group_of(meeting, intervention.on_behalf_of):
        return "group"
    return meeting.delegations[intervention.delegation].category


def digits(number: int, width: int) -> str:
    """The number in base 36, so many digits wide."""
    written = ""
    for _ in range(width):
        number, digit = divmod(number, 36)
        written = DIGITS[digit] + written
    return written


def tiers_in(meeting: Meeting, policy: OrderPolicy) -> list[tuple[str, ...]]:
    """The tiers of a policy, each as its categories; by default each category of the meeting is one."""
    return [tier.categories for tier in policy.tiers] or [(category,) for category in meeting.programme.order]


def tier_number(tiers: list[tuple[str, ...]], category: str) -> int | None:
    return next((number for number, tier in enumerate(tiers) if category in tier), None)


def tier_of(meeting: Meeting, intervention: Intervention) -> str:
    """Two digits: the tier of an intervention within its part."""
    if intervention.kind == "reply":
        return REPLY_TIER
    tiers = tiers_in(meeting, policy_of(meeting, intervention.list, intervention.part))
    number = tier_number(tiers, category_of(meeting, intervention))
    tier = 2 * (len(tiers) if number is None else number) + 2
    if intervention.role == "panellist":
        # A panellist opens the discussion: after whoever presides, before all who take the floor from the room.
        invited = tier_number(tiers, "invited_state_party")
        tier = min(tier, 1 if invited is None else 2 * invited + 1)
    return digits(tier, 2)


def own_place(meeting: Meeting, intervention: Intervention) -> str:
    """Tier and what follows within it."""
    return tier_of(meeting, intervention) + place_in_tier(meeting, intervention)


def place_in_tier(meeting: Meeting, intervention: Intervention) -> str:
    """Key of the policy, time of inscription (GA rule 68: as they signify their desire), number; never ends in 0."""
    moment = round(intervention.inscribed_at.timestamp() * 1000)
    key = ""
    if not intervention.hangs:
        key = within_key(meeting, policy_of(meeting, intervention.list, intervention.part), intervention)
    return f"{key}{digits(moment, 8)}{digits(intervention.number, 4)}{MIDDLE}"


def reserve(meeting: Meeting, list_id: str) -> dict[str, int]:
    """Who is beyond the capacity of a tier, and which place of its reserve list each has; who withdraws makes room."""
    if ("reserve", list_id) not in meeting.derived:
        meeting.derived["reserve", list_id] = {
            each.id: place for tier in bounded_tiers(meeting, list_id) for place, each in enumerate(tier, 1)
        }
    found: dict[str, int] = meeting.derived["reserve", list_id]
    return found


def capacity_of(meeting: Meeting, intervention: Intervention) -> int | None:
    """How many of its tier are heard; None: no bound."""
    policy = policy_of(meeting, intervention.list, intervention.part)
    number = tier_number(tiers_in(meeting, policy), category_of(meeting, intervention)) if policy.tiers else None
    return None if number is None else policy.tiers[number].capacity


def bounded_tiers(meeting: Meeting, list_id: str) -> list[list[Intervention]]:
    """For each tier with a capacity those who do not fit; who has spoken took a place, who was absent did not."""
    parts = (None, *(part.id for part in meeting.plans[list_id].parts))
    policies = {part: policy_of(meeting, list_id, part) for part in parts}
    if not any(tier.capacity for policy in policies.values() for tier in policy.tiers):
        return []
    tiers: dict[tuple[str | None, int], list[Intervention]] = {}
    for each in meeting.on_list(list_id):
        policy = policies[each.part]
        number = tier_number(tiers_in(meeting, policy), category_of(meeting, each))
        counts = each.state in (WAITING, "called", "delivered") and not each.hangs
        if counts and number is not None and policy.tiers and policy.tiers[number].capacity:
            tiers.setdefault((each.part, number), []).append(each)
    beyond = []
    for (part, number), entries in tiers.items():
        ordered = sorted(entries, key=lambda each: (each.state == WAITING, place_in_tier(meeting, each)))
        beyond.append(ordered[policies[part].tiers[number].capacity or 0:])
    return beyond


def rank_of(meeting: Meeting, intervention: Intervention) -> str:
    """The place of an intervention in its list."""
    if intervention.rank is not None:
        return intervention.rank
    plan = meeting.plans[intervention.list]
    parent = meeting.interventions.get(intervention.in_reply_to or "")
    # What has itself been made a comment since carries no comments: two could hang under each other.
    if plan.is_presentation and intervention.kind == "comment" and parent and parent.kind != "comment":
        return rank_of(meeting, parent) + own_place(meeting, intervention)
    if intervention.id in reserve(meeting, plan.id):
        return after_all(meeting, plan.id) + own_place(meeting, intervention)
    return place_of_part(meeting, intervention) + own_place(meeting, intervention)


def place_of_part(meeting: Meeting, intervention: Intervention) -> str:
    """One digit: where the part of an intervention stands on its list; replies and those of no part after all parts."""
    part_ids = [part.id for part in meeting.plans[intervention.list].parts]
    at_end = intervention.kind == "reply" or intervention.part not in part_ids
    return digits(len(part_ids) if at_end else part_ids.index(intervention.part or ""), 1)


def end_of_own_tier(meeting: Meeting, intervention: Intervention) -> str:
    """Behind all who are or will be in its tier, before the next tier."""
    return place_of_part(meeting, intervention) + tier_of(meeting, intervention) + RESERVE_TIER


def after_all(meeting: Meeting, list_id: str) -> str:
    """Behind all who are in turn, before the reserve and the replies."""
    return digits(len(meeting.plans[list_id].parts), 1) + RESERVE_TIER


def depends_on(meeting: Meeting, intervention: Intervention) -> tuple[object, ...]:
    """All of a meeting of which the place, the limit and the reasons of an intervention are functions."""
    parent = meeting.interventions.get(intervention.in_reply_to or "")
    policies = [policy_of(meeting, each.list, each.part) for each in (intervention, parent) if each]
    # The limit of a reply depends on how many its delegation has made before; a reserve on who else is there.
    looks_around = intervention.kind == "reply" or any(
        policy.not_yet_spoken_first or any(tier.capacity is not None for tier in policy.tiers) for policy in policies
    )
    others = meeting.interventions if looks_around else None
    return (intervention, parent, others, meeting.lists[intervention.list], meeting.programme, meeting.delegations)


def waiting(meeting: Meeting, list_id: str) -> list[Intervention]:
    """Who still waits on a list, the next speaker first."""
    entries = [each for each in meeting.on_list(list_id) if each.state == WAITING]
    return sorted(entries, key=lambda each: rank_of(meeting, each))


def between(low: str, high: str | None) -> str:
    """A place after `low` and before `high` (None: the end), as short as it can be; never ends in 0."""
    place = ""
    position = 0
    while True:
        floor = DIGITS.index(low[position]) if position < len(low) else 0
        bounded = high is not None and position < len(high)
        ceiling = DIGITS.index(high[position]) if high is not None and bounded else 36
        if floor == ceiling:
            place += DIGITS[floor]
        elif ceiling - floor > 1:
            return place + DIGITS[(floor + ceiling) // 2]
        else:
            place += DIGITS[floor]
            high = None
        position += 1


def because(meeting: Meeting, intervention: Intervention) -> list[dict[str, Any]]:
    """Why an intervention has its place, as codes that a delegate's display turns into words."""
    category = category_of(meeting, intervention)
    parent = meeting.interventions.get(intervention.in_reply_to or "")
    reasons: list[dict[str, Any]] = []
    if intervention.kind == "reply":
        reasons.append({"code": "reply_to", "delegation": parent.delegation} if parent else {"code": "reply"})
    elif intervention.kind == "comment" and parent:
        reasons.append({"code": "comment_on", "delegation": parent.delegation})
    elif intervention.role == "panellist":
        reasons.append({"code": "panellist"})
    if not reasons or intervention.kind == "comment":
        reasons.append({"code": "invited" if category == "invited_state_party" else category})
    if not intervention.hangs:
        reasons += reasons_of(meeting, policy_of(meeting, intervention.list, intervention.part), intervention)
    place = reserve(meeting, intervention.list).get(intervention.id)
    if place is not None:
        reasons.append({"code": "reserve", "number": place})
    is_amended = intervention.amended_at == intervention.inscribed_at
    reasons.append({"code": "amended" if is_amended else "inscribed", "at": intervention.inscribed_at})
    if intervention.rank is not None:
        reasons.append(moved(intervention))
    return reasons


def moved(intervention: Intervention) -> dict[str, Any]:
    """Why a place is none that the policy gave: by the desk, after an absence, by its own wish, by exchange."""
    at = moment(intervention.moved_at)
    match intervention.moved_by:
        case "absence" | "yield":
            return {"code": {"absence": "was_absent", "yield": "yielded"}[intervention.moved_by], "at": at}
        case "swap":
            return {"code": "swapped", "delegation": intervention.swapped_with, "at": at}
        case by:
            return {"code": "moved", "by": by, "at": at}


def moment(at: datetime | None) -> datetime:
    """An instant that must be there."""
    if at is None:
        raise ValueError("no instant")
    return at
