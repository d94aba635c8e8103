"""What the reader of files has against a form, beside the field that it means."""

import re
from collections.abc import Iterable

from flask_babel import gettext as _

from app.importing.form import Form, rows
from app.importing.form_changes import KEYS
from app.importing.problems import Problem
from app.web.office.plan.words import ENTRIES, entry_words, field_words

Faults = dict[str, str]


def sentence(problem: Problem) -> str:
    return str(_("%(found)s; expected: %(expected)s", found=problem.found, expected=problem.expected))


def field_of(way: str) -> str:
    """The name of a field by its way in the entry: `parts[1].invited[0]` -> `parts-1-invited`."""
    bare = re.sub(r"\[\d+\]$", "", way)
    return re.sub(r"\[(\d+)\]", r"-\1", bare).replace(".", "-").strip("-")


def faults_in(problems: Iterable[Problem], entry: str) -> Faults:
    """Sentences by field, of the problems that lie in an entry of the form, as `items[2]`; the first of each field."""
    faults: Faults = {}
    for problem in problems:
        if problem.field == entry or problem.field.startswith((f"{entry}.", f"{entry}[")):
            faults.setdefault(field_of(problem.field[len(entry):]), sentence(problem))
    return faults


def told(problem: Problem, form: Form) -> str:
    """A problem that has no field on the page, with the entry of the form in which it lies."""
    inside = re.fullmatch(r"(\w+)\[(\d+)\]\.?(.*)", problem.field)
    entries = rows(form, inside[1]) if inside and inside[1] in KEYS else []
    if inside is None or int(inside[2]) >= len(entries):
        part, _dot, field = problem.field.partition(".")
        way = [str(ENTRIES[part]), field] if part in ("meeting", "defaults") else [problem.field]
    else:
        entry = entries[int(inside[2])]
        way = [entry_words(inside[1], str(entry[KEYS[inside[1]]]), str(entry.get("title", ""))), inside[3]]
    if len(way) > 1:
        way[1] = field_words(re.sub(r"\[\d+\]$", "", way[1]), {})
    return ": ".join([", ".join(each for each in way if each), sentence(problem)]).removeprefix(": ")


def with_rest(faults: Faults, fields: Iterable[str]) -> Faults:
    """Faults of fields that the page does not have are said above it."""
    known = set(fields)
    rest = [f"{name}: {words}" if name else words for name, words in faults.items() if name not in known]
    kept = {name: words for name, words in faults.items() if name in known}
    return kept | ({"": " ".join(rest)} if rest else {})
