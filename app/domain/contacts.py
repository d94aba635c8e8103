"""Where a delegation is reached: for letters of the secretariat, on no screen."""

import re
from dataclasses import replace

from app.domain.commands import SetContact
from app.domain.errors import Malformed
from app.domain.events import ContactSet, Event
from app.domain.meeting import Actor, Contact, Meeting
from app.domain.text import language_code

LONGEST_EMAIL = 254
LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
EMAIL = re.compile(rf"[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@{LABEL}(?:\.{LABEL})+")
"""Of RFC 5321 what is in use: no quotes, no address literals, the domain as DNS has it."""


def email_address(written: str | None) -> str | None:
    """The address without surrounding space; None if nothing is left. Raises Malformed `not_an_address`."""
    address = (written or "").strip()
    if not address:
        return None
    if len(address) > LONGEST_EMAIL or not EMAIL.fullmatch(address):
        raise Malformed("not_an_address", "email")
    return address


def set_contact(meeting: Meeting, command: SetContact, actor: Actor) -> list[Event]:
    """Raises Malformed, Unknown `unknown_delegation`."""
    code = command.delegation or actor.delegation
    if code is None:
        raise Malformed("missing", "delegation")
    meeting.delegation(code)
    email, language = email_address(command.email), language_code(command.language)
    wanted = Contact(email=email, language=language) if email else None
    if meeting.contacts.get(code) == wanted:
        return []
    return [ContactSet(delegation=code, email=email, language=language if email else None)]


def contact_set(meeting: Meeting, event: ContactSet) -> Meeting:
    others = {code: each for code, each in meeting.contacts.items() if code != event.delegation}
    if event.email:
        others[event.delegation] = Contact(email=event.email, language=event.language)
    return replace(meeting, contacts=others)
