"""Papers that mean harm, or are none: what each is called, how it is made, why it is refused."""

from collections.abc import Callable
from functools import partial

from app.papers.paper import MAX_BYTES, MEDIA_TYPES
from tests.papers.hostile_archives import HOSTILE_ARCHIVES
from tests.papers.hostile_pdfs import HOSTILE_PDFS
from tests.papers.making import (
    HEAD,
    MAIN,
    ODF,
    archive,
    docx,
    docx_drawing,
    docx_members,
    odt,
    odt_members,
    pdf,
    relationships,
)

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
ENTITY = f'{HEAD}<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
NUMBERS = " ".join(str(number ** 3) for number in range(10_000))
"""Nothing that packs well: what is tried here is not the archive."""
LAUGHS = f'{HEAD}<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "{"&a;" * 10}"><!ENTITY c "{"&b;" * 10}">]>'
QUADRATIC = f'{HEAD}<!DOCTYPE x [<!ENTITY a "{NUMBERS}">]>'
MACROS_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"
RUN = "<w:p><w:r>{}</w:r></w:p>"


def field(*instructions: str) -> str:
    inner = "".join(f"<w:r><w:instrText>{each}</w:instrText></w:r>" for each in instructions)
    return f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{inner}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'


def override(kind: str) -> str:
    return f'<Override PartName="/word/x" ContentType="{kind}"/>'


def remote(kind: str, target: str = "https://example.org/a") -> Callable[[], bytes]:
    return partial(docx_drawing, (kind, target, "External"))


def other_encoding() -> bytes:
    """A declaration that a search for its letters does not see."""
    members: dict[str, str | bytes] = {**docx_members(head=ENTITY.replace("UTF-8", "UTF-16"))}
    members["word/document.xml"] = str(members["word/document.xml"]).encode("utf-16")
    return archive(members)


def nested(depth: int) -> str:
    return "".join(f'<w:sdt w:id="{number ** 3}">' for number in range(depth)) + "</w:sdt>" * depth


def frame(inner: str) -> str:
    return f"<text:p><draw:frame>{inner}</draw:frame></text:p>"


HOSTILE_DOCX: dict[str, tuple[Callable[[], bytes], str]] = {
    "macros.docx": (partial(docx, more={"word/vbaProject.bin": b"x"}), "macros"),
    "macros elsewhere.docx": (partial(docx, more={"word/VBAPROJECT.BIN": b"x"}), "macros"),
    "macros by type.docx": (partial(docx, main=MACROS_MAIN), "macros"),
    "macros by another name.docx": (partial(docx, types=override("application/vnd.ms-office.vbaProject")), "macros"),
    "macros related.docx": (partial(docx_drawing, ("vbaProject", "a.bin", "Internal")), "macros"),
    "macro button.docx": (partial(docx, field("MACROBUTTON Run Click")), "macros"),
    "script link.docx": (remote("hyperlink", "javascript:alert(1)"), "macros"),
    "template.docx": (remote("attachedTemplate"), "external_content"),
    "template on a disk.docx": (remote("attachedTemplate", "file:///c:/a.dotm"), "external_content"),
    "frame.docx": (remote("frame"), "external_content"),
    "linked picture.docx": (remote("image"), "external_content"),
    "linked drawing.docx": (partial(docx, '<w:pict><v:imagedata src="//example.org/a"/></w:pict>'), "external_content"),
    "share.docx": (remote("hyperlink", "file://example.org/share"), "external_content"),
    "linked picture in capitals.docx": (
        partial(docx, more={"word/_rels/a.xml.RELS": relationships(("image", "https://example.org", "External"))}),
        "external_content",
    ),
    "inside but out.docx": (partial(docx_drawing, ("image", "https://example.org/a", "Internal")), "external_content"),
    "other text.docx": (partial(docx, field('INCLUDETEXT "http://example.org"')), "external_content"),
    "linked object.docx": (remote("oleObject"), "embedded_object"),
    "object.docx": (partial(docx, more={"word/embeddings/oleObject1.bin": OLE2}), "embedded_object"),
    "object by content.docx": (partial(docx, more={"word/media/image1.png": OLE2}), "embedded_object"),
    "object in the text.docx": (
        partial(docx, RUN.format("<w:object><o:OLEObject/></w:object>")), "embedded_object"
    ),
    "control.docx": (partial(docx, more={"word/activeX/activeX1.xml": "<a/>"}), "embedded_object"),
    "other document.docx": (partial(docx, '<w:altChunk r:id="r1"/>'), "embedded_object"),
    "up by relation.docx": (partial(docx_drawing, ("image", "../../../etc/passwd", "Internal")), "unsafe_names"),
    "dde.docx": (partial(docx, field('DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc"')), "dde_field"),
    "dde in pieces.docx": (partial(docx, field("D", "DE", "AUTO c:\\cmd.exe")), "dde_field"),
    "simple dde.docx": (partial(docx, '<w:p><w:fldSimple w:instr=" DDE cmd a"/></w:p>'), "dde_field"),
    "dde in a header.docx": (
        partial(docx, more={"word/header1.xml": docx_members(field("dde cmd"))["word/document.xml"]}), "dde_field"
    ),
    "entity.docx": (partial(docx, head=ENTITY), "declarations"),
    "entity in another encoding.docx": (other_encoding, "declarations"),
    "entity in a relation.docx": (
        partial(docx, more={"word/_rels/a.xml.rels": relationships().replace(HEAD, ENTITY)}), "declarations"
    ),
    "laughs.docx": (partial(docx, "&c;", head=LAUGHS), "declarations"),
    "quadratic.docx": (partial(docx, "&a;" * 2_000, head=QUADRATIC), "declarations"),
    "deep.docx": (lambda: docx(nested(20_000)), "too_complex"),
    "many elements.docx": (lambda: docx("<w:p/>" * 150_000), "archive_bomb"),
    "many different elements.docx": (
        lambda: docx("".join(f'<w:p w:a="{n * n}"/>' for n in range(120_000))), "too_complex"
    ),
    "long.docx": (lambda: docx("".join(f"<w:p>{n * n * n}</w:p>" for n in range(400_000))), "too_complex"),
    "broken xml.docx": (partial(docx, "<w:p>"), "unreadable"),
    "entity unknown.docx": (partial(docx, "&e;"), "unreadable"),
    "other root.docx": (partial(docx, more={"word/document.xml": "<a/>"}), "unreadable"),
    "spreadsheet.docx": (partial(docx, main=MAIN.replace("wordprocessingml", "spreadsheetml")), "wrong_type"),
    "any archive.docx": (partial(archive, {"a.txt": "Good morning"}), "wrong_type"),
    "program.docx": (partial(archive, {"META-INF/MANIFEST.MF": "Main-Class: A", "A.class": "x"}), "wrong_type"),
}
HOSTILE_ODT: dict[str, tuple[Callable[[], bytes], str]] = {
    "basic.odt": (partial(odt, more={"Basic/Standard/Module1.xml": "<a/>"}), "macros"),
    "script.odt": (partial(odt, more={"Scripts/python/a.py": "print()"}), "macros"),
    "event.odt": (
        partial(odt, before="<office:scripts><office:event-listeners/></office:scripts>"), "macros"
    ),
    "macro link.odt": (partial(odt, '<text:a xlink:href="vnd.sun.star.script:a">x</text:a>'), "macros"),
    "object.odt": (partial(odt, frame('<draw:object xlink:href="./Object 1"/>')), "embedded_object"),
    "old object.odt": (partial(odt, frame('<draw:object-ole xlink:href="./Object 1"/>')), "embedded_object"),
    "plugin.odt": (partial(odt, frame('<draw:plugin xlink:href="a"/>')), "embedded_object"),
    "linked picture.odt": (partial(odt, frame('<draw:image xlink:href="https://example.org/a"/>')), "external_content"),
    "picture up.odt": (partial(odt, frame('<draw:image xlink:href="../../a.png"/>')), "external_content"),
    "linked section.odt": (
        partial(odt, '<text:section><text:section-source xlink:href="file:///etc/passwd"/></text:section>'),
        "external_content",
    ),
    "far template.odt": (
        partial(odt, more={"meta.xml": '<template xmlns:x="http://www.w3.org/1999/xlink" x:href="http://example.org"/>'}),
        "external_content",
    ),
    "dde.odt": (partial(odt, '<text:dde-connection-decl office:dde-application="soffice"/>'), "dde_field"),
    "entity.odt": (partial(odt, head=ENTITY), "declarations"),
    "sealed.odt": (
        partial(odt, more={"META-INF/manifest.xml": f'<m:encryption-data xmlns:m="{ODF}:manifest:1.0"/>'}), "encrypted"
    ),
    "spreadsheet.odt": (
        partial(odt, more={"mimetype": MEDIA_TYPES["odt"].replace("text", "spreadsheet")}), "wrong_type"
    ),
    "word.odt": (docx, "wrong_type"),
    "no content.odt": (lambda: archive({"mimetype": odt_members()["mimetype"]}, stored=("mimetype",)), "unreadable"),
}
HOSTILE_OTHERS: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing.txt": (lambda: b"", "empty"),
    "nothing.pdf": (lambda: b"", "empty"),
    "large.txt": (lambda: b"a" * (MAX_BYTES + 1), "too_large"),
    "large.pdf": (lambda: pdf() + b" " * MAX_BYTES, "too_large"),
    "long.txt": (lambda: b"a b c d " * (MAX_BYTES // 8), "too_long"),
    "long but not large.txt": (lambda: b"ab cd " * 200_000, "too_long"),
    "macros.docm": (docx, "wrong_type"),
    "text.docx": (lambda: b"Good morning", "wrong_type"),
    "word.pdf": (docx, "wrong_type"),
    "document.docx": (pdf, "wrong_type"),
    "document.txt": (pdf, "wrong_type"),
    "word.txt": (docx, "wrong_type"),
    "no ending": (lambda: b"Good morning", "wrong_type"),
    "ending that is hidden.pdf.exe": (pdf, "wrong_type"),
    "old word.doc": (lambda: OLE2, "wrong_type"),
    "old word.docx": (lambda: OLE2, "wrong_type"),
    "word with a password.docx": (lambda: OLE2 + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "rich text.txt": (lambda: b"{\\rtf1\\ansi Good morning}", "wrong_type"),
    "rich text.docx": (lambda: b"{\\rtf1\\ansi Good morning}", "wrong_type"),
    "page.txt": (lambda: b"\n <!DOCTYPE html><script>alert(1)</script>", "wrong_type"),
    "drawing.svg": (lambda: b"<svg onload='alert(1)'/>", "wrong_type"),
    "drawing.txt": (lambda: b"\xef\xbb\xbf<svg onload='alert(1)'/>", "wrong_type"),
    "program.exe": (lambda: b"MZ\x90\0" + b"\0" * 60, "wrong_type"),
    "program.txt": (lambda: b"MZ\x90\0" + b"\0" * 60, "wrong_type"),
    "script.txt": (lambda: b"#!/bin/sh\nrm -rf /", "wrong_type"),
    "picture and program.txt": (lambda: b"GIF89a" + archive({"A.class": "x"}), "wrong_type"),
    "text and archive.txt": (lambda: b"Good morning " + archive({"a": "b"}), "two_types"),
    "old encoding.txt": (lambda: "Señora Presidenta".encode("latin-1"), "wrong_encoding"),
    "russian in an old encoding.txt": (lambda: "Госпожа Председатель".encode("cp1251"), "wrong_encoding"),
    "wide encoding.txt": (lambda: "Good morning".encode("utf-32"), "wrong_encoding"),
    "half a character.txt": (lambda: "é".encode()[:1], "wrong_encoding"),
    "half a wide character.txt": (lambda: "Good".encode("utf-16")[:-1], "not_text"),
    "unmarked.txt": (lambda: "Good morning".encode("utf-16-le"), "not_text"),
    "zeros.txt": (lambda: b"Good\0morning", "not_text"),
    "bell.txt": (lambda: b"Good\x07morning", "not_text"),
    "terminal.txt": (lambda: b"Good \x1b[31mmorning", "not_text"),
}
HOSTILE = HOSTILE_PDFS | HOSTILE_ARCHIVES | HOSTILE_DOCX | HOSTILE_ODT | HOSTILE_OTHERS
HEAVY = (
    "flate bomb of a gigabyte.pdf", "very many members.docx", "many zeros.docx", "long.docx", "many strokes.pdf",
    "table that lies.pdf", "many different elements.docx",
)
"""These take their time to be made, or to be refused: the drill has them."""
