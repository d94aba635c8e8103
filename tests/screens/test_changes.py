"""Who is told of what, and how much it takes to say."""

import pytest

from app.domain.commands import Call
from app.domain.decide import decide
from app.domain.events import Called, ClockPaused, LimitSet, ListClosed, Moved, Suspended, TakenUp, Told, Withdrawn
from app.screens.views import Views
from tests.factories import amended, called, done, following, inscribed, later, meeting
from tests.people import CHAIR, DELEGATIONS, NORWAY
from tests.screens.sample import FULL


def audiences():
    return [
        ("room", None, None), ("public", None, None), ("booth", None, None), ("chair", None, None),
        ("secretariat", None, None), ("room", "4", None), ("delegate", None, "KEN"), ("delegate", None, "NOR"),
    ]


R, P, B, C, S, R4, DK, DN = audiences()
ALL = set(audiences())


@pytest.mark.parametrize(("happened", "told"), [
    (done(amended("i4", note="new", language="en", at=later(3))), {C, S, DK}),
    (amended("i4", note="new", language="en", at=later(3)), {C, S, DK}),
    (amended("i4", note="note of Kenya", language="en", at=later(3), speaker="Ms A"), ALL - {R4}),
    (amended("i7", note="new", language="en"), {DK}),
    (amended("i6", delivery="written", speaker="Mr Written", note="new"), {DN}),
    (inscribed(NORWAY, "i11", "2.1", part="2.3", at=later(9)), ALL - {R4}),
    (inscribed(NORWAY, "i11", "4", at=later(9)), {R4, C, S, DK, DN}),
    (inscribed(NORWAY, "i11", "4", delivery="written"), {DN}),
    (Withdrawn(intervention="i7"), {R4, C, S, DK, DN}),
    (done(Called(intervention="i2", limit_s=300)), ALL),
    (done(ClockPaused(intervention="i1")), ALL),
    (done(Told(words=None)), ALL),
    (done(Suspended()), ALL),
    (done(TakenUp(list="4")), ALL),
    (done(TakenUp(list="6")), ALL - {R4}),
    (done(ListClosed(list="4")), {R4, C, S, DK, DN}),
    (done(ListClosed(list="6")), {C, S, DK, DN}),
    (done(LimitSet(list="4", category="ngo", seconds=7)), {R4, C, S, DK, DN}),
    (done(LimitSet(list="2.1", category="all", seconds=7)), ALL - {R4}),
    (done(Moved(intervention="i4", rank="1")), ALL - {R4}),
])
def test_each_change_is_told_to_those_whom_it_concerns(happened, told):
    """Written by hand: a patch that tells nobody anything would pass every other law."""
    before, after = Views(FULL), Views(following(FULL, happened))

    assert {each for each in ALL if before.screen(*each).tag != after.screen(*each).tag} == told


def long_list(length):
    given = meeting(*(
        inscribed(DELEGATIONS[n % len(DELEGATIONS)], f"i{n}", intervention_kind="comment", at=later(n))
        for n in range(1, length + 1)
    ), called("i1"))
    (_, second, *_) = sorted(Views(given).screen("room").value["entries"].items(), key=lambda entry: entry[1]["rank"])
    return given, second[0]


def test_calling_the_next_of_500_is_as_small_as_of_5():
    sizes = {}
    for length in (5, 500):
        given, called_next = long_list(length)
        after = following(given, *decide(given, Call(intervention=called_next, ending="i1"), CHAIR, later(60)))
        patch = Views(after).screen("room").patch_from(Views(given).screen("room"))
        sizes[length] = len(str(patch))
        assert patch["entries"] == {called_next: None}

    assert abs(sizes[500] - sizes[5]) < 80


def test_screen_depends_on_the_log_alone():
    """In whatever order its parts are asked for, and whatever is kept of them."""
    backwards, alone = Views(FULL), {each: Views(FULL).screen(*each).tag for each in ALL}

    assert {each: backwards.screen(*each).tag for each in reversed(audiences())} == alone
