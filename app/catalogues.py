"""The catalogues of the languages: written from the sentences in the code, filled, compiled. See `dev.py translate`."""

import json
import logging
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

logger = logging.getLogger(__name__)

FOLDER = Path(__file__).parent / "translations"
LANGUAGES = ("fr", "es", "ar", "ru", "zh")
# Whose catalogues are complete: only these are offered. ?lang= shows another one while it is being written.
OFFERED: tuple[str, ...] = ("fr", "es", "ar", "ru", "zh")
HEADER = "# The sentences of Rostrum in one language. Written by dev.py translate; the English comes from the code."
SOURCES = [("app/**.py", "python"), ("templates/**.html", "jinja2")]
KEYWORDS = {"_": None, "_l": None, "gettext": None, "ngettext": (1, 2), "Plural": (1, 2), "Ordinal": (4,)}
BEGUN = datetime(2026, 11, 1, tzinfo=UTC)


def path_of(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


def compile_changed() -> None:
    """At start: what is older than its catalogue, so that a fresh clone needs no step that can be forgotten."""
    for language in LANGUAGES:
        source = path_of(language)
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns:
            try:
                write_compiled(language)
            except OSError as error:
                # A meeting in English is better than none; the owner of the folder compiles by `dev.py translate`.
                logger.warning("catalogue not compiled language=%s cause=%s", language, error.strerror)


def write_compiled(language: str) -> None:
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - a start that compiles nothing does without it

    target = path_of(language).with_suffix(".mo")
    # Whole or not at all: several servers may start at once.
    part = target.with_suffix(f".{os.getpid()}.part")
    with part.open("wb") as file:
        write_mo(file, read(language))
    part.replace(target)


def read(language: str) -> "Catalog":
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with path_of(language).open("rb") as file:
        return read_po(file, locale=language)


@cache
def extracted() -> "Catalog":
    """All sentences that the code holds."""
    from babel.messages.catalog import Catalog  # noqa: PLC0415
    from babel.messages.extract import extract_from_dir  # noqa: PLC0415

    found = Catalog(creation_date=BEGUN, charset="utf-8")
    for _, _, message, _, context in extract_from_dir(FOLDER.parent.parent, SOURCES, keywords=KEYWORDS):
        found.add(message, context=context)
    return found


def update(language: str) -> "Catalog":
    """The catalogue with what is new in the code and without what has gone; nothing is guessed."""
    from babel.messages.catalog import Catalog  # noqa: PLC0415

    kept = read(language) if path_of(language).exists() else Catalog(
        locale=language, header_comment=HEADER, project="Rostrum", version="0.1.0", msgid_bugs_address="",
        last_translator="", language_team="", creation_date=BEGUN, revision_date=BEGUN, fuzzy=False,
    )
    kept.update(extracted(), no_fuzzy_matching=True, update_creation_date=False)
    return kept


def write(language: str, catalogue: "Catalog") -> None:
    from babel.messages.pofile import write_po  # noqa: PLC0415

    path_of(language).parent.mkdir(parents=True, exist_ok=True)
    with path_of(language).open("wb") as file:
        # No places in the code and a fixed order: two branches that add sentences merge.
        write_po(file, catalogue, width=120, no_location=True, sort_output=True, ignore_obsolete=True)


def sentences(catalogue: "Catalog") -> "Iterator[Message]":
    return (message for message in catalogue if message.id)


def english(message: "Message") -> str:
    """What a file of translations calls a sentence: its English, in the plural if it has one."""
    return message.id if isinstance(message.id, str) else message.id[1]


def every_form(said: str | list[str], count: int) -> tuple[str, ...]:
    """One sentence stands for all forms where a language needs only one."""
    return (said,) * count if isinstance(said, str) else tuple(said)


def is_complete(message: "Message") -> bool:
    said = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    return all(said) and not message.fuzzy


def missing(language: str) -> dict[str, str | list[str]]:
    """What is not translated: the English (its plural, where it has one) and an empty sentence for each form."""
    catalogue = update(language)
    blank: dict[str, str | list[str]] = {}
    for message in sentences(catalogue):
        if not is_complete(message):
            plural = isinstance(message.id, (list, tuple))
            blank[english(message)] = [""] * catalogue.num_plurals if plural else ""
    return blank


def fill(language: str, translations: dict[str, str | list[str]]) -> None:
    catalogue = update(language)
    for message in sentences(catalogue):
        said = translations.get(english(message))
        if said is not None:
            message.string = every_form(said, catalogue.num_plurals) if isinstance(message.id, (list, tuple)) else said
    write(language, catalogue)
    write_compiled(language)


def main(words: list[str]) -> None:
    if words[:1] == ["--missing"] and len(words) == 2 and words[1] in LANGUAGES:
        sys.stdout.write(json.dumps(missing(words[1]), ensure_ascii=False, indent=1) + "\n")
    elif words[:1] == ["--fill"] and len(words) == 3 and words[1] in LANGUAGES:
        fill(words[1], json.loads(Path(words[2]).read_text(encoding="utf-8")))
    elif not words:
        for language in LANGUAGES:
            fill(language, {})
            sys.stdout.write(f"{language}: {len(missing(language))} sentences to translate\n")
    else:
        sys.exit("dev.py translate [--missing LANGUAGE | --fill LANGUAGE FILE.json]; languages: " + " ".join(LANGUAGES))
