"""Exchange of places: offered by one delegation, accepted by another, over when one of the two waits no more."""

from dataclasses import replace

import pytest

from app.domain.commands import AnswerSwap, Call, Move, OfferSwap, Undo
from app.domain.decide import decide
from app.domain.errors import Malformed, NotAllowed, RuleBroken, Unknown
from app.domain.events import (
    ConvertedToWritten,
    MarkedAbsent,
    PolicySet,
    Refused,
    SwapAccepted,
    SwapDeclined,
    SwapOffered,
    Withdrawn,
    Yielded,
)
from app.domain.meeting import Swap
from app.domain.policy import OrderPolicy, Tier
from app.domain.precedence import because, between, rank_of, waiting
from tests.factories import (
    COOPERATION,
    PROGRAMME,
    called,
    done,
    following,
    inscribed,
    later,
    meeting,
    opened,
    refusal,
    speaking,
)
from tests.people import (
    ANGOLA,
    CHAIR,
    CHINA,
    KENYA,
    KENYAN,
    NORWAY,
    NORWEGIAN,
    PERU,
    SECRETARIAT,
    acting_for,
)

PERUVIAN = acting_for(PERU)
ACROSS = replace(PROGRAMME, swaps="across_items")
FOUR = meeting(*opened("4"), *(
    inscribed(each, f"i{number}", at=later(number))
    for number, each in enumerate((KENYA, NORWAY, PERU, CHINA), start=1)
))


def offer(mine="i1", theirs="i3", by=KENYAN, swap="s1", at=50):
    return done(SwapOffered(swap=swap, mine=mine, theirs=theirs), at=later(at), by=by, command="offer_swap")


OFFERED = following(FOUR, offer())
DECLINED = following(OFFERED, done(SwapDeclined(swap="s1"), at=later(55), by=PERUVIAN, command="answer_swap"))


def acted(given, command, actor, at=60):
    events = decide(given, command, actor, later(at))
    return following(given, done(*events, at=later(at), by=actor, command=command.name))


ACCEPTED = acted(OFFERED, AnswerSwap(swap="s1", accept=True), PERUVIAN)


def order(given, list_id="4"):
    return [each.id for each in waiting(given, list_id)]


def ranks(given, list_id="4"):
    return {each.id: rank_of(given, each) for each in waiting(given, list_id)}


def test_offer_stands_and_changes_no_place():
    command = OfferSwap(mine="i1", theirs="i3")

    after = acted(FOUR, command, KENYAN, at=50)

    assert decide(FOUR, command, KENYAN, later(50)) == [SwapOffered(swap="s1", mine="i1", theirs="i3")]
    assert after.swaps == {"s1": Swap(id="s1", number=1, mine="i1", theirs="i3", offered_at=later(50))}
    assert after.interventions == FOUR.interventions


def test_accepted_offer_exchanges_both_places_and_nobody_else_s():
    (event,) = decide(OFFERED, AnswerSwap(swap="s1", accept=True), PERUVIAN, later(60))
    before = ranks(FOUR)

    assert event == SwapAccepted(swap="s1", ranks=(before["i3"], before["i1"]))
    assert order(ACCEPTED) == ["i3", "i2", "i1", "i4"]
    assert ranks(ACCEPTED) == {**before, "i1": before["i3"], "i3": before["i1"]}
    assert {name: ACCEPTED.interventions[name] for name in ("i2", "i4")} == {
        name: FOUR.interventions[name] for name in ("i2", "i4")
    }
    assert (ACCEPTED.swaps["s1"].state, ACCEPTED.swaps["s1"].settled_at) == ("accepted", later(60))


def test_place_says_with_whom_it_was_exchanged():
    assert because(ACCEPTED, ACCEPTED.interventions["i1"]) == [
        {"code": "state_party"}, {"code": "inscribed", "at": later(1)},
        {"code": "swapped", "delegation": "PER", "at": later(60)},
    ]
    assert because(ACCEPTED, ACCEPTED.interventions["i3"])[-1] == {
        "code": "swapped", "delegation": "KEN", "at": later(60),
    }


def test_place_that_the_desk_gives_after_an_exchange_is_the_desk_s():
    after = acted(ACCEPTED, Move(intervention="i1", before="i3"), CHAIR, at=90)

    assert because(after, after.interventions["i1"])[-1] == {"code": "moved", "by": "chair", "at": later(90)}


def test_places_are_exchanged_as_they_are_when_the_offer_is_accepted():
    moved = acted(OFFERED, Move(intervention="i3", before="i1"), CHAIR)

    after = acted(moved, AnswerSwap(swap="s1", accept=True), PERUVIAN)

    assert order(moved) == ["i3", "i1", "i2", "i4"]
    assert order(after) == ["i1", "i3", "i2", "i4"]


def test_exchange_across_tiers_of_a_list():
    given = following(FOUR, offer("i1", "i4"))

    after = acted(given, AnswerSwap(swap="s1", accept=True), acting_for(CHINA))

    assert order(after) == ["i4", "i2", "i3", "i1"]


def test_who_has_exchanged_may_exchange_again():
    again = acted(ACCEPTED, OfferSwap(mine="i3", theirs="i1"), PERUVIAN)

    after = acted(again, AnswerSwap(swap="s2", accept=True), KENYAN)

    assert ranks(after) == ranks(FOUR)


def test_statement_on_behalf_of_a_group_can_be_exchanged():
    given = following(FOUR, inscribed(
        ANGOLA, "i5", intervention_kind="on_behalf", on_behalf_of="African Group", at=later(5),
    ), offer("i1", "i5"))

    assert order(given) == ["i5", "i1", "i2", "i3", "i4"]
    assert order(acted(given, AnswerSwap(swap="s1", accept=True), acting_for(ANGOLA)))[:2] == ["i1", "i5"]


@pytest.mark.parametrize("actor", [PERUVIAN, KENYAN])
def test_offer_is_declined_by_who_was_asked_and_taken_back_by_who_asked(actor):
    command = AnswerSwap(swap="s1", accept=False)

    after = acted(OFFERED, command, actor)

    assert decide(OFFERED, command, actor, later(60)) == [SwapDeclined(swap="s1")]
    assert (after.swaps["s1"].state, after.swaps["s1"].settled_at) == ("declined", later(60))
    assert after.interventions == FOUR.interventions


@pytest.mark.parametrize("happened", [
    called("i1"), called("i3"), Withdrawn(intervention="i1"), Withdrawn(intervention="i3"),
    Refused(intervention="i1", words="No"), Refused(intervention="i3", words="No"),
    ConvertedToWritten(intervention="i1"), ConvertedToWritten(intervention="i3"), MarkedAbsent(intervention="i3"),
])
def test_offer_is_over_when_one_of_the_two_waits_no_more(happened):
    after = following(OFFERED, happened)

    assert after.swaps["s1"].state == "expired"
    assert refusal(after, AnswerSwap(swap="s1", accept=True), PERUVIAN) == (
        RuleBroken, "swap_settled", {"swap": "s1", "state": "expired"},
    )


@pytest.mark.parametrize("happened", [
    *speaking("i2")[:1], Withdrawn(intervention="i2"), Withdrawn(intervention="i4"),
    MarkedAbsent(intervention="i1", becomes="inscribed", rank=between(ranks(FOUR)["i4"], None)),
    done(Yielded(intervention="i1", rank=between(ranks(FOUR)["i2"], ranks(FOUR)["i3"])), by=KENYAN),
    inscribed(ANGOLA, "i5", at=later(70)),
])
def test_offer_stands_as_long_as_both_wait(happened):
    after = following(OFFERED, happened)

    assert after.swaps == OFFERED.swaps
    assert decide(after, AnswerSwap(swap="s1", accept=True), PERUVIAN, later(80)) == [
        SwapAccepted(swap="s1", ranks=(ranks(after)["i3"], ranks(after)["i1"])),
    ]


def test_call_that_is_taken_back_brings_the_offer_back():
    called_up = acted(OFFERED, Call(intervention="i1", ending=None), CHAIR)

    after = acted(called_up, Undo(version=called_up.version), CHAIR)

    assert called_up.swaps["s1"].state == "expired"
    assert after.swaps == OFFERED.swaps


def test_act_of_the_desk_on_a_place_cannot_be_taken_back_once_it_was_exchanged():
    moved = acted(OFFERED, Move(intervention="i1", after="i2"), CHAIR)
    given = acted(moved, AnswerSwap(swap="s1", accept=True), PERUVIAN)

    assert refusal(given, Undo(version=moved.version)) == (
        RuleBroken, "rests_on_it", {"version": moved.version, "command": "move"},
    )


@pytest.mark.parametrize("given", [
    DECLINED, following(OFFERED, done(SwapDeclined(swap="s1"), by=KENYAN)), ACCEPTED,
    following(OFFERED, Withdrawn(intervention="i3")),
])
def test_another_offer_may_be_made_when_the_first_is_settled(given):
    assert decide(given, OfferSwap(mine="i1", theirs="i2"), KENYAN, later(90)) == [
        SwapOffered(swap="s2", mine="i1", theirs="i2"),
    ]


OFFER = OfferSwap(mine="i1", theirs="i2")
OPEN = (RuleBroken, "swap_open", {"swap": "s1", "since": later(50)})
COMMENT = following(FOUR, inscribed(ANGOLA, "i5", intervention_kind="comment", in_reply_to="i1", at=later(5)))
REPLY = following(FOUR, inscribed(ANGOLA, "i5", intervention_kind="reply", in_reply_to="i1", at=later(5)))
ANGOLAN = acting_for(ANGOLA)
CANNOT = (RuleBroken, "cannot_swap", {"intervention": "i5"})
GROUP = inscribed(KENYA, "i5", intervention_kind="on_behalf", on_behalf_of="African Group", at=later(5))


@pytest.mark.parametrize(("given", "command", "actor", "expected"), [
    (FOUR, OFFER, NORWEGIAN, (NotAllowed, "not_yours", {"intervention": "i1"})),
    (FOUR, OFFER, PERUVIAN, (NotAllowed, "not_yours", {"intervention": "i1"})),
    (FOUR, OFFER, SECRETARIAT, (NotAllowed, "not_for_role", {"role": "secretariat", "command": "offer_swap"})),
    (FOUR, OFFER, CHAIR, (NotAllowed, "not_for_role", {"role": "chair", "command": "offer_swap"})),
    (following(FOUR, GROUP), OfferSwap(mine="i1", theirs="i5"), KENYAN,
     (Malformed, "not_itself", {"field": "theirs"})),
    (FOUR, OfferSwap(mine="i1", theirs="i1"), KENYAN, (Malformed, "not_itself", {"field": "theirs"})),
    (COMMENT, OfferSwap(mine="i1", theirs="i5"), KENYAN, CANNOT),
    (COMMENT, OfferSwap(mine="i5", theirs="i1"), ANGOLAN, CANNOT),
    (REPLY, OfferSwap(mine="i1", theirs="i5"), KENYAN, CANNOT),
    (REPLY, OfferSwap(mine="i5", theirs="i1"), ANGOLAN, CANNOT),
    (following(FOUR, inscribed(ANGOLA, "i5", "6")), OfferSwap(mine="i1", theirs="i5"), KENYAN,
     (RuleBroken, "other_list", {"intervention": "i5", "list": "6"})),
    (following(FOUR, called("i1")), OFFER, KENYAN,
     (RuleBroken, "not_waiting", {"intervention": "i1", "state": "called"})),
    (following(FOUR, Withdrawn(intervention="i2")), OFFER, KENYAN,
     (RuleBroken, "not_waiting", {"intervention": "i2", "state": "withdrawn"})),
    (FOUR, OfferSwap(mine="i1", theirs="i99"), KENYAN, (Unknown, "unknown_intervention", {"intervention": "i99"})),
    (OFFERED, OfferSwap(mine="i1", theirs="i2"), KENYAN, OPEN),
    (OFFERED, OfferSwap(mine="i1", theirs="i3"), KENYAN, OPEN),
    (OFFERED, OfferSwap(mine="i3", theirs="i1"), PERUVIAN, OPEN),
    (OFFERED, OfferSwap(mine="i3", theirs="i2"), PERUVIAN, OPEN),
])
def test_offer_is_refused(given, command, actor, expected):
    assert refusal(given, command, actor) == expected


@pytest.mark.parametrize(("given", "accept", "actor", "expected"), [
    (FOUR, True, PERUVIAN, (Unknown, "unknown_swap", {"swap": "s1"})),
    (OFFERED, True, NORWEGIAN, (NotAllowed, "not_yours", {"swap": "s1"})),
    (OFFERED, False, NORWEGIAN, (NotAllowed, "not_yours", {"swap": "s1"})),
    (OFFERED, True, KENYAN, (NotAllowed, "not_yours", {"swap": "s1"})),
    (OFFERED, True, CHAIR, (NotAllowed, "not_for_role", {"role": "chair", "command": "answer_swap"})),
    (DECLINED, True, PERUVIAN, (RuleBroken, "swap_settled", {"swap": "s1", "state": "declined"})),
    (DECLINED, False, KENYAN, (RuleBroken, "swap_settled", {"swap": "s1", "state": "declined"})),
    (ACCEPTED, True, PERUVIAN, (RuleBroken, "swap_settled", {"swap": "s1", "state": "accepted"})),
    (ACCEPTED, False, PERUVIAN, (RuleBroken, "swap_settled", {"swap": "s1", "state": "accepted"})),
])
def test_answer_is_refused(given, accept, actor, expected):
    assert refusal(given, AnswerSwap(swap="s1", accept=accept), actor) == expected


ITEMS = (
    inscribed(NORWAY, "i1", "2.1", part="2.3", at=later(1)), inscribed(PERU, "i2", "2.1", part="2.3", at=later(2)),
    inscribed(ANGOLA, "i3", at=later(3)), inscribed(KENYA, "i4", at=later(4)),
)
TWO_ITEMS = meeting(*ITEMS, programme=ACROSS)
BETWEEN = OfferSwap(mine="i1", theirs="i4")


def test_exchange_across_items_brings_list_and_part_with_the_place():
    given = acted(TWO_ITEMS, BETWEEN, NORWEGIAN)

    after = acted(given, AnswerSwap(swap="s1", accept=True), KENYAN)

    places = {name: (each.list, each.part) for name, each in after.interventions.items()}
    assert places == {"i1": ("4", None), "i2": ("2.1", "2.3"), "i3": ("4", None), "i4": ("2.1", "2.3")}
    assert (order(after, "2.1"), order(after, "4")) == (["i4", "i2"], ["i3", "i1"])
    assert ranks(after, "2.1") == {"i4": ranks(given, "2.1")["i1"], "i2": ranks(given, "2.1")["i2"]}
    assert ranks(after, "4") == {"i1": ranks(given, "4")["i4"], "i3": ranks(given, "4")["i3"]}
    assert because(after, after.interventions["i1"])[-1] == {"code": "swapped", "delegation": "KEN", "at": later(60)}


def test_exchange_across_items_is_refused_where_one_list_is_the_rule():
    assert refusal(meeting(*ITEMS), BETWEEN, NORWEGIAN) == (
        RuleBroken, "other_list", {"intervention": "i4", "list": "4"},
    )


@pytest.mark.parametrize("double", [
    inscribed(KENYA, "i5", "2.1", part="2.3", at=later(5)), inscribed(NORWAY, "i5", at=later(5)),
])
def test_exchange_across_items_never_gives_two_places_on_one_list(double):
    already = (RuleBroken, "already_inscribed", {"intervention": "i5", "since": later(5)})
    offered = acted(TWO_ITEMS, BETWEEN, NORWEGIAN)

    assert refusal(following(TWO_ITEMS, double), BETWEEN, NORWEGIAN) == already
    assert refusal(following(offered, double), AnswerSwap(swap="s1", accept=True), KENYAN) == already


def test_exchange_across_items_is_refused_where_only_one_has_a_bound():
    bounded = replace(COOPERATION, policy=OrderPolicy(tiers=(Tier(categories=("state_party",), capacity=2),)))
    items = tuple(bounded if each is COOPERATION else each for each in ACROSS.items)

    given = meeting(*ITEMS, programme=replace(ACROSS, items=items))

    assert refusal(given, BETWEEN, NORWEGIAN) == (RuleBroken, "cannot_swap", {"intervention": "i4"})


def bounded_to(places):
    """The four, of whom so many are heard as States parties; the third is a State party, the fourth is not."""
    policy = OrderPolicy(tiers=(Tier(categories=("state_party",), capacity=places), Tier(categories=("ngo",))))
    return PolicySet(list="4", policy=policy)


@pytest.mark.parametrize(("mine", "theirs", "actor"), [("i1", "i3", KENYAN), ("i3", "i1", PERUVIAN)])
def test_who_is_on_the_reserve_exchanges_no_place(mine, theirs, actor):
    given = following(FOUR, bounded_to(2))

    assert order(given) == ["i1", "i2", "i4", "i3"]
    assert refusal(given, OfferSwap(mine=mine, theirs=theirs), actor) == (
        RuleBroken, "cannot_swap", {"intervention": "i3"},
    )


def test_offer_to_who_has_come_onto_the_reserve_since_cannot_be_accepted():
    given = following(OFFERED, bounded_to(2))

    assert refusal(given, AnswerSwap(swap="s1", accept=True), PERUVIAN) == (
        RuleBroken, "cannot_swap", {"intervention": "i3"},
    )
    assert decide(given, AnswerSwap(swap="s1", accept=False), PERUVIAN, later(60)) == [SwapDeclined(swap="s1")]


def test_who_has_come_in_from_the_reserve_exchanges_places_as_anybody():
    given = following(FOUR, bounded_to(2), Withdrawn(intervention="i2"), offer("i1", "i3"))

    assert order(acted(given, AnswerSwap(swap="s1", accept=True), PERUVIAN)) == ["i3", "i1", "i4"]
