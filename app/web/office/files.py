"""What the pages of the office share: a delegation as a row shows it, instants of the meeting, files to take away."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from flask import Response
from flask_babel import format_date

from app.documents.model import Document
from app.documents.press import NotPressed, press
from app.domain.errors import Unknown
from app.domain.meeting import Meeting
from app.store.database import NotNow
from app.web.frames import RIGHT_TO_LEFT, language
from app.web.here import here
from app.web.names import FLAGS, language_of_name

MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8",
    "json": "application/json", "yaml": "application/yaml; charset=utf-8", "ics": "text/calendar; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
PRESSED = ("docx", "pdf")


def names_in(meeting: Meeting) -> Callable[[str], str]:
    """Names of delegations in the language in force, else in the working language."""
    spoken, working = language(), meeting.programme.working_language

    def name(code: str) -> str:
        delegation = meeting.delegations.get(code)
        return delegation.names[language_of_name(delegation, spoken, working)] if delegation else code

    return name


def direction_of(spoken: str) -> str:
    return "rtl" if spoken in RIGHT_TO_LEFT else "ltr"


def named(meeting: Meeting, code: str) -> dict[str, Any]:
    """A delegation as a row shows it: its name with the language and direction of it, and its flag."""
    delegation = meeting.delegations[code]
    spoken = language_of_name(delegation, language(), meeting.programme.working_language)
    return {
        "code": code, "name": delegation.names[spoken], "lang": spoken, "dir": direction_of(spoken),
        "flag": f"{FLAGS}/{delegation.flag}.svg" if delegation.flag else None,
    }


def hour(meeting: Meeting, at: datetime | None) -> str:
    """An instant by the clock of the place; empty if there is none."""
    there = at and at.astimezone(ZoneInfo(meeting.programme.timezone))
    return f"{format_date(there, 'd MMM y', rebase=False)}, {there:%H:%M}" if there else ""


def clock(seconds: float | None) -> str:
    """As on the clock of the room: minutes and two digits of seconds."""
    return "" if seconds is None else f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def attached(content: bytes, name: str, media_type: str) -> Response:
    """A file to be kept, under a name in any script."""
    response = Response(content, content_type=media_type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response.headers["Cache-Control"] = "no-store"
    return response


def pressed(document: Document, kind: str, name: str) -> Response:
    """A document as a file. Raises Unknown for a kind that is not made, NotNow if the press could not."""
    if kind not in PRESSED:
        raise Unknown("unknown_page")
    try:
        content = here().apart(lambda: press(kind, document))
    except NotPressed as cause:
        raise NotNow("busy") from cause
    return attached(content, f"{name}.{kind}", MEDIA[kind])
