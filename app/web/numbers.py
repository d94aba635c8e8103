"""Sentences that change with a number. Each language has its own forms (Arabic six); the browser picks one."""

from itertools import chain
from typing import Any, NamedTuple

from flask_babel import get_locale, get_translations, gettext

# One number of each form that a language can have lies among these.
SAMPLES = range(201)


class Plural(NamedTuple):
    """By the count ("4 remaining"); for the * of its key stand one, few ..., as Intl.PluralRules names them."""

    singular: str
    plural: str


class Ordinal(NamedTuple):
    """By the place ("4th"). Only English spells its forms; the other languages translate the last, with the number."""

    one: str
    two: str
    few: str
    other: str


def forms_of(key: str, sentence: Any) -> dict[str, str]:
    """The sentence in the language in force, by the key of each of its forms."""
    if isinstance(sentence, Plural):
        return plural_forms(key, sentence)
    if isinstance(sentence, Ordinal):
        return ordinal_forms(key, sentence)
    return {key: str(sentence)}


def plural_forms(key: str, sentence: Plural) -> dict[str, str]:
    category, translations = get_locale().plural_form, get_translations()
    # From the largest down, so that the smallest number stands for its form.
    samples = {category(number): number for number in reversed(SAMPLES)}
    named = {name: translations.ungettext(*sentence, number) for name, number in samples.items()}
    # Russian keeps "other" for fractions; what is not found ends there.
    named.setdefault("other", translations.ungettext(*sentence, samples.get("many", max(SAMPLES))))
    return {key.replace("*", name): str(form) for name, form in named.items()}


def ordinal_forms(key: str, sentence: Ordinal) -> dict[str, str]:
    if get_locale().language == "en":
        return {key.replace("*", name): form for name, form in zip(Ordinal._fields, sentence, strict=True)}
    return {key.replace("*", "other"): gettext(sentence.other)}


def merged(sentences: dict[str, Any]) -> dict[str, str]:
    return dict(chain.from_iterable(forms_of(key, each).items() for key, each in sentences.items()))
