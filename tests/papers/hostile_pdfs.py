"""PDF that mean harm, or are none: what each is called, how it is made, why it is refused."""

import zlib
from collections.abc import Callable
from functools import cache, partial

from tests.papers.making import CATALOG, CONTENT, PAGES, archive, packed_stream, pdf, pdf_of, stream

MB = 1024 * 1024
EMPTY_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"


@cache
def zeros(megabytes: int) -> bytes:
    """So many, packed: a thousandth of their size."""
    pack = zlib.compressobj(9)
    return b"".join([*(pack.compress(b"\0" * MB) for _ in range(megabytes)), pack.flush()])


def packed_twice(megabytes: int) -> bytes:
    return stream(zlib.compress(zeros(megabytes), 9), b"/Filter [/FlateDecode /FlateDecode]")


def pdf_of_zeros(entries: bytes = b"", megabytes: int = 100) -> bytes:
    return pdf(content=stream(zeros(megabytes), b"/Filter /FlateDecode " + entries))


def bomb_in_objects() -> bytes:
    """The objects themselves lie in a stream that has no end."""
    table = b"\x01\x00\x00\x00\x01" * 3
    entries = b"/Type /XRef /Size 3 /W [1 2 2] /Root 1 0 R "
    head = b"%PDF-1.7\n6 0 obj\n" + stream(zeros(100), b"/Type /ObjStm /N 3 /First 20 /Filter /FlateDecode")
    tail = b"\nendobj\nstartxref\n%d\n%%%%EOF" % (len(head) + 8)
    return head + b"\nendobj\n7 0 obj\n" + stream(table, entries) + tail


def nested_forms(depth: int = 12, width: int = 10) -> bytes:
    """Each form draws the next one ten times."""
    forms = [
        stream(
            b"/X Do " * width if number < depth else CONTENT,
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
            b"/Resources << /Font << /F1 5 0 R >> /XObject << /X %d 0 R >> >>" % (7 + number),
        )
        for number in range(depth + 1)
    ]
    return pdf(*forms, resources=b"/XObject << /X 6 0 R >>", content=stream(b"/X Do " * width))


def endless_table() -> bytes:
    """Ten thousand objects that are not where they should be, in a file that is long to search."""
    raw = pdf(stream(b"0" * 9 * MB))
    at = raw.rfind(b"xref\n0", 0, -30)
    rows = b"".join(b"0000000%03d 00000 n \n" % (number % 1000) for number in range(10_000))
    trailer = b"trailer\n<< /Size 10000 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % at
    return raw[:at] + b"xref\n0 10000\n" + rows + trailer


def hidden_revision() -> bytes:
    """The script is in no table any more, but a forgiving reader may find it."""
    return pdf().replace(b"xref\n0", b"9 0 obj\n<< /S /JavaScript /JS (x) >>\nendobj\nxref\n0")


def many_objects() -> bytes:
    return pdf_of({1: CATALOG % b"", 2: PAGES, 3: EMPTY_PAGE, **dict.fromkeys(range(4, 30_000), b"<< >>")})


def ring_of_pages() -> bytes:
    return pdf(o2=b"<< /Type /Pages /Kids [3 0 R 6 0 R] /Count 2 >>", o6=b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>")


def deep_pages(depth: int = 1_000) -> bytes:
    nodes = {number: b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (number + 1) for number in range(2, depth)}
    return pdf_of({1: CATALOG % b"", **nodes, depth: EMPTY_PAGE})


def branching_pages(levels: int = 8) -> bytes:
    """Every level holds the next one ten times: a hundred million pages in nine objects."""
    nodes = {
        number: b"<< /Type /Pages /Kids [%s] /Count 1 >>" % (b"%d 0 R " % (number + 1) * 10)
        for number in range(2, 2 + levels)
    }
    return pdf_of({1: CATALOG % b"", **nodes, 2 + levels: EMPTY_PAGE})


def many_pages(count: int = 5_000) -> bytes:
    return pdf(o2=b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b"3 0 R " * count, count))


def loop_of_objects() -> bytes:
    return pdf(content=b"6 0 R", o6=b"7 0 R", o7=b"6 0 R")


def deep_array() -> bytes:
    return pdf(b"[" * 50_000 + b"]" * 50_000)


def html_inside() -> bytes:
    return pdf().replace(b"%\xe2\xe3\xcf\xd3\n", b"%<html><script>alert(1)</script>\n")


def page_with(annotation: bytes) -> bytes:
    return pdf(annotation, page=b"/Annots [6 0 R]")


def action(body: bytes) -> Callable[[], bytes]:
    return partial(page_with, b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << %s >> >>" % body)


SEALED = (
    b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<00> <00>]" % (b"00" * 32, b"00" * 32)
)
HOSTILE_PDFS: dict[str, tuple[Callable[[], bytes], str]] = {
    "script at opening.pdf": (partial(pdf, catalog=b"/OpenAction << /S /JavaScript /JS (x\\(1\\)) >>"), "javascript"),
    "script elsewhere.pdf": (
        partial(pdf, b"<< /S /JavaScript /JS (x) >>", catalog=b"/OpenAction 6 0 R"), "javascript"
    ),
    "script by another spelling.pdf": (partial(pdf, b"<< /S /J#61vaScr#69pt /#4a#53 (x) >>"), "javascript"),
    "script whose kind is elsewhere.pdf": (
        partial(pdf, b"/JavaS#63ript", catalog=b"/OpenAction << /S 6 0 R >>"), "javascript"
    ),
    "script among names.pdf": (
        partial(pdf, catalog=b"/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (x) >>] >> >>"), "javascript"
    ),
    "script in an old state.pdf": (hidden_revision, "javascript"),
    "script behind a link.pdf": (action(b"/S /JavaScript /JS (x)"), "javascript"),
    "script when a page opens.pdf": (
        partial(pdf, page=b"/AA << /O << /S /Java#53cript /JS (x) >> >>"), "javascript"
    ),
    "program.pdf": (action(b"/S /Launch /F (cmd.exe)"), "launch_action"),
    "form sent away.pdf": (action(b"/S /SubmitForm /F (http://example.org)"), "launch_action"),
    "other file.pdf": (action(b"/S /GoToR /F (//example.org/share) /D [0 /Fit]"), "launch_action"),
    "attached other file.pdf": (action(b"/S /GoToE /D [0 /Fit]"), "embedded_file"),
    "page at opening.pdf": (
        partial(pdf, catalog=b"/OpenAction << /S /URI /URI (http://example.org) >>"), "auto_action"
    ),
    "chain at opening.pdf": (
        partial(pdf, catalog=b"/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next << /S /Named /N /Print >> >>"),
        "auto_action",
    ),
    "page event.pdf": (partial(pdf, page=b"/AA << /O << /S /URI /URI (http://example.org) >> >>"), "auto_action"),
    "attachment.pdf": (
        partial(pdf, stream(b"MZ", b"/Type /EmbeddedFile"), catalog=b"/Names << /EmbeddedFiles << /Names [] >> >>"),
        "embedded_file",
    ),
    "attachment by another spelling.pdf": (partial(pdf, b"<< /Type /F /#45#46 << /F 4 0 R >> >>"), "embedded_file"),
    "pinned file.pdf": (partial(page_with, b"<< /Type /Annot /Subtype /File#41ttachment >>"), "embedded_file"),
    "rich media.pdf": (partial(page_with, b"<< /Type /Annot /Subtype /RichMedia >>"), "rich_media"),
    "film.pdf": (partial(page_with, b"<< /Type /Annot /Subtype /Screen >>"), "rich_media"),
    "xfa.pdf": (partial(pdf, stream(b"<xdp/>"), catalog=b"/AcroForm << /XFA 6 0 R >>"), "xfa_form"),
    "sealed.pdf": (partial(pdf, trailer=SEALED), "encrypted"),
    "flate bomb.pdf": (pdf_of_zeros, "too_complex"),
    "flate bomb of a gigabyte.pdf": (partial(pdf_of_zeros, megabytes=1_024), "too_complex"),
    "flate bomb packed twice.pdf": (lambda: pdf(content=packed_twice(100)), "too_complex"),
    "flate bomb of objects.pdf": (bomb_in_objects, "unreadable"),
    "many filters.pdf": (
        lambda: pdf(content=stream(b"00>", b"/Filter [%s]" % (b"/ASCIIHexDecode " * 1_000))), "too_complex"
    ),
    "run length bomb.pdf": (
        lambda: pdf(content=stream(b"\x81a" * 2 * MB, b"/Filter /RunLengthDecode")), "too_complex"
    ),
    "long drawing.pdf": (lambda: pdf(content=packed_stream(CONTENT * 40_000)), "too_complex"),
    "many strokes.pdf": (lambda: pdf(content=packed_stream(b"q Q " * 100_000)), "too_complex"),
    "forms in forms.pdf": (nested_forms, "too_complex"),
    "ring of pages.pdf": (ring_of_pages, "unreadable"),
    "deep pages.pdf": (deep_pages, "too_complex"),
    "branching pages.pdf": (branching_pages, "too_complex"),
    "many pages.pdf": (many_pages, "too_complex"),
    "many objects.pdf": (many_objects, "too_complex"),
    "ring of objects.pdf": (loop_of_objects, "unreadable"),
    "deep array.pdf": (deep_array, "unreadable"),
    "table that lies.pdf": (endless_table, "unreadable"),
    "no pages.pdf": (partial(pdf, o2=b"<< /Type /Pages /Kids [] /Count 0 >>"), "unreadable"),
    "cut off.pdf": (lambda: pdf()[:300], "unreadable"),
    "only a head.pdf": (lambda: b"%PDF-1.7\n%%EOF", "unreadable"),
    "html before.pdf": (lambda: b"<html></html>\n" + pdf(), "two_types"),
    "html inside.pdf": (html_inside, "two_types"),
    "html after.pdf": (lambda: pdf() + b"<script>alert(1)</script>", "two_types"),
    "archive after.pdf": (lambda: pdf() + archive({"a": "b"}), "two_types"),
    "archive within.pdf": (lambda: pdf(stream(archive({"a": "b"}))), "two_types"),
}
