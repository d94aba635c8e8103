"""Papers made by hand, right in all their parts, for tests that make one thing wrong."""

import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from app.papers.child import counted, read_as
from app.papers.kinds import kind_of
from app.papers.paper import MEDIA_TYPES

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = f"{MEDIA_TYPES['docx']}.main+xml"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
SAID = "Good morning, dear colleagues"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def examined_here(raw: bytes, name: str) -> dict[str, object]:
    """What `examine` finds, but in this process, which the reader could exhaust. Raises PaperRefused."""
    return counted(read_as(kind_of(raw, name), raw))


# -- PDF ---------------------------------------------------------------------------------------------------------------


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def packed_stream(content: bytes, entries: bytes = b"") -> bytes:
    return stream(zlib.compress(content, 9), b"/Filter /FlateDecode " + entries)


CATALOG = b"<< /Type /Catalog /Pages 2 0 R %s >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
    b"/Resources << /Font << /F1 5 0 R >> %s >> %s >>"
)
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
CONTENT = b"BT /F1 12 Tf 72 720 Td (%s) Tj ET" % SAID.encode()


def pdf_of(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """A file of these objects, by number; 1 is the catalog."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = {}
    for number, body in objects.items():
        offsets[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    size = max(offsets) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % offsets[number] if number in offsets else b"0000000000 00000 f \n"
    return bytes(out + b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start))


def pdf(
    *more: bytes, catalog: bytes = b"", page: bytes = b"", resources: bytes = b"", content: bytes | None = None,
    trailer: bytes = b"", **changed: bytes,
) -> bytes:
    """One page that says SAID; `more` objects are 6 and following, `o2`=... takes the place of object 2."""
    objects = {
        1: CATALOG % catalog, 2: PAGES, 3: PAGE % (resources, page), 4: stream(CONTENT) if content is None else content,
        5: FONT, **dict(enumerate(more, start=6)),
    }
    return pdf_of(objects | {int(key.removeprefix("o")): body for key, body in changed.items()}, trailer)


# -- Archives ----------------------------------------------------------------------------------------------------------


def archive(members: Mapping[str, str | bytes], stored: tuple[str, ...] = ()) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as opened:
        for name, content in members.items():
            opened.writestr(name, content, ZIP_STORED if name in stored else ZIP_DEFLATED)
    return out.getvalue()


def paragraphs(text: str) -> str:
    return "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.splitlines())


def relationships(*rows: tuple[str, str, str]) -> str:
    """Rows: the last word of the type, the target, the mode (Internal, External)."""
    inner = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE_DOCUMENT}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        for number, (kind, target, mode) in enumerate(rows)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def docx_members(body: str = paragraphs(SAID), types: str = "", head: str = HEAD, main: str = MAIN) -> dict[str, str]:
    names = (
        f'xmlns:w="{W}" xmlns:r="{OFFICE_DOCUMENT}" xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{main}"/>{types}</Types>',
        "_rels/.rels": relationships(("officeDocument", "word/document.xml", "Internal")),
        "word/document.xml": f"{head}<w:document {names}><w:body>{body}</w:body></w:document>",
    }


def docx(body: str = paragraphs(SAID), more: Mapping[str, str | bytes] | None = None, **about: str) -> bytes:
    return archive({**docx_members(body, **about), **(more or {})})


def docx_drawing(*rows: tuple[str, str, str]) -> bytes:
    return docx(more={"word/_rels/document.xml.rels": relationships(*rows)})


def odt_members(body: str = f"<text:p>{SAID}</text:p>", head: str = HEAD, before: str = "") -> dict[str, str]:
    names = " ".join(
        [f'xmlns:{each}="{ODF}:{each}:1.0"' for each in ("office", "text", "table", "script")]
        + [f'xmlns:draw="{ODF}:drawing:1.0"', 'xmlns:xlink="http://www.w3.org/1999/xlink"']
    )
    return {
        "mimetype": MEDIA_TYPES["odt"],
        "content.xml": f"{head}<office:document-content {names}>{before}<office:body><office:text>{body}</office:text>"
        "</office:body></office:document-content>",
        "META-INF/manifest.xml": f'{HEAD}<m:manifest xmlns:m="{ODF}:manifest:1.0"/>',
    }


def odt(
    body: str = f"<text:p>{SAID}</text:p>", more: Mapping[str, str | bytes] | None = None, **about: str
) -> bytes:
    return archive({**odt_members(body, **about), **(more or {})}, stored=("mimetype",))
