"""What each display shows: pointed by the desk, taken back by undo."""

import pytest

from app.domain.commands import PointDisplay, Undo
from app.domain.decide import decide
from app.domain.errors import Malformed
from app.domain.meeting import Display
from app.screens.views import Views
from tests.factories import NOON, done, following, meeting
from tests.people import CHAIR, SECRETARIAT

EMPTY = meeting()


def pointed(given, **more):
    command = PointDisplay(**{"display": "left", "layout": "list", **more})
    return following(given, done(*decide(given, command, SECRETARIAT, NOON), by=SECRETARIAT, command="point_display"))


def test_display_shows_what_the_desk_says():
    given = pointed(EMPTY, languages=["fr", "ar"])

    assert given.displays == {"left": Display(layout="list", look="night", languages=("fr", "ar"))}
    assert Views(given).screen("room").value["displays"] == {
        "left": {"layout": "list", "look": "night", "languages": {"fr": 0, "ar": 1}},
    }
    assert decide(given, PointDisplay(display="left", layout="list", languages=["fr", "ar"]), CHAIR, NOON) == []


def test_pointing_is_undone():
    given = pointed(pointed(EMPTY), layout="clock", look="day")
    given = following(given, done(*decide(given, Undo(version=given.version), CHAIR, NOON), by=CHAIR))

    assert given.displays["left"].layout == "list"


@pytest.mark.parametrize(("fields", "field"), [
    ({"display": ""}, "display"),
    ({"display": "Left wall"}, "display"),
    ({"display": "x" * 21}, "display"),
    ({"layout": "poster"}, "layout"),
    ({"look": "neon"}, "look"),
    ({"languages": ["english"]}, "language"),
    ({"languages": ["en", "en"]}, "languages"),
    ({"languages": ["aa", "ab", "ac", "ad", "ae", "af", "ag"]}, "languages"),
])
def test_display_is_not_pointed_to_what_there_is_not(fields, field):
    with pytest.raises(Malformed) as refusal:
        decide(EMPTY, PointDisplay(**{"display": "left", "layout": "list", **fields}), CHAIR, NOON)

    assert refusal.value.params["field"] == field
