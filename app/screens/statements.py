"""Texts of interventions: what their delegation, the booth and the secretariat see, and what is published."""

from typing import Any

from app.domain.meeting import Intervention, Meeting
from app.domain.precedence import moment
from app.domain.statement import Statement
from app.domain.statements import over_s, reads_s, texts_of
from app.screens.canonical import iso


def statement_view(meeting: Meeting, statement: Statement) -> dict[str, Any]:
    return {
        "rank": f"{statement.number:06d}",
        "language": statement.language,
        "extension": statement.extension,
        "state": statement.state,
        "reading": statement.reading,
        "embargo": statement.embargo,
        "words": statement.words,
        "size": statement.size,
        "handed_in_at": statement.handed_in_at,
        "has_text": True if statement.has_text else None,
        "pages": statement.pages,
        "reads_s": reads_s(meeting, statement.words) if statement.has_text else None,
        "over_s": over_s(meeting, statement) or None,
        "released_at": statement.released_at,
    }


def statements_view(meeting: Meeting, intervention_id: str) -> dict[str, Any]:
    return {each.id: statement_view(meeting, each) for each in texts_of(meeting, intervention_id)}


def needed_texts(meeting: Meeting, waiting: list[Intervention]) -> dict[str, Any]:
    """By intervention: the texts of who has the floor and of who waits on a list."""
    on_floor = [meeting.floor.intervention] if meeting.floor else []
    return {
        name: {"statements": statements_view(meeting, name), "requested_at": meeting.text_requests.get(name)}
        for name in (*on_floor, *(each.id for each in waiting))
    }


def published_view(meeting: Meeting, list_id: str) -> dict[str, Any]:
    """The texts of a list that all may read, in the order in which they were delivered; written ones after those."""
    found: dict[str, Any] = {}
    for intervention in meeting.on_list(list_id):
        given = intervention.ended_at if intervention.state == "delivered" else None
        for each in texts_of(meeting, intervention.id):
            if each.released_at is not None and each.state == "released":
                found[each.id] = {
                    "rank": f"{iso(moment(given)) if given else 'written'} {intervention.number:06d} {each.number:06d}",
                    "intervention": intervention.id,
                    "delegation": intervention.delegation,
                    "name": meeting.name_of(intervention.delegation),
                    "language": each.language,
                    "extension": each.extension,
                    "reading": each.reading,
                    "words": each.words,
                    "released_at": each.released_at,
                }
    return found
