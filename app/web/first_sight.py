"""What a page brings along, so that it can be drawn before there is a socket: its screen, and the names in it."""

from collections.abc import Iterator
from typing import Any

from app.domain.meeting import Meeting
from app.screens.canonical import iso
from app.web.callers import Caller
from app.web.here import Here
from app.web.names import Names

BROUGHT = ("delegate",)
"""The surfaces that draw themselves so: phones. A desk and a wall stay open."""


def brought(place: Here, surface: str, caller: Caller, meeting: Meeting, names: Names) -> dict[str, Any]:
    """The blocks of the page; none where a surface waits for the socket anyway."""
    if surface not in BROUGHT:
        return {}
    views = place.news.views(meeting.programme.slug)
    screen = views.screen(surface, None, caller.actor.delegation)
    # `watch` is answered from this tag on: with nothing where nothing has changed.
    first = {
        "version": views.meeting.version, "tag": screen.tag, "server_now": iso(place.now()), "screen": screen.value,
    }
    return {"first": first, "names": named_in(screen.value, names.content)}


def named_in(screen: Any, names: dict[str, Any]) -> dict[str, Any]:
    """The names that a screen uses: codes and sentences by what stands in it, items and lists all."""
    said = set(words_in(screen))
    return {
        "delegations": {code: each for code, each in names["delegations"].items() if code in said},
        "items": names["items"],
        "lists": names["lists"],
        "codes": {key: each for key, each in names["codes"].items() if key.partition(".")[2] in said},
    }


def words_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        for each in value.values():
            yield from words_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from words_in(each)
