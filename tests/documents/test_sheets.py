"""Tables as CSV and XLSX: what is read back is what was written, and nothing of it runs."""

import csv
import io
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from app.documents.sheets import Sheet, csv_of, sheet_names, xlsx_of
from app.domain.guarding import could_run, guarded, unguarded

LEADS = ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20"]
WORDS = st.text(st.sampled_from("ab ;,'\"=+-@\t\r\n\0\uff1d\u200b\u00a0é中"), max_size=12)


@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize("before", ["", " ", "\u00a0", "'", "''", '"', "\u200b", "\ufeff", " ' "])
def test_formula_lead_is_guarded_by_one_apostrophe(lead: str, before: str) -> None:
    text = f"{before}{lead}1+1"

    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["", "Kenya", "a=b", "3 (cont'd)", "'t Hooft", "12-18", "a\nb", "C;D"])
def test_harmless_text_stays_as_it_is(text: str) -> None:
    assert not could_run(text)
    assert guarded(text) == unguarded(text) == text


def test_cell_that_a_semicolon_would_begin_is_guarded_too() -> None:
    assert guarded("x;=1+1;+2") == "x;'=1+1;'+2"


@given(WORDS)
def test_guard_is_taken_away_exactly(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text) == text or could_run(text)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=5))
def test_csv_is_read_back_as_it_was(rows: list[tuple[str, str]]) -> None:
    written = csv_of(Sheet("x", ("a", "b"), tuple(rows)))

    read = list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""), strict=True))
    assert [tuple(unguarded(cell) for cell in row) for row in read] == [("a", "b"), *rows]


def test_csv_has_a_byte_order_mark_crlf_and_quotes_doubled() -> None:
    sheet = Sheet("x", ("a", "b"), (('say "no"', None), (3, datetime(2017, 6, 8, 10, tzinfo=UTC)), (-1.5, "é")))

    assert csv_of(sheet) == (
        "\ufeffa,b\r\n\"say \"\"no\"\"\",\r\n3,2017-06-08T10:00:00+00:00\r\n-1.5,é\r\n".encode()
    )


def test_xlsx_is_read_back_as_it_was() -> None:
    rows = (("=1+1", 3), ("http://example.org", None), ("_x0041_", -2.5), ("007", datetime(2017, 6, 8, 10, tzinfo=UTC)))

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_of([Sheet("Lists", ("a", "b"), rows)])))

    assert workbook.sheet_names == ["Lists"]
    assert workbook.get_sheet_by_name("Lists").to_python() == [
        ["a", "b"], ["=1+1", 3.0], ["http://example.org", ""], ["_x0041_", -2.5],
        ["007", datetime(2017, 6, 8, 10)],  # noqa: DTZ001
    ]


def test_xlsx_has_no_formula_and_quotes_what_could_become_one() -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx_of([Sheet("a", ("=x",), (("=1+1",), ("plain",)))]))) as file:
        page, styles = file.read("xl/worksheets/sheet1.xml").decode(), file.read("xl/styles.xml").decode()

    assert "<f>" not in page
    assert 'topLeftCell="A2"' in page
    assert '<autoFilter ref="A1:A3"/>' in page
    assert styles.count('quotePrefix="1"') == 2


@pytest.mark.parametrize(("text", "kept"), [
    ("a\x00b\x1b", "a\ufffdb\ufffd"), ("\ud800x", "\ufffdx"), ("\ufffe", "\ufffd"), ("a" * 40_000, "a" * 32_766 + "…"),
])
def test_xlsx_replaces_what_it_cannot_hold(text: str, kept: str) -> None:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_of([Sheet("a", ("x",), ((text,),))])))

    assert workbook.get_sheet_by_index(0).to_python() == [["x"], [kept]]


def test_sheet_for_readers_of_arabic_runs_from_right_to_left() -> None:
    sheet = Sheet("القائمة", ("الاسم",), (("كينيا",),))

    with zipfile.ZipFile(io.BytesIO(xlsx_of([sheet], is_right_to_left=True))) as file:
        assert 'rightToLeft="1"' in file.read("xl/worksheets/sheet1.xml").decode()


def test_names_of_sheets_are_made_to_fit() -> None:
    assert sheet_names(["a/b", "A b", "", "History", "x" * 40, "x" * 40]) == [
        "a b", "A b 2", "Sheet", "History 1", "x" * 31, "x" * 29 + " 2",
    ]


def test_same_tables_make_the_same_file() -> None:
    sheet = Sheet("a", ("x",), (("y",),))

    assert xlsx_of([sheet]) == xlsx_of([sheet])
