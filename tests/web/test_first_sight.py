"""What the page of a phone brings along, and what its service worker is told to keep."""

import json
import re

import pytest

from tests.conftest import SLUG
from tests.web.browsing import Browser

PHONE = f"/{SLUG}/delegation/NOR"


@pytest.fixture
def browser(app):
    browser = Browser(app)
    assert browser.enter("NOR").status_code == 200
    return browser


def block(page, name):
    return json.loads(re.search(f'<script type="application/json" id="{name}">(.*?)</script>', page, re.DOTALL)[1])


def test_phone_brings_along_what_it_would_be_told(browser, norway):
    first = block(browser.client.get(PHONE).text, "first")

    told = norway.get("/screens/delegate").json
    assert {name: first[name] for name in ("version", "tag", "screen")} == told
    assert first["screen"]["mine"], "an inscription of its own"


def test_watch_that_names_the_tag_is_told_nothing_more(browser, here):
    first = block(browser.client.get(PHONE).text, "first")

    assert here.news.views(SLUG).screen("delegate", None, "NOR").tag == first["tag"]


def test_phone_brings_along_the_names_in_its_screen(browser, norway):
    page = browser.client.get(PHONE).text
    names = block(page, "names")

    whole = norway.client.get(block(page, "page")["names_url"]).json
    assert names["items"] == whole["items"]
    assert names["lists"] == whole["lists"]
    assert names["delegations"] == {"NOR": whole["delegations"]["NOR"]}
    assert names["codes"].items() <= whole["codes"].items()
    said = {reason["code"] for each in norway.screen("delegate")["mine"].values() for reason in each["because"]}
    assert said
    assert {f"reason.{code}" for code in said} <= names["codes"].keys()
    assert len(names["codes"]) < len(whole["codes"]) / 4


@pytest.mark.parametrize("path", [f"/{SLUG}", f"/{SLUG}/room"])
def test_other_pages_wait_for_the_socket(app, path):
    browser = Browser(app)
    browser.enter("room")

    assert 'id="first"' not in browser.client.get(path).text


def test_worker_of_phones_keeps_all_that_a_phone_needs(browser):
    worker = browser.client.get("/sw.js")
    shell = json.loads(re.search(r"^const SHELL = (.*)$", worker.text, re.MULTILINE)[1])

    page = browser.client.get(PHONE).text
    # Flags are kept as they are asked for.
    needed = {each for each in re.findall(r'"(/static/[^"]+)"', page) if "/vendor/flag" not in each}
    assert needed == set(shell)
    assert all("immutable" in browser.client.get(each).headers["Cache-Control"] for each in shell)
    assert f'const RELEASE = "{shell[0].split("/")[2]}"' in worker.text


def test_worker_of_phones_is_asked_for_again_each_time(browser):
    headers = browser.client.get("/sw.js").headers

    assert headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert headers["Cache-Control"] == "no-cache"
    assert headers["Service-Worker-Allowed"] == "/"
    assert headers["Content-Security-Policy"] == "default-src 'none'; connect-src 'self'"
