"""The documents for other programs: whole, valid, the same in every process, and readable."""

import json
import os
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import jsonschema_rs
import pytest

from app.domain.commands import COMMANDS
from app.domain.permissions import MAY_SEND
from app.importing.meeting import TAKEN_SLUGS
from app.screens.shapes import SHAPES
from app.web.asyncapi import asyncapi
from app.web.describing import OPERATIONS, name_of
from app.web.documents import written
from app.web.openapi import openapi
from app.web.phrases import REFUSALS
from tests.conftest import SLUG

ROOT = Path(__file__).parents[2]
DOCUMENTS = ["openapi", "asyncapi"]
OUTSIDE = ("/healthz", "/readyz", "/metrics")
APART = """
import tempfile, sys
from pathlib import Path
from app import create_app
from app.web.asyncapi import asyncapi
from app.web.documents import written
from app.web.openapi import openapi
from tests.conftest import settings_in
app = create_app(settings_in(Path(sys.argv[1])))
sys.stdout.buffer.write(written(openapi(app)) + written(asyncapi()))
"""


@pytest.fixture
def documents(app):
    return {name: app.test_client().get(f"/api/v1/{name}.json").json for name in DOCUMENTS}


def parts(value, place="#"):
    """Every object of a document, with its place."""
    if isinstance(value, dict):
        yield place, value
        for name, each in value.items():
            yield from parts(each, f"{place}/{name}")
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from parts(each, f"{place}/{index}")


def resolved(document, reference):
    found = document
    for name in reference.removeprefix("#/").split("/"):
        found = found[name]
    return found


def test_every_route_for_programs_is_described(app):
    for_programs = [
        rule for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/") or rule.rule in OUTSIDE or rule.rule == "/enter" and "POST" in rule.methods
    ]

    assert len(for_programs) > 8
    assert [rule.rule for rule in for_programs if name_of(app.view_functions[rule.endpoint]) not in OPERATIONS] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_reference_leads_somewhere(documents, name):
    references = [each["$ref"] for _, each in parts(documents[name]) if isinstance(each.get("$ref"), str)]

    assert len(references) > 20
    for reference in references:
        assert resolved(documents[name], reference), reference


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_schema_is_one(documents, name):
    for place, schema in documents[name]["components"]["schemas"].items():
        jsonschema_rs.meta.validate({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})
        assert schema["type"] == "object", place


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_object_that_has_fields_is_closed_except_what_a_client_may_add(documents, name):
    open_ones = {
        place for place, each in parts(documents[name]) if isinstance(each.get("properties"), dict)
        and each.get("type") == "object" and each.get("additionalProperties") is not False
    }

    assert open_ones == ({"#/components/schemas/Watch"} if name == "asyncapi" else set())


def test_commands_are_those_that_are_read_and_by_whom_they_may_be_sent(documents):
    schemas = documents["openapi"]["components"]["schemas"]

    of_all = {"command", "command_id"}
    said = {
        each["properties"]["command"]["const"]: (each["properties"].keys() - of_all, each["x-may-send"])
        for each in schemas.values() if "x-may-send" in each
    }
    assert said == {
        name: ({each.name for each in fields(command)}, sorted(MAY_SEND[name])) for name, command in COMMANDS.items()
    }


def test_field_that_need_not_be_given_has_no_trace_of_how_that_is_written(documents):
    amend = documents["openapi"]["components"]["schemas"]["Amend"]

    assert amend["required"] == ["command", "command_id", "intervention"]
    assert amend["properties"]["kind"] == {"enum": ["statement", "on_behalf", "comment", "reply"], "type": "string"}
    assert amend["properties"]["note"] == {"anyOf": [{"type": "string"}, {"type": "null"}]}


def test_refusal_is_documented_with_every_code_that_has_a_sentence(documents):
    for document in documents.values():
        assert document["components"]["schemas"]["Refused"]["properties"]["code"] == {"enum": sorted(REFUSALS)}


def test_every_operation_of_the_socket_has_a_channel_and_messages(documents):
    document = documents["asyncapi"]

    assert set(document["operations"]) == {"watch", "clock", "change", "beat", "here", "revoked"}
    for operation in document["operations"].values():
        for side in [operation, *([operation["reply"]] if operation["action"] == "receive" else [])]:
            channel = resolved(document, side["channel"]["$ref"])
            assert side["messages"]
            for each in side["messages"]:
                message = resolved(document, resolved(document, each["$ref"])["$ref"])
                assert each["$ref"].startswith(f"{side['channel']['$ref']}/messages/")
                assert message["name"] in channel["messages"]
                jsonschema_rs.meta.validate(message["payload"])


def test_documents_change_only_with_the_code(app, tmp_path):
    """Another process, another hash seed, other settings, an empty database: the same bytes."""
    seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"

    apart = subprocess.run(
        [sys.executable, "-c", APART, str(tmp_path)], cwd=ROOT, check=True, capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"},
    )

    assert apart.stdout == written(openapi(app)) + written(asyncapi())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_document_is_kept_by_its_tag(app, name):
    first = app.test_client().get(f"/api/v1/{name}.json")

    known = app.test_client().get(f"/api/v1/{name}.json", headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, first.content_type) == (200, "application/json")
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert (known.status_code, known.data) == (304, b"")


@pytest.mark.parametrize(("holder", "name", "path"), [
    *(("chair" if name == "chair" else "KEN" if name == "delegate" else name, name, f"/screens/{name}{query}")
      for name in SHAPES for query in ("", "?list=4", "?list=2.1")),
])
def test_screen_that_is_served_is_as_documented(documents, program, chair, holder, name, path):
    for command, given in (
        ("open_list", {"list": "4"}), ("inscribe", {"list": "4", "delegation": "KEN", "note": "a note"}),
        ("take_up", {"list": "2.1"}), ("set_limit", {"list": "2.1", "category": "all", "seconds": 90}),
        ("call", {"intervention": "i1", "ending": None}), ("tell", {"words": "Coffee"}),
    ):
        assert chair.post(command, **given).status_code == 200, command
    document = documents["openapi"]

    served = program(holder).get(path).json

    for schema in (document["components"]["schemas"]["ScreenAnswer"], {
        "properties": {"screen": document["x-screens"][name]},
    }):
        jsonschema_rs.validate({**schema, "components": document["components"]}, served)
    stranger = {**served["screen"], "secret": "of the house"}
    assert not jsonschema_rs.is_valid({**document["x-screens"][name], "components": document["components"]}, stranger)


def test_page_names_every_command_and_event(app, documents):
    page = app.test_client().get("/docs/api").text

    assert set(re.findall(r'id="command-(\w+)"', page)) == set(COMMANDS)
    assert set(re.findall(r'id="event-(\w+)"', page)) == set(documents["asyncapi"]["operations"])
    assert "/api/v1/meetings/{slug}/commands" in page
    assert "<script" not in page


def test_no_meeting_can_be_called_as_an_address_of_the_program(app):
    first = {rule.rule.split("/")[1] for rule in app.url_map.iter_rules()}

    assert {each for each in first if each and not each.startswith("<")} - set(TAKEN_SLUGS) == set()


def test_documents_name_no_meeting_and_no_host(documents):
    for document in documents.values():
        assert SLUG not in json.dumps(document)
