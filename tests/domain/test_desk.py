"""What the desk does with a wish: refuses it, has it filed in writing, puts it back to its place."""

import pytest

from app.domain.commands import Amend, Call, ConvertWritten, MarkAbsent, Move, PutBack, Refuse
from app.domain.decide import decide
from app.domain.errors import Malformed, NotAllowed, RuleBroken, Unknown
from app.domain.events import (
    ClockPaused,
    ConvertedToWritten,
    MarkedAbsent,
    PlacedBack,
    Refused,
    SpeechEnded,
    Withdrawn,
)
from app.domain.precedence import because, rank_of, waiting
from tests.factories import called, done, following, inscribed, later, meeting, opened, refusal, speaking
from tests.people import ANGOLA, CHAIR, KENYA, KENYAN, NORWAY, PERU, SECRETARIAT

BEFORE = meeting(*opened("4"), *(
    inscribed(each, f"i{number}", at=later(number)) for number, each in enumerate((KENYA, NORWAY, PERU), start=1)
))
CALLED = following(BEFORE, called("i1"))
SPEAKING = following(BEFORE, *speaking("i1"))
ENDED = following(SPEAKING, done(SpeechEnded(intervention="i1", spoken_s=30.0), at=later(30)))
WITHDRAWN = following(BEFORE, Withdrawn(intervention="i1"))
ABSENT = following(BEFORE, done(MarkedAbsent(intervention="i1"), command="mark_absent"))
REFUSED = following(BEFORE, done(Refused(intervention="i1", words="Not on this item"), command="refuse"))
CONVERTED = following(BEFORE, done(ConvertedToWritten(intervention="i1"), command="convert_written"))
WRITTEN = following(BEFORE, inscribed(KENYA, "i4", delivery="written", at=later(4)))
ON_BEHALF = {"intervention_kind": "on_behalf", "on_behalf_of": "African Group"}


def acted(given, *commands, actor=CHAIR):
    for command in commands:
        events = decide(given, command, actor, later(60))
        given = following(given, done(*events, at=later(60), by=actor, command=command.name))
    return given


def order(given, list_id="4"):
    return [each.id for each in waiting(given, list_id)]


def ranks(given):
    return {each.id: rank_of(given, each) for each in waiting(given, "4")}


def state(name):
    return RuleBroken, "not_waiting", {"intervention": "i1", "state": name}


@pytest.mark.parametrize(("given", "actor", "expected"), [
    (CALLED, CHAIR, state("called")),
    (SPEAKING, CHAIR, state("called")),
    (ENDED, SECRETARIAT, state("delivered")),
    (WITHDRAWN, CHAIR, state("withdrawn")),
    (ABSENT, CHAIR, state("absent")),
    (REFUSED, CHAIR, state("refused")),
    (meeting(), CHAIR, (Unknown, "unknown_intervention", {"intervention": "i1"})),
    (BEFORE, KENYAN, (NotAllowed, "not_for_role", {"role": "delegation", "command": "refuse"})),
])
def test_only_who_waits_or_files_a_text_is_refused(given, actor, expected):
    assert refusal(given, Refuse(intervention="i1", reason="Not on this item"), actor) == expected


def test_who_was_refused_waits_no_more_and_is_told_why():
    refused = REFUSED.interventions["i1"]

    assert (refused.state, refused.refused_for) == ("refused", "Not on this item")
    assert order(REFUSED) == ["i2", "i3"]
    assert BEFORE.interventions["i2"] == REFUSED.interventions["i2"]


def test_who_was_refused_may_ask_again():
    assert order(following(REFUSED, inscribed(KENYA, "i4", at=later(90)))) == ["i2", "i3", "i4"]


@pytest.mark.parametrize("actor", [CHAIR, SECRETARIAT])
def test_one_is_filed_in_writing_instead(actor):
    command = ConvertWritten(intervention="i2")

    after = acted(BEFORE, command, actor=actor)

    converted = after.interventions["i2"]
    assert decide(BEFORE, command, actor, later(60)) == [ConvertedToWritten(intervention="i2")]
    assert (converted.state, converted.delivery, converted.is_converted) == ("written", "written", True)
    assert order(after) == ["i1", "i3"]


@pytest.mark.parametrize(("given", "expected"), [
    (BEFORE, ["i1", "i2", "i3"]),
    (CALLED, ["i2", "i3"]),
    (WITHDRAWN, ["i2", "i3"]),
    (ABSENT, ["i2", "i3"]),
    (CONVERTED, ["i2", "i3"]),
    (acted(BEFORE, Move(intervention="i3", before="i1")), ["i3", "i1", "i2"]),
    (following(BEFORE, inscribed(NORWAY, "i4", "6")), ["i1", "i2", "i3"]),
    (following(BEFORE, inscribed(ANGOLA, "i4", intervention_kind="reply")), ["i1", "i2", "i3"]),
    (WRITTEN, ["i2", "i3"]),
    (following(WRITTEN, inscribed(KENYA, "i5", at=later(5), **ON_BEHALF)), ["i5", "i2", "i3"]),
    (meeting(inscribed(KENYA, "i1", "6")), []),
])
def test_all_who_wait_on_a_list_file_in_writing_but_replies_and_who_has_a_text(given, expected):
    assert decide(given, ConvertWritten(list="4"), CHAIR, later(60)) == [
        ConvertedToWritten(intervention=each) for each in expected
    ]


@pytest.mark.parametrize(("given", "command", "actor", "expected"), [
    (BEFORE, ConvertWritten(), CHAIR,
     (Malformed, "one_of", {"field": "intervention", "fields": ["intervention", "list"]})),
    (BEFORE, ConvertWritten(intervention="i1", list="4"), CHAIR,
     (Malformed, "one_of", {"field": "intervention", "fields": ["intervention", "list"]})),
    (BEFORE, ConvertWritten(list="99"), CHAIR, (Unknown, "unknown_list", {"list": "99"})),
    (BEFORE, ConvertWritten(intervention="i99"), CHAIR, (Unknown, "unknown_intervention", {"intervention": "i99"})),
    (WRITTEN, ConvertWritten(intervention="i1"), CHAIR,
     (RuleBroken, "already_inscribed", {"intervention": "i4", "since": later(4)})),
    (CALLED, ConvertWritten(intervention="i1"), CHAIR, state("called")),
    (CONVERTED, ConvertWritten(intervention="i1"), CHAIR, state("written")),
    (BEFORE, ConvertWritten(intervention="i1"), KENYAN,
     (NotAllowed, "not_for_role", {"role": "delegation", "command": "convert_written"})),
])
def test_filing_in_writing_is_refused(given, command, actor, expected):
    assert refusal(given, command, actor) == expected


@pytest.mark.parametrize("given", [CALLED, ABSENT, REFUSED, CONVERTED])
@pytest.mark.parametrize("actor", [CHAIR, SECRETARIAT])
def test_who_is_put_back_has_the_place_that_it_had(given, actor):
    after = acted(given, PutBack(intervention="i1"), actor=actor)

    back = after.interventions["i1"]
    assert decide(given, PutBack(intervention="i1"), actor, later(60)) == [PlacedBack(intervention="i1", rank=None)]
    assert ranks(after) == ranks(BEFORE)
    assert after.floor is None
    assert (back.state, back.delivery, back.is_converted, back.refused_for, back.limit_s, back.ended_at) == (
        "inscribed", "spoken", False, None, None, None,
    )
    assert because(after, back) == because(BEFORE, BEFORE.interventions["i1"])


def test_who_was_called_and_is_put_back_can_be_called_again():
    after = acted(CALLED, PutBack(intervention="i1"), Call(intervention="i1", ending=None))

    assert after.floor is not None
    assert after.floor.intervention == "i1"


def test_putting_back_leaves_the_floor_to_whoever_has_it():
    given = following(ABSENT, *speaking("i2"))

    assert acted(given, PutBack(intervention="i1")).floor == given.floor


LEAVES = (
    ConvertWritten(intervention="i3"), MarkAbsent(intervention="i3"), Call(intervention="i3", ending=None),
)


@pytest.mark.parametrize("leaves", LEAVES)
def test_place_that_was_given_by_hand_is_given_back_too(leaves):
    moved = acted(BEFORE, Move(intervention="i3", after="i1"))

    after = acted(moved, leaves, PutBack(intervention="i3"))

    assert order(after) == ["i1", "i3", "i2"]
    assert ranks(after) == ranks(moved)


@pytest.mark.parametrize("leaves", LEAVES)
def test_who_finds_its_place_taken_stands_right_behind(leaves):
    four = following(BEFORE, inscribed(ANGOLA, "i4", at=later(4)))
    moved = acted(four, Move(intervention="i3", after="i1"))
    taken = acted(moved, leaves, Move(intervention="i4", after="i1"))

    after = acted(taken, PutBack(intervention="i3"), actor=SECRETARIAT)

    assert ranks(taken)["i4"] == ranks(moved)["i3"]
    assert order(after) == ["i1", "i4", "i3", "i2"]
    assert {name: rank for name, rank in ranks(after).items() if name != "i3"} == {
        name: rank for name, rank in ranks(taken).items() if name != "i3"
    }
    assert because(after, after.interventions["i3"])[-1] == {"code": "moved", "by": "secretariat", "at": later(60)}


def gone(name, intervention="i1"):
    return RuleBroken, "not_gone", {"intervention": intervention, "state": name}


STARTED = (RuleBroken, "already_started", {"intervention": "i1", "since": later(0)})
AGAIN = inscribed(KENYA, "i4", at=later(70))
DOUBLE = (RuleBroken, "already_inscribed", {"intervention": "i4", "since": later(70)})


@pytest.mark.parametrize(("given", "command", "actor", "expected"), [
    (BEFORE, PutBack(intervention="i1"), CHAIR, gone("inscribed")),
    (ENDED, PutBack(intervention="i1"), CHAIR, gone("delivered")),
    (WITHDRAWN, PutBack(intervention="i1"), CHAIR, gone("withdrawn")),
    (WRITTEN, PutBack(intervention="i4"), CHAIR, gone("written", "i4")),
    (acted(BEFORE, Amend(intervention="i1", delivery="written"), actor=SECRETARIAT), PutBack(intervention="i1"), CHAIR,
     gone("written")),
    (SPEAKING, PutBack(intervention="i1"), CHAIR, STARTED),
    (following(SPEAKING, done(ClockPaused(intervention="i1"), at=later(20))), PutBack(intervention="i1"), CHAIR,
     STARTED),
    (following(CALLED, AGAIN), PutBack(intervention="i1"), CHAIR, DOUBLE),
    (following(ABSENT, AGAIN), PutBack(intervention="i1"), CHAIR, DOUBLE),
    (following(REFUSED, AGAIN), PutBack(intervention="i1"), SECRETARIAT, DOUBLE),
    (following(CONVERTED, AGAIN), PutBack(intervention="i1"), CHAIR, DOUBLE),
    (BEFORE, PutBack(intervention="i99"), CHAIR, (Unknown, "unknown_intervention", {"intervention": "i99"})),
    (REFUSED, PutBack(intervention="i1"), KENYAN,
     (NotAllowed, "not_for_role", {"role": "delegation", "command": "put_back"})),
])
def test_putting_back_is_refused(given, command, actor, expected):
    assert refusal(given, command, actor, later(80)) == expected
