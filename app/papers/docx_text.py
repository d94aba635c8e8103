"""What the body of a Word document says to somebody who reads it out.

Paragraphs, lists, tables and text boxes; not headers, footers, footnotes, endnotes and comments (which are parts of
their own), nor what is deleted, moved away or hidden. Of a text box that is there twice, for newer and older word
processors, the first is read. Word itself counts footnotes too, unless told not to; they are not spoken.
"""

import re
from collections.abc import Mapping

from app.papers.links import is_remote
from app.papers.paper import PaperRefused

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT_W = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
INSTEAD = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
AFTER = {"p": "\n", "tc": "\t"}
UNSPOKEN = {f"{W}del", f"{W}moveFrom", f"{W}rt", f"{MC}Fallback"}
PICTURES = {"imagedata", "fill", "stroke"}
OBJECTS = {"object", "OLEObject", "control", "altChunk", "ocx"}
FIELDS = {"DDE": "dde_field", "DDEAUTO": "dde_field", "LINK": "external_content", "INCLUDETEXT": "external_content",
          "INCLUDEPICTURE": "external_content", "INCLUDE": "external_content", "IMPORT": "external_content",
          "RD": "external_content", "DATABASE": "external_content", "MACROBUTTON": "macros", "EMBED": "embedded_object"}
KEYWORD = re.compile(r'[\s"]*\\?(\w+)')
OFF = ("0", "false", "off")


class Body:
    """Listens to a part of the document; `said` is asked when it has ended."""

    def __init__(self) -> None:
        self.is_document = False
        self._pieces: list[str] = []
        self._unspoken = 0
        self._in_text = False
        self._in_instruction = False
        self._is_hidden = False
        self._fields: list[str] = []
        self._choices: list[int] = []

    def said(self) -> str:
        return "".join(self._pieces)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        tag = tag.replace(STRICT_W, W)
        name = tag.rpartition("}")[2]
        if name in OBJECTS:
            raise PaperRefused("embedded_object")
        if name == "subDoc":
            raise PaperRefused("external_content")
        if name in PICTURES and is_remote(attributes.get("src", "")):
            raise PaperRefused("external_content")
        if self._is_second_choice(tag) or self._unspoken or tag in UNSPOKEN:
            self._unspoken += 1
        if not tag.startswith(W):
            return
        if name == "document":
            self.is_document = True
        elif name == "t":
            self._in_text = True
        elif name == "r":
            self._is_hidden = False
        elif name == "vanish":
            self._is_hidden = attributes.get(f"{W}val", "true") not in OFF
        elif name in INSTEAD:
            self._say(INSTEAD[name])
        else:
            self._start_field(name, attributes)

    def end(self, tag: str) -> None:
        tag = tag.replace(STRICT_W, W)
        name = tag.rpartition("}")[2]
        if tag == f"{MC}AlternateContent":
            self._choices.pop()
        if tag.startswith(W):
            if name == "t":
                self._in_text = False
            elif name in ("instrText", "delInstrText"):
                self._in_instruction = False
                refuse_field(self._fields[-1] if self._fields else "")
            elif name == "r":
                self._is_hidden = False
            if name in AFTER:
                self._say(AFTER[name])
        if self._unspoken:
            self._unspoken -= 1

    def text(self, text: str) -> None:
        if self._in_instruction and self._fields:
            self._fields[-1] += text
        elif self._in_text and not self._is_hidden:
            self._say(text)

    def _say(self, text: str) -> None:
        if not self._unspoken:
            self._pieces.append(text)

    def _is_second_choice(self, tag: str) -> bool:
        if tag == f"{MC}AlternateContent":
            self._choices.append(0)
        elif tag == f"{MC}Choice" and self._choices:
            self._choices[-1] += 1
            return self._choices[-1] > 1
        return False

    def _start_field(self, name: str, attributes: Mapping[str, str]) -> None:
        """An instruction may be cut into many runs; it is judged where it is complete."""
        if name == "fldSimple":
            refuse_field(attributes.get(f"{W}instr", attributes.get(f"{STRICT_W}instr", "")))
        elif name in ("instrText", "delInstrText"):
            self._in_instruction = True
            if not self._fields:
                self._fields.append("")
        elif name == "fldChar":
            step = attributes.get(f"{W}fldCharType", attributes.get(f"{STRICT_W}fldCharType", ""))
            if step == "begin":
                self._fields.append("")
            elif self._fields:
                refuse_field(self._fields[-1])
                if step == "end":
                    self._fields.pop()


def refuse_field(instruction: str) -> None:
    keyword = KEYWORD.match(instruction)
    if keyword and keyword[1].upper() in FIELDS:
        raise PaperRefused(FIELDS[keyword[1].upper()])
