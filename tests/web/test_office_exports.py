"""All that can be taken away: for the secretariat only, as it stands, and no more of persons than was asked for."""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from uuid import uuid4

import pytest

from app.domain.commands import SetProgramme
from app.service import Request
from app.web.office.exported import FILES
from tests.conftest import SLUG
from tests.factories import NOON, PROGRAMME, later
from tests.people import SECRETARIAT
from tests.web.browsing import Browser
from tests.web.test_statements import given

PAGE = f"/office/meetings/{SLUG}/exports"
CANARY = "canary-7f3a"
BEGINNINGS = {"xlsx": b"PK", "csv": b"\xef\xbb\xbf", "json": b"[", "yaml": b"meeting:", "ics": b"BEGIN:VCALENDAR"}


@pytest.fixture
def office(app):
    browser = Browser(app)
    browser.enter("secretariat")
    return browser


def words_in(file):
    """All that stands in a file, unpacked if it is packed."""
    if not file.startswith(b"PK"):
        return file.decode()
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        return "".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


@pytest.mark.parametrize("holder", ["chair", "KEN", "booth", ""])
@pytest.mark.parametrize("path", ["", "/speaking-list.csv", "/programme.yaml", "/figures.xlsx", "/anchor.txt"])
def test_only_the_secretariat_takes_anything_away(app, holder, path):
    browser = Browser(app)
    if holder:
        browser.enter(holder)

    assert browser.client.get(PAGE + path).status_code == 302


@pytest.mark.parametrize(("name", "kind"), FILES)
def test_file_is_what_it_says(office, name, kind):
    answer = office.client.get(f"{PAGE}/{name}.{kind}")

    assert answer.status_code == 200
    assert answer.data.startswith(BEGINNINGS[kind])
    assert answer.headers["Content-Disposition"] == f"attachment; filename*=UTF-8''{SLUG}-{name}.{kind}"
    assert answer.headers["Cache-Control"] == "no-store"


def test_every_link_of_the_page_leads_to_something(office):
    page = office.client.get(PAGE).text

    links = [each.replace("&amp;", "&") for each in re.findall(r'class="button" href="([^"]+)"', page)]
    files = [each for each in links if not each.split("?")[0].endswith((".pdf", ".docx"))]

    assert len(files) > len(FILES)
    assert {office.client.get(each).status_code for each in files} == {200}


def test_speaking_list_is_that_of_the_list_with_its_times(office, chair):
    given(chair, "i3")

    rows = list(csv.DictReader(io.StringIO(
        office.client.get(f"{PAGE}/speaking-list.csv?list=4").data.decode("utf-8-sig")
    )))

    assert [(row["delegation"], row["state"]) for row in rows] == [("NOR", "delivered")]
    assert "" not in [rows[0][moment] for moment in ("called_at", "began_at", "ended_at")]
    assert len(json.loads(office.client.get(f"{PAGE}/speaking-list.json").data)) == 3
    assert office.client.get(f"{PAGE}/speaking-list.csv?list=77").status_code == 404


@pytest.mark.parametrize(("name", "kind"), FILES)
def test_person_stands_in_a_file_only_if_that_was_asked_for(office, program, name, kind):
    program("NOR").post("amend", intervention="i3", speaker=f"Amina {CANARY}", note=f"secret {CANARY}")
    program("KEN").post("register_member", person=CANARY, email=f"{CANARY}@example.org", access_needs=CANARY)
    program("KEN").post("set_contact", delegation="KEN", email=f"{CANARY}@example.org")

    unasked = words_in(office.client.get(f"{PAGE}/{name}.{kind}").data)
    asked = words_in(office.client.get(f"{PAGE}/{name}.{kind}?persons=yes").data)

    assert CANARY not in unasked
    assert asked.replace(f"Amina {CANARY}", "").count(CANARY) == 0
    assert (f"Amina {CANARY}" in asked) is (name in ("speaking-list", "programme") and kind != "ics")


@pytest.mark.parametrize(("name", "kind"), [
    each for each in FILES if each[0] != "figures" and each[1] != "ics"
])
def test_draft_is_in_no_file(office, program, service, name, kind):
    path = f"{PAGE}/{name}.{kind}?persons=yes"
    before = words_in(office.client.get(path).data)

    program("KEN").post("inscribe", list="4", language="en", draft=True)

    assert [each.delegation for each in service.load(SLUG).interventions.values() if each.state == "draft"] == ["KEN"]
    assert words_in(office.client.get(path).data) == before


def test_sitting_past_midnight_is_told_as_a_sentence(office, service):
    long = tuple(replace(each, ends_at=later(20 * 3600, each.starts_at)) for each in PROGRAMME.sittings)
    command = SetProgramme(programme=replace(PROGRAMME, sittings=long), expected=service.load(SLUG).version)
    service.perform(Request(SLUG, SECRETARIAT, "Desk 1", uuid4(), command, b"long"), NOON)

    answer = office.client.get(f"{PAGE}/programme.yaml")

    assert answer.status_code == 409
    assert "Sitting am goes past midnight and is longer than twelve hours: the file cannot say that." in answer.text


def test_anchor_names_the_end_of_the_log(office, service):
    head, bad = service.anchor(SLUG)

    lines = office.client.get(f"{PAGE}/anchor.txt").data.decode().splitlines()

    assert bad is None
    assert lines[:4] == [f"meeting: {SLUG}", f"version: {head.version}", f"mac: {head.mac}", "chain holds: yes"]
    assert len(head.mac) == 64
