"""A YAML file as values that know their line and their way from the top, so that each problem can be found."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeVar

import yaml

from app.importing.problems import SHOWN, Findings, one_of, quoted

Read = TypeVar("Read")

DEEPEST = 20
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NULL = "tag:yaml.org,2002:null"
PLAIN_TAGS = {
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq", "merge", "value")
}


@dataclass(frozen=True)
class Value:
    """One value of the file."""

    node: yaml.Node
    field: str
    findings: Findings

    @property
    def line(self) -> int:
        return int(self.node.start_mark.line) + 1

    @property
    def is_null(self) -> bool:
        return self.node.tag == NULL

    def refuse(self, found: str, expected: str) -> None:
        self.findings.add(self.line, self.field, found, expected)

    def scalar(self, expected: str) -> str | None:
        """The text as written, without blanks around it."""
        if not isinstance(self.node, yaml.ScalarNode):
            self.refuse(_kind(self.node), expected)
        elif self.is_null or not self.node.value.strip():
            self.refuse("nothing is given", expected)
        elif self.node.tag not in PLAIN_TAGS:
            self.refuse(f"the tag {quoted(self.node.tag)} is not allowed", expected)
        else:
            return str(self.node.value).strip()
        return None

    def each(self) -> list["Value"]:
        if self.is_null:
            return []
        if not isinstance(self.node, yaml.SequenceNode) or self.node.tag not in PLAIN_TAGS:
            self.refuse(_kind(self.node), "a list")
            return []
        return [Value(node, f"{self.field}[{place}]", self.findings) for place, node in enumerate(self.node.value)]

    @property
    def is_table(self) -> bool:
        return isinstance(self.node, yaml.MappingNode) and self.node.tag in PLAIN_TAGS

    def pairs(self) -> list[tuple["Value", "Value"]]:
        """Keys and their values; a key given twice counts once and is refused."""
        if not self.is_table:
            self.refuse(_kind(self.node), "keys with values")
            return []
        lines: dict[str, int] = {}
        pairs = []
        for key_node, node in self.node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            at = Value(key_node, f"{self.field}.{key or ''}".strip("."), self.findings)
            if not key:
                at.refuse("a key is not a word", "a word as key")
            elif key in lines:
                at.refuse(f"the key is given a second time, first in line {lines[key]}", "each key once")
            else:
                lines[key] = at.line
                pairs.append((at, Value(node, at.field, self.findings)))
        return pairs


class Table:
    """A mapping whose keys are known: what is missing or foreign is refused."""

    def __init__(self, value: Value, required: Collection[str], optional: Collection[str] = ()) -> None:
        self.value = value
        self.cells: dict[str, Value] = {}
        for key, cell in value.pairs():
            if key.node.value in required or key.node.value in optional:
                self.cells[key.node.value] = cell
            else:
                key.refuse("the key is unknown", _known_keys(key, [*required, *optional]))
        for name in required:
            if name not in self.cells and value.is_table:
                self.refuse(name, "is missing", "a value")

    def read(self, key: str, reader: Callable[[Value], Read | None]) -> Read | None:
        """The value as `reader` makes it; None if it is absent or, which is then said, faulty."""
        cell = self.cells.get(key)
        return None if cell is None else reader(cell)

    def maybe(self, key: str, reader: Callable[[Value], Read | None]) -> Read | None:
        """As `read`, for keys where null says "none"."""
        cell = self.cells.get(key)
        return None if cell is None or cell.is_null else reader(cell)

    def each(self, key: str) -> list[Value]:
        cell = self.cells.get(key)
        return [] if cell is None else cell.each()

    def some(self, key: str) -> list[Value]:
        """As `each`, where an empty list is refused."""
        cell = self.cells.get(key)
        if cell is not None and (cell.is_null or isinstance(cell.node, yaml.SequenceNode) and not cell.node.value):
            cell.refuse("the list is empty", "at least one entry")
        return self.each(key)

    def refuse(self, key: str, found: str, expected: str) -> None:
        """Say at the value of `key`, or where it is missing at the whole, what is wrong."""
        cell = self.cells.get(key)
        line = self.value.line if cell is None else cell.line
        self.value.findings.add(line, f"{self.value.field}.{key}".strip("."), found, expected)


def compose(text: str, findings: Findings) -> Value | None:
    """The top of the file; None if it is not YAML as we take it."""
    try:
        if not _is_harmless(text, findings):
            return None
        node = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = None if mark is None else mark.line + 1
        findings.add(line, "", f"is not YAML ({error.problem or error.context})", _remedy(text, line))
        return None
    except yaml.YAMLError as error:
        findings.add(None, "", f"is not YAML ({error})", "a YAML file")
        return None
    if node is None:
        findings.add(None, "", "the file is empty", "the keys of a meeting")
        return None
    return Value(node, "", findings)


def _is_harmless(text: str, findings: Findings) -> bool:
    """Looks at the stream before anything is built of it: aliases multiply, depth overflows."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=LOADER):
        line = event.start_mark.line + 1 if event.start_mark else None
        if isinstance(event, yaml.AliasEvent):
            findings.add(line, "", f"{quoted(f'*{event.anchor}')} refers to another place", "the value itself")
            return False
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
        if depth > DEEPEST:
            findings.add(line, "", "is nested too deeply", f"at most {DEEPEST} levels")
            return False
        if documents > 1:
            findings.add(line, "", "a second document begins", "one document")
            return False
    return True


def _remedy(text: str, line: int | None) -> str:
    lines = text.splitlines()
    indent = lines[line - 1] if line and line <= len(lines) else ""
    return "spaces instead of a tab" if "\t" in indent else "a YAML file"


def _kind(node: yaml.Node) -> str:
    if node.tag not in PLAIN_TAGS:
        return f"the tag {quoted(node.tag)} is not allowed"
    if isinstance(node, yaml.MappingNode):
        return "keys with values are given"
    if isinstance(node, yaml.SequenceNode):
        return "a list is given"
    return f"{quoted(node.value)} is a single value" if node.value else "nothing is given"


def _known_keys(key: Value, known: list[str]) -> str:
    is_first_of_many = len(key.findings.problems) < SHOWN
    if is_first_of_many and (near := get_close_matches(key.node.value, known, 1)):
        return str(near[0])
    return one_of(known)
