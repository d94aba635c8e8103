"""A place that is decided by hand."""

from dataclasses import replace

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from app.domain.commands import Move
from app.domain.decide import decide
from app.domain.errors import Malformed, RuleBroken, Unknown
from app.domain.events import Withdrawn
from app.domain.precedence import DIGITS, because, between, rank_of, waiting
from tests.factories import called, done, following, inscribed, later, meeting, opened, refusal
from tests.people import (
    ANGOLA,
    CHAIR,
    CHINA,
    COLOMBIA,
    KENYA,
    NORWAY,
    PERU,
    SECRETARIAT,
)

FIVE = meeting(*opened("4"), *(
    inscribed(each, f"i{number}", at=later(number))
    for number, each in enumerate((KENYA, NORWAY, PERU, COLOMBIA, ANGOLA), start=1)
))


def order(given, list_id="4"):
    return [each.id for each in waiting(given, list_id)]


def moved(given, *commands, actor=CHAIR):
    for command in commands:
        given = following(given, done(*decide(given, command, actor, later(60)), at=later(60), by=actor))
    return given


@pytest.mark.parametrize(("command", "expected"), [
    (Move(intervention="i5", before="i1"), ["i5", "i1", "i2", "i3", "i4"]),
    (Move(intervention="i1", after="i5"), ["i2", "i3", "i4", "i5", "i1"]),
    (Move(intervention="i4", before="i2"), ["i1", "i4", "i2", "i3", "i5"]),
    (Move(intervention="i2", after="i4"), ["i1", "i3", "i4", "i2", "i5"]),
    (Move(intervention="i3", after="i1"), ["i1", "i3", "i2", "i4", "i5"]),
])
def test_move_changes_the_place_of_one_and_no_other(command, expected):
    after = moved(FIVE, command)

    assert order(after) == expected
    untouched = [name for name in order(FIVE) if name != command.intervention]
    assert {name: rank_of(after, after.interventions[name]) for name in untouched} == {
        name: rank_of(FIVE, FIVE.interventions[name]) for name in untouched
    }


@pytest.mark.parametrize("command", [
    Move(intervention="i2", after="i1"), Move(intervention="i2", before="i3"), Move(intervention="i1", before="i2"),
    Move(intervention="i5", after="i4"),
])
def test_move_to_where_one_stands_is_nothing(command):
    assert decide(FIVE, command, CHAIR, later(60)) == []


def test_move_says_by_whom_and_when():
    after = moved(FIVE, Move(intervention="i5", before="i1"), actor=SECRETARIAT)

    assert because(after, after.interventions["i5"]) == [
        {"code": "state_party"}, {"code": "inscribed", "at": later(5)},
        {"code": "moved", "by": "secretariat", "at": later(60)},
    ]


def test_move_stands_when_somebody_joins_later():
    after = following(moved(FIVE, Move(intervention="i5", before="i1")), inscribed(CHINA, "i6", at=later(90)))

    assert order(after) == ["i5", "i1", "i2", "i3", "i4", "i6"]


def test_move_many_times_between_the_same_two():
    given = FIVE
    for turn in range(200):
        given = moved(given, Move(intervention="i5" if turn % 2 else "i4", after="i1"))

    assert order(given)[:3] == ["i1", "i5", "i4"]
    assert len(rank_of(given, given.interventions["i5"])) < 120


def test_two_that_are_moved_behind_each_other_at_the_end_do_not_grow_without_end():
    given = FIVE
    for _ in range(300):
        first, last = order(given)[-2:]
        given = moved(given, Move(intervention=first, after=last))
        assert order(given)[-2:] == [last, first]
    grown = {**given.interventions, "i4": replace(given.interventions["i4"], rank=f"0{'h' * 500}")}
    given = replace(given, interventions=grown)

    assert refusal(given, Move(intervention="i5", after="i4")) == (
        RuleBroken, "moved_too_often", {"intervention": "i5"},
    )
    assert order(moved(given, Move(intervention="i4", before="i1")))[0] == "i4"


def test_move_across_tiers_is_the_chair_s_to_decide():
    given = meeting(inscribed(CHINA, "i1"), inscribed(KENYA, "i2", at=later(9)))

    assert order(given) == ["i2", "i1"]
    assert order(moved(given, Move(intervention="i1", before="i2"))) == ["i1", "i2"]


def test_move_a_comment_among_the_comments_and_away_from_them():
    given = meeting(
        inscribed(ANGOLA, "i1", "3.4", part="3.4"),
        inscribed(KENYA, "i2", "3.4", part="3.4", intervention_kind="comment", in_reply_to="i1", at=later(1)),
        inscribed(NORWAY, "i3", "3.4", part="3.4", intervention_kind="comment", in_reply_to="i1", at=later(2)),
    )

    assert order(moved(given, Move(intervention="i3", before="i2")), "3.4") == ["i1", "i3", "i2"]
    assert order(moved(given, Move(intervention="i3", after="i1")), "3.4") == ["i1", "i3", "i2"]
    assert order(moved(given, Move(intervention="i3", before="i1")), "3.4") == ["i3", "i1", "i2"]


GONE = following(FIVE, Withdrawn(intervention="i2"), called("i3"))
TWO_LISTS = following(FIVE, inscribed(KENYA, "i6", "6"))


@pytest.mark.parametrize(("given", "command", "expected"), [
    (FIVE, Move(intervention="i1"), (Malformed, "one_of", {"field": "before", "fields": ["before", "after"]})),
    (FIVE, Move(intervention="i1", before="i2", after="i3"),
     (Malformed, "one_of", {"field": "before", "fields": ["before", "after"]})),
    (FIVE, Move(intervention="i99", before="i2"), (Unknown, "unknown_intervention", {"intervention": "i99"})),
    (FIVE, Move(intervention="i1", before="i99"), (Unknown, "unknown_intervention", {"intervention": "i99"})),
    (FIVE, Move(intervention="i1", before="i1"), (Malformed, "not_itself", {"field": "before"})),
    (FIVE, Move(intervention="i1", after="i1"), (Malformed, "not_itself", {"field": "after"})),
    (TWO_LISTS, Move(intervention="i1", after="i6"), (RuleBroken, "other_list", {"intervention": "i6", "list": "6"})),
    (GONE, Move(intervention="i2", after="i1"),
     (RuleBroken, "not_waiting", {"intervention": "i2", "state": "withdrawn"})),
    (GONE, Move(intervention="i3", after="i1"), (RuleBroken, "not_waiting", {"intervention": "i3", "state": "called"})),
    (GONE, Move(intervention="i1", after="i3"), (RuleBroken, "not_waiting", {"intervention": "i3", "state": "called"})),
])
def test_move_is_refused(given, command, expected):
    assert refusal(given, command) == expected


PLACES = st.text(DIGITS, max_size=12).map(lambda digits: digits + "i")


@settings(max_examples=50)
@for_all(PLACES, PLACES)
def test_between_lies_strictly_between(one, other):
    low, high = sorted((one, other))
    if low == high:
        return

    place = between(low, high)

    assert low < place < high
    assert not place.endswith("0")
    assert not high.startswith(place)


@settings(max_examples=50)
@for_all(PLACES)
def test_between_finds_a_place_at_each_end(place):
    assert between("", place) < place < between(place, None)


@settings(max_examples=50)
@for_all(st.lists(st.integers(0, 1), max_size=60))
def test_between_never_runs_out_of_places(turns):
    low, high = "a", "b"
    for turn in turns:
        place = between(low, high)
        assert low < place < high
        low, high = (place, high) if turn else (low, place)
