"""The replay of a meeting: a player, and the pages of the surfaces as they stood at a moment."""

from flask import request, url_for

from app.domain.errors import Malformed
from app.domain.meeting import Meeting
from app.screens.canonical import iso
from app.web.callers import PUBLIC, Caller
from app.web.frames import frame, language
from app.web.here import here
from app.web.languages import prefer
from app.web.links import actor_of
from app.web.moments import instant
from app.web.office.blueprint import blueprint, office_page
from app.web.office.door import secretariat_of
from app.web.pages import surface_page

SURFACES = ("room", "public", "chair", "secretariat", "booth", "delegate")


def moment_of(meeting: Meeting) -> str:
    """The instant that the address asks for; if none, that of the last act. Raises Malformed."""
    written = request.args.get("at")
    return iso(instant(written) if written else meeting.at)


def delegation_of(meeting: Meeting, surface: str) -> str:
    """The delegation that the address asks for, or the first by name; "" of another surface. Raises Unknown."""
    if surface != "delegate":
        return ""
    code = request.args.get("delegation") or min(meeting.delegations, key=meeting.name_of)
    return meeting.delegation(code).code


@blueprint.get("/meetings/<slug>/replay")
def replay(slug: str) -> str:
    caller, meeting = secretariat_of(slug)
    surface = request.args.get("screen", SURFACES[0])
    if surface not in SURFACES:
        raise Malformed("unknown_choice", "screen", expected=", ".join(SURFACES))
    # The page block is written before the frame of the office is: both in one language.
    prefer(None, meeting.programme.working_language)
    names = here().names.of(meeting, language())
    page = {
        "meeting": slug, "screen": surface, "delegation": delegation_of(meeting, surface), "at": moment_of(meeting),
        "is_linked": "at" in request.args, "as": caller.actor.key, "language": language(),
        "timezone": meeting.programme.timezone,
        "names_url": url_for("api.names", slug=slug, language=language(), v=names.version),
        "frames": {name: url_for("office.replay_frame", slug=slug, surface=name) for name in SURFACES},
    }
    delegations = sorted(((code, meeting.name_of(code)) for code in meeting.delegations), key=lambda each: each[1])
    return office_page(
        "office/replay.html", "replay", meeting, page=page, delegations=delegations, words=frame("replay")["words"],
    )


@blueprint.get("/meetings/<slug>/replay/frame/<any(room, public, chair, secretariat, booth, delegate):surface>")
def replay_frame(slug: str, surface: str) -> str:
    """The page of a surface, which shows the log in place of the news; nothing can be sent from it."""
    caller, meeting = secretariat_of(slug)
    code = delegation_of(meeting, surface)
    shown = PUBLIC if surface == "public" else Caller(actor_of(code or surface), "", by_session=False)
    then = {"as": caller.actor.key, "at": moment_of(meeting), "delegation": code}
    return surface_page(here(), slug, surface, shown, meeting, then)
