"""Deciding how a list is ordered: its policy, the draw of lots, and what a new policy would change."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from app.domain.commands import DrawLots, SetPolicy
from app.domain.errors import Malformed
from app.domain.events import Event, LotsDrawn, PolicySet
from app.domain.keys import policy_of
from app.domain.meeting import WAITING, Intervention, Meeting, SpeakersList
from app.domain.policy import LEVELS, OrderPolicy, Tier
from app.domain.precedence import rank_of
from app.domain.presence import place_at_end
from app.domain.programme import CATEGORIES
from app.domain.text import clean, language_code

MOST_CAPACITY = 1000
MOST_LEVELS = 20
WITH_PLACE = (WAITING, "absent", "refused", "written")
"""Who has a place, or may be put back to the one that it had."""


def tiers_of(asked: Sequence[Sequence[str]], capacity: Sequence[int]) -> tuple[Tier, ...]:
    """Raises Malformed: each category once, a capacity for each tier or none."""
    named = [category for tier in asked for category in tier]
    if not all(asked) or len(set(named)) != len(named) or not set(named) <= set(CATEGORIES):
        raise Malformed("unknown_category", "tiers", expected=list(CATEGORIES))
    if capacity and len(capacity) != len(asked):
        raise Malformed("malformed", "capacity")
    if not all(0 <= each <= MOST_CAPACITY for each in capacity):
        raise Malformed("out_of_range", "capacity", least=0, most=MOST_CAPACITY)
    bounds = capacity or [0] * len(asked)
    return tuple(
        Tier(categories=tuple(tier), capacity=bound or None) for tier, bound in zip(asked, bounds, strict=True)
    )


def levels_of(asked: Sequence[str]) -> tuple[str, ...]:
    """Raises Malformed: words of small letters, each once."""
    words = all(re.fullmatch("[a-z][a-z_]{0,39}", each) for each in asked)
    if not words or len(set(asked)) != len(asked) or not 0 < len(asked) <= MOST_LEVELS:
        raise Malformed("malformed", "levels")
    return tuple(asked)


def policy_asked(meeting: Meeting, command: SetPolicy) -> OrderPolicy:
    letter = clean("begins_with", command.begins_with)
    if letter is not None and (len(letter) != 1 or not letter.isalpha()):
        raise Malformed("malformed", "begins_with")
    if command.capacity and not command.tiers:
        raise Malformed("missing", "tiers")
    return OrderPolicy(
        within=command.within,
        tiers=tiers_of(command.tiers or (), command.capacity or ()),
        levels=LEVELS if command.levels is None else levels_of(command.levels),
        language=language_code(command.language) or meeting.programme.working_language,
        begins_with=letter,
        not_yet_spoken_first=command.not_yet_spoken_first,
        edit_moves_to_end=command.edit_moves_to_end,
    )


def set_policy(meeting: Meeting, command: SetPolicy) -> list[Event]:
    plan = meeting.plan(command.list)
    policy = policy_asked(meeting, command)
    parts: list[str | None] = [part.id for part in plan.parts]
    if all(policy == policy_of(meeting, plan.id, part) for part in parts or [None]):
        return []
    after = replace(meeting.lists[plan.id], policy=policy)
    return [PolicySet(list=plan.id, policy=policy, places=places_under(meeting, after))]


def places_under(meeting: Meeting, wanted: SpeakersList) -> dict[str, str]:
    """What becomes of the places that the policy of a list did not give when it orders otherwise, by intervention.

    A place between two neighbours says nothing where they stand elsewhere: it goes, and the policy gives one ("").
    Who was absent stays at the end to which the rule for the absent has sent it, which is another one now.
    """
    by_hand = [each for each in meeting.on_list(wanted.id) if each.rank is not None and each.state in WITH_PLACE]
    before = placed_anew(meeting, dict.fromkeys((each.id for each in by_hand), ""))
    after = replace(before, lists={**meeting.lists, wanted.id: wanted})
    if not by_hand or places(before, wanted.id) == places(after, wanted.id):
        return {}
    found = dict.fromkeys((each.id for each in by_hand), "")
    for each in sent_to_end(meeting, by_hand):
        found[each.id] = place_at_end(after, after.interventions[each.id], meeting.programme.absence) or ""
        after = placed_anew(after, {each.id: found[each.id]})
    return found


def sent_to_end(meeting: Meeting, by_hand: Iterable[Intervention]) -> list[Intervention]:
    """Those of them who wait where the rule for the absent has put them, in their order."""
    absent = [each for each in by_hand if each.moved_by == "absence" and each.state == WAITING]
    return [] if meeting.programme.absence == "keep" else sorted(absent, key=lambda each: rank_of(meeting, each))


def places(meeting: Meeting, list_id: str) -> dict[str, str]:
    return {each.id: rank_of(meeting, each) for each in meeting.on_list(list_id)}


def placed_anew(meeting: Meeting, given: Mapping[str, str]) -> Meeting:
    """The meeting with other places for some; "": the one that the policy gives. Another one leaves its reason."""
    if not given:
        return meeting
    by_policy: dict[str, None] = dict.fromkeys(("rank", "moved_at", "moved_by", "swapped_with"))
    changed = {
        name: replace(meeting.interventions[name], **({"rank": rank} if rank else by_policy))
        for name, rank in given.items()
    }
    return replace(meeting, interventions={**meeting.interventions, **changed})


def made_seed(meeting: Meeting, list_id: str, now: datetime) -> str:
    """A seed of what nobody chooses alone: the log so far and the instant; it is published like any other."""
    source = f"{meeting.programme.slug} {list_id} {meeting.version} {now.isoformat()}"
    return sha256(source.encode()).hexdigest()[:12]


def draw_lots(meeting: Meeting, command: DrawLots, now: datetime) -> list[Event]:
    """Before or after the closing: who comes later has a lot already, for the seed gives one to every delegation."""
    plan = meeting.plan(command.list)
    seed = clean("seed", command.seed) or made_seed(meeting, plan.id, now)
    if seed == meeting.lists[plan.id].seed:
        return []
    after = replace(meeting.lists[plan.id], seed=seed)
    return [LotsDrawn(list=plan.id, seed=seed, places=places_under(meeting, after))]
