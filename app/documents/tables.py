"""The speaking list, the delegations and the programme as tables."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.documents.programme_file import Form, programme_form
from app.documents.sheets import Cell, Sheet, xlsx_of
from app.domain.meeting import Meeting
from app.domain.programme import Delegation
from app.reports.speaking_list import ListedIntervention

SPEAKING_COLUMNS = (
    "item", "list", "place", "delegation", "name", "category", "kind", "delivery", "on_behalf_of", "speaker",
    "language", "state", "inscribed_at", "called_at", "began_at", "ended_at", "spoken_s", "limit_s", "reasons",
)
DELEGATION_COLUMNS = (
    "code", "name", "name_fr", "name_es", "name_ar", "name_ru", "name_zh", "category", "alpha2", "emblem", "language",
    "regional_group", "article5_obligations", "victim_assistance",
)
MARKS = {"article5_obligations": "article5", "victim_assistance": "victim_assistance"}
STATES = ("state_party", "state_not_party")
SHEETS = {
    "sittings": ("id", "date", "start", "end", "kind"),
    "items": (
        "number", "title", "short_title", "session", "start", "end", "presiding", "committee", "kind", "map_actions",
        "speaker_policy", "default_limit_seconds", "invited", "pack",
    ),
    "parts": ("item", "id", "title", "kind", "limit_seconds", "comment_limit_seconds", "invited"),
    "speakers": (
        "item", "code", "part", "role", "name", "on_behalf_of", "in_reply_to", "right_of_reply_to", "delivery",
    ),
    "groups": ("name", "code", "members"),
    "committees": ("id", "name"),
    "windows": ("list", "opens", "closes"),
}
"""The sheets of a programme that have a row for each entry; `meeting` and `defaults` have one for each key."""


def speaking_list_sheet(
    rows: Iterable[ListedIntervention],
    zone: ZoneInfo,
    *,
    name: str = "Speaking list",
    language: str | None = None,
    columns: Sequence[str] = SPEAKING_COLUMNS,
    headings: Mapping[str, str] | None = None,
    words: Mapping[str, str] | None = None,
) -> Sheet:
    """Times by the clock of the meeting. `language`: of the names of the delegations, where they have one in it.

    `headings`: by column, `words`: by code of a category, kind, state or reason, in the reader's language; without them
    the codes stand there, as programs want them.
    """
    said = dict(words or {})

    def cell(row: ListedIntervention, column: str) -> Cell:
        value: Any = getattr(row, column)
        shown: Cell = value
        if column == "name":
            shown = row.names.get(language or "", row.name)
        if isinstance(value, datetime):
            shown = value.astimezone(zone)
        if column == "reasons":
            shown = "; ".join(said.get(code, code) for code in value)
        if column in ("category", "kind", "delivery", "state"):
            shown = said.get(value, value)
        return shown

    return Sheet(
        name=name,
        columns=tuple((headings or {}).get(column, column) for column in columns),
        rows=tuple(tuple(cell(row, column) for column in columns) for row in rows),
    )


def delegations_sheet(meeting: Meeting) -> Sheet:
    """In the columns that the importer reads."""
    rows = tuple(
        tuple(_delegation_cell(each, column) for column in DELEGATION_COLUMNS) for each in meeting.delegations.values()
    )
    return Sheet(name="delegations", columns=DELEGATION_COLUMNS, rows=rows)


def _delegation_cell(delegation: Delegation, column: str) -> str:
    is_state = delegation.category in STATES
    match column:
        case "name":
            return delegation.names.get("en") or next(iter(delegation.names.values()))
        case "alpha2":
            return (delegation.flag or "").upper() if is_state else ""
        case "emblem":
            return "" if is_state else delegation.flag or ""
        case "article5_obligations" | "victim_assistance":
            return "yes" if MARKS[column] in delegation.marks else ""
        case _ if column.startswith("name_"):
            return delegation.names.get(column.removeprefix("name_"), "")
        case _:
            return str(getattr(delegation, column) or "")


def programme_workbook(meeting: Meeting, with_persons: bool = False, is_right_to_left: bool = False) -> bytes:
    """XLSX that the importer reads. Raises as `programme_yaml`."""
    return xlsx_of(programme_sheets(programme_form(meeting, with_persons).form), is_right_to_left)


def programme_sheets(form: Form) -> list[Sheet]:
    """Each list of the form as a sheet of its own; parts and speakers name their item. Every cell is text."""
    items = form.get("items", [])
    entries: dict[str, list[Form]] = {name: form.get(name, []) for name in SHEETS} | {
        "sittings": form.get("sessions", []),
        "parts": [{"item": item["number"], **part} for item in items for part in item.get("parts", [])],
        "speakers": [{"item": item["number"], **seed} for item in items for seed in item.get("seed_speakers", [])],
    }
    return [
        *(Sheet(key, ("key", "value"), tuple(_pairs(form[key]))) for key in ("meeting", "defaults")),
        *(
            Sheet(name, columns, tuple(
                tuple(_text(entry.get(column)) for column in columns) for entry in entries[name]
            ))
            for name, columns in SHEETS.items()
        ),
    ]


def _pairs(form: Form, before: str = "") -> Iterable[tuple[str, str]]:
    for key, value in form.items():
        if isinstance(value, dict):
            yield from _pairs(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", _text(value)


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return ", ".join(_text(each) for each in value)
        case _:
            return str(value)
