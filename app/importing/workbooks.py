"""A workbook (XLSX) as pages of cells; one that could harm is refused before anything is built of it."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from app.importing.problems import Findings

LARGEST = 5 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 20_000, 200, 40
MOST_MEMBERS = 500
LARGEST_UNPACKED = 64 * 1024 * 1024
MOST_RATIO = 200
"""Of a member to itself packed; the repetitive XML of real sheets comes to some 20 or 30."""
SMALL = 256 * 1024
"""So much may be packed as tightly as it likes."""
OTHER_FORMS = ("content.xml", "xl/workbook.bin", "mimetype")
PLACE = re.compile("([A-Z]{1,3})?([0-9]{1,7})")
FAULTS = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, OSError, ValueError, CalamineError,
)
"""What the two readers raise for files that are none, damaged or locked by a password."""
Cell = str | float | int | bool | date | time | datetime | timedelta


@dataclass(frozen=True)
class Page:
    """One visible sheet: rows of equal length, "" where nothing is."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


class Harmful(Exception):
    """What was found in the file and what is allowed, as a problem says it."""

    def __init__(self, found: str, expected: str) -> None:
        super().__init__(found)
        self.found, self.expected = found, expected


def read_workbook(raw: bytes, findings: Findings) -> list[Page]:
    """The visible sheets in their order; none if there is a problem, which is in `findings`."""
    try:
        check_harmless(raw)
        with CalamineWorkbook.from_filelike(io.BytesIO(raw)) as workbook:
            return list(_pages(workbook))
    except Harmful as harmful:
        findings.add(None, "", harmful.found, harmful.expected)
    except FAULTS as error:
        findings.add(None, "", f"is not a workbook ({_short(error)})", "a file saved as XLSX, without a password")
    return []


def _short(error: Exception) -> str:
    return str(error).splitlines()[0][:100] if str(error) else type(error).__name__


def _pages(workbook: CalamineWorkbook) -> Iterator[Page]:
    for sheet in workbook.sheets_metadata:
        if sheet.typ != SheetTypeEnum.WorkSheet or sheet.visible != SheetVisibleEnum.Visible:
            continue
        rows = workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        yield Page(sheet.name, tuple(tuple(row) for row in rows))


def check_harmless(raw: bytes) -> None:
    """Raises Harmful. The reader allots a cell for each place up to the farthest, so that is looked for first."""
    if len(raw) > LARGEST:
        raise Harmful("the file is too large", f"at most {LARGEST // 1024 // 1024} MB")
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        members = [member for member in file.infolist() if not member.is_dir()]
        _check_members(members)
        sheets = 0
        for member in members:
            with file.open(member) as packed:
                content = packed.read(LARGEST_UNPACKED + 1)
            if len(content) != member.file_size:
                raise Harmful("a part of the file says a wrong size", "a file saved as XLSX")
            sheets += _is_sheet(content)
        if sheets > MOST_SHEETS:
            raise Harmful(f"there are {sheets} sheets", f"at most {MOST_SHEETS}")


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename.casefold() for member in members]
    if "xl/workbook.xml" not in names or any(name in names for name in OTHER_FORMS):
        raise Harmful("is not a workbook", "a file saved as XLSX, without a password")
    if len(names) > MOST_MEMBERS or len(set(names)) < len(names):
        raise Harmful("the file has too many parts, or one twice", f"at most {MOST_MEMBERS}, each once")
    if sum(member.file_size for member in members) > LARGEST_UNPACKED:
        raise Harmful("the file is too large unpacked", f"at most {LARGEST_UNPACKED // 1024 // 1024} MB")
    for member in members:
        if member.file_size > max(SMALL, MOST_RATIO * max(1, member.compress_size)):
            raise Harmful("a part of the file is packed too tightly", f"at most {MOST_RATIO} to 1")


def _is_sheet(content: bytes) -> bool:
    """Whether it is the XML of a sheet. Raises Harmful: too many cells, XML that defines entities."""
    found = _Places()
    # As the reader of sheets takes it, whatever encoding the XML says that it has.
    parser = expat.ParserCreate("utf-8", " ")
    parser.StartElementHandler = found.element
    parser.EntityDeclHandler = found.entity
    parser.StartDoctypeDeclHandler = found.entity
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        if found.is_sheet or b"sheetData" in content:
            raise Harmful("the XML of a sheet is faulty", "a file saved as XLSX") from error
        return False
    return found.is_sheet


@dataclass
class _Places:
    """Follows the cells of a sheet, those that name their place and those that follow the one before."""

    is_sheet: bool = False
    row: int = 0
    column: int = 0

    def entity(self, *_: object) -> None:
        raise Harmful("the XML defines entities", "a file saved as XLSX")

    def element(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(" ")[2]:
            case "sheetData":
                self.is_sheet = True
            case "row":
                self.row, self.column = self.row + 1, 0
                self._go_to(attributes.get("r"))
            case "c":
                self.column += 1
                self._go_to(attributes.get("r"))

    def _go_to(self, place: str | None) -> None:
        if place is not None:
            at = PLACE.fullmatch(place)
            if at is None:
                raise Harmful("a cell has no place", "a file saved as XLSX")
            self.row = int(at[2])
            self.column = column_number(at[1]) if at[1] else self.column
        if self.row > MOST_ROWS:
            raise Harmful(f"there is a row {self.row}", f"at most {MOST_ROWS} rows")
        if self.column > MOST_COLUMNS:
            raise Harmful(f"there is a column {self.column}", f"at most {MOST_COLUMNS} columns")


def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """A for 1, AA for 27."""
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
