"""What the reader of files has against a form, beside the field that it means."""

import re
from collections.abc import Iterable

from flask_babel import gettext as _

from app.importing.problems import Problem

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


def told(problem: Problem) -> str:
    """A problem that has no field on the page, with its way."""
    return f"{problem.field}: {sentence(problem)}" if problem.field else sentence(problem)


def with_rest(faults: Faults, fields: Iterable[str]) -> Faults:
    """Faults of fields that the page does not have are said above it."""
    known = set(fields)
    rest = [f"{name}: {words}" if name else words for name, words in faults.items() if name not in known]
    kept = {name: words for name, words in faults.items() if name in known}
    return kept | ({"": " ".join(rest)} if rest else {})
