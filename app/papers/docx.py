"""Word documents: what is in them that may not be, and what their body says."""

from collections.abc import Mapping
from posixpath import dirname, normpath

from app.papers.archive import Archive
from app.papers.docx_text import Body
from app.papers.links import refuse_link
from app.papers.markup import Budget, Silent, xml_members
from app.papers.paper import PaperRefused, Reading

TYPES = "[Content_Types].xml"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
FORBIDDEN_TYPES = {
    "macroenabled": "macros", "vba": "macros", "activex": "embedded_object", "oleobject": "embedded_object",
}
FORBIDDEN_NAMES = {
    "vbaproject.bin": "macros", "vbadata.xml": "macros", "embeddings/": "embedded_object",
    "activex/": "embedded_object",
}
FORBIDDEN_RELATIONSHIPS = {
    "attachedtemplate": "external_content", "subdocument": "external_content", "frame": "external_content",
    "vbaproject": "macros", "wordvbadata": "macros", "attachedtoolbars": "macros", "extensibility": "macros",
    "keymapcustomizations": "macros", "oleobject": "embedded_object", "package": "embedded_object",
    "control": "embedded_object", "activexcontrolbinary": "embedded_object", "afchunk": "embedded_object",
}
"""By the last word of the type, in small letters."""


class ContentTypes(Silent):
    """What the parts of the document say they are."""

    def __init__(self) -> None:
        self.main: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        kind = attributes.get("ContentType", "")
        for word, code in FORBIDDEN_TYPES.items():
            if word in kind.lower():
                raise PaperRefused(code)
        if kind == MAIN:
            self.main.append(attributes.get("PartName", "").removeprefix("/"))


class Relationships(Silent):
    """What one part of the document draws in from others, and from elsewhere."""

    def __init__(self, name: str) -> None:
        self._base = dirname(dirname(name))

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag != RELATIONSHIP:
            return
        kind = attributes.get("Type", "").rpartition("/")[2].lower()
        target = attributes.get("Target", "")
        if kind in FORBIDDEN_RELATIONSHIPS:
            raise PaperRefused(FORBIDDEN_RELATIONSHIPS[kind])
        if attributes.get("TargetMode", "").lower() == "external":
            if kind != "hyperlink":
                raise PaperRefused("external_content")
            refuse_link(target)
        elif target.startswith(("//", "\\")) or ":" in target.partition("/")[0]:
            raise PaperRefused("external_content")
        elif not target.startswith(("/", "#")) and normpath(f"{self._base}/{target}".lstrip("/")).startswith(".."):
            raise PaperRefused("unsafe_names")


def is_relations(name: str) -> bool:
    return name.lower().endswith(".rels")  # names of parts are the same in small letters and capitals


def read(raw: bytes) -> Reading:
    """Raises PaperRefused."""
    archive, budget, types = Archive(raw), Budget(), ContentTypes()
    if TYPES not in archive.names:
        raise PaperRefused("wrong_type")
    for name in archive.names:
        for end, code in FORBIDDEN_NAMES.items():
            if end in name.lower():
                raise PaperRefused(code)
    members = xml_members(archive)
    budget.hear(archive.read(TYPES), types)
    if len(types.main) != 1 or types.main[0] not in members:
        raise PaperRefused("wrong_type")
    members.remove(TYPES)
    # Relationships first: they say most of what is wrong, and are short.
    for name in sorted(members, key=lambda each: not is_relations(each)):
        if name != types.main[0]:
            listener = Relationships(name) if is_relations(name) else Body()
            budget.hear(archive.read(name), listener)
    body = Body()
    budget.hear(archive.read(types.main[0]), body)
    if not body.is_document:
        raise PaperRefused("unreadable")
    return Reading(body.said())
