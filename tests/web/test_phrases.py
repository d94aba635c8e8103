"""Every code has a sentence in whole, and every refusal fills the gaps of its own."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from app.domain.commands import COMMANDS, WITH_MORE
from app.domain.programme import CATEGORIES
from app.web.phrases import CODES, REFUSALS, refusal_sentence

APP = Path(__file__).parents[2] / "app"
REFUSING = {
    "Refusal", "RuleBroken", "NotAllowed", "Unknown", "Malformed", "NotSignedIn", "TooMany", "Foreign", "NotNow",
}
GAP = re.compile(r"%\((\w+)\)s")


@cache
def refusals() -> tuple[tuple[str, str, set[str] | None], ...]:
    """Where in the source which code is refused with which params; None: they are not written out there."""
    return tuple(found_refusals())


def found_refusals() -> Iterator[tuple[str, str, set[str] | None]]:
    for path in sorted(APP.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in REFUSING):
                continue
            if not (node.args and isinstance(node.args[0], ast.Constant)):
                continue
            params = {each.arg for each in node.keywords if each.arg}
            if node.func.id == "Malformed":
                params.add("field")
            spread = any(each.arg is None for each in node.keywords)
            yield f"{path.name}:{node.lineno}", str(node.args[0].value), None if spread else params


def test_every_code_that_is_refused_has_a_sentence():
    found = {code for _, code, _ in refusals()}

    assert len(found) > 40
    assert found - set(REFUSALS) == set()


@pytest.mark.parametrize("code", REFUSALS)
def test_refusal_has_what_its_sentence_says(code):
    gaps = set(GAP.findall(str(REFUSALS[code])))

    lacking = {
        place: gaps - params for place, named, params in refusals()
        if named == code and params is not None and not gaps <= params
    }

    assert lacking == {}


@pytest.mark.parametrize("code", CODES)
def test_sentence_is_plain_and_its_gaps_are_named(code):
    sentence = str(CODES[code])

    assert sentence
    assert sentence == sentence.strip()
    assert re.sub(GAP, "", sentence).count("%") == 0


def test_whatever_a_display_shows_has_a_phrase():
    needed = {
        *(f"command.{name}" for name in {**COMMANDS, **WITH_MORE}), *(f"category.{name}" for name in CATEGORIES),
        *(f"reason.{name}" for name in (*CATEGORIES, "panellist", "invited", "inscribed", "moved", "reply", "reply_to",
                                        "comment_on") if name != "invited_state_party"),
        *(f"kind.{name}" for name in ("statement", "on_behalf", "comment", "reply")),
        *(f"delivery.{name}" for name in ("spoken", "written")),
        *(f"state.{name}" for name in ("not_open", "open", "announced", "closed", "inscribed", "called", "speaking",
                                       "paused", "delivered", "absent", "withdrawn", "written")),
        *(f"language.{name}" for name in ("en", "fr", "es", "ar", "ru", "zh")),
    }  # fmt: skip

    assert needed - set(CODES) == set()


@pytest.mark.parametrize(("code", "params", "sentence"), [
    ("unknown_list", {"list": "77%"}, "There is no list 77% in this meeting."),
    ("one_of", {"fields": ["item", "list"]}, "Give exactly one of the fields: item, list."),
    ("malformed", {"field": {"a": 1}}, 'The field {"a":1} is not as it should be.'),
    ("list_closed", {"list": "%(field)s"}, "The list is closed."),
])
def test_sentence_is_filled(code, params, sentence):
    assert refusal_sentence(code, params) == sentence
