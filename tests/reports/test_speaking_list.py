"""Who has spoken, speaks and waits: rows in the order of speaking, and as a table."""

import json
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from app.documents.sheets import csv_of
from app.documents.tables import SPEAKING_COLUMNS, speaking_list_sheet
from app.domain.errors import Unknown
from app.domain.events import Called, ClockStarted, MarkedAbsent, SpeechEnded, Withdrawn
from app.domain.meeting import Meeting
from app.reports.speaking_list import speaking_list, speaking_list_json, spoken_times
from tests.factories import called, done, inscribed, later, meeting, opened, speaking
from tests.people import COLOMBIA, CROATIA, EUROPE, KENYA, NORWAY, PERU

ENDED = later(170)
LOG = [
    (later(0), Called(intervention="i1", limit_s=180)), (later(10), ClockStarted(intervention="i1")),
    (ENDED, SpeechEnded(intervention="i1", spoken_s=160.0)),
]


def the_meeting() -> Meeting:
    """Kenya has spoken, Norway speaks, Colombia and the EU wait, Croatia was absent, Peru has withdrawn."""
    return meeting(
        *opened("4"),
        inscribed(KENYA, "i1", speaker="Ambassador K"), inscribed(NORWAY, "i2", at=later(1)),
        inscribed(COLOMBIA, "i3", at=later(2), language="es"),
        inscribed(EUROPE, "i4", at=later(3), intervention_kind="on_behalf",
                  on_behalf_of="European Union and its member States"),
        inscribed(CROATIA, "i5", at=later(4)), inscribed(PERU, "i6", at=later(5)),
        *speaking("i1", since=later(0)), done(SpeechEnded(intervention="i1", spoken_s=160.0), at=ENDED),
        Withdrawn(intervention="i6"),
        called("i5", at=later(180)), done(MarkedAbsent(intervention="i5"), at=later(190)),
        *speaking("i2", since=later(200)),
    )


def test_heard_come_first_then_the_floor_then_those_in_turn_then_the_others() -> None:
    rows = speaking_list(the_meeting(), "4", times=spoken_times(LOG))

    assert [(row.intervention, row.state, row.place) for row in rows] == [
        ("i1", "delivered", None), ("i2", "speaking", None), ("i4", "inscribed", 1), ("i3", "inscribed", 2),
        ("i5", "absent", None), ("i6", "withdrawn", None),
    ]
    first, floor, group = rows[0], rows[1], rows[2]
    assert (first.called_at, first.began_at, first.ended_at) == (later(0), later(10), ENDED)
    assert (first.spoken_s, first.limit_s, first.name, first.category) == (160.0, 180, "Kenya", "state_party")
    assert (floor.called_at, floor.began_at, floor.ended_at) == (later(200), later(200), None)
    assert (group.kind, group.category, group.limit_s) == ("on_behalf", "group", 300)
    assert group.on_behalf_of == "European Union and its member States"
    assert group.reasons[0] == "group"


def test_names_of_persons_are_there_only_if_asked_for() -> None:
    assert {row.speaker for row in speaking_list(the_meeting(), "4")} == {None}
    assert speaking_list(the_meeting(), "4", with_persons=True)[0].speaker == "Ambassador K"


def test_all_lists_an_item_or_one_that_is_not_there() -> None:
    given = meeting(*opened("4", "3.5"), inscribed(KENYA, "i1"), inscribed(PERU, "i2", "3.5"))

    assert [row.intervention for row in speaking_list(given)] == ["i2", "i1"]
    assert [(row.item, row.list) for row in speaking_list(given, item="3")] == [("3", "3.5")]
    with pytest.raises(Unknown):
        speaking_list(given, "99")
    with pytest.raises(Unknown):
        speaking_list(given, item="99")


def test_json_has_codes_and_instants_with_their_zone() -> None:
    (row, *_) = json.loads(json.dumps(speaking_list_json(speaking_list(the_meeting(), "4"))))

    assert row["delegation"] == "KEN"
    assert row["names"] == {"en": "Kenya", "fr": "Kenya", "ar": "كينيا"}
    assert row["ended_at"] == "2017-06-08T10:02:50.000+00:00"
    assert row["reasons"] == []


def test_table_shows_the_clock_of_the_place_names_and_words_of_the_reader() -> None:
    rows = speaking_list(the_meeting(), "4")[:1]

    sheet = speaking_list_sheet(
        rows, ZoneInfo("Europe/Zurich"), language="ar", columns=("name", "state", "ended_at"),
        headings={"name": "الوفد"}, words={"delivered": "ألقيت"},
    )

    assert sheet.columns == ("الوفد", "state", "ended_at")
    assert csv_of(sheet).decode("utf-8-sig").splitlines()[1] == "كينيا,ألقيت,2017-06-08T12:02:50+02:00"


def test_table_has_a_cell_for_each_column_and_no_formula() -> None:
    (row, *_) = speaking_list(the_meeting(), "4")
    sheet = speaking_list_sheet([replace(row, on_behalf_of="=1+1")], ZoneInfo("UTC"))

    assert sheet.columns == SPEAKING_COLUMNS
    assert b",'=1+1," in csv_of(sheet)
