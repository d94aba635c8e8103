"""Tables as files that a spreadsheet opens: CSV and XLSX, in which no text can become a formula."""

import csv
import io
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import xlsxwriter

from app.domain.guarding import could_run, guarded

Cell = str | int | float | datetime | None
LONGEST_CELL = 32_767
"""Characters that a cell of XLSX holds."""
MOST_ROWS = 1_048_575
WIDEST = 60
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NOT_IN_UTF_8 = re.compile("[\ud800-\udfff]")
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")
REPLACEMENT = "\ufffd"
MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""The same tables make the same file, whenever that is."""


@dataclass(frozen=True)
class Sheet:
    """`columns`: their headings; a row has a cell for each. Datetimes are shown by the clock of their own zone."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def csv_of(sheet: Sheet) -> bytes:
    """RFC 4180 in UTF-8; the byte order mark tells Excel so, and the importer passes over it."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    for row in (sheet.columns, *sheet.rows):
        writer.writerow([_as_text(cell) for cell in row])
    return NOT_IN_UTF_8.sub(REPLACEMENT, written.getvalue()).encode("utf-8-sig")


def _as_text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return guarded(cell)
        case datetime():
            return cell.isoformat(timespec="seconds")
        case _:
            return str(cell) if math.isfinite(cell) else ""


def xlsx_of(sheets: Sequence[Sheet], is_right_to_left: bool = False) -> bytes:
    """A workbook with a sheet each; `is_right_to_left`: for readers of Arabic."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as workbook:
        workbook.set_properties({"created": MADE})
        writer = _Writer(workbook)
        for sheet, name in zip(sheets, sheet_names([sheet.name for sheet in sheets]), strict=True):
            writer.add(sheet, name, is_right_to_left)
    return file.getvalue()


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """As XLSX allows them: at most 31 characters, some not at all, none twice but for case, no quote at an end."""
    names: list[str] = []
    for each in wanted:
        plain = NOT_IN_NAMES.sub(" ", each).strip(" '")[:31].strip(" '") or "Sheet"
        plain = f"{plain} 1" if plain.casefold() == "history" else plain
        name, count = plain, 1
        while name.casefold() in (taken.casefold() for taken in names):
            count += 1
            ending = f" {count}"
            name = plain[: 31 - len(ending)] + ending
        names.append(name)
    return names


class _Writer:
    """The formats of one workbook, and the cells in them."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self.workbook = workbook
        self.heading = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "quote_prefix": True})
        self.text = workbook.add_format({"valign": "top", "num_format": "@"})
        # Whoever edits such a cell and leaves it would else turn it into a formula.
        self.inert = workbook.add_format({"valign": "top", "num_format": "@", "quote_prefix": True})
        self.number = workbook.add_format({"valign": "top"})
        self.moment = workbook.add_format({"valign": "top", "num_format": "yyyy-mm-dd hh:mm:ss"})

    def add(self, sheet: Sheet, name: str, is_right_to_left: bool) -> None:
        page = self.workbook.add_worksheet(name)
        if is_right_to_left:
            page.right_to_left()
        for column, heading in enumerate(sheet.columns):
            page.write_string(0, column, fitting(heading), self.heading)
            longest = max((len(str(row[column] or "")) for row in sheet.rows), default=0)
            page.set_column(column, column, min(WIDEST, max(10, len(heading), longest) + 2))
        for line, row in enumerate(sheet.rows, start=1):
            for column, cell in enumerate(row):
                self._write(page, line, column, cell)
        page.freeze_panes(1, 0)
        if sheet.columns:
            page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)

    def _write(self, page: "xlsxwriter.worksheet.Worksheet", line: int, column: int, cell: Cell) -> None:
        match cell:
            case None | "":
                return
            case str():
                text = fitting(cell)
                page.write_string(line, column, text, self.inert if could_run(text) else self.text)
            case datetime():
                page.write_datetime(line, column, cell.replace(tzinfo=None), self.moment)
            case _ if math.isfinite(cell):
                page.write_number(line, column, cell, self.number)


def fitting(text: str) -> str:
    """What a cell of XLSX can hold; a text that is cut says so."""
    legal = NOT_IN_XML.sub(REPLACEMENT, text)
    return legal if len(legal) <= LONGEST_CELL else legal[: LONGEST_CELL - 1] + "…"
