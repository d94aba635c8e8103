"""The sittings of a meeting, its agenda items and their parts, as the file of the programme says them."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import get_args
from zoneinfo import ZoneInfo

from app.domain.programme import LONGEST_NIGHT, PART_KINDS, Item, Part, Sitting, lists_of, type_of_policy
from app.importing.fields import (
    action_numbers,
    basis,
    choice,
    clock,
    code_among,
    day,
    instant,
    keyed,
    label,
    seconds,
    text,
    text_of,
    unique,
    word,
)
from app.importing.packs import item_under_pack, pack_name
from app.importing.problems import quoted
from app.importing.seeds import Seed, SeedReader
from app.importing.values import Table, Value

POLICIES = get_args(type_of_policy)
NEVER = datetime.max.replace(tzinfo=UTC)
"""Stands for an instant that was refused; nothing with it leaves this package."""
INVITING = ("invited", "invited_with_comments", "presentation_with_comments")
ITEM_REQUIRED = ("number", "title", "session", "start", "end", "presiding", "speaker_policy")
ITEM_OPTIONAL = (
    "short_title", "committee", "kind", "map_actions", "default_limit_seconds", "parts", "basis", "seed_speakers",
    "invited", "pack",
)
PART_OPTIONAL = ("limit_seconds", "comment_limit_seconds", "invited", "basis")


@dataclass
class AgendaReader:
    """What the parts of the file say about one another: days, delegations, ids already seen."""

    zone: ZoneInfo | None
    days: Collection[date]
    codes: Collection[str] | None
    committees: Collection[str]
    sittings: dict[str, Sitting] = field(default_factory=dict)
    days_of: dict[str, date] = field(default_factory=dict)
    nights: dict[str, time] = field(default_factory=dict)
    """When each sitting begins that goes past midnight: an earlier hour in it is one of the next day."""
    lines: dict[tuple[str, str], int] = field(default_factory=dict)

    def read_sessions(self, values: list[Value]) -> None:
        rows = [self._session(value) for value in values]
        in_time = sorted((each for each in rows if each), key=lambda each: each[1].starts_at)
        for (_, before), (row, sitting) in pairwise(in_time):
            if sitting.starts_at < before.ends_at:
                row.refuse("start", f"the session overlaps {quoted(before.id)}", "sessions one after the other")

    def _session(self, value: Value) -> tuple[Table, Sitting] | None:
        row = Table(value, ("id", "date", "start", "end", "kind"))
        name = self._once(row, "id", "session")
        on = row.read("date", day)
        if on and self.days and on not in self.days:
            row.refuse("date", f"{quoted(str(on))} is not a day of the meeting", "one of meeting.dates")
        start, end = clocks = self._clocks(row)
        night = start if start and end and is_night(start, end) else None
        starts_at, ends_at = self._span(row, on, clocks, night)
        kind = row.read("kind", choice(("plenary", "break"), "a kind of session")) or ""
        if name is None:
            return None
        sitting = Sitting(id=name, kind=kind, starts_at=starts_at or NEVER, ends_at=ends_at or NEVER)
        self.sittings[name] = sitting
        if on:
            self.days_of[name] = on
        if night:
            self.nights[name] = night
        return (row, sitting) if starts_at and ends_at else None

    def read_item(self, value: Value, seeds: SeedReader) -> Item:
        row = Table(value, ITEM_REQUIRED, ITEM_OPTIONAL)
        title = row.read("title", text) or ""
        sitting = row.read("session", keyed(self.sittings, "a session")) or ""
        starts_at, ends_at = self._item_span(row, sitting)
        row.maybe("basis", basis)
        item = Item(
            number=self._once(row, "number", "item") or "",
            title=title,
            short_title=row.maybe("short_title", text_of(80)) or title,
            sitting=sitting,
            starts_at=starts_at or NEVER,
            ends_at=ends_at or NEVER,
            presiding=row.read("presiding", code_among(self.codes)) or "",
            committee=row.maybe("committee", keyed(dict.fromkeys(self.committees), "a committee")),
            kind=row.maybe("kind", word) or "committee",
            speaker_policy=row.read("speaker_policy", choice(POLICIES, "a speaker policy")) or "open_floor",  # type: ignore[arg-type]
            limit_s=row.maybe("default_limit_seconds", seconds),
            parts=tuple(self._part(part) for part in row.each("parts")),
            invited=tuple(unique(row.each("invited"), code_among(self.codes))),
            actions=row.maybe("map_actions", action_numbers) or (),
        )
        pack = row.maybe("pack", pack_name)
        item = item_under_pack(item, pack) if pack else item
        self._refuse_same_list(row, item)
        return with_invited(item, seeds.read_item(row.each("seed_speakers"), item))

    def _part(self, value: Value) -> Part:
        row = Table(value, ("id", "title", "kind"), PART_OPTIONAL)
        kind = row.read("kind", choice(PART_KINDS, "a kind of part")) or ""
        row.maybe("basis", basis)
        comment_limit_s = row.maybe("comment_limit_seconds", seconds)
        if comment_limit_s and kind and not kind.endswith("_with_comments"):
            row.refuse("comment_limit_seconds", f"a part of kind {kind} takes no comments", "no limit for them")
        return Part(
            id=self._once(row, "id", "part") or "",
            title=row.read("title", text) or "",
            kind=kind,
            limit_s=row.maybe("limit_seconds", seconds),
            comment_limit_s=comment_limit_s,
            invited=tuple(unique(row.each("invited"), code_among(self.codes))),
        )

    def _once(self, row: Table, key: str, thing: str) -> str | None:
        name = row.read(key, label)
        if name is None:
            return None
        if (thing, name) in self.lines:
            line = self.lines[thing, name]
            row.refuse(key, f"{quoted(name)} is given a second time, first in line {line}", f"each {thing} once")
            return None
        self.lines[thing, name] = row.cells[key].line
        return name

    def _refuse_same_list(self, row: Table, item: Item) -> None:
        """A list is named after its first part, an item without parts after its number."""
        for list_id, _ in lists_of(item):
            if ("list", list_id) in self.lines and list_id:
                line = self.lines["list", list_id]
                row.refuse("number", f"the list {quoted(list_id)} exists already, from line {line}", "another number")
            self.lines.setdefault(("list", list_id), row.value.line)

    def _item_span(self, row: Table, name: str) -> tuple[datetime | None, datetime | None]:
        starts_at, ends_at = self._span(row, self.days_of.get(name), self._clocks(row), self.nights.get(name))
        sitting = self.sittings.get(name)
        if sitting is None:
            return starts_at, ends_at
        if sitting.kind == "break":
            row.refuse("session", f"{quoted(name)} is a break", "a plenary session")
            return starts_at, ends_at
        if NEVER in (sitting.starts_at, sitting.ends_at):
            return starts_at, ends_at  # said already, at the session
        if starts_at and starts_at < sitting.starts_at:
            expected = f"{sitting.starts_at.astimezone(self.zone):%H:%M} or later"
            row.refuse("start", f"the item begins before its session {quoted(name)}", expected)
        if ends_at and ends_at > sitting.ends_at:
            expected = f"{sitting.ends_at.astimezone(self.zone):%H:%M} or earlier"
            row.refuse("end", f"the item ends after its session {quoted(name)}", expected)
        return starts_at, ends_at

    def _clocks(self, row: Table) -> tuple[time | None, time | None]:
        return row.read("start", clock), row.read("end", clock)

    def _span(
        self, row: Table, on: date | None, clocks: tuple[time | None, time | None], night: time | None
    ) -> tuple[datetime | None, datetime | None]:
        """`night`: when the sitting begins, if it goes past midnight."""
        start, end = clocks
        late = [night is not None and each is not None and each < night for each in clocks]
        if start and end and not (late[0], start) < (late[1], end):
            row.refuse("end", f"{quoted(f'{end:%H:%M}')} is not after the start, {start:%H:%M}", "a later time")
            return None, None
        days = [on + timedelta(days=1) if on and is_late else on for is_late in late]
        return self._instant(row, "start", days[0], start), self._instant(row, "end", days[1], end)

    def _instant(self, row: Table, key: str, on: date | None, at: time | None) -> datetime | None:
        if on is None or at is None or self.zone is None:
            return None
        found = instant(self.zone, on, at)
        if found is None:
            row.refuse(key, f"the clocks in {self.zone.key} skip {on} {at:%H:%M}", "a time that exists")
        return found


def is_night(start: time, end: time) -> bool:
    """Whether the end of a sitting is the next day's."""
    length = datetime.combine(date.min + timedelta(days=1), end) - datetime.combine(date.min, start)
    return end < start and length <= LONGEST_NIGHT


def with_invited(item: Item, seeds: list[Seed]) -> Item:
    """Whom the file has speak under an inviting part, it invites; who comments or replies, it does not."""
    first_hand = [seed for seed in seeds if not seed.is_answer]
    parts = tuple(
        replace(part, invited=_each_once(part.invited, [seed.code for seed in first_hand if seed.part == part.id]))
        if part.kind in INVITING
        else part
        for part in item.parts
    )
    asked = [seed.code for seed in first_hand] if item.speaker_policy == "invited_only" else []
    panel = [seed.code for seed in first_hand if seed.role == "panellist"]
    return replace(item, parts=parts, invited=_each_once(item.invited, asked), panellists=_each_once((), panel))


def _each_once(first: tuple[str, ...], then: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*first, *then]))
