"""What became of the texts that delegations hand in."""

from dataclasses import dataclass

from app.domain.events.base import Event, personal


@dataclass(frozen=True, kw_only=True)
class StatementHandedIn(Event):
    """It takes the place of an earlier text of the intervention in the same language."""

    kind = "statement_handed_in"
    statement: str
    intervention: str
    language: str
    extension: str
    media_type: str
    size: int
    words: int
    digest: str
    has_text: bool
    reading: str
    embargo: str
    pages: int | None = None
    file_name: str | None = personal()


@dataclass(frozen=True, kw_only=True)
class StatementWithdrawn(Event):
    kind = "statement_withdrawn"
    statement: str


@dataclass(frozen=True, kw_only=True)
class StatementReleased(Event):
    kind = "statement_released"
    statement: str


@dataclass(frozen=True, kw_only=True)
class TextRequested(Event):
    kind = "text_requested"
    intervention: str
