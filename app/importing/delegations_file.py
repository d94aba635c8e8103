"""The files of the delegations: who they are, and their names in the languages of the meeting."""

import re
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from app.domain.programme import Delegation
from app.importing.fields import CODE, LANGUAGES
from app.importing.problems import Findings, quoted, refuse_if_any
from app.importing.rows import Row, read_rows
from app.importing.source import read_text

CATEGORIES = ("state_party", "state_not_party", "international_organization", "ngo", "other")
STATES = ("state_party", "state_not_party")
REQUIRED = ("code", "name", "category")
OPTIONAL = ("alpha2", "alpha3", "language", "regional_group", "emblem", "note")
DATED = re.compile("(name|article5_obligations|victim_assistance)_[0-9]{4}")
"""Columns of a year; what they say of a delegation is true as of then."""
OTHER_NAMES = tuple(f"name_{language}" for language in LANGUAGES if language != "en")
"""Names in other languages may stand here too, instead of in a file of their own."""
KNOWN = (*REQUIRED, *OPTIONAL, *OTHER_NAMES, "name_YYYY", "article5_obligations_YYYY", "victim_assistance_YYYY")
MARKS = {"article5_obligations": "article5", "victim_assistance": "victim_assistance"}


def read_delegations(path: Path, names_path: Path | None = None) -> list[Delegation]:
    findings, names_findings = Findings(path.name), Findings(names_path.name if names_path else "")
    delegations, codes = parse_delegations(path, findings)
    if names_path is not None:
        delegations = with_names(delegations, parse_names(names_path, codes, names_findings))
    refuse_if_any(findings, names_findings)
    return delegations


def read_names(path: Path, codes: Collection[str] | None = None) -> dict[str, dict[str, str]]:
    """Names by code and language; `codes`: the delegations that exist, if known."""
    findings = Findings(path.name)
    names = parse_names(path, codes, findings)
    refuse_if_any(findings)
    return names


def with_names(delegations: list[Delegation], names: dict[str, dict[str, str]]) -> list[Delegation]:
    """Who has no names there keeps its own, in English or untranslated, until somebody translates it."""
    return [replace(each, names=each.names | names.get(each.code, {})) for each in delegations]


def parse_delegations(path: Path, findings: Findings) -> tuple[list[Delegation], set[str] | None]:
    """The delegations, and all codes, also those of faulty rows (None: the file could not be read whole)."""
    source = read_text(path, findings)
    if source is None:
        return [], None
    rows, are_all = read_rows(source, findings, REQUIRED, _is_optional, KNOWN)
    lines: dict[tuple[str, str], int] = {}
    delegations = [_delegation(row, lines) for row in rows]
    return delegations, {row.cells["code"] for row in rows} if are_all else None


def parse_names(path: Path, codes: Collection[str] | None, findings: Findings) -> dict[str, dict[str, str]]:
    source = read_text(path, findings)
    if source is None:
        return {}
    rows, _ = read_rows(source, findings, ("code",), LANGUAGES.__contains__, ("code", *LANGUAGES))
    lines: dict[tuple[str, str], int] = {}
    names = {}
    for row in rows:
        code = _once(row, "code", _code(row), lines)
        if code and codes is not None and code not in codes:
            row.refuse("code", f"{quoted(code)} is not among the delegations", "the code of a delegation")
        names[code] = {language: row.text(language) for language in row.cells if language != "code"}
    return names


def _is_optional(column: str) -> bool:
    return column in (*OPTIONAL, *OTHER_NAMES, *MARKS) or DATED.fullmatch(column) is not None


def _delegation(row: Row, lines: dict[tuple[str, str], int]) -> Delegation:
    category = row.choice("category", CATEGORIES, "a category of delegations")
    is_state = category in STATES
    code = _once(row, "code", _code(row), lines)
    alpha2 = _once(row, "alpha2", row.matching("alpha2", "[A-Z]{2}", "two capital letters"), lines)
    alpha3 = row.matching("alpha3", "[A-Z]{3}", "three capital letters")
    emblem = row.matching("emblem", "[a-z]{2,10}", "the short name of an emblem, like un")
    if is_state and alpha3 and code and alpha3 != code:
        row.refuse("alpha3", f"{quoted(alpha3)} is not its code, {code}", "the same for a State")
    if is_state and emblem:
        row.refuse("emblem", f"{quoted(emblem)} stands beside a State", "nothing, because a State has its flag")
    for column in row.cells:
        if column == "note" or (column.startswith("name_") and column not in OTHER_NAMES):
            row.maybe(column)
    return Delegation(
        code=code,
        names={"en": row.text("name"), **_other_names(row)},
        category=category,
        flag=(alpha2.lower() if is_state else emblem) or None,
        language=row.choice("language", LANGUAGES, "a language known here") if "language" in row.cells else "en",
        regional_group=row.maybe("regional_group") or None,
        marks=_marks(row),
    )


def _code(row: Row) -> str:
    row.text("code")
    return row.matching("code", CODE.pattern, "capital letters, digits and hyphens, like KEN")


def _once(row: Row, column: str, text: str, lines: dict[tuple[str, str], int]) -> str:
    if text and (column, text) in lines:
        line = lines[column, text]
        row.refuse(column, f"{quoted(text)} is given a second time, first in line {line}", "each once")
    lines.setdefault((column, text), row.line)
    return text


def _other_names(row: Row) -> dict[str, str]:
    named = {column.removeprefix("name_"): row.maybe(column) for column in row.cells if column in OTHER_NAMES}
    return {language: name for language, name in named.items() if name}


def _marks(row: Row) -> tuple[str, ...]:
    marks = {}
    for column in row.cells:
        mark = MARKS.get(column[: -len("_2017")] if DATED.fullmatch(column) else column)
        if mark and row.matching(column, "yes|no", "yes, no or nothing") == "yes":
            marks[mark] = True
    return tuple(marks)
