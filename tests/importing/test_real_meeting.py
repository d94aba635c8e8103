"""The demo, which is the real meeting of June 2017, read whole."""

import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

from app.demo import DELEGATIONS, NAMES, PROGRAMME, demo_meeting
from app.domain.events import DelegationSet, Inscribed, ProgrammeSet
from app.domain.programme import Delegation, Group, Item, Part, Programme, ReplyRule, Sitting, Window
from app.importing import read_meeting

AS_IS = demo_meeting(None)
MEMBER_STATES = (
    "AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GBR", "GRC", "HRV", "HUN", "IRL",
    "ITA", "LTU", "LUX", "LVA", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "SWE",
)
INSCRIBED = [event for event in AS_IS if isinstance(event, Inscribed)]
DELEGATED = {event.delegation.code: event.delegation for event in AS_IS if isinstance(event, DelegationSet)}


def the_programme() -> Programme:
    (event,) = [event for event in AS_IS if isinstance(event, ProgrammeSet)]
    return event.programme


def on_list(list_id: str) -> list[Inscribed]:
    return [event for event in INSCRIBED if event.list == list_id]


def test_real_meeting_becomes_one_programme_233_delegations_78_interventions() -> None:
    kinds = [type(event).__name__ for event in AS_IS]

    assert kinds == ["ProgrammeSet"] + ["DelegationSet"] * 233 + ["Inscribed"] * 78
    assert [event.intervention for event in INSCRIBED] == [f"i{number}" for number in range(1, 79)]


def test_real_meeting_has_16_lists_in_order() -> None:
    expected = ["1", "2.1", "3.1", "3.3", "3.4", "3.5", "3.6", "3.7", "3.8", "3.9", "4", "5", "6", "7", "8", "9"]

    assert list(the_programme().plans) == expected
    assert Counter(event.list for event in INSCRIBED) == {
        "1": 2, "2.1": 17, "3.1": 1, "3.3": 3, "3.4": 3, "3.5": 2, "3.6": 3, "3.7": 3, "3.8": 3, "3.9": 21, "4": 4,
        "5": 4, "6": 6, "7": 5, "9": 1,
    }  # fmt: skip


def test_meeting_and_its_rules() -> None:
    programme = the_programme()

    assert (programme.slug, programme.short_title) == ("apmbc-im-2017", "Intersessional Meetings")
    assert (programme.timezone, programme.working_language) == ("Europe/Zurich", "en")
    assert programme.languages == ("ar", "zh", "en", "fr", "ru", "es")
    assert programme.order == (
        "presiding", "invited_state_party", "group", "state_party", "state_not_party", "international_organization",
        "ngo", "other",
    )  # fmt: skip
    assert programme.limits_s == {
        "state_party": 180, "group": 300, "state_not_party": 180, "international_organization": 180, "ngo": 180,
        "other": 120, "presiding": 600,
    }  # fmt: skip
    assert (programme.warning_s, programme.reply) == (30, ReplyRule(limits_s=(180, 120)))
    assert programme.sittings[1] == Sitting(
        id="d1-lunch",
        kind="break",
        starts_at=datetime(2017, 6, 8, 11, tzinfo=UTC),
        ends_at=datetime(2017, 6, 8, 13, tzinfo=UTC),
    )


def test_short_titles_are_those_of_the_displays() -> None:
    assert [item.short_title for item in the_programme().items] == [
        "Opening", "Victim Assistance", "Article 5 Implementation", "Extension requests",
        "Updates and other delegations", "Cooperation and Assistance", "Cooperative Compliance", "2025 aspirations",
        "Stockpiles, universalization", "Preparations for Vienna", "Closing",
    ]  # fmt: skip


def test_item_2_with_its_parts_and_the_invited() -> None:
    assert the_programme().items[1] == Item(
        number="2",
        title="Matters related to the mandate of the Committee on Victim Assistance",
        short_title="Victim Assistance",
        sitting="d1-am",
        actions=tuple(range(12, 19)),
        starts_at=datetime(2017, 6, 8, 8, 15, tzinfo=UTC),
        ends_at=datetime(2017, 6, 8, 10, 0, tzinfo=UTC),
        presiding="COL",
        committee="va",
        kind="committee",
        speaker_policy="targeted_then_open",
        limit_s=180,
        parts=(
            Part(
                id="2.1",
                title="Committee presents activities and preliminary observations",
                kind="presiding",
                limit_s=600,
            ),
            Part(
                id="2.2",
                title="Updates by States Parties responsible for significant numbers of survivors",
                kind="invited",
                limit_s=300,
                invited=("HRV", "PER", "IRQ", "SDN", "COL"),
            ),
            Part(id="2.3", title="Other delegations", kind="open_floor", limit_s=180),
        ),
    )


def test_item_2_is_inscribed_in_the_order_of_the_file_minute_by_minute() -> None:
    entries = on_list("2.1")

    assert [event.delegation for event in entries] == [
        "HRV", "PER", "IRQ", "SDN", "COL", "CHL", "EU", "ITA", "BEL", "AUT", "CAN", "AUS", "TUR", "THA", "IRL",
        "ICBL-CMC", "IACG-MA",
    ]  # fmt: skip
    assert [event.at for event in entries] == [
        datetime(2017, 4, 12, 8, minute, tzinfo=UTC) for minute in range(1, 18)
    ]
    assert [event.part for event in entries] == ["2.2"] * 5 + ["2.3"] * 12


def test_who_speaks_for_a_group_has_it_and_its_code() -> None:
    groups = the_programme().groups

    assert on_list("2.1")[6] == Inscribed(
        intervention="i9",
        list="2.1",
        delegation="EU",
        intervention_kind="on_behalf",
        delivery="spoken",
        at=datetime(2017, 4, 12, 8, 7, tzinfo=UTC),
        part="2.3",
        on_behalf_of="European Union and its member States",
        language="en",
    )
    assert groups == (
        Group(name="European Union and its member States", code="EU", members=MEMBER_STATES),
        Group(name="Asia-Pacific Group"),
        Group(name="Eastern European Group"),
        Group(name="African Group"),
        Group(name="WEOG"),
        Group(name="GRULAC"),
    )


def test_who_speaks_for_an_organisation_makes_it_no_group() -> None:
    unmas = on_list("3.9")[-1]

    assert (unmas.delegation, unmas.intervention_kind, unmas.on_behalf_of) == ("UNMAS", "on_behalf", "IACG-MA")


def test_comments_and_replies_hold_the_id_of_what_they_answer() -> None:
    answers = [
        (event.list, event.delegation, event.intervention_kind, event.in_reply_to)
        for event in INSCRIBED
        if event.in_reply_to
    ]

    assert answers == [
        ("3.3", "IRL", "comment", "i21"),
        ("3.3", "ICBL-CMC", "comment", "i21"),
        ("3.4", "ICBL-CMC", "comment", "i24"),
        ("3.4", "HALO", "comment", "i24"),
        ("3.5", "ICBL-CMC", "comment", "i27"),
        ("3.6", "ICBL-CMC", "comment", "i29"),
        ("3.6", "MAG", "comment", "i29"),
        ("3.7", "KHM", "comment", "i32"),
        ("3.7", "ICBL-CMC", "comment", "i32"),
        ("3.8", "ICBL-CMC", "comment", "i35"),
        ("3.8", "NPA", "comment", "i35"),
        ("3.9", "ARG", "reply", "i44"),
    ]


def test_roles_names_and_written_statements() -> None:
    assert [(event.role, event.speaker) for event in on_list("1")] == [
        ("president", None),
        ("director", "Ambassador Stefano Toscano"),
    ]
    assert [event.delegation for event in INSCRIBED if event.delivery == "written"] == ["YEM"]
    assert [event.delegation for event in INSCRIBED if event.role == "panellist"] == ["HALO", "MAG", "NPA", "DDG"]


def test_invited_and_panellists() -> None:
    items = {item.number: item for item in the_programme().items}

    assert items["1"].invited == ("AUT", "GICHD")
    assert items["6"].panellists == ("HALO", "MAG", "NPA", "DDG")
    assert [part.invited for part in items["3 (cont'd)"].parts] == [("AGO",), ("ECU",), ("IRQ",), ("THA",), ("ZWE",)]
    assert "ARG" not in items["3 (cont'd 2)"].parts[0].invited


def test_later_sittings_open_with_the_invitation() -> None:
    windows = the_programme().windows

    assert [window.list for window in windows] == [
        "3.4", "3.5", "3.6", "3.7", "3.8", "3.9", "4", "5", "6", "7", "8", "9",
    ]  # fmt: skip
    assert windows[0] == Window(list="3.4", opens_at=datetime(2017, 4, 12, 7, tzinfo=UTC))


def test_delegations_by_category() -> None:
    assert Counter(delegation.category for delegation in DELEGATED.values()) == {
        "state_party": 162,
        "state_not_party": 35,
        "international_organization": 19,
        "ngo": 14,
        "other": 3,
    }


def test_state_has_names_in_six_languages_flag_and_marks() -> None:
    assert replace(DELEGATED["IRQ"], collation={}) == Delegation(
        code="IRQ",
        names={"en": "Iraq", "fr": "Iraq", "es": "Iraq", "ar": "العراق", "ru": "Ирак", "zh": "伊拉克"},
        category="state_party",
        flag="iq",
        language="ar",
        regional_group="Asia-Pacific Group",
        marks=("article5", "victim_assistance"),
    )
    assert DELEGATED["CIV"].names["fr"] == "Côte d'Ivoire"
    assert all(len(each.names) == 6 for each in DELEGATED.values() if each.category.startswith("state_"))


def test_organisations_have_their_own_name_and_a_flag_only_of_the_united_nations_and_the_european_union() -> None:
    organisations = [each for each in DELEGATED.values() if not each.category.startswith("state_")]

    assert {tuple(each.names) for each in organisations} == {("en",)}
    assert {each.code: each.flag for each in organisations if each.flag} == {
        "EU": "eu", "IACG-MA": "un", "UNMAS": "un", "UNODA": "un", "UNDP": "un", "UNICEF": "un", "UNHCR": "un",
        "UNOPS": "un", "WFP": "un",
    }  # fmt: skip


def test_marks_are_the_obligations_of_2017() -> None:
    marks = Counter(mark for delegation in DELEGATED.values() for mark in delegation.marks)

    assert marks == {"article5": 31, "victim_assistance": 29}


def test_reading_twice_gives_equal_events() -> None:
    assert demo_meeting(None) == AS_IS


def test_reading_is_quick() -> None:
    begun = time.perf_counter()

    read_meeting(PROGRAMME, DELEGATIONS, NAMES)

    assert time.perf_counter() - begun < 1.5
