"""A table of any program as rows of text: CSV whatever its separator and encoding, or the first sheet of a workbook."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.guarding import unguarded
from app.importing.cells import cell_text
from app.importing.headings import DELEGATION_HEADINGS, matched
from app.importing.problems import Findings, refuse_if_any
from app.importing.source import UNSEEN
from app.importing.workbooks import LARGEST, MOST_COLUMNS, MOST_ROWS, read_workbook

SEPARATORS = (",", ";", "\t")
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
SHOWN_ENCODINGS = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "utf-16-le": "UTF-16",
                   "utf-16-be": "UTF-16", "cp1252": "Windows-1252"}


@dataclass(frozen=True)
class Table:
    """`rows`: as long as the header; `lines`: where each stands in the file, from 1.

    `encoding`, `separator`: as guessed, "" for a workbook; `sheet`: "" for CSV.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    encoding: str = ""
    separator: str = ""
    sheet: str = ""

    @property
    def shown_name(self) -> str:
        return f"{self.name} [{self.sheet}]" if self.sheet else self.name


def columns_guessed(header: tuple[str, ...] | list[str]) -> dict[str, int]:
    """The column of each field of a delegation that its heading tells, from 0; the person may say otherwise."""
    return matched(header, DELEGATION_HEADINGS)


def read_table(raw: bytes, name: str) -> Table:
    """The first row that is not empty is the header. Raises ImportRefused."""
    findings = Findings(name)
    table = None
    if len(raw) > LARGEST:
        findings.add(None, "", "the file is too large", f"at most {LARGEST // 1024 // 1024} MB")
    elif raw[:4] == b"PK\x03\x04":
        table = _of_workbook(raw, name, findings)
    else:
        table = _of_text(raw, name, findings)
    refuse_if_any(findings)
    assert table is not None  # it is None only with a finding
    return table


def _of_workbook(raw: bytes, name: str, findings: Findings) -> Table | None:
    pages = [page for page in read_workbook(raw, findings) if any(map(any, page.rows))]
    if not pages:
        if not findings.problems:
            findings.add(None, "", "the workbook is empty", "a sheet with a header and rows")
        return None
    rows = [(number, [cell_text(cell) for cell in row]) for number, row in enumerate(pages[0].rows, start=1)]
    return _table(rows, name, findings, sheet=pages[0].name)


def _of_text(raw: bytes, name: str, findings: Findings) -> Table | None:
    encoding = guessed_encoding(raw)
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        findings.add(None, "", f"is not text ({error.reason})", "a CSV file in UTF-8, UTF-16 or Windows-1252, or XLSX")
        return None
    if "\0" in text:
        findings.add(None, "", "is not text", "a CSV file in UTF-8, UTF-16 or Windows-1252, or XLSX")
        return None
    separator = guessed_separator(text)
    rows: list[tuple[int, list[str]]] = []
    try:
        for number, row in _lines(text, separator):
            if len(rows) > MOST_ROWS or len(row) > MOST_COLUMNS:
                findings.add(number, "", "the table is too large", f"{MOST_ROWS} rows, {MOST_COLUMNS} columns at most")
                return None
            rows.append((number, [unguarded(cell).strip() for cell in row]))
    except csv.Error as error:
        findings.add(rows[-1][0] + 1 if rows else 1, "", f"is not CSV ({error})", "cells quoted with double quotes")
        return None
    return _table(rows, name, findings, encoding=SHOWN_ENCODINGS[encoding], separator=separator)


def _lines(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    for row in reader:
        yield line, row
        line = reader.line_num + 1


def guessed_encoding(raw: bytes) -> str:
    """By its mark; else UTF-16 where every second byte is nought, UTF-8 where that is possible, else Windows-1252."""
    for mark, encoding in MARKS.items():
        if raw.startswith(mark):
            return encoding
    begins = raw[:400]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(begins) >= 4 and begins[offset::2].count(0) > len(begins) // 4:
            return encoding
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def guessed_separator(text: str) -> str:
    """The one of which the first line that is not empty has most, outside quotes."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    bare = re.sub('"[^"]*"', "", first)
    return max(SEPARATORS, key=bare.count)


def _table(
    rows: list[tuple[int, list[str]]], name: str, findings: Findings, *, encoding: str = "", separator: str = "",
    sheet: str = "",
) -> Table | None:
    filled = [(line, row) for line, row in rows if any(row)]
    if len(filled) < 2:
        findings.add(None, "", "there are no rows", "a header and a row for each delegation")
        return None
    (head, header), *body = filled
    width = len(header)
    for line, row in body:
        if any(row[width:]):
            findings.add(line, "", f"the row has {len(row)} cells", f"{width}, as the header has in line {head}")
        if unseen := UNSEEN.search("".join(row)):
            findings.add(line, "", f"the character U+{ord(unseen[0]):04X} is not allowed", "visible text")
    padded = tuple(tuple([*row, *[""] * width][:width]) for _, row in body)
    lines = tuple(line for line, _ in body)
    return Table(name, tuple(header), padded, lines, encoding=encoding, separator=separator, sheet=sheet)
