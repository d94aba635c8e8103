"""A table of delegations against those of a meeting: each row judged, shown, and taken over whole or not at all."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from app.domain.events import DelegationSet
from app.domain.programme import Delegation
from app.importing.build import sortable
from app.importing.fields import CODE
from app.importing.problems import Findings, ImportRefused, Problem, one_of, quoted
from app.importing.reference import Names, known_delegation, names_of, reference
from app.importing.rolled import Given, given_of, told
from app.importing.tables import Table

Judgement = Literal["new", "changed", "same", "unknown", "doubtful"]


@dataclass(frozen=True, kw_only=True)
class Change:
    """`old`: "" where the delegation has none."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class JudgedRow:
    """`line`: in the file, by which the person chooses. `candidates`: codes that a doubtful row can mean.

    `reason` of doubt: name (it is said of several) | code_and_name (they mean two) | twice (of `first_line`).
    `delegation`: as it would be after the import, if it is certain which.
    """

    line: int
    judgement: Judgement
    given: Given
    code: str | None = None
    delegation: Delegation | None = None
    changes: tuple[Change, ...] = ()
    candidates: tuple[str, ...] = ()
    reason: Literal["name", "code_and_name", "twice"] | None = None
    first_line: int | None = None


@dataclass(frozen=True, kw_only=True)
class Preview:
    """`not_in_file`: codes of the meeting that no row means; they stay. `problems`: of cells, to be mended first."""

    file: str
    rows: tuple[JudgedRow, ...]
    not_in_file: tuple[str, ...]
    problems: tuple[Problem, ...]
    known: Mapping[str, Delegation]

    @property
    def undecided(self) -> tuple[JudgedRow, ...]:
        return tuple(row for row in self.rows if row.judgement in ("unknown", "doubtful"))


def delegations_from(table: Table, mapping: Mapping[str, int], known: Iterable[Delegation]) -> Preview:
    """`mapping`: the column of each field, as `columns_guessed` and the person say; `known`: of the meeting.

    Raises ImportRefused if neither code nor a name has a column, or a column is not there.
    """
    of_meeting = {each.code: each for each in known}
    findings = Findings(table.shown_name)
    _check(mapping, table, findings)
    names = names_of(of_meeting.values())
    rows: list[JudgedRow] = []
    lines: dict[str, int] = {}
    for line, cells in zip(table.lines, table.rows, strict=True):
        given = given_of({field: cells[column] for field, column in mapping.items()})
        row = _judged(line, given, of_meeting, names, findings)
        if row.code in lines:
            row = replace(row, judgement="doubtful", reason="twice", first_line=lines[row.code], changes=())
        elif row.code:
            lines[row.code] = line
        rows.append(row)
    meant = {*lines, *(code for row in rows for code in row.candidates)}
    return Preview(
        file=table.shown_name, rows=tuple(rows), not_in_file=tuple(code for code in of_meeting if code not in meant),
        problems=tuple(findings.problems), known=of_meeting,
    )


def _check(mapping: Mapping[str, int], table: Table, findings: Findings) -> None:
    if not any(field == "code" or field.startswith("name") for field in mapping):
        findings.add(table.lines[0] - 1, "", "no column has the codes or the names", "a column for one of them")
    for field, column in mapping.items():
        if not 0 <= column < len(table.header):
            findings.add(None, field, "the column is not there", f"one of {len(table.header)}")
    if findings.problems:
        raise ImportRefused(findings.problems)


def _judged(
    line: int, given: Given, known: Mapping[str, Delegation], names: Names, findings: Findings
) -> JudgedRow:
    by_code, by_name = _code_meant(given.code, known), _names_meant(given, names)
    if by_code and by_name and by_code not in by_name:
        return JudgedRow(
            line=line, judgement="doubtful", given=given, candidates=(by_code, *by_name), reason="code_and_name"
        )
    if by_code is None and given.code and by_name:
        return JudgedRow(line=line, judgement="doubtful", given=given, candidates=by_name, reason="code_and_name")
    if by_code is None and len(by_name) > 1:
        return JudgedRow(line=line, judgement="doubtful", given=given, candidates=by_name, reason="name")
    code = by_code or next(iter(by_name), None)
    if code is None and given.code and given.names:
        # An organisation that nobody knows yet, with a code that the file gives it.
        if CODE.fullmatch(given.code):
            code = given.code
        else:
            findings.add(line, "code", f"{quoted(given.code)} is not a code", "capital letters, digits and hyphens")
    if code is None:
        return JudgedRow(line=line, judgement="unknown", given=given)
    return _compared(line, given, code, known, findings)


def _code_meant(code: str, known: Mapping[str, Delegation]) -> str | None:
    """Of the meeting or the reference; also two letters, as flags have them."""
    wanted = code.strip().upper()
    if wanted in known or known_delegation(wanted):
        return wanted
    if re.fullmatch("[A-Z]{2}", wanted):
        states = [*known.values(), *reference().values()]
        return next((
            each.code for each in states if each.flag == wanted.lower() and each.category.startswith("state_")
        ), None)
    return None


def _names_meant(given: Given, names: Names) -> tuple[str, ...]:
    """What all names of the row can mean together; a name that nobody knows says nothing."""
    meant = [codes for name in given.names.values() if (codes := names.meant_by(name))]
    shared = [code for code in meant[0] if all(code in codes for codes in meant)] if meant else []
    return tuple(shared or dict.fromkeys(code for codes in meant for code in codes))


def _compared(
    line: int, given: Given, code: str, known: Mapping[str, Delegation], findings: Findings
) -> JudgedRow:
    old = known.get(code)
    new = told(given, code, old or known_delegation(code), line, findings)
    if old is None:
        return JudgedRow(line=line, judgement="new", given=given, code=code, delegation=new)
    changes = _changes(old, new)
    judgement: Judgement = "changed" if changes else "same"
    return JudgedRow(line=line, judgement=judgement, given=given, code=code, delegation=new, changes=changes)


def _changes(old: Delegation, new: Delegation) -> tuple[Change, ...]:
    pairs = {f"name_{language}": (old.names.get(language), name) for language, name in new.names.items()} | {
        field: (getattr(old, field), getattr(new, field)) for field in ("category", "flag", "language",
                                                                        "regional_group")
    } | {"marks": (", ".join(old.marks), ", ".join(new.marks))}
    return tuple(
        Change(field=field, old=before or "", new=after or "")
        for field, (before, after) in pairs.items() if before != after
    )


def apply(preview: Preview, choices: Mapping[int, str | None]) -> list[DelegationSet]:
    """The delegations that are new or changed. `choices`: by line the code that a row means; None: leave the row out.

    Raises ImportRefused while a problem, or a row that is doubtful or unknown, is left.
    """
    findings = Findings(preview.file, list(preview.problems))
    taken = {row.code: row.line for row in preview.rows if row.code and row.judgement not in ("doubtful", "unknown")}
    rows = [_decided(row, preview, choices, taken, findings) for row in preview.rows]
    if findings.problems:
        raise ImportRefused(findings.problems)
    return [
        DelegationSet(delegation=sortable(row.delegation))
        for row in rows if row and row.delegation and row.judgement in ("new", "changed")
    ]


def _decided(
    row: JudgedRow, preview: Preview, choices: Mapping[int, str | None], taken: dict[str, int], findings: Findings
) -> JudgedRow | None:
    if row.line in choices and choices[row.line] is None:
        return None
    if row.judgement not in ("unknown", "doubtful"):
        return row
    code = choices.get(row.line)
    may_be = row.candidates or ((row.code,) if row.code else ())
    if code is None:
        findings.add(row.line, "code", f"the row is {row.judgement}", "a choice whom it means")
    elif row.judgement == "doubtful" and code not in may_be:
        findings.add(row.line, "code", f"{quoted(code)} is not what the row can mean", one_of(may_be))
    elif not CODE.fullmatch(code):
        findings.add(row.line, "code", f"{quoted(code)} is not a code", "capital letters, digits and hyphens")
    elif code in taken:
        findings.add(row.line, "code", f"{quoted(code)} is given already, in line {taken[code]}", "each once")
    else:
        taken[code] = row.line
        # Its name has served to find it; that of the delegation stays.
        given = replace(row.given, code="")
        return _compared(row.line, given, code, preview.known, findings)
    return None
