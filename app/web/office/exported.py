"""The files that hold a meeting, by name and kind: each made from the meeting as the log has it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.documents.calendar import programme_calendar
from app.documents.programme_file import programme_yaml
from app.documents.sheets import Cell, Sheet, csv_of, xlsx_of
from app.documents.tables import SPEAKING_COLUMNS, delegations_sheet, programme_workbook, speaking_list_sheet
from app.domain.meeting import Meeting
from app.reports.speaking_list import ListedIntervention, Spoken, speaking_list, speaking_list_json
from app.web.figures_view import View


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What files are made from. `list`: of the speaking list, None for all; `persons`: with names of speakers.

    `headings`: of columns, `words`: of codes, in the reader's language. `view`: the figures, where they are asked for.
    """

    meeting: Meeting
    now: datetime
    host: str
    language: str
    is_right_to_left: bool
    times: Mapping[str, Spoken]
    headings: Mapping[str, str]
    words: Mapping[str, str]
    list: str | None = None
    persons: bool = False
    view: View | None = None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.meeting.programme.timezone)

    @property
    def rows(self) -> tuple[ListedIntervention, ...]:
        return speaking_list(self.meeting, self.list, with_persons=self.persons, times=self.times)


def sheet_of_speakers(asked: Asked, **more: Any) -> Sheet:
    columns = [each for each in SPEAKING_COLUMNS if asked.persons or each != "speaker"]
    return speaking_list_sheet(asked.rows, asked.zone, columns=columns, **more)


def speakers_xlsx(asked: Asked) -> bytes:
    """For people: headings, states and reasons in words."""
    sheet = sheet_of_speakers(asked, language=asked.language, headings=asked.headings, words=asked.words)
    return xlsx_of([sheet], asked.is_right_to_left)


def speakers_csv(asked: Asked) -> bytes:
    """For programs: codes, as in the JSON."""
    return csv_of(sheet_of_speakers(asked))


def speakers_json(asked: Asked) -> bytes:
    rows = speaking_list_json(asked.rows)
    if not asked.persons:
        for row in rows:
            row.pop("speaker", None)
    return json.dumps(rows, ensure_ascii=False, indent=1).encode()


def figures_xlsx(asked: Asked) -> bytes:
    """A sheet for the few numbers that come first, one for each table behind a chart."""
    if asked.view is None:
        raise ValueError("figures without their view")
    view = asked.view
    sheets = [Sheet(view.meeting, (view.meeting, view.as_of), tuple(view.sums))]
    for section in view.sections:
        tables = [*section.charts, *([section.grid] if section.grid else [])]
        sheets += [
            Sheet(each.title, each.head, tuple(tuple(map(cell_of, row)) for row in each.rows)) for each in tables
        ]
    return xlsx_of(sheets, asked.is_right_to_left)


def cell_of(words: str) -> Cell:
    """A number as one that can be added up."""
    return int(words) if words.isascii() and words.isdecimal() else words


FILES: dict[tuple[str, str], Callable[[Asked], bytes]] = {
    ("speaking-list", "xlsx"): speakers_xlsx,
    ("speaking-list", "csv"): speakers_csv,
    ("speaking-list", "json"): speakers_json,
    ("delegations", "xlsx"): lambda asked: xlsx_of([delegations_sheet(asked.meeting)], asked.is_right_to_left),
    ("delegations", "csv"): lambda asked: csv_of(delegations_sheet(asked.meeting)),
    ("programme", "yaml"): lambda asked: programme_yaml(asked.meeting, asked.persons),
    ("programme", "xlsx"): lambda asked: programme_workbook(asked.meeting, asked.persons, asked.is_right_to_left),
    ("programme", "ics"): lambda asked: programme_calendar(asked.meeting.programme, asked.now, asked.host),
    ("figures", "xlsx"): figures_xlsx,
}
