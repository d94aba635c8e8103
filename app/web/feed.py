"""The feed of a meeting as JSON Feed, for readers and programs that follow it from afar."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, TypedDict

from flask import Blueprint, Response, current_app, request
from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from app.domain.meeting import Meeting
from app.reports.feed import json_feed
from app.web.api import tagged, viewer
from app.web.describing import Answer, Operation, Query, described
from app.web.here import Here, here
from app.web.languages import OFFERED
from app.web.phrases import CODES

blueprint = Blueprint("feed", __name__, url_prefix="/api/v1/meetings/<slug>")
KEPT = "rostrum.feeds"
MEDIA = "application/feed+json"
SENTENCES = {
    "statement_given": _l("%(name)s has spoken on item %(item)s, %(item_title)s (minutes: %(minutes)s)."),
    "on_behalf_given": _l("%(name)s has spoken for a group on item %(item)s, %(item_title)s (minutes: %(minutes)s)."),
    "comment_given": _l("%(name)s has commented on item %(item)s, %(item_title)s (minutes: %(minutes)s)."),
    "reply_given": _l("%(name)s has replied on item %(item)s, %(item_title)s (minutes: %(minutes)s)."),
    "order_sustained": _l("The point of order of %(name)s was sustained."),
    "order_dismissed": _l("The point of order of %(name)s was dismissed."),
    "order_overruled": _l("The ruling on the point of order of %(name)s was overruled by the meeting."),
    "motion_carried": _l("A motion of %(name)s was carried: %(motion)s."),
    "motion_rejected": _l("A motion of %(name)s was rejected: %(motion)s."),
    "item_taken_up": _l("Item %(item)s was taken up: %(item_title)s."),
    "list_closed": _l("The list of item %(item)s, %(item_title)s, was closed."),
}


class FeedItem(TypedDict):
    """One thing that happened. `tags`: its code."""

    id: str
    url: str
    content_text: str
    date_published: str
    tags: list[str]


class Feed(TypedDict):
    """JSON Feed 1.1: interventions given, rulings and motions decided, items taken up, lists closed; newest first."""

    version: str
    title: str
    home_page_url: str
    feed_url: str
    language: str
    items: list[FeedItem]


FEED = Operation(
    summary="What has happened, as JSON Feed 1.1", tag="screens", refusals=(401, 403, 404, 503), is_open=True,
    query=(Query("lang", "The language of its sentences; else the working language.", {"enum": list(OFFERED)}),),
    answers={200: Answer("The feed.", Feed, MEDIA), 304: Answer("The tag is still right.")},
    description="Needs no token where the meeting is public. What was taken back is not in it.",
)


@blueprint.get("/feed.json")
@described(FEED)
def feed(slug: str) -> Response:
    place = here()
    viewer(place, slug, "public")
    meeting = place.service.load(slug)
    asked = request.args.get("lang", "")
    working = meeting.programme.working_language
    language = asked if asked in OFFERED else working if working in OFFERED else "en"
    body = kept(place, meeting, language)
    return tagged(Response(body, content_type=MEDIA), hashlib.blake2b(body, digest_size=9).hexdigest())


def kept(place: Here, meeting: Meeting, language: str) -> bytes:
    """The feed of a meeting as it stands; of one version it is written once in each language."""
    feeds: dict[tuple[str, str], tuple[Meeting, bytes]] = current_app.extensions.setdefault(KEPT, {})
    key = (meeting.programme.slug, language)
    found = feeds.get(key)
    if found is None or found[0] is not meeting:
        found = feeds[key] = (meeting, written(place, meeting, language))
    return found[1]


def written(place: Here, meeting: Meeting, language: str) -> bytes:
    slug = meeting.programme.slug
    home_url = f"{place.settings.base_url}/{slug}"
    feed_url = f"{place.settings.base_url}/api/v1/meetings/{slug}/feed.json"
    with force_locale(language):
        made = json_feed(meeting, place.service.acts(slug), home_url, feed_url, language, sentence)
    return json.dumps(made, ensure_ascii=False).encode()


def sentence(code: str, params: Mapping[str, Any]) -> str:
    """A happening in the language in force."""
    motion = str(CODES[f"motion.{params['motion']}"]) if params.get("motion") else ""
    return str(SENTENCES[code]) % {**params, "motion": motion}
