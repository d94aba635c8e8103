"""The minutes as a document: every entry has a sentence with all its gaps filled, in every language."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask_babel import force_locale

from app import catalogues
from app.documents.minutes import minutes_document, phrase_of
from app.documents.model import Heading, Table
from app.documents.phrases import ENTRIES
from app.domain.commands import (
    Adjourn,
    Appeal,
    Hear,
    MarkAbsent,
    Move,
    OpenList,
    RaisePointOfOrder,
    RecordVote,
    Rule,
    SetLimit,
    Suspend,
    TakeUp,
)
from app.reports.entries import CODES, Entry
from app.reports.minutes import Minutes, minutes_of
from tests.documents.sample import lines, words
from tests.factories import MORNING, NOON
from tests.people import DELEGATIONS, KENYA, NORWAY, SECRETARIAT, acting_for
from tests.reports.test_minutes import small

NAMES = {each.code: each.names["en"] for each in DELEGATIONS}


def document(app, room, language="en"):
    found = minutes_of(room.acts, room.meeting, "am")
    with app.test_request_context(), force_locale(language):
        return minutes_document(found, room.meeting, NAMES.__getitem__, language)


def sat():
    room = small()
    room.does(OpenList(list="4"), SECRETARIAT)
    room.does(TakeUp(list="4"), after_s=120)
    room.does(SetLimit(list="4", category="all", seconds=90))
    room.hears("i1", speech_s=100)
    room.does(Move(intervention="i5", before="i2"), SECRETARIAT)
    room.does(RaisePointOfOrder(), acting_for(KENYA))
    room.does(Hear(intervention="o1"))
    room.does(Rule(intervention="o1", ruling="dismissed", words="Out of order"))
    room.does(Appeal(intervention="o1"), acting_for(NORWAY))
    room.does(RecordVote(intervention="o1", in_favour=3, against=10, abstaining=1))
    room.does(MarkAbsent(intervention="i2"))
    room.does(Suspend(until=room.now + timedelta(days=1)))
    return room


def test_minutes_tell_the_sitting_item_by_item(app):
    found = document(app, sat())

    assert (found.title, found.subtitle) == (
        "Minutes of sitting 1", "Small Meetings of the Convention\n8 June 2017, 10:02 to 10:04",
    )
    assert lines(found) == [
        "Planned: 8 June 2017, 10:00 to 13:00", "Statements: 1, 1:40 in all", "Before the first item",
        "10:00 | The list of speakers on item 4 (Cooperation) was opened. | Secretariat |  | ",
        "10:02 | The sitting was opened. | Chair |  | ",
        "Item 4: Cooperation", "Taken up at 10:02, Colombia presiding.",
        "10:02 | The time limit on item 4 was set to 1:30 for all. | Chair |  | ",
        "10:02 | Kenya |  | 1:40 | 1:30",
        "10:04 | Ecuador was given another place on the list. | Secretariat |  | ",
        "10:04 | Kenya rose to a point of order. | Delegation |  | ",
        "10:04 | The chair dismissed the point of order of Kenya.\nOut of order | Chair |  | ",
        "10:04 | Norway appealed against the ruling on the point of order of Kenya. | Delegation |  | ",
        "10:04 | The appeal was rejected and the ruling stood: 3 in favour, 10 against, 1 abstaining. | Chair |  | ",
        "10:04 | Norway was not in the room. | Chair |  | ",
        "10:04 | The sitting was suspended until 9 June 2017, 10:04. | Chair |  | ",
    ]


def test_length_beyond_the_limit_stands_out(app):
    speech = next(row for block in document(app, sat()).blocks if isinstance(block, Table)
                  for row in block.rows if words(row[1]) == "Kenya")

    assert [[run.is_strong for run in cell] for cell in speech] == [[False], [True], [False], [True], [False]]


def test_sitting_in_which_nothing_was_done_says_so(app):
    found = document(app, small())

    assert lines(found)[1:] == ["Statements: 0, 0:00 in all", "Nothing was done in this sitting."]


def test_item_taken_up_again_has_a_table_of_its_own(app):
    room = small()
    for list_id in ("4", "6", "4"):
        room.does(TakeUp(list=list_id))
    room.does(Adjourn())

    headings = [words(each.runs) for each in document(app, room).blocks if isinstance(each, Heading)]

    assert headings == ["Before the first item", "Item 4: Cooperation", "Item 6: Aspirations", "Item 4: Cooperation"]


def entries(code: str) -> list[Entry]:
    """An entry of a code with all that any has, in each of its forms."""
    params: dict[str, Any] = {
        "list": "4", "item": "4", "title": "Cooperation", "delegation": "KEN", "with": "NOR", "raised_by": "NOR",
        "seconds": 90, "seed": "s", "side": "for", "motion": "close_debate", "vote": (1, 2, 3), "words": None,
        "category": "ngo",
    }
    until: datetime = NOON + timedelta(hours=1)
    forms = [{}, {"until": until}, {"side": "against"}, {"category": "all"}]
    if code.startswith("motion"):
        forms.append({"vote": None})
    made = [Entry(at=NOON, code=code, by="chair", version=1, params={**params, **form}) for form in forms]
    return [each for each in made if phrase_of(each) in ENTRIES]


@pytest.mark.parametrize("language", ["en", *catalogues.OFFERED])
def test_every_code_has_sentences_whose_gaps_are_filled(app, language):
    room = small()
    told = {code: entries(code) for code in CODES if code not in ("speech", "item_taken_up")}
    every = tuple(each for of_code in told.values() for each in of_code)
    minutes = Minutes(sitting="am", number=1, starts_at=MORNING, ends_at=NOON, entries=every)

    with app.test_request_context(), force_locale(language):
        found = minutes_document(minutes, room.meeting, NAMES.__getitem__, language)

    assert [code for code, made in told.items() if not made] == []
    assert {phrase_of(each) for each in every} == set(ENTRIES)
    assert not any("%(" in line or "\ue000" in line for line in lines(found))
