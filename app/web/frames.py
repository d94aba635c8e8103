"""What every page has: its language and direction, and its words."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from flask_babel import get_locale

from app.web.languages import menu
from app.web.words import words_for

RIGHT_TO_LEFT = ("ar",)


def language() -> str:
    return str(get_locale() or "en")


def frame(surface: str, own_words: Mapping[str, str] = MappingProxyType({})) -> dict[str, Any]:
    """The context of the frame of a page. `own_words`: in place of what the surface says by these keys."""
    spoken = language()
    return {
        "surface": surface, "lang": spoken, "dir": "rtl" if spoken in RIGHT_TO_LEFT else "ltr",
        "words": {**words_for(surface), **own_words}, "menu": menu(spoken),
    }
