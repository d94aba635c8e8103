"""Words are counted as word processors do, and Chinese as it is spoken."""

import pytest

from app.papers.words import count_characters, count_words, has_letters, speaking_time_s


@pytest.mark.parametrize(("text", "words"), [
    ("", 0),
    (" \n\t ", 0),
    ("Mr. President", 2),
    ("well-prepared, up-to-date", 2),
    ("l’obligation d'aujourd’hui", 2),
    ("« agir » : oui !", 2),
    ("2,500.5 mines in 2024", 4),
    ("and/or", 1),
    ("yes—no – perhaps…certainly", 4),
    ("one\u00a0two\u2009three", 3),
    ("clear\u00adance", 1),
    ("one\u200btwo", 2),
    ("* * * --- ___", 0),
    ("السيد الرئيس، مُحَمَّد", 3),
    ("می\u200cخواهیم", 1),
    ("кое-какие ответы", 2),
    ("वक्तव्य के लिए", 3),
    ("主席先生，我们感谢您。您好吗您好吗", 9),
    ("2024年", 2),
    ("ノルウェー代表団", 5),
])
def test_words_are_counted(text, words):
    assert count_words(text) == words


def test_characters_are_counted_without_white_space():
    assert count_characters(" Mr.\u00a0President \n主席 ") == 14


def test_letters_of_every_script_are_letters():
    assert [has_letters(text) for text in ("a", "ع", "я", "主", "1 2 . _", "")] == [True] * 4 + [False] * 2


@pytest.mark.parametrize(("words", "rate", "seconds"), [(0, 120, 0), (1, 120, 1), (240, 120, 120), (241, 120, 121)])
def test_speaking_time_counts_begun_seconds(words, rate, seconds):
    assert speaking_time_s(words, rate) == seconds


def test_speaking_time_needs_a_rate():
    with pytest.raises(ValueError, match="0 words a minute"):
        speaking_time_s(100, 0)
