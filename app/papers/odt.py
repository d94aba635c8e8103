"""OpenDocument texts: what is in them that may not be, and what their body says.

Paragraphs, headings, lists, tables and text boxes; not headers and footers (which are styles), notes, comments, what
is deleted or hidden.
"""

from collections.abc import Mapping

from app.papers.archive import Archive
from app.papers.links import is_remote, refuse_link
from app.papers.markup import Budget, xml_members
from app.papers.paper import MEDIA_TYPES, PaperRefused, Reading

URN = "{urn:oasis:names:tc:opendocument:xmlns:"
TEXT, OFFICE, DRAW = (f"{URN}{each}:1.0}}" for each in ("text", "office", "drawing"))
HREF = "{http://www.w3.org/1999/xlink}href"
FORBIDDEN_FOLDERS = {
    "basic": "macros", "scripts": "macros", "dialogs": "macros", "objectreplacements": "embedded_object",
}
FORBIDDEN = {
    "script": "macros", "event-listener": "macros", "event-listeners": "macros", "library": "macros",
    "libraries": "macros", "encryption-data": "encrypted", "object": "embedded_object", "object-ole": "embedded_object",
    "applet": "embedded_object", "plugin": "embedded_object", "floating-frame": "external_content",
    "dde-connection-decl": "dde_field", "dde-connection": "dde_field", "dde-source": "dde_field",
    "dde-link": "dde_field",
}
LINKS = (f"{TEXT}a", f"{DRAW}a", f"{DRAW}area-rectangle", f"{DRAW}area-circle", f"{DRAW}area-polygon")
UNSPOKEN = {
    f"{TEXT}note", f"{OFFICE}annotation", f"{TEXT}tracked-changes", f"{TEXT}ruby-text", f"{TEXT}hidden-text",
    f"{OFFICE}forms",
}
PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
INSTEAD = {f"{TEXT}s": " ", f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}


class Content:
    """Listens to a member of the archive; `said` is asked when it has ended."""

    def __init__(self) -> None:
        self.is_document = False
        self._pieces: list[str] = []
        self._unspoken = 0
        self._paragraphs = 0

    def said(self) -> str:
        return "".join(self._pieces)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        refuse_element(tag, attributes)
        if tag == f"{OFFICE}text":
            self.is_document = True
        if self._unspoken or tag in UNSPOKEN:
            self._unspoken += 1
        if tag in PARAGRAPHS:
            self._paragraphs += 1
        elif tag in INSTEAD:
            self.text(INSTEAD[tag])

    def end(self, tag: str) -> None:
        if tag in PARAGRAPHS:
            self.text("\n")
            self._paragraphs -= 1
        if self._unspoken:
            self._unspoken -= 1

    def text(self, text: str) -> None:
        if self._paragraphs and not self._unspoken:
            self._pieces.append(text)


def refuse_element(tag: str, attributes: Mapping[str, str]) -> None:
    name = tag.rpartition("}")[2]
    if name in FORBIDDEN:
        raise PaperRefused(FORBIDDEN[name])
    target = attributes.get(HREF)
    if target is None:
        return
    if tag in LINKS:
        refuse_link(target)
    elif name == "template":
        # A document remembers the template it was made from, as a path; nobody fetches it unless it is far away.
        if "://" in target.replace("file://", "") or target.startswith(("//", "\\\\")):
            raise PaperRefused("external_content")
    elif is_remote(target):
        raise PaperRefused("external_content")


def read(raw: bytes) -> Reading:
    """Raises PaperRefused."""
    archive, budget, content = Archive(raw), Budget(), Content()
    if "mimetype" not in archive.names or archive.size("mimetype") > 100:
        raise PaperRefused("wrong_type")
    if archive.read("mimetype").strip() != MEDIA_TYPES["odt"].encode():
        raise PaperRefused("wrong_type")
    for name in archive.names:
        folder = name.partition("/")[0].lower().replace(" ", "")
        if folder in FORBIDDEN_FOLDERS:
            raise PaperRefused(FORBIDDEN_FOLDERS[folder])
    # The manifest first: it says whether the rest can be read at all.
    for name in sorted(xml_members(archive), key=lambda each: each != "META-INF/manifest.xml"):
        if name != "content.xml":
            budget.hear(archive.read(name), Content())
    budget.hear(archive.read("content.xml"), content)
    if not content.is_document:
        raise PaperRefused("wrong_type")
    return Reading(content.said())
