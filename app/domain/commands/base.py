"""What all commands have in common."""

from dataclasses import dataclass
from enum import Enum
from typing import Any, ClassVar


@dataclass(frozen=True, kw_only=True)
class Command:
    """Base of all commands. The edge validates bodies against these types: strictly, nothing unnamed.

    `is_deed`: sent by a desk it is an act of the sitting, which undo takes back; the work of the office is none.
    """

    __pydantic_config__: ClassVar[Any] = {"strict": True, "extra": "forbid"}
    name: ClassVar[str]
    is_deed: ClassVar[bool] = True


class Unset(Enum):
    """The field was not given, which is not the same as null."""

    UNSET = "\0unset"
