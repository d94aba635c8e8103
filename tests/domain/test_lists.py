"""Lists are opened, their closing announced, closed; the room takes one up; limits are set."""

import pytest

from app.domain.commands import AnnounceList, CloseList, OpenList, SetLimit, TakeUp
from app.domain.decide import decide
from app.domain.errors import Malformed, RuleBroken, Unknown
from app.domain.events import (
    Adjourned,
    ClosingAnnounced,
    LimitSet,
    ListClosed,
    ListOpened,
    MarkedAbsent,
    SpeechEnded,
    Suspended,
    TakenUp,
)
from app.domain.meeting import Session
from tests.factories import NOON, called, done, following, inscribed, later, meeting, opened, refusal, speaking
from tests.people import ANGOLA, CHAIR, ECUADOR, KENYA, NORWAY

NOT_OPEN = meeting()
OPEN = meeting(*opened("4"))
ANNOUNCED = following(OPEN, ClosingAnnounced(list="4"))
CLOSES = following(OPEN, ClosingAnnounced(list="4", closes_at=later(600)))
CLOSED = following(OPEN, ListClosed(list="4"))
NAIVE = NOON.replace(tzinfo=None)


@pytest.mark.parametrize(("given", "command", "events"), [
    (NOT_OPEN, OpenList(list="4"), [ListOpened(list="4")]),
    (OPEN, OpenList(list="4"), []),
    (ANNOUNCED, OpenList(list="4"), [ListOpened(list="4")]),
    (CLOSED, OpenList(list="4"), [ListOpened(list="4")]),
    (OPEN, AnnounceList(list="4"), [ClosingAnnounced(list="4")]),
    (ANNOUNCED, AnnounceList(list="4"), []),
    (NOT_OPEN, CloseList(list="4"), [ListClosed(list="4")]),
    (OPEN, CloseList(list="4"), [ListClosed(list="4")]),
    (ANNOUNCED, CloseList(list="4"), [ListClosed(list="4")]),
    (CLOSED, CloseList(list="4"), []),
    (CLOSED, CloseList(list="4", at=later(60)), []),
    (OPEN, CloseList(list="4", at=later(600)), [ClosingAnnounced(list="4", closes_at=later(600))]),
    (ANNOUNCED, CloseList(list="4", at=later(600)), [ClosingAnnounced(list="4", closes_at=later(600))]),
    (CLOSES, CloseList(list="4", at=later(600)), []),
    (CLOSES, CloseList(list="4", at=later(900)), [ClosingAnnounced(list="4", closes_at=later(900))]),
    (CLOSES, CloseList(list="4"), [ListClosed(list="4")]),
])
def test_a_list_changes_its_state(given, command, events):
    assert decide(given, command, CHAIR, NOON) == events


@pytest.mark.parametrize(("given", "command", "expected"), [
    (OPEN, OpenList(list="77"), (Unknown, "unknown_list", {"list": "77"})),
    (OPEN, AnnounceList(list="77"), (Unknown, "unknown_list", {"list": "77"})),
    (OPEN, CloseList(list="77"), (Unknown, "unknown_list", {"list": "77"})),
    (NOT_OPEN, AnnounceList(list="4"), (RuleBroken, "list_not_open", {"list": "4"})),
    (CLOSED, AnnounceList(list="4"), (RuleBroken, "list_closed", {"list": "4"})),
    (NOT_OPEN, CloseList(list="4", at=later(60)), (RuleBroken, "list_not_open", {"list": "4"})),
    (OPEN, CloseList(list="4", at=NOON), (Malformed, "in_the_past", {"field": "at"})),
    (OPEN, CloseList(list="4", at=NAIVE), (Malformed, "no_zone", {"field": "at"})),
    (OPEN, TakeUp(), (Malformed, "one_of", {"field": "item", "fields": ["item", "list"]})),
    (OPEN, TakeUp(item="4", list="4"), (Malformed, "one_of", {"field": "item", "fields": ["item", "list"]})),
    (OPEN, TakeUp(item="77"), (Unknown, "unknown_item", {"item": "77"})),
    (OPEN, TakeUp(list="2.2"), (Unknown, "unknown_list", {"list": "2.2"})),
    (following(OPEN, Suspended()), TakeUp(list="4"), (RuleBroken, "not_in_session", {"state": "suspended"})),
    (following(OPEN, Adjourned()), TakeUp(list="4"), (RuleBroken, "not_in_session", {"state": "adjourned"})),
    (following(OPEN, inscribed(KENYA, "i1"), called("i1")), TakeUp(list="6"),
     (RuleBroken, "floor_taken", {"floor": "i1", "delegation": "KEN"})),
    (OPEN, SetLimit(list="77", category="all", seconds=60), (Unknown, "unknown_list", {"list": "77"})),
    (OPEN, SetLimit(list="4", category="kings", seconds=60),
     (Malformed, "unknown_category", {"field": "category", "expected": [
         "all", "presiding", "invited_state_party", "group", "state_party", "state_not_party",
         "international_organization", "ngo", "other",
     ]})),
    (OPEN, SetLimit(list="4", category="all", seconds=4),
     (Malformed, "out_of_range", {"field": "seconds", "least": 5, "most": 14_400})),
    (OPEN, SetLimit(list="4", category="all", seconds=14_401),
     (Malformed, "out_of_range", {"field": "seconds", "least": 5, "most": 14_400})),
])
def test_a_list_command_is_refused(given, command, expected):
    assert refusal(given, command) == expected


def test_a_list_knows_since_when_and_until_when():
    states = [
        (each.state, each.since, each.opens_at, each.closes_at)
        for each in (given.lists["4"] for given in (NOT_OPEN, OPEN, CLOSES, CLOSED))
    ]

    assert states == [
        ("not_open", None, None, None), ("open", NOON, None, None), ("announced", NOON, None, later(600)),
        ("closed", NOON, None, None),
    ]


def test_take_up_begins_the_meeting():
    events = decide(OPEN, TakeUp(list="2.1"), CHAIR, NOON)
    after = following(OPEN, done(*events, at=later(7)))

    assert events == [TakenUp(list="2.1")]
    assert (after.taken_up, after.session) == ("2.1", Session(state="in_session", since=later(7)))


def test_take_up_what_is_taken_up_is_nothing():
    given = following(OPEN, TakenUp(list="4"))

    assert decide(given, TakeUp(list="4"), CHAIR, NOON) == []


def test_take_up_the_list_of_the_speech_on_the_floor_is_nothing():
    given = following(OPEN, inscribed(KENYA, "i1"), *speaking("i1"))

    assert decide(given, TakeUp(item="4"), CHAIR, NOON) == []


def test_take_up_an_item_takes_its_first_list_that_is_not_finished():
    begun = meeting(inscribed(ANGOLA, "i1", "3.4"), inscribed(NORWAY, "i2", "3.4"), inscribed(ECUADOR, "i3", "3.5"))
    halfway = following(begun, called("i1", "3.4"), SpeechEnded(intervention="i1", spoken_s=0))
    first_over = following(halfway, MarkedAbsent(intervention="i2"))
    all_over = following(first_over, called("i3", "3.5"), SpeechEnded(intervention="i3", spoken_s=0))

    for given, expected in ((begun, "3.4"), (following(halfway, TakenUp(list="9")), "3.4")):
        assert decide(given, TakeUp(item="3"), CHAIR, NOON) == [TakenUp(list=expected)]
    assert decide(first_over, TakeUp(item="3"), CHAIR, NOON) == [TakenUp(list="3.5")]
    assert decide(all_over, TakeUp(item="3"), CHAIR, NOON) == []
    assert decide(following(all_over, TakenUp(list="9")), TakeUp(item="3"), CHAIR, NOON) == [TakenUp(list="3.5")]


@pytest.mark.parametrize(("set_before", "command", "limits"), [
    (None, SetLimit(list="4", category="ngo", seconds=60), {"ngo": 60}),
    (("ngo", 60), SetLimit(list="4", category="state_party", seconds=90), {"ngo": 60, "state_party": 90}),
    (("ngo", 60), SetLimit(list="4", category="all", seconds=120), {"all": 120}),
    (("all", 120), SetLimit(list="4", category="ngo", seconds=60), {"all": 120, "ngo": 60}),
])
def test_set_limit_for_all_takes_the_place_of_single_ones(set_before, command, limits):
    before = [LimitSet(list="4", category=set_before[0], seconds=set_before[1])] if set_before else []
    given = following(OPEN, *before)

    after = following(given, *decide(given, command, CHAIR, NOON))

    assert after.lists["4"].limits_s == limits
    assert decide(after, command, CHAIR, NOON) == []
