"""Texts over HTTP: handed in by who may, read by who may, published when they were spoken."""

from uuid import uuid4

import pytest

from tests.conftest import SLUG

BASE = f"/api/v1/meetings/{SLUG}/statements"
TEXT = "Thank you, Chair. " + "We cleared the last of them in May. " * 20
WORDS = TEXT.encode()
CANARY = "canary-7f3a"


def sent(program, raw=WORDS, command_id=None, **fields):
    query = {
        "intervention": "i3", "language": "en", "name": "statement.txt",
        "command_id": command_id or str(uuid4()), **fields,
    }
    return program.client.post(BASE, query_string=query, data=raw, headers=program.headers())


def given(desk, intervention):
    """The floor given and taken back, so that the intervention was delivered."""
    for command, fields in (("call", {"ending": None}), ("start_clock", {}), ("end_speech", {})):
        assert desk.post(command, intervention=intervention, **fields).status_code == 200


def test_text_is_counted_and_set_against_the_limit(program):
    norway = program("NOR")

    answer = sent(norway)

    mine = norway.screen("delegate")["mine"]["i3"]
    assert (answer.status_code, answer.json["statement"]) == (200, "t1")
    handed_in = mine["statements"]["t1"]
    assert {name: handed_in[name] for name in ("words", "reads_s", "state", "language", "extension")} == {
        "words": 163, "reads_s": 89, "state": "handed_in", "language": "en", "extension": "txt",
    }
    assert "over_s" not in handed_in


def test_text_sent_twice_is_there_once(program):
    norway, command_id = program("NOR"), str(uuid4())

    first, second = sent(norway, command_id=command_id), sent(norway, command_id=command_id)

    assert first.data == second.data
    assert list(norway.screen("delegate")["mine"]["i3"]["statements"]) == ["t1"]


def test_text_in_the_same_language_takes_the_place_of_the_earlier(program, service):
    norway = program("NOR")

    sent(norway)
    sent(norway, language="fr")
    sent(norway, raw=b"Shorter, and better.")

    assert list(norway.screen("delegate")["mine"]["i3"]["statements"]) == ["t2", "t3"]
    assert service.file(SLUG, "t1") is None


@pytest.mark.parametrize("holder", ["room", "KEN", "HRV", "chair", None])
def test_text_under_embargo_is_as_if_it_were_not_there(app, program, holder):
    sent(program("NOR"), raw=f"{TEXT} {CANARY}".encode())
    asking = program(holder) if holder else None
    client, headers = (asking.client, asking.headers()) if asking else (app.test_client(), {})

    answers = [client.get(f"{BASE}/{path}", headers=headers) for path in ("t1", "t1/text", "t99")]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert answers[0].json["code"] == answers[2].json["code"] == "unknown_statement"
    assert CANARY not in "".join(answer.get_data(as_text=True) for answer in answers)


@pytest.mark.parametrize("holder", ["NOR", "booth", "secretariat"])
def test_who_needs_it_early_reads_it(program, holder):
    sent(program("NOR"))
    asking = program(holder)

    answer = asking.client.get(f"{BASE}/t1", headers=asking.headers())

    assert (answer.status_code, answer.data) == (200, WORDS)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")


def test_spoken_text_is_published_and_undo_takes_it_back(app, program, service):
    chair = program("chair")
    sent(program("NOR"))
    client = app.test_client()

    given(chair, "i3")
    during = client.get(f"{BASE}/t1/text")
    published = client.get(f"/api/v1/meetings/{SLUG}/screens/public").json["screen"]["published"]
    chair.post("undo", version=service.load(SLUG).version)

    assert during.json == {"statement": "t1", "language": "en", "text": TEXT.strip()}
    assert {name: published["t1"][name] for name in ("delegation", "language", "reading")} == {
        "delegation": "NOR", "language": "en", "reading": "check_against_delivery",
    }
    assert client.get(f"{BASE}/t1/text").status_code == 404


def test_text_held_for_the_secretariat_waits_for_it(app, program):
    sent(program("NOR"), embargo="release")
    given(program("chair"), "i3")
    client = app.test_client()

    before = client.get(f"{BASE}/t1").status_code
    program("secretariat").post("release_statement", statement="t1")

    assert (before, client.get(f"{BASE}/t1").status_code) == (404, 200)


def test_withdrawn_text_is_gone(program, service):
    norway = program("NOR")
    sent(norway)

    assert norway.post("withdraw_statement", statement="t1").status_code == 200
    assert norway.client.get(f"{BASE}/t1", headers=norway.headers()).status_code == 404
    assert service.file(SLUG, "t1") is None


@pytest.mark.parametrize(("holder", "status"), [("KEN", 403), ("chair", 403), ("booth", 403), ("secretariat", 200)])
def test_text_is_handed_in_by_its_delegation_or_the_secretariat(program, service, holder, status):
    before = service.load(SLUG).version

    assert sent(program(holder)).status_code == status
    assert (service.load(SLUG).version > before) is (status == 200)


@pytest.mark.parametrize(("fields", "raw", "status", "code", "field"), [
    ({"intervention": "i99"}, b"Words.", 404, "unknown_intervention", None),
    ({"intervention": ""}, b"Words.", 422, "missing", "intervention"),
    ({"language": ""}, b"Words.", 422, "missing", "language"),
    ({"language": "English"}, b"Words.", 422, "unknown_language", "language"),
    ({"reading": "aloud"}, b"Words.", 422, "unknown_choice", "reading"),
    ({"embargo": "never"}, b"Words.", 422, "unknown_choice", "embargo"),
    ({"command_id": "x"}, b"Words.", 422, "malformed", "command_id"),
    ({"delegation": "NOR"}, b"Words.", 422, "unnamed", "delegation"),
    ({"name": "x" * 161}, b"Words.", 422, "too_long", "name"),
    ({"name": "a\0b.txt"}, b"Words.", 422, "not_plain_text", "name"),
    ({}, b"", 422, "paper_empty", "file"),
    ({}, b"MZ\x90\x00\x03" + b"\x00" * 60, 422, "paper_wrong_type", "file"),
    ({"name": "statement.pdf"}, b"Words.", 422, "paper_wrong_type", "file"),
])
def test_what_is_wrong_is_named(program, service, fields, raw, status, code, field):
    before = service.load(SLUG).version

    answer = sent(program("NOR"), raw=raw, **fields)

    assert (answer.status_code, answer.json["code"], answer.json["params"].get("field")) == (status, code, field)
    assert answer.json["message"]
    assert service.load(SLUG).version == before


def test_file_larger_than_ten_megabytes_is_refused(program):
    assert sent(program("NOR"), raw=b"word " * (2 * 1024 * 1024 + 1)).status_code == 413


def test_interpreters_ask_for_a_text_until_it_is_there(program):
    norway, booth = program("NOR"), program("booth")
    program("chair").post("take_up", item="4")

    asked = booth.post("request_text", intervention="i3").status_code
    wished = "text_requested_at" in norway.screen("delegate")["mine"]["i3"]
    sent(norway)

    assert (asked, wished) == (200, True)
    assert "text_requested_at" not in norway.screen("delegate")["mine"]["i3"]
    assert list(booth.screen("booth")["texts"]["i3"]["statements"]) == ["t1"]
    assert booth.post("request_text", intervention="i3").json["code"] == "text_is_there"


def test_text_of_a_draft_is_known_to_its_delegation_and_the_secretariat_alone(program):
    kenya = program("KEN")
    draft = kenya.post("inscribe", list="4", draft=True).json["intervention"]
    assert sent(kenya, intervention=draft).json["statement"] == "t1"

    readers = {
        holder: program(holder).client.get(f"{BASE}/t1", headers=program(holder).headers()).status_code
        for holder in ("KEN", "secretariat", "booth", "chair", "NOR", "room")
    }
    stranger = sent(program("NOR"), intervention=draft)

    assert readers == {"KEN": 200, "secretariat": 200, "booth": 404, "chair": 404, "NOR": 404, "room": 404}
    assert (stranger.status_code, stranger.json["code"]) == (404, "unknown_intervention")
    assert program("secretariat").post("release_statement", statement="t1").json["code"] == "is_draft"


def test_text_that_is_not_public_is_withdrawn_by_no_other_as_if_it_were_not_there(program):
    sent(program("NOR"))

    answers = [program("KEN").post("withdraw_statement", statement=each) for each in ("t1", "t99")]

    assert [(answer.status_code, answer.json["code"]) for answer in answers] == [(404, "unknown_statement")] * 2
