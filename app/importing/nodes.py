"""Values as the YAML reader has them, made of the cells of sheets: each knows its sheet, its row and its column."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import yaml

from app.importing.problems import Findings, Problem
from app.importing.values import Value

TEXT, MAPPING, SEQUENCE = (f"tag:yaml.org,2002:{name}" for name in ("str", "map", "seq"))


@dataclass(frozen=True)
class Place:
    """`row`: as the sheet counts it, from 1; `column`: its heading and its letters, empty for a whole row."""

    sheet: str
    row: int
    column: str = ""


@dataclass
class SheetFindings(Findings):
    """Says sheet, row and column where the reader of values says its way from the top."""

    places: dict[str, Place] = field(default_factory=dict)

    def add(self, line: int | None, where: str, found: str, expected: str) -> None:
        way, missing = where, ""
        while way and way not in self.places:
            # The value is not there: its row is, or at least its sheet.
            way, _, last = way.rpartition(".")
            missing = f"{last}.{missing}".strip(".")
        place = self.places.get(way)
        if place is None:
            super().add(None, where, found, expected)
            return
        file = f"{self.file} [{place.sheet}]" if place.sheet else self.file
        column = place.column or missing
        self.problems.append(
            Problem(file=file, line=place.row or None, field=column, found=found, expected=expected)
        )

    def at(self, sheet: str, row: int | None, column: str, found: str, expected: str) -> None:
        """A problem of a sheet that no value has."""
        file = f"{self.file} [{sheet}]"
        self.problems.append(Problem(file=file, line=row, field=column, found=found, expected=expected))


@dataclass
class Entry:
    """Keys with values: of a row, or of a sheet that has a key in each row."""

    place: Place
    cells: list[tuple[str, "Leaf | Entry | Sequence[Leaf | Entry]"]] = field(default_factory=list)


@dataclass(frozen=True)
class Leaf:
    text: str
    place: Place


def value_of(entry: Entry, findings: SheetFindings) -> Value:
    """The top of the file."""
    return Value(_mapping(entry, "", findings), "", findings)


def _mapping(entry: Entry, way: str, findings: SheetFindings) -> yaml.MappingNode:
    findings.places[way] = entry.place
    pairs = []
    for key, value in entry.cells:
        key_node = yaml.ScalarNode(TEXT, key, _mark(value.place if isinstance(value, Leaf | Entry) else entry.place))
        pairs.append((key_node, _node(value, f"{way}.{key}".strip("."), findings)))
    return yaml.MappingNode(MAPPING, pairs, _mark(entry.place))


def _node(value: "Leaf | Entry | Sequence[Leaf | Entry]", way: str, findings: SheetFindings) -> yaml.Node:
    if isinstance(value, Leaf):
        findings.places[way] = value.place
        return yaml.ScalarNode(TEXT, value.text, _mark(value.place))
    if isinstance(value, Entry):
        return _mapping(value, way, findings)
    if value:
        findings.places.setdefault(way, value[0].place)
    nodes = [_node(each, f"{way}[{place}]", findings) for place, each in enumerate(value)]
    return yaml.SequenceNode(SEQUENCE, nodes, nodes[0].start_mark if nodes else _mark(Place("", 1)))


def _mark(place: Place) -> yaml.Mark:
    return yaml.Mark(place.sheet, 0, max(0, place.row - 1), 0, None, 0)


def leaves(texts: Iterable[str], place: Place) -> list[Leaf]:
    return [Leaf(text, place) for text in texts]
