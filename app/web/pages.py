"""The pages: one shell for each surface; what it shows comes over the socket, on a phone first with the page."""

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from app.domain.displays import LAYOUTS, LOOKS
from app.domain.errors import Malformed
from app.domain.meeting import Meeting
from app.web import assets, languages
from app.web.bodies import read_object
from app.web.callers import PUBLIC, Caller
from app.web.csrf import csrf_key
from app.web.describing import described
from app.web.errors import NotSignedIn
from app.web.first_sight import brought
from app.web.frames import RIGHT_TO_LEFT, frame, language
from app.web.here import Here, here
from app.web.links import FUNCTIONS, Link, page_of
from app.web.names import Names
from app.web.operations import ENTER
from app.web.script import spoken_words
from config import LOOPBACK_NAMES

blueprint = Blueprint("pages", __name__)
SAMPLE = ("KEN", "CHL", "ICRC")
SHOWN_S = (12, 5, 120)
"""How long each language of a wall is shown: unasked, at least, at most."""


def surface_page(
    place: Here, slug: str, surface: str, caller: Caller, meeting: Meeting, replay: Mapping[str, str] | None = None
) -> str:
    """The page of a surface. `replay`: what lib/replayed.js needs to show a moment of the log in place of the news."""
    code = caller.actor.delegation
    working = meeting.programme.working_language
    languages.prefer(meeting.delegations[code].language if code else None, working)
    names = place.names.of(meeting, language())
    acting_as = caller.actor.key
    page: dict[str, object] = {
        "meeting": slug,
        "screen": surface,
        "as": acting_as,
        "csrf": csrf_key() if caller.by_session else "",
        "language": language(),
        "names_url": url_for("api.names", slug=slug, language=language(), v=names.version),
        "seat": caller.seat,
        "timezone": meeting.programme.timezone,
    }
    if replay:
        page["replay"] = replay
    if request.args.get("list"):
        page["list"] = meeting.plan(request.args["list"]).id
    delegation = called(names, code) if code else None
    wall = {"layout": chosen("layout", LAYOUTS), "look": chosen("look", LOOKS)} if surface == "room" else None
    spoken = languages_in_turn(meeting) if surface == "room" and not replay else []
    if len(spoken) > 1:
        return render_template(
            "rotation.html", wall=wall, every=shown_s(), frames=[(framed(code), code) for code in spoken],
            meeting={"short_title": meeting.programme.short_title}, **frame("rotation"),
        )
    words = spoken_words(meeting) if surface == "chair" else {}
    if replay:
        words = {**words, "live": _("Replay"), "replayed": _("Replay, %(time)s")}
    return render_template(
        f"{surface}.html", page=page, delegation=delegation, wall=wall,
        meeting={"title": meeting.programme.title, "short_title": meeting.programme.short_title, "slug": slug},
        working_language=working, **frame(surface, words),
        **({} if replay else brought(place, surface, caller, meeting, names)),
    )


def called(names: Names, code: str) -> dict[str, str]:
    """A delegation by the name that its page is drawn with: another one would be seen to change."""
    named = names.content["delegations"][code]
    return {"name": named["name"], "lang": named["lang"], "dir": "rtl" if named["lang"] in RIGHT_TO_LEFT else "ltr"}


def languages_in_turn(meeting: Meeting) -> list[str]:
    """The languages that a wall is to show one after the other, as its address names them."""
    asked = request.args.get("languages", "").split(",")
    return [code for code in dict.fromkeys(asked) if code in languages.OFFERED and code in meeting.programme.languages]


def shown_s() -> int:
    unasked, least, most = SHOWN_S
    asked = request.args.get("every", "")
    return min(most, max(least, int(asked))) if asked.isdecimal() and len(asked) < 4 else unasked


def framed(code: str) -> str:
    """The address of the same wall in one language."""
    query = {name: value for name, value in request.args.items() if name not in ("languages", "every", "lang")}
    return f"{request.path}?{urlencode({**query, 'lang': code})}"


def chosen(name: str, known: tuple[str, ...]) -> str:
    """What the address asks for by this name; if nobody knows it, the first of what is known."""
    asked = request.args.get(name, "")
    return asked if asked in known else known[0]


def signed_in_page(slug: str, surface: str, holder: str) -> str:
    """The page of a function or a delegation. Raises NotSignedIn, Unknown."""
    place = here()
    meeting = place.service.load(slug)
    caller = place.callers.by_session(slug, holder)
    if caller is None:
        raise NotSignedIn("not_signed_in")
    return surface_page(place, slug, surface, caller, meeting)


@blueprint.get("/<slug>/<any(chair, secretariat, room, booth):function>")
def of_function(slug: str, function: str) -> str:
    return signed_in_page(slug, function, function)


@blueprint.get("/<slug>/delegation/<code>")
def of_delegation(slug: str, code: str) -> str:
    return signed_in_page(slug, "delegate", code)


@blueprint.get("/<slug>")
def public(slug: str) -> str:
    place = here()
    place.callers.public(slug)
    return surface_page(place, slug, "public", PUBLIC, place.service.load(slug))


@blueprint.get("/enter")
def enter() -> str:
    return render_template("enter.html", page={"csrf": "", "language": language()}, **frame("enter"))


@blueprint.post("/enter")
@described(ENTER)
def exchange() -> ResponseReturnValue:
    """Exchanges the token of a link for the session cookie. Raises Malformed, NotSignedIn."""
    token = read_object(request.get_data()).get("token")
    if not isinstance(token, str):
        raise Malformed("missing", "token")
    link = here().callers.enter(token)
    # In the same cookie as the link: a page that is asked for sets none, and so overtakes no other.
    generate_csrf()
    return current_app.json.response(ok=True, to=page_of(link.slug, link.holder))


def is_local() -> bool:
    """Whether a person on this very machine asks, and no proxy for somebody else."""
    host = request.host.rpartition(":")[0] or request.host
    proxied = any(name.startswith("X-Forwarded") or name == "Forwarded" for name, _ in request.headers)
    return host in LOOPBACK_NAMES and (request.remote_addr or "") in ("127.0.0.1", "::1") and not proxied


def demo_links(place: Here) -> list[dict[str, str]]:
    """A link for each surface of the demo, given to nobody but the person at this machine."""
    slugs = place.service.demo_slugs() if is_local() else []
    found = []
    for slug in slugs:
        meeting, generations = place.service.load_with_links(slug)
        codes = [code for code in SAMPLE if code in meeting.delegations]
        for holder in (*FUNCTIONS, *codes):
            link = Link(slug, holder, generations.of(holder))
            name = meeting.name_of(holder) if holder in meeting.delegations else holder
            base = request.host_url.rstrip("/")
            found.append({"holder": holder, "label": name, "url": place.links.url(link, base)})
    return found


@blueprint.get("/")
def index() -> str:
    place = here()
    meetings = []
    for slug in place.service.slugs():
        meeting = place.service.load(slug)
        if meeting.programme.is_public:
            meetings.append({"slug": slug, "title": meeting.programme.title, "url": url_for("pages.public", slug=slug)})
    return render_template(
        "index.html", demo=demo_links(place), meetings=meetings, is_set_up=not place.accounts.is_empty(),
        is_local=is_local(), **frame("index"),
    )


PARTS = ("text/css", "text/javascript", "application/javascript")
"""What is part of a page and never one itself: it stands under the policy of the page. Few words in the heads of thirty
files are two kilobytes less for a phone.
"""


def is_file() -> bool:
    return request.blueprint == assets.blueprint.name


def policy() -> str:
    """What the answer may fetch and run where it is a page: nothing from elsewhere, nothing inline."""
    if is_file():
        # A picture that somebody opens as a page does nothing.
        return "default-src 'none'"
    # A wall that turns through languages holds itself in frames, and a replay holds what it shows; nobody else does.
    is_framed = (request.view_args or {}).get("function") == "room" or request.endpoint == "office.replay_frame"
    ancestors = "'self'" if is_framed else "'none'"
    return (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
        f"frame-ancestors {ancestors}; require-trusted-types-for 'script'; "
        "trusted-types rostrum"
    )


def secured(response: Response) -> Response:
    """The headers of every answer: nothing from elsewhere, nothing inline, nothing to be framed or guessed."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    if is_file():
        response.headers["Vary"] = "Accept-Encoding"
        if response.mimetype in PARTS:
            return response
    response.headers.setdefault("Content-Security-Policy", policy())
    # Where no page may say from where it comes, a browser hides the origin of a form too, and the doorman refuses it.
    response.headers["Referrer-Policy"] = "same-origin" if request.blueprint == "office" else "no-referrer"
    response.headers.setdefault("Cache-Control", "no-store")
    if is_file():
        return response
    response.headers["Vary"] = "Cookie, Accept-Language, Accept-Encoding"
    if here().settings.is_https:
        # Browsers heed it from trustworthy origins only, and complain elsewhere.
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    return response
