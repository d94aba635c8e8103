"""Inscriptions in the office: who is on which list and why, what is a draft, for the secretariat only."""

import re
from dataclasses import replace
from uuid import uuid4

import pytest

from app.domain.commands import SetProgramme
from app.domain.programme import Window
from app.service import Request
from tests.conftest import SLUG
from tests.factories import NOON, PROGRAMME, later
from tests.people import SECRETARIAT
from tests.web.browsing import Browser
from tests.web.test_statements import sent

PAGE = f"/office/meetings/{SLUG}/inscriptions"


@pytest.fixture
def office(app):
    browser = Browser(app)
    browser.enter("secretariat")
    return browser


def lists(page):
    """By list: the line under its title, then its rows, as words."""
    return {
        words(title): [words(state), *(words(row) for row in re.findall(r"<tr(?: class=[^>]+)?>(.*?)</tr>", rest, re.S)
                                       if 'scope="row"' in row)]
        for title, state, rest in re.findall(
            r'<section class="listed">\s*<h2[^>]*>(.*?)</h2>\s*<p[^>]*>(.*?)</p>(.*?)</section>', page, re.S
        )
    }


def words(markup):
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


@pytest.mark.parametrize("holder", ["chair", "KEN", "booth", ""])
def test_only_the_secretariat_sees_drafts_and_reasons(app, holder):
    browser = Browser(app)
    if holder:
        browser.enter(holder)

    assert browser.client.get(PAGE).status_code == 302


def test_every_list_stands_with_who_is_on_it_and_why(office, program):
    sent(program("NOR"))

    shown = lists(office.client.get(PAGE).text)

    assert list(shown) == ["1 Opening", "2.1 Victim Assistance", "3.4 Request of Angola", "3.5 Request of Ecuador",
                           "4 Cooperation", "6 Aspirations", "9 Closing"]
    assert shown["2.1 Victim Assistance"] == [
        "Not open · 2 on the list · 2 wait · 2 without text",
        "1 Croatia Invited, 12 Apr 2017, 10:00 English Inscribed No text",
        "2 Peru Invited, 12 Apr 2017, 10:00 Spanish Inscribed No text",
    ]
    assert shown["4 Cooperation"] == [
        "Not open · 1 on the list · 1 waits", "1 Norway State Party, 12 Apr 2017, 10:00 English Inscribed English",
    ]


def test_draft_is_marked_and_on_no_list(office, program):
    program("KEN").post("inscribe", list="4", language="fr", draft=True)

    shown = lists(office.client.get(PAGE).text)["4 Cooperation"]

    assert shown[0] == "Not open · 1 on the list · 1 waits · 1 without text · 1 draft"
    assert shown[2] == "Kenya Draft of the delegation: not on the list French Draft"


def test_page_is_that_of_one_delegation(office):
    shown = lists(office.client.get(f"{PAGE}?delegation=NOR").text)

    assert list(shown) == ["4 Cooperation"]


def test_hours_are_those_of_the_place_and_the_place_is_named(office, service, chair):
    windows = (Window(list="6", opens_at=later(3600), closes_at=later(7200)),)
    command = SetProgramme(programme=replace(PROGRAMME, windows=windows), expected=service.load(SLUG).version)
    service.perform(Request(SLUG, SECRETARIAT, "Desk 1", uuid4(), command, b"windows"), NOON)

    page = office.client.get(PAGE).text

    assert "Times are those of Europe/Zurich." in page
    assert lists(page)["6 Aspirations"] == ["Not open · opens 8 Jun 2017, 13:00 · closes 8 Jun 2017, 14:00"]


def test_place_that_the_chair_gave_says_so(office, chair):
    chair.post("move", intervention="i2", before="i1")

    shown = lists(office.client.get(PAGE).text)

    assert shown["2.1 Victim Assistance"][1].startswith("1 Peru Invited, 12 Apr 2017, 10:00, moved by the chair ")


def test_preference_and_refusal_are_shown(office, program, chair):
    program("NOR").post("prefer", delegation="NOR", interventions=["i3"])
    chair.post("refuse", intervention="i2", reason="Not under this item")

    shown = lists(office.client.get(PAGE).text)

    assert shown["4 Cooperation"][1].endswith("Inscribed No text 1")
    assert "Peru" in shown["2.1 Victim Assistance"][2]
    assert "Not under this item" in shown["2.1 Victim Assistance"][2]
