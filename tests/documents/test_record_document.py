"""The record as a document: whole sentences, names in the order of delivery, notes around and never in them."""

import pytest
from flask_babel import force_locale

from app.documents.model import Heading, Paragraph
from app.documents.record import record_document
from app.domain.commands import NoteRecord
from app.reports.notes import RecordNotes
from app.reports.record import record_of, records_of
from tests.documents.sample import lines
from tests.factories import NOON, inscribed, meeting
from tests.people import KENYA, NORWAY, PERU, SECRETARIAT
from tests.reports.running import Room
from tests.reports.test_record import demo


@pytest.fixture
def in_language(app):
    """Makes what depends on a language in it."""
    def make(language, build):
        with app.test_request_context(), force_locale(language):
            return build()
    return make


def names(meeting, language="en"):
    return lambda code: meeting.delegations[code].names.get(language) or meeting.delegations[code].names["en"]


def document(in_language, room, number, language="en", **more):
    record = record_of(room.meeting, number)
    return in_language(
        language, lambda: record_document(record, room.meeting, names(room.meeting, language), language, **more)
    )


def test_record_of_item_2_reads_as_the_summaries_of_the_convention_do(in_language):
    room = demo()
    room.hears_all("2.1")

    found = document(in_language, room, "2")

    assert (found.title, found.subtitle, found.header) == (
        "Item 2: Matters related to the mandate of the Committee on Victim Assistance", "Summary and statements",
        "Intersessional Meetings of the Anti-Personnel Mine Ban Convention",
    )
    assert lines(found) == [
        "Date: 8 June 2017", "Presiding: Colombia", "Statements: 17, 42:30 in all",
        "Updates by States Parties responsible for significant numbers of survivors",
        "The following States Parties provided updates: Croatia, Peru, Iraq, Sudan and Colombia.",
        "Other delegations",
        "The following other delegations shared views: European Union (on behalf of European Union and its member "
        "States), Chile, Italy, Belgium, Austria, Canada, Australia, Turkey, Thailand, Ireland, United Nations "
        "Inter-Agency Coordination Group on Mine Action and International Campaign to Ban Landmines - Cluster "
        "Munition Coalition.",
    ]


def test_record_of_presentations_has_the_comments_on_each(in_language):
    room = demo()
    room.hears_all("3.4")

    found = lines(document(in_language, room, "3 (cont'd)"))

    assert found[3:] == [
        "Provisional: speakers are still to be heard under this item.", "Request of Angola",
        "Angola made a presentation.",
        "The following delegations commented: International Campaign to Ban Landmines - Cluster Munition Coalition "
        "and The HALO Trust.",
    ]


def test_replies_written_submissions_opening_and_panel_have_their_sentences(in_language):
    room = demo()
    for list_id in ("1", "3.9", "5", "6"):
        room.hears_all(list_id)

    said = {number: lines(document(in_language, room, number)) for number in ("1", "3 (cont'd 2)", "5", "6")}

    assert said["1"][3:] == [
        "The meeting was opened by Austria.",
        "Geneva International Centre for Humanitarian Demining (Ambassador Stefano Toscano) addressed the meeting.",
    ]
    assert said["3 (cont'd 2)"][-1] == (
        "The following delegation exercised the right of reply: Argentina (in reply to United Kingdom "
        "of Great Britain and Northern Ireland)."
    )
    assert said["5"][-1] == "A written submission was provided by Yemen."
    assert said["5"][2].endswith("in all; 1 written submission")
    assert said["6"][3].startswith("The following panellists opened the discussion: The HALO Trust, ")


def test_notes_stand_around_what_was_generated(in_language):
    room = Room(NOON, meeting(inscribed(KENYA, "i1")))
    room.hears_all("4")
    room.does(NoteRecord(item="4", place="before", words="From the log."), SECRETARIAT)
    given = {"4": RecordNotes(texts={"before": "Welcome.\n\nAnd well met.", "after": "The end."})}

    of_the_log, of_the_caller = (
        document(in_language, room, "4", **more) for more in ({}, {"notes": given})
    )

    sentence = "The following delegation shared its views: Kenya."
    assert lines(of_the_log)[3:] == ["From the log.", sentence]
    assert lines(of_the_caller)[3:] == ["Welcome.", "And well met.", sentence, "The end."]
    assert [each.is_note for each in of_the_caller.blocks if isinstance(each, Paragraph)] == [True, True, False, True]


def test_name_leads_to_the_published_text_and_is_told_once(in_language):
    room = Room(NOON, meeting(
        inscribed(KENYA, "i1"), inscribed(NORWAY, "i2"), inscribed(PERU, "i3", intervention_kind="reply"),
        inscribed(PERU, "i4", intervention_kind="reply"),
    ))
    room.hears_all("4")

    found = document(in_language, room, "4", addresses={"i2": "/documents/2"})

    views, replies = (each for each in found.blocks if isinstance(each, Paragraph))
    assert [(run.text, run.link) for run in views.runs if run.is_name] == [("Kenya", None), ("Norway", "/documents/2")]
    assert [run.text for run in replies.runs if run.is_name] == ["Peru"]


def test_words_that_look_like_marks_or_gaps_stay_words(in_language):
    odd = inscribed(KENYA, "i1", intervention_kind="on_behalf", on_behalf_of="\ue0007\ue001 %(n)s")
    room = Room(NOON, meeting(odd))
    room.hears_all("4")

    assert lines(document(in_language, room, "4"))[-1] == (
        "The following delegation shared its views: Kenya (on behalf of \ue0007\ue001 %(n)s)."
    )


def test_record_of_the_meeting_has_all_items_in_order(in_language):
    room = demo()

    records = records_of(room.meeting)

    found = in_language("en", lambda: record_document(records, room.meeting, names(room.meeting), "en"))

    assert found.title == "Summary and statements"
    assert found.subtitle.splitlines()[-1] == "8\u20139 June 2017"
    assert found.footer.startswith(f"From the log of the meeting, version {room.meeting.version} of 12 April 2017")
    headings = ["".join(run.text for run in each.runs) for each in found.blocks
                if isinstance(each, Heading) and each.level == 1]
    assert headings == [f"Item {item.number}: {item.title}" for item in room.meeting.programme.items]


@pytest.mark.parametrize(("language", "direction", "country", "days"), [
    ("fr", "ltr", "Croatie", "8\u20139 juin 2017"), ("ar", "rtl", "كرواتيا", "8\u20139 يونيو 2017"),
    ("zh", "ltr", "克罗地亚", "2017年6月8日至9日"), ("ru", "ltr", "Хорватия", "8\u20139 июня 2017"),
    ("es", "ltr", "Croacia", "8\u20139 de junio de 2017"),
])
def test_record_speaks_the_language_that_is_asked_for(in_language, language, direction, country, days):
    room = demo()
    room.hears_all("2.1")

    found = in_language(language, lambda: record_document(
        records_of(room.meeting), room.meeting, names(room.meeting, language), language
    ))

    assert (found.language, found.direction) == (language, direction)
    assert any(country in line for line in lines(found))
    assert days in found.subtitle


def test_item_that_nobody_spoke_on_says_so(in_language):
    room = Room(NOON, meeting())

    assert lines(document(in_language, room, "4"))[2:] == [
        "Statements: 0, 0:00 in all", "Nobody took the floor under this item.",
    ]
