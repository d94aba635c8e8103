"""A programme in a workbook: several sheets in the form of the YAML file, or one plain sheet of agenda items."""

import re
from collections.abc import Callable, Collection
from difflib import get_close_matches

from app.domain.programme import Programme
from app.importing.cells import cell_text, clock_text, day_text, moment_text, seconds_text
from app.importing.nodes import Entry, Leaf, Place, SheetFindings, leaves, value_of
from app.importing.plain_programme import is_plain, read_plain
from app.importing.problems import Findings, one_of, quoted
from app.importing.programme_file import programme_from
from app.importing.seeds import Seeds
from app.importing.workbooks import Cell, Page, column_letters, read_workbook

COLUMNS = {
    "sittings": ("id", "date", "start", "end", "kind"),
    "items": (
        "number", "title", "short_title", "session", "start", "end", "presiding", "committee", "kind", "map_actions",
        "speaker_policy", "default_limit_seconds", "invited", "pack", "basis",
    ),
    "parts": ("item", "id", "title", "kind", "limit_seconds", "comment_limit_seconds", "invited", "basis"),
    "speakers": (
        "item", "code", "part", "role", "name", "on_behalf_of", "on_behalf_basis", "in_reply_to", "right_of_reply_to",
        "delivery", "basis",
    ),
    "groups": ("name", "code", "members"),
    "committees": ("id", "name", "chair", "members", "basis"),
    "windows": ("list", "opens", "closes"),
    "margins": ("date", "start", "end", "title", "closed", "basis"),
}
OF_ONE = ("meeting", "defaults")
"""Sheets that have a key and its value in each row; a dot leads into a table, as in `right_of_reply.when`."""
OF_ITEMS = {"parts": "parts", "speakers": "seed_speakers"}
LISTS = (
    "invited", "members", "dates", "official_languages", "interpretation_languages", "order",
    "right_of_reply.limits_seconds",
)
READERS: dict[str, Callable[[Cell], str]] = {
    "date": day_text, "start": clock_text, "end": clock_text, "opens": moment_text, "closes": moment_text,
    "invitation_date": day_text, "invitation_time": clock_text, "registration_deadline": day_text,
    "default_limit_seconds": seconds_text, "limit_seconds": seconds_text, "comment_limit_seconds": seconds_text,
}


def read_programme_workbook(
    raw: bytes,
    name: str,
    codes: Collection[str] | None,
    findings: Findings,
    base: Programme | None = None,
) -> tuple[Programme, Seeds] | None:
    """As `parse_programme` reads YAML: with a problem in `findings` what it returns is not to be used.

    `base`: the programme of the meeting, of which one plain sheet of items replaces sittings and items.
    """
    of_sheets = SheetFindings(name)
    pages = [page for page in read_workbook(raw, of_sheets) if any(map(any, page.rows))]
    read = None
    if is_plain(pages):
        read = read_plain(pages[0], codes, of_sheets, base)
    elif pages:
        top = _form_of(pages, of_sheets)
        read = programme_from(value_of(top, of_sheets), codes)
    elif not of_sheets.problems:
        of_sheets.add(None, "", "the workbook is empty", "the sheets of a programme")
    findings.problems += of_sheets.problems
    return read


def _form_of(pages: list[Page], findings: SheetFindings) -> Entry:
    top = Entry(Place("", 0))
    lists: dict[str, list[Entry]] = {}
    items: dict[str, Entry] = {}
    by_name = {}
    for page in pages:
        name = page.name.strip().lower()
        if name in by_name or name not in (*OF_ONE, *COLUMNS):
            findings.at(page.name, None, "", "the sheet is unknown or there twice", one_of((*OF_ONE, *COLUMNS)))
        by_name[name] = page
    for name in (*OF_ONE, *COLUMNS):
        page_of = by_name.get(name)
        if page_of is None:
            continue
        if name in OF_ONE:
            top.cells.append((name, _of_one(page_of)))
            continue
        entries = _entries(page_of, COLUMNS[name], findings)
        if name in OF_ITEMS:
            _hang(entries, OF_ITEMS[name], items, findings)
            continue
        if name == "items":
            items = {text: entry for entry in entries if (text := _text(entry, "number"))}
        lists[{"sittings": "sessions"}.get(name, name)] = entries
    top.cells += lists.items()
    return top


def _of_one(page: Page) -> Entry:
    entry = Entry(Place(page.name, 1))
    for row, cells in enumerate(page.rows, start=1):
        path = cell_text(cells[0]) if cells else ""
        values = [cell for cell in cells[1:] if cell != ""]
        if not path or not values or (row == 1 and path.lower() == "key"):
            continue
        reader = READERS.get(path, cell_text)
        place = Place(page.name, row, f"{path} (B)")
        if path in LISTS:
            reader = day_text if path == "dates" else cell_text
            _put(entry, path, leaves([text for each in values for text in _split(reader(each))], place))
        else:
            _put(entry, path, Leaf(reader(values[0]), place))
    return entry


def _put(entry: Entry, path: str, value: Leaf | list[Leaf]) -> None:
    first, _, rest = path.partition(".")
    if not rest:
        entry.cells.append((first, value))
        return
    inner = next((each for key, each in entry.cells if key == first and isinstance(each, Entry)), None)
    if inner is None:
        place = value.place if isinstance(value, Leaf) else value[0].place
        inner = Entry(Place(place.sheet, place.row))
        entry.cells.append((first, inner))
    _put(inner, rest, value)


def _split(text: str) -> list[str]:
    return [each for each in re.split(r"[,;\n\s]+", text) if each]


def _entries(page: Page, known: tuple[str, ...], findings: SheetFindings) -> list[Entry]:
    """The rows under the headings; empty ones are passed over."""
    headings = [cell_text(cell).lower() for cell in page.rows[0]]
    for number, heading in enumerate(headings, start=1):
        if heading and heading not in known:
            near = get_close_matches(heading, known, 1)
            expected = near[0] if near else one_of(known)
            findings.at(page.name, 1, column_letters(number), f"the column {quoted(heading)} is unknown", expected)
        elif heading and heading in headings[: number - 1]:
            findings.at(page.name, 1, f"{heading} ({column_letters(number)})", "is given a second time", "each once")
    entries = []
    for row, cells in enumerate(page.rows[1:], start=2):
        entry = Entry(Place(page.name, row))
        for number, (heading, cell) in enumerate(zip(headings, cells, strict=True), start=1):
            text = READERS.get(heading, cell_text)(cell)
            if not text or heading not in known or heading in headings[: number - 1]:
                continue
            place = Place(page.name, row, f"{heading} ({column_letters(number)})")
            entry.cells.append((heading, leaves(_split(text), place) if heading in LISTS else Leaf(text, place)))
        if entry.cells:
            entries.append(entry)
    return entries


def _text(entry: Entry, key: str) -> str:
    return next((each.text for name, each in entry.cells if name == key and isinstance(each, Leaf)), "")


def _hang(entries: list[Entry], key: str, items: dict[str, Entry], findings: SheetFindings) -> None:
    """Parts and speakers under the item that they name."""
    hung: dict[str, list[Entry]] = {}
    for entry in entries:
        number = _text(entry, "item")
        entry.cells = [cell for cell in entry.cells if cell[0] != "item"]
        if number in items:
            hung.setdefault(number, []).append(entry)
        else:
            found = f"{quoted(number)} is not an item of this file" if number else "is missing"
            findings.at(entry.place.sheet, entry.place.row, "item", found, one_of(items))
    for number, of_item in hung.items():
        items[number].cells.append((key, of_item))
