"""Order policies: what each key does to a list, and how it explains itself."""

from dataclasses import replace
from hashlib import sha256

import pytest

from app.domain.commands import (
    Amend,
    AnswerSwap,
    DrawLots,
    MarkAbsent,
    Move,
    OfferSwap,
    PutBack,
    Refuse,
    SetPolicy,
    Undo,
    YieldPlace,
)
from app.domain.decide import decide, previewed
from app.domain.errors import Malformed
from app.domain.events import LimitSet, LotsDrawn, PolicySet, SpeechEnded, Withdrawn
from app.domain.meeting import LimitDecision
from app.domain.policy import OrderPolicy, Tier, drawn
from app.domain.precedence import because, rank_of, waiting
from app.screens.views import Views
from tests.factories import NOON, PROGRAMME, done, following, inscribed, later, meeting, opened, refusal, speaking
from tests.people import (
    ANGOLA,
    CAMPAIGN,
    CHAIR,
    CHINA,
    COLOMBIA,
    CROAT,
    CROATIA,
    ECUADOR,
    KENYA,
    KENYAN,
    NORWAY,
    NORWEGIAN,
    PERU,
)

LATER = later(60)
WAITING = (
    inscribed(PERU, "i1"), inscribed(CAMPAIGN, "i2"), inscribed(KENYA, "i3"), inscribed(CROATIA, "i4"),
    inscribed(CHINA, "i5"),
)


def under(policy, *more, entries=WAITING):
    return meeting(*opened("4"), PolicySet(list="4", policy=policy), *entries, *more)


def order(state, list_id="4"):
    return [each.delegation for each in waiting(state, list_id)]


def codes(state, intervention):
    return [each["code"] for each in because(state, state.interventions[intervention])]


def test_default_is_time_of_inscription_within_the_categories_of_the_programme():
    plain = meeting(*opened("4"), *WAITING)
    assert order(plain) == ["PER", "KEN", "HRV", "CHN", "ICBL"]
    assert rank_of(plain, plain.interventions["i1"]) == rank_of(
        under(OrderPolicy()), plain.interventions["i1"]
    )


def test_tiers_join_categories_and_come_in_any_order():
    policy = OrderPolicy(tiers=(Tier(categories=("ngo",)), Tier(categories=("state_not_party", "state_party"))))
    assert order(under(policy)) == ["ICBL", "PER", "KEN", "HRV", "CHN"]


def test_alphabet_goes_by_collation_key_else_by_folded_name_and_may_begin_at_a_letter():
    assert order(under(OrderPolicy(within="alphabetical"))) == ["HRV", "KEN", "PER", "CHN", "ICBL"]
    assert order(under(OrderPolicy(within="alphabetical", begins_with="k"))) == [
        "KEN", "PER", "HRV", "CHN", "ICBL"
    ]
    state = under(OrderPolicy(within="alphabetical"))
    keyed = replace(state, delegations={**state.delegations, "PER": replace(PERU, collation={"en": "!"})})
    assert order(keyed)[0] == "PER"


def test_level_of_the_speaker_decides_and_explains():
    entries = (
        inscribed(PERU, "i1"), inscribed(KENYA, "i2", level="minister"),
        inscribed(CROATIA, "i3", level="head_of_state"),
    )
    state = under(OrderPolicy(within="level"), entries=entries)
    assert order(state) == ["HRV", "KEN", "PER"]
    assert because(state, state.interventions["i3"])[1] == {"code": "level", "level": "head_of_state"}


def test_lots_are_drawn_as_documented_and_hold_for_those_who_come_later():
    seed = "7 November"
    repeated = sorted(["PER", "KEN", "HRV", "COL"], key=lambda code: sha256((seed + code).encode()).hexdigest())
    state = under(OrderPolicy(within="lots"), LotsDrawn(list="4", seed=seed), inscribed(COLOMBIA, "i6"))
    assert order(state)[:4] == repeated
    number = drawn(seed, state.delegations).index("PER") + 1
    assert because(state, state.interventions["i1"])[1] == {"code": "lots", "number": number, "seed": seed}


def test_before_the_draw_the_time_of_inscription_decides():
    assert order(under(OrderPolicy(within="lots"))) == ["PER", "KEN", "HRV", "CHN", "ICBL"]


def test_draw_without_seed_makes_one_that_is_in_the_event_and_on_the_screen():
    state = under(OrderPolicy(within="lots"))
    events = decide(state, DrawLots(list="4"), CHAIR, LATER)
    assert events == decide(state, DrawLots(list="4"), CHAIR, LATER)
    shown = Views(following(state, *events)).screen("room", "4", None).value
    assert shown["list"]["lots"] == {"seed": events[0].seed}
    assert shown["list"]["order"] == {"within": "lots"}


def test_who_has_not_spoken_yet_comes_first():
    state = under(
        OrderPolicy(not_yet_spoken_first=True), *speaking("i1"),
        done(SpeechEnded(intervention="i1", spoken_s=60.0), at=LATER), inscribed(PERU, "i6", at=NOON),
    )
    assert order(state)[:3] == ["KEN", "HRV", "PER"]
    assert ("not_yet_spoken" in codes(state, "i3"), "not_yet_spoken" in codes(state, "i6")) == (True, False)


PRESENTED = meeting(
    *opened("3.4"), PolicySet(list="3.4", policy=OrderPolicy(not_yet_spoken_first=True)),
    inscribed(ANGOLA, "i1", "3.4", part="3.4"), inscribed(ECUADOR, "i2", "3.4", part="3.4", at=later(1)),
    inscribed(KENYA, "i3", "3.4", part="3.4", at=later(2), intervention_kind="comment", in_reply_to="i1"),
    inscribed(NORWAY, "i4", "3.4", part="3.4", at=later(3), intervention_kind="comment", in_reply_to="i2"),
)


def ended(intervention, at):
    return done(SpeechEnded(intervention=intervention, spoken_s=60.0), at=later(at))


def test_comments_stay_with_their_presentation_when_it_is_called_and_after_it():
    on_floor = following(PRESENTED, *speaking("i1", "3.4", since=later(60)))
    given = following(on_floor, ended("i1", 120))

    assert order(PRESENTED, "3.4") == ["AGO", "KEN", "ECU", "NOR"]
    assert (order(on_floor, "3.4"), order(given, "3.4")) == (["KEN", "ECU", "NOR"],) * 2
    assert codes(given, "i1") == codes(PRESENTED, "i1")


def test_comments_stay_with_their_presentation_when_its_delegation_speaks_once_more():
    again = inscribed(ANGOLA, "i5", "3.4", part="3.4", at=later(130))
    waits = following(PRESENTED, *speaking("i1", "3.4", since=later(60)), ended("i1", 120), again)
    given = following(waits, *speaking("i5", "3.4", since=later(200)), ended("i5", 260))

    assert order(waits, "3.4") == ["KEN", "ECU", "NOR", "AGO"]
    assert order(given, "3.4") == ["KEN", "ECU", "NOR"]
    assert "not_yet_spoken" not in codes(given, "i5")


def test_reserve_ranks_after_all_and_moves_up_when_one_withdraws():
    policy = OrderPolicy(tiers=(Tier(categories=("state_party",), capacity=2), Tier(categories=("ngo",))))
    state = under(policy)
    assert order(state) == ["PER", "KEN", "ICBL", "CHN", "HRV"]
    assert because(state, state.interventions["i4"])[1] == {"code": "reserve", "number": 1}
    state = following(state, Withdrawn(intervention="i1"))
    assert order(state) == ["KEN", "HRV", "ICBL", "CHN"]
    assert "reserve" not in codes(state, "i4")


def test_who_has_spoken_keeps_a_place_of_the_capacity():
    policy = OrderPolicy(tiers=(Tier(categories=("state_party",), capacity=2),))
    state = under(policy, *speaking("i1"), done(SpeechEnded(intervention="i1", spoken_s=60.0), at=LATER))
    assert order(state) == ["KEN", "ICBL", "CHN", "HRV"]


@pytest.mark.parametrize(("change", "is_last"), [({"speaker": "H.E. Ms X"}, True), ({"minutes": 2}, False)])
def test_changed_speaker_goes_to_the_end_where_the_policy_says_so(change, is_last):
    entries = (inscribed(NORWAY, "i1"), inscribed(KENYA, "i2"))
    state = under(OrderPolicy(edit_moves_to_end=True), entries=entries)
    state = following(state, *decide(state, Amend(intervention="i1", **change), NORWEGIAN, LATER))
    assert (order(state)[-1] == "NOR", "amended" in codes(state, "i1")) == (is_last, is_last)


def test_set_policy_is_previewed_without_being_done():
    state = meeting(*opened("4"), *WAITING)
    command = SetPolicy(list="4", within="alphabetical", tiers=[["ngo"]], capacity=[0])
    after = previewed(state, command, CHAIR, NOON)
    assert (order(state)[0], order(after)[0], state.lists["4"].policy) == ("PER", "ICBL", None)
    assert decide(after, command, CHAIR, NOON) == []


@pytest.mark.parametrize(("fields", "code", "field"), [
    ({"tiers": [["ngo"], ["ngo"]]}, "unknown_category", "tiers"),
    ({"tiers": [["martian"]]}, "unknown_category", "tiers"),
    ({"tiers": [["ngo"]], "capacity": [1, 2]}, "malformed", "capacity"),
    ({"tiers": [["ngo"]], "capacity": [-1]}, "out_of_range", "capacity"),
    ({"capacity": [1]}, "missing", "tiers"),
    ({"levels": []}, "malformed", "levels"),
    ({"begins_with": "7"}, "malformed", "begins_with"),
])
def test_faulty_policy_is_refused(fields, code, field):
    kind, found, params = refusal(meeting(), SetPolicy(list="4", **fields))
    assert (kind, found, params["field"]) == (Malformed, code, field)


def test_cut_for_all_is_shown_with_its_author_and_time():
    state = meeting(done(LimitSet(list="4", category="all", seconds=120), at=NOON, by=CHAIR))
    assert state.lists["4"].limit_set == LimitDecision(category="all", seconds=120, at=NOON, by="chair")
    shown = Views(state).screen("room", "4", None).value["list"]["limit_set"]
    assert (shown["category"], shown["seconds"], shown["by"]) == ("all", 120, "chair")


def test_list_closes_so_long_after_its_item_has_begun():
    programme = replace(PROGRAMME, closes_after_start_s=900)
    state = meeting(*opened("4"), inscribed(PERU, "i1"), *speaking("i1"), programme=programme)
    assert state.lists["4"].closes_at == later(900, NOON)


FOUR = meeting(*opened("4"), *(
    inscribed(each, f"i{number}", at=later(number), level=level)
    for number, (each, level) in enumerate(
        ((KENYA, "head_of_state"), (NORWAY, "minister"), (CROATIA, "head_of_state"), (PERU, None)), start=1,
    )
))
YIELDED = [(YieldPlace(intervention="i1"), KENYAN)]
SWAPPED = [(OfferSwap(mine="i1", theirs="i3"), KENYAN), (AnswerSwap(swap="s1", accept=True), CROAT)]
MOVED = [(Move(intervention="i4", before="i1"), CHAIR)]
BY_HAND = ("moved", "yielded", "swapped", "was_absent")


def acted(given, *commands, at=60):
    for command, actor in commands:
        events = decide(given, command, actor, later(at))
        given = following(given, done(*events, at=later(at), by=actor, command=command.name))
    return given


def by_hand(given):
    return {each.id: sorted({*codes(given, each.id)} & {*BY_HAND}) for each in waiting(given, "4")}


@pytest.mark.parametrize("given_by_hand", [YIELDED, SWAPPED, MOVED])
@pytest.mark.parametrize(("before", "after"), [
    ({}, {"within": "level"}),
    ({}, {"within": "alphabetical"}),
    ({"within": "level"}, {"within": "inscription_time"}),
    ({}, {"tiers": [["state_party"]], "capacity": [2]}),
    ({}, {"not_yet_spoken_first": True}),
])
def test_other_policy_takes_back_the_places_that_were_given_by_hand(given_by_hand, before, after):
    plain = acted(FOUR, *([(SetPolicy(list="4", **before), CHAIR)] if before else []))
    given, command = acted(plain, *given_by_hand), SetPolicy(list="4", **after)

    ordered = acted(given, (command, CHAIR))

    assert any(by_hand(given).values())
    assert order(ordered) == order(acted(plain, (command, CHAIR)))
    assert by_hand(ordered) == dict.fromkeys((each.id for each in waiting(ordered, "4")), [])
    assert order(previewed(given, command, CHAIR, LATER)) == order(ordered)
    back = acted(ordered, (Undo(version=ordered.version), CHAIR))
    assert (order(back), by_hand(back)) == (order(given), by_hand(given))


def test_policy_that_orders_as_before_leaves_the_places_that_were_given_by_hand():
    given = acted(FOUR, *MOVED)

    (event,) = decide(given, SetPolicy(list="4", edit_moves_to_end=True), CHAIR, LATER)

    assert event.places == {}
    assert order(following(given, event)) == order(given) == ["PER", "KEN", "NOR", "HRV"]


@pytest.mark.parametrize(("within", "is_drawn"), [("lots", True), ("inscription_time", False)])
def test_draw_takes_places_back_where_lots_decide(within, is_drawn):
    plain = acted(FOUR, (SetPolicy(list="4", within=within), CHAIR)) if is_drawn else FOUR
    given = acted(plain, *MOVED)

    draw = (DrawLots(list="4", seed="17"), CHAIR)

    assert order(acted(given, draw)) == order(acted(plain, draw) if is_drawn else given)


@pytest.mark.parametrize("absence", ["end_of_tier", "end_of_list", "once_then_written"])
def test_who_was_absent_stays_at_the_end_under_another_policy(absence):
    given = following(FOUR, inscribed(CHINA, "i5", at=later(5)))
    given = replace(given, programme=replace(given.programme, absence=absence))
    given = acted(given, (MarkAbsent(intervention="i3"), CHAIR), (MarkAbsent(intervention="i1"), CHAIR))
    ends = ["HRV", "KEN"]

    ordered = acted(given, (SetPolicy(list="4", within="level", tiers=[["state_not_party"], ["state_party"]]), CHAIR))

    assert order(given) == (["NOR", "PER", *ends, "CHN"] if absence == "end_of_tier" else ["NOR", "PER", "CHN", *ends])
    assert order(ordered) == ["CHN", "NOR", "PER", *ends]
    assert by_hand(ordered)["i1"] == by_hand(ordered)["i3"] == ["was_absent"]
    assert ordered.interventions["i3"].moved_at == given.interventions["i3"].moved_at


def test_who_comes_back_comes_to_the_place_that_the_policy_gives_now():
    given = acted(FOUR, *MOVED, (Refuse(intervention="i4", reason="Too late"), CHAIR))

    ordered = acted(given, (SetPolicy(list="4", within="level"), CHAIR), (PutBack(intervention="i4"), CHAIR))

    assert order(ordered) == ["KEN", "HRV", "NOR", "PER"]


@pytest.mark.parametrize("event", [
    PolicySet(list="4", policy=OrderPolicy(within="level")), LotsDrawn(list="4", seed="17"),
])
def test_log_from_before_leaves_the_places_as_they_were(event):
    given = acted(FOUR, *MOVED)

    assert following(given, event).interventions == given.interventions
