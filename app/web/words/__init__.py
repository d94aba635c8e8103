"""The sentences that the JavaScript of each surface says, by key; whole, with named gaps."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from flask_babel import get_locale

from app.web.numbers import merged

SHARED = {
    "chair": ("common", "desk", "chair"), "secretariat": ("common", "desk", "secretariat"),
    "replay": ("common", "desk", "replay"),
}


def words_for(surface: str) -> Mapping[str, str]:
    """The words of a surface in the language in force."""
    return said_in(str(get_locale()), surface)


@cache
def said_in(_language: str, surface: str) -> Mapping[str, str]:
    """As they are in the language in force, whose name is given."""
    words: dict[str, str] = {}
    for name in SHARED.get(surface, ("common", surface)):
        if find_spec(f"{__name__}.{name}") is not None:
            words |= merged(import_module(f"{__name__}.{name}").WORDS)
    return words
