"""The addresses of the office, and the frame of its pages."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, current_app, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.routing import IntegerConverter, Map

from app.domain.meeting import Meeting
from app.store.accounts import Account
from app.web import languages
from app.web.csrf import csrf_key
from app.web.errors import NotSignedIn
from app.web.frames import frame
from app.web.here import here


class RowNumber(IntegerConverter):
    """The number of a row in a path; what no database counts up to is no path."""

    def __init__(self, urls: Map) -> None:
        super().__init__(urls, max=2**31 - 1)


blueprint = Blueprint("office", __name__, url_prefix="/office")
blueprint.record_once(lambda state: state.app.url_map.converters.update(row=RowNumber))

OF_MEETING = (
    (_l("Before"), (
        ("programme", "office.programme", _l("Programme")),
        ("delegations", "office.delegations", _l("Delegations")),
        ("links", "office.links", _l("Links and cards")),
        ("letters", "office.letters", _l("Mail")),
        ("hooks", "office.hooks", _l("Other programs")),
        ("persons", "office.persons", _l("Words about persons")),
        ("participants", "office.participants", _l("Participants")),
        ("inscriptions", "office.inscriptions", _l("Inscriptions")),
        ("statements", "office.statements", _l("Statements")),
        ("silent", "office.silent", _l("Who is silent")),
    )),
    (_l("After"), (
        ("record", "office.record", _l("Record")),
        ("minutes", "office.minutes", _l("Minutes")),
        ("figures", "office.figures", _l("Figures")),
        ("replay", "office.replay", _l("Replay")),
        ("exports", "office.exports", _l("Exports")),
    )),
)
OF_HOUSE = ((_l("Office"), (
    ("meetings", "office.meetings", _l("Meetings")),
    ("mail", "office.mail", _l("Mail")),
    ("accounts", "office.accounts", _l("Accounts")),
    ("sessions", "office.sessions", _l("Where you are signed in")),
)),)
DONE = {
    "saved": _l("Saved."),
    "made": _l("Made."),
    "sent": _l("Sent to the outbox."),
    "revoked": _l("The old link has ended."),
    "removed": _l("Removed."),
    "discarded": _l("The changes are discarded."),
    "in_force": _l("The programme is in force."),
    "ended": _l("Ended. That browser has to sign in again."),
    "signed_out": _l("You are signed out."),
    "retried": _l("It is tried again."),
    "withdrawn": _l("Withdrawn: it does not leave."),
    "hook_paused": _l("Paused: nothing is told until you resume."),
    "hook_resumed": _l("Resumed."),
    "hook_tried": _l("A test is on its way: see below whether it arrives."),
    "erased": _l("Erased."),
    "released": _l("Published: everybody may read it now."),
    "text_withdrawn": _l("The text is withdrawn, and its file is gone."),
    "requested": _l("Asked for: the delegation sees it on its page."),
    "registered": _l("Registered."),
    "granted": _l("Let in: it stands on the list of participants now."),
    "declined": _l("Declined: the delegation reads the reason on its page."),
    "member_withdrawn": _l("Withdrawn: it stands on no list any more."),
}
"""What a page says after a form was done; the address carries the code."""


OFFICE_ONLY = ("mail", "accounts")


def signed_in_here() -> Account | None:
    """The account with which this browser is signed in, if it still is."""
    try:
        found = here().callers.signed_in()
    except NotSignedIn:
        return None
    return found[0] if found and found[0].is_ready else None


def navigation(slug: str | None, section: str, account: Account | None) -> list[dict[str, Any]]:
    """The sections that this server has and this account may open, in groups; the one that is open is marked."""
    if slug is None and account is None:
        return []
    is_office = account is not None and account.is_office
    groups = OF_HOUSE if slug is None else OF_MEETING
    arguments: dict[str, Any] = {} if slug is None else {"slug": slug}
    return [
        {"title": title, "links": [
            {"name": name, "address": url_for(endpoint, **arguments), "is_current": key == section}
            for key, endpoint, name in links if endpoint in current_app.view_functions
            and (is_office or slug is not None or key not in OFFICE_ONLY)
        ]}
        for title, links in groups
    ]


def office_page(
    template: str, section: str, meeting: Meeting | None = None, faults: Mapping[str, Any] | None = None, **context: Any
) -> str:
    """A page of the office. `faults`: sentences by the name of the field that is wrong, "" for the form as a whole."""
    if meeting is not None:
        languages.prefer(None, meeting.programme.working_language)
    slug = meeting.programme.slug if meeting else None
    account = signed_in_here()
    office = {
        "account": account,
        "meeting": meeting.programme if meeting else None,
        "slug": slug,
        "navigation": navigation(slug, section, account),
        "up": url_for("office.meetings") if slug and account else None,
        "csrf": csrf_key(),
        "done": DONE.get(request.args.get("done", "")),
    }
    return render_template(template, office=office, faults=faults or {}, **{**frame("office"), **context})
