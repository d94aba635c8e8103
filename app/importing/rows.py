"""A CSV file as rows that know their line."""

import csv
import io
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from app.domain.guarding import unguarded
from app.importing.fields import text_fault
from app.importing.problems import Findings, one_of, quoted


@dataclass(frozen=True)
class Row:
    line: int
    cells: dict[str, str]
    findings: Findings

    def refuse(self, column: str, found: str, expected: str) -> None:
        self.findings.add(self.line, column, found, expected)

    def maybe(self, column: str, longest: int = 300) -> str:
        """The text of a cell, empty if there is none."""
        text = self.cells.get(column, "")
        if fault := text_fault(text, longest):
            self.refuse(column, *fault)
            return ""
        return text

    def text(self, column: str, longest: int = 300) -> str:
        if not self.cells[column]:
            self.refuse(column, "the cell is empty", "a text")
        return self.maybe(column, longest)

    def matching(self, column: str, form: str, expected: str) -> str:
        text = self.maybe(column)
        if text and not re.fullmatch(form, text):
            self.refuse(column, f"{quoted(text)} does not fit", expected)
            return ""
        return text

    def choice(self, column: str, options: Collection[str], name: str) -> str:
        text = self.cells[column]
        if text not in options:
            self.refuse(column, f"{quoted(text)} is not {name}", one_of(options))
        return text


def read_rows(
    text: str, findings: Findings, required: Collection[str], may_be: Callable[[str], bool], known: Collection[str]
) -> tuple[list[Row], bool]:
    """The rows that can be read, and whether these are all. `known`: the columns that a refusal names."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    columns: list[str] | None = None
    line, are_all = 1, True
    try:
        for cells in reader:
            if columns is None and cells:
                columns = [unguarded(cell).strip() for cell in cells]
                if not _are_columns(columns, line, findings, required, may_be, known):
                    return [], False
            elif columns and cells and len(cells) != len(columns):
                findings.add(line, "", f"the row has {len(cells)} cells", f"{len(columns)}, as the first row has")
                are_all = False
            elif columns and cells:
                trimmed = (unguarded(cell).strip() for cell in cells)
                rows.append(Row(line, dict(zip(columns, trimmed, strict=True)), findings))
            line = reader.line_num + 1
    except csv.Error as error:
        findings.add(line, "", f"is not CSV ({error})", "cells separated by commas, quoted with double quotes")
        are_all = False
    if not rows and are_all:
        findings.add(None, "", "there are no rows", "a row for each delegation")
    return rows, bool(rows) and are_all


def _are_columns(
    columns: list[str], line: int, findings: Findings, required: Collection[str], may_be: Callable[[str], bool],
    known: Collection[str],
) -> bool:
    problems_before = len(findings.problems)
    if len(columns) == 1 and re.search("[;\t]", columns[0]):
        findings.add(line, "", "the cells are not separated by commas", "commas")
        return False
    seen: set[str] = set()
    for column in columns:
        if column in seen:
            findings.add(line, column, "the column is given a second time", "each column once")
        elif column not in required and not may_be(column):
            findings.add(line, "", f"the column {quoted(column)} is unknown", one_of(known))
        seen.add(column)
    for column in required:
        if column not in seen:
            findings.add(line, column, "the column is missing", "it in the first row")
    return len(findings.problems) == problems_before
