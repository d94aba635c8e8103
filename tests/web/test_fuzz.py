"""Whatever a client sends: an answer in the agreed form, never a 500, and no change by what is refused."""

import json
from contextlib import suppress
from urllib.parse import quote
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as for_all
from hypothesis import strategies as st

from app.domain.commands import COMMANDS
from app.domain.errors import Malformed
from app.web.bodies import Body, read_body
from tests.conftest import SLUG
from tests.web.browsing import ORIGIN

IDS = st.sampled_from(["i1", "i2", "i3", "i4", "i99", "4", "2.1", "3.4", "77", "KEN", "NOR", "", "2", "all", "ngo"])
ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.just("\ud800"), st.just("\x00"),
    st.just("2017-06-08T10:00:00Z"), st.just("9999-12-31T23:59:59Z"), st.just("0001-01-01T00:00:00+23:59"),
    st.lists(st.integers(), max_size=2), st.dictionaries(st.text(max_size=3), st.none(), max_size=2), st.just(10**40),
    st.sampled_from(["statement", "comment", "reply", "on_behalf", "spoken", "written", "president", "room"]),
)
VALUES = st.one_of(IDS, IDS, ODD)
NAMES = sorted({field for command in COMMANDS.values() for field in command.__dataclass_fields__} | {"actor", "role"})
STATUSES = {200, 401, 403, 404, 409, 413, 422, 429, 503}
CALM = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def bodies(draw):
    """Commands that are nearly right: a known name, most fields of its own, odd values here and there."""
    name = draw(st.sampled_from(sorted(COMMANDS)))
    own = [field for field in COMMANDS[name].__dataclass_fields__ if draw(st.integers(0, 3))]
    fields = own + draw(st.lists(st.sampled_from(NAMES), max_size=1))
    return {"command": name, "command_id": str(uuid4()), **{field: draw(VALUES) for field in fields}}


@CALM
@for_all(body=bodies(), holder=st.sampled_from(["chair", "secretariat", "KEN", "NOR"]))
def test_any_command_is_answered_in_the_agreed_form(program, service, body, holder):
    asking = program(holder)
    before = service.load(SLUG).version

    answer = asking.client.post(f"/api/v1/meetings/{SLUG}/commands", data=json.dumps(body), headers=asking.headers())

    assert answer.status_code in STATUSES - {401, 413, 503}, answer.text
    assert answer.json["ok"] is (answer.status_code == 200)
    if answer.status_code != 200:
        assert {"ok", "code", "params", "message"} == set(answer.json)
        assert (answer.status_code == 422) <= ("field" in answer.json["params"])
        assert service.load(SLUG).version == before
    for name in ("room", "chair", "delegate"):
        shown = program({"room": "room", "chair": "chair", "delegate": "KEN"}[name]).get(f"/screens/{name}")
        assert shown.status_code == 200


@settings(max_examples=200, deadline=None)
@for_all(st.binary(max_size=60) | st.text(max_size=60).map(str.encode) | st.recursive(
    ODD, lambda inner: st.dictionaries(st.text(max_size=8), inner, max_size=4), max_leaves=8,
).map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_a_body_or_malformed(raw):
    with suppress(Malformed):
        assert isinstance(read_body(raw), Body)


@CALM
@for_all(path=st.text(max_size=12), query=st.text(max_size=12))
def test_any_address_is_answered(app, path, query):
    client = app.test_client()
    named = quote(path, safe="")
    for address in (f"/{named}", f"/api/v1/meetings/{named}/screens/public", f"/api/v1/meetings/{SLUG}/names/{named}"):
        answer = client.get(address, query_string={"list": query, "lang": query}, buffered=True)
        assert answer.status_code < 500, (address, answer.text)


@CALM
@for_all(token=st.text(max_size=40) | st.from_regex(r"[a-z0-9.-]{1,9}\.[A-Za-z]{1,5}\.[0-9]{1,11}\.[A-Za-z0-9_-]{32}"))
def test_any_token_opens_nothing(app, token):
    client = app.test_client()

    entered = client.post("/enter", data=json.dumps({"token": token}), headers={"Origin": ORIGIN})

    assert entered.status_code == 401


@pytest.mark.parametrize("header", [
    "X-Seat", "X-Acting-As", "X-CSRFToken", "If-None-Match", "Cookie", "Accept-Language",
])
@pytest.mark.parametrize("value", ["", "\xff" * 300, "a" * 5000, '"', ';;==\x7f', "W/", "=?utf-8?q?=00?="])
def test_any_header_is_borne(chair, header, value):
    for path in ("/screens/chair", "/names/en"):
        assert chair.get(path, **{header: value}).status_code < 500
    answer = chair.client.post(
        f"/api/v1/meetings/{SLUG}/commands", data=json.dumps({"command": "resume", "command_id": str(uuid4())}),
        headers=chair.headers(**{header: value}),
    )
    assert answer.status_code == 200
