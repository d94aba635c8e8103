"""Which words may enter a meeting."""

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from app.domain.errors import Malformed
from app.domain.text import DIRECTION_CONTROLS, LENGTHS, clean, language_code


@pytest.mark.parametrize(("words", "kept"), [
    (None, None), ("", None), ("  ", None), (" Ms A ", "Ms A"), ("\u202eadneK", "adneK"), ("\u2067\u200f", None),
    ("Amadou Mahtar M’Bow", "Amadou Mahtar M’Bow"), ("السفير", "السفير"), ("李大使", "李大使"),
    ("Nguyễn Thị Bình", "Nguyễn Thị Bình"), ("=1+1", "=1+1"), ("<b>", "<b>"), ("👩🏽‍⚖️", "👩🏽‍⚖️"),
])
def test_words_are_kept_without_what_surrounds_or_turns_them(words, kept):
    assert clean("speaker", words) == kept


@pytest.mark.parametrize(("field", "words", "code"), [
    ("speaker", "x" * 121, "too_long"), ("note", "x" * 1001, "too_long"), ("words", "x" * 281, "too_long"),
    ("speaker", "a\nb", "not_plain_text"), ("speaker", "a\x00b", "not_plain_text"),
    ("note", "a\rb", "not_plain_text"), ("speaker", "\x1b[31m", "not_plain_text"),
    ("speaker", "\ud800", "not_plain_text"), ("speaker", "a" + "\u0301" * 7, "not_plain_text"),
])
def test_words_are_refused(field, words, code):
    with pytest.raises(Malformed) as caught:
        clean(field, words)

    assert (caught.value.code, caught.value.params["field"]) == (code, field)


def test_note_may_have_lines():
    assert clean("note", "one\n\ttwo") == "one\n\ttwo"


@for_all(st.sampled_from(sorted(LENGTHS)), st.text())
def test_words_that_are_kept_turn_no_writing_direction_and_stay_as_they_are(field, words):
    try:
        kept = clean(field, words)
    except Malformed:
        return

    assert kept is None or not set(map(ord, kept)) & set(DIRECTION_CONTROLS)
    assert clean(field, kept) == kept


@pytest.mark.parametrize(("code", "kept"), [(None, None), ("", None), ("en", "en"), ("prs", "prs")])
def test_language(code, kept):
    assert language_code(code) == kept


@pytest.mark.parametrize("code", ["e", "EN", "en-GB", "engl", "en\n", "é1"])
def test_language_is_refused(code):
    with pytest.raises(Malformed, match="unknown_language"):
        language_code(code)
