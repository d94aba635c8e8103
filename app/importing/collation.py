"""Sort keys of names, by the Unicode Collation Algorithm: Égypte before El Salvador, whatever bytes they have."""

from collections.abc import Mapping
from functools import cache

from pyuca import Collator


@cache
def collator() -> Collator:
    return Collator()


def collation_of(names: Mapping[str, str]) -> dict[str, str]:
    """By language: a string by whose bytes the names sort. Four hexadecimal digits for each weight keep their order."""
    return {
        language: "".join(f"{weight:04x}" for weight in collator().sort_key(name)) for language, name in names.items()
    }
