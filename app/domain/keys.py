"""What the policy of a list makes of one intervention: the key before its time of inscription, and why."""

from typing import Any

from app.domain.meeting import Intervention, Meeting
from app.domain.policy import FIRST, LATER, OrderPolicy, alphabet_key, drawn, drawn_letter, level_key, lot_of
from app.domain.replies import SPOKEN


def policy_of(meeting: Meeting, list_id: str, part_id: str | None) -> OrderPolicy:
    """What the desk has set; then part, item, meeting."""
    plan = meeting.plans[list_id]
    part = plan.part(part_id)
    return (
        meeting.lists[list_id].policy or (part.policy if part else None) or plan.item.policy
        or meeting.programme.policy
    )


def name_in(meeting: Meeting, policy: OrderPolicy, code: str) -> str:
    return meeting.delegations[code].names.get(policy.language) or meeting.name_of(code)


def letter_of(meeting: Meeting, policy: OrderPolicy, list_id: str) -> str | None:
    """Where the alphabet begins: as decided, else as drawn."""
    seed = meeting.lists[list_id].seed
    if policy.begins_with or seed is None:
        return policy.begins_with
    key = ("letter", seed, policy.language)
    if key in meeting.derived:
        return str(meeting.derived[key])
    names = {code: name_in(meeting, policy, code) for code in meeting.delegations}
    meeting.derived[key] = letter = drawn_letter(seed, names)
    return letter


def has_spoken(meeting: Meeting, intervention: Intervention) -> bool:
    """Whether its delegation spoke on the list before it.

    Its own speech is none of these, and neither is what came after it: else its place, and with it that of the comments
    on it, would change by its being called.
    """
    if ("spoken", intervention.list) not in meeting.derived:
        spoken: dict[str, list[Intervention]] = {}
        for each in meeting.on_list(intervention.list):
            if each.state in SPOKEN and each.kind in ("statement", "on_behalf"):
                spoken.setdefault(each.delegation, []).append(each)
        meeting.derived["spoken", intervention.list] = spoken
    others = meeting.derived["spoken", intervention.list].get(intervention.delegation, ())
    return any(each.id != intervention.id and not precedes(intervention, each) for each in others)


def precedes(one: Intervention, other: Intervention) -> bool:
    """Whether one has had the floor before the other, which has it or had it; one alone has it at a time."""
    if one.state not in SPOKEN or one.ended_at is None:
        return False
    return other.ended_at is None or one.ended_at < other.ended_at


def within_key(meeting: Meeting, policy: OrderPolicy, intervention: Intervention) -> str:
    """Empty where the time of inscription alone decides."""
    turn = ""
    if policy.not_yet_spoken_first:
        turn = LATER if has_spoken(meeting, intervention) else FIRST
    seed = meeting.lists[intervention.list].seed
    code = intervention.delegation
    match policy.within:
        case "level":
            return turn + level_key(policy, intervention.level)
        case "lots" if seed is not None:
            return turn + lot_of(seed, code)
        case "alphabetical":
            letter = letter_of(meeting, policy, intervention.list)
            collation = meeting.delegations[code].collation.get(policy.language)
            return turn + alphabet_key(name_in(meeting, policy, code), collation, letter)
        case _:
            return turn


def lot_number(meeting: Meeting, intervention: Intervention, seed: str) -> int:
    """Which lot its delegation has among all of the meeting, 1 being the first."""
    key = ("lots", seed)
    if key not in meeting.derived:
        meeting.derived[key] = {code: place for place, code in enumerate(drawn(seed, meeting.delegations), 1)}
    return int(meeting.derived[key][intervention.delegation])


def reasons_of(meeting: Meeting, policy: OrderPolicy, intervention: Intervention) -> list[dict[str, Any]]:
    """The part of `because` that the policy gives."""
    reasons: list[dict[str, Any]] = []
    seed = meeting.lists[intervention.list].seed
    if policy.not_yet_spoken_first and not has_spoken(meeting, intervention):
        reasons.append({"code": "not_yet_spoken"})
    if policy.within == "level" and intervention.level in policy.levels:
        reasons.append({"code": "level", "level": intervention.level})
    elif policy.within == "lots" and seed is not None:
        reasons.append({"code": "lots", "number": lot_number(meeting, intervention, seed), "seed": seed})
    elif policy.within == "alphabetical":
        letter = letter_of(meeting, policy, intervention.list)
        begins = {"begins_with": letter.upper()} if letter else {}
        reasons.append({"code": "alphabetical", "language": policy.language, **begins})
    return reasons
