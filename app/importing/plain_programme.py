"""An agenda in one plain sheet, as a secretariat keeps it: a row for each item, whatever the order of the columns."""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from app.domain.programme import Programme, Sitting
from app.importing.agenda import NEVER, AgendaReader
from app.importing.cells import cell_text, clock_text, day_text, seconds_text
from app.importing.headings import ITEM_HEADINGS, matched, plain
from app.importing.nodes import Entry, Leaf, Place, SheetFindings, value_of
from app.importing.problems import quoted
from app.importing.seeds import SeedReader, Seeds
from app.importing.workbooks import Cell, Page, column_letters

NEEDED = ("number", "title", "date", "start", "end", "presiding")
LONGEST_GAP = timedelta(minutes=30)
"""Items that follow one another within this are of one sitting."""
MOST_ROWS_ABOVE = 10
"""A title and the like may stand above the headings."""
CLOCK = ("([01][0-9]|2[0-3]):[0-5][0-9]", "a time of day", "HH:MM")
FORMS = {"date": ("[0-9]{4}-[0-9]{2}-[0-9]{2}", "a date", "YYYY-MM-DD, or a cell that is a date"),
         "start": CLOCK, "end": CLOCK}
POLICY_WORDS = {
    "open_floor": "open|open floor|open list|ouvert|abierto|открытый|开放|مفتوح",
    "targeted_then_open": "targeted|targeted then open|invited then open",
    "panel_then_open": "panel|panel then open|panel discussion|table ronde|mesa redonda",
    "invited_only": "invited|invited only|by invitation|sur invitation|por invitacion|по приглашению|仅限受邀|بدعوة",
    "presiding_only": "presiding|presiding only|chair|chair only|president|"
                      "presidence|presidencia|председатель|主席|الرئيس",
}
POLICY_OF = {plain(word): policy for policy, words in POLICY_WORDS.items() for word in (policy, *words.split("|"))}


def is_plain(pages: list[Page]) -> bool:
    """One sheet that has the columns of items, and not the name of one of several."""
    return len(pages) == 1 and pages[0].name.strip().lower() not in ("meeting", "defaults") and _head(pages[0]) > 0


def _head(page: Page) -> int:
    """The row of the headings, from 1; 0: there is none."""
    for row, cells in enumerate(page.rows[:MOST_ROWS_ABOVE], start=1):
        if {"title", "start"} <= matched([cell_text(cell) for cell in cells], ITEM_HEADINGS).keys():
            return row
    return 0


def read_plain(
    page: Page, codes: Collection[str] | None, findings: SheetFindings, base: Programme | None
) -> tuple[Programme, Seeds] | None:
    """`base` with the items of the sheet; its sittings stay if each item has its place in one of them."""
    head = _head(page)
    header = [cell_text(cell) for cell in page.rows[head - 1]]
    columns = matched(header, ITEM_HEADINGS)
    for name in NEEDED:
        if name not in columns:
            findings.at(page.name, head, name, "the column is missing", "it among the headings")
    if base is None:
        expected = "the sheets meeting, defaults, sittings and items, or a meeting that has these"
        findings.at(page.name, None, "", "the sheet says nothing of the meeting but its items", expected)
    if findings.problems or base is None:
        return None
    entries = _entries(page, head, columns, header)
    if not _are_in_time(entries, findings):
        return None
    zone = ZoneInfo(base.timezone)
    sittings = _sittings_of_base(entries, base, zone) or _sittings(entries)
    top = Entry(Place(page.name, head), [("sessions", sittings), ("items", entries)])
    values = {key.node.value: value for key, value in value_of(top, findings).pairs()}
    committees = [item.committee for item in base.items if item.committee]
    agenda = AgendaReader(zone, (), codes, [*committees, *_texts(entries, "committee")])
    said_before = len(findings.problems)
    agenda.read_sessions(values["sessions"].each())
    # The sittings are drawn from the items: what is wrong with one is said at its item.
    del findings.problems[said_before:]
    seeds = SeedReader(codes)
    items = tuple(agenda.read_item(value, seeds) for value in values["items"].each())
    programme = replace(base, sittings=tuple(agenda.sittings.values()), items=items)
    windows = tuple(window for window in base.windows if window.list in programme.plans)
    return replace(programme, windows=windows), Seeds(invited_at=NEVER)


def _entries(page: Page, head: int, columns: dict[str, int], header: list[str]) -> list[Entry]:
    """A row for each item; a day counts until another is given, as where cells are joined."""
    entries: list[Entry] = []
    day = ""
    for row, cells in enumerate(page.rows[head:], start=head + 1):
        if not any(cell_text(cell) for cell in cells):
            continue
        entry = Entry(Place(page.name, row))
        texts = {field: _text(field, cells[column], header[column]) for field, column in columns.items()}
        day = texts["date"] or day
        texts["date"] = day
        texts.setdefault("speaker_policy", "open_floor")
        texts["speaker_policy"] = texts["speaker_policy"] or "open_floor"
        for field, text in texts.items():
            column = columns.get(field, 0)
            place = Place(page.name, row, f"{header[column]} ({column_letters(column + 1)})")
            if text:
                entry.cells.append((field, Leaf(text, place)))
        entries.append(entry)
    return entries


def _are_in_time(entries: list[Entry], findings: SheetFindings) -> bool:
    """Whether each item has its day and its hours, without which no sitting can be drawn."""
    problems_before = len(findings.problems)
    for entry in entries:
        for field, (form, thing, expected) in FORMS.items():
            leaf = _leaf(entry, field)
            at, row = entry.place.sheet, entry.place.row
            if leaf is None:
                findings.at(at, row, field, "is missing", expected)
            elif not re.fullmatch(form, leaf.text):
                findings.at(at, row, leaf.place.column, f"{quoted(leaf.text)} is not {thing}", expected)
    return len(findings.problems) == problems_before


def _text(field: str, cell: Cell, heading: str) -> str:
    match field:
        case "date":
            return day_text(cell)
        case "start" | "end":
            return clock_text(cell)
        case "default_limit_seconds":
            in_minutes = re.search("min|мин|分钟|دقيقة|دقائق", heading.casefold())
            return seconds_text(cell, 60 if in_minutes else 1)
        case "speaker_policy":
            text = cell_text(cell)
            return POLICY_OF.get(plain(text), text)
        case "kind":
            text = cell_text(cell)
            return plain(text).replace(" ", "_") or text
        case _:
            return cell_text(cell)


def _texts(entries: Iterable[Entry], key: str) -> list[str]:
    return [leaf.text for entry in entries for leaf in [_leaf(entry, key)] if leaf]


def _leaf(entry: Entry, key: str) -> Leaf | None:
    return next((value for name, value in entry.cells if name == key and isinstance(value, Leaf)), None)


def _span(entry: Entry) -> tuple[str, str, str]:
    """Day, start and end as written: their forms sort as they follow in time."""
    date, start, end = (_leaf(entry, key) for key in ("date", "start", "end"))
    return date.text if date else "", start.text if start else "", end.text if end else ""


def _sittings_of_base(entries: list[Entry], base: Programme, zone: ZoneInfo) -> list[Entry]:
    """The sittings of the meeting as the items' own; none if an item is in none of them."""
    spans = [(each, _local(each, zone)) for each in base.sittings]
    placed = []
    for entry in entries:
        day, start, end = _span(entry)
        for each, (on, begins, ends) in spans:
            if each.kind == "plenary" and on == day and begins <= start and end <= ends:
                placed.append((entry, each.id))
                break
        else:
            return []
    for entry, name in placed:
        _move_into(entry, name)
    first = entries[0].place if entries else Place("", 1)
    return [_sitting(each.id, *span, each.kind, first) for each, span in spans]


def _local(sitting: Sitting, zone: ZoneInfo) -> tuple[str, str, str]:
    starts_at, ends_at = sitting.starts_at.astimezone(zone), sitting.ends_at.astimezone(zone)
    return f"{starts_at:%Y-%m-%d}", f"{starts_at:%H:%M}", f"{ends_at:%H:%M}"


def _sittings(entries: list[Entry]) -> list[Entry]:
    """Sittings drawn from the items: those of a day that follow one another without a long gap."""
    drawn: list[list[Entry]] = []
    for entry in sorted(entries, key=_span):
        day, start, _ = _span(entry)
        before = _span(drawn[-1][0])[0] if drawn else None
        last_end = max(_span(each)[2] for each in drawn[-1]) if drawn else ""
        if before != day or _minutes(start) - _minutes(last_end) > LONGEST_GAP.seconds // 60:
            drawn.append([])
        drawn[-1].append(entry)
    sittings: list[Entry] = []
    count: dict[str, int] = {}
    for of_one in drawn:
        day, start, _ = _span(of_one[0])
        count[day] = count.get(day, 0) + 1
        name = f"{day}-{count[day]}"
        sittings.append(_sitting(name, day, start, max(_span(each)[2] for each in of_one), "plenary", of_one[0].place))
        for entry in of_one:
            _move_into(entry, name)
    return sittings


def _minutes(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes) if hours.isdigit() and minutes.isdigit() else 0


def _sitting(name: str, day: str, start: str, end: str, kind: str, place: Place) -> Entry:
    cells = {"id": name, "date": day, "start": start, "end": end, "kind": kind}
    return Entry(place, [(key, Leaf(text, place)) for key, text in cells.items()])


def _move_into(entry: Entry, sitting: str) -> None:
    """An item has its day from its sitting."""
    entry.cells = [cell for cell in entry.cells if cell[0] != "date"] + [("session", Leaf(sitting, entry.place))]

