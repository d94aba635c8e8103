"""What the secretariat writes around a record: before it, after it, at each group, and never into it.

The groups are made anew from the log each time; the notes are kept by their places, so that none can contradict what
happened and none is lost when a group goes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.errors import Malformed
from app.domain.meeting import Meeting
from app.domain.planning import GROUP, LONGEST_PLACE, PLACES
from app.domain.text import clean
from app.reports.groups import Group
from app.reports.record import ItemRecord

BEFORE, AFTER = PLACES


@dataclass(frozen=True, kw_only=True)
class RecordNotes:
    """The notes of one item by place: before | after | group:KEY, where KEY is that of a group of its record.

    Raises Malformed: another place, `too_long`, `not_plain_text`.
    """

    texts: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        cleaned = {checked_place(place): checked_note(text) for place, text in self.texts.items()}
        object.__setattr__(self, "texts", {place: text for place, text in cleaned.items() if text is not None})

    def at(self, place: str) -> str | None:
        return self.texts.get(place)

    def with_note(self, place: str, text: str | None) -> "RecordNotes":
        """With a note set in its place; None or nothing but space takes it away."""
        others = {name: each for name, each in self.texts.items() if name != place}
        return RecordNotes(texts=others if text is None else {**others, place: text})


@dataclass(frozen=True, kw_only=True)
class Section:
    """A stretch of a published record: the note of a place, or a group with the note at it.

    `is_stray`: the note was at a group that the log no longer gives.
    """

    place: str
    group: Group | None = None
    note: str | None = None
    is_stray: bool = False


NO_NOTES = RecordNotes()


def notes_of(meeting: Meeting, item: str) -> RecordNotes:
    """What the log has of the words around the record of an item."""
    noted = meeting.record_notes.items()
    return RecordNotes(texts={place: words for (number, place), words in noted if number == item})


def checked_place(place: str) -> str:
    """Raises Malformed."""
    is_group = place.startswith(GROUP) and len(GROUP) < len(place) <= LONGEST_PLACE
    if place not in PLACES and not is_group:
        raise Malformed("malformed", "place")
    return place


def checked_note(text: str | None) -> str | None:
    """The words as they are kept; lines may be broken. Raises Malformed `too_long`, `not_plain_text`."""
    return clean("record_words", text.replace("\r\n", "\n")) if text else None


def sections_of(record: ItemRecord, notes: RecordNotes = NO_NOTES) -> tuple[Section, ...]:
    """The record with what is written around it; a note whose group has gone stands before the last words."""
    places = {f"{GROUP}{group.key}": group for group in record.groups}
    before, after = notes.at(BEFORE), notes.at(AFTER)
    strays = sorted(place for place in notes.texts if place.startswith(GROUP) and place not in places)
    return (
        *([Section(place=BEFORE, note=before)] if before else []),
        *(Section(place=place, group=group, note=notes.at(place)) for place, group in places.items()),
        *(Section(place=place, note=notes.at(place), is_stray=True) for place in strays),
        *([Section(place=AFTER, note=after)] if after else []),
    )
