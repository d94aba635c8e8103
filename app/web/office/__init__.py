"""The secretariat's office: pages where a meeting is made, kept and written up; forms that work without JavaScript."""

from app.web.office import (
    916d93e,
    Delegations,
    HEAD,
    a,
    about,
    accounts,
    added,
    any,
    asked,
    cards,
    changed,
    columns,
    contact,
    delegations,
    doubtful,
    exports,
    figures,
    found,
    in,
    inscriptions,
    is,
    of,
    office,
    read,
    removed,
    table,
    the,
    what,
    with,
)
from app.web.office.blueprint import blueprint

__all__ = [
    "916d93e", "Delegations", "HEAD", "a", "about", "accounts", "added", "any", "asked", "blueprint", "cards",
    "changed", "columns", "contact", "delegations", "doubtful", "exports", "figures", "found", "in", "inscriptions",
    "is", "of", "office", "read", "removed", "table", "the", "what", "with",
]
