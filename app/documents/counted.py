"""Sentences that go by how many are named in them."""

from typing import Any, NamedTuple

from flask_babel import ngettext


class Plural(NamedTuple):
    """A sentence for one and for several; each language has its own forms, found under the English."""

    singular: str
    plural: str


def counted(sentence: Plural, number: int, **gaps: Any) -> str:
    """The sentence in the language in force; `number` fills its gap `n`."""
    return str(ngettext(sentence.singular, sentence.plural, number, n=number, **gaps))
