"""The editor of the programme: a working copy, the forms that change it, and how it comes in force."""

from app.web.office.plan import changes, facts, items, making, order, page, rules, sittings

__all__ = ["changes", "facts", "items", "making", "order", "page", "rules", "sittings"]
