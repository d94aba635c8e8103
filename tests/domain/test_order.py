"""Who stands where, why, and how long each may speak: on the real programme, and on lists made for a question."""

from dataclasses import replace
from itertools import permutations

import pytest

from app.domain.events import LimitSet
from app.domain.limits import limit_of, limits_by_category, takes_s
from app.domain.precedence import because, category_of, rank_of, waiting
from tests.factories import INVITATION, NOON, done, following, inscribed, later, meeting
from tests.people import (
    ANGOLA,
    CAMPAIGN,
    CHINA,
    COLOMBIA,
    CROATIA,
    EUROPE,
    HALO,
    KENYA,
    NORWAY,
    PERU,
    RED_CROSS,
)
from tests.real_meeting import real_meeting

REAL = following(meeting(), done(*real_meeting(), at=INVITATION))


def real(list_id, *names):
    return [
        (each.delegation, *(name(REAL, each) for name in names)) for each in waiting(REAL, list_id)
    ]


def codes(given, intervention):
    return [reason["code"] for reason in because(given, intervention)]


def test_item_2_of_the_real_meeting():
    assert real("2.1", category_of, limit_of, codes) == [
        *(
            (code, "invited_state_party", 300, ["invited", "inscribed"])
            for code in ("HRV", "PER", "IRQ", "SDN", "COL")
        ),
        ("EU", "group", 300, ["group", "inscribed"]),
        *(
            (code, "state_party", 180, ["state_party", "inscribed"])
            for code in ("CHL", "ITA", "BEL", "AUT", "CAN", "AUS", "TUR", "THA", "IRL")
        ),
        ("IACG-MA", "international_organization", 180, ["international_organization", "inscribed"]),
        ("ICBL-CMC", "ngo", 180, ["ngo", "inscribed"]),
    ]


def test_item_3_9_of_the_real_meeting_and_its_reply():
    assert [code for code, in real("3.9")] == [
        "SRB", "HRV", "MRT", "BIH", "SOM", "COL", "GBR", "SDN", "SSD", "NER", "COD", "TJK", "AFG", "UKR",
        "EU", "NOR", "CAN", "ICRC", "UNMAS", "ICBL-CMC", "ARG",
    ]
    assert real("3.9", limit_of, codes)[-1] == ("ARG", 180, ["reply_to", "inscribed"])
    assert real("3.9", category_of, limit_of)[-3] == ("UNMAS", "international_organization", 180)


def test_presentation_of_the_real_meeting_carries_its_comments():
    assert real("3.4", category_of, limit_of, codes) == [
        ("AGO", "invited_state_party", 900, ["invited", "inscribed"]),
        ("ICBL-CMC", "ngo", 180, ["comment_on", "ngo", "inscribed"]),
        ("HALO", "ngo", 180, ["comment_on", "ngo", "inscribed"]),
    ]


def test_panel_of_the_real_meeting_opens_its_discussion():
    assert real("6", codes, limit_of) == [
        *((code, ["panellist", "inscribed"], 120) for code in ("HALO", "MAG", "NPA", "DDG")),
        ("CHE", ["state_party", "inscribed"], 120), ("AGO", ["state_party", "inscribed"], 120),
    ]


def test_who_presides_opens_and_closes_the_real_meeting():
    assert real("1", category_of) == [("AUT", "presiding"), ("GICHD", "international_organization")]
    assert real("9", category_of, limit_of) == [("AUT", "presiding", 600)]


def test_order_does_not_depend_on_who_came_first_into_the_log():
    events = [
        inscribed(CROATIA, "i1", "2.1", part="2.2", at=later(50)), inscribed(PERU, "i2", "2.1", part="2.2"),
        inscribed(KENYA, "i3", "2.1", part="2.3", at=later(20)), inscribed(CHINA, "i4", "2.1", part="2.3"),
        inscribed(EUROPE, "i5", "2.1", part="2.3", intervention_kind="on_behalf", at=later(99),
                  on_behalf_of="european union AND its member states"),
    ]
    expected = ["PER", "HRV", "EU", "KEN", "CHN"]

    for arranged in permutations(events):
        assert [each.delegation for each in waiting(meeting(*arranged), "2.1")] == expected


def test_order_at_one_instant_is_that_of_the_log():
    given = meeting(*(inscribed(each, f"i{n}") for n, each in enumerate((NORWAY, KENYA, ANGOLA), start=1)))

    assert [each.id for each in waiting(given, "4")] == ["i1", "i2", "i3"]


def of(event, *before):
    given = meeting(*before, event)
    return given, given.interventions[event.intervention]


GROUP = "European Union and its member States"


@pytest.mark.parametrize(("event", "category"), [
    (inscribed(COLOMBIA, "i1", "2.1", part="2.1"), "presiding"),
    (inscribed(COLOMBIA, "i1", "2.1", part="2.3", role="president"), "presiding"),
    (inscribed(COLOMBIA, "i1", "2.1", part="2.2"), "invited_state_party"),
    (inscribed(COLOMBIA, "i1", "2.1", part="2.3"), "state_party"),
    (inscribed(KENYA, "i1", "2.1", part="2.1"), "state_party"),
    (inscribed(KENYA, "i1", "2.1", part="2.3", role="president"), "state_party"),
    (inscribed(COLOMBIA, "i1", "9"), "presiding"),
    (inscribed(KENYA, "i1", "9"), "state_party"),
    (inscribed(COLOMBIA, "i1", "9", intervention_kind="reply"), "state_party"),
    (inscribed(EUROPE, "i1", intervention_kind="on_behalf", on_behalf_of=GROUP), "group"),
    (inscribed(EUROPE, "i1", intervention_kind="on_behalf", on_behalf_of="EU"), "group"),
    (inscribed(EUROPE, "i1", intervention_kind="on_behalf", on_behalf_of="European Union"), "group"),
    (inscribed(KENYA, "i1", intervention_kind="on_behalf", on_behalf_of="African Group"), "group"),
    (inscribed(KENYA, "i1", intervention_kind="on_behalf", on_behalf_of="Friends"), "state_party"),
    (inscribed(EUROPE, "i1", on_behalf_of=GROUP), "other"),
    (inscribed(CHINA, "i1"), "state_not_party"),
    (inscribed(RED_CROSS, "i1"), "international_organization"),
    (inscribed(CAMPAIGN, "i1"), "ngo"),
    (inscribed(HALO, "i1", "6", role="panellist"), "ngo"),
    (inscribed(ANGOLA, "i1", "3.4", part="3.4"), "invited_state_party"),
    (inscribed(KENYA, "i1", "3.4", part="3.4", intervention_kind="comment"), "state_party"),
])
def test_category(event, category):
    assert category_of(*of(event)) == category


COMMENT = inscribed(KENYA, "i1", "3.4", part="3.4", intervention_kind="comment")


@pytest.mark.parametrize(("event", "before", "seconds"), [
    (inscribed(KENYA, "i1"), (), 180),
    (inscribed(CHINA, "i1"), (), 150),
    (inscribed(EUROPE, "i1"), (), 110),
    (inscribed(EUROPE, "i1", intervention_kind="on_behalf", on_behalf_of="EU"), (), 300),
    (inscribed(COLOMBIA, "i1", "9"), (), 600),
    (inscribed(KENYA, "i1", "1"), (), 420),
    (inscribed(PERU, "i1", "2.1", part="2.2"), (), 300),
    (inscribed(CAMPAIGN, "i1", "2.1", part="2.3"), (), 180),
    (inscribed(EUROPE, "i1", "2.1", part="2.3", intervention_kind="on_behalf", on_behalf_of="EU"), (), 300),
    (inscribed(ANGOLA, "i1", "3.4", part="3.4"), (), 900),
    (COMMENT, (), 120),
    (inscribed(KENYA, "i1", intervention_kind="reply"), (), 180),
    (inscribed(KENYA, "i1"), (LimitSet(list="4", category="all", seconds=60),), 60),
    (inscribed(KENYA, "i1"), (LimitSet(list="4", category="ngo", seconds=60),), 180),
    (inscribed(KENYA, "i1"), (LimitSet(list="6", category="all", seconds=60),), 180),
    (inscribed(CAMPAIGN, "i1"), (LimitSet(list="4", category="all", seconds=90),
                                 LimitSet(list="4", category="ngo", seconds=60)), 60),
    (inscribed(PERU, "i1", "2.1", part="2.2"), (LimitSet(list="2.1", category="all", seconds=60),), 60),
    (COMMENT, (LimitSet(list="3.4", category="all", seconds=60),), 60),
])
def test_limit_is_what_the_desk_set_then_special_then_part_item_category(event, before, seconds):
    assert limit_of(*of(event, *before)) == seconds


def test_limits_of_replies_grow_shorter():
    given = meeting(*(inscribed(KENYA, f"i{n}", intervention_kind="reply", at=later(n)) for n in (1, 2, 3)))

    assert [limit_of(given, each) for each in waiting(given, "4")] == [180, 120, 120]


def test_limits_by_category_are_those_of_what_is_inscribed():
    """The table that the displays show says what a statement of each category would have."""
    given = meeting(LimitSet(list="2.1", category="ngo", seconds=45))

    for list_id in given.plans:
        limits = limits_by_category(given, list_id)
        for delegation in (KENYA, CHINA, RED_CROSS, CAMPAIGN, EUROPE):
            part = next((part.id for part in given.plans[list_id].parts if part.kind == "open_floor"), None)
            event = inscribed(delegation, "i1", list_id, part=part)
            after = following(given, event)
            assert limit_of(after, after.interventions["i1"]) == limits[delegation.category], (list_id, delegation.code)
    assert limits_by_category(given, "3.4")["comment"] == 120
    assert limits_by_category(given, "2.1")["presiding"] == 600
    assert limits_by_category(given, "2.1")["invited_state_party"] == 300
    assert limits_by_category(given, "3.4")["invited_state_party"] == 900


@pytest.mark.parametrize(("minutes", "seconds"), [(None, 180), (1, 60), (3, 180), (20, 180)])
def test_takes_what_was_asked_for_at_most_the_limit(minutes, seconds):
    assert takes_s(*of(inscribed(KENYA, "i1", minutes=minutes))) == seconds


@pytest.mark.parametrize(("event", "reasons"), [
    (inscribed(KENYA, "i9", intervention_kind="reply", in_reply_to="i1"), [{"code": "reply_to", "delegation": "NOR"}]),
    (inscribed(KENYA, "i9", intervention_kind="reply"), [{"code": "reply"}]),
    (inscribed(KENYA, "i9", intervention_kind="comment", in_reply_to="i1"),
     [{"code": "comment_on", "delegation": "NOR"}, {"code": "state_party"}]),
    (inscribed(KENYA, "i9", intervention_kind="comment"), [{"code": "state_party"}]),
    (inscribed(HALO, "i9", role="panellist"), [{"code": "panellist"}]),
])
def test_because(event, reasons):
    assert because(*of(event, inscribed(NORWAY, "i1"))) == [*reasons, {"code": "inscribed", "at": NOON}]


def test_place_of_all_others_stays_when_one_leaves_or_comes():
    given = REAL
    ranks = {each.id: rank_of(given, each) for each in waiting(given, "2.1")}

    after = following(given, inscribed(KENYA, "i79", "2.1", part="2.3"))

    assert {name: rank_of(after, after.interventions[name]) for name in ranks} == ranks


def test_programme_without_an_order_goes_by_time():
    programme = replace(meeting().programme, order=())
    given = meeting(inscribed(KENYA, "i1"), inscribed(CAMPAIGN, "i2", at=later(-5)), programme=programme)

    assert [each.id for each in waiting(given, "4")] == ["i2", "i1"]
