"""Replay over HTTP, for desks: the acts of a log on a line of time, and any screen as it was at a moment."""

import hashlib

from flask import Blueprint, Response, request

from app.domain.errors import NotAllowed
from app.web.api import tagged
from app.web.describing import described
from app.web.here import Here, here
from app.web.moments import asked, shown_at
from app.web.moments import timeline as written
from app.web.operations_of_replay import REPLAY_SCREEN, REPLAY_TIMELINE

blueprint = Blueprint("replays", __name__, url_prefix="/api/v1/meetings/<slug>/replay")


def desk_only(slug: str) -> Here:
    """Raises NotSignedIn, NotAllowed: what a delegation saw then is that delegation's and the desk's."""
    place = here()
    actor = place.callers.of(request, slug).actor
    if not actor.is_desk:
        raise NotAllowed("not_for_role", role=actor.role, screen="replay")
    return place


@blueprint.get("/timeline")
@described(REPLAY_TIMELINE)
def timeline(slug: str) -> Response:
    place = desk_only(slug)
    history = place.service.history(slug)
    text = place.apart(lambda: written(history))
    tag = hashlib.blake2b(text.encode(), digest_size=9).hexdigest()
    return tagged(Response(text, content_type="application/json"), tag)


@blueprint.get("/<screen>")
@described(REPLAY_SCREEN)
def screen(slug: str, screen: str) -> Response:
    place = desk_only(slug)
    _, text = shown_at(place.service, slug, asked(screen, request.args))
    # Two moments may have the same screen, but not the same version: the tag of the answer is of both.
    tag = hashlib.blake2b(text.encode(), digest_size=9).hexdigest()
    return tagged(Response(text, content_type="application/json"), tag)
