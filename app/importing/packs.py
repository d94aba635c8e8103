"""Rule packs: one YAML file for each body whose rules a meeting may follow, read strictly.

What a pack does not say it has from the one that it `inherits`; the programme names those keys in `inherited`.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from app.domain.policy import LEVELS, WITHIN, OrderPolicy, Tier
from app.domain.presence import ABSENCES
from app.domain.programme import CATEGORIES, Item, MotionRule, Programme, ReplyRule
from app.domain.replies import WHEN
from app.domain.swaps import SWAPS
from app.importing.fields import choice, language, number, seconds, text, text_of, unique, word, yes_or_no
from app.importing.problems import Findings, one_of, quoted, refuse_if_any
from app.importing.source import read_text
from app.importing.values import Table, Value, compose

FOLDER = Path(__file__).parents[1] / "packs"
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))
MOTIONS = ("suspend_meeting", "adjourn_meeting", "adjourn_debate", "close_debate", "time_limit")
LIMITED = (*CATEGORIES, "all")
Rules = dict[str, Any]

category = choice(CATEGORIES, "a category")
pack_name = choice(NAMES, "a pack")


def limits(value: Value) -> dict[str, int]:
    """Seconds by category; "all" stands for those that are not named."""
    return _numbers(value, seconds)


def word_limits(value: Value) -> dict[str, int]:
    return _numbers(value, number(1, 100_000, " words"))


def _numbers(value: Value, reader: Callable[[Value], int | None]) -> dict[str, int]:
    row = Table(value, (), LIMITED)
    given = {name: row.read(name, reader) for name in row.cells}
    named = {name: limit for name, limit in given.items() if limit is not None}
    everybody = named.pop("all", None)
    return {**(dict.fromkeys(CATEGORIES, everybody) if everybody else {}), **named}


def order(value: Value) -> tuple[Tier, ...]:
    """Tiers, first speaks first; a category that is left out comes after all of them."""
    tiers = []
    lines: dict[str, int] = {}
    for each in value.each():
        row = Table(each, ("categories",), ("name", "capacity"))
        categories = unique(row.some("categories"), category)
        for name in categories:
            if name in lines:
                row.refuse("categories", f"{quoted(name)} stands in line {lines[name]} already", "each category once")
            lines[name] = each.line
        tiers.append(Tier(
            categories=tuple(categories), name=row.maybe("name", text_of(80)) or "",
            capacity=row.maybe("capacity", number(1, 1000)),
        ))
    return tuple(tiers)


def replies(value: Value) -> ReplyRule:
    """The last limit holds for all further replies, up to `most`."""
    row = Table(value, ("when", "most", "limits_s"))
    when = row.read("when", choice(WHEN, "a time for replies")) or "end_of_item"
    most = row.read("most", number(0, 10)) or 0
    given = [limit for limit in map(seconds, row.some("limits_s")) if limit]
    if len(given) > most:
        row.refuse("limits_s", f"{len(given)} limits are given for {most} replies", "one for each at most")
    filled = (*given, *[given[-1]] * most)[:most] if given else ()
    return ReplyRule(limits_s=filled, when=when)


def motions(value: Value) -> tuple[MotionRule, ...]:
    """In the order of their precedence."""
    rules: list[MotionRule] = []
    for each in value.each():
        row = Table(each, ("motion", "for", "against"))
        kind = row.read("motion", choice(MOTIONS, "a motion")) or ""
        if kind in [rule.kind for rule in rules]:
            row.refuse("motion", f"{quoted(kind)} is given a second time", "each motion once")
        speakers_for, against = row.read("for", number(0, 9)) or 0, row.read("against", number(0, 9)) or 0
        rules.append(MotionRule(kind=kind, speakers_for=speakers_for, speakers_against=against))
    return tuple(rules)


def levels(value: Value) -> tuple[str, ...]:
    return tuple(unique(value.each(), word)) or LEVELS


def closing(value: Value) -> dict[str, int | None]:
    keys = ("seconds_after_item_start", "seconds_before_previous_sitting_ends")
    row = Table(value, (), keys)
    if len(row.cells) != 1 and value.is_table:
        value.refuse(f"{len(row.cells)} ways to close are given", one_of(keys))
    return {key: row.read(key, number(0, 86_400, " seconds")) for key in keys}


ORDERING = {
    "order": order, "within": choice(WITHIN, "a key"), "levels": levels, "language": language,
    "not_yet_spoken_first": yes_or_no, "edit_moves_to_end": yes_or_no,
}
READERS: dict[str, Callable[[Value], Any]] = {
    **ORDERING, "limits_s": limits, "reduced_limits_s": limits, "closing": closing, "replies": replies,
    "absence": choice(ABSENCES, "a rule for the absent"), "swaps": choice(SWAPS, "a rule for swaps"),
    "motions": motions, "point_of_order_s": seconds,
    "ready_ahead": number(1, 20), "words_per_minute": number(50, 300), "written_words": word_limits,
    "one_statement": yes_or_no, "discourage_double": yes_or_no, "comments": yes_or_no,
}
FIELDS = (
    "limits_s", "reduced_limits_s", "absence", "swaps", "motions", "point_of_order_s", "ready_ahead",
    "words_per_minute", "written_words", "one_statement", "discourage_double", "comments",
)
"""Those that a programme has under the same name."""


def read_pack(path: Path, seen: tuple[str, ...] = ()) -> tuple[Rules, tuple[str, ...]]:
    """All rules of a pack, and the keys of those that it has from another. Raises ImportRefused."""
    findings = Findings(path.name)
    source = read_text(path, findings)
    value = compose(source, findings) if source is not None else None
    rules: Rules = {}
    if value is not None:
        row = Table(value, ("name",), ("inherits", "source", "note", *READERS))
        for key in ("name", "source", "note"):
            row.maybe(key, text)
        parent = row.maybe("inherits", pack_name)
        if parent in (*seen, path.stem):
            row.refuse("inherits", f"{quoted(str(parent))} inherits from this pack", "a pack that does not")
        rules = {key: row.read(key, reader) for key, reader in READERS.items() if key in row.cells}
        if parent and not findings.problems:
            inherited, _ = read_pack(FOLDER / f"{parent}.yaml", (*seen, path.stem))
            if "limits_s" in rules:
                rules["limits_s"] = {**inherited.get("limits_s", {}), **rules["limits_s"]}
            return {**inherited, **rules}, tuple(sorted(inherited.keys() - rules.keys()))
    refuse_if_any(findings)
    return rules, ()


def policy_under(rules: Rules, policy: OrderPolicy) -> OrderPolicy:
    named = {"tiers" if key == "order" else key: rules[key] for key in ORDERING if key in rules}
    return replace(policy, **named)


def under_pack(programme: Programme, name: str, path: Path | None = None) -> Programme:
    """The programme under the rules of a pack."""
    rules, inherited = read_pack(path or FOLDER / f"{name}.yaml")
    close = rules.get("closing") or {}
    return replace(
        programme, pack=name, inherited=inherited, policy=policy_under(rules, programme.policy),
        reply=rules.get("replies", programme.reply),
        closes_after_start_s=close.get("seconds_after_item_start"),
        closes_before_previous_end_s=close.get("seconds_before_previous_sitting_ends"),
        **{key: rules[key] for key in FIELDS if key in rules},
    )


def item_under_pack(item: Item, name: str) -> Item:
    """An item that has order and limits from another pack than its meeting; the rest stays the meeting's."""
    rules, _ = read_pack(FOLDER / f"{name}.yaml")
    return replace(item, pack=name, policy=policy_under(rules, OrderPolicy()), limits_s=rules.get("limits_s", {}))


@cache
def pack_titles() -> dict[str, str]:
    """What each pack says of itself in one line, by its name."""
    titles = {}
    for name in NAMES:
        value = compose((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), Findings(name))
        cells = {key.node.value: str(cell.node.value) for key, cell in value.pairs()} if value else {}
        titles[name] = cells.get("name", name)
    return titles
