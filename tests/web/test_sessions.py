"""Links are exchanged for a cookie; a browser acts as whom it was let in, and only from our own pages."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.store.tables import EventRow
from app.web.callers import MOST_GRANTS
from app.web.links import Link
from tests.conftest import SLUG
from tests.people import DELEGATIONS
from tests.web.browsing import ORIGIN, Browser


@pytest.fixture
def browser(app):
    return Browser(app)


def code(answer):
    return answer.status_code, answer.json["code"]


@pytest.mark.parametrize(("holder", "path"), [
    ("chair", f"/{SLUG}/chair"), ("secretariat", f"/{SLUG}/secretariat"), ("room", f"/{SLUG}/room"),
    ("booth", f"/{SLUG}/booth"), ("public", f"/{SLUG}"), ("KEN", f"/{SLUG}/delegation/KEN"),
])
def test_link_leads_to_its_page(browser, holder, path):
    assert browser.enter(holder).json == {"ok": True, "to": path}

    page = browser.page(path)
    acting_as = "delegation:KEN" if holder == "KEN" else holder
    assert (page["meeting"], page["as"], page["timezone"]) == (SLUG, acting_as, "Europe/Zurich")
    assert page["screen"] == ("delegate" if holder == "KEN" else holder)
    assert page["names_url"].startswith(f"/api/v1/meetings/{SLUG}/names/en?v=")


def test_cookie_is_kept_from_scripts_and_from_other_sites(browser):
    cookie = browser.enter("chair").headers["Set-Cookie"]

    assert cookie.startswith("rostrum=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


def test_cookie_on_https_is_for_this_host_only(make_app, settings, app):
    secure = Browser(make_app(replace(settings, base_url="https://rostrum.example.org")))
    answer = secure.client.post(
        "/enter", base_url="https://rostrum.example.org", headers={"Origin": "https://rostrum.example.org"},
        json={"token": secure._here.links.token(Link(SLUG, "chair", 1))},
    )

    assert answer.headers["Set-Cookie"].startswith("__Host-rostrum=")
    assert "Secure" in answer.headers["Set-Cookie"].split("; ")


@pytest.mark.parametrize(("token", "expected"), [
    ("", (401, "unknown_link")), ("a.b.1.c", (401, "unknown_link")), ("small-2017.chair.1.", (401, "unknown_link")),
    ("\ud800.a.1.b", (401, "unknown_link")), ("a.b.1.\ud800", (401, "unknown_link")),
    ("é.é.1.é", (401, "unknown_link")), ("\x00.\x00.1.\x00", (401, "unknown_link")),
    (None, (422, "missing")), (7, (422, "missing")), ({}, (422, "missing")),
])
def test_what_is_no_link_opens_nothing(browser, token, expected):
    answer = browser.enter_with(token)

    assert code(answer) == expected
    assert "Set-Cookie" not in answer.headers


def test_link_of_a_meeting_that_is_not_here(browser):
    token = browser._here.links.token(Link("gone-2016", "chair", 1))

    assert code(browser.enter_with(token)) == (401, "unknown_link")


def test_link_of_a_delegation_that_is_not_here(browser):
    assert code(browser.enter("XXX")) == (401, "link_revoked")


def test_browser_commands_with_the_token_of_its_page(browser, service):
    browser.enter("chair")
    csrf = browser.page(f"/{SLUG}/chair")["csrf"]

    done = browser.post("resume", "chair", csrf)

    assert (done.status_code, service.load(SLUG).session.state) == (200, "in_session")


@pytest.mark.parametrize(("acting_as", "csrf", "origin", "expected"), [
    ("chair", None, ORIGIN, (403, "csrf_failed")), ("chair", "", ORIGIN, (403, "csrf_failed")),
    ("chair", "guessed", ORIGIN, (403, "csrf_failed")), ("chair", "right", None, (403, "foreign_origin")),
    ("chair", "right", "null", (403, "foreign_origin")), ("secretariat", "right", ORIGIN, (401, "not_signed_in")),
    ("delegation:KEN", "right", ORIGIN, (401, "not_signed_in")), ("", "right", ORIGIN, (401, "not_signed_in")),
    ("\xe9", "right", ORIGIN, (401, "not_signed_in")),
])
def test_browser_that_is_refused(browser, service, acting_as, csrf, origin, expected):
    browser.enter("chair")
    right = browser.page(f"/{SLUG}/chair")["csrf"]

    answer = browser.post("resume", acting_as, right if csrf == "right" else csrf, origin)

    assert code(answer) == expected
    assert service.load(SLUG).session.state == "not_begun"


def test_token_of_another_browser_is_refused(app, browser):
    other = Browser(app)
    for each in (browser, other):
        each.enter("chair")

    foreign = other.page(f"/{SLUG}/chair")["csrf"]

    assert code(browser.post("resume", "chair", foreign)) == (403, "csrf_failed")


def test_one_browser_acts_as_each_of_those_whose_links_it_opened(browser, service):
    browser.enter("chair")
    browser.enter("KEN")
    csrf = browser.page(f"/{SLUG}/delegation/KEN")["csrf"]

    unsaid = browser.post("resume", None, csrf)
    assert code(unsaid) == (401, "not_signed_in")
    assert code(browser.post("resume", "delegation:KEN", csrf)) == (403, "not_for_role")
    assert browser.post("open_list", "chair", csrf, list="4").status_code == 200
    assert browser.post("inscribe", "delegation:KEN", csrf, list="4").status_code == 200
    assert service.load(SLUG).interventions["i4"].delegation == "KEN"


def test_screens_are_seen_with_the_cookie(browser):
    browser.enter("KEN")

    mine = browser.client.get(f"/api/v1/meetings/{SLUG}/screens/delegate")
    another_s = browser.client.get(f"/api/v1/meetings/{SLUG}/screens/chair")

    assert (mine.status_code, mine.json["screen"]["delegation"]) == (200, "KEN")
    assert code(another_s) == (403, "not_for_role")


def test_each_exchange_is_a_seat_of_its_own(app, service):
    seats = []
    for holder in ("chair", "chair", "KEN"):
        browser = Browser(app)
        browser.enter(holder)
        path = f"/{SLUG}/delegation/KEN" if holder == "KEN" else f"/{SLUG}/chair"
        page = browser.page(path)
        seats.append(page["seat"])
        browser.post("tell", "chair", page["csrf"], words=f"from {page['seat']}")

    with service.engine.connect() as connection:
        written = connection.execute(select(EventRow.seat).where(EventRow.kind == "told")).scalars().all()
    assert seats == ["Desk 1", "Desk 2", "1"]
    assert written == ["Desk 1", "Desk 2"]


@pytest.mark.parametrize("path", ["chair", "secretariat", "room", "booth", "delegation/KEN", "delegation/XXX"])
def test_page_without_its_link_is_refused_to_people_in_words(app, browser, path):
    for visitor in (Browser(app), browser):
        visitor.enter("NOR")
        answer = visitor.client.get(f"/{SLUG}/{path}")
        assert (answer.status_code, answer.content_type) == (401, "text/html; charset=utf-8")
        assert "Open your link again" in answer.text


@pytest.mark.parametrize(("path", "status"), [
    ("/gone-2016", 404), ("/gone-2016/chair", 404), (f"/{SLUG}/kitchen", 404), ("/%00", 404), (f"/{SLUG}?list=77", 404),
])
def test_page_that_is_not_there(browser, path, status):
    assert browser.client.get(path).status_code == status


def test_revoked_link_ends_its_sessions(browser, service):
    browser.enter("KEN")
    csrf = browser.page(f"/{SLUG}/delegation/KEN")["csrf"]

    generation = service.revoke(SLUG, "KEN")

    assert code(browser.post("inscribe", "delegation:KEN", csrf, list="4")) == (401, "link_revoked")
    assert browser.client.get(f"/{SLUG}/delegation/KEN").status_code == 401
    assert code(browser.enter("KEN")) == (401, "link_revoked")
    assert browser.enter("KEN", generation).status_code == 200
    assert browser.page(f"/{SLUG}/delegation/KEN")["as"] == "delegation:KEN"


def test_browser_keeps_its_newest_grants(browser):
    codes = [each.code for each in DELEGATIONS]
    for _ in range(3):
        for holder in codes:
            browser.enter(holder)

    with browser.client.session_transaction() as session:
        assert len(session["grants"]) == len(codes) < MOST_GRANTS
        assert list(session["grants"])[-1] == f"{SLUG}/{codes[-1]}"
