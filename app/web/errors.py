"""Refusals as the outside world has them: a status, an envelope, a sentence."""

import json
from typing import Any

from flask import Response, current_app, render_template, request
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from app.domain.errors import Malformed, NotAllowed, Refusal, RuleBroken, Unknown
from app.screens.canonical import plain
from app.store.database import NotNow, trouble
from app.web.frames import frame
from app.web.phrases import refusal_sentence

STATUSES: tuple[tuple[type[Refusal], int], ...] = (
    (NotAllowed, 403), (Unknown, 404), (Malformed, 422), (RuleBroken, 409),
)
RETRY_AFTER_S = 1
FOR_PROGRAMS = ("/api/", "/healthz", "/readyz", "/metrics")
HTTP_CODES = {
    400: "bad_request", 403: "foreign_origin", 404: "unknown_page", 405: "method_not_allowed", 408: "too_slow",
    413: "too_large", 414: "too_large", 415: "not_json", 429: "too_many", 431: "too_large",
}


class NotSignedIn(Refusal):
    """Nobody, or nobody any more (401)."""


class TooMany(Refusal):
    """More than this caller may ask in so short a time (429)."""


class Foreign(Refusal):
    """Asked from a page of somebody else's (403)."""


def status_of(refusal: Refusal) -> int:
    special = {NotSignedIn: 401, TooMany: 429, Foreign: 403}
    found = special.get(type(refusal))
    return found or next(status for kind, status in STATUSES if isinstance(refusal, kind))


def envelope(refusal: Refusal) -> dict[str, Any]:
    params = plain(refusal.params)
    return {"ok": False, "code": refusal.code, "params": params, "message": refusal_sentence(refusal.code, params)}


def answer(refusal: Refusal, status: int) -> Response:
    """The refusal as JSON to programs and scripts, as a page to people."""
    if request.path.startswith(FOR_PROGRAMS) or request.path == "/enter" and request.method == "POST":
        return Response(json.dumps(envelope(refusal)), status, content_type="application/json")
    page = render_template("error.html", status=status, message=envelope(refusal)["message"], **frame("error"))
    return Response(page, status)


def refused(refusal: Refusal) -> Response:
    response = answer(refusal, status_of(refusal))
    if isinstance(refusal, TooMany):
        response.headers["Retry-After"] = str(RETRY_AFTER_S)
    return response


def not_now(error: NotNow) -> Response:
    response = answer(RuleBroken(error.code), 503)
    response.headers["Retry-After"] = str(RETRY_AFTER_S)
    return response


def storage_failed(error: DBAPIError | PoolTimeout) -> Response:
    """A read that the database could not do; a mistake of ours is raised again and stays a 500."""
    return not_now(NotNow(trouble(error)))


def http_error(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400:
        return Response(status=status, headers=dict(error.get_headers()))
    return answer(RuleBroken(HTTP_CODES.get(status, "failed")), status)


def bug(error: Exception) -> Response:
    current_app.logger.error("bug path=%s", request.path, exc_info=error)
    return answer(RuleBroken("failed"), 500)
