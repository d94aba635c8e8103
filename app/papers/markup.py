"""XML as it may be in a paper: no declarations, no entities, not deep, not long; read as it passes, never kept."""

from collections.abc import Mapping
from typing import Protocol
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from app.papers.archive import Archive
from app.papers.paper import MB, PaperRefused

MAX_DEPTH = 200
MAX_ELEMENTS = 60_000
"""In all members together. A statement of twenty pages, written with a word processor, has about ten thousand."""
MAX_XML = 8 * MB
XML_ENDINGS = (".xml", ".rels", ".vml", ".rdf")


class Listener(Protocol):
    """Told of each element as it begins and ends; tags are `{namespace}name`."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None: ...
    def end(self, tag: str) -> None: ...
    def text(self, text: str) -> None: ...


class Silent:
    """Listens to nothing, for members that only have to be sound."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        pass

    def end(self, tag: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


class Budget:
    """What all members of an archive may cost together."""

    def __init__(self) -> None:
        self.elements = MAX_ELEMENTS
        self.length = MAX_XML

    def hear(self, xml: bytes, listener: Listener) -> None:
        """Raises PaperRefused, and whatever the listener raises."""
        self.length -= len(xml)
        if self.length < 0:
            raise PaperRefused("too_complex")
        parser = DefusedXMLParser(target=Target(self, listener), forbid_dtd=True)
        try:
            parser.feed(xml)
            parser.close()
        except DefusedXmlException as error:
            raise PaperRefused("declarations") from error
        except (ParseError, LookupError, ValueError) as error:
            raise PaperRefused("unreadable") from error


class Target:
    """Stands between the parser and a listener, and counts."""

    def __init__(self, budget: Budget, listener: Listener) -> None:
        self.data = listener.text
        self._budget = budget
        self._listener = listener
        self._depth = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        self._budget.elements -= 1
        if self._depth > MAX_DEPTH or self._budget.elements < 0:
            raise PaperRefused("too_complex")
        self._listener.start(tag, attributes)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._listener.end(tag)

    def close(self) -> None:
        pass


def xml_members(archive: Archive) -> list[str]:
    """Raises PaperRefused if they are longer together than any paper.

    LibreOffice keeps a place for settings of its own that is empty unless one has them: that is no XML, and no harm.
    """
    names = [name for name in archive.names if name.lower().endswith(XML_ENDINGS) and archive.size(name)]
    if sum(map(archive.size, names)) > MAX_XML:
        raise PaperRefused("too_complex")
    return names
