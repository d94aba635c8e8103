"""Which words may enter a meeting: length, no control characters, nothing that turns the writing direction around."""

import re
import unicodedata

from app.domain.errors import Malformed

DIRECTION_CONTROLS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C, 0xFEFF])
MOST_MARKS = 6
LENGTHS = {"speaker": 120, "on_behalf_of": 160, "note": 1000, "words": 280, "speaker_gender": 40, "role": 40,
           "seed": 64, "begins_with": 1, "reason": 280, "person": 120, "function": 160, "email": 254,
           "access_needs": 500, "gender": 40, "file_name": 160, "record_words": 4000}
LONG = ("note", "access_needs", "record_words")
LANGUAGE = re.compile(r"[a-z]{2,3}\Z")


def clean(field: str, words: str | None, kind: str | None = None) -> str | None:
    """The words without surrounding space and direction controls; None if nothing is left.

    `kind`: of words, in LENGTHS, where they go by another name than their field.

    Raises Malformed `too_long`, `not_plain_text`: control characters, lone surrogates, towers of combining marks.
    """
    if words is None:
        return None
    kind = kind or field
    kept = words.translate(DIRECTION_CONTROLS).strip()
    if len(kept) > LENGTHS[kind]:
        raise Malformed("too_long", field, most=LENGTHS[kind])
    allowed = "\n\t" if kind in LONG else ""
    marks = 0
    for character in kept:
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if (category in ("Cc", "Cs") and character not in allowed) or marks > MOST_MARKS:
            raise Malformed("not_plain_text", field)
    return kept or None


def language_code(code: str | None, field: str = "language") -> str | None:
    """A language as two or three small letters. Raises Malformed."""
    if not code:
        return None
    if not LANGUAGE.match(code):
        raise Malformed("unknown_language", field)
    return code
