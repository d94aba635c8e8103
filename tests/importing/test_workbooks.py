"""Workbooks that could harm are refused before a cell of them is built."""

import io
import time
import zipfile

import pytest

from app.documents.sheets import Sheet, xlsx_of
from app.importing.problems import Findings
from app.importing.workbooks import LARGEST, column_letters, column_number, read_workbook

GOOD = xlsx_of([Sheet("a", ("x", "y"), (("1", 2), (None, "z")))])
SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def rebuilt(changes: dict[str, bytes]) -> bytes:
    """The good workbook with other parts, or more."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *changes]):
            new.writestr(name, changes[name] if name in changes else old.read(name))
    return file.getvalue()


def sheet(cells: str, before: str = "") -> bytes:
    return f'{before}<worksheet xmlns="{NAMESPACE}"><sheetData>{cells}</sheetData></worksheet>'.encode()


def problems(raw: bytes) -> str:
    findings = Findings("x.xlsx")
    assert read_workbook(raw, findings) == []
    (problem,) = findings.problems
    return problem.found


def test_harmless_workbook_is_read() -> None:
    findings = Findings("x.xlsx")

    (page,) = read_workbook(GOOD, findings)

    assert (page.name, page.rows, findings.problems) == ("a", (("x", "y"), ("1", 2.0), ("", "z")), [])


@pytest.mark.parametrize(("content", "found"), [
    (sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>'), "there is a column 16384"),
    (sheet('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'), "there is a row 1048576"),
    (sheet('<row><c r="A20001"><v>1</v></c></row>'), "there is a row 20001"),
    (sheet("<row/>" * 20_001), "there is a row 20001"),
    (sheet("<row>" + "<c/>" * 201 + "</row>"), "there is a column 201"),
    (sheet('<row><c r="&#88;FD1"><v>1</v></c></row>'), "there is a column 16384"),
    (sheet('<row><c r="A"><v>1</v></c></row>'), "a cell has no place"),
    (sheet("<row>"), "the XML of a sheet is faulty"),
    (sheet('<row r="30000"/>', "<?xml version='1.0' encoding='nonsense'?>"), "there is a row 30000"),
    (sheet("&a;", '<!DOCTYPE x [<!ENTITY a "b">]>'), "the XML defines entities"),
])
def test_sheet_that_would_fill_the_memory_is_refused(content: bytes, found: str) -> None:
    assert problems(rebuilt({SHEET: content})) == found
    assert problems(rebuilt({"xl/media/image1.png": content})) == found


def test_bombs_are_refused_quickly() -> None:
    begun = time.perf_counter()

    assert problems(rebuilt({"xl/a.xml": b" " * 30_000_000})) == "a part of the file is packed too tightly"
    assert problems(rebuilt({f"xl/{number}.xml": b"x" * 10_000_000 for number in range(7)})) == (
        "the file is too large unpacked"
    )
    assert problems(rebuilt({f"xl/{number}.xml": b"<a/>" for number in range(600)})) == (
        "the file has too many parts, or one twice"
    )
    assert problems(b"PK\x03\x04" + b"0" * LARGEST) == "the file is too large"
    assert time.perf_counter() - begun < 10


@pytest.mark.parametrize("raw", [
    b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, GOOD[:-30], GOOD[:3000], b"a,b\n1,2\n",
    rebuilt({"content.xml": b"<x/>"}), rebuilt({"xl/workbook.bin": b"x"}), rebuilt({"xl/workbook.xml": b"<x"}),
])
def test_other_files_are_refused(raw: bytes) -> None:
    assert problems(raw).startswith("is not a workbook")


def test_wrong_size_in_the_directory_is_refused() -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as file:
        size = file.getinfo(SHEET).file_size.to_bytes(4, "little")
    at = GOOD.rindex(SHEET.encode()) - 46 + 24

    assert GOOD[at:at + 4] == size
    assert problems(GOOD[:at] + (10).to_bytes(4, "little") + GOOD[at + 4:]).startswith(("is not", "a part of the file"))


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (200, "GR"), (16_384, "XFD")])
def test_columns_are_counted_in_letters(number: int, letters: str) -> None:
    assert (column_letters(number), column_number(letters)) == (letters, number)
