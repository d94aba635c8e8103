"""Every object of a PDF, reachable or not, searched for what acts on its own or carries something else."""

import re
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject, StreamObject

from app.papers.paper import PaperRefused

MAX_OBJECTS = 10_000
MAX_NODES = 200_000
ACTIONS = {
    "/JavaScript": "javascript", "/Launch": "launch_action", "/ImportData": "launch_action",
    "/SubmitForm": "launch_action", "/GoToR": "launch_action", "/GoToE": "embedded_file", "/Rendition": "rich_media",
    "/Movie": "rich_media", "/Sound": "rich_media", "/RichMediaExecute": "rich_media", "/GoTo3DView": "rich_media",
}
KEYS = {
    "/JS": "javascript", "/JavaScript": "javascript", "/EmbeddedFiles": "embedded_file", "/EF": "embedded_file",
    "/XFA": "xfa_form", "/RichMediaContent": "rich_media",
}
TYPES = {
    "/EmbeddedFile": "embedded_file", "/FileAttachment": "embedded_file", "/RichMedia": "rich_media",
    "/3D": "rich_media", "/Movie": "rich_media", "/Sound": "rich_media", "/Screen": "rich_media",
}
HIDDEN = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|FileAttachment)\b")
"""Names long enough not to turn up by chance, in objects that no table lists: an older state of the file, say."""
HIDDEN_CODES = {b"JavaScript": "javascript", b"Launch": "launch_action", b"RichMedia": "rich_media"}


def refuse_hidden(raw: bytes) -> None:
    hidden = HIDDEN.search(raw)
    if hidden:
        raise PaperRefused(HIDDEN_CODES.get(hidden[1], "embedded_file"))


def refuse_objects(reader: PdfReader) -> None:
    """Raises PaperRefused, and whatever the reader raises on damaged objects."""
    listed = [(number, generation) for generation, offsets in reader.xref.items() for number in offsets]
    listed += [(number, 0) for number in reader.xref_objStm]
    if len(listed) > MAX_OBJECTS:
        raise PaperRefused("too_complex")
    nodes = MAX_NODES
    for number, generation in listed:
        nodes -= refuse_within(reader.get_object(IndirectObject(number, generation, reader)), nodes)


def refuse_within(found: PdfObject | None, budget: int) -> int:
    """Looks at everything that lies in one object; tells how much that was."""
    waiting: list[Any] = [found]
    seen = 0
    while waiting:
        node = waiting.pop()
        seen += 1
        if seen > budget:
            raise PaperRefused("too_complex")
        if isinstance(node, DictionaryObject):
            refuse_dictionary(node)
            waiting += dict.values(node)
        elif isinstance(node, ArrayObject):
            waiting += list.__iter__(node)
    return seen


def refuse_dictionary(found: DictionaryObject) -> None:
    for key, code in KEYS.items():
        if key in found:
            raise PaperRefused(code)
    for key, codes in (("/S", ACTIONS), ("/Type", TYPES), ("/Subtype", TYPES)):
        code = codes.get(name_at(found, key), "")
        # Sounds and films are also known by their structure in the text, where they are only words.
        if code and not (key == "/S" and name_at(found, "/Type") == "/StructElem"):
            raise PaperRefused(code)
    refuse_event(resolved(found.get("/OpenAction")))
    events = resolved(found.get("/AA"))
    if isinstance(events, DictionaryObject) and not isinstance(events, StreamObject):
        for event in dict.values(events):
            refuse_event(resolved(event))


def name_at(found: DictionaryObject, key: str) -> str:
    value = resolved(found.get(key))
    return value if isinstance(value, str) else ""


def resolved(value: Any) -> Any:
    return value.get_object() if isinstance(value, IndirectObject) else value


def refuse_event(action: Any) -> None:
    """What happens without being asked for: a place to open at (an array, a name, an action that only goes there)."""
    if isinstance(action, DictionaryObject) and "/S" in action:
        kind = name_at(action, "/S")
        if kind in ACTIONS:
            raise PaperRefused(ACTIONS[kind])
        if kind != "/GoTo" or "/Next" in action:
            raise PaperRefused("auto_action")
