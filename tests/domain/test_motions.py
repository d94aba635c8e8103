"""Procedural motions: moved, spoken on, heard by their precedence, decided; the speaker goes on, nobody is called."""

from dataclasses import replace

import pytest

from app.domain.commands import (
    Adjourn,
    Appeal,
    Call,
    Hear,
    MoveMotion,
    PauseClock,
    RaisePointOfOrder,
    RecordVote,
    Redo,
    ResumeClock,
    Rule,
    SpeakOnMotion,
    StartClock,
    Undo,
    Withdraw,
)
from app.domain.decide import decide
from app.domain.errors import Malformed, NotAllowed, RuleBroken, Unknown
from app.domain.events import (
    ClockPaused,
    ClockResumed,
    ClockStarted,
    MotionMoved,
    MotionSpeakerAdded,
    OrderHeard,
    OrderRaised,
    OrderWithdrawn,
    Redone,
    Ruled,
    SpeechEnded,
    Suspended,
    Undone,
    VoteRecorded,
)
from app.domain.order import Order, Vote
from app.domain.programme import GA_MOTIONS, MotionRule
from tests.factories import PROGRAMME, called, done, following, inscribed, later, meeting, refusal, speaking
from tests.people import (
    ANGOLA,
    CHAIR,
    CROATIA,
    ECUADOR,
    KENYA,
    KENYAN,
    NORWEGIAN,
    PERU,
    ROOM,
    SECRETARIAT,
    acting_for,
)

PERUVIAN = acting_for(PERU)
KINDS = [rule.kind for rule in GA_MOTIONS]
BEFORE = meeting(inscribed(KENYA, "i1"), inscribed(PERU, "i2"))
CALLED = following(BEFORE, called("i1"))
SPEAKING = following(BEFORE, *speaking("i1"))
ENDED = following(SPEAKING, done(SpeechEnded(intervention="i1", spoken_s=30.0), at=later(30)))


def moved(order, motion, delegation="NOR", at=60):
    return done(MotionMoved(order=order, delegation=delegation, motion=motion), at=later(at), by=NORWEGIAN)


def heard(order, at=70):
    return done(OrderHeard(order=order), at=later(at), command="hear")


def spoken_on(given, *speakers):
    """After these have asked to speak on the motion o1, as (delegation, side)."""
    return following(given, *(
        done(MotionSpeakerAdded(order="o1", delegation=each.code, side=side), at=later(65), command="speak_on_motion")
        for each, side in speakers
    ))


def vote(order="o1", in_favour=3, against=1):
    return RecordVote(intervention=order, in_favour=in_favour, against=against, abstaining=9)


def acted(given, command, actor=CHAIR, at=90):
    """The meeting after a command is acted on."""
    return following(given, done(
        *decide(given, command, actor, later(at)), at=later(at), by=actor, command=command.name,
    ))


MOVED = following(SPEAKING, moved("o1", "adjourn_debate"))
CLOSING = following(SPEAKING, moved("o1", "close_debate"))
HEARD = following(MOVED, heard("o1"))
CARRIED = acted(HEARD, vote())
PUT_OFF = following(ENDED, moved("o1", "adjourn_debate"))
PREFERRED = following(HEARD, moved("o2", "suspend_meeting", "PER", 75))
POINT = following(HEARD, done(
    OrderRaised(order="o2", delegation="PER"), ClockPaused(intervention="i1"), at=later(75), by=PERUVIAN,
))


@pytest.mark.parametrize(("given", "command", "actor", "events"), [
    (SPEAKING, MoveMotion(motion="adjourn_debate"), NORWEGIAN,
     [MotionMoved(order="o1", delegation="NOR", motion="adjourn_debate")]),
    (SPEAKING, MoveMotion(motion="suspend_meeting", delegation="NOR"), NORWEGIAN,
     [MotionMoved(order="o1", delegation="NOR", motion="suspend_meeting")]),
    (CALLED, MoveMotion(motion="close_debate", delegation="NOR"), SECRETARIAT,
     [MotionMoved(order="o1", delegation="NOR", motion="close_debate")]),
    (ENDED, MoveMotion(motion="adjourn_meeting", delegation="PER"), CHAIR,
     [MotionMoved(order="o1", delegation="PER", motion="adjourn_meeting")]),
    (MOVED, MoveMotion(motion="close_debate"), PERUVIAN,
     [MotionMoved(order="o2", delegation="PER", motion="close_debate")]),
    (POINT, MoveMotion(motion="close_debate"), PERUVIAN,
     [MotionMoved(order="o3", delegation="PER", motion="close_debate")]),
    (CARRIED, MoveMotion(motion="adjourn_debate"), NORWEGIAN,
     [MotionMoved(order="o2", delegation="NOR", motion="adjourn_debate")]),
    (MOVED, RaisePointOfOrder(), NORWEGIAN,
     [OrderRaised(order="o2", delegation="NOR"), ClockPaused(intervention="i1")]),
    (PUT_OFF, Hear(intervention="o1"), CHAIR, [OrderHeard(order="o1")]),
    (HEARD, Hear(intervention="o1"), SECRETARIAT, []),
    (MOVED, Rule(intervention="o1", ruling="sustained"), CHAIR, [Ruled(order="o1", ruling="sustained")]),
    (HEARD, Rule(intervention="o1", ruling="dismissed", words=" No. "), CHAIR,
     [Ruled(order="o1", ruling="dismissed", words="No.")]),
    (HEARD, vote(), SECRETARIAT, [VoteRecorded(order="o1", in_favour=3, against=1, abstaining=9)]),
    (MOVED, Withdraw(intervention="o1"), NORWEGIAN, [OrderWithdrawn(order="o1")]),
    (HEARD, Withdraw(intervention="o1"), CHAIR, [OrderWithdrawn(order="o1")]),
])
def test_motions_are_moved_and_decided(given, command, actor, events):
    assert decide(given, command, actor, later(80)) == events


OPEN = (RuleBroken, "motion_open", {"intervention": "o1", "delegation": "NOR", "since": later(60)})
PENDING = (RuleBroken, "order_pending", {"order": "o1", "delegation": "NOR"})
DECIDED = (RuleBroken, "order_decided", {"intervention": "o1", "state": "carried"})


@pytest.mark.parametrize(("given", "command", "actor", "expected"), [
    (SPEAKING, MoveMotion(motion="time_limit"), NORWEGIAN,
     (Malformed, "unknown_motion", {"field": "motion", "expected": KINDS})),
    (BEFORE, MoveMotion(motion="adjourn_debate"), NORWEGIAN, (RuleBroken, "not_in_session", {"state": "not_begun"})),
    (following(ENDED, Suspended()), MoveMotion(motion="adjourn_debate"), NORWEGIAN,
     (RuleBroken, "not_in_session", {"state": "suspended"})),
    (SPEAKING, MoveMotion(motion="adjourn_debate"), CHAIR, (Malformed, "missing", {"field": "delegation"})),
    (SPEAKING, MoveMotion(motion="adjourn_debate", delegation="XXX"), CHAIR,
     (Unknown, "unknown_delegation", {"delegation": "XXX"})),
    (SPEAKING, MoveMotion(motion="adjourn_debate", delegation="PER"), NORWEGIAN,
     (NotAllowed, "not_yours", {"delegation": "PER"})),
    (SPEAKING, MoveMotion(motion="adjourn_debate", delegation="PER"), ROOM,
     (NotAllowed, "not_for_role", {"role": "room", "command": "move_motion"})),
    (MOVED, MoveMotion(motion="adjourn_debate"), PERUVIAN, OPEN),
    (HEARD, MoveMotion(motion="adjourn_debate", delegation="PER"), SECRETARIAT, OPEN),
    (MOVED, MoveMotion(motion="close_debate"), NORWEGIAN, OPEN),
    (MOVED, Call(intervention="i2", ending="i1"), CHAIR, PENDING),
    (following(ENDED, moved("o1", "suspend_meeting")), Call(intervention="i2", ending=None), CHAIR, PENDING),
    (following(ENDED, moved("o1", "adjourn_meeting")), Adjourn(), CHAIR, PENDING),
    (MOVED, vote(), CHAIR, (RuleBroken, "no_vote", {"intervention": "o1", "state": "raised"})),
    (CARRIED, vote(), CHAIR, (RuleBroken, "no_vote", {"intervention": "o1", "state": "carried"})),
    (HEARD, vote(against=1000), CHAIR, (Malformed, "out_of_range", {"field": "against", "least": 0, "most": 999})),
    (HEARD, Rule(intervention="o1", ruling="sustained"), SECRETARIAT,
     (NotAllowed, "not_for_role", {"role": "secretariat", "command": "rule"})),
    (CARRIED, Rule(intervention="o1", ruling="sustained"), CHAIR, DECIDED),
    (CARRIED, Hear(intervention="o1"), CHAIR, DECIDED),
    (CARRIED, Withdraw(intervention="o1"), NORWEGIAN, DECIDED),
    (MOVED, Withdraw(intervention="o1"), KENYAN, (NotAllowed, "not_yours", {"intervention": "o1"})),
    (HEARD, Appeal(intervention="o1"), PERUVIAN, (RuleBroken, "no_appeal", {"intervention": "o1"})),
    (CARRIED, Appeal(intervention="o1"), PERUVIAN, (RuleBroken, "no_appeal", {"intervention": "o1"})),
    (acted(HEARD, Rule(intervention="o1", ruling="dismissed")), Appeal(intervention="o1"), NORWEGIAN,
     (RuleBroken, "no_appeal", {"intervention": "o1"})),
    (following(HEARD, Suspended()), Hear(intervention="o1"), CHAIR,
     (RuleBroken, "not_in_session", {"state": "suspended"})),
])
def test_motions_are_refused(given, command, actor, expected):
    assert refusal(given, command, actor, later(95)) == expected


def test_only_the_motions_of_the_body_are_known():
    rules = (MotionRule(kind="time_limit", speakers_for=1), MotionRule(kind="suspend_meeting"))
    given = meeting(inscribed(KENYA, "i1"), *speaking("i1"), programme=replace(PROGRAMME, motions=rules))

    assert decide(given, MoveMotion(motion="time_limit"), NORWEGIAN, later(60)) == [
        MotionMoved(order="o1", delegation="NOR", motion="time_limit"),
    ]
    assert refusal(given, MoveMotion(motion="close_debate"), NORWEGIAN) == (
        Malformed, "unknown_motion", {"field": "motion", "expected": ["time_limit", "suspend_meeting"]},
    )


def test_they_wait_by_precedence_and_behind_points_of_order():
    pairs = [*zip(reversed(KINDS), ("NOR", "PER", "KEN", "COL"), strict=True)]
    motions = [moved(f"o{number}", kind, code) for number, (kind, code) in enumerate(pairs, 1)]
    points = [done(OrderRaised(order=order, delegation=code), at=later(65)) for order, code in (
        ("o5", "PER"), ("o6", "NOR"),
    )]

    given = following(ENDED, *motions, *points)

    assert [each.id for each in given.open_orders] == ["o5", "o6", "o4", "o3", "o2", "o1"]


def test_body_states_the_precedence():
    programme = replace(PROGRAMME, motions=tuple(reversed(GA_MOTIONS)))
    given = meeting(
        inscribed(KENYA, "i1"), *speaking("i1"), moved("o1", "suspend_meeting"), moved("o2", "close_debate", "PER"),
        programme=programme,
    )

    assert [each.motion for each in given.open_orders] == ["close_debate", "suspend_meeting"]


@pytest.mark.parametrize(("first", "second", "is_heard"), [
    (first, second, KINDS.index(second) < KINDS.index(first)) for first in KINDS for second in KINDS if first != second
])
def test_motion_is_heard_in_the_midst_of_one_to_which_it_is_preferred(first, second, is_heard):
    given = following(ENDED, moved("o1", first), moved("o2", second, "PER"), heard("o1"))

    if is_heard:
        assert decide(given, Hear(intervention="o2"), CHAIR, later(80)) == [OrderHeard(order="o2")]
    else:
        assert refusal(given, Hear(intervention="o2")) == PENDING


def test_motion_comes_back_when_the_preferred_one_is_decided():
    given = following(PREFERRED, heard("o2", 80))
    given = acted(given, vote("o2", 1, 5))

    assert {each.id: each.state for each in given.orders.values()} == {"o1": "heard", "o2": "rejected"}
    assert refusal(given, Call(intervention="i2", ending="i1"), CHAIR) == PENDING
    assert decide(given, vote(), CHAIR, later(95))


def test_motion_does_not_interrupt_the_one_who_speaks():
    assert refusal(MOVED, Hear(intervention="o1"))[:2] == (RuleBroken, "floor_taken")


def test_point_of_order_is_heard_in_the_midst_of_a_motion():
    assert decide(POINT, Hear(intervention="o2"), CHAIR, later(80)) == [OrderHeard(order="o2")]
    before_motion = (RuleBroken, "order_pending", {"order": "o2", "delegation": "PER"})

    given = following(POINT, heard("o2", 80), moved("o3", "suspend_meeting", "KEN", 85))

    assert refusal(given, Hear(intervention="o3")) == before_motion
    assert refusal(given, ResumeClock(intervention="i1")) == before_motion
    ruled = acted(given, Rule(intervention="o2", ruling="dismissed"))
    assert decide(ruled, ResumeClock(intervention="i1"), CHAIR, later(95)) == [ClockResumed(intervention="i1")]


def test_clock_runs_on_while_a_motion_is_open():
    assert (MOVED.floor, HEARD.floor) == (SPEAKING.floor, SPEAKING.floor)
    assert MOVED.floor.state == "speaking"


@pytest.mark.parametrize("more", [(), (heard("o1"),)])
def test_clock_is_started_paused_and_resumed_while_a_motion_is_open(more):
    open_before = following(CALLED, moved("o1", "adjourn_debate"), *more)
    started = acted(open_before, StartClock(intervention="i1"), at=75)
    paused = acted(started, PauseClock(intervention="i1"), at=80)

    assert decide(open_before, StartClock(intervention="i1"), CHAIR, later(75)) == [ClockStarted(intervention="i1")]
    assert decide(paused, ResumeClock(intervention="i1"), CHAIR, later(85)) == [ClockResumed(intervention="i1")]


@pytest.mark.parametrize("deciding", [
    vote(), vote(in_favour=0), Rule(intervention="o1", ruling="sustained"), Withdraw(intervention="o1"),
])
def test_next_one_is_called_once_it_is_decided(deciding):
    assert decide(acted(HEARD, deciding), Call(intervention="i2", ending="i1"), CHAIR, later(95))


@pytest.mark.parametrize(("given", "delegation", "side"), [
    (MOVED, "NOR", "for"), (MOVED, "KEN", "against"), (HEARD, "PER", "for"), (CLOSING, "PER", "against"),
    (spoken_on(MOVED, (KENYA, "for"), (PERU, "against"), (ANGOLA, "against")), "ECU", "for"),
    (spoken_on(MOVED, (KENYA, "for"), (PERU, "for"), (ANGOLA, "against")), "ECU", "against"),
])
def test_as_many_speak_on_a_motion_as_the_rules_allow(given, delegation, side):
    added = [MotionSpeakerAdded(order="o1", delegation=delegation, side=side)]
    command = SpeakOnMotion(intervention="o1", side=side)

    assert decide(given, command, acting_for(replace(KENYA, code=delegation)), later(80)) == added
    assert decide(given, replace(command, delegation=delegation), SECRETARIAT, later(80)) == added


def full(most):
    return (RuleBroken, "motion_speakers_full", {"intervention": "o1", "most": most})


AGAINST = SpeakOnMotion(intervention="o1", side="against")
FOR = SpeakOnMotion(intervention="o1", side="for")


@pytest.mark.parametrize(("given", "command", "actor", "expected"), [
    (spoken_on(MOVED, (KENYA, "for"), (CROATIA, "for")), FOR, PERUVIAN, full(2)),
    (spoken_on(MOVED, (KENYA, "against"), (CROATIA, "against")), AGAINST, PERUVIAN, full(2)),
    (CLOSING, FOR, PERUVIAN, full(0)),
    (spoken_on(CLOSING, (KENYA, "against"), (CROATIA, "against")), replace(AGAINST, delegation="PER"), CHAIR, full(2)),
    (following(SPEAKING, moved("o1", "suspend_meeting")), AGAINST, PERUVIAN, full(0)),
    (spoken_on(MOVED, (PERU, "for")), FOR, PERUVIAN, (RuleBroken, "speaks_already", {"intervention": "o1"})),
    (spoken_on(MOVED, (PERU, "for")), AGAINST, PERUVIAN, (RuleBroken, "speaks_already", {"intervention": "o1"})),
    (spoken_on(MOVED, (PERU, "for")), replace(AGAINST, delegation="PER"), SECRETARIAT,
     (RuleBroken, "speaks_already", {"intervention": "o1"})),
    (CARRIED, FOR, PERUVIAN, (RuleBroken, "no_motion", {"intervention": "o1", "state": "carried"})),
    (acted(MOVED, Rule(intervention="o1", ruling="dismissed")), FOR, PERUVIAN,
     (RuleBroken, "no_motion", {"intervention": "o1", "state": "rejected"})),
    (acted(MOVED, Withdraw(intervention="o1")), FOR, PERUVIAN,
     (RuleBroken, "no_motion", {"intervention": "o1", "state": "withdrawn"})),
    (POINT, replace(FOR, intervention="o2"), KENYAN,
     (RuleBroken, "no_motion", {"intervention": "o2", "state": "raised"})),
    (MOVED, replace(FOR, intervention="o9"), KENYAN, (Unknown, "unknown_order", {"intervention": "o9"})),
    (MOVED, FOR, CHAIR, (Malformed, "missing", {"field": "delegation"})),
    (MOVED, replace(FOR, delegation="PER"), KENYAN, (NotAllowed, "not_yours", {"delegation": "PER"})),
])
def test_speakers_on_a_motion_are_refused(given, command, actor, expected):
    assert refusal(given, command, actor, later(95)) == expected


def test_speakers_stand_as_they_asked():
    given = spoken_on(MOVED, (ECUADOR, "against"), (KENYA, "for"))

    assert given.orders["o1"].speakers == (("ECU", "against"), ("KEN", "for"))


@pytest.mark.parametrize(("in_favour", "against", "state"), [
    (10, 9, "carried"), (1, 0, "carried"), (9, 9, "rejected"), (8, 9, "rejected"), (0, 0, "rejected"),
])
def test_motion_falls_unless_more_vote_for_it(in_favour, against, state):
    after = acted(HEARD, vote(in_favour=in_favour, against=against), SECRETARIAT)

    assert after.orders["o1"] == Order(
        id="o1", number=1, delegation="NOR", raised_at=later(60), heard_at=later(70), ruled_at=later(90), state=state,
        motion="adjourn_debate", vote=Vote(in_favour=in_favour, against=against, abstaining=9),
    )
    assert (after.open_orders, after.ruled) == ([], "o1")


@pytest.mark.parametrize(("ruling", "state"), [("sustained", "carried"), ("dismissed", "rejected")])
@pytest.mark.parametrize("given", [MOVED, HEARD])
def test_chair_decides_without_a_vote(given, ruling, state):
    order = acted(given, Rule(intervention="o1", ruling=ruling)).orders["o1"]

    assert (order.state, order.ruling, order.ruled_at, order.vote) == (state, ruling, later(90), None)


def test_withdrawn_motion_makes_room_for_another():
    given = acted(HEARD, Withdraw(intervention="o1"), NORWEGIAN)

    assert given.orders["o1"].state == "withdrawn"
    assert decide(given, MoveMotion(motion="adjourn_debate"), PERUVIAN, later(95)) == [
        MotionMoved(order="o2", delegation="PER", motion="adjourn_debate"),
    ]


def test_motion_is_no_statement():
    assert CARRIED.interventions == SPEAKING.interventions


@pytest.mark.parametrize(("given", "command", "actor"), [
    (SPEAKING, MoveMotion(motion="close_debate", delegation="NOR"), SECRETARIAT),
    (MOVED, replace(FOR, delegation="PER"), CHAIR),
    (PUT_OFF, Hear(intervention="o1"), CHAIR),
    (HEARD, Rule(intervention="o1", ruling="sustained"), CHAIR),
    (HEARD, Withdraw(intervention="o1"), CHAIR),
    (HEARD, vote(), SECRETARIAT),
])
def test_each_act_of_the_desk_can_be_taken_back_and_done_again(given, command, actor):
    after = acted(given, command, actor)

    back = acted(after, Undo(version=after.version), actor, 91)
    again = acted(back, Redo(version=after.version), actor, 92)

    assert (back.orders, back.floor, back.ruled) == (given.orders, given.floor, given.ruled)
    assert (again.orders, again.floor, again.ruled) == (after.orders, after.floor, after.ruled)


def test_vote_that_was_taken_back_may_be_recorded_anew():
    given = acted(CARRIED, Undo(version=CARRIED.version))

    assert given.orders["o1"] == HEARD.orders["o1"]
    assert refusal(given, Call(intervention="i2", ending="i1")) == PENDING
    assert acted(given, vote(in_favour=1, against=3)).orders["o1"].state == "rejected"
    assert decide(given, Redo(version=CARRIED.version), CHAIR, later(95)) == [Redone(version=CARRIED.version)]


@pytest.mark.parametrize(("motion", "delegation", "can"), [
    ("close_debate", "PER", True), ("adjourn_debate", "PER", False), ("close_debate", "NOR", False),
])
def test_undo_of_a_vote_never_gives_two_motions_of_a_kind_or_of_a_delegation(motion, delegation, can):
    given = following(CARRIED, moved("o2", motion, delegation, 95))
    undo = Undo(version=CARRIED.version)

    if can:
        assert decide(given, undo, CHAIR, later(99)) == [Undone(version=CARRIED.version)]
    else:
        assert refusal(given, undo) == (
            RuleBroken, "rests_on_it", {"version": CARRIED.version, "command": "record_vote"},
        )
