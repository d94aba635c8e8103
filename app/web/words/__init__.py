"""The sentences that the JavaScript of each surface says, by key; whole, with named gaps."""

from importlib import import_module
from importlib.util import find_spec

from app.web.numbers import merged

SHARED = {
    "chair": ("common", "desk", "chair"), "secretariat": ("common", "desk", "secretariat"),
    "replay": ("common", "desk", "replay"),
}


def words_for(surface: str) -> dict[str, str]:
    """The words of a surface in the language in force."""
    words: dict[str, str] = {}
    for name in SHARED.get(surface, ("common", surface)):
        if find_spec(f"{__name__}.{name}") is not None:
            words |= merged(import_module(f"{__name__}.{name}").WORDS)
    return words
