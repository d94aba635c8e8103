"""The page of figures: for everybody where the meeting is public, and what it tells of gender is told once."""

from dataclasses import replace
from uuid import uuid4

import pytest

from app.domain.commands import SetProgramme
from app.service import Request
from app.web.figures_kept import plan_of, published_figures
from tests.conftest import SLUG
from tests.factories import NOON, PROGRAMME, inscribed, meeting
from tests.people import KENYA, NORWAY, SECRETARIAT
from tests.web.browsing import Browser
from tests.web.test_statements import given

PAGE = f"/{SLUG}/figures"
OFFICE = f"/office/meetings/{SLUG}/figures"
CANARY = "canary-7f3a"


def closed(desk):
    """Item 4 is closed: its only speaker was heard, and the room has gone on."""
    for list_id in ("4", "6"):
        assert desk.post("close_list", list=list_id).status_code == 200
    given(desk, "i3")
    assert desk.post("take_up", list="2.1").status_code == 200


def test_everybody_sees_the_figures_of_a_public_meeting(app, chair):
    closed(chair)

    page = app.test_client().get(PAGE)

    assert page.status_code == 200
    assert "Persons who spoke" in page.text


@pytest.mark.parametrize("holder", ["chair", "KEN", ""])
def test_office_shows_them_to_the_secretariat_only(app, holder):
    browser = Browser(app)
    if holder:
        browser.enter(holder)

    assert browser.client.get(OFFICE).status_code == 302


def test_meeting_behind_doors_shows_its_figures_to_the_office_alone(app, service):
    hidden = replace(PROGRAMME, is_public=False)
    command = SetProgramme(programme=hidden, expected=service.load(SLUG).version)
    service.perform(Request(SLUG, SECRETARIAT, "Desk 1", uuid4(), command, b"hidden"), NOON)
    browser = Browser(app)
    browser.enter("secretariat")

    assert app.test_client().get(PAGE).status_code in (302, 401)
    assert browser.client.get(OFFICE).status_code == 200
    assert f'href="{PAGE}"' not in browser.client.get(OFFICE).text


def test_nothing_is_published_until_an_item_is_closed(app, service):
    page = app.test_client().get(PAGE).text

    assert "No item is closed yet." in page
    assert service.published(SLUG) == []


def test_what_was_published_is_read_back_and_never_worked_out_again(app, service, chair):
    closed(chair)
    first = published_figures(service, service.load(SLUG))
    kept = service.published(SLUG)

    chair.post("inscribe", list="2.1", delegation="KEN", language="en")
    again = published_figures(service, service.load(SLUG))

    assert [each.after for each in first] == ["4"]
    assert again == first
    assert service.published(SLUG) == kept


def test_page_knows_no_person_and_no_single_answer(app, service, program, chair):
    kenya = program("KEN")
    kenya.post(
        "register_member", person=f"Amina {CANARY}", function=CANARY, capacity="head",
        gender="woman", email=f"{CANARY}@example.org", access_needs=CANARY,
    )
    closed(chair)

    page = app.test_client().get(PAGE).text
    contents = "".join(service.published(SLUG))

    assert len(service.load(SLUG).members) == 1
    assert CANARY not in page + contents
    assert "woman" not in contents


def test_draft_is_counted_nowhere():
    held = meeting(inscribed(NORWAY, "i1"), inscribed(KENYA, "i2", is_draft=True, actions=(7,)))

    assert plan_of(held).actions == ()


def test_page_is_made_in_the_language_in_force(app):
    assert '<html lang="ar" dir="rtl"' in app.test_client().get(f"{PAGE}?lang=ar").text
