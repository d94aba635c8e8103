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
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items() if each is not None}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return value


def canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def merge_patch(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The RFC 7396 patch from one object to another; empty if they are equal. Neither holds a null."""
    patch: dict[str, Any] = {name: None for name in before if name not in after}
    for name, value in after.items():
        old = before.get(name)
        if isinstance(value, Mapping) and isinstance(old, Mapping):
            inner = merge_patch(old, value)
            if inner:
                patch[name] = inner
        elif name not in before or old != value:
            patch[name] = value
    return patch


class Section:
    """A top-level part of a screen. It is encoded once, whatever the number of screens that share it."""

    def __init__(self, value: Any) -> None:
        self.value = plain(value)

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

    @property
    def value(self) -> dict[str, Any]:
        return {name: section.value for name, section in self.sections.items()}

    def patch_from(self, before: "Screen") -> dict[str, Any]:
        """The merge patch from an earlier screen of the same audience to this one."""
        changed = {
            name for name in self.sections.keys() | before.sections.keys()
            if name not in self.sections or name not in before.sections
            or (
                self.sections[name] is not before.sections[name]
                and self.sections[name].text != before.sections[name].text
            )
        }
        return merge_patch(
            {name: section.value for name, section in before.sections.items() if name in changed},
            {name: section.value for name, section in self.sections.items() if name in changed},
        )
