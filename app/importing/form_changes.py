"""What differs between two forms of a programme, as a person would say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from app.importing.form import Form, rows

KEYS = {"items": "number", "sessions": "id", "windows": "list", "groups": "name", "committees": "id"}
HOURS = ("session", "start", "end")
FOLLOWING = ("dates", "invitation_date", "invitation_time")
"""Of the meeting: they follow from sittings and windows."""


@dataclass(frozen=True, kw_only=True)
class FormChange:
    """`part`: meeting, defaults, or a list of the form; `entry`: which of it; `field`: "" for an entry as a whole.

    `field` hours: sitting, start and end of an item. `old`, `new`: "" where there is nothing.
    """

    part: str
    kind: Literal["added", "removed", "changed", "moved"]
    entry: str = ""
    field: str = ""
    old: str = ""
    new: str = ""


def form_changes(old: Form, new: Form) -> list[FormChange]:
    """In the order of the form; empty if both say the same."""
    changes: list[FormChange] = []
    for part in ("meeting", "defaults"):
        left_out = FOLLOWING if part == "meeting" else ()
        changes += _of_fields(part, "", _told(old.get(part) or {}, left_out), _told(new.get(part) or {}, left_out))
    for part, key in KEYS.items():
        olds = {str(each[key]): each for each in rows(old, part)}
        news = {str(each[key]): each for each in rows(new, part)}
        for entry in dict.fromkeys([*olds, *news]):
            changes += _of_entry(part, entry, olds.get(entry), news.get(entry))
    return changes


def _told(table: Mapping[str, Any], left_out: tuple[str, ...]) -> Form:
    """Tables within it as further fields, so that each limit is a change of its own."""
    told: Form = {}
    for key, value in table.items():
        if key in left_out:
            continue
        inner = {f"{key}.{name}": each for name, each in value.items()} if isinstance(value, dict) else {key: value}
        told |= inner
    return told


def _of_entry(part: str, entry: str, old: Form | None, new: Form | None) -> list[FormChange]:
    if old is None or new is None:
        return [FormChange(part=part, kind="added" if old is None else "removed", entry=entry)]
    if part != "items":
        return _of_fields(part, entry, old, new)
    before, after = _hours(old), _hours(new)
    moved = [
        FormChange(part=part, kind="moved", entry=entry, field="hours", old=before, new=after)
    ] if before != after else []
    bare_old, bare_new = ({key: each for key, each in item.items() if key not in HOURS} for item in (old, new))
    return [*moved, *_of_fields(part, entry, bare_old, bare_new)]


def _of_fields(part: str, entry: str, old: Form, new: Form) -> list[FormChange]:
    return [
        FormChange(
            part=part, kind="changed", entry=entry, field=field, old=shown(old.get(field)), new=shown(new.get(field))
        )
        for field in dict.fromkeys([*old, *new])
        if field != "parts" and str(old.get(field)) != str(new.get(field))
    ] + _of_parts(part, entry, old, new)


def _of_parts(part: str, entry: str, old: Form, new: Form) -> list[FormChange]:
    olds = {str(each["id"]): each for each in rows(old, "parts")}
    news = {str(each["id"]): each for each in rows(new, "parts")}
    changes: list[FormChange] = []
    for name in dict.fromkeys([*olds, *news]):
        before, after = olds.get(name), news.get(name)
        of_one = _of_entry("parts", name, before, after)
        changes += [FormChange(
            part="parts", kind=each.kind, entry=f"{entry} / {name}", field=each.field, old=each.old, new=each.new,
        ) for each in of_one]
    if changes == [] and list(olds) != list(news):
        changes.append(FormChange(
            part=part, kind="changed", entry=entry, field="parts", old=", ".join(olds), new=", ".join(news),
        ))
    return changes


def _hours(item: Form) -> str:
    return f"{item.get('session')} {item.get('start')}–{item.get('end')}"


def shown(value: Any) -> str:
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
