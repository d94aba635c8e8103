"""Who is in the room: the rule for the absent, the roll before a turn, and letting the next one go first."""

from dataclasses import replace

import pytest

from app.domain.commands import AnswerRoll, Call, MarkAbsent, Move, YieldPlace
from app.domain.decide import decide
from app.domain.errors import NotAllowed, RuleBroken, Unknown
from app.domain.events import ClockPaused, MarkedAbsent, RollAnswered, SpeechEnded, Withdrawn, Yielded
from app.domain.precedence import because, rank_of, waiting
from tests.factories import (
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
from tests.people import ANGOLA, CHAIR, CHINA, KENYA, KENYAN, NORWAY, NORWEGIAN, PERU, SECRETARIAT, acting_for

CHINESE = acting_for(CHINA)
PUTS_OFF = ("end_of_tier", "end_of_list", "once_then_written")
WISHES = tuple(
    inscribed(each, f"i{number}", at=later(number))
    for number, each in enumerate((KENYA, NORWAY, PERU, CHINA), start=1)
)
"""Three States Parties, then one that is none: two tiers."""


def under(absence, *happened):
    """The four on list 4, in a meeting with this rule for the absent."""
    return meeting(*opened("4"), *WISHES, *happened, programme=replace(PROGRAMME, absence=absence))


def acted(given, command, actor=CHAIR, at=60):
    events = decide(given, command, actor, later(at))
    return following(given, done(*events, at=later(at), by=actor, command=command.name))


def order(given, list_id="4"):
    return [each.id for each in waiting(given, list_id)]


def ranks(given, *but):
    return {each.id: rank_of(given, each) for each in waiting(given, "4") if each.id not in but}


@pytest.mark.parametrize(("absence", "expected", "state"), [
    ("keep", ["i2", "i3", "i4"], "absent"),
    ("end_of_tier", ["i2", "i3", "i1", "i4"], "inscribed"),
    ("end_of_list", ["i2", "i3", "i4", "i1"], "inscribed"),
    ("once_then_written", ["i2", "i3", "i4", "i1"], "inscribed"),
])
@pytest.mark.parametrize("is_called", [False, True])
def test_absent_for_the_first_time(absence, expected, state, is_called):
    given = under(absence, *([called("i1")] if is_called else []))

    after = acted(given, MarkAbsent(intervention="i1"))

    absent = after.interventions["i1"]
    assert order(after) == expected
    assert (absent.state, absent.absences, after.floor) == (state, 1, None)
    assert ranks(after, "i1") == ranks(given, "i1")


@pytest.mark.parametrize(("absence", "state", "delivery", "is_converted"), [
    ("end_of_tier", "absent", "spoken", False),
    ("end_of_list", "absent", "spoken", False),
    ("once_then_written", "written", "written", True),
])
@pytest.mark.parametrize("is_called", [False, True])
def test_absent_for_the_second_time_is_final(absence, state, delivery, is_converted, is_called):
    given = acted(under(absence), MarkAbsent(intervention="i1"))
    if is_called:
        given = acted(given, Call(intervention="i1", ending=None))

    after = acted(given, MarkAbsent(intervention="i1"), at=90)

    absent = after.interventions["i1"]
    assert order(after) == ["i2", "i3", "i4"]
    assert (absent.state, absent.delivery, absent.is_converted, absent.absences) == (state, delivery, is_converted, 2)
    assert (absent.ended_at, after.floor) == (later(90), None)


@pytest.mark.parametrize(("absence", "last"), [
    ("end_of_tier", "i3"), ("end_of_tier", "i4"), ("end_of_list", "i4"), ("once_then_written", "i4"),
])
def test_absent_who_is_the_last_already_stays_there_once(absence, last):
    given = under(absence)

    assert decide(given, MarkAbsent(intervention=last), CHAIR, later(60)) == [
        MarkedAbsent(intervention=last, becomes="inscribed", rank=None),
    ]
    once = acted(given, MarkAbsent(intervention=last))
    assert order(once) == order(given)
    assert because(once, once.interventions[last]) == because(given, given.interventions[last])
    assert last not in order(acted(once, MarkAbsent(intervention=last)))


def test_end_of_a_tier_is_behind_whoever_was_moved_there_by_hand():
    given = acted(under("end_of_tier"), Move(intervention="i2", after="i3"))

    assert order(acted(given, MarkAbsent(intervention="i1"))) == ["i3", "i2", "i1", "i4"]


@pytest.mark.parametrize("absence", PUTS_OFF)
def test_two_absent_of_a_tier_follow_each_other(absence):
    given = acted(under(absence), MarkAbsent(intervention="i1"))

    after = acted(given, MarkAbsent(intervention="i2"))

    assert [each for each in order(after) if each != "i4"] == ["i3", "i1", "i2"]


def test_end_of_a_list_is_before_the_replies():
    given = under("end_of_list", inscribed(ANGOLA, "i5", intervention_kind="reply", at=later(5)))

    assert order(acted(given, MarkAbsent(intervention="i1"))) == ["i2", "i3", "i4", "i1", "i5"]


@pytest.mark.parametrize("absence", ["keep", *PUTS_OFF])
@pytest.mark.parametrize("kind", ["comment", "reply"])
@pytest.mark.parametrize("is_called", [False, True])
def test_comments_and_replies_are_never_put_off(absence, kind, is_called):
    answer = inscribed(ANGOLA, "i5", intervention_kind=kind, in_reply_to="i1", at=later(5))
    given = under(absence, answer, *([called("i5")] if is_called else []))

    assert decide(given, MarkAbsent(intervention="i5"), CHAIR, later(60)) == [MarkedAbsent(intervention="i5")]
    assert acted(given, MarkAbsent(intervention="i5")).interventions["i5"].state == "absent"


def test_absent_who_waits_on_has_neither_answered_the_roll_nor_a_limit():
    ready = done(RollAnswered(intervention="i1", answer="ready"), at=later(9), by=KENYAN)
    given = under("end_of_list", ready, called("i1"))

    absent = acted(given, MarkAbsent(intervention="i1")).interventions["i1"]

    assert (absent.roll, absent.roll_at, absent.limit_s, absent.ended_at) == (None, None, None, None)
    assert (absent.delegation, absent.inscribed_at, absent.number) == ("KEN", later(1), 1)


def test_absence_of_one_leaves_the_floor_to_whoever_has_it():
    given = under("end_of_list", *speaking("i1"))

    assert acted(given, MarkAbsent(intervention="i2")).floor == given.floor


KEPT = under("keep")
CALLED = following(KEPT, called("i1"))
SPEAKING = following(KEPT, *speaking("i1"))
ENDED = following(SPEAKING, done(SpeechEnded(intervention="i1", spoken_s=30.0), at=later(30)))
WITHDRAWN = following(KEPT, Withdrawn(intervention="i1"))
STARTED = (RuleBroken, "already_started", {"intervention": "i1", "since": later(0)})


@pytest.mark.parametrize(("given", "actor", "expected"), [
    (SPEAKING, CHAIR, STARTED),
    (following(SPEAKING, done(ClockPaused(intervention="i1"), at=later(20))), SECRETARIAT, STARTED),
    (under("end_of_list", *speaking("i1")), CHAIR, STARTED),
    (ENDED, CHAIR, (RuleBroken, "not_waiting", {"intervention": "i1", "state": "delivered"})),
    (WITHDRAWN, CHAIR, (RuleBroken, "not_waiting", {"intervention": "i1", "state": "withdrawn"})),
    (acted(KEPT, MarkAbsent(intervention="i1")), CHAIR,
     (RuleBroken, "not_waiting", {"intervention": "i1", "state": "absent"})),
    (meeting(inscribed(KENYA, "i1", delivery="written")), CHAIR,
     (RuleBroken, "not_waiting", {"intervention": "i1", "state": "written"})),
    (meeting(), CHAIR, (Unknown, "unknown_intervention", {"intervention": "i1"})),
    (KEPT, KENYAN, (NotAllowed, "not_for_role", {"role": "delegation", "command": "mark_absent"})),
])
def test_mark_absent_is_refused(given, actor, expected):
    assert refusal(given, MarkAbsent(intervention="i1"), actor) == expected


@pytest.mark.parametrize(("actor", "answer"), [
    (KENYAN, "ready"), (KENYAN, "not_in_room"), (SECRETARIAT, "ready"), (SECRETARIAT, "not_in_room"),
])
def test_roll_is_answered_by_whose_place_it_is_or_for_it(actor, answer):
    command = AnswerRoll(intervention="i1", answer=answer)

    after = acted(KEPT, command, actor)

    assert decide(KEPT, command, actor, later(60)) == [RollAnswered(intervention="i1", answer=answer)]
    assert (after.interventions["i1"].roll, after.interventions["i1"].roll_at) == (answer, later(60))
    assert order(after) == order(KEPT)


def test_roll_that_is_answered_again_changes_with_the_answer_only():
    ready = acted(KEPT, AnswerRoll(intervention="i1", answer="ready"), KENYAN)

    assert decide(ready, AnswerRoll(intervention="i1", answer="ready"), SECRETARIAT, later(90)) == []
    gone = acted(ready, AnswerRoll(intervention="i1", answer="not_in_room"), KENYAN, at=90)
    assert (gone.interventions["i1"].roll, gone.interventions["i1"].roll_at) == ("not_in_room", later(90))


@pytest.mark.parametrize(("command", "actor", "expected"), [
    (YieldPlace(intervention="i1"), KENYAN, ["i2", "i1", "i3", "i4"]),
    (YieldPlace(intervention="i2"), SECRETARIAT, ["i1", "i3", "i2", "i4"]),
    (YieldPlace(intervention="i3"), SECRETARIAT, ["i1", "i2", "i4", "i3"]),
])
def test_who_yields_stands_behind_the_next_and_nobody_else_moves(command, actor, expected):
    (event,) = decide(KEPT, command, actor, later(60))
    after = acted(KEPT, command, actor)

    assert isinstance(event, Yielded)
    assert order(after) == expected
    assert ranks(after, command.intervention) == ranks(KEPT, command.intervention)


def test_who_yields_again_goes_back_by_one_more():
    given = KEPT
    for _ in range(3):
        given = acted(given, YieldPlace(intervention="i1"), KENYAN)

    assert order(given) == ["i2", "i3", "i4", "i1"]
    assert refusal(given, YieldPlace(intervention="i1"), KENYAN) == (
        RuleBroken, "nobody_follows", {"intervention": "i1"},
    )


def test_two_who_yield_to_each_other_stand_as_before():
    given = acted(acted(KEPT, YieldPlace(intervention="i1"), KENYAN), YieldPlace(intervention="i2"), NORWEGIAN)

    assert order(given) == order(KEPT)


OWN_TWO = following(
    KEPT, inscribed(KENYA, "i9", intervention_kind="on_behalf", on_behalf_of="Friends of Victims", at=later(10)),
)


def passed_too_often():
    """Kenya's two have let each other go first until it is refused: the meeting, and which would yield once more."""
    given = OWN_TWO
    for _ in range(1000):
        before = order(given)
        first = next(each for each in before if given.interventions[each].delegation == "KEN")
        try:
            given = acted(given, YieldPlace(intervention=first), KENYAN)
        except RuleBroken:
            return given, first
        at = before.index(first)
        assert order(given) == [*before[:at], before[at + 1], first, *before[at + 2:]]
    return pytest.fail("they pass each other without end")


def test_two_of_one_delegation_do_not_pass_each_other_without_end():
    given, first = passed_too_often()

    assert refusal(given, YieldPlace(intervention=first), KENYAN) == (
        RuleBroken, "moved_too_often", {"intervention": first},
    )
    assert 50 < max(map(len, ranks(given).values())) < 150


def test_desk_moves_where_delegations_have_passed_each_other_too_often():
    given, first = passed_too_often()
    at = order(given).index(first)
    last = order(given)[at + 1]

    moved = acted(given, Move(intervention=first, after=last))

    assert order(moved) == [*order(given)[:at], last, first, *order(given)[at + 2:]]
    assert ranks(moved, first) == ranks(given, first)


YIELD, ROLL = YieldPlace(intervention="i1"), AnswerRoll(intervention="i1", answer="ready")


@pytest.mark.parametrize(("given", "command", "actor", "expected"), [
    (KEPT, YieldPlace(intervention="i4"), CHINESE, (RuleBroken, "nobody_follows", {"intervention": "i4"})),
    (meeting(inscribed(KENYA, "i1"), inscribed(NORWAY, "i2", "6")), YIELD, KENYAN,
     (RuleBroken, "nobody_follows", {"intervention": "i1"})),
    (KEPT, YIELD, NORWEGIAN, (NotAllowed, "not_yours", {"intervention": "i1"})),
    (KEPT, YIELD, CHAIR, (NotAllowed, "not_for_role", {"role": "chair", "command": "yield_place"})),
    (CALLED, YIELD, KENYAN, (RuleBroken, "not_waiting", {"intervention": "i1", "state": "called"})),
    (WITHDRAWN, YIELD, KENYAN, (RuleBroken, "not_waiting", {"intervention": "i1", "state": "withdrawn"})),
    (meeting(), YIELD, KENYAN, (Unknown, "unknown_intervention", {"intervention": "i1"})),
    (KEPT, ROLL, NORWEGIAN, (NotAllowed, "not_yours", {"intervention": "i1"})),
    (KEPT, ROLL, CHAIR, (NotAllowed, "not_for_role", {"role": "chair", "command": "answer_roll"})),
    (CALLED, ROLL, KENYAN, (RuleBroken, "not_waiting", {"intervention": "i1", "state": "called"})),
    (ENDED, ROLL, SECRETARIAT, (RuleBroken, "not_waiting", {"intervention": "i1", "state": "delivered"})),
    (meeting(), ROLL, KENYAN, (Unknown, "unknown_intervention", {"intervention": "i1"})),
])
def test_yielding_and_the_roll_are_refused(given, command, actor, expected):
    assert refusal(given, command, actor) == expected


@pytest.mark.parametrize(("given", "command", "actor", "reason"), [
    (KEPT, YIELD, KENYAN, {"code": "yielded", "at": later(60)}),
    (under("end_of_tier"), MarkAbsent(intervention="i1"), CHAIR, {"code": "was_absent", "at": later(60)}),
    (under("end_of_list"), MarkAbsent(intervention="i1"), SECRETARIAT, {"code": "was_absent", "at": later(60)}),
    (under("once_then_written", called("i1")), MarkAbsent(intervention="i1"), CHAIR,
     {"code": "was_absent", "at": later(60)}),
])
def test_place_says_why_it_is_no_more_the_first_one(given, command, actor, reason):
    after = acted(given, command, actor)

    assert because(after, after.interventions["i1"]) == [
        {"code": "state_party"}, {"code": "inscribed", "at": later(1)}, reason,
    ]


def test_place_that_the_desk_gives_after_an_absence_is_the_desk_s():
    absent = acted(under("end_of_list"), MarkAbsent(intervention="i1"))

    after = acted(absent, Move(intervention="i1", before="i2"), at=90)

    assert because(after, after.interventions["i1"])[-1] == {"code": "moved", "by": "chair", "at": later(90)}
