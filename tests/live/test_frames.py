"""Every frame of a small sitting, for every audience, is as the AsyncAPI document says, and names nothing else."""

from datetime import UTC, datetime, timedelta

import jsonschema_rs
import pytest

from app.web.asyncapi import asyncapi
from tests.conftest import SLUG

AUDIENCES = {
    "room": "room", "public": "public", "booth": "booth", "KEN": "delegate", "NOR": "delegate", "chair": "chair",
    "secretariat": "secretariat",
}
AFTER_LUNCH = (datetime.now(UTC) + timedelta(days=1)).isoformat()
SITTING = [
    ("chair", "open_list", {"list": "2.1"}), ("chair", "open_list", {"list": "4"}),
    ("KEN", "inscribe", {"list": "2.1", "note": "private", "speaker": "Ms Canary", "minutes": 3}),
    ("NOR", "inscribe", {"list": "2.1"}), ("KEN", "inscribe", {"list": "4", "delivery": "written"}),
    ("KEN", "offer_swap", {"mine": "i4", "theirs": "i5"}), ("NOR", "answer_swap", {"swap": "s1", "accept": True}),
    ("chair", "set_policy", {"list": "4", "within": "alphabetical", "language": "fr", "begins_with": "K"}),
    ("chair", "take_up", {"item": "2"}),
    ("secretariat", "set_limit", {"list": "2.1", "category": "all", "seconds": 90}),
    ("KEN", "answer_roll", {"intervention": "i4", "answer": "ready"}),
    ("chair", "call", {"intervention": "i1", "ending": None}), ("chair", "start_clock", {"intervention": "i1"}),
    ("chair", "pause_clock", {"intervention": "i1"}), ("chair", "resume_clock", {"intervention": "i1"}),
    ("NOR", "raise_point_of_order", {}), ("chair", "hear", {"intervention": "o1"}),
    ("chair", "rule", {"intervention": "o1", "ruling": "dismissed", "words": "Out of order"}),
    ("KEN", "appeal", {"intervention": "o1"}),
    ("chair", "record_vote", {"intervention": "o1", "in_favour": 3, "against": 5, "abstaining": 1}),
    ("KEN", "move_motion", {"motion": "close_debate"}),
    ("NOR", "speak_on_motion", {"intervention": "o2", "side": "against"}),
    ("KEN", "withdraw", {"intervention": "o2"}), ("chair", "extend", {"intervention": "i1", "seconds": 30}),
    ("chair", "resume_clock", {"intervention": "i1"}), ("chair", "call", {"intervention": "i2", "ending": "i1"}),
    ("chair", "mark_absent", {"intervention": "i2"}), ("chair", "move", {"intervention": "i4", "before": "i5"}),
    ("KEN", "inscribe", {"list": "2.1", "kind": "reply", "in_reply_to": "i1"}),
    ("chair", "refuse", {"intervention": "i5", "reason": "Not on this item"}), ("chair", "undo", {}),
    ("chair", "redo", {}), ("chair", "tell", {"words": "Coffee"}),
    ("chair", "point_display", {"display": "hall", "layout": "list", "languages": ["en", "fr"]}),
    ("chair", "announce_list", {"list": "2.1"}), ("chair", "close_list", {"list": "2.1"}),
    ("chair", "suspend", {"words": "Lunch", "until": AFTER_LUNCH}), ("chair", "resume", {}),
    ("chair", "tell", {"words": ""}), ("chair", "adjourn", {}),
]
LEAST = {"room": 20, "public": 20, "booth": 20, "KEN": 25, "NOR": 25, "chair": 30, "secretariat": 30}


class Judge:
    """Judges frames by the payloads of the document."""

    def __init__(self):
        self.document = asyncapi()

    def faults(self, name, frame):
        payload = self.document["components"]["messages"][name]["payload"]
        schema = {**payload, "components": self.document["components"]}
        return [f"{name} {each.instance_path}: {each.message}" for each in jsonschema_rs.iter_errors(schema, frame)]


@pytest.fixture(scope="module")
def judge():
    return Judge()


def version_to_take_back(display, command):
    """What the desk sees that undo or redo would touch."""
    return {"version": display.screen[command]["version"]} if command in ("undo", "redo") else {}


def test_every_frame_of_a_sitting_is_as_documented(display, program, here, judge):
    shown = {holder: display(holder) for holder in AUDIENCES}
    programs = {holder: program(holder) for holder in AUDIENCES}
    faults, frames = [], {holder: [] for holder in AUDIENCES}
    for holder, screen in AUDIENCES.items():
        faults += judge.faults("watched", shown[holder].watch(screen))

    for holder, command, fields in SITTING:
        more = version_to_take_back(shown["chair"], command)
        answer = programs[holder].post(command, **fields, **more)
        assert answer.status_code == 200, (command, answer.json)
        for each, follower in shown.items():
            frames[each] += follower.received()
    here.news.beat(SLUG)
    for each, follower in shown.items():
        frames[each] += follower.received()

    for holder, came in frames.items():
        for frame in came:
            event = frame.pop("event")
            faults += [f"{holder}: {fault}" for fault in judge.faults(event, frame)]
    assert faults == []
    for holder, least in LEAST.items():
        assert len(frames[holder]) > least, holder


def test_frame_with_a_field_that_nobody_documented_fails(display, chair, judge):
    room = display("room")
    room.watch("room")
    chair.post("tell", words="Coffee")
    (change,) = room.received()
    change.pop("event")

    assert judge.faults("change", change) == []
    for stranger in (
        {**change, "secret": 1}, {**change, "patch": {"notice": {"words": "Coffee", "by": "Ms Canary"}}},
        {**change, "patch": {"entries": {"i1": {"note": "of the desk only"}}}},
        {**change, "patch": {"meeting": None}}, {**change, "screen": "delegate", "patch": {"acts": {}}},
    ):
        assert judge.faults("change", stranger), stranger


def test_what_is_asked_and_answered_is_as_documented(app, display, here, judge):
    kenya, desk = display("KEN"), display("chair")
    asked = {"meeting": SLUG, "screen": "delegate"}
    watched = kenya.watch("delegate")
    desk.watch("chair")

    refused = kenya.watch("chair")
    here.service.revoke(SLUG, "KEN")
    app.extensions["rostrum.ticker"].end_revoked()
    (revoked,) = kenya.received()
    (told,) = desk.received()

    assert [
        *judge.faults("watch", asked), *judge.faults("watched", watched), *judge.faults("refused", refused),
        *judge.faults("server_clock", desk.ask("clock")), *judge.faults("clock", {}),
        *judge.faults("revoked", {"code": revoked["code"]}),
        *judge.faults("here", {name: each for name, each in told.items() if name != "event"}),
    ] == []
    assert judge.faults("watch", {"meeting": 7, "screen": "room"})
