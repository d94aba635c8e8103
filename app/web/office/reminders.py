"""Reminding delegations of what they have not completed: first who and of what, then one letter to each."""

from uuid import uuid4

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from app.domain.errors import Malformed
from app.domain.meeting import Meeting
from app.web.here import here
from app.web.office.blueprint import blueprint, office_page
from app.web.office.door import checked_form, command_id_of, put_letters, secretariat_of
from app.web.office.files import named
from app.web.reminders import KINDS, Lacking, incomplete, reminder_letter

NAMES = {
    "drafts": _l("Drafts that are not submitted"), "texts": _l("Interventions without text"),
    "registration": _l("No member registered before the deadline"),
}


def preview(meeting: Meeting, kinds: list[str], found: dict[str, Lacking], fault: str = "") -> str:
    """Who would be written to and of what, and who cannot be, before anything is sent."""
    rows = [
        {
            **named(meeting, code), "email": meeting.contacts[code].email if code in meeting.contacts else "",
            "lacking": [{"name": NAMES[kind], "ids": [each.id for each in wishes]} for kind, wishes in lacking.items()],
        }
        for code, lacking in found.items()
    ]
    return office_page(
        "office/remind.html", "inscriptions", meeting, {"": fault} if fault else None, kinds=kinds,
        rows=sorted(rows, key=lambda row: row["name"].casefold()), command_id=uuid4(),
        reached=sum(code in meeting.contacts for code in found), has_mail=here().settings.mail is not None,
    )


@blueprint.post("/meetings/<slug>/reminders")
def remind(slug: str) -> ResponseReturnValue:
    """Shows who would be reminded; with `sure`, one letter goes to each who has an address. Raises Malformed."""
    _, meeting = secretariat_of(slug)
    form = checked_form()
    kinds = form.getlist("kind")
    if not set(kinds) <= set(KINDS):
        raise Malformed("unknown_choice", "kind", expected=list(KINDS))
    found = incomplete(meeting, kinds, here().now())
    reached = {code: lacking for code, lacking in found.items() if code in meeting.contacts}
    if form.get("sure") != "yes":
        return preview(meeting, kinds, found)
    if not reached:
        return preview(meeting, kinds, found, gettext("Nobody who is to be reminded has an address.")), 422
    dedup = str(command_id_of(form))
    put_letters(slug, [reminder_letter(meeting, code, lacking, dedup) for code, lacking in reached.items()])
    return redirect(url_for("office.letters", slug=slug, done="sent"), 303)
