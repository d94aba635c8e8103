"""How long a text is to speak: its words, its characters, its time.

A word is what lies between two spaces or dashes and holds at least one letter or figure, as word processors count:
hyphens, apostrophes and full stops do not part a word (vis-à-vis, l’obligation, 2,500.5 and and/or are one each), a
lone guillemet or colon is none, a figure is one.

Chinese and Japanese are written without spaces: there CHARACTERS_PER_WORD characters count as one word. Translators
reckon about 1.6 Chinese characters to an English word, and what is said takes about the same time in every language
(Coupé, Oh, Dediu and Pellegrino, Science Advances 5, 2019): so one speaking rate, in words, serves all of them.
"""

import re

CHARACTERS_PER_WORD = 1.6
HAN_AND_KANA = (
    "\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3040-\u30ff\u3100-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff66-\uff9f\U00020000-\U000323af"
)
IDEOGRAPH = re.compile(f"[{HAN_AND_KANA}]")
UNSPACED = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]+")
"""Marks that no eye sees: they neither part words nor make one; but see PARTING."""
PARTING = re.compile("[\u2012-\u2015\u2026\u200b\u3000-\u3004\u3008-\u3020\uff01-\uff0f\uff1a-\uff20]+")
"""Dashes, the ellipsis, the space without width, Chinese punctuation."""
NO_WORD = re.compile(r"[^\w\s]+|_+")
LETTER = re.compile(r"[^\W\d_]")
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
"""All controls but tab, line feed, form feed, carriage return and next line."""
HALF = re.compile("[\ud800-\udfff]")
"""Of a character that takes two units of UTF-16."""


def legible(text: str) -> str:
    """A text that can be kept and shown: what a font of a PDF maps to nothing, or to half a character, is no reason to
    refuse a statement.
    """
    if HALF.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return CONTROL.sub("", text)


def count_words(text: str) -> int:
    ideographs = len(IDEOGRAPH.findall(text))
    spaced = IDEOGRAPH.sub(" ", text) if ideographs else text
    spaced = UNSPACED.sub("", PARTING.sub(" ", spaced))
    return len(NO_WORD.sub("", spaced).split()) + round(ideographs / CHARACTERS_PER_WORD)


def count_characters(text: str) -> int:
    """Without white space."""
    return sum(map(len, text.split()))


def has_letters(text: str) -> bool:
    return LETTER.search(text) is not None


def speaking_time_s(words: int, words_per_minute: int) -> int:
    """Begun seconds count. Raises ValueError for a rate that is not positive."""
    if words_per_minute <= 0:
        raise ValueError(f"{words_per_minute} words a minute")
    return -(-words * 60 // words_per_minute)
