"""Sentences with names in them: each name keeps a look and a direction of its own, wherever a language puts it."""

import re
from collections.abc import Sequence

from babel import Locale
from babel.lists import format_list
from flask_babel import get_locale

from app.documents.model import Run

OPENS, CLOSES = "\ue000", "\ue001"
WOVEN = re.compile(f"{OPENS}(\\d+){CLOSES}")


class Weaver:
    """Takes names and gives marks that stand for them in a sentence; the finished sentence becomes runs."""

    def __init__(self) -> None:
        self._runs: list[Run] = []

    def name(self, words: str, link: str | None = None, is_strong: bool = False) -> str:
        """The mark of a name, or of anything else that somebody wrote."""
        self._runs.append(Run(text=words, is_name=True, link=link, is_strong=is_strong))
        return f"{OPENS}{len(self._runs) - 1}{CLOSES}"

    def runs(self, sentence: str) -> tuple[Run, ...]:
        parts = WOVEN.split(sentence)
        woven = [self._runs[int(part)] if at % 2 else Run(text=part) for at, part in enumerate(parts)]
        return tuple(run for run in woven if run.text)


def locale_in_force() -> Locale:
    """Of the language in force; English as the documents of international meetings have it, with the day first."""
    locale = get_locale()
    return Locale("en", "GB") if locale.language == "en" else locale


def listed(words: Sequence[str]) -> str:
    """The words as a list: "Croatia, Peru and Iraq"."""
    return format_list(words, locale=locale_in_force())
