"""A programme edited as a form: items put elsewhere, the hours that follow, what differs, what stays untouched."""

from datetime import date

import pytest

from app.domain.events import ProgrammeSet
from app.importing.form import (
    codes_named,
    fresh_form,
    list_ids,
    on_other_days,
    rows,
    with_item,
    with_sittings,
    without_item,
)
from app.importing.form_changes import FormChange, form_changes
from app.importing.form_order import moved_item, neighbour
from app.importing.judging import judged, with_untouched
from tests.real_meeting import real_meeting

MEETING = {
    "id": "small", "title": "Small", "timezone": "Europe/Zurich", "official_languages": ["en"],
    "invitation_date": "2024-03-01",
}


def item(number, session, start, end, **more):
    return {
        "number": number, "title": f"Item {number}", "session": session, "start": start, "end": end,
        "presiding": "NOR", "speaker_policy": "open_floor", **more,
    }


ITEMS = [
    item("1", "d1-am", "10:00", "10:30"), item("2", "d1-am", "10:45", "11:45"), item("3", "d1-am", "11:45", "12:00"),
    item("4", "d1-pm", "15:00", "16:00"),
]
FORM = fresh_form(MEETING, date(2024, 3, 29), date(2024, 3, 30)) | {"items": ITEMS}


def hours(form, sitting="d1-am"):
    return [(each["number"], each["start"], each["end"]) for each in rows(form, "items") if each["session"] == sitting]


def test_fresh_form_with_items_is_a_programme():
    verdict = judged(FORM, {"NOR"})

    assert verdict.problems == ()
    assert [each.number for each in verdict.programme.items] == ["1", "2", "3", "4"]


def test_moved_item_keeps_lengths_and_pauses_stay_in_their_places():
    moved = moved_item(FORM, "3", "d1-am", "1")

    assert hours(moved) == [("3", "10:00", "10:15"), ("1", "10:30", "11:00"), ("2", "11:00", "12:00")]


def test_item_moved_into_another_sitting_makes_room():
    moved = moved_item(FORM, "4", "d1-am", "2")

    assert hours(moved) == [
        ("1", "10:00", "10:30"), ("4", "10:45", "11:45"), ("2", "11:45", "12:45"), ("3", "12:45", "13:00"),
    ]
    assert [each["number"] for each in moved["items"]] == ["1", "4", "2", "3"]


def by_night(*items):
    """The first sitting from 22:00 to 01:00, with these items."""
    late, *others = rows(FORM, "sessions")
    return with_sittings(FORM, [late | {"start": "22:00", "end": "01:00"}, *others]) | {"items": list(items)}


def test_items_of_a_night_stay_in_order_across_midnight():
    form = by_night(
        item("1", "d1-am", "22:00", "23:30"), item("2", "d1-am", "23:40", "00:20"),
        item("3", "d1-am", "00:20", "01:00"),
    )

    moved = moved_item(form, "3", "d1-am", "1")

    assert hours(moved) == [("3", "22:00", "22:40"), ("1", "22:50", "00:20"), ("2", "00:20", "01:00")]
    assert judged(moved, {"NOR"}).problems == ()


def test_item_moved_into_a_night_makes_room_across_midnight():
    form = by_night(item("1", "d1-am", "22:00", "23:50"), item("4", "d1-pm", "15:00", "15:20"))

    moved = moved_item(form, "4", "d1-am", "1")

    assert hours(moved) == [("4", "22:00", "22:20"), ("1", "22:20", "00:10")]
    assert judged(moved, {"NOR"}).problems == ()


@pytest.mark.parametrize(
    ("start", "end", "problems"), [("22:00", "10:00", 0), ("22:00", "10:01", 1), ("10:00", "09:00", 1)]
)
def test_sitting_past_midnight_lasts_twelve_hours_at_most(start, end, problems):
    late, *others = rows(FORM, "sessions")
    form = with_sittings(FORM, [late | {"start": start, "end": end}, *others]) | {"items": [ITEMS[3]]}

    said = judged(form, {"NOR"}).problems

    assert [each.field.rpartition(".")[2] for each in said] == ["end"] * problems


def test_hour_before_the_start_of_a_day_is_no_hour_of_the_next():
    said = judged(FORM | {"items": [item("1", "d1-am", "09:00", "10:30")]}, {"NOR"}).problems

    assert len(said) == 1


def test_item_moved_into_an_empty_sitting_begins_with_it():
    assert hours(moved_item(FORM, "2", "d2-am", None), "d2-am") == [("2", "10:00", "11:00")]


@pytest.mark.parametrize(("number", "step", "to"), [
    ("1", -1, None), ("1", 1, ("d1-am", "3")), ("2", -1, ("d1-am", "1")), ("3", 1, ("d1-pm", "4")),
    ("4", -1, ("d1-am", None)), ("4", 1, ("d2-am", None)),
])
def test_neighbour_is_within_the_sitting_or_in_the_next(number, step, to):
    assert neighbour(FORM, number, step) == to


def test_windows_follow_the_lists_of_an_item():
    parts = [{"id": "2.1", "title": "A", "kind": "invited_with_comments"}, {"id": "2.2", "title": "B",
                                                                          "kind": "open_floor"}]
    edited = with_item(FORM, "2", item("2", "d1-am", "10:45", "11:45", parts=parts), [
        {"opens": "2024-03-01 10:00", "closes": ""}, {"opens": "", "closes": ""},
    ])
    renamed = with_item(edited, "2", item("2b", "d1-am", "10:45", "11:45"), [{"opens": "2024-03-02 10:00"}])

    assert list_ids(edited["items"][1]) == ["2.1", "2.2"]
    assert edited["windows"] == [{"list": "2.1", "opens": "2024-03-01 10:00"}]
    assert renamed["windows"] == [{"list": "2b", "opens": "2024-03-02 10:00"}]
    assert "windows" not in without_item(renamed, "2b")


def test_days_of_the_meeting_follow_from_its_sittings():
    earlier = {"id": "x", "date": "2024-02-28", "start": "10:00", "end": "13:00", "kind": "plenary"}
    edited = with_sittings(FORM, [*FORM["sessions"], earlier])

    assert edited["meeting"]["dates"] == ["2024-02-28", "2024-03-29", "2024-03-30"]
    assert edited["meeting"]["invitation_date"] == "2024-02-28"


def test_other_first_day_moves_all_dates_and_no_hour():
    windowed = FORM | {"windows": [{"list": "1", "opens": "2024-03-01 09:00"}]}
    moved = on_other_days(windowed, date(2025, 3, 29))

    assert moved["meeting"]["dates"] == ["2025-03-29", "2025-03-30"]
    assert moved["meeting"]["invitation_date"] == "2025-03-01"
    assert moved["windows"] == [{"list": "1", "opens": "2025-03-01 09:00"}]
    assert hours(moved) == hours(FORM)
    assert FORM["meeting"]["dates"] == ["2024-03-29", "2024-03-30"]


def test_changes_are_told_field_by_field():
    edited = without_item(moved_item(FORM, "2", "d1-am", "1"), "4")
    edited["items"][0] |= {"title": "Other", "parts": [{"id": "2.1", "title": "A", "kind": "invited"}]}
    edited["defaults"] = {**FORM["defaults"], "warning_seconds": 20}

    assert form_changes(FORM, FORM) == []
    assert form_changes(FORM, edited) == [
        FormChange(part="defaults", kind="changed", field="warning_seconds", old="30", new="20"),
        FormChange(part="items", kind="moved", entry="1", field="hours", old="d1-am 10:00–10:30",
                   new="d1-am 11:15–11:45"),
        FormChange(part="items", kind="moved", entry="2", field="hours", old="d1-am 10:45–11:45",
                   new="d1-am 10:00–11:00"),
        FormChange(part="items", kind="changed", entry="2", field="title", old="Item 2", new="Other"),
        FormChange(part="parts", kind="added", entry="2 / 2.1"),
        FormChange(part="items", kind="removed", entry="4"),
    ]  # fmt: skip


def test_codes_that_a_form_names_are_each_there_once():
    parts = [{"id": "2.1", "title": "A", "kind": "invited", "invited": ["KEN", "NOR"]}]
    edited = with_item(FORM, "2", item("2", "d1-am", "10:45", "11:45", parts=parts, invited=["PER"]), [])

    assert codes_named(edited | {"groups": [{"name": "G", "code": "EU"}]}) == ["NOR", "PER", "KEN", "EU"]


def test_what_the_form_has_no_words_for_stays_where_it_was_not_touched():
    before = next(each for each in real_meeting() if isinstance(each, ProgrammeSet)).programme
    unedited = judged(FORM, None).programme

    assert with_untouched(unedited, unedited, before).title == before.title
    assert with_untouched(judged(FORM | {"meeting": {**FORM["meeting"], "title": "New"}}, None).programme, unedited,
                          before).title == "New"  # fmt: skip


@pytest.mark.parametrize("odd", ["\u2028", "\x7f", "\ufffe", "\\", '"', "{", "*a", "&a", "!!python/object:x"])
def test_odd_text_is_judged_and_nothing_more(odd):
    verdict = judged(FORM | {"meeting": {**FORM["meeting"], "title": f"A {odd}"}}, None)

    assert verdict.problems or verdict.programme.title == f"A {odd}".strip()
