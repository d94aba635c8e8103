"""The feed of a public meeting: what everybody in the room has seen happen, newest first, without personal words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from app.domain.decide import Act
from app.domain.events import ListClosed, Redone, TakenUp, Undone
from app.domain.meeting import Meeting

VERSION = "https://jsonfeed.org/version/1.1"
MOST_ENTRIES = 200


@dataclass(frozen=True)
class Happening:
    """`id`: stays the same; `code`, `params`: what fills its sentence; `at`: when."""

    id: str
    at: datetime
    code: str
    params: Mapping[str, Any]


def happenings(meeting: Meeting, acts: Iterable[Act]) -> list[Happening]:
    """All that happened, newest first; what was taken back has not. `acts`: the log of the meeting."""
    found = [*interventions_given(meeting), *decisions(meeting), *of_lists(meeting, standing(acts))]
    return sorted(found, key=lambda each: (each.at, each.id), reverse=True)


def interventions_given(meeting: Meeting) -> list[Happening]:
    return [
        Happening(f"intervention-{each.id}", each.ended_at, f"{each.kind}_given", {
            **list_params(meeting, each.list), "name": meeting.name_of(each.delegation),
            "minutes": max(1, round((each.spoken_s or 0) / 60)),
        })
        for each in meeting.interventions.values()
        if each.state == "delivered" and each.delivery == "spoken" and each.ended_at
    ]


def decisions(meeting: Meeting) -> list[Happening]:
    """Rulings on points of order, and motions that were decided."""
    return [
        Happening(
            f"order-{each.id}", each.ruled_at, f"{'motion' if each.motion else 'order'}_{each.state}",
            {"name": meeting.name_of(each.delegation), "motion": each.motion},
        )
        for each in meeting.orders.values()
        if each.ruled_at and not each.is_open and each.state != "withdrawn"
    ]


def standing(acts: Iterable[Act]) -> list[Act]:
    """The acts that nobody has taken back."""
    known = list(acts)
    undone: set[int] = set()
    for act in known:
        for event in act.events:
            if isinstance(event, Undone):
                undone.add(event.version)
            elif isinstance(event, Redone):
                undone.discard(event.version)
    return [act for act in known if act.version not in undone]


def of_lists(meeting: Meeting, acts: Iterable[Act]) -> list[Happening]:
    """Items that were taken up, lists that were closed; a list that the programme no longer has is left out."""
    codes: dict[type, str] = {TakenUp: "item_taken_up", ListClosed: "list_closed"}
    return [
        Happening(f"event-{act.first_version + place}", act.at, codes[type(event)], list_params(meeting, event.list))
        for act in acts for place, event in enumerate(act.events)
        if isinstance(event, (TakenUp, ListClosed)) and event.list in meeting.plans
    ]


def list_params(meeting: Meeting, list_id: str) -> dict[str, str]:
    plan = meeting.plan(list_id)
    return {"item": plan.item.number, "item_title": plan.item.short_title, "list": list_id}


def json_feed(
    meeting: Meeting, acts: Iterable[Act], home_url: str, feed_url: str, language: str,
    say: Callable[[str, Mapping[str, Any]], str],
) -> dict[str, Any]:
    """The feed as JSON Feed 1.1 has it. `say(code, params)`: a sentence of a happening in `language`."""
    return {
        "version": VERSION,
        "title": meeting.programme.title,
        "home_page_url": home_url,
        "feed_url": feed_url,
        "language": language,
        "items": [
            {
                "id": f"{home_url}#{each.id}",
                "url": home_url,
                "content_text": say(each.code, each.params),
                "date_published": each.at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
                "tags": [each.code],
            }
            for each in happenings(meeting, acts)[:MOST_ENTRIES]
        ],
    }
