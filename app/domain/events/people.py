"""Where people are reached, and that their words were erased."""

from dataclasses import dataclass

from app.domain.events.base import Event, personal


@dataclass(frozen=True, kw_only=True)
class ContactSet(Event):
    """Without `email` there is none from now on, or it was erased."""

    kind = "contact_set"
    delegation: str
    language: str | None = None
    email: str | None = personal()


@dataclass(frozen=True, kw_only=True)
class PersonErased(Event):
    """`fields`: (version, field) of the words that were erased; by these a log without them still holds."""

    kind = "person_erased"
    subject: str
    fields: tuple[tuple[int, str], ...] = ()
