"""Points of order on the screens: those for which the room waits, and the ruling that may be appealed against."""

from app.domain.events import Appealed, ClockResumed, OrderHeard, OrderRaised, Ruled, VoteRecorded
from app.screens.views import Views
from tests.factories import done, following, inscribed, later, meeting, speaking
from tests.people import CHAIR, KENYA, NORWAY, NORWEGIAN, PERU

SPEAKING = meeting(inscribed(KENYA, "i1"), inscribed(PERU, "i2"), *speaking("i1"))
RAISED = following(SPEAKING, done(OrderRaised(order="o1", delegation="NOR"), at=later(60), by=NORWEGIAN))
RULED = following(
    RAISED, done(OrderHeard(order="o1"), at=later(70)),
    done(Ruled(order="o1", ruling="dismissed", words="It is in order."), at=later(90)),
)
OPEN = {
    "rank": "00000001", "delegation": NORWAY.code, "name": "Norway", "state": "raised",
    "raised_at": "2017-06-08T10:01:00.000Z",
}


def shown(given, screen="room", **more):
    return Views(given).screen(screen, **more).value


def test_every_audience_sees_an_open_point_of_order_and_none_among_the_entries():
    audiences = (("room", {}), ("public", {}), ("booth", {}), ("chair", {}), ("delegate", {"delegation": "KEN"}))
    for screen, more in audiences:
        assert shown(RAISED, screen, **more)["orders"] == {"o1": OPEN}
        assert list(shown(RAISED, screen, **more)["entries"]) == ["i2"]


def test_ruling_is_shown_until_the_room_goes_on():
    ruling = {
        "intervention": "o1", "delegation": "NOR", "name": "Norway", "state": "dismissed", "ruling": "dismissed",
        "ruled_at": "2017-06-08T10:01:30.000Z", "words": "It is in order.",
    }
    gone_on = following(RULED, done(ClockResumed(intervention="i1"), at=later(100)))

    assert (shown(RULED)["orders"], shown(RULED)["ruling"]) == ({}, ruling)
    assert "ruling" not in shown(gone_on)


def test_appeal_is_among_those_waiting_until_the_vote_which_is_shown():
    appealed = following(RULED, done(Appealed(order="o1", delegation="PER"), at=later(95), by=CHAIR))
    voted = following(appealed, done(VoteRecorded(order="o1", in_favour=40, against=20, abstaining=7), at=later(99)))

    assert "ruling" not in shown(appealed)
    order = shown(appealed)["orders"]["o1"]
    assert (order["state"], order["appealed_by"]) == ("appealed", "PER")
    assert shown(voted)["orders"] == {}
    assert shown(voted)["ruling"]["state"] == "overruled"
    assert shown(voted)["ruling"]["vote"] == {"in_favour": 40, "against": 20, "abstaining": 7}


def test_delegation_that_has_one_open_may_raise_no_other():
    before = meeting(inscribed(KENYA, "i1"))

    assert shown(RAISED, "delegate", delegation="KEN")["may_raise"] is True
    assert "may_raise" not in shown(RAISED, "delegate", delegation="NOR")
    assert "may_raise" not in shown(before, "delegate", delegation="KEN")
