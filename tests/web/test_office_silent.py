"""Who is silent: by item and mark, written to once in its own language, with its link; the plan with its gaps."""

import re
from dataclasses import replace
from uuid import uuid4

import pytest

from app.domain.commands import SetDelegations, SetProgramme
from app.service import Request
from app.store.outbox import LINK, letters
from app.web.office.silent import ranges
from tests.conftest import SLUG
from tests.factories import ASSISTANCE, COOPERATION, NOON, PROGRAMME
from tests.people import COLOMBIA, CROATIA, KENYA, SECRETARIAT
from tests.web.browsing import ORIGIN, Browser

PAGE = f"/office/meetings/{SLUG}/silent"
MARKED = tuple(replace(each, marks=("victim_assistance",)) for each in (KENYA, COLOMBIA, CROATIA))
ITEMS = (replace(ASSISTANCE, committee="va"), replace(COOPERATION, actions=(33, 34)))


@pytest.fixture
def office(app, service, program):
    """The office of a meeting in which item 2 concerns Kenya, Colombia and Croatia; Croatia is on its list."""
    programme = replace(PROGRAMME, items=tuple(
        next((changed for changed in ITEMS if changed.number == each.number), each) for each in PROGRAMME.items
    ))
    for name, command in (
        ("programme", SetProgramme(programme=programme, expected=service.load(SLUG).version)),
        ("delegations", SetDelegations(delegations=MARKED)),
    ):
        service.perform(Request(SLUG, SECRETARIAT, "Desk 1", uuid4(), command, name.encode()), NOON)
    for code in ("KEN", "COL"):
        program(code).post("set_contact", delegation=code, email=f"{code.lower()}@example.org")
    browser = Browser(app)
    browser.enter("secretariat")
    return browser


def found(page):
    return re.findall(r'name="silent" value="([^"]+)"', page)


def post(browser, *ticked, page=None):
    fields = dict(re.findall(r'name="(csrf_token|command_id)" value="([^"]+)"', page or browser.client.get(PAGE).text))
    return browser.client.post(PAGE, data={**fields, "silent": list(ticked)}, headers={"Origin": ORIGIN})


def kept(service):
    with service.engine.connect() as connection:
        return [each.letter for each in reversed(letters(connection, SLUG))]


@pytest.mark.parametrize("holder", ["chair", "KEN", ""])
def test_only_the_secretariat_sees_who_is_silent(app, holder):
    browser = Browser(app)
    if holder:
        browser.enter(holder)

    assert browser.client.get(PAGE).status_code == 302
    assert browser.client.post(PAGE, data={}, headers={"Origin": ORIGIN}).status_code == 401


def test_silent_are_those_whom_an_item_concerns_and_who_are_not_on_its_list(office):
    assert found(office.client.get(PAGE).text) == ["2|COL", "2|KEN"]


def test_who_has_inscribed_is_silent_no_more_and_a_draft_breaks_no_silence(office, program):
    program("KEN").post("inscribe", list="2.1", language="en", draft=True)
    in_draft = found(office.client.get(PAGE).text)
    program("secretariat").post("inscribe", list="2.1", delegation="KEN", language="en")

    assert in_draft == ["2|COL", "2|KEN"]
    assert found(office.client.get(PAGE).text) == ["2|COL"]


def test_any_item_can_be_looked_at_for_any_mark(office):
    page = office.client.get(f"{PAGE}?item=4&mark=victim_assistance").text

    assert found(page) == ["4|COL", "4|HRV", "4|KEN", "2|COL", "2|KEN"]


def test_those_with_an_address_are_ticked_at_once(office):
    page = office.client.get(f"{PAGE}?item=4&mark=victim_assistance&tick=all").text

    assert re.findall(r'value="([^"]+)" checked', page) == ["4|COL", "4|KEN", "2|COL", "2|KEN"]


def test_each_gets_one_letter_in_its_language_for_all_its_items(office, service, program):
    answer = post(office, "2|KEN", "4|KEN", "2|COL")

    spanish, english = kept(service)
    assert (answer.status_code, answer.location) == (303, f"/office/meetings/{SLUG}/mail?done=sent")
    assert [(each.to, each.language, each.purpose, each.about) for each in (spanish, english)] == [
        ("col@example.org", "es", "silent", "COL"), ("ken@example.org", "en", "silent", "KEN"),
    ]
    assert "2. Matters related to Victim Assistance\n4. Matters related to Cooperation\n" in english.body
    assert "4." not in spanish.body
    assert english.body.count(LINK) == 1


def test_form_pressed_twice_writes_once(office, service):
    page = office.client.get(PAGE).text

    answers = [post(office, "2|KEN", page=page).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert len(kept(service)) == 1
    assert "Written to" in office.client.get(PAGE).text


@pytest.mark.parametrize(("ticked", "status"), [
    ([], 422), (["4|HRV", "2|KEN"], 422), (["2|XXX"], 404), (["77|KEN"], 422), (["KEN"], 404),
])
def test_letters_are_written_to_all_or_none(office, service, ticked, status):
    assert post(office, *ticked).status_code == status
    assert kept(service) == []


def test_names_of_those_without_an_address_are_told(office):
    page = post(office, "4|HRV", "2|KEN").text

    assert "These have no address: Croatia. Nothing was sent to anybody." in page


def test_grid_shows_the_actions_that_nobody_speaks_to(office, program):
    program("NOR").post("amend", intervention="i3", actions=[34])
    program("KEN").post("inscribe", list="4", language="en", draft=True, actions=[33])

    page = office.client.get(PAGE).text

    rows = [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in re.findall(r"<tr.*?</tr>", page, re.S)]
    assert rows == ["Action 4 All", "33 0 0", "34 1 1"]
    assert "Nobody speaks to: 33." in page


@pytest.mark.parametrize(("numbers", "shown"), [
    ((), []), ((4,), ["4"]), ((1, 2, 3, 7, 9, 10), ["1–3", "7", "9–10"]),
])
def test_runs_of_actions_are_drawn_together(numbers, shown):
    assert ranges(numbers) == shown


def test_meeting_that_marks_nobody_says_so(app):
    browser = Browser(app)
    browser.enter("secretariat")

    assert "marks no delegation" in browser.client.get(PAGE).text
