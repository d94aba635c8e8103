"""Commands over HTTP: what is answered, and what is refused with which status."""

import json
import re
import sqlite3
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.store import database
from app.store.tables import AnswerRow, EventRow
from app.web.links import Link
from app.web.phrases import REFUSALS
from tests.conftest import SLUG

PATH = f"/api/v1/meetings/{SLUG}/commands"
VERSION = 16


def raw(program, body, **headers):
    return program.client.post(PATH, data=body, headers=program.headers(**headers))


def whole(answer):
    return answer.status_code, answer.json


def test_command_that_is_done(secretariat, service):
    answer = secretariat.post("inscribe", list="4", delegation="KEN", speaker="Ms A")

    assert whole(answer) == (200, {"ok": True, "version": VERSION + 1, "intervention": "i4"})
    assert answer.content_type == "application/json"
    assert service.load(SLUG).interventions["i4"].speaker == "Ms A"


def test_command_that_creates_nothing_says_the_version_only(chair):
    assert whole(chair.post("take_up", item="2")) == (200, {"ok": True, "version": VERSION + 1})
    assert whole(chair.post("take_up", item="2")) == (200, {"ok": True, "version": VERSION + 1})


@pytest.mark.parametrize(("holder", "command", "fields", "status", "code", "params"), [
    ("KEN", "open_list", {"list": "4"}, 403, "not_for_role", {"role": "delegation", "command": "open_list"}),
    ("KEN", "withdraw", {"intervention": "i3"}, 403, "not_yours", {"intervention": "i3"}),
    ("chair", "open_list", {"list": "77"}, 404, "unknown_list", {"list": "77"}),
    ("chair", "call", {"intervention": "i77", "ending": None}, 404, "unknown_intervention", {"intervention": "i77"}),
    ("KEN", "inscribe", {"list": "4"}, 409, "list_not_open", {"list": "4"}),
    ("chair", "call", {"intervention": "i1", "ending": "i2"}, 409, "floor_changed", {}),
    ("chair", "call", {"intervention": "i1"}, 422, "missing", {"field": "ending"}),
    ("chair", "call", {"ending": None}, 422, "missing", {"field": "intervention"}),
    ("chair", "call", {"intervention": 1, "ending": None}, 422, "malformed", {"field": "intervention"}),
    ("chair", "call", {"intervention": "i1", "ending": None, "now": True}, 422, "unnamed", {"field": "now"}),
    ("chair", "extend", {"intervention": "i1", "seconds": "30"}, 422, "malformed", {"field": "seconds"}),
    ("chair", "extend", {"intervention": "i1", "seconds": True}, 422, "malformed", {"field": "seconds"}),
    ("chair", "extend", {"intervention": "i1", "seconds": 1.5}, 422, "malformed", {"field": "seconds"}),
    ("chair", "tell", {"words": "Coffee", "audience": "the world"}, 422, "malformed", {"field": "audience"}),
    ("chair", "tell", {"words": None}, 422, "malformed", {"field": "words"}),
    ("chair", "close_list", {"list": "4", "at": "tomorrow"}, 422, "malformed", {"field": "at"}),
    ("chair", "close_list", {"list": "4", "at": "2017-06-08T10:00:00"}, 422, "no_zone", {"field": "at"}),
    ("chair", "close_list", {"list": "4", "at": "2017-06-08T10:00:00Z"}, 422, "in_the_past", {"field": "at"}),
    ("chair", "inscribe", {"list": "4", "kind": "sermon", "delegation": "KEN"}, 422, "malformed", {"field": "kind"}),
    ("chair", "inscribe", {"list": "4"}, 422, "missing", {"field": "delegation"}),
    ("chair", "raise_plate", {}, 422, "unknown_command", {"field": "command", "command": "raise_plate"}),
    ("chair", "", {}, 422, "unknown_command", {"field": "command", "command": ""}),
    ("secretariat", "amend", {"intervention": "i1", "speaker": "\ud800"}, 422, "not_plain_text", {"field": "speaker"}),
    ("secretariat", "amend", {"intervention": "i1", "minutes": -1}, 422, "out_of_range",
     {"field": "minutes", "least": 1, "most": 240}),
    ("secretariat", "amend", {"intervention": "i1", "minutes": 10**400}, 422, "out_of_range",
     {"field": "minutes", "least": 1, "most": 240}),
])
def test_command_that_is_refused(program, service, holder, command, fields, status, code, params):
    before = service.load(SLUG).version

    answer = program(holder).post(command, **fields)

    refused = answer.json
    assert (answer.status_code, refused["ok"], refused["code"], refused["params"]) == (status, False, code, params)
    assert re.fullmatch(r"[A-Z].*\.", refused["message"])
    assert set(refused) == {"ok", "code", "params", "message"}
    assert service.load(SLUG).version == before


@pytest.mark.parametrize(("body", "code", "field"), [
    (b"", "not_json", "body"), (b"{", "not_json", "body"), (b"[]", "not_json", "body"), (b"null", "not_json", "body"),
    (b'"resume"', "not_json", "body"), (b"\xff\xfe", "not_json", "body"), (b"[" * 30_000, "not_json", "body"),
    (b'{"a":NaN}', "not_json", "body"), (b'{"command":' + b"9" * 5000 + b"}", "not_json", "body"),
    (b"{}", "missing", "command"), (b'{"command":null}', "missing", "command"),
    (b'{"command":7}', "malformed", "command"), (b'{"command":["resume"]}', "malformed", "command"),
    (b'{"command":"resume"}', "missing", "command_id"),
    (b'{"command":"resume","command_id":7}', "malformed", "command_id"),
    (b'{"command":"resume","command_id":"7"}', "malformed", "command_id"),
    (b'{"command":"resume","command_id":null}', "missing", "command_id"),
    (b'{"command":"resume","command_id":"2d3ff2ee-7a7a-4b3c-9c1a-6ab1d8c6f0a1","":1}', "unnamed", ""),
    (b'{"command":"resume","command_id":"2d3ff2ee-7a7a-4b3c-9c1a-6ab1d8c6f0a1","x":' + b"[" * 5000 + b"]" * 5000 + b"}",
     "not_json", "body"),
])
def test_body_that_cannot_be_read(chair, body, code, field):
    answer = raw(chair, body)

    assert (answer.status_code, answer.json["code"], answer.json["params"]) == (422, code, {"field": field})


def test_body_needs_no_content_type(chair):
    body = json.dumps({"command": "resume", "command_id": str(uuid4())})

    for kind in ("application/json", "text/plain", "application/x-www-form-urlencoded"):
        assert raw(chair, body, **{"Content-Type": kind}).status_code == 200


def test_body_that_is_too_large(chair):
    answer = raw(chair, b"{" + b" " * 64 * 1024 + b"}")

    assert (answer.status_code, answer.json["code"]) == (413, "too_large")


def test_nobody_may_command(app):
    answer = app.test_client().post(PATH, data="{}")

    assert (answer.status_code, answer.json["code"]) == (401, "not_signed_in")


@pytest.mark.parametrize(("header", "code"), [
    ("Bearer", "unknown_link"), ("Bearer x", "unknown_link"), ("Bearer é.è.1.x", "unknown_link"),
    ("Bearer small-2017.chair.1." + "A" * 32, "unknown_link"), ("Basic Y2hhaXI6Y2hhaXI=", "not_signed_in"),
    ("Bearer small-2017.chair.99999999999999999999.x", "unknown_link"),
])
def test_stranger_may_not_command(app, header, code):
    answer = app.test_client().post(PATH, data="{}", headers={"Authorization": header.encode().decode("latin-1")})

    assert (answer.status_code, answer.json["code"]) == (401, code)


def test_only_posts_are_commands(chair):
    answer = chair.get("/commands")

    assert (answer.status_code, answer.json["code"]) == (405, "method_not_allowed")


def test_too_many_commands_are_put_off(make_app, settings, app):
    hasty = make_app(replace(settings, burst=3, delegation_rate=0.5))
    links, client = hasty.extensions["rostrum"].links, hasty.test_client()
    kenya = {"Authorization": f"Bearer {links.token(Link(SLUG, 'KEN', 1))}"}
    norway = {"Authorization": f"Bearer {links.token(Link(SLUG, 'NOR', 1))}"}

    answers = [client.post(PATH, data="{}", headers=kenya) for _ in range(4)]

    assert [each.status_code for each in answers] == [422, 422, 422, 429]
    assert (answers[3].json["code"], answers[3].headers["Retry-After"]) == ("too_many", "1")
    assert client.post(PATH, data="{}", headers=norway).status_code == 422


def test_text_counts_as_twenty_commands(make_app, settings, app):
    hasty = make_app(replace(settings, burst=45, delegation_rate=0.1))
    links, client = hasty.extensions["rostrum"].links, hasty.test_client()
    kenya = {"Authorization": f"Bearer {links.token(Link(SLUG, 'KEN', 1))}"}
    hand_in = PATH.replace("/commands", "/statements")

    texts = [client.post(hand_in, data=b"words", headers=kenya).status_code for _ in range(3)]

    assert texts == [422, 422, 429]
    assert client.post(PATH, data="{}", headers=kenya).status_code == 422


def test_database_that_is_busy_is_not_now(chair, service, monkeypatch):
    monkeypatch.setattr(database, "PATIENCE_S", 0.1)
    outside = sqlite3.connect(service.engine.url.database, isolation_level=None)
    outside.execute("BEGIN IMMEDIATE")
    command_id = str(uuid4())

    put_off = chair.post("resume", command_id)
    seen_meanwhile = chair.get("/screens/chair")
    outside.rollback()
    outside.close()

    assert (put_off.status_code, put_off.json["code"], put_off.headers["Retry-After"]) == (503, "busy", "1")
    assert (seen_meanwhile.status_code, seen_meanwhile.json["version"]) == (200, VERSION)
    assert whole(chair.post("resume", command_id)) == (200, {"ok": True, "version": VERSION + 1})


def test_seat_is_written_into_the_log(chair, service):
    chair.post("resume")
    body = json.dumps({"command": "tell", "words": "x", "command_id": str(uuid4())})
    raw(chair, body, **{"X-Seat": " Microphones\x01 "})

    with service.engine.connect() as connection:
        seats = connection.execute(select(EventRow.seat).order_by(EventRow.version)).scalars().all()
    assert seats[VERSION:] == ["api", "Microphones"]


def test_same_command_again_is_answered_in_the_same_bytes(secretariat, service):
    command_id = str(uuid4())
    first = secretariat.post("inscribe", command_id, list="4", delegation="KEN")
    secretariat.post("open_list", list="4")

    again = secretariat.post("inscribe", command_id, list="4", delegation="KEN")
    in_other_words = secretariat.post("inscribe", command_id.upper(), delegation="KEN", list="4")

    assert first.data == again.data == in_other_words.data
    assert service.load(SLUG).version == VERSION + 2


def test_same_command_after_a_restart(make_app, settings, secretariat, chair):
    command_id = str(uuid4())
    first = secretariat.post("inscribe", command_id, list="4", delegation="KEN")

    secretariat.client = make_app(settings).test_client()
    chair.client = secretariat.client

    assert secretariat.post("inscribe", command_id, list="4", delegation="KEN").data == first.data
    assert chair.get("/screens/chair").json["version"] == VERSION + 1
    assert (chair.post("inscribe", command_id, list="4", delegation="NOR", kind="reply").json["intervention"]) == "i5"


def test_same_id_with_another_body(secretariat):
    command_id = str(uuid4())
    secretariat.post("open_list", command_id, list="4")

    answer = secretariat.post("open_list", command_id, list="6")

    assert (answer.status_code, answer.json["code"], answer.json["params"]) == (
        422, "command_id_reused", {"field": "command_id"},
    )


def test_refused_command_is_judged_anew(kenya, chair):
    command_id = str(uuid4())

    before = kenya.post("inscribe", command_id, list="4")
    chair.post("open_list", list="4")
    after = kenya.post("inscribe", command_id, list="4")

    assert (before.status_code, after.status_code) == (409, 200)


def test_answer_to_another_is_never_seen(kenya, norway, chair):
    command_id = str(uuid4())
    chair.post("open_list", list="6")
    first = kenya.post("inscribe", command_id, list="6")

    second = norway.post("inscribe", command_id, list="6")

    assert (first.json["intervention"], second.json["intervention"]) == ("i4", "i5")


def test_gender_is_in_no_answer_no_event_and_no_screen(program, chair, service, kenya):
    chair.post("open_list", list="4")
    answer = kenya.post("inscribe", list="4", speaker_gender="canary")

    shown = "".join(program(holder).get(f"/screens/{name}").text for holder, name in (
        ("chair", "chair"), ("secretariat", "secretariat"), ("KEN", "delegate"), ("room", "room"),
    ))
    with service.engine.connect() as connection:
        kept = [
            str(row) for table in (EventRow, AnswerRow)
            for row in connection.execute(select(table.__table__)).all()
        ]
    assert "canary" not in shown + answer.text + "".join(kept)


def test_every_code_has_its_sentence_in_whole():
    for code, sentence in REFUSALS.items():
        assert re.fullmatch(r"[A-Z].*\.", str(sentence)), code
