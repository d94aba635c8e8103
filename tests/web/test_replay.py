"""Replay over HTTP: for desks alone, the same screens as were served then, and what is asked wrongly is named."""

import json

import pytest

from app.web.moments import asked, shown_at
from tests.conftest import SLUG
from tests.web.browsing import Browser

REPLAY = f"/api/v1/meetings/{SLUG}/replay"
OFFICE = f"/office/meetings/{SLUG}/replay"


@pytest.fixture
def served(chair, secretariat, kenya):
    """What the screens of several audiences were, by version: {(screen, version): answer}."""
    kept = {}

    def keep():
        for name, program in (("room", chair), ("chair", chair), ("secretariat", secretariat), ("delegate", kenya)):
            answer = program.get(f"/screens/{name}").json
            kept[name, answer["version"]] = answer

    for command, fields in (
        ("open_list", {"list": "4"}), ("take_up", {"list": "4"}), ("call", {"intervention": "i3", "ending": None}),
        ("start_clock", {"intervention": "i3"}), ("end_speech", {"intervention": "i3"}),
    ):
        assert chair.post(command, **fields).status_code == 200
        keep()
        if command == "take_up":
            assert kenya.post("inscribe", list="4", note="by the door").status_code == 200
            keep()
    return kept


def test_screen_of_then_is_the_one_that_was_served(served, chair):
    for (name, version), answer in served.items():
        of_whom = "&delegation=KEN" if name == "delegate" else ""
        then = chair.get(f"/replay/{name}?version={version}{of_whom}").json

        assert {**then, "at": ""} == {**answer, "at": ""}, (name, version)


def test_moment_and_version_name_the_same(served, secretariat):
    _, version = next(key for key in served if key[0] == "room")
    by_version = secretariat.get(f"/replay/room?version={version}")

    by_instant = secretariat.get(f"/replay/room?at={by_version.json['at']}")

    assert by_instant.data == by_version.data
    assert by_instant.json["version"] == version


def test_another_list_is_shown_as_it_was(served, secretariat):
    _, version = next(key for key in served if key[0] == "room")

    then = secretariat.get(f"/replay/secretariat?version={version}&list=2.1").json

    assert then["screen"]["list"]["id"] == "2.1"


def test_timeline_tells_every_act_and_what_changed(served, chair):
    timeline = chair.get("/replay/timeline").json

    acts = timeline["acts"]
    assert [each["command"] for each in acts] == [
        "import", "open_list", "take_up", "inscribe", "call", "start_clock", "end_speech",
    ]
    assert (timeline["begins_at"], timeline["ends_at"]) == (acts[0]["at"], acts[-1]["at"])
    assert timeline["version"] == acts[-1]["version"]
    assert acts[3]["by"] == "delegation:KEN"
    assert acts[4]["delegation"] == "NOR"
    assert [each.get("after") for each in acts] == [
        {"state": "not_begun"}, None, {"state": "in_session", "list": "4"}, None,
        {"state": "in_session", "list": "4", "speaker": "NOR", "speech": "called"},
        {"state": "in_session", "list": "4", "speaker": "NOR", "speech": "speaking"},
        {"state": "in_session", "list": "4"},
    ]


def test_answer_is_not_sent_twice(served, chair):
    first = chair.get("/replay/timeline")

    again = chair.get("/replay/timeline", **{"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")


@pytest.mark.parametrize("path", [
    "timeline", "room?version=1", "public?version=1", "delegate?version=1&delegation=KEN",
])
def test_replay_is_for_desks_alone(app, program, path):
    for holder in ("room", "booth", "KEN", "NOR", "public"):
        answer = program(holder).get(f"/replay/{path}")
        assert (answer.status_code, answer.json["code"]) == (403, "not_for_role"), holder
    stranger = app.test_client().get(f"{REPLAY}/{path}")
    assert (stranger.status_code, stranger.json["code"]) == (401, "not_signed_in")


@pytest.mark.parametrize(("path", "status", "code", "field"), [
    ("room", 422, "one_of", "at"),
    ("room?version=20&at=2026-06-08T08:00:00Z", 422, "one_of", "at"),
    ("room?at=yesterday", 422, "malformed", "at"),
    ("room?at=", 422, "malformed", "at"),
    ("room?at=2026-06-08T08:00:00", 422, "no_zone", "at"),
    ("room?at=0001-01-01T00:00:00%2B23:00", 422, "malformed", "at"),
    ("room?at=0001-01-01T00:00:00Z", 422, "before_the_log", "at"),
    ("room?version=one", 422, "malformed", "version"),
    ("room?version=-1", 422, "malformed", "version"),
    ("room?version=%D9%A1", 422, "malformed", "version"),
    ("room?version=0", 422, "out_of_range", "version"),
    ("room?version=999999999", 422, "out_of_range", "version"),
    ("room?version=9999999999999999999999", 422, "malformed", "version"),
    ("delegate?at=2099-01-01T00:00:00Z", 422, "missing", "delegation"),
    ("room?at=2099-01-01T00:00:00Z&delegation=KEN", 422, "unnamed", "delegation"),
    ("delegate?at=2099-01-01T00:00:00Z&delegation=XXX", 404, "unknown_delegation", None),
    ("room?at=2099-01-01T00:00:00Z&list=77", 404, "unknown_list", None),
    ("roof?at=2099-01-01T00:00:00Z", 404, "unknown_screen", None),
])
def test_what_is_asked_wrongly_is_named(chair, path, status, code, field):
    answer = chair.get(f"/replay/{path}")

    assert (answer.status_code, answer.json["code"], answer.json["params"].get("field")) == (status, code, field)


def test_same_bytes_everywhere(served, here, chair):
    wanted = asked("delegate", {"at": "2099-01-01T00:00:00Z", "delegation": "KEN"})

    _, text = shown_at(here.service, SLUG, wanted)

    assert chair.get("/replay/delegate?at=2099-01-01T00:00:00Z&delegation=KEN").text == text
    assert json.loads(text)["screen"]["delegation"] == "KEN"


@pytest.fixture
def browser(app):
    browser = Browser(app)
    browser.enter("secretariat")
    return browser


def test_page_of_the_player_names_the_moment(browser, chair):
    chair.post("open_list", list="4")

    page = browser.page(f"{OFFICE}?screen=delegate&delegation=KEN&at=2026-06-08T10:00:00%2B02:00&lang=fr")

    assert (page["screen"], page["delegation"], page["at"], page["is_linked"]) == (
        "delegate", "KEN", "2026-06-08T08:00:00.000Z", True,
    )
    assert (page["language"], page["as"], page["frames"]["room"]) == ("fr", "secretariat", f"{OFFICE}/frame/room")
    assert "csrf" not in page


@pytest.mark.parametrize("surface", ["room", "public", "chair", "secretariat", "booth", "delegate"])
def test_frame_is_the_page_of_the_surface_and_sends_nothing(browser, surface):
    answer = browser.client.get(f"{OFFICE}/frame/{surface}?at=2099-01-01T00:00:00Z&delegation=KEN")

    page = browser.page(f"{OFFICE}/frame/{surface}?at=2099-01-01T00:00:00Z&delegation=KEN")
    code = "KEN" if surface == "delegate" else ""
    assert answer.status_code == 200
    assert f"js/{surface}.js" in answer.text
    assert (page["screen"], page["csrf"]) == (surface, "")
    assert page["replay"] == {"as": "secretariat", "at": "2099-01-01T00:00:00.000Z", "delegation": code}
    assert "data-replayed" in answer.text


def test_frame_is_framed_by_ourselves_alone(browser):
    frame, player = browser.client.get(f"{OFFICE}/frame/chair"), browser.client.get(OFFICE)

    assert "frame-ancestors 'self'" in frame.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in player.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["", "/frame/room", "/frame/delegate?delegation=NOR"])
@pytest.mark.parametrize("holder", [None, "chair", "room", "booth", "KEN", "NOR"])
def test_player_is_for_the_office_alone(app, holder, path):
    browser = Browser(app)
    if holder:
        browser.enter(holder)

    answer = browser.client.get(f"{OFFICE}{path}")
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, "/office/sign-in")


@pytest.mark.parametrize(("path", "status"), [
    ("?at=yesterday", 422), ("?at=2026-06-08T08:00:00", 422), ("?screen=roof", 422),
    ("?screen=delegate&delegation=XXX", 404),
    ("/frame/room?at=yesterday", 422), ("/frame/roof", 404), ("/frame/room?list=77", 404),
])
def test_page_of_the_player_refuses_what_is_not(browser, path, status):
    assert browser.client.get(f"{OFFICE}{path}").status_code == status


def test_surface_of_today_knows_nothing_of_a_replay(app):
    browser = Browser(app)
    browser.enter("room")

    assert "replay" not in browser.page(f"/{SLUG}/room?at=2099-01-01T00:00:00Z")
