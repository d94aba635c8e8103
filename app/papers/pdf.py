"""PDF: what is in it that may not be, and what its pages say."""

import re
import struct
import zlib
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader, apply_configuration
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

from app.papers.paper import MB, PaperRefused, Reading
from app.papers.pdf_objects import refuse_hidden, refuse_objects

MAX_PAGES = 300
MAX_CONTENT = 700_000
"""What draws all pages, unpacked, in bytes. A page of justified text takes about 27 kB."""
MAX_STRINGS = 65_000
"""What is shown on all pages, piece by piece; a page of justified text has up to 3,400. They take 1.5 s to read, and
more would not be read in time: so it is said beforehand."""
MAX_OPERATIONS = 40_000
MAX_DRAWN = 500
"""Forms and pictures that pages draw: a form is read anew each time."""
MAX_MISSES = 20
LIMITS: dict[str, Any] = {
    "maximum_declared_stream_length": 10 * MB, "array_based_stream_maximum_output_length": MB,
    "array_maximum_element_count": 20_000, "dictionary_maximum_element_count": 5_000,
    "lzw_maximum_output_length": 2 * MB,
    "run_length_maximum_output_length": 2 * MB, "zlib_maximum_output_length": 10 * MB,
    "zlib_maximum_recovery_input_length": 100_000, "stream_filters_maximum_length": 3,
    "stream_decoding_work_maximum_length": 20 * MB, "stream_parsing_work_maximum_count": 150_000,
    "page_tree_maximum_entries": 2_000, "page_tree_maximum_depth": 30, "page_tree_maximum_page_entries": 50_000,
    "xform_maximum_invocations_per_extraction": 10_000,  # beyond it pages are cut; ours is less, and refuses
}
BROKEN = (
    PyPdfError, LookupError, ValueError, TypeError, AttributeError, AssertionError, ArithmeticError, RuntimeError,
    MemoryError, EOFError, OSError, zlib.error, struct.error,
)
"""A reader of damaged files stumbles in as many ways as there are damages: all of them mean that it cannot be read."""
BROKEN_WORD = re.compile("(?<=\\w)[-\u00ad\u2010]\\s*\n(?=\\w)")
"""A word that goes on in the next line."""
ENTRY = re.compile(rb"\s*(\d{1,10})\s+(\d{1,5})\s+obj")


class Extraction:
    """Counts what drawing the pages costs, and stops where it becomes too much."""

    def __init__(self) -> None:
        self._operations = MAX_OPERATIONS
        self._drawn = MAX_DRAWN
        self.is_too_much = False

    def text_of(self, page: PageObject) -> str:
        text = page.extract_text(visitor_operand_before=self._count)
        # Inside a form the reader goes on after any fault; so ours is asked for again.
        if self.is_too_much:
            raise PaperRefused("too_complex")
        return text

    def _count(self, operator: bytes, *_: object) -> None:
        self._operations -= 1
        self._drawn -= operator == b"Do"
        if self._operations < 0 or self._drawn < 0:
            self.is_too_much = True
            raise PaperRefused("too_complex")


def read(raw: bytes) -> Reading:
    """Raises PaperRefused."""
    try:
        with apply_configuration(**LIMITS):
            return read_within_limits(raw)
    except DependencyError as error:
        raise PaperRefused("encrypted") from error  # a cipher we have no library for
    except LimitReachedError as error:
        raise PaperRefused("too_complex") from error
    except BROKEN as error:
        raise PaperRefused("unreadable") from error


def read_within_limits(raw: bytes) -> Reading:
    refuse_hidden(raw)
    reader = PdfReader(BytesIO(raw), root_object_recovery_limit=100, xref_stream_maximum_entries=50_000)
    if reader.is_encrypted:
        raise PaperRefused("encrypted")
    refuse_false_entries(raw, reader)
    refuse_objects(reader)
    pages = reader.pages
    if len(pages) > MAX_PAGES:
        raise PaperRefused("too_complex")
    if not pages:
        raise PaperRefused("unreadable")
    refuse_long_drawings(pages)
    extraction = Extraction()
    text = "\n".join(map(extraction.text_of, pages))
    return Reading(BROKEN_WORD.sub("-", text), len(pages))


def refuse_long_drawings(pages: Iterable[PageObject]) -> None:
    size = strings = 0
    for page in pages:
        contents = page.get_contents()
        drawing = contents.get_data() if contents is not None else b""
        size += len(drawing)
        strings += drawing.count(b"(") + drawing.count(b"<")
        if size > MAX_CONTENT or strings > MAX_STRINGS:
            raise PaperRefused("too_complex")


def refuse_false_entries(raw: bytes, reader: PdfReader) -> None:
    """Each object that is not where the table says makes the reader search the whole file."""
    misses = 0
    for generation, offsets in reader.xref.items():
        for number, offset in offsets.items():
            found = ENTRY.match(raw, offset)
            misses += not (found and (int(found[1]), int(found[2])) == (number, generation))
            if misses > MAX_MISSES:
                raise PaperRefused("unreadable")
