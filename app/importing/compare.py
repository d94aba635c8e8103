"""How two imports of the same meeting differ, so that a refusal can name it."""

from collections.abc import Iterable
from dataclasses import Field, dataclass, fields, is_dataclass
from typing import Any, Literal

from app.domain.events import DelegationSet, Event, Inscribed, ProgrammeSet

KEYS = ("id", "number", "list", "name", "kind")
ABSENT = "absent"
"""What tells the entries of a list apart, tried in this order."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """`old`, `new`: as a person reads them, texts in quotes; "absent" where there is nothing."""

    field: str
    old: str
    new: str

    @property
    def change(self) -> Literal["added", "removed", "changed"]:
        if ABSENT not in (self.old, self.new):
            return "changed"
        return "added" if self.old == ABSENT else "removed"

    def __str__(self) -> str:
        return f"{self.field}: is {self.old} in the meeting, {self.new} in the files"


def differences(old_events: Iterable[Event], new_events: Iterable[Event]) -> list[Difference]:
    """Empty if both say the same. Words about persons that have been erased since are no difference."""
    return _compare("", _content(old_events), _content(new_events))


def _content(events: Iterable[Event]) -> dict[str, Any]:
    content: dict[str, Any] = {"programme": None, "delegations": {}, "interventions": {}}
    for event in events:
        if isinstance(event, ProgrammeSet):
            content["programme"] = event.programme
        elif isinstance(event, DelegationSet):
            content["delegations"][event.delegation.code] = event.delegation
        elif isinstance(event, Inscribed):
            content["interventions"][event.intervention] = event
    return content


def _compare(where: str, old: Any, new: Any) -> list[Difference]:
    if is_dataclass(old) and type(old) is type(new):
        # A sort key follows from its name, and from the version that made it.
        compared = [each for each in fields(old) if not _is_erased(each, old) and each.name != "collation"]
        return [
            difference
            for each in compared
            for difference in _compare(f"{where}.{each.name}", getattr(old, each.name), getattr(new, each.name))
        ]
    if isinstance(old, dict) and isinstance(new, dict):
        return [
            difference
            for key in dict.fromkeys([*old, *new])
            for difference in _compare(f"{where}.{key}".strip("."), old.get(key), new.get(key))
        ]
    if _is_keyed(old) and _is_keyed(new):
        old_entries, new_entries = _by_key(old), _by_key(new)
        if old_entries.keys() == new_entries.keys() and list(old_entries) != list(new_entries):
            return [Difference(field=where, old=_shown(tuple(old_entries)), new=_shown(tuple(new_entries)))]
        return [
            difference
            for key in dict.fromkeys([*old_entries, *new_entries])
            for difference in _compare(f"{where}[{key}]", old_entries.get(key), new_entries.get(key))
        ]
    return [] if old == new else [Difference(field=where, old=_shown(old), new=_shown(new))]


def _is_erased(each: "Field[Any]", old: Any) -> bool:
    return "personal" in each.metadata and getattr(old, each.name) is None


def _is_keyed(value: Any) -> bool:
    """Whether each entry can be told from the others; tiers of one policy may all have no name."""
    if not isinstance(value, tuple) or not all(is_dataclass(entry) for entry in value):
        return False
    return len(_by_key(value)) == len(value)


def _by_key(entries: tuple[Any, ...]) -> dict[str, Any]:
    return {next(getattr(entry, key) for key in KEYS if hasattr(entry, key)): entry for entry in entries}


def _shown(value: Any) -> str:
    if value is None:
        return ABSENT
    if is_dataclass(value):
        return "there"
    if isinstance(value, tuple):
        return ", ".join(str(entry) for entry in value) or "empty"
    return f'"{value}"'
