"""What one row of a table says of a delegation, and the delegation after it."""

import re
from dataclasses import dataclass, replace

from app.domain.programme import Delegation
from app.importing.delegations_file import CATEGORIES, MARKS
from app.importing.fields import text_fault
from app.importing.problems import Findings, one_of, quoted
from app.importing.wordings import category_said, language_said, yes_said

EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,180}\.[a-zA-Z0-9-]{2,60}")
STATES = ("state_party", "state_not_party")


@dataclass(frozen=True)
class Given:
    """The cells of a row: `code`, `names` by language (those that are there), the others by field as written."""

    code: str
    names: dict[str, str]
    others: dict[str, str]

    @property
    def email(self) -> str | None:
        """For the account of the delegation; the delegation itself has none."""
        return self.others.get("email") or None


def given_of(cells: dict[str, str]) -> Given:
    names = {
        field.removeprefix("name_") if field != "name" else "en": text
        for field, text in cells.items() if text and (field == "name" or field.startswith("name_"))
    }
    others = {
        field: text for field, text in cells.items() if text and field != "code" and not field.startswith("name")
    }
    return Given(cells.get("code", ""), names, others)


def told(given: Given, code: str, before: Delegation | None, line: int, findings: Findings) -> Delegation:
    """The delegation with what the row says; an empty cell says nothing.

    Where the row has no code its name has served to find the delegation, which keeps the name that it has.
    """
    for language, name in given.names.items():
        _refuse_fault(findings, line, f"name_{language}", name, 300)
    old = before or Delegation(code=code, names=_own_names(given, code), category="")
    names = {**old.names, **given.names} if given.code or before is None else old.names
    category = _category(given, before, line, findings)
    if given.email and not EMAIL.fullmatch(given.email):
        findings.add(line, "email", f"{quoted(given.email)} is not an e-mail address", "NAME@HOST")
    return replace(
        old, code=code, names=names, category=category,
        flag=_flag(given, category, line, findings) or old.flag,
        language=_language(given, line, findings) or old.language,
        regional_group=_regional_group(given, line, findings) or old.regional_group,
        marks=_marks(given, old.marks, line, findings),
    )


def _own_names(given: Given, code: str) -> dict[str, str]:
    """Everybody has a name in English, be it its own one untranslated."""
    return {"en": given.names.get("en") or next(iter(given.names.values()), code), **given.names}


def _refuse_fault(findings: Findings, line: int, field: str, text: str, longest: int) -> bool:
    fault = text_fault(text, longest)
    if fault:
        findings.add(line, field, *fault)
    return fault is not None


def _category(given: Given, before: Delegation | None, line: int, findings: Findings) -> str:
    had = before.category if before else None
    words = given.others.get("category")
    if words is None:
        if had is None:
            findings.add(line, "category", "is missing", one_of(CATEGORIES))
        return had or ""
    said = category_said(words, had)
    if said is None:
        findings.add(line, "category", f"{quoted(words)} is not a category", one_of(CATEGORIES))
    return said or had or ""


def _flag(given: Given, category: str, line: int, findings: Findings) -> str | None:
    field, form = ("alpha2", "[A-Za-z]{2}") if category in STATES else ("emblem", "[a-z]{2,10}")
    text = given.others.get(field)
    if text and not re.fullmatch(form, text):
        expected = "two letters" if category in STATES else "the short name of an emblem, like un"
        findings.add(line, field, f"{quoted(text)} does not fit", expected)
        return None
    return text.lower() if text else None


def _language(given: Given, line: int, findings: Findings) -> str | None:
    words = given.others.get("language")
    said = language_said(words) if words else None
    if words and said is None:
        findings.add(line, "language", f"{quoted(words)} is not a language known here", "ar, zh, en, fr, ru or es")
    return said


def _regional_group(given: Given, line: int, findings: Findings) -> str | None:
    text = given.others.get("regional_group")
    if text and _refuse_fault(findings, line, "regional_group", text, 160):
        return None
    return text


def _marks(given: Given, had: tuple[str, ...], line: int, findings: Findings) -> tuple[str, ...]:
    marks = dict.fromkeys(had)
    for field, mark in MARKS.items():
        words = given.others.get(field)
        said = yes_said(words) if words else None
        if words and said is None:
            findings.add(line, field, f"{quoted(words)} does not fit", "yes, no or nothing")
        elif said:
            marks[mark] = None
        elif said is False:
            marks.pop(mark, None)
    return tuple(mark for mark in dict.fromkeys([*MARKS.values(), *marks]) if mark in marks)
