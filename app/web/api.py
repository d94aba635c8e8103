"""HTTP for programs and pages: commands in, screens, names and forecasts out."""

import json
import logging
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, request

from app.domain.changes import change_s
from app.domain.commands import SetPolicy
from app.domain.decide import previewed
from app.domain.errors import Malformed, NotAllowed
from app.domain.forecast import Outlook, day, fitting_limit_s, forecast, free_from, outlooks
from app.domain.permissions import may_see
from app.domain.precedence import waiting
from app.screens.canonical import iso
from app.screens.views import SCREENS
from app.timing import utcnow
from app.web.bodies import read_body
from app.web.callers import Caller
from app.web.csrf import check_key
from app.web.describing import described
from app.web.errors import TooMany
from app.web.here import Here, here
from app.web.languages import LANGUAGES
from app.web.metrics import Measured
from app.web.operations import DO_COMMAND, FORECAST, NAMES, PREVIEW_POLICY, SCREEN

logger = logging.getLogger(__name__)
blueprint = Blueprint("api", __name__, url_prefix="/api/v1/meetings/<slug>")
YEAR_S = 31_536_000


def check_rate(place: Here, slug: str, caller: Caller, cost: float = 1) -> None:
    """Raises TooMany. Keyed by actor, never by address: a hall has one. `cost`: in commands."""
    settings = place.settings
    rate = settings.desk_rate if caller.actor.is_desk else settings.delegation_rate
    if not place.buckets.take(f"{slug}/{caller.actor.key}", rate, settings.burst, cost):
        raise TooMany("too_many")


def check_csrf(caller: Caller) -> None:
    """What a browser sends by itself, the cookie, is not enough to change anything. Raises Foreign `csrf_failed`."""
    if caller.by_session:
        check_key(request.headers.get("X-CSRFToken"))


@blueprint.post("/commands")
@described(DO_COMMAND)
def commands(slug: str) -> Response:
    place = here()
    with Measured(place.metrics) as measured:
        caller = place.callers.of_command(request, slug)
        check_csrf(caller)
        check_rate(place, slug, caller)
        body = read_body(request.get_data())
        measured.kind = body.command.name
        asked = place.callers.asked(slug, caller, body.command_id, body.command, body.canonical)
        with place.in_flight:
            answer = place.service.perform(asked, utcnow())
    return Response(answer, content_type="application/json")


def viewer(place: Here, slug: str, screen: str) -> Caller:
    """Who looks at a screen: public needs no link. Raises NotSignedIn, NotAllowed."""
    if screen == "public" and "Authorization" not in request.headers:
        return place.callers.public(slug)
    caller = place.callers.of(request, slug)
    if screen in SCREENS and not may_see(caller.actor, screen):
        raise NotAllowed("not_for_role", role=caller.actor.role, screen=screen)
    return caller


def tagged(response: Response, tag: str) -> Response:
    """The response under its tag, or 304 to whoever has it."""
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = "private, no-cache"
    response.make_conditional(request)
    return response


@blueprint.get("/screens/<screen>")
@described(SCREEN)
def screens(slug: str, screen: str) -> Response:
    place = here()
    caller = viewer(place, slug, screen)
    place.service.load(slug)
    views = place.news.views(slug)
    shown = views.screen(screen, request.args.get("list"), caller.actor.delegation)
    text = f'{{"version":{views.meeting.version},"tag":"{shown.tag}","screen":{shown.text}}}'
    return tagged(Response(text, content_type="application/json"), shown.tag)


@blueprint.get("/names/<language>")
@described(NAMES)
def names(slug: str, language: str) -> Response:
    place = here()
    if language not in LANGUAGES:
        raise Malformed("unknown_language", "language")
    meeting = place.service.load(slug)
    if not meeting.programme.is_public:
        place.callers.of(request, slug)
    file = place.names.of(meeting, language)
    response = tagged(Response(file.body, content_type="application/json"), file.version)
    if request.args.get("v") == file.version:
        response.headers["Cache-Control"] = f"public, max-age={YEAR_S}, immutable"
    return response


def whole_number(name: str) -> int | None:
    """A number of the query. Raises Malformed."""
    written = request.args.get(name)
    if written is None:
        return None
    if not written.isascii() or not written.isdigit() or not 1 <= int(written[:9]) <= 14_400:
        raise Malformed("out_of_range", name, least=1, most=14_400)
    return int(written[:9])


@blueprint.post("/preview-policy")
@described(PREVIEW_POLICY)
def preview_policy(slug: str) -> Response:
    """What a `set_policy` of this body would change: place before and after of each who waits. Nothing is done."""
    place = here()
    caller = place.callers.of(request, slug)
    check_rate(place, slug, caller)
    command = read_body(request.get_data()).command
    if not isinstance(command, SetPolicy):
        raise Malformed("unknown_command", "command", command=command.name)
    meeting = place.service.load(slug)
    after = previewed(meeting, command, caller.actor, utcnow())
    places = [[each.id for each in waiting(state, command.list)] for state in (meeting, after)]
    return Response(json.dumps({"version": meeting.version, "entries": {
        each.id: {
            "delegation": each.delegation, "name": meeting.name_of(each.delegation),
            "before": places[0].index(each.id) + 1, "after": places[1].index(each.id) + 1,
        } for each in waiting(meeting, command.list)
    }}), content_type="application/json")


@blueprint.get("/forecast")
@described(FORECAST)
def forecasts(slug: str) -> Response:
    """What if nobody had more than `limit_s`: when each begins and the list ends, as of now."""
    place = here()
    caller = place.callers.of(request, slug)
    if not may_see(caller.actor, "room"):
        raise NotAllowed("not_for_role", role=caller.actor.role, screen="forecast")
    meeting = place.service.load(slug)
    list_id = request.args.get("list") or meeting.taken_up
    if list_id is None:
        raise Malformed("missing", "list")
    plan = meeting.plan(list_id)
    now = max(utcnow(), meeting.at)
    begins, ends_at = forecast(meeting, list_id, now, whole_number("limit_s"))
    return Response(json.dumps(foretold(begins, ends_at, plan.item.ends_at, {
        "fits_limit_s": fitting_limit_s(meeting, list_id, now, plan.item.ends_at),
        "change_s": change_s(meeting),
        "options": [outlook_json(each) for each in outlooks(meeting, list_id, now)],
        "if_written": {"ends_at": iso(free_from(meeting, list_id, now))},
        "day": {
            each: {"begins_at": iso(begins_at), "ends_at": iso(ends_at)}
            for each, (begins_at, ends_at) in day(meeting, now).items()
        },
    })), content_type="application/json")


def outlook_json(each: Outlook) -> dict[str, Any]:
    """One what-if; the first has no limit of its own: as it is."""
    limit = {} if each.limit_s is None else {"limit_s": each.limit_s}
    return {**limit, "ends_at": iso(each.ends_at), "over_s": each.over_s, "unheard": each.unheard}


def foretold(
    begins: list[tuple[Any, datetime]], ends_at: datetime, planned: datetime, more: dict[str, Any]
) -> dict[str, Any]:
    over_s = max(0, round((ends_at - planned).total_seconds()))
    return {
        "begins": {intervention.id: iso(at) for intervention, at in begins},
        "ends_at": iso(ends_at),
        "over_s": over_s,
        "unheard": sum(at >= planned for _, at in begins),
        **{name: value for name, value in more.items() if value is not None},
    }
