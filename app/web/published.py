"""Texts that all may read, by the intervention they belong to."""

from app.domain.meeting import Meeting
from app.domain.statement import Statement


def published_texts(meeting: Meeting) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = {}
    for each in meeting.statements.values():
        if each.state == "released":
            found.setdefault(each.intervention, []).append(each)
    return found
