"""A member of a delegation, as registered."""

from dataclasses import dataclass

COMING = ("registered", "requested")


@dataclass(frozen=True, kw_only=True)
class Member:
    """state: registered | requested (after the deadline) | declined | withdrawn. `number` grows through the meeting."""

    id: str
    number: int
    delegation: str
    capacity: str
    state: str
    languages: tuple[str, ...] = ()
    person: str | None = None
    function: str | None = None
    email: str | None = None
    access_needs: str | None = None
    declined_for: str | None = None
