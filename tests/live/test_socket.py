"""The socket: who may connect, what may be watched, and that what is pushed is what would be fetched."""

import json
from datetime import timedelta

import pytest

from app.live import subscriptions
from app.live.news import MOST_EARLIER
from app.live.subscriptions import MOST_AUDIENCES
from app.screens.canonical import iso
from app.timing import utcnow
from tests.conftest import SLUG
from tests.domain.test_state_machine import merged
from tests.live.conftest import Display
from tests.web.browsing import Browser


def connects(app, auth, **more):
    return Display(app, auth, **more).socket.is_connected()


@pytest.mark.parametrize("auth", [
    None, {}, {"token": ""}, {"token": "x"}, {"token": 7}, {"token": None}, {"token": "small-2017.chair.1.forged"},
    {"token": "\ud800.a.1.b"}, {"as": "chair"}, {"as": "chair", "meeting": SLUG}, {"meeting": 7},
    {"as": ["chair"], "meeting": SLUG}, {"as": "public", "meeting": "gone-2016"}, {"as": "public", "meeting": "\x00"},
    {"as": "public", "meeting": "\ud800"}, {"as": "public"},
])
def test_stranger_is_not_connected(app, auth):
    assert not connects(app, auth)


def test_public_connects_without_a_link_and_sees_the_public_screen_only(app):
    display = Display(app, {"as": "public", "meeting": SLUG})

    assert display.watch("public")["ok"]
    assert [display.watch(name)["code"] for name in ("room", "chair", "delegate")] == ["not_for_role"] * 3


def test_browser_connects_with_its_cookie_as_whom_it_was_let_in(app):
    browser = Browser(app)
    for holder in ("chair", "KEN"):
        browser.enter(holder)

    def display(acting_as):
        return Display(app, {"as": acting_as, "meeting": SLUG}, flask_test_client=browser.client)

    assert display("chair").watch("chair")["ok"]
    assert display("delegation:KEN").watch("delegate")["screen"]["delegation"] == "KEN"
    assert not display("secretariat").socket.is_connected()
    assert not display("delegation:NOR").socket.is_connected()


def test_watch_is_answered_with_what_would_be_fetched(display, program):
    for holder, name in (("room", "room"), ("KEN", "delegate"), ("chair", "chair"), ("booth", "booth")):
        answer = display(holder).watch(name)
        fetched = program(holder).get(f"/screens/{name}").json

        assert set(answer) == {"ok", "version", "tag", "screen", "server_now"}
        assert {key: answer[key] for key in fetched} == fetched
        assert answer["ok"] is True


def test_watch_of_another_list(display, chair):
    room = display("room")
    room.watch("room", list="4")

    chair.post("set_limit", list="4", category="all", seconds=60)
    (change,) = room.received()

    assert (change["list"], change["screen"]) == ("4", "room")
    assert room.screen["list"]["limits"]["ngo"] == 60


def test_watch_with_a_tag_that_is_right_needs_no_screen(display):
    room = display("room")
    tag = room.watch("room")["tag"]

    assert set(room.watch("room", tag=tag)) == {"ok", "version", "tag", "server_now"}
    assert "screen" in room.watch("room", tag="other")


@pytest.mark.parametrize(("body", "code", "params"), [
    (None, "malformed", {"field": "body"}), ("room", "malformed", {"field": "body"}),
    ({}, "malformed", {"field": "meeting"}), ({"meeting": 7, "screen": "room"}, "malformed", {"field": "meeting"}),
    ({"meeting": SLUG, "screen": ["room"]}, "malformed", {"field": "screen"}),
    ({"meeting": SLUG, "screen": "room", "list": 7}, "malformed", {"field": "list"}),
    ({"meeting": SLUG, "screen": "room", "list": "\ud800"}, "malformed", {"field": "list"}),
    ({"meeting": SLUG, "screen": "\udfff"}, "malformed", {"field": "screen"}),
    ({"meeting": SLUG, "screen": "room", "list": "77"}, "unknown_list", {"list": "77"}),
    ({"meeting": SLUG, "screen": "chair"}, "not_for_role", {"role": "room", "screen": "chair"}),
    ({"meeting": SLUG, "screen": "kitchen"}, "not_for_role", {"role": "room", "screen": "kitchen"}),
    ({"meeting": "gone-2016", "screen": "room"}, "not_for_role", {"role": "room", "screen": "room"}),
])
def test_watch_that_is_refused(display, chair, body, code, params):
    room = display("room")

    answer = room.socket.emit("watch", body, callback=True)
    chair.post("tell", words="Coffee")

    assert (answer["ok"], answer["code"], answer["params"]) == (False, code, params)
    assert answer["message"]
    assert room.received() == [], "who was refused is told nothing"


def test_watch_bears_more_and_less_than_it_expects(display):
    room = display("room").socket

    assert room.emit("watch", callback=True)["code"] == "malformed"
    assert room.emit("watch", {"meeting": SLUG, "screen": "room", "colour": "red"}, "more", callback=True)["ok"]
    assert room.emit("clock", callback=True)["server_now"].endswith("Z")
    assert set(room.emit("clock", {}, callback=True)) == {"server_now"}


def test_everything_that_is_pushed_is_what_would_be_fetched(display, program, chair, kenya):
    shown = {name: display(holder) for holder, name in (
        ("room", "room"), ("KEN", "delegate"), ("chair", "chair"), ("secretariat", "secretariat"),
    )}
    for name, each in shown.items():
        each.watch(name)
    steps = [
        (chair, "take_up", {"item": "2"}), (chair, "open_list", {"list": "2.1"}),
        (kenya, "inscribe", {"list": "2.1", "note": "private"}),
        (kenya, "amend", {"intervention": "i4", "note": "more private"}),
        (chair, "call", {"intervention": "i1", "ending": None}), (chair, "start_clock", {"intervention": "i1"}),
        (chair, "extend", {"intervention": "i1", "seconds": 30}), (chair, "pause_clock", {"intervention": "i1"}),
        (chair, "resume_clock", {"intervention": "i1"}), (chair, "move", {"intervention": "i4", "before": "i2"}),
        (chair, "call", {"intervention": "i4", "ending": "i1"}), (chair, "tell", {"words": "Coffee"}),
        (chair, "suspend", {}), (chair, "resume", {}), (chair, "end_speech", {"intervention": "i4"}),
    ]
    silent = {"room": {"amend"}, "delegate": set(), "chair": set(), "secretariat": set()}

    for each in shown.values():
        each.received()  # that the desks are here
    for actor, command, fields in steps:
        answer = actor.post(command, **fields)
        assert answer.status_code == 200, (command, answer.json)
        for name, each in shown.items():
            came = each.received()
            holder = "KEN" if name == "delegate" else name
            fetched = program(holder).get(f"/screens/{name}").json
            assert (each.tag, each.screen) == (fetched["tag"], fetched["screen"]), (command, name)
            assert len(came) == (command not in silent[name]), (command, name)
            assert {frame["event"] for frame in came} <= {"change"}
            assert all(frame["version"] == answer.json["version"] for frame in came)
    assert [each.asked for each in shown.values()] == [1, 1, 1, 1]


def test_change_has_the_agreed_form(display, chair):
    room = display("room")
    tag = room.watch("room")["tag"]

    version = chair.post("tell", words="Coffee").json["version"]
    (change,) = room.received()

    now = change.pop("server_now")
    assert change == {
        "event": "change", "meeting": SLUG, "screen": "room", "base": tag, "tag": room.tag, "version": version,
        "patch": {"notice": {"words": "Coffee", "since": change["patch"]["notice"]["since"]}},
    }
    assert now.endswith("Z")


def test_same_command_again_is_told_once(display, chair):
    room = display("room")
    room.watch("room")
    chair.post("tell", "2d3ff2ee-7a7a-4b3c-9c1a-6ab1d8c6f0a1", words="Coffee")

    chair.post("tell", "2d3ff2ee-7a7a-4b3c-9c1a-6ab1d8c6f0a1", words="Coffee")

    assert len(room.received()) == 1


def test_display_that_comes_while_others_watch_begins_with_what_is(display, chair):
    first = display("room")
    first.watch("room")
    chair.post("tell", words="Coffee")
    second = display("room")
    second.watch("room")

    chair.post("tell", words="Tea")
    for each in (first, second):
        each.received()

    assert first.screen == second.screen
    assert (first.asked, second.asked) == (1, 1)


def test_one_delegation_is_never_told_what_is_another_s(display, chair, kenya):
    chair.post("open_list", list="4")
    norway = display("NOR")
    norway.watch("delegate")

    kenya.post("inscribe", list="4", delivery="written", note="canary", speaker="Canary")

    assert norway.received() == []
    assert "anary" not in str(norway.watch("delegate"))


def test_eldest_of_too_many_screens_is_left(display, chair):
    room = display("room")
    for name in ("room", "public"):
        for list_id in (None, "1", "3.4", "4", "6", "9"):
            room.watch(name, **({"list": list_id} if list_id else {}))

    chair.post("tell", words="Coffee")

    assert len(room.received()) == MOST_AUDIENCES


def test_socket_that_is_gone_is_told_nothing(app, display, chair, here):
    room = display("room")
    room.watch("room")

    room.socket.disconnect()

    assert here.news.meetings() == set()
    assert chair.post("tell", words="Coffee").status_code == 200


def test_beat_says_what_a_display_should_hold(app, display, chair, here):
    room, other = display("room"), display("room")
    room.watch("room")
    other.watch("room", list="4")
    lost = chair.post("tell", words="Coffee").json["version"]
    room.socket.queue.clear()

    here.news.beat(SLUG)

    (beat,) = room.received()
    now = beat.pop("server_now")
    assert beat["tag"] != room.tag
    assert room.watch("room")["tag"] == beat["tag"]
    assert beat == {"event": "beat", "meeting": SLUG, "screen": "room", "tag": room.tag, "version": lost}
    assert now.endswith("Z")
    assert other.received()[-1]["list"] == "4"


def test_beat_heals_what_was_never_told(display, here, chair):
    """The announcement is lost, as when another process has written."""
    room = display("room")
    room.watch("room")
    here.service.announce = lambda slug: None
    chair.post("tell", words="Coffee")

    here.news.beat(SLUG)

    assert [frame["event"] for frame in room.received()] == ["change", "beat"]
    assert room.screen["notice"]["words"] == "Coffee"


def test_revoked_link_is_told_and_closed_and_no_other(app, display, here):
    kenya, norway = display("KEN"), display("NOR")
    for each in (kenya, norway):
        each.watch("delegate")

    generation = here.service.revoke(SLUG, "KEN")
    app.extensions["rostrum.ticker"].end_revoked()

    assert [(frame["event"], frame["code"]) for frame in kenya.received()] == [("revoked", "link_revoked")]
    assert (kenya.socket.is_connected(), norway.socket.is_connected()) == (False, True)
    assert not display("KEN").socket.is_connected()
    assert display("KEN", generation).watch("delegate")["ok"]


def test_ticker_settles_what_falls_due_and_tells_it(app, display, chair, here):
    chair.post("open_list", list="4")
    room = display("room")
    room.watch("room", list="4")
    at = utcnow() + timedelta(milliseconds=60)
    chair.post("close_list", list="4", at=at.isoformat())
    ticker = app.extensions["rostrum.ticker"]
    while utcnow() < at:
        pass

    ticker.tick()
    ticker.tick()
    room.received()

    assert (room.screen["list"]["state"], room.screen["list"]["since"]) == ("closed", iso(at))
    assert here.service.verify(SLUG)[1] is None


def test_desks_are_told_who_else_is_here(display):
    chair = display("chair")
    chair.watch("chair")
    chair.received()
    secretariat = display("secretariat")
    secretariat.watch("secretariat")

    told = [each for each in chair.received() if each["event"] == "here"]
    assert [[desk["by"] for desk in each["desks"]] for each in told] == [["chair", "secretariat"]]
    secretariat.socket.disconnect()
    told = [each for each in chair.received() if each["event"] == "here"]
    assert [[desk["by"] for desk in each["desks"]] for each in told] == [["chair"]]


def test_nobody_else_is_told_who_is_at_the_desks(display):
    kenya, room = display("KEN"), display("room")
    kenya.watch("delegate")
    room.watch("room")
    display("chair").watch("chair")

    for each in (kenya, room):
        assert "here" not in [event["event"] for event in each.received()]


def test_sockets_and_frames_are_counted_by_screen(display, program, chair):
    def figures():
        text = program("chair").client.get("/metrics", headers=chair.headers()).text
        return set(text.splitlines())

    for holder, screen in (("room", "room"), ("booth", "room"), ("KEN", "delegate")):
        display(holder).watch(screen)
    display("NOR")
    chair.post("tell", words="Coffee")

    assert figures() >= {
        'rostrum_connections{screen="room"} 2.0', 'rostrum_connections{screen="delegate"} 1.0',
        'rostrum_connections{screen="none"} 1.0', 'rostrum_frames_sent_total{event="change",screen="room"} 1.0',
        'rostrum_frames_sent_total{event="change",screen="delegate"} 1.0',
    }


def test_display_that_comes_back_is_led_on_by_a_patch(app, display, chair):
    """What it held is not sent again; many who held the same are led on by the same patch."""
    first, second = display("room"), display("room")
    first.watch("room")
    second.watch("room")
    held, tag = second.screen, second.tag
    for number in range(3):
        chair.post("tell", words=f"number {number}")
    first.received()

    answer = second.ask("watch", meeting=SLUG, screen="room", tag=tag)

    assert "screen" not in answer
    assert (answer["base"], answer["tag"]) == (tag, first.tag)
    assert merged(held, answer["patch"]) == first.screen
    assert len(json.dumps(answer["patch"])) < len(json.dumps(held)) / 2


def test_display_of_long_ago_is_sent_the_whole(app, display, chair):
    first, second = display("room"), display("room")
    first.watch("room")
    second.watch("room")
    tag = second.tag
    for number in range(MOST_EARLIER + 1):
        chair.post("tell", words=f"number {number}")

    answer = second.ask("watch", meeting=SLUG, screen="room", tag=tag)

    assert answer["screen"] == second.watch("room")["screen"]


def test_displays_are_told_over_how_long_to_come_back_once_they_are_many(app, display, monkeypatch):
    one = display("room")
    assert "spread_s" not in one.watch("room")

    monkeypatch.setattr(subscriptions, "BACK_IN_A_SECOND", 1)
    others = [display("room") for _ in range(3)]

    assert others[-1].watch("room")["spread_s"] == 4
