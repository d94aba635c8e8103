"""The delegations of a meeting in the office: the list, one of them, a table read in."""

from app.web.office.delegations import one, page, table

__all__ = ["one", "page", "table"]
