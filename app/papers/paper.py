"""What is known of a paper once it is read, and the one way of refusing it."""

from dataclasses import dataclass
from typing import Any, NamedTuple

MB = 1024 * 1024
MAX_BYTES = 10 * MB
MAX_CHARACTERS = 1_000_000
"""About twenty hours of speech; a longer text is no statement, and counting it would take its time from others."""
MAX_TEXT = 200_000
"""What is kept of the text, for those who read along."""
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "txt": "text/plain",
}
"""By extension, which is also what we call the kind of a paper."""


class PaperRefused(Exception):
    """The paper is not taken. `code` is stable; `params` fill the sentence."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class Reading(NamedTuple):
    """What a reader takes out of a paper; `pages` where the file itself says how many."""

    text: str
    pages: int | None = None


@dataclass(frozen=True)
class Paper:
    """`characters` without white space; `text` at most MAX_TEXT of it; a scan has no text, and no words."""

    media_type: str
    extension: str
    words: int
    characters: int
    pages: int | None
    has_text: bool
    text: str
