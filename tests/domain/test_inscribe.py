"""How an intervention comes onto a list."""

from dataclasses import replace

import pytest

from app.domain.commands import Inscribe
from app.domain.decide import decide
from app.domain.errors import Malformed, NotAllowed, RuleBroken, Unknown
from app.domain.events import ClosingAnnounced, ListClosed, SpeechEnded, Withdrawn
from app.domain.inscription import MOST_ON_LIST
from tests.factories import NOON, called, following, inscribed, later, meeting, opened, refusal, speaking
from tests.people import (
    ANGOLA,
    ANGOLAN,
    CHAIR,
    COLOMBIAN,
    CROATIA,
    HALO,
    KENYA,
    KENYAN,
    NORWAY,
    SECRETARIAT,
    acting_for,
)

OPEN = meeting(*opened("2.1", "3.4", "4", "6"))


def test_inscribe_joins_the_list_now():
    given = meeting(*opened("4"), inscribed(NORWAY, "i1"))

    events = decide(given, Inscribe(list="4", speaker="  Ms A. Mwangi ", note="by\nvideo"), KENYAN, later(5))

    assert events == [inscribed(KENYA, "i2", at=later(5), speaker="Ms A. Mwangi", note="by\nvideo")]


def test_inscribe_speaks_the_language_of_the_delegation_unless_it_says_another():
    first = decide(OPEN, Inscribe(list="4"), COLOMBIAN, NOON)
    second = decide(OPEN, Inscribe(list="4", language="fr"), COLOMBIAN, NOON)

    assert [first[0].language, second[0].language] == ["es", "fr"]


def test_inscribe_by_the_desk_for_any_delegation_on_a_closed_list():
    for given in (meeting(), meeting(*opened("4"), ListClosed(list="4"))):
        events = decide(given, Inscribe(list="4", delegation="NOR"), SECRETARIAT, NOON)

        assert events == [inscribed(NORWAY, "i1")]


def test_inscribe_while_the_closing_is_announced():
    given = meeting(*opened("4"), ClosingAnnounced(list="4"))

    assert decide(given, Inscribe(list="4"), KENYAN, NOON) == [inscribed(KENYA, "i1")]


def test_inscribe_a_text_does_not_wait():
    events = decide(OPEN, Inscribe(list="4", delivery="written"), KENYAN, NOON)

    assert events == [inscribed(KENYA, "i1", delivery="written")]


@pytest.mark.parametrize(("delegation", "list_id", "part"), [
    (CROATIA, "2.1", "2.2"), (KENYA, "2.1", "2.3"), (ANGOLA, "3.4", "3.4"), (KENYA, "3.4", None), (KENYA, "4", None),
])
def test_inscribe_finds_its_part(delegation, list_id, part):
    (event,) = decide(OPEN, Inscribe(list=list_id), acting_for(delegation), NOON)

    assert event.part == part


def test_inscribe_the_desk_chooses_the_part_or_the_role_of_who_presides():
    by_part = decide(OPEN, Inscribe(list="2.1", delegation="HRV", part="2.3"), CHAIR, NOON)
    by_role = decide(OPEN, Inscribe(list="2.1", delegation="COL", role="president"), CHAIR, NOON)

    assert [(by_part[0].part, by_part[0].role), (by_role[0].part, by_role[0].role)] == [
        ("2.3", None), ("2.1", "president"),
    ]


def test_inscribe_a_panellist_is_one_for_its_statement_only():
    statement = decide(OPEN, Inscribe(list="6"), acting_for(HALO), NOON)
    comment = decide(OPEN, Inscribe(list="6", kind="comment"), acting_for(HALO), NOON)

    assert (statement[0].role, comment[0].role) == ("panellist", None)


def test_inscribe_a_comment_is_on_the_only_presentation_of_the_list():
    given = meeting(*opened("3.4"), inscribed(ANGOLA, "i1", "3.4", part="3.4"))

    (event,) = decide(given, Inscribe(list="3.4", kind="comment"), KENYAN, NOON)

    assert (event.in_reply_to, event.part) == ("i1", "3.4")


def test_inscribe_a_comment_on_a_comment_is_on_its_presentation():
    given = meeting(
        *opened("3.4"), inscribed(ANGOLA, "i1", "3.4", part="3.4"),
        inscribed(KENYA, "i2", "3.4", part="3.4", intervention_kind="comment", in_reply_to="i1"),
    )

    (event,) = decide(given, Inscribe(list="3.4", kind="comment", in_reply_to="i2"), ANGOLAN, NOON)

    assert event.in_reply_to == "i1"


def test_inscribe_comments_and_replies_as_often_as_one_likes():
    given = meeting(
        *opened("4"), inscribed(KENYA, "i1", intervention_kind="comment"),
        inscribed(KENYA, "i2", intervention_kind="reply"),
    )

    for kind in ("comment", "reply"):
        assert [each.intervention for each in decide(given, Inscribe(list="4", kind=kind), KENYAN, NOON)] == ["i3"]


@pytest.mark.parametrize("happened", [Withdrawn(intervention="i1"), called("i1")])
def test_inscribe_again_once_the_first_no_longer_waits(happened):
    given = meeting(*opened("4"), inscribed(KENYA, "i1"), happened)

    assert decide(given, Inscribe(list="4"), KENYAN, NOON) == [inscribed(KENYA, "i2")]


def test_inscribe_another_kind_another_delivery_or_another_list_beside_the_first():
    given = meeting(*opened("4", "6"), inscribed(KENYA, "i1"))

    for command in (
        Inscribe(list="4", kind="on_behalf", on_behalf_of="Friends"), Inscribe(list="4", delivery="written"),
        Inscribe(list="6"),
    ):
        assert len(decide(given, command, KENYAN, NOON)) == 1


def test_inscribe_never_gives_a_number_again():
    given = meeting(*opened("4"), inscribed(KENYA, "i1"), Withdrawn(intervention="i1"))

    assert decide(given, Inscribe(list="4"), KENYAN, NOON)[0].intervention == "i2"


WAITS = meeting(*opened("4", "6"), inscribed(KENYA, "i1"), inscribed(KENYA, "i2", delivery="written"))


@pytest.mark.parametrize(("given", "command", "actor", "expected"), [
    (OPEN, Inscribe(list="77"), KENYAN, (Unknown, "unknown_list", {"list": "77"})),
    (OPEN, Inscribe(list="4"), CHAIR, (Malformed, "missing", {"field": "delegation"})),
    (OPEN, Inscribe(list="4", delegation="XXX"), CHAIR, (Unknown, "unknown_delegation", {"delegation": "XXX"})),
    (OPEN, Inscribe(list="4", delegation="NOR"), KENYAN, (NotAllowed, "not_yours", {"delegation": "NOR"})),
    (OPEN, Inscribe(list="4", part="2.3"), KENYAN, (NotAllowed, "desk_only", {"field": "part"})),
    (OPEN, Inscribe(list="4", role="president"), KENYAN, (NotAllowed, "desk_only", {"field": "role"})),
    (meeting(), Inscribe(list="4"), KENYAN, (RuleBroken, "list_not_open", {"list": "4"})),
    (meeting(*opened("4"), ListClosed(list="4")), Inscribe(list="4"), KENYAN,
     (RuleBroken, "list_closed", {"list": "4", "since": NOON})),
    (meeting(*opened("1")), Inscribe(list="1"), KENYAN, (RuleBroken, "by_the_desk_only", {"list": "1", "since": NOON})),
    (meeting(*opened("9")), Inscribe(list="9"), COLOMBIAN,
     (RuleBroken, "by_the_desk_only", {"list": "9", "since": NOON})),
    (WAITS, Inscribe(list="4"), KENYAN, (RuleBroken, "already_inscribed", {"intervention": "i1", "since": NOON})),
    (WAITS, Inscribe(list="4", delegation="KEN"), SECRETARIAT,
     (RuleBroken, "already_inscribed", {"intervention": "i1", "since": NOON})),
    (WAITS, Inscribe(list="4", delivery="written"), KENYAN,
     (RuleBroken, "already_inscribed", {"intervention": "i2", "since": NOON})),
    (OPEN, Inscribe(list="4", kind="on_behalf"), KENYAN, (Malformed, "missing", {"field": "on_behalf_of"})),
    (OPEN, Inscribe(list="4", kind="on_behalf", on_behalf_of=" \u200f "), KENYAN,
     (Malformed, "missing", {"field": "on_behalf_of"})),
    (OPEN, Inscribe(list="4", in_reply_to="i9"), KENYAN,
     (Unknown, "unknown_intervention", {"intervention": "i9"})),
    (WAITS, Inscribe(list="6", kind="reply", in_reply_to="i1"), KENYAN,
     (RuleBroken, "other_list", {"intervention": "i1", "list": "4"})),
    (OPEN, Inscribe(list="4", minutes=0), KENYAN,
     (Malformed, "out_of_range", {"field": "minutes", "least": 1, "most": 240})),
    (OPEN, Inscribe(list="4", minutes=241), KENYAN,
     (Malformed, "out_of_range", {"field": "minutes", "least": 1, "most": 240})),
    (OPEN, Inscribe(list="4", language="EN"), KENYAN, (Malformed, "unknown_language", {"field": "language"})),
    (OPEN, Inscribe(list="4", speaker="x" * 121), KENYAN, (Malformed, "too_long", {"field": "speaker", "most": 120})),
    (OPEN, Inscribe(list="4", speaker="a\nb"), KENYAN, (Malformed, "not_plain_text", {"field": "speaker"})),
    (OPEN, Inscribe(list="4", note="\x07"), KENYAN, (Malformed, "not_plain_text", {"field": "note"})),
    (OPEN, Inscribe(list="4", speaker_gender="g" * 41), KENYAN,
     (Malformed, "too_long", {"field": "speaker_gender", "most": 40})),
    (OPEN, Inscribe(list="2.1", delegation="HRV", part="9.9"), CHAIR,
     (Unknown, "unknown_part", {"part": "9.9", "list": "2.1"})),
    (OPEN, Inscribe(list="2.1", delegation="HRV", role="r" * 41), CHAIR,
     (Malformed, "too_long", {"field": "role", "most": 40})),
])
def test_inscribe_is_refused(given, command, actor, expected):
    assert refusal(given, command, actor) == expected


def test_inscribe_refused_says_when_the_list_opens():
    programme_window = meeting()
    lists = {**programme_window.lists, "4": type(programme_window.lists["4"])(id="4", opens_at=later(60))}
    given = type(programme_window)(**{**vars(programme_window), "lists": lists})

    assert refusal(given, Inscribe(list="4"), KENYAN) == (
        RuleBroken, "list_not_open", {"list": "4", "opens_at": later(60)},
    )


def left_behind(kind, many, **more):
    """So many of Kenya's on the list, each of which it gave up, or which wait as comments."""
    happened = []
    for number in range(1, many + 1):
        happened.append(inscribed(KENYA, f"i{number}", intervention_kind=kind, **more))
        if kind == "statement":
            happened.append(Withdrawn(intervention=f"i{number}"))
    return meeting(*opened("4", "6"), *happened)


DRAFTED = {"is_draft": True}


@pytest.mark.parametrize(("kind", "more"), [
    ("statement", {}), ("statement", DRAFTED), ("comment", {}), ("comment", DRAFTED),
    ("comment", {"delivery": "written"}),
])
@pytest.mark.parametrize("command", [
    Inscribe(list="4"), Inscribe(list="4", kind="comment"), Inscribe(list="4", draft=True),
    Inscribe(list="4", delivery="written"),
])
def test_inscribe_and_give_up_in_a_circle_comes_to_an_end(kind, more, command):
    full, nearly = left_behind(kind, MOST_ON_LIST, **more), left_behind(kind, MOST_ON_LIST - 1, **more)

    assert decide(nearly, command, KENYAN, NOON)
    assert refusal(full, command, KENYAN) == (
        RuleBroken, "too_many_on_list", {"list": "4", "most": MOST_ON_LIST},
    )
    assert decide(full, replace(command, list="6"), KENYAN, NOON)
    assert decide(full, command, acting_for(NORWAY), NOON)
    assert decide(full, replace(command, delegation="KEN"), SECRETARIAT, NOON)


def test_what_was_heard_or_waits_as_a_statement_leaves_room():
    given = left_behind("statement", MOST_ON_LIST - 1)
    given = following(given, inscribed(KENYA, "i50"), *speaking("i50"), SpeechEnded(intervention="i50", spoken_s=60.0))
    given = following(given, inscribed(KENYA, "i51"))

    assert decide(given, Inscribe(list="4", kind="comment"), KENYAN, NOON)
