"""A document goes to the press and comes out as it was."""

import pytest

from app.documents.model import direction_of, from_json, to_json
from tests.documents.sample import ARABIC, ENGLISH


@pytest.mark.parametrize("document", [ENGLISH, ARABIC], ids=["en", "ar"])
def test_document_is_the_same_after_json(document):
    assert from_json(to_json(document)) == document


@pytest.mark.parametrize("words", ["", "{}", '{"blocks": [{"block": "Song"}]}', '{"blocks": [{"block": "PageBreak"}]}'])
def test_what_is_no_document_is_refused(words):
    with pytest.raises((ValueError, KeyError, TypeError)):
        from_json(words)


def test_arabic_is_written_from_the_right():
    assert [direction_of(each) for each in ("ar", "en", "zh")] == ["rtl", "ltr", "ltr"]
