"""What each audience sees: all of what was promised, and nothing that is another's."""

from dataclasses import replace

import pytest

from app.domain.errors import Unknown
from app.domain.events import (
    Adjourned,
    ClockPaused,
    ListClosed,
    SpeechEnded,
    Suspended,
    TakenUp,
    Withdrawn,
)
from app.domain.programme import Window
from app.screens.shapes import (
    BoothScreen,
    DelegateScreen,
    DeskEntry,
    DeskScreen,
    Entry,
    PublicScreen,
    RoomScreen,
    SecretariatScreen,
)
from app.screens.views import SCREENS, Views
from tests.factories import (
    PROGRAMME,
    called,
    done,
    following,
    inscribed,
    later,
    meeting,
)
from tests.people import (
    KENYA,
)
from tests.screens.sample import FULL
from tests.screens.shaping import misshapen

MEETINGS = {
    "not begun": meeting(), "full": FULL, "called": meeting(inscribed(KENYA, "i1"), called("i1")),
    "paused": following(FULL, done(ClockPaused(intervention="i1"), at=later(40))),
    "suspended": following(FULL, Suspended(until=later(600), words="Coffee")),
    "over": following(FULL, done(SpeechEnded(intervention="i1", spoken_s=61.5), at=later(90)), Adjourned()),
    "windows": meeting(programme=replace(PROGRAMME, windows=(
        Window(list="4", opens_at=later(60), closes_at=later(600)), Window(list="2.1", opens_at=later(60)),
    ))),
    "closed": following(FULL, ListClosed(list="2.1"), Withdrawn(intervention="i2")),
}
SHAPES = {
    "room": (RoomScreen, Entry), "public": (PublicScreen, Entry), "booth": (BoothScreen, Entry),
    "delegate": (DelegateScreen, Entry), "chair": (DeskScreen, DeskEntry),
    "secretariat": (SecretariatScreen, DeskEntry),
}


def look(given, name, list_id=None, delegation="KEN"):
    return Views(given).screen(name, list_id, delegation if name == "delegate" else None).value


@pytest.mark.parametrize("given", MEETINGS.values(), ids=MEETINGS)
@pytest.mark.parametrize("name", SCREENS)
def test_screen_has_the_shape_that_is_promised(given, name):
    shape, entry = SHAPES[name]

    for list_id in (None, "3.4", "2.1"):
        screen = look(given, name, list_id)
        assert list(misshapen(screen, shape)) == []
        assert list(misshapen(screen["entries"], dict[str, entry], "entries")) == []


def test_room_sees_who_speaks_and_who_follows():
    screen = look(FULL, "room")

    assert screen["speech"] == {
        "intervention": "i1", "delegation": "HRV", "name": "Croatia", "category": "invited_state_party",
        "kind": "statement", "speaker": "Ms Canary", "language": "en", "limit_s": 300, "warning_s": 30,
        "state": "speaking", "called_at": "2017-06-08T10:00:00.000Z", "started_at": "2017-06-08T10:00:00.000Z",
        "paused_s": 0.0,
    }
    assert sorted(screen["entries"], key=lambda name: screen["entries"][name]["rank"]) == ["i2", "i5", "i3", "i4"]
    assert screen["entries"]["i5"] == {
        "rank": "2", "delegation": "ICBL", "name": "International Campaign to Ban Landmines", "category": "ngo",
        "kind": "reply", "in_reply_to": "KEN", "language": "en", "takes_s": 90, "limit_s": 90,
        "because": [
            {"code": "reply_to", "delegation": "KEN"}, {"code": "inscribed", "at": "2017-06-08T10:00:04.000Z"},
            {"code": "moved", "by": "chair", "at": "2017-06-08T10:00:00.000Z"},
        ],
    }
    assert screen["notice"] == {"words": "Coffee is served", "since": "2017-06-08T10:00:00.000Z"}
    assert screen["forecast"] == {
        "waiting_s": 300 + 300 + 180 + 90, "change_s": 30, "item_ends_at": "2017-06-08T09:15:00.000Z",
    }
    assert (screen["item"]["number"], screen["list"]["id"], screen["list"]["state"]) == ("2", "2.1", "open")
    assert screen["list"]["limits"]["ngo"] == 90


def test_room_before_the_first_item():
    assert look(meeting(), "room") == {
        "meeting": {
            "slug": "small-2017", "title": "Small Meetings of the Convention", "short_title": "Small Meetings",
            "timezone": "Europe/Zurich", "working_language": "en", "languages": ["en", "fr", "ar"],
            "state": "not_begun",
        },
        "entries": {}, "orders": {},
    }


def test_public_and_booth_see_the_room_and_texts_of_their_own():
    for given in MEETINGS.values():
        room, public, booth = (Views(given).screen(name).value for name in ("room", "public", "booth"))

        assert public == {**room, "published": public["published"]}
        assert booth == {**room, "texts": booth["texts"]}


def test_room_of_another_list():
    screen = look(FULL, "room", "4")

    assert (screen["list"]["id"], screen["item"]["number"], list(screen["entries"])) == ("4", "4", ["i7"])
    assert screen["speech"]["intervention"] == "i1"
    assert screen["forecast"]["not_before"] == "2017-06-08T10:00:00.000Z"
    assert screen["list"]["closes_at"] == "2017-06-08T12:00:00.000Z"


def everything(value):
    if isinstance(value, dict):
        for each in value.values():
            yield from everything(each)
    elif isinstance(value, list):
        for each in value:
            yield from everything(each)
    else:
        yield value


NOTES = {"note of Croatia", "note of Kenya", "note of Norway"}


@pytest.mark.parametrize(("name", "delegation", "seen"), [
    ("room", None, set()), ("public", None, set()), ("booth", None, set()),
    ("delegate", "KEN", {"note of Kenya"}), ("delegate", "NOR", {"note of Norway"}), ("delegate", "PER", set()),
    ("chair", None, {"note of Kenya"}), ("secretariat", None, {"note of Kenya"}),
])
def test_notes_are_seen_by_the_desk_and_their_owner_only(name, delegation, seen):
    """The desk sees the notes of those who wait; Croatia has the floor, Norway handed in a text."""
    assert set(everything(look(FULL, name, delegation=delegation))) & NOTES == seen


def test_text_that_was_handed_in_is_seen_by_the_desk_and_its_owner_only():
    for name, delegation in (("room", None), ("delegate", "KEN")):
        assert "Mr Written" not in set(everything(look(FULL, name, delegation=delegation)))
    assert look(FULL, "chair")["heard"]["i6"] == {
        "delegation": "NOR", "name": "Norway", "kind": "statement", "state": "written",
    }
    assert look(FULL, "delegate", delegation="NOR")["mine"]["i6"]["speaker"] == "Mr Written"


def test_acts_of_the_desk_are_seen_by_the_desk_only():
    for name in SCREENS:
        is_desk = name in ("chair", "secretariat")
        assert ("acts" in look(FULL, name), "undo" in look(FULL, name)) == (is_desk, is_desk)
    undo = look(FULL, "chair")["undo"]
    assert (undo["command"], undo["by"], undo["seat"], undo["words"]) == ("told", "chair", "Desk 1", "Coffee is served")


def test_delegate_sees_all_its_own_and_nothing_of_another_s():
    screen = look(FULL, "delegate")

    assert {name: (mine["state"], mine.get("place"), mine.get("ahead_s")) for name, mine in screen["mine"].items()} == {
        "i4": ("inscribed", 4, 690), "i7": ("inscribed", 1, 0), "i10": ("inscribed", 2, 900),
    }
    assert screen["delegation"] == "KEN"
    assert {mine["delegation"] for mine in screen["entries"].values()} == {"PER", "EU", "KEN", "ICBL"}


def test_delegate_sees_itself_on_the_floor():
    for given, state in ((FULL, "speaking"), (MEETINGS["paused"], "paused"), (MEETINGS["over"], "delivered")):
        mine = look(given, "delegate", delegation="HRV")["mine"]["i1"]
        assert (mine["state"], mine["limit_s"], "place" in mine) == (state, 300, False)
    assert look(MEETINGS["over"], "delegate", delegation="HRV")["mine"]["i1"]["spoken_s"] == 61.5


def test_rows_of_the_programme():
    rows = look(FULL, "delegate")["lists"]

    assert sorted(rows, key=lambda name: rows[name]["rank"]) == ["1", "2.1", "3.4", "3.5", "4", "6", "9"]
    assert {name: (row["waiting"], row["heard"], row.get("accepts"), row.get("refuses")) for name, row in rows.items()
            } == {
        "1": (0, 0, None, "by_the_desk_only"), "2.1": (4, 0, True, None), "3.4": (2, 0, None, "list_not_open"),
        "3.5": (0, 0, None, "list_not_open"), "4": (1, 0, True, None), "6": (1, 0, True, None),
        "9": (0, 0, None, "by_the_desk_only"),
    }
    assert rows["3.4"]["comments_on"] == {"i9": "AGO"}
    assert [name for name, row in rows.items() if row.get("is_current")] == ["2.1"]


def test_row_of_a_list_that_is_finished():
    over = following(
        meeting(inscribed(KENYA, "i1")), called("i1"), SpeechEnded(intervention="i1", spoken_s=1), TakenUp(list="6")
    )

    assert look(over, "chair")["lists"]["4"]["is_finished"] is True
    assert look(over, "chair")["heard"] == {}
    assert look(over, "chair", "4")["heard"]["i1"]["state"] == "delivered"


@pytest.mark.parametrize(("name", "list_id", "delegation", "code"), [
    ("kitchen", None, None, "unknown_screen"), ("room", "77", None, "unknown_list"),
    ("delegate", None, "XXX", "unknown_delegation"),
])
def test_screen_that_is_not_there(name, list_id, delegation, code):
    with pytest.raises(Unknown, match=code):
        Views(FULL).screen(name, list_id, delegation)
