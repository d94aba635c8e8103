"""Screens as canonical JSON: what is not there is absent, keys are sorted; tags, and patches from one to the next."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cached_property
from typing import Any


def iso(at: datetime) -> str:
    """An instant on the wire: ISO 8601, UTC, milliseconds, `Z`."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def plain(value: Any) -> Any:
    """The value as JSON has it: instants as text, nothing that is None."""
    # Plain dictionaries first: asking an abstract class for each of thousands of values takes longer than the rest.
    if isinstance(value, dict) or (not isinstance(value, str) and isinstance(value, Mapping)):
        return {key: plain(each) for key, each in value.items() if each is not None}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return iso(value) if isinstance(value, datetime) else value


def canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def merge_patch(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The RFC 7396 patch from one object to another; empty if they are equal. Neither holds a null."""
    patch: dict[str, Any] = {name: None for name in before if name not in after}
    for name, value in after.items():
        old = before.get(name)
        if name in before and old == value:
            continue
        is_inner = isinstance(value, dict) and isinstance(old, dict)
        patch[name] = merge_patch(old or {}, value) if is_inner else value
    return patch


def merged(target: Any, patch: Any) -> Any:
    """What an RFC 7396 merge patch makes of a value, as every display does it; neither is changed."""
    if not isinstance(patch, dict):
        return patch
    made = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            made.pop(name, None)
        else:
            made[name] = merged(made.get(name), value)
    return made


class Section:
    """A top-level part of a screen. It is encoded and compared once, whatever the number of screens that share it."""

    def __init__(self, value: Any, is_plain: bool = False) -> None:
        """`is_plain`: the value is as JSON has it already."""
        self.value = value if is_plain else plain(value)
        self._compared: tuple[Section | None, Any] = (None, None)

    def patch_from(self, before: "Section") -> Any:
        """What takes the value of `before` to this one, as a merge patch has it; only if they differ."""
        compared, patch = self._compared
        if compared is not before:
            both_are_objects = isinstance(self.value, dict) and isinstance(before.value, dict)
            patch = merge_patch(before.value, self.value) if both_are_objects else self.value
            self._compared = (before, patch)
            before.retire()
        return patch

    def retire(self) -> None:
        """Another has taken its place: what it remembered goes, and with it all that went before it."""
        self._compared = (None, None)
        self.__dict__.pop("text", None)

    @cached_property
    def text(self) -> str:
        return canonical(self.value)


class Screen:
    """What one audience may see at one version: sections by name."""

    def __init__(self, sections: Mapping[str, Section | None]) -> None:
        self.sections = {name: section for name, section in sorted(sections.items()) if section is not None}

    @cached_property
    def text(self) -> str:
        """The canonical JSON of the whole."""
        return "{" + ",".join(f'"{name}":{section.text}' for name, section in self.sections.items()) + "}"

    @cached_property
    def tag(self) -> str:
        return hashlib.blake2b(self.text.encode(), digest_size=9).hexdigest()

    def adopt(self, before: "Screen") -> "Screen":
        """Itself, with the sections of an earlier screen in place of its own where they are equal: what has not changed
        is kept and written out once, however many versions it outlives.
        """
        for name, section in self.sections.items():
            old = before.sections.get(name)
            if old is not None and old is not section and old.value == section.value:
                self.sections[name] = old
        return self

    def retire(self) -> None:
        """Another has taken its place: patches may be asked from it, and it is written out no more."""
        _ = self.tag
        self.__dict__.pop("text", None)

    @property
    def value(self) -> dict[str, Any]:
        return {name: section.value for name, section in self.sections.items()}

    def patched(self, patch: Mapping[str, Any], tag: str) -> "Screen":
        """The screen that a merge patch makes of this one, which is known to have this tag."""
        made: dict[str, Section | None] = {**self.sections}
        for name, change in patch.items():
            before = self.sections.get(name)
            is_gone = change is None
            made[name] = None if is_gone else Section(merged(before.value if before else None, change), is_plain=True)
        screen = Screen(made)
        screen.__dict__["tag"] = tag
        return screen

    def patch_from(self, before: "Screen") -> dict[str, Any]:
        """The merge patch from an earlier screen of the same audience to this one."""
        patch: dict[str, Any] = {name: None for name in before.sections if name not in self.sections}
        for name, section in self.sections.items():
            old = before.sections.get(name)
            if old is None:
                patch[name] = section.value
            elif old is not section and old.value != section.value:
                patch[name] = section.patch_from(old)
        return patch
