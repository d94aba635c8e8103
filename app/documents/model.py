"""A document before it has a format: headings, paragraphs, tables, in one language and its direction.

It goes as JSON to the press, which is a process of its own.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any, Literal

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, kw_only=True)
class Run:
    """Words of one look. `is_name`: has a direction of its own among others; `link`: an address that it leads to."""

    text: str
    is_strong: bool = False
    is_faint: bool = False
    is_name: bool = False
    link: str | None = None


@dataclass(frozen=True, kw_only=True)
class Heading:
    """`level`: 1 for a part of the document, to 3."""

    level: int
    runs: tuple[Run, ...]


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """`is_note`: written by hand beside what was generated, or a remark on it; set apart."""

    runs: tuple[Run, ...]
    is_note: bool = False


@dataclass(frozen=True, kw_only=True)
class Bullets:
    entries: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """`head`: repeated on every page; `widths`: of the columns, in percent; `figures`: which columns hold them."""

    head: tuple[str, ...]
    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    widths: tuple[int, ...]
    figures: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Fields:
    """What is said at the head of a document or part: (name, words)."""

    pairs: tuple[tuple[str, tuple[Run, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class PageBreak:
    pass


Block = Heading | Paragraph | Bullets | Table | Fields | PageBreak
BLOCKS: dict[str, type[Block]] = {
    each.__name__: each for each in (Heading, Paragraph, Bullets, Table, Fields, PageBreak)
}


@dataclass(frozen=True, kw_only=True)
class Document:
    """`header`: runs along the top of every page, as the title of the meeting; `footer`: stands beside its number."""

    title: str
    subtitle: str
    language: str
    direction: Direction
    blocks: tuple[Block, ...]
    header: str = ""
    footer: str = ""


def text(words: str, **look: Any) -> tuple[Run, ...]:
    """The words as they are, in one look."""
    return (Run(text=words, **look),)


def direction_of(language: str) -> Direction:
    return "rtl" if language in ("ar", "fa", "he", "ur") else "ltr"


def to_json(document: Document) -> str:
    named = [{"block": type(each).__name__, **asdict(each)} for each in document.blocks]
    return json.dumps({**asdict(document), "blocks": named}, ensure_ascii=False)


def from_json(words: str) -> Document:
    """Raises ValueError, KeyError or TypeError for what is no document."""
    read = json.loads(words)
    return Document(**{**read, "blocks": tuple(read_block(each) for each in read["blocks"])})


def read_block(fields: dict[str, Any]) -> Block:
    named = dict(fields)
    kind = BLOCKS[named.pop("block")]
    match kind.__name__:
        case "Heading" | "Paragraph":
            named["runs"] = runs(named["runs"])
        case "Bullets":
            named["entries"] = tuple(runs(each) for each in named["entries"])
        case "Fields":
            named["pairs"] = tuple((name, runs(each)) for name, each in named["pairs"])
        case "Table":
            named["rows"] = tuple(tuple(runs(cell) for cell in row) for row in named["rows"])
            for name in ("head", "widths", "figures"):
                named[name] = tuple(named[name])
    return kind(**named)


def runs(fields: list[dict[str, Any]]) -> tuple[Run, ...]:
    return tuple(Run(**each) for each in fields)
