"""A programme in a workbook: several sheets, or one plain one; what is wrong is said with sheet, row and column."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
import xlsxwriter

from app.documents.programme_file import programme_form
from app.documents.sheets import Sheet, xlsx_of
from app.documents.tables import programme_sheets
from app.domain.events import ProgrammeSet
from app.domain.programme import Item, Programme, Sitting
from app.importing.problems import Findings
from app.importing.programme_workbook import read_programme_workbook
from tests.documents.round_trips import meeting_of

CODES = {"KEN", "NOR"}
BASE = Programme(
    slug="x", title="X", short_title="X", timezone="Europe/Zurich", working_language="en", languages=("en",),
    limits_s={"other": 60},
)


def form() -> list[Sheet]:
    from_9 = datetime(2024, 3, 4, 8, tzinfo=UTC)
    to_10 = datetime(2024, 3, 4, 9, tzinfo=UTC)
    limits_s = dict.fromkeys(("state_party", "state_not_party", "international_organization", "ngo", "other"), 180)
    programme = Programme(
        slug="small", title="Small", short_title="Small", timezone="Europe/Zurich", working_language="en",
        languages=("en",), limits_s=limits_s, sittings=(Sitting(id="am", kind="plenary", starts_at=from_9,
                                                                ends_at=to_10),),
        items=(Item(number="1", title="Opening", short_title="Opening", sitting="am", starts_at=from_9, ends_at=to_10,
                    presiding="KEN"),),
    )
    return programme_sheets(programme_form(meeting_of([ProgrammeSet(programme=programme)]), with_persons=False).form)


def with_cell(sheets: list[Sheet], name: str, row: int, column: str, text: str | None) -> list[Sheet]:
    """Row 2 is the first under the headings."""
    found = next(sheet for sheet in sheets if sheet.name == name)
    at = found.columns.index(column)
    rows = list(found.rows)
    rows[row - 2] = (*rows[row - 2][:at], text, *rows[row - 2][at + 1:])
    changed = Sheet(name, found.columns, tuple(rows))
    return [changed if sheet is found else sheet for sheet in sheets]


def problems(raw: bytes, base: Programme | None = None) -> list[str]:
    findings = Findings("p.xlsx")
    read_programme_workbook(raw, "p.xlsx", CODES, findings, base)
    return [str(problem).rpartition("; expected ")[0] for problem in findings.problems]


def test_workbook_of_the_form_has_no_problems() -> None:
    assert problems(xlsx_of(form())) == []


@pytest.mark.parametrize(("name", "row", "column", "text", "problem"), [
    ("items", 2, "presiding", "ZZZ", 'p.xlsx [items]:2: presiding (G): "ZZZ" is not among the delegations'),
    ("items", 2, "title", None, "p.xlsx [items]:2: title: is missing"),
    ("items", 2, "start", "25:00", 'p.xlsx [items]:2: start (E): "25:00" is not a time of day'),
    ("items", 2, "end", "23:00", "p.xlsx [items]:2: end (F): the item ends after its session \"am\""),
    ("sittings", 2, "date", "4/3/24", 'p.xlsx [sittings]:2: date (B): "4/3/24" is not a date'),
    ("meeting", 4, "value", "Europe/Nowhere", 'p.xlsx [meeting]:5: timezone (B): "Europe/Nowhere" is not a time zone'),
])
def test_problem_is_said_with_sheet_row_and_column(
    name: str, row: int, column: str, text: str | None, problem: str
) -> None:
    sheets = form()
    if name == "meeting":
        row = 2 + [key for key, _ in sheets[0].rows].index("timezone")
        problem = problem.replace(":5:", f":{row}:")

    assert problems(xlsx_of(with_cell(sheets, name, row, column, text)))[:1] == [problem]


def test_foreign_sheets_columns_and_items_are_named() -> None:
    sheets = [*form(), Sheet("notes", ("a",), (("b",),))]
    parts = Sheet("parts", ("item", "id", "titel", "kind"), (("9", "9.1", "x", "open_floor"),))

    assert problems(xlsx_of([parts if sheet.name == "parts" else sheet for sheet in sheets])) == [
        "p.xlsx [notes]: the sheet is unknown or there twice",
        'p.xlsx [parts]:1: C: the column "titel" is unknown',
        'p.xlsx [parts]:2: item: "9" is not an item of this file',
    ]


def test_missing_sheet_is_named() -> None:
    assert "p.xlsx: sessions: is missing" in problems(xlsx_of([each for each in form() if each.name != "sittings"]))


def plain(header: tuple[str, ...], *rows: tuple[object, ...], above: int = 0) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as workbook:
        page = workbook.add_worksheet("Programme of work")
        formats = {
            date: workbook.add_format({"num_format": "dd/mm/yyyy"}), time: workbook.add_format({"num_format": "hh:mm"}),
        }
        if above:
            page.write_string(0, 0, "Programme of work, as of today")
        for line, row in enumerate((header, *rows), start=above):
            for column, cell in enumerate(row):
                page.write(line, column, cell, formats.get(type(cell)))
    return file.getvalue()


ROWS = (
    (date(2024, 3, 4), time(10, 0), time(10, 30), 1, "Opening", "KEN", "chair", 5),
    ("", "10:30", "13.00", 2.1, "General debate", "NOR", "", "3 min"),
    ("", 0.625, "18h00", "2.2", "General debate (continued)", "NOR", "", ""),
    ("5.3.2024", "9:30 am", "1:00 pm", "3", "Closing", "KEN", "invited only", ""),
)


@pytest.mark.parametrize("header", [
    ("Date", "From", "To", "Item", "Title", "Chair", "Policy", "Limit (minutes)"),
    ("Fecha", "Inicio", "Fin", "Tema", "Título", "Presidencia", "Oradores", "Límite (min)"),
    ("Jour", "Début", "Fin", "N°", "Intitulé", "Présidence", "Orateurs", "Temps de parole (minutes)"),
    ("Дата", "Начало", "Конец", "№", "Название", "Председатель", "Ораторы", "Регламент (мин)"),
    ("日期", "开始", "结束", "编号", "标题", "主席", "发言规则", "时限 (分钟)"),
    ("التاريخ", "البداية", "النهاية", "الرقم", "العنوان", "الرئيس", "المتكلمون", "المهلة (دقيقة)"),
])
@pytest.mark.parametrize("above", [0, 2])
def test_plain_sheet_is_read_whatever_its_headings_are_called(header: tuple[str, ...], above: int) -> None:
    findings = Findings("p.xlsx")

    read = read_programme_workbook(plain(header, *ROWS, above=above), "p.xlsx", CODES, findings, BASE)

    assert [str(problem) for problem in findings.problems] == []
    assert read is not None
    programme = read[0]
    assert [(each.id, f"{each.starts_at:%d %H:%M}", f"{each.ends_at:%d %H:%M}") for each in programme.sittings] == [
        ("2024-03-04-1", "04 09:00", "04 12:00"), ("2024-03-04-2", "04 14:00", "04 17:00"),
        ("2024-03-05-1", "05 08:30", "05 12:00"),
    ]
    assert [
        (item.number, item.title, item.sitting, item.presiding, item.speaker_policy, item.limit_s)
        for item in programme.items
    ] == [
        ("1", "Opening", "2024-03-04-1", "KEN", "presiding_only", 300),
        ("2.1", "General debate", "2024-03-04-1", "NOR", "open_floor", 180),
        ("2.2", "General debate (continued)", "2024-03-04-2", "NOR", "open_floor", None),
        ("3", "Closing", "2024-03-05-1", "KEN", "invited_only", None),
    ]
    assert programme.limits_s == BASE.limits_s


def test_plain_sheet_keeps_the_sittings_of_the_meeting_where_its_items_have_their_place() -> None:
    sitting = Sitting(
        id="am", kind="plenary", starts_at=datetime(2024, 3, 4, 8, tzinfo=UTC),
        ends_at=datetime(2024, 3, 4, 12, tzinfo=UTC),
    )
    findings = Findings("p.xlsx")
    header = ("Date", "From", "To", "Item", "Title", "Chair", "Policy", "Limit")

    read = read_programme_workbook(
        plain(header, *ROWS[:2]), "p.xlsx", CODES, findings, replace(BASE, sittings=(sitting,))
    )

    assert findings.problems == []
    assert read is not None
    assert read[0].sittings == (sitting,)
    assert [item.sitting for item in read[0].items] == ["am", "am"]


def test_faults_of_a_plain_sheet_are_said_with_row_and_column() -> None:
    header = ("Date", "From", "To", "Item", "Title", "Chair")
    rows = (
        ("4 March", "10:00", "11:00", "1", "Opening", "KEN"), ("2024-03-04", "morning", "", "2", "", "XXX"),
    )
    in_time = [("2024-03-04", "10:00", "11:00", "1", "", "XXX"), ("2024-03-05", "11:00", "10:00", "1", "A", "KEN")]

    assert problems(plain(header, *rows), BASE) == [
        'p.xlsx [Programme of work]:2: Date (A): "4 March" is not a date',
        'p.xlsx [Programme of work]:3: From (B): "morning" is not a time of day',
        "p.xlsx [Programme of work]:3: end: is missing",
    ]
    assert problems(plain(header, *in_time), BASE) == [
        "p.xlsx [Programme of work]:2: title: is missing",
        'p.xlsx [Programme of work]:2: Chair (F): "XXX" is not among the delegations',
        'p.xlsx [Programme of work]:3: To (C): "10:00" is not after the start, 11:00',
        'p.xlsx [Programme of work]:3: Item (D): "1" is given a second time, first in line 2',
    ]


def test_plain_sheet_without_columns_or_a_meeting_is_refused() -> None:
    raw = plain(("From", "Title"), ("10:00", "Opening"))

    assert problems(raw) == [
        f"p.xlsx [Programme of work]:1: {name}: the column is missing"
        for name in ("number", "date", "end", "presiding")
    ] + ["p.xlsx [Programme of work]: the sheet says nothing of the meeting but its items"]
