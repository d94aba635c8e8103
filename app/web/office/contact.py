"""Where a delegation is reached."""

import json
from uuid import uuid4

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from app.domain.commands import SetContact
from app.domain.errors import Malformed
from app.domain.meeting import Contact, Meeting
from app.web.languages import LANGUAGES, OFFERED
from app.web.office.blueprint import blueprint, office_page
from app.web.office.door import checked_form, command_id_of, perform, secretariat_of
from app.web.phrases import refusal_sentence


def contact_page(meeting: Meeting, code: str, written: Contact, faults: dict[str, str] | None = None) -> str:
    own = meeting.delegations[code].language
    return office_page(
        "office/contact.html", "links", meeting, faults, code=code, name=meeting.name_of(code), written=written,
        languages=[(code, LANGUAGES[code]) for code in OFFERED], own=LANGUAGES.get(own, own), command_id=uuid4(),
    )


@blueprint.get("/meetings/<slug>/links/<code>/contact")
def contact(slug: str, code: str) -> str:
    _, meeting = secretariat_of(slug)
    meeting.delegation(code)
    return contact_page(meeting, code, meeting.contacts.get(code, Contact(email="")))


@blueprint.post("/meetings/<slug>/links/<code>/contact")
def save_contact(slug: str, code: str) -> ResponseReturnValue:
    caller, meeting = secretariat_of(slug)
    meeting.delegation(code)
    form = checked_form()
    email, language = form.get("email", ""), form.get("language") or None
    command = SetContact(delegation=code, email=email, language=language)
    canonical = json.dumps({"command": command.name, "delegation": code, "email": email, "language": language}).encode()
    try:
        perform(slug, caller, command, command_id_of(form), canonical)
    except Malformed as wrong:
        faults = {wrong.params["field"]: refusal_sentence(wrong.code, wrong.params)}
        return contact_page(meeting, code, Contact(email=email, language=language), faults), 422
    return redirect(url_for("office.links", slug=slug, q=code, done="saved"), 303)
