"""How an intervention is amended and withdrawn."""

import pytest

from app.domain.commands import Amend, Withdraw
from app.domain.decide import decide
from app.domain.errors import Malformed, NotAllowed, RuleBroken, Unknown
from app.domain.events import ListClosed, Moved, SpeechEnded, Withdrawn
from app.domain.precedence import rank_of, waiting
from tests.factories import NOON, amended, called, following, inscribed, later, meeting, opened, refusal
from tests.people import ANGOLA, CHAIR, COLOMBIA, KENYA, KENYAN, NORWAY, NORWEGIAN, SECRETARIAT

GIVEN = meeting(
    *opened("4"),
    inscribed(KENYA, "i1", speaker="Ms Mwangi", note="late", minutes=3, language="en"),
    inscribed(NORWAY, "i2", at=later(1)),
)


def kept(**changes):
    """The amendment of i1, whole: what was there, and what changes."""
    return amended("i1", **{"speaker": "Ms Mwangi", "note": "late", "minutes": 3, "language": "en", **changes})


@pytest.mark.parametrize(("command", "changes"), [
    (Amend(intervention="i1", speaker="Mr Otieno"), {"speaker": "Mr Otieno"}),
    (Amend(intervention="i1", speaker=""), {"speaker": None}),
    (Amend(intervention="i1", note=None), {"note": None}),
    (Amend(intervention="i1", minutes=5), {"minutes": 5}),
    (Amend(intervention="i1", minutes=None), {"minutes": None}),
    (Amend(intervention="i1", language="fr"), {"language": "fr"}),
    (Amend(intervention="i1", kind="on_behalf", on_behalf_of="African Group"),
     {"intervention_kind": "on_behalf", "on_behalf_of": "African Group"}),
    (Amend(intervention="i1", kind="reply", in_reply_to="i2"), {"intervention_kind": "reply", "in_reply_to": "i2"}),
    (Amend(intervention="i1", delivery="written"), {"delivery": "written"}),
])
def test_amend_changes_what_is_named_and_keeps_the_rest(command, changes):
    for actor in (KENYAN, SECRETARIAT):
        assert decide(GIVEN, command, actor, later(60)) == [kept(**changes)]


@pytest.mark.parametrize("command", [
    Amend(intervention="i1"), Amend(intervention="i1", speaker="Ms Mwangi "), Amend(intervention="i1", minutes=3),
    Amend(intervention="i1", speaker_gender="woman"), Amend(intervention="i1", kind="statement", delivery="spoken"),
])
def test_amend_that_changes_nothing_is_no_event(command):
    assert decide(GIVEN, command, KENYAN, later(60)) == []


def test_amend_keeps_the_place_by_time_of_inscription():
    after = following(GIVEN, *decide(GIVEN, Amend(intervention="i1", minutes=1), KENYAN, later(60)))

    assert [each.id for each in waiting(after, "4")] == ["i1", "i2"]


def test_amend_a_text_into_speech_joins_the_end_of_its_tier():
    handed_in = following(GIVEN, kept(delivery="written"))

    events = decide(handed_in, Amend(intervention="i1", delivery="spoken"), KENYAN, later(60))

    assert events == [kept(at=later(60))]
    assert [each.id for each in waiting(handed_in, "4")] == ["i2"]
    assert [each.id for each in waiting(following(handed_in, *events), "4")] == ["i2", "i1"]


def test_amend_a_text_into_speech_leaves_the_place_that_it_had_by_hand():
    moved = Moved(intervention="i2", rank="0")
    written = amended("i2", delivery="written", at=later(1))
    given = following(GIVEN, moved, written, Moved(intervention="i1", rank="0"))

    after = following(given, *decide(given, Amend(intervention="i2", delivery="spoken"), NORWEGIAN, later(60)))

    assert [each.id for each in waiting(after, "4")] == ["i1", "i2"]
    assert after.interventions["i2"].rank is None
    assert len({rank_of(after, each) for each in waiting(after, "4")}) == 2


def test_amend_cannot_hang_two_interventions_under_each_other():
    given = meeting(
        *opened("3.4"), inscribed(ANGOLA, "i1", "3.4", part="3.4"), inscribed(KENYA, "i2", "3.4"),
        inscribed(NORWAY, "i3", "3.4", intervention_kind="comment", in_reply_to="i2"),
    )

    made_a_comment = decide(given, Amend(intervention="i2", kind="comment", in_reply_to="i1"), KENYAN, NOON)
    under_each_other = refusal(given, Amend(intervention="i2", kind="comment", in_reply_to="i3"), KENYAN)

    assert {each.id for each in waiting(following(given, *made_a_comment), "3.4")} == {"i1", "i2", "i3"}
    assert under_each_other == (RuleBroken, "other_list", {"intervention": "i2", "list": "3.4"})


GONE = following(GIVEN, Withdrawn(intervention="i1"))
ON_FLOOR = following(GIVEN, called("i1"))
DELIVERED = following(ON_FLOOR, SpeechEnded(intervention="i1", spoken_s=0.0))
CLOSED = following(GIVEN, kept(delivery="written"), ListClosed(list="4"))
TWICE = following(GIVEN, inscribed(KENYA, "i3", intervention_kind="on_behalf", on_behalf_of="Friends", at=later(9)))


@pytest.mark.parametrize(("given", "command", "actor", "expected"), [
    (GIVEN, Amend(intervention="i9"), KENYAN, (Unknown, "unknown_intervention", {"intervention": "i9"})),
    (GIVEN, Amend(intervention="i2", note="mine"), KENYAN, (NotAllowed, "not_yours", {"intervention": "i2"})),
    (GIVEN, Amend(intervention="i1"), CHAIR, (NotAllowed, "not_for_role", {"role": "chair", "command": "amend"})),
    (GONE, Amend(intervention="i1"), KENYAN,
     (RuleBroken, "not_waiting", {"intervention": "i1", "state": "withdrawn"})),
    (ON_FLOOR, Amend(intervention="i1"), SECRETARIAT,
     (RuleBroken, "not_waiting", {"intervention": "i1", "state": "called"})),
    (DELIVERED, Amend(intervention="i1"), SECRETARIAT,
     (RuleBroken, "not_waiting", {"intervention": "i1", "state": "delivered"})),
    (GIVEN, Amend(intervention="i1", kind="on_behalf"), KENYAN, (Malformed, "missing", {"field": "on_behalf_of"})),
    (GIVEN, Amend(intervention="i1", in_reply_to="i1"), KENYAN,
     (RuleBroken, "other_list", {"intervention": "i1", "list": "4"})),
    (GIVEN, Amend(intervention="i1", in_reply_to="i9"), KENYAN,
     (Unknown, "unknown_intervention", {"intervention": "i9"})),
    (GIVEN, Amend(intervention="i1", minutes=500), KENYAN,
     (Malformed, "out_of_range", {"field": "minutes", "least": 1, "most": 240})),
    (GIVEN, Amend(intervention="i1", language="English"), KENYAN,
     (Malformed, "unknown_language", {"field": "language"})),
    (GIVEN, Amend(intervention="i1", speaker="\ud800"), KENYAN,
     (Malformed, "not_plain_text", {"field": "speaker"})),
    (GIVEN, Amend(intervention="i1", speaker_gender="\x00"), KENYAN,
     (Malformed, "not_plain_text", {"field": "speaker_gender"})),
    (TWICE, Amend(intervention="i3", kind="statement"), KENYAN,
     (RuleBroken, "already_inscribed", {"intervention": "i1", "since": NOON})),
    (CLOSED, Amend(intervention="i1", delivery="spoken"), KENYAN,
     (RuleBroken, "list_closed", {"list": "4", "since": NOON})),
])
def test_amend_is_refused(given, command, actor, expected):
    assert refusal(given, command, actor) == expected


def test_amend_a_text_into_speech_on_a_closed_list_by_the_desk():
    assert decide(CLOSED, Amend(intervention="i1", delivery="spoken"), SECRETARIAT, NOON) == [kept()]


def test_withdraw_takes_off_the_list():
    for actor in (KENYAN, SECRETARIAT):
        events = decide(GIVEN, Withdraw(intervention="i1"), actor, NOON)

        assert events == [Withdrawn(intervention="i1")]
        assert [each.id for each in waiting(following(GIVEN, *events), "4")] == ["i2"]


def test_withdraw_a_text_that_was_handed_in():
    given = meeting(*opened("4"), inscribed(COLOMBIA, "i1", delivery="written"))

    events = decide(given, Withdraw(intervention="i1"), SECRETARIAT, NOON)

    assert following(given, *events).interventions["i1"].state == "withdrawn"


@pytest.mark.parametrize(("given", "actor", "expected"), [
    (meeting(), KENYAN, (Unknown, "unknown_intervention", {"intervention": "i1"})),
    (GIVEN, NORWEGIAN, (NotAllowed, "not_yours", {"intervention": "i1"})),
    (GIVEN, CHAIR, (NotAllowed, "not_for_role", {"role": "chair", "command": "withdraw"})),
    (GONE, KENYAN, (RuleBroken, "not_waiting", {"intervention": "i1", "state": "withdrawn"})),
    (ON_FLOOR, KENYAN, (RuleBroken, "not_waiting", {"intervention": "i1", "state": "called"})),
    (DELIVERED, SECRETARIAT, (RuleBroken, "not_waiting", {"intervention": "i1", "state": "delivered"})),
])
def test_withdraw_is_refused(given, actor, expected):
    assert refusal(given, Withdraw(intervention="i1"), actor) == expected
