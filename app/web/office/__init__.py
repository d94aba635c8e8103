"""The secretariat's office: pages where a meeting is made, kept and written up; forms that work without JavaScript."""

from app.web.office import (
    accounts,
    cards,
    contact,
    delegations,
    exports,
    figures,
    hooks,
    inscriptions,
    joining,
    links,
    mail,
    meetings,
    members,
    own,
    participants,
    persons,
    plan,
    record,
    reminders,
    replay,
    signing_in,
    silent,
    statements,
)
from app.web.office.blueprint import blueprint

__all__ = [
    "accounts", "blueprint", "cards", "contact", "delegations", "exports", "figures", "hooks", "inscriptions",
    "joining", "links", "mail", "meetings", "members", "own", "participants", "persons", "plan", "record", "reminders",
    "replay", "signing_in", "silent", "statements",
]
