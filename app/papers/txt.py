"""Plain text: UTF-8, or UTF-16 that says so."""

import codecs

from app.papers.paper import MAX_CHARACTERS, PaperRefused, Reading
from app.papers.words import CONTROL

BYTES_PER_CHARACTER = 4
MARKS = (
    (codecs.BOM_UTF32_LE, None), (codecs.BOM_UTF32_BE, None),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"), (codecs.BOM_UTF8, "utf-8-sig"), (b"", "utf-8"),
)


def read(raw: bytes) -> Reading:
    """Raises PaperRefused."""
    if len(raw) > MAX_CHARACTERS * BYTES_PER_CHARACTER:
        raise PaperRefused("too_long", limit=MAX_CHARACTERS)
    encoding = next(encoding for mark, encoding in MARKS if raw.startswith(mark))
    if encoding is None:
        raise PaperRefused("wrong_encoding")
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise PaperRefused("not_text" if b"\0" in raw else "wrong_encoding") from error
    if CONTROL.search(text):
        raise PaperRefused("not_text")
    return Reading(text)
