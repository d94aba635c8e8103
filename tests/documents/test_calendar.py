"""The programme as a calendar."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar

from app.documents.calendar import programme_calendar
from tests.documents.round_trips import meeting_of
from tests.real_meeting import real_meeting

PROGRAMME = meeting_of(real_meeting()).programme
NOW = datetime(2017, 5, 1, 12, tzinfo=UTC)


def the_calendar(**changes: object) -> bytes:
    programme = replace(PROGRAMME, **changes)
    return programme_calendar(programme, NOW, "example.org", lambda item: f"https://example.org/x?item={item.number}")


def test_each_item_is_an_event_at_its_time_and_place() -> None:
    events = Calendar.from_ical(the_calendar()).walk("VEVENT")

    assert [str(event["summary"]) for event in events] == [
        f"{item.number}. {item.short_title}" for item in PROGRAMME.items
    ]
    assert [(event.decoded("dtstart"), event.decoded("dtend")) for event in events] == [
        (item.starts_at, item.ends_at) for item in PROGRAMME.items
    ]
    first = events[1]
    assert first.decoded("dtstart").astimezone(ZoneInfo("Europe/Zurich")).hour == 10
    assert first["dtstart"].params["TZID"] == "Europe/Zurich"
    assert first.decoded("dtstamp") == NOW
    assert str(first["location"]) == PROGRAMME.venue
    assert str(first["url"]) == "https://example.org/x?item=2"
    assert str(first["description"]).splitlines()[1] == "2.1 Committee presents activities and preliminary observations"
    assert str(first["x-rostrum-sitting"]) == "d1-am"


def test_zone_of_the_place_is_described_with_both_its_clocks() -> None:
    (zone,) = Calendar.from_ical(the_calendar()).walk("VTIMEZONE")

    assert str(zone["tzid"]) == "Europe/Zurich"
    assert {str(each["tzname"]) for each in zone.subcomponents} == {"CET", "CEST"}


def test_uids_stay_when_the_programme_is_moved_and_differ_from_item_to_item() -> None:
    moved = tuple(replace(item, starts_at=item.ends_at, title="Another") for item in PROGRAMME.items)

    uids = [str(event["uid"]) for event in Calendar.from_ical(the_calendar()).walk("VEVENT")]

    assert [str(event["uid"]) for event in Calendar.from_ical(the_calendar(items=moved)).walk("VEVENT")] == uids
    assert len(set(uids)) == len(PROGRAMME.items)


def test_words_cannot_begin_a_property_of_their_own() -> None:
    item = replace(PROGRAMME.items[0], title="x\r\nATTACH:http://evil.example; a, b \\n", short_title="يوم, \n;x")

    (event,) = Calendar.from_ical(the_calendar(items=(item,))).walk("VEVENT")

    assert "attach" not in event
    assert str(event["description"]).replace("\r\n", "\n") == "x\nATTACH:http://evil.example; a, b \\n"


def test_same_programme_makes_the_same_calendar_in_lines_of_75_bytes() -> None:
    written = the_calendar()

    assert written == the_calendar()
    assert max(len(line) for line in written.split(b"\r\n")) <= 75


def test_meeting_by_universal_time_needs_no_zone() -> None:
    assert b"VTIMEZONE" not in the_calendar(timezone="UTC")
