"""Who may send what, against a list written by hand from the protocol, in the table and over HTTP."""

import json
import time
from uuid import uuid4

import pytest

from app.domain.commands import COMMANDS, WITH_MORE
from app.domain.permissions import MAY_SEND
from app.service import LATELY_S, Service
from app.web.links import Link
from tests.conftest import SECRET, SLUG

C, S, D = "chair", "secretariat", "delegation"
ROLES = (C, S, D, "room", "booth", "public")
WRITTEN = {
    "inscribe": {C, S, D},
    "amend": {S, D},
    "withdraw": {S, D},
    "submit": {S, D},
    "prefer": {S, D},
    "register_member": {S, D},
    "amend_member": {S, D},
    "withdraw_member": {S, D},
    "grant_member": {S},
    "decline_member": {S},
    "withdraw_statement": {S, D},
    "release_statement": {S},
    "request_text": {S, "booth"},
    "remove_delegation": {S},
    "note_record": {S},
    "open_list": {C, S},
    "announce_list": {C, S},
    "close_list": {C, S},
    "set_limit": {C, S},
    "set_policy": {C, S},
    "draw_lots": {C, S},
    "move": {C, S},
    "take_up": {C, S},
    "call": {C, S},
    "start_clock": {C, S},
    "pause_clock": {C, S},
    "resume_clock": {C, S},
    "end_speech": {C, S},
    "extend": {C, S},
    "mark_absent": {C, S},
    "suspend": {C},
    "resume": {C},
    "adjourn": {C},
    "refuse": {C, S},
    "convert_written": {C, S},
    "put_back": {C, S},
    "answer_roll": {S, D},
    "yield_place": {S, D},
    "offer_swap": {D},
    "answer_swap": {D},
    "redo": {C, S},
    "point_display": {C, S},
    "tell": {C, S},
    "undo": {C, S},
    "raise_point_of_order": {C, S, D},
    "move_motion": {C, S, D},
    "speak_on_motion": {C, S, D},
    "hear": {C, S},
    "rule": {C},
    "appeal": {C, S, D},
    "record_vote": {C, S},
    "set_contact": {S, D},
    "erase_person": {S},
}
"""docs/protocol.md section 2, column "who"."""
OF_FORMS = {"hand_in": {S, D}, "set_programme": {S}, "set_delegations": {S}}
"""Those that no body in JSON can ask for."""

FIELDS = {
    "inscribe": {"list": "4"},
    "amend": {"intervention": "i3", "minutes": 2},
    "withdraw": {"intervention": "i3"},
    "submit": {"intervention": "i3"},
    "prefer": {"interventions": ["i3"], "delegation": "NOR"},
    "register_member": {"person": "Ms Tove Jansen", "delegation": "NOR"},
    "amend_member": {"member": "m1", "capacity": "head"},
    "withdraw_member": {"member": "m1"},
    "grant_member": {"member": "m1"},
    "decline_member": {"member": "m1", "reason": "No seat"},
    "withdraw_statement": {"statement": "t1"},
    "release_statement": {"statement": "t1"},
    "request_text": {"intervention": "i3"},
    "remove_delegation": {"delegation": "NOR"},
    "note_record": {"item": "4", "place": "before", "words": "Note"},
    "open_list": {"list": "4"},
    "announce_list": {"list": "4"},
    "close_list": {"list": "4"},
    "set_limit": {"list": "4", "category": "all", "seconds": 60},
    "set_policy": {"list": "4", "within": "alphabetical"},
    "draw_lots": {"list": "4", "seed": "17"},
    "move": {"intervention": "i1", "after": "i2"},
    "take_up": {"item": "4"},
    "call": {"intervention": "i3", "ending": None},
    "start_clock": {"intervention": "i3"},
    "pause_clock": {"intervention": "i3"},
    "resume_clock": {"intervention": "i3"},
    "end_speech": {"intervention": "i3"},
    "extend": {"intervention": "i3", "seconds": 30},
    "mark_absent": {"intervention": "i3"},
    "suspend": {},
    "resume": {},
    "adjourn": {},
    "refuse": {"intervention": "i3", "reason": "Too late"},
    "convert_written": {"intervention": "i3"},
    "put_back": {"intervention": "i3"},
    "answer_roll": {"intervention": "i3", "answer": "ready"},
    "yield_place": {"intervention": "i3"},
    "offer_swap": {"mine": "i3", "theirs": "i1"},
    "answer_swap": {"swap": "s1", "accept": True},
    "redo": {"version": 1},
    "point_display": {"display": "left", "layout": "list"},
    "tell": {"words": "Coffee"},
    "undo": {"version": 1},
    "raise_point_of_order": {},
    "move_motion": {"motion": "close_debate"},
    "speak_on_motion": {"intervention": "o1", "side": "against", "delegation": "NOR"},
    "hear": {"intervention": "o1"},
    "rule": {"intervention": "o1", "ruling": "sustained"},
    "appeal": {"intervention": "o1", "delegation": "NOR"},
    "record_vote": {"intervention": "o1", "in_favour": 1, "against": 0, "abstaining": 0},
    "set_contact": {"delegation": "NOR", "email": "mission@example.org"},
    "erase_person": {"subject": "i3"},
}
HOLDER = {"delegation": "NOR"}


def test_list_names_every_command():
    assert set(WRITTEN) == set(COMMANDS) == set(FIELDS)
    assert {**WRITTEN, **OF_FORMS}.keys() == MAY_SEND.keys() == {**COMMANDS, **WITH_MORE}.keys()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("command", [*WRITTEN, *OF_FORMS])
def test_table_says_what_the_list_says(command, role):
    assert (role in MAY_SEND[command]) is (role in {**WRITTEN, **OF_FORMS}[command])


@pytest.mark.parametrize("role", ROLES)
def test_http_allows_and_refuses_as_written(program, role):
    asking = program(HOLDER.get(role, role))

    refused = {name for name in WRITTEN if asking.post(name, **FIELDS[name]).status_code == 403}

    assert refused == {name for name, roles in WRITTEN.items() if role not in roles}


@pytest.mark.parametrize("name", OF_FORMS)
def test_body_cannot_ask_for_what_a_form_does(secretariat, name):
    answer = secretariat.post(name)

    assert (answer.status_code, answer.json["code"]) == (422, "unknown_command")


@pytest.mark.parametrize("command", [name for name in FIELDS if "intervention" in FIELDS[name]])
def test_delegation_cannot_touch_what_is_another_s(app, kenya, service, command):
    before = service.load(SLUG).version

    answer = kenya.post(command, **FIELDS[command])

    assert answer.status_code == 403
    assert service.load(SLUG).version == before


def test_delegation_cannot_inscribe_another(kenya, secretariat):
    secretariat.post("open_list", list="4")

    answer = kenya.post("inscribe", list="4", delegation="NOR")

    assert (answer.status_code, answer.json["code"]) == (403, "not_yours")


@pytest.mark.parametrize("field", ["actor", "role_of", "seat", "holder", "now", "at", "version", "state", "rank"])
def test_fields_that_no_command_has_are_refused_by_name(kenya, field):
    answer = kenya.post("inscribe", list="4", **{field: "chair"})

    assert (answer.status_code, answer.json["params"]) == (422, {"field": field})


@pytest.mark.parametrize(("field", "value"), [("part", "2.1"), ("role", "president")])
def test_fields_of_the_desk_are_refused_to_a_delegation(kenya, field, value):
    answer = kenya.post("inscribe", list="2.1", **{field: value})

    assert (answer.status_code, answer.json["code"]) == (403, "desk_only")


SEES = {
    "public": {*ROLES},
    "room": {C, S, D, "room", "booth"},
    "booth": {C, S, "booth"},
    "delegate": {D},
    "secretariat": {S},
    "chair": {C, S},
}


@pytest.mark.parametrize("role", ROLES)
def test_screens_are_shown_to_those_for_whom_they_are(program, role):
    asking = program(HOLDER.get(role, role))

    seen = {name for name in SEES if asking.get(f"/screens/{name}").status_code == 200}

    assert seen == {name for name, roles in SEES.items() if role in roles}


@pytest.mark.parametrize("path", ["/screens/room", "/screens/chair", "/forecast?list=4"])
def test_nobody_in_particular_sees_only_the_public_screen(app, path):
    assert app.test_client().get(f"/api/v1/meetings/{SLUG}{path}").status_code == 401
    assert app.test_client().get(f"/api/v1/meetings/{SLUG}/screens/public").status_code == 200


def test_link_of_another_meeting_opens_nothing(program):
    stranger = program("chair")
    stranger.slug = "another-2017"

    assert stranger.post("resume").status_code == 401


@pytest.mark.parametrize("change", [
    lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
    lambda token: token.replace(".chair.", ".secretariat."),
    lambda token: token.replace(".1.", ".2."),
    lambda token: "", lambda token: "....", lambda token: token + "x",
])
def test_token_that_was_tampered_with_opens_nothing(program, change):
    asking = program("chair")
    asking.token = change(asking.token)

    assert asking.post("resume").status_code == 401


def test_revoked_link_opens_nothing_and_its_successor_does(program, here):
    asking = program("KEN")
    assert asking.get("/screens/delegate").status_code == 200

    generation = here.service.revoke(SLUG, "KEN")

    assert asking.get("/screens/delegate").json["code"] == "link_revoked"

    asking.token = here.links.token(Link(SLUG, "KEN", generation))
    assert asking.get("/screens/delegate").status_code == 200


def test_link_that_another_process_has_revoked_commands_nothing(program, secretariat, here):
    for name in ("4", "6"):
        secretariat.post("open_list", list=name)
    asking = program("KEN")
    assert asking.post("inscribe", list="4").status_code == 200
    elsewhere = Service(here.service.engine, SECRET)
    generation = elsewhere.revoke(SLUG, "KEN")
    version = here.service.load(SLUG).version

    refused = asking.post("inscribe", list="6")

    assert (refused.status_code, refused.json["code"]) == (401, "link_revoked")
    assert elsewhere.load(SLUG).version == version
    asking.token = here.links.token(Link(SLUG, "KEN", generation))
    assert asking.post("inscribe", list="6").status_code == 200


def test_link_that_another_process_has_made_commands_at_once(program, secretariat, here):
    for name in ("4", "6"):
        secretariat.post("open_list", list=name)
    asking = program("KEN")
    assert asking.post("inscribe", list="4").status_code == 200
    generation = Service(here.service.engine, SECRET).revoke(SLUG, "KEN")
    time.sleep(2 * LATELY_S)

    asking.token = here.links.token(Link(SLUG, "KEN", generation))

    assert asking.post("inscribe", list="6").status_code == 200


def test_refusal_of_a_strange_body_names_the_caller_nothing(chair):
    answer = chair.client.post(
        f"/api/v1/meetings/{SLUG}/commands", headers=chair.headers(),
        data=json.dumps({"command": "resume", "command_id": str(uuid4()), "token": chair.token}),
    )

    assert answer.status_code == 422
    assert chair.token not in answer.text
