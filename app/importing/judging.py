"""Whether a form is a programme: read as a file would be, so that there is one judgement of both."""

import json
from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from typing import Any

from app.domain.programme import Programme
from app.importing.form import Form
from app.importing.problems import Findings, Problem
from app.importing.programme_file import programme_from
from app.importing.seeds import Seeds
from app.importing.values import compose


@dataclass(frozen=True)
class Judged:
    """`programme`, `seeds`: None while there is a problem; `problems`: each names its way, as `items[2].start`."""

    programme: Programme | None
    seeds: Seeds | None
    problems: tuple[Problem, ...]


def judged(form: Form, codes: Collection[str] | None) -> Judged:
    """`codes`: of the delegations that a programme may name; None: any."""
    findings = Findings("")
    # JSON is YAML, too, and quicker to write; what is odd in a text is found by the reader.
    value = compose(json.dumps(form, ensure_ascii=False), findings)
    read = None if value is None else programme_from(value, codes)
    if findings.problems or read is None:
        return Judged(None, None, tuple(findings.problems))
    return Judged(*read, ())


def with_untouched(programme: Programme, unedited: Programme, before: Programme) -> Programme:
    """What the form of `before` left as it was stays as it is in `before`, also where the form has no words for it.

    `unedited`: the programme as it comes back from its form without any change.
    """
    came_back = {item.number: item for item in unedited.items}
    were = {item.number: item for item in before.items}
    items = tuple(
        _untouched(item, came_back[item.number], were[item.number]) if item.number in were else item
        for item in programme.items
    )
    kept: Programme = _untouched(replace(programme, items=items), replace(unedited, items=()), before)
    return kept


def _untouched(new: Any, unedited: Any, before: Any) -> Any:
    same = [each.name for each in fields(new) if getattr(new, each.name) == getattr(unedited, each.name)]
    return replace(new, **{name: getattr(before, name) for name in same})
