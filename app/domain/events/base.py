"""What all events have in common."""

from dataclasses import dataclass, field
from typing import Any, ClassVar


def personal() -> Any:
    """A field whose words live outside the chain."""
    return field(default=None, metadata={"personal": True})


@dataclass(frozen=True, kw_only=True)
class Event:
    """Base of all events; `kind` is the name in the log."""

    kind: ClassVar[str]
