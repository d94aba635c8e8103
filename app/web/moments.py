"""Moments of the log, as addresses and the shell name them, and the screens of then as they are sent."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from app.domain.errors import Malformed
from app.screens.canonical import Screen, iso, plain
from app.screens.views import Views
from app.service import Service
from app.store.history import History, Standing, Told

LONGEST_NUMBER = 9


@dataclass(frozen=True)
class Asked:
    """A screen at a moment. `list`: another than the room was on; `delegation`: whose, of the delegate's screen."""

    screen: str
    moment: datetime | int
    list: str | None = None
    delegation: str | None = None


def instant(written: str, field: str = "at") -> datetime:
    """Raises Malformed `malformed`, `no_zone`."""
    try:
        at = datetime.fromisoformat(written)
        if at.tzinfo is None:
            raise Malformed("no_zone", field)
        return at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Malformed("malformed", field) from None


def number(written: str, field: str = "version") -> int:
    """Raises Malformed."""
    if not written.isascii() or not written.isdigit() or len(written) > LONGEST_NUMBER:
        raise Malformed("malformed", field)
    return int(written)


def asked(screen: str, fields: Mapping[str, str]) -> Asked:
    """What a query asks for: `at` or `version`, and as it may be `list` and `delegation`. Raises Malformed."""
    at, version = fields.get("at"), fields.get("version")
    if (at is None) is (version is None):
        raise Malformed("one_of", "at", fields=["at", "version"])
    delegation = fields.get("delegation") or None
    if (delegation is None) is (screen == "delegate"):
        raise Malformed("missing" if delegation is None else "unnamed", "delegation")
    moment = number(version) if version is not None else instant(at or "")
    return Asked(screen, moment, fields.get("list") or None, delegation)


def shown_at(service: Service, slug: str, wanted: Asked) -> tuple[Screen, str]:
    """The screen of then, and it as it is sent. Raises Unknown, Malformed."""
    meeting = service.replayed(slug, wanted.moment)
    shown = Views(meeting).screen(wanted.screen, wanted.list, wanted.delegation)
    head = f'"version":{meeting.version},"tag":"{shown.tag}","at":"{iso(meeting.at)}"'
    return shown, f'{{{head},"screen":{shown.text}}}'


def standing_json(standing: Standing) -> dict[str, Any]:
    return {
        "state": standing.state, "list": standing.list, "speaker": standing.speaker, "speech": standing.speech,
        "orders": standing.orders or None,
    }


def told_json(told: Told, before: Told | None) -> dict[str, Any]:
    """An act with what fills its sentence; `after`: how the meeting stood after it, if otherwise than before."""
    act = told.act
    # Of a text that was handed in, `words` is their number, and no sentence says it.
    named = {name: value for name, value in told.facts.items() if name != "words" or isinstance(value, str)}
    changed = before is None or before.standing != told.standing
    return {
        **named, "version": act.version, "at": act.at, "command": act.command, "by": act.actor.key,
        "seat": act.seat, "after": standing_json(told.standing) if changed else None,
    }


def timeline(history: History) -> str:
    """The acts of a log in their order, as they are sent."""
    acts = history.told
    return json.dumps(plain({
        "begins_at": acts[0].act.at, "ends_at": acts[-1].act.at, "version": acts[-1].act.version,
        "acts": [told_json(told, before) for told, before in zip(acts, [None, *acts], strict=False)],
    }), ensure_ascii=False, separators=(",", ":"))
