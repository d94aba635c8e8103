"""Members, drafts and notes over HTTP: what is answered, who sees what of it, what is named when it is wrong."""

from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.domain.commands import SetProgramme
from app.service import Request
from app.store.tables import EventRow, GenderRow, PersonalRow
from tests.conftest import SLUG
from tests.factories import INVITATION, PROGRAMME
from tests.people import SECRETARIAT

CANARY = {
    "person": "Ms Amina Canary", "function": "Minister of Canaries", "email": "canary@example.org",
    "access_needs": "A perch", "gender": "canary",
}


@pytest.fixture
def registration_over(service):
    """The deadline passed when the meeting was imported."""
    over = replace(PROGRAMME, registration_ends_at=INVITATION)
    command = SetProgramme(programme=over, expected=service.load(SLUG).version)
    service.perform(Request(SLUG, SECRETARIAT, "Desk 1", uuid4(), command, b"over"), INVITATION)


def members(program, holder="KEN"):
    return program(holder).screen("delegate")["members"]


def test_registration_answers_with_the_member(kenya, service):
    answer = kenya.post("register_member", **CANARY, capacity="head", languages=["en", "fr"])

    version = service.load(SLUG).version
    assert (answer.status_code, answer.json) == (200, {"ok": True, "version": version, "member": "m1"})
    assert kenya.screen("delegate")["members"] == {"m1": {
        "rank": "000", "capacity": "head", "state": "registered", "languages": ["en", "fr"],
        "person": "Ms Amina Canary", "function": "Minister of Canaries", "email": "canary@example.org",
        "access_needs": "A perch",
    }}


def test_registration_sent_twice_is_one(kenya):
    command_id = str(uuid4())

    first, second = (kenya.post("register_member", command_id, person="Ms A") for _ in range(2))

    assert first.data == second.data
    assert list(kenya.screen("delegate")["members"]) == ["m1"]


def test_gender_is_kept_apart_from_log_and_answers(app, kenya, service):
    answer = kenya.post("register_member", **CANARY)
    amended = kenya.post("amend_member", member="m1", gender="other canary")

    with service.engine.connect() as connection:
        payloads = "".join(connection.execute(select(EventRow.payload)).scalars())
        words = set(connection.execute(select(PersonalRow.words)).scalars())
        genders = [tuple(row) for row in connection.execute(select(GenderRow.subject, GenderRow.gender))]
    assert "anary" not in payloads + answer.text + amended.text
    assert genders == [("m1", "other canary")]
    assert words == {value for name, value in CANARY.items() if name != "gender"}
    assert "gender" not in str(kenya.screen("delegate")["members"])


@pytest.mark.parametrize("holder", ["room", "public", "booth", "chair", "secretariat", "NOR"])
def test_members_of_another_are_on_no_screen(program, holder):
    program("KEN").post("register_member", **CANARY)
    screens = {"NOR": ["room", "public", "delegate"], "chair": ["chair", "room", "booth"]}.get(holder, [holder])

    for screen in screens:
        assert "anary" not in program(holder).get(f"/screens/{screen}").text


def test_late_request_is_declined_in_words_and_asked_again_and_granted(registration_over, program):
    kenya, secretariat = program("KEN"), program("secretariat")

    late = kenya.post("register_member", person="Ms A").json["member"]
    waits = members(program)[late]["state"]
    secretariat.post("decline_member", member=late, reason="The hall is full")
    again = kenya.post("register_member", person="Ms A").json["member"]
    secretariat.post("grant_member", member=again)

    shown = members(program)
    assert waits == "requested"
    assert (shown[late]["state"], shown[late]["declined_for"]) == ("declined", "The hall is full")
    assert shown[again]["state"] == "registered"


def test_registration_over_is_said(program, service):
    kenya = program("KEN")
    kenya.post("register_member", person="Ms A")
    over = replace(PROGRAMME, registration_ends_at=INVITATION)
    command = SetProgramme(programme=over, expected=service.load(SLUG).version)
    service.perform(Request(SLUG, SECRETARIAT, "Desk 1", uuid4(), command, b"over"), INVITATION)

    answer = kenya.post("amend_member", member="m1", person="Mr B")

    assert (answer.status_code, answer.json["code"]) == (409, "registration_over")
    assert answer.json["message"].endswith(".")


@pytest.mark.parametrize(("holder", "command", "fields", "status", "code", "params"), [
    ("KEN", "register_member", {}, 422, "missing", {"field": "person"}),
    ("KEN", "register_member", {"person": 7}, 422, "malformed", {"field": "person"}),
    ("KEN", "register_member", {"person": "A", "capacity": "king"}, 422, "malformed", {"field": "capacity"}),
    ("KEN", "register_member", {"person": "A", "state": "registered"}, 422, "unnamed", {"field": "state"}),
    ("KEN", "register_member", {"person": "A", "delegation": "NOR"}, 403, "not_yours", {"delegation": "NOR"}),
    ("KEN", "register_member", {"person": "A", "email": "b"}, 422, "no_address", {"field": "email"}),
    ("KEN", "amend_member", {"member": "m9"}, 404, "unknown_member", {"member": "m9"}),
    ("KEN", "amend_member", {"member": "m9", "capacity": None}, 422, "malformed", {"field": "capacity"}),
    ("KEN", "grant_member", {"member": "m9"}, 403, "not_for_role", {"role": "delegation", "command": "grant_member"}),
    ("chair", "register_member", {"person": "A", "delegation": "KEN"}, 403, "not_for_role",
     {"role": "chair", "command": "register_member"}),
    ("secretariat", "register_member", {"person": "A"}, 422, "missing", {"field": "delegation"}),
    ("secretariat", "note_record", {"item": "4", "place": "before", "words": "x" * 4001}, 422, "too_long",
     {"field": "words", "most": 4000}),
    ("chair", "inscribe", {"list": "4", "delegation": "KEN", "draft": True}, 403, "not_for_role",
     {"role": "chair", "command": "inscribe"}),
    ("secretariat", "set_programme", {}, 422, "unknown_command", {"field": "command", "command": "set_programme"}),
    ("KEN", "hand_in", {}, 422, "unknown_command", {"field": "command", "command": "hand_in"}),
])
def test_office_command_that_is_refused(program, service, holder, command, fields, status, code, params):
    before = service.load(SLUG).version

    answer = program(holder).post(command, **fields)

    assert (answer.status_code, answer.json["code"], answer.json["params"]) == (status, code, params)
    assert service.load(SLUG).version == before


def test_draft_is_prepared_and_submitted_and_unknown_until_then(program):
    kenya, chair = program("KEN"), program("chair")
    before = {name: chair.screen(name) for name in ("chair", "room", "booth")}

    draft = kenya.post("inscribe", list="4", draft=True, speaker="Ms Canary").json["intervention"]
    while_draft = {name: chair.screen(name) for name in before}
    probes = [chair.post("refuse", intervention=each, reason="Late") for each in (draft, "i99")]
    chair.post("open_list", list="4")
    submitted = kenya.post("submit", intervention=draft)

    assert while_draft == before
    assert [(probe.status_code, probe.json["code"]) for probe in probes] == [(404, "unknown_intervention")] * 2
    assert submitted.status_code == 200
    assert kenya.screen("delegate")["mine"][draft]["state"] == "inscribed"
    assert draft in chair.get("/screens/chair?list=4").json["screen"]["entries"]


def test_preference_is_the_delegations_own(program):
    kenya = program("KEN")
    kenya.post("inscribe", list="4", draft=True)

    answer = kenya.post("prefer", interventions=["i4"])

    assert answer.status_code == 200
    assert kenya.screen("delegate")["preferred"] == ["i4"]
    assert program("NOR").screen("delegate")["preferred"] == []
    assert program("NOR").post("prefer", interventions=["i4"]).json["code"] == "unknown_intervention"


def test_link_of_a_delegation_that_was_removed_opens_nothing(program):
    china = program("CHN")
    before = china.get("/screens/delegate").status_code

    removed = program("secretariat").post("remove_delegation", delegation="CHN")

    assert (before, removed.status_code) == (200, 200)
    assert china.get("/screens/delegate").json["code"] == "link_revoked"
    assert china.post("inscribe", list="4").json["code"] == "link_revoked"
