"""Programs that the meeting tells what happens: added, tried, paused and removed, and whether they were reached."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, make_response, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import lazy_gettext as _l

from app.domain.errors import Malformed, Refusal, RuleBroken
from app.domain.facts import TOLD
from app.domain.meeting import Meeting
from app.post.hooks import Hooks
from app.store.outbox import Kept
from app.store.webhooks import Hook
from app.web.errors import envelope
from app.web.here import here
from app.web.hook_secrets import hook_secret
from app.web.office.blueprint import blueprint, office_page
from app.web.office.door import checked_form, secretariat_of
from app.web.office.mail import STATES

EVENTS = {
    "call": _l("Called to the lectern"), "begin": _l("Clock started"), "end": _l("Speech ended"),
    "closing_announced": _l("Closing of a list announced"), "list_closed": _l("List closed"),
    "taken_up": _l("Item taken up"), "suspended": _l("Suspended"), "resumed": _l("Resumed"),
    "adjourned": _l("Adjourned"), "statement_released": _l("Text published"), "test": _l("Test"),
}
ACTS = ("pause", "resume", "renew", "test", "remove", "again")
DONE = {
    "pause": "hook_paused", "resume": "hook_resumed", "test": "hook_tried", "again": "hook_tried", "remove": "removed",
}


def hooks_of(slug: str) -> Hooks:
    return Hooks(here().service.writer, slug)


def hook_row(hook: Hook) -> dict[str, Any]:
    return {
        "id": hook.id, "url": hook.url, "events": [EVENTS[each] for each in hook.events], "is_paused": hook.paused,
    }


def delivery_row(kept: Kept, meeting: Meeting) -> dict[str, Any]:
    """Times are those of the meeting."""
    zone = ZoneInfo(meeting.programme.timezone)

    def at(instant: datetime | None) -> str:
        there = instant and instant.astimezone(zone)
        return f"{format_date(there, 'medium', rebase=False)}, {there:%H:%M:%S}" if there else ""

    return {
        "id": kept.letter.headers["Rostrum-Delivery"], "event": EVENTS[kept.letter.subject], "url": kept.letter.to,
        "state": kept.state, "state_words": STATES[kept.state], "tries": kept.tries, "last_error": kept.last_error,
        "created_at": at(kept.created_at), "sent_at": at(kept.sent_at),
        "hook": kept.letter.about,
        "next_at": at(kept.next_at) if kept.state == "waiting" and kept.tries else "",
    }


def hooks_page(
    meeting: Meeting, faults: Mapping[str, Any] | None = None, typed: Mapping[str, Any] | None = None,
    shown: Hook | None = None,
) -> Response:
    """The page. `shown`: a program whose secret stands on it, this once; so it is kept in no cache."""
    found = hooks_of(meeting.programme.slug)
    page = office_page(
        "office/hooks.html", "hooks", meeting, faults, hooks=[hook_row(each) for each in found.all()],
        deliveries=[delivery_row(each, meeting) for each in found.deliveries()],
        events=[(code, EVENTS[code]) for code in TOLD], typed=typed or {"url": "", "events": TOLD},
        shown=shown and {"url": shown.url, "secret": hook_secret(here().settings.secret_key, shown)},
        is_public=meeting.programme.is_public,
    )
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/meetings/<slug>/hooks")
def hooks(slug: str) -> Response:
    _, meeting = secretariat_of(slug)
    return hooks_page(meeting)


@blueprint.post("/meetings/<slug>/hooks")
def add_hook(slug: str) -> ResponseReturnValue:
    """Adds a program; the page that answers shows its secret."""
    _, meeting = secretariat_of(slug)
    form = checked_form()
    url, events = form.get("url", "").strip(), form.getlist("events")
    try:
        made = hooks_of(slug).add(url, events, here().settings.webhook_loopback, here().now())
    except (Malformed, RuleBroken) as refusal:
        return hooks_page(meeting, {field_of(refusal): envelope(refusal)["message"]}, {"url": url, "events": events}), (
            422 if isinstance(refusal, Malformed) else 409
        )
    return hooks_page(meeting, shown=made)


def field_of(refusal: Refusal) -> str:
    return str(refusal.params.get("field", "url"))


@blueprint.post("/meetings/<slug>/hooks/<hook_id>")
def act_on_hook(slug: str, hook_id: str) -> ResponseReturnValue:
    """Raises Malformed, Unknown `unknown_hook`."""
    _, meeting = secretariat_of(slug)
    form, found = checked_form(), hooks_of(slug)
    act = form.get("act")
    match act:
        case "pause":
            found.pause(hook_id)
        case "resume":
            found.resume(hook_id)
        case "renew":
            return hooks_page(meeting, shown=found.renew(hook_id))
        case "test":
            found.test(hook_id, meeting, here().now())
        case "again":
            found.again(hook_id, form.get("delivery", ""), here().now())
        case "remove":
            found.remove(hook_id)
        case _:
            raise Malformed("unknown_choice", "act", expected=list(ACTS))
    return redirect(url_for("office.hooks", slug=slug, done=DONE[act]), 303)
