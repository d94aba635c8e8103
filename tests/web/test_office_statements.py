"""Texts in the office: all of them with what is missing, read by the secretariat only, released, withdrawn."""

import re

import pytest

from tests.conftest import SLUG
from tests.web.browsing import ORIGIN, Browser
from tests.web.test_statements import TEXT, given, sent

PAGE = f"/office/meetings/{SLUG}/statements"


@pytest.fixture
def office(app):
    browser = Browser(app)
    browser.enter("secretariat")
    return browser


def post(browser, path, page=None):
    """Presses a button of the page."""
    shown = page or browser.client.get(PAGE).text
    fields = dict(re.findall(r'name="(csrf_token|command_id)" value="([^"]+)"', shown))
    return browser.client.post(f"{PAGE}/{path}", data=fields, headers={"Origin": ORIGIN})


def rows(page):
    """The cells of each row as words, the heads among them."""
    return [
        " ".join(re.sub(r"<[^>]+>", " ", row).split())
        for row in re.findall(r"<tr>(.*?)</tr>", page, re.S) if "<thead" not in row and "rowgroup" in row
    ]


@pytest.mark.parametrize("holder", ["chair", "NOR", "KEN", "booth", ""])
@pytest.mark.parametrize("path", ["", "/t1", "/t1/file"])
def test_only_the_secretariat_sees_the_texts(app, program, holder, path):
    sent(program("NOR"))
    browser = Browser(app)
    if holder:
        browser.enter(holder)

    assert browser.client.get(PAGE + path).status_code == 302


@pytest.mark.parametrize("path", ["release/t1", "withdraw/t1", "request/i1"])
def test_stranger_changes_nothing(app, program, service, path):
    sent(program("NOR"))
    browser = Browser(app)
    browser.enter("NOR")
    before = service.load(SLUG)

    assert browser.client.post(f"{PAGE}/{path}", data={}, headers={"Origin": ORIGIN}).status_code == 401
    assert service.load(SLUG) == before


def test_page_has_every_intervention_with_its_texts_or_without(office, program):
    sent(program("NOR"), raw=b"word " * 500)

    shown = rows(office.client.get(PAGE).text)

    assert [re.sub(r" (Ask for it|Download).*", "", each) for each in shown] == [
        "1 Croatia Inscribed No text 5:00", "2 Peru Inscribed No text 5:00",
        "1 Norway Inscribed English (read, Norway) 500 4:33 1:33 over 3:00 Under embargo "
        "Until it was spoken TXT",
    ]


@pytest.mark.parametrize(("asked", "found"), [
    ({"show": "missing"}, ["Croatia", "Peru"]), ({"show": "held"}, ["Norway"]), ({"show": "over"}, []),
    ({"delegation": "PER"}, ["Peru"]), ({"delegation": "PER", "show": "held"}, []),
    ({"show": "nonsense"}, ["Croatia", "Peru", "Norway"]),
])
def test_page_shows_what_is_asked_for(office, program, asked, found):
    sent(program("NOR"))

    page = office.client.get(PAGE, query_string=asked).text

    assert [name for row in rows(page) for name in re.findall("^. (Croatia|Peru|Norway) ", row)] == found


def test_text_is_read_and_taken_as_it_was_handed_in(office, program):
    sent(program("NOR"), raw=f"<b>{TEXT}</b>".encode())

    page, file = office.client.get(f"{PAGE}/t1"), office.client.get(f"{PAGE}/t1/file")

    assert f"&lt;b&gt;{TEXT.strip()}" in page.text
    assert (page.status_code, page.headers["Cache-Control"]) == (200, "no-store")
    assert file.data == f"<b>{TEXT}</b>".encode()
    assert file.headers["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in file.headers["Content-Security-Policy"]


def test_text_is_released_once_and_withdrawn(office, program, service):
    sent(program("NOR"))
    page = office.client.get(PAGE).text

    released, again = post(office, "release/t1", page), post(office, "release/t1", page)
    state_then, version = service.load(SLUG).statements["t1"].state, service.load(SLUG).version
    withdrawn = post(office, "withdraw/t1", page)

    assert (released.status_code, released.location) == (303, f"{PAGE}?done=released")
    assert (again.status_code, state_then) == (303, "released")
    assert (withdrawn.status_code, service.load(SLUG).statements["t1"].state) == (303, "withdrawn")
    assert service.load(SLUG).version == version + 1
    assert service.file(SLUG, "t1") is None
    assert office.client.get(f"{PAGE}/t1").status_code == 404


def test_missing_text_is_asked_for(office, service):
    answer = post(office, "request/i3")

    assert answer.status_code == 303
    assert list(service.load(SLUG).text_requests) == ["i3"]
    assert "Asked for" in office.client.get(PAGE).text


def test_refusal_stands_on_the_page_as_a_sentence(office, program, chair):
    chair.post("open_list", list="4")
    given(chair, "i3")

    answer = post(office, "request/i3")

    assert answer.status_code == 409
    assert 'role="alert"' in answer.text
