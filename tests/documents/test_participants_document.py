"""The list of participants as a document and as tables: what is printed, and what never is."""

import io

import pytest
from flask_babel import force_locale
from python_calamine import CalamineWorkbook

from app.documents.docx import to_docx
from app.documents.model import Fields, Heading, Run
from app.documents.participants import office_sheet, participants_document, participants_sheet
from app.documents.sheets import csv_of, xlsx_of
from app.reports.participants import participants_of
from tests.documents.sample import words
from tests.factories import meeting
from tests.reports.test_participants import GATHERED


@pytest.fixture
def in_language(app):
    """Makes what depends on a language in it."""
    def make(language, build):
        with app.test_request_context(), force_locale(language):
            return build()
    return make


def names(code):
    return GATHERED.delegations[code].names["en"]


def document(in_language, given=GATHERED, language="en"):
    return in_language(
        language, lambda: participants_document(participants_of(given, language), given, names, language)
    )


def outline(made):
    """Headings with their level, and lines as (capacity, words)."""
    said = []
    for block in made.blocks:
        match block:
            case Heading():
                said.append((block.level, words(block.runs)))
            case Fields():
                said += [(name, words(runs)) for name, runs in block.pairs]
    return said


def test_list_reads_as_the_united_nations_print_it(in_language):
    made = document(in_language)

    assert made.title == "List of participants"
    assert outline(made) == [
        (1, "States Parties"),
        (2, "Kenya"), ("Alternate head", "Ms Amina"),
        (2, "Norway"), ("Head of delegation", "Ms Kari Nordmann, Minister"), ("Adviser", "Mr Ola Nordmann"),
        (1, "States not party"),
        (2, "China"), ("Observer", "Ms Li"),
        (1, "Other delegations"),
        (2, "European Union"), ("Head of delegation", "Mr Weber"),
    ]


def test_name_stands_out_and_has_a_direction_of_its_own(in_language):
    fields = [block for block in document(in_language).blocks if isinstance(block, Fields)]

    assert fields[1].pairs[0][1] == (
        Run(text="Ms Kari Nordmann", is_name=True, is_strong=True), Run(text=", "), Run(text="Minister", is_name=True),
    )


def test_list_of_nobody_says_so(in_language):
    made = document(in_language, meeting())

    assert [words(block.runs) for block in made.blocks] == ["Nobody is registered yet."]


def test_arabic_runs_from_the_right(in_language):
    assert document(in_language, language="ar").direction == "rtl"


def test_document_becomes_a_file(in_language):
    assert to_docx(document(in_language)).startswith(b"PK")


def test_table_has_codes_for_programs_and_words_for_people():
    parts = participants_of(GATHERED, "en")

    plain = participants_sheet(parts, names)
    said = participants_sheet(parts, names, "List", {"person": "Name"}, {"head": "Head of delegation"})

    assert plain.columns == ("category", "delegation", "name", "capacity", "person", "function")
    assert plain.rows[1] == ("state_party", "NOR", "Norway", "head", "Ms Kari Nordmann", "Minister")
    assert said.columns[4] == "Name"
    assert said.rows[1][3] == "Head of delegation"


def test_tables_that_are_handed_out_hold_no_address_and_no_need():
    sheet = participants_sheet(participants_of(GATHERED, "en"), names)
    cells = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_of([sheet]))).get_sheet_by_index(0).to_python()

    for made in (csv_of(sheet).decode("utf-8-sig"), str(cells)):
        assert "Ms Li" in made
        assert "li@example.org" not in made
        assert "A ramp" not in made


def test_table_of_the_secretariat_has_them_and_who_waits():
    sheet = office_sheet(GATHERED, names, "en", "Only", {"email": "E-mail"}, {"state_not_party": "State not party"})

    assert sheet.columns[6:] == ("languages", "E-mail", "access_needs", "state")
    assert [(row[1], row[4], row[7], row[8], row[9]) for row in sheet.rows] == [
        ("CHN", "Ms Li", "li@example.org", "A ramp", "registered"),
        ("COL", "Mr Late", None, None, "requested"),
        ("EU", "Mr Weber", None, None, "registered"),
        ("KEN", "Ms Amina", None, None, "registered"),
        ("NOR", "Ms Kari Nordmann", None, None, "registered"),
        ("NOR", "Mr Ola Nordmann", None, None, "registered"),
    ]
    assert sheet.rows[0][0] == "State not party"
