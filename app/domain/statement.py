"""The text of an intervention in one language, as handed in."""

from dataclasses import dataclass
from datetime import datetime

HELD = "handed_in"


@dataclass(frozen=True, kw_only=True)
class Statement:
    """state: handed_in | released | replaced | withdrawn. reading: verbatim | check_against_delivery.

    `embargo`: spoken (until it was delivered) | release (until the secretariat releases it). `words`: as one counts
    them for speaking. `has_text`: whether a program can read it; a scan cannot be counted. `released_at`: from when all
    may read it.
    """

    id: str
    number: int
    intervention: str
    delegation: str
    language: str
    extension: str
    media_type: str
    size: int
    words: int
    digest: str
    has_text: bool
    reading: str
    embargo: str
    handed_in_at: datetime
    pages: int | None = None
    file_name: str | None = None
    state: str = HELD
    released_at: datetime | None = None
