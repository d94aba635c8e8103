"""Screens, names and forecasts over HTTP."""

import json
import re
from dataclasses import replace
from uuid import uuid4

import pytest

from app.domain.events import ProgrammeSet
from app.domain.permissions import MAY_SEE
from app.web.api import LANGUAGES
from app.web.phrases import CODES
from tests.conftest import SLUG, Program, small_import
from tests.factories import INVITATION, PROGRAMME, beginnings

BASE = f"/api/v1/meetings/{SLUG}"


def test_screen_comes_with_its_version_and_tag(program):
    answer = program("room").get("/screens/room")

    whole = answer.json
    assert (answer.status_code, set(whole), whole["version"]) == (200, {"version", "tag", "screen"}, 16)
    assert answer.headers["ETag"] == f'W/"{whole["tag"]}"'
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert whole["screen"]["meeting"]["slug"] == SLUG


def test_screen_that_is_known_is_not_sent_again_until_it_changes(program, chair):
    room = program("room")
    tag = room.get("/screens/room").headers["ETag"]

    known = room.get("/screens/room", **{"If-None-Match": tag})
    chair.post("open_list", list="4")
    of_no_concern = room.get("/screens/room", **{"If-None-Match": tag})
    chair.post("tell", words="Coffee")
    changed = room.get("/screens/room", **{"If-None-Match": tag})

    assert (known.status_code, known.data, known.headers["ETag"]) == (304, b"", tag)
    assert of_no_concern.status_code == 304
    assert (changed.status_code, changed.json["screen"]["notice"]["words"]) == (200, "Coffee")


def test_screen_of_another_list(program):
    screen = program("room").get("/screens/room?list=4").json["screen"]

    assert (screen["list"]["id"], list(screen["entries"])) == ("4", ["i3"])


@pytest.mark.parametrize(("holder", "path", "status", "code"), [
    ("room", "/screens/kitchen", 404, "unknown_screen"), ("room", "/screens/room?list=77", 404, "unknown_list"),
    ("room", "/screens/room?list=", 404, "unknown_list"), ("room", "/screens/room?list=%00", 404, "unknown_list"),
    ("room", "/screens/room?list=%ff", 404, "unknown_list"), ("room", "/screens/chair", 403, "not_for_role"),
    ("room", "/screens", 404, "unknown_page"), ("KEN", "/screens/booth", 403, "not_for_role"),
    ("chair", "/screens/delegate", 403, "not_for_role"), ("room", "/names/xx", 422, "unknown_language"),
    ("room", "/forecast", 422, "missing"), ("room", "/forecast?list=77", 404, "unknown_list"),
    ("public", "/forecast?list=4", 403, "not_for_role"), ("room", "/forecast?list=4&limit_s=0", 422, "out_of_range"),
    ("room", "/forecast?list=4&limit_s=-5", 422, "out_of_range"),
    ("room", "/forecast?list=4&limit_s=1e3", 422, "out_of_range"),
    ("room", "/forecast?list=4&limit_s=%D9%A3", 422, "out_of_range"),
    ("room", "/forecast?list=4&limit_s=99999999999999999999", 422, "out_of_range"),
])
def test_what_cannot_be_read(program, holder, path, status, code):
    answer = program(holder).get(path)

    assert (answer.status_code, answer.json["code"]) == (status, code)


@pytest.mark.parametrize("path", [
    "/api/v1/meetings/gone-2016/screens/public", "/api/v1/meetings/gone-2016/names/en",
    "/api/v1/meetings/%00/screens/public", "/api/v1/meetings/%F0%9F/screens/public",
])
def test_meeting_that_is_not_here(app, path):
    answer = app.test_client().get(path)

    assert (answer.status_code, answer.json["code"]) == (404, "unknown_meeting")


def test_public_screen_needs_no_link_and_no_cookie(app):
    answer = app.test_client().get(f"{BASE}/screens/public")

    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers


@pytest.fixture
def closed_door(app, here):
    """A meeting that is not public, beside the other."""
    programme = replace(PROGRAMME, slug="closed-2017", is_public=False)
    events = [*beginnings(programme), *small_import()[len(beginnings()):]]
    assert isinstance(events[0], ProgrammeSet)
    here.service.create("closed-2017", events, uuid4(), INVITATION, is_demo=False)
    return "closed-2017"


@pytest.mark.parametrize("path", ["/screens/public", "/names/en", "/forecast?list=4"])
def test_closed_meeting_shows_nothing_to_the_public(app, closed_door, path):
    answer = app.test_client().get(f"/api/v1/meetings/{closed_door}{path}")

    assert (answer.status_code, answer.json["code"]) == (401, "not_signed_in")
    assert app.test_client().get(f"/{closed_door}").status_code == 401
    assert closed_door not in app.test_client().get("/").text


def test_link_of_one_meeting_opens_no_other(app, closed_door, program):
    stranger = Program(app.test_client(), program("chair").token, closed_door)

    for answer in (stranger.post("resume"), stranger.get("/screens/chair"), stranger.get("/names/en")):
        assert (answer.status_code, answer.json["code"]) == (401, "other_meeting")


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_every_language_are_whole(app, language):
    answer = app.test_client().get(f"{BASE}/names/{language}")

    names = answer.json
    assert (answer.status_code, names["language"]) == (200, language)
    assert set(names["delegations"]) == {each["delegation"].code for each in map(vars, beginnings()[1:])}
    assert set(names["codes"]) == set(CODES)
    assert set(names["lists"]) == {"1", "2.1", "3.4", "3.5", "4", "6", "9"}
    assert names["items"]["2"] == {
        "title": "Matters related to Victim Assistance", "short_title": "Victim Assistance",
    }


def test_names_say_in_which_language_they_are(app):
    names = app.test_client().get(f"{BASE}/names/fr").json["delegations"]

    assert names["NOR"]["name"] == "Norvège"
    assert (names["NOR"]["lang"], names["NOR"]["flag"][-7:]) == ("fr", "/no.svg")
    assert (names["ICRC"]["lang"], names["ICRC"]["short"], "flag" in names["ICRC"]) == ("en", "ICRC", False)
    assert "short" not in names["NOR"]


def test_names_are_kept_for_ever_under_their_version_only(app):
    client = app.test_client()
    first = client.get(f"{BASE}/names/en")
    version = json.loads(first.headers["ETag"].removeprefix("W/"))

    right = client.get(f"{BASE}/names/en?v={version}")
    wrong = client.get(f"{BASE}/names/en?v=0")
    known = client.get(f"{BASE}/names/en", headers={"If-None-Match": first.headers["ETag"]})

    assert "immutable" in right.headers["Cache-Control"]
    assert "immutable" not in wrong.headers["Cache-Control"] + first.headers["Cache-Control"]
    assert known.status_code == 304


def test_forecast_says_when_each_begins_and_what_would_fit(program, secretariat):
    secretariat.post("inscribe", list="2.1", delegation="KEN")
    room = program("room")

    as_is = room.get("/forecast?list=2.1").json
    shorter = room.get("/forecast?list=2.1&limit_s=60").json

    assert list(as_is["begins"]) == ["i1", "i2", "i4"]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", at) for at in as_is["begins"].values())
    assert as_is["unheard"] == 3, "the meeting was planned for 2017"
    assert as_is["over_s"] - shorter["over_s"] == pytest.approx(240 + 240 + 120, abs=5)
    assert "fits_limit_s" not in as_is


def test_forecast_of_the_list_that_the_room_is_on(program, chair):
    chair.post("take_up", list="4")

    assert list(program("KEN").get("/forecast").json["begins"]) == ["i3"]


def test_every_screen_is_asked_for_in_some_test():
    assert set(MAY_SEE) == {"public", "room", "booth", "delegate", "secretariat", "chair"}
