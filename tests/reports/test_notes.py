"""What is written around a record stays where it was put, and never changes what happened."""

import pytest

from app.domain.commands import NoteRecord
from app.domain.errors import Malformed
from app.reports.notes import RecordNotes, Section, notes_of, sections_of
from app.reports.record import record_of
from tests.factories import NOON, inscribed, meeting
from tests.people import KENYA, NORWAY, SECRETARIAT
from tests.reports.running import Room


def heard():
    room = Room(NOON, meeting(inscribed(KENYA, "i1"), inscribed(NORWAY, "i2", intervention_kind="reply")))
    room.hears_all("4")
    return record_of(room.meeting, "4")


def test_notes_stand_around_the_groups_and_at_them():
    record = heard()
    notes = RecordNotes(texts={
        "after": "The meeting took note.", "group:view:4": "In person.", "before": "The chair\r\nwelcomed all.",
    })

    sections = sections_of(record, notes)

    assert sections == (
        Section(place="before", note="The chair\nwelcomed all."),
        Section(place="group:view:4", group=record.groups[0], note="In person."),
        Section(place="group:reply:4", group=record.groups[1]),
        Section(place="after", note="The meeting took note."),
    )


def test_notes_of_the_log_are_those_of_their_item():
    room = Room(NOON, meeting(inscribed(KENYA, "i1")))
    room.does(NoteRecord(item="4", place="before", words="The chair welcomed all."), SECRETARIAT)
    room.does(NoteRecord(item="4", place="group:view:4", words="In person."), SECRETARIAT)
    room.does(NoteRecord(item="6", place="before", words="Another item."), SECRETARIAT)

    assert notes_of(room.meeting, "4") == RecordNotes(texts={
        "before": "The chair welcomed all.", "group:view:4": "In person.",
    })


def test_record_without_notes_is_its_groups():
    record = heard()

    assert [each.group for each in sections_of(record)] == list(record.groups)


def test_note_whose_group_has_gone_is_kept_before_the_last_words():
    record = heard()
    notes = RecordNotes(texts={"after": "Last.", "group:written:4": "By mail."})

    assert sections_of(record, notes)[-2:] == (
        Section(place="group:written:4", note="By mail.", is_stray=True), Section(place="after", note="Last."),
    )


def test_note_is_replaced_and_taken_away():
    notes = RecordNotes(texts={"before": "One."}).with_note("after", "Two.").with_note("before", "Three.")

    assert notes == RecordNotes(texts={"before": "Three.", "after": "Two."})
    assert notes.with_note("before", None).with_note("after", "  ") == RecordNotes()


@pytest.mark.parametrize(("place", "text", "refusal"), [
    ("between", "Words.", ("malformed", {"field": "place"})),
    ("group:", "Words.", ("malformed", {"field": "place"})),
    (f"group:{'x' * 60}", "Words.", ("malformed", {"field": "place"})),
    ("before", "x" * 4001, ("too_long", {"field": "record_words", "most": 4000})),
    ("before", "bell \a", ("not_plain_text", {"field": "record_words"})),
])
def test_note_that_cannot_be_kept_is_refused(place, text, refusal):
    with pytest.raises(Malformed) as refused:
        RecordNotes(texts={place: text})

    assert (refused.value.code, refused.value.params) == refusal
