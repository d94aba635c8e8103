"""What every page has: its language and direction, its words, the addresses of its files."""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from flask import current_app, url_for
from flask_babel import get_locale

from app.web.languages import menu
from app.web.words import words_for

RIGHT_TO_LEFT = ("ar",)


@lru_cache(maxsize=512)
def fingerprint(path: Path, changed_ns: int) -> str:
    return hashlib.blake2b(path.read_bytes(), digest_size=6).hexdigest()


def asset(name: str) -> str:
    """The address of a static file, with a fingerprint of its content."""
    return url_for("static", filename=name, v=fingerprint_of(name))


def fingerprint_of(name: str) -> str:
    path = Path(current_app.static_folder or "") / name
    return fingerprint(path, path.stat().st_mtime_ns)


def language() -> str:
    return str(get_locale() or "en")


def frame(surface: str, own_words: Mapping[str, str] = MappingProxyType({})) -> dict[str, Any]:
    """The context of the frame of a page. `own_words`: in place of what the surface says by these keys."""
    spoken = language()
    return {
        "surface": surface, "lang": spoken, "dir": "rtl" if spoken in RIGHT_TO_LEFT else "ltr",
        "words": words_for(surface) | dict(own_words), "menu": menu(spoken),
    }
