"""For whoever watches over the program: whether it lives, whether it can work, and what it counts."""

import hmac
from typing import TypedDict

from flask import Blueprint, Response, request, session
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from app.domain.errors import NotAllowed
from app.store.schema import is_current
from app.web.callers import bearer_token
from app.web.describing import Answer, Operation, described
from app.web.errors import NotSignedIn
from app.web.here import Here, here

blueprint = Blueprint("health", __name__)
DESKS = ("chair", "secretariat")


class Ready(TypedDict):
    """The parts that the program needs, each `ok` or `failing`."""

    ok: bool
    database: str
    tables: str


LIVES = Operation(
    summary="Whether the process lives", tag="operations", answers={200: Answer("It does.", media="text/plain")},
    security=(), is_open=True, description="Touches nothing else: not the database, not a meeting.",
)
IS_READY = Operation(
    summary="Whether it can work", tag="operations", security=(), is_open=True,
    answers={200: Answer("It can.", Ready), 503: Answer("It cannot; the failing part is named.", Ready)},
)
COUNTS = Operation(
    summary="What the program counts of itself, for Prometheus", tag="operations",
    answers={200: Answer("The text format of Prometheus.", media="text/plain")}, refusals=(401, 403, 503),
    security=("link", "session", "metrics"),
    description="For a link of a chair or a secretariat of any meeting, or the METRICS_TOKEN of the settings.",
)


@blueprint.get("/healthz")
@described(LIVES)
def healthz() -> Response:
    return Response("ok", content_type="text/plain; charset=utf-8")


@blueprint.get("/readyz")
@described(IS_READY)
def readyz() -> tuple[Ready, int]:
    ready = readiness(here().service.engine)
    return ready, 200 if ready["ok"] else 503


def readiness(engine: Engine) -> Ready:
    """Asks the database. What it says of a fault stays here: it may name an address or a user."""
    try:
        current = is_current(engine)
    except SQLAlchemyError:
        return {"ok": False, "database": "failing", "tables": "unknown"}
    return {"ok": current, "database": "ok", "tables": "ok" if current else "failing"}


@blueprint.get("/metrics")
@described(COUNTS)
def metrics() -> Response:
    place = here()
    check_desk(place)
    return Response(place.metrics.text(), content_type=CONTENT_TYPE_LATEST)


def check_desk(place: Here) -> None:
    """Raises NotSignedIn, NotAllowed `not_for_role`."""
    token = bearer_token(request.headers.get("Authorization"))
    expected = place.settings.metrics_token
    if token is None:
        check_session(place)
    elif not (expected and hmac.compare_digest(token.encode("utf-8", "replace"), expected.encode())):
        caller = place.callers.by_token(token, None, None)
        if not caller.actor.is_desk:
            raise NotAllowed("not_for_role", role=caller.actor.role)


def check_session(place: Here) -> None:
    """Whether the browser holds a desk of any meeting. Raises NotSignedIn."""
    for key in session.get("grants", {}):
        slug, _, holder = key.partition("/")
        if holder in DESKS and place.callers.by_session(slug, holder):
            return
    raise NotSignedIn("not_signed_in")
