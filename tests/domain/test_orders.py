"""Points of order: raised, heard, ruled on, appealed against; and what must wait for them."""

import pytest

from app.domain.commands import (
    Adjourn,
    Appeal,
    Call,
    Hear,
    PauseClock,
    RaisePointOfOrder,
    RecordVote,
    ResumeClock,
    Rule,
    StartClock,
    Undo,
    Withdraw,
)
from app.domain.decide import decide
from app.domain.errors import Malformed, NotAllowed, RuleBroken, Unknown
from app.domain.events import (
    Appealed,
    ClockPaused,
    ClockResumed,
    OrderHeard,
    OrderRaised,
    OrderWithdrawn,
    Ruled,
    SpeechEnded,
    Suspended,
    Undone,
    VoteRecorded,
)
from app.domain.order import Order, Vote
from tests.factories import called, done, following, inscribed, later, meeting, refusal, speaking
from tests.people import CHAIR, KENYA, KENYAN, NORWAY, NORWEGIAN, PERU, SECRETARIAT, acting_for

PERUVIAN = acting_for(PERU)
BEFORE = meeting(inscribed(KENYA, "i1"), inscribed(PERU, "i2"))
CALLED = following(BEFORE, called("i1"))
SPEAKING = following(BEFORE, *speaking("i1"))
ENDED = following(SPEAKING, done(SpeechEnded(intervention="i1", spoken_s=30.0), at=later(30)))
RAISED = following(SPEAKING, done(
    OrderRaised(order="o1", delegation="NOR"), ClockPaused(intervention="i1"), at=later(60), by=NORWEGIAN,
))
TWO = following(RAISED, done(OrderRaised(order="o2", delegation="PER"), at=later(65), by=PERUVIAN))
HEARD = following(TWO, done(OrderHeard(order="o1"), at=later(70), command="hear"))
DISMISSED = following(RAISED, done(Ruled(order="o1", ruling="dismissed"), at=later(90), command="rule"))
SUSTAINED = following(RAISED, done(Ruled(order="o1", ruling="sustained"), at=later(90), command="rule"))
APPEALED = following(DISMISSED, done(Appealed(order="o1", delegation="NOR"), at=later(95), by=NORWEGIAN))
VOTED = following(APPEALED, done(VoteRecorded(order="o1", in_favour=3, against=3, abstaining=9), at=later(99)))


@pytest.mark.parametrize(("given", "command", "actor", "events"), [
    (SPEAKING, RaisePointOfOrder(), NORWEGIAN,
     [OrderRaised(order="o1", delegation="NOR"), ClockPaused(intervention="i1")]),
    (SPEAKING, RaisePointOfOrder(delegation="NOR"), SECRETARIAT,
     [OrderRaised(order="o1", delegation="NOR"), ClockPaused(intervention="i1")]),
    (CALLED, RaisePointOfOrder(), NORWEGIAN, [OrderRaised(order="o1", delegation="NOR")]),
    (ENDED, RaisePointOfOrder(delegation="PER"), CHAIR, [OrderRaised(order="o1", delegation="PER")]),
    (RAISED, RaisePointOfOrder(), PERUVIAN, [OrderRaised(order="o2", delegation="PER")]),
    (DISMISSED, RaisePointOfOrder(), NORWEGIAN, [OrderRaised(order="o2", delegation="NOR")]),
    (TWO, Hear(intervention="o1"), CHAIR, [OrderHeard(order="o1")]),
    (TWO, Hear(intervention="o2"), SECRETARIAT, [OrderHeard(order="o2")]),
    (HEARD, Hear(intervention="o1"), CHAIR, []),
    (HEARD, Rule(intervention="o1", ruling="sustained", words=" It is. "), CHAIR,
     [Ruled(order="o1", ruling="sustained", words="It is.")]),
    (RAISED, Rule(intervention="o1", ruling="dismissed"), CHAIR, [Ruled(order="o1", ruling="dismissed")]),
    (RAISED, Withdraw(intervention="o1"), NORWEGIAN, [OrderWithdrawn(order="o1")]),
    (HEARD, Withdraw(intervention="o1"), CHAIR, [OrderWithdrawn(order="o1")]),
    (HEARD, Withdraw(intervention="o1"), SECRETARIAT, [OrderWithdrawn(order="o1")]),
    (DISMISSED, Appeal(intervention="o1"), PERUVIAN, [Appealed(order="o1", delegation="PER")]),
    (SUSTAINED, Appeal(intervention="o1", delegation="KEN"), SECRETARIAT, [Appealed(order="o1", delegation="KEN")]),
    (APPEALED, RecordVote(intervention="o1", in_favour=1, against=0, abstaining=0), CHAIR,
     [VoteRecorded(order="o1", in_favour=1, against=0, abstaining=0)]),
])
def test_points_of_order_are_raised_and_decided(given, command, actor, events):
    assert decide(given, command, actor, later(100)) == events


PENDING = (RuleBroken, "order_pending", {"order": "o1", "delegation": "NOR"})


@pytest.mark.parametrize(("given", "command", "actor", "expected"), [
    (BEFORE, RaisePointOfOrder(), NORWEGIAN, (RuleBroken, "not_in_session", {"state": "not_begun"})),
    (following(ENDED, Suspended()), RaisePointOfOrder(), NORWEGIAN,
     (RuleBroken, "not_in_session", {"state": "suspended"})),
    (SPEAKING, RaisePointOfOrder(), CHAIR, (Malformed, "missing", {"field": "delegation"})),
    (SPEAKING, RaisePointOfOrder(delegation="XXX"), CHAIR, (Unknown, "unknown_delegation", {"delegation": "XXX"})),
    (SPEAKING, RaisePointOfOrder(delegation="PER"), NORWEGIAN, (NotAllowed, "not_yours", {"delegation": "PER"})),
    (RAISED, RaisePointOfOrder(), NORWEGIAN,
     (RuleBroken, "order_open", {"intervention": "o1", "since": later(60)})),
    (RAISED, ResumeClock(intervention="i1"), CHAIR, PENDING),
    (RAISED, Call(intervention="i2", ending="i1"), CHAIR, PENDING),
    (following(CALLED, done(OrderRaised(order="o1", delegation="NOR"))), StartClock(intervention="i1"), CHAIR, PENDING),
    (following(ENDED, done(OrderRaised(order="o1", delegation="NOR"))), Adjourn(), CHAIR, PENDING),
    (APPEALED, ResumeClock(intervention="i1"), CHAIR, PENDING),
    (HEARD, Hear(intervention="o2"), CHAIR, PENDING),
    (RAISED, Hear(intervention="o9"), CHAIR, (Unknown, "unknown_order", {"intervention": "o9"})),
    (RAISED, Hear(intervention="i1"), CHAIR, (Unknown, "unknown_order", {"intervention": "i1"})),
    (DISMISSED, Hear(intervention="o1"), CHAIR,
     (RuleBroken, "order_decided", {"intervention": "o1", "state": "dismissed"})),
    (following(RAISED, Suspended()), Hear(intervention="o1"), CHAIR,
     (RuleBroken, "not_in_session", {"state": "suspended"})),
    (DISMISSED, Rule(intervention="o1", ruling="sustained"), CHAIR,
     (RuleBroken, "order_decided", {"intervention": "o1", "state": "dismissed"})),
    (RAISED, Rule(intervention="o1", ruling="sustained"), SECRETARIAT,
     (NotAllowed, "not_for_role", {"role": "secretariat", "command": "rule"})),
    (RAISED, Withdraw(intervention="o1"), KENYAN, (NotAllowed, "not_yours", {"intervention": "o1"})),
    (RAISED, Withdraw(intervention="i2"), CHAIR,
     (NotAllowed, "not_for_role", {"role": "chair", "command": "withdraw"})),
    (DISMISSED, Withdraw(intervention="o1"), NORWEGIAN,
     (RuleBroken, "order_decided", {"intervention": "o1", "state": "dismissed"})),
    (RAISED, Appeal(intervention="o1"), NORWEGIAN, (RuleBroken, "no_appeal", {"intervention": "o1"})),
    (following(DISMISSED, done(ClockResumed(intervention="i1"), at=later(99))), Appeal(intervention="o1"), NORWEGIAN,
     (RuleBroken, "no_appeal", {"intervention": "o1"})),
    (APPEALED, Appeal(intervention="o1"), PERUVIAN, (RuleBroken, "appealed_already", {"intervention": "o1"})),
    (VOTED, Appeal(intervention="o1"), PERUVIAN, (RuleBroken, "appealed_already", {"intervention": "o1"})),
    (DISMISSED, Appeal(intervention="o1"), CHAIR, (Malformed, "missing", {"field": "delegation"})),
    (DISMISSED, RecordVote(intervention="o1", in_favour=1, against=0, abstaining=0), CHAIR,
     (RuleBroken, "no_vote", {"intervention": "o1", "state": "dismissed"})),
    (APPEALED, RecordVote(intervention="o1", in_favour=1, against=-1, abstaining=0), CHAIR,
     (Malformed, "out_of_range", {"field": "against", "least": 0, "most": 999})),
])
def test_points_of_order_are_refused(given, command, actor, expected):
    assert refusal(given, command, actor, later(100)) == expected


@pytest.mark.parametrize(("in_favour", "against", "state"), [
    (10, 9, "overruled"), (9, 9, "dismissed"), (8, 9, "dismissed"), (0, 0, "dismissed"),
])
def test_ruling_stands_unless_more_vote_for_the_appeal(in_favour, against, state):
    vote = Vote(in_favour=in_favour, against=against, abstaining=50)

    after = following(APPEALED, done(VoteRecorded(order="o1", **vars(vote)), at=later(99)))

    assert after.orders["o1"] == Order(
        id="o1", number=1, delegation="NOR", raised_at=later(60), state=state, ruling="dismissed",
        ruled_at=later(90), appealed_by="NOR", appealed_at=later(95), vote=vote,
    )
    assert decide(after, ResumeClock(intervention="i1"), CHAIR, later(100)) == [ClockResumed(intervention="i1")]


def test_point_of_order_is_no_statement():
    assert set(VOTED.interventions) == {"i1", "i2"}
    assert VOTED.interventions == SPEAKING.interventions


def test_they_wait_in_the_order_in_which_they_were_raised():
    assert [each.id for each in TWO.open_orders] == ["o1", "o2"]


@pytest.mark.parametrize(("given", "command", "actor"), [
    (SPEAKING, RaisePointOfOrder(delegation="NOR"), SECRETARIAT),
    (RAISED, Hear(intervention="o1"), CHAIR),
    (HEARD, Rule(intervention="o1", ruling="dismissed", words="No"), CHAIR),
    (RAISED, Withdraw(intervention="o1"), CHAIR),
    (DISMISSED, Appeal(intervention="o1", delegation="NOR"), SECRETARIAT),
    (APPEALED, RecordVote(intervention="o1", in_favour=3, against=1, abstaining=0), CHAIR),
])
def test_each_act_of_the_desk_can_be_taken_back(given, command, actor):
    act = done(*decide(given, command, actor, later(100)), at=later(100), by=actor, command=command.name)
    after = following(given, act)

    back = following(after, done(*decide(after, Undo(version=after.version), actor, later(101)), by=actor))

    assert (back.orders, back.floor, back.ruled) == (given.orders, given.floor, given.ruled)


def test_undo_never_lets_a_clock_run_beside_a_point_of_order():
    paused = following(SPEAKING, done(ClockPaused(intervention="i1"), at=later(50), command="pause_clock"))
    given = following(paused, done(OrderRaised(order="o1", delegation="NOR"), at=later(60), by=NORWEGIAN))

    assert refusal(given, Undo(version=paused.version), CHAIR, later(70)) == (
        RuleBroken, "rests_on_it", {"version": paused.version, "command": "pause_clock"},
    )


def test_undo_never_gives_a_delegation_two_points_of_order():
    withdrawn = following(RAISED, done(OrderWithdrawn(order="o1"), at=later(70), command="withdraw"))
    given = following(withdrawn, done(OrderRaised(order="o2", delegation="NOR"), at=later(80), by=NORWEGIAN))

    assert refusal(given, Undo(version=withdrawn.version), CHAIR, later(90))[1] == "rests_on_it"


def test_id_of_one_that_was_taken_back_is_not_given_again():
    raised = following(ENDED, done(OrderRaised(order="o1", delegation="NOR"), command="raise_point_of_order"))
    given = following(raised, done(Undone(version=raised.version)))

    assert decide(given, RaisePointOfOrder(), NORWEGIAN, later(99)) == [OrderRaised(order="o2", delegation=NORWAY.code)]


def test_clock_may_be_paused_by_hand_before_and_is_not_paused_twice():
    paused = following(SPEAKING, done(*decide(SPEAKING, PauseClock(intervention="i1"), CHAIR, later(9)), at=later(9)))

    assert decide(paused, RaisePointOfOrder(), NORWEGIAN, later(10)) == [OrderRaised(order="o1", delegation="NOR")]
