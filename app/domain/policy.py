"""How a speakers' list is ordered, as data: tiers of categories, and the key by which speakers of one tier follow.

Every key is a string of digits and small letters, compared byte by byte, that belongs to one intervention alone.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

Within = Literal["inscription_time", "level", "lots", "alphabetical"]
WITHIN = ("inscription_time", "level", "lots", "alphabetical")
LEVELS = (
    "head_of_state", "vice_president", "crown_prince", "head_of_government", "minister", "vice_minister",
    "chair_of_delegation",
)
LOT_DIGITS = 16
FIRST, LATER = "0", "1"


@dataclass(frozen=True, kw_only=True)
class Tier:
    """Categories that speak together. `capacity`: how many of them are heard; those beyond are in reserve."""

    categories: tuple[str, ...]
    name: str = ""
    capacity: int | None = None


@dataclass(frozen=True, kw_only=True)
class OrderPolicy:
    """Without tiers each category of the programme is one, in its order.

    `begins_with`: the letter at which the alphabet begins, else the one that was drawn, else its first.
    """

    within: Within = "inscription_time"
    tiers: tuple[Tier, ...] = ()
    levels: tuple[str, ...] = LEVELS
    language: str = "en"
    begins_with: str | None = None
    not_yet_spoken_first: bool = False
    edit_moves_to_end: bool = False


def lot_of(seed: str, code: str) -> str:
    """The lot of a delegation: the first 16 hexadecimal digits of SHA-256 over the seed and its code, in UTF-8."""
    return sha256((seed + code).encode()).hexdigest()[:LOT_DIGITS]


def drawn(seed: str, codes: Iterable[str]) -> list[str]:
    """The delegations in the order of their lots."""
    return sorted(codes, key=lambda code: (lot_of(seed, code), code))


def folded(name: str) -> str:
    """A name without case and accents, for an alphabet without collation keys."""
    return "".join(char for char in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(char))


def drawn_letter(seed: str, names: Mapping[str, str]) -> str:
    """The letter at which the alphabet begins: the initial of the delegation with the lowest lot."""
    return folded(names[drawn(seed, names)[0]])[:1]


def level_key(policy: OrderPolicy, level: str | None) -> str:
    """Two digits; who named no level, or one that is not on the ladder, comes after all who did."""
    return f"{policy.levels.index(level) if level in policy.levels else 99:02d}"


def alphabet_key(name: str, collation: str | None, letter: str | None) -> str:
    """The collation key in hexadecimal, which keeps its order; an end mark lets Niger precede Nigeria."""
    turn = LATER if letter and folded(name)[:1] < folded(letter)[:1] else FIRST
    return f"{turn}{(collation or folded(name)).encode().hex()}00"
