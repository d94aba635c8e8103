"""Who has asked for the floor before the meeting, as the file of the programme says it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches

from app.domain.programme import Item, Part, lists_of
from app.importing.fields import basis, choice, code_among, text_of, word
from app.importing.problems import one_of, quoted
from app.importing.values import Table, Value

KEYS = (
    "part", "role", "name", "on_behalf_of", "on_behalf_basis", "in_reply_to", "right_of_reply_to", "delivery", "basis",
)
DELIVERIES = {"spoken": "spoken", "written_only": "written"}
ROLES_THAT_COUNT = ("panellist", "president", "presiding", "chair")


@dataclass(frozen=True, kw_only=True)
class Seed:
    """One who has asked to speak. `answers`: the place among all seeds of the one whom this answers."""

    code: str
    list: str
    kind: str = "statement"
    delivery: str = "spoken"
    part: str | None = None
    role: str | None = None
    speaker: str | None = None
    on_behalf_of: str | None = None
    answers: int | None = None

    @property
    def is_answer(self) -> bool:
        return self.kind in ("comment", "reply")


@dataclass(frozen=True, kw_only=True)
class Seeds:
    """All who have asked, in the order of the file, and from when one could."""

    invited_at: datetime
    speakers: tuple[Seed, ...] = ()


@dataclass
class SeedReader:
    """Reads the seeds item by item, because an answer refers back."""

    codes: Collection[str] | None
    seeds: list[Seed] = field(default_factory=list)
    taken: dict[tuple[str, ...], int] = field(default_factory=dict)
    """The lines of those already seeded."""
    last: dict[tuple[str, str, str], int] = field(default_factory=dict)
    """The place of the last seed of an item that one may answer, by key, list and code."""

    def read_item(self, values: list[Value], item: Item) -> list[Seed]:
        first = len(self.seeds)
        self.last = {}
        lists = {part.id: list_id for list_id, parts in lists_of(item) for part in parts}
        for value in values:
            self._read(Table(value, ("code",), KEYS), item, lists)
        return self.seeds[first:]

    def _read(self, row: Table, item: Item, lists: Mapping[str, str]) -> None:
        row.maybe("basis", basis)
        row.maybe("on_behalf_basis", basis)
        part = self._part(row, item)
        list_id = lists.get(part.id, "") if part else lists_of(item)[0][0]
        seed = Seed(
            code=row.read("code", code_among(self.codes)) or _as_written(row),
            list=list_id,
            kind=_kind(row),
            delivery=DELIVERIES[row.maybe("delivery", choice(DELIVERIES, "a delivery")) or "spoken"],
            part=part.id if part else None,
            role=row.maybe("role", _role),
            speaker=row.maybe("name", text_of(120)),
            on_behalf_of=row.maybe("on_behalf_of", text_of(160)),
            answers=self._answered(row, part, list_id),
        )
        self._refuse_twice(row, seed)
        self.last["right_of_reply_to", list_id, seed.code] = len(self.seeds)
        if not seed.is_answer:
            self.last["in_reply_to", list_id, seed.code] = len(self.seeds)
        self.seeds.append(seed)

    def _part(self, row: Table, item: Item) -> Part | None:
        wanted = row.maybe("part", text_of(40))
        part = next((part for part in item.parts if part.id == wanted), None)
        if wanted and part is None:
            row.refuse("part", f"{quoted(wanted)} is not a part of item {item.number}", _parts_of(item))
        elif not wanted and item.parts and "part" not in row.cells:
            row.refuse("part", f"is missing, and item {item.number} has parts", _parts_of(item))
        return part

    def _answered(self, row: Table, part: Part | None, list_id: str) -> int | None:
        """A comment answers what was presented on its list, a reply whatever was said there before."""
        if "in_reply_to" in row.cells and "right_of_reply_to" in row.cells:
            row.refuse("right_of_reply_to", "is given beside in_reply_to", "one of the two")
        code = row.maybe("in_reply_to", code_among(self.codes))
        if code and not (part and part.kind.endswith("_with_comments")):
            row.refuse("in_reply_to", "comments have no place here", "a part of a kind that ends in _with_comments")
            return None
        key = "in_reply_to" if code else "right_of_reply_to"
        code = code or row.maybe("right_of_reply_to", code_among(self.codes))
        if code is None:
            return None
        place = self.last.get((key, list_id, code))
        if place is None:
            row.refuse(key, f"{quoted(code)} has not spoken here before", "a code seeded above on the same list")
        return place

    def _refuse_twice(self, row: Table, seed: Seed) -> None:
        """As for those who ask later: each delegation once for each kind, answers as often as they like."""
        wish = (seed.list, seed.code, seed.kind, seed.delivery)
        if seed.is_answer or not seed.code:
            return
        if wish in self.taken:
            found = f"{quoted(seed.code)} is on this list already, in line {self.taken[wish]}"
            row.refuse("code", found, "each delegation once")
        self.taken.setdefault(wish, row.value.line)


def _kind(row: Table) -> str:
    answers = {"in_reply_to": "comment", "right_of_reply_to": "reply", "on_behalf_of": "on_behalf"}
    given = (kind for key, kind in answers.items() if key in row.cells and not row.cells[key].is_null)
    return next(given, "statement")


def _as_written(row: Table) -> str:
    """A faulty code, so that answers to it are no second problem."""
    cell = row.cells.get("code")
    return str(cell.node.value) if cell else ""


def _role(value: Value) -> str | None:
    role = word(value)
    # A slip here would change the place in the list without a word.
    near = get_close_matches(role, ROLES_THAT_COUNT, 1, cutoff=0.85) if role else []
    if near and role and near[0] != role:
        value.refuse(f"{quoted(role)} is not a role", near[0])
        return None
    return role


def _parts_of(item: Item) -> str:
    return one_of(part.id for part in item.parts if part.id)
