"""A secretariat that fills in the forms of the editor as a browser would send them."""

import re
from html import unescape
from typing import Any

from werkzeug.test import TestResponse

from tests.conftest import SLUG
from tests.web.browsing import ORIGIN
from tests.web.signing_in import Person

PLAN = f"/office/meetings/{SLUG}/programme"


def fields_of(page: str) -> dict[str, Any]:
    """What a browser would send of the forms of a page, if nothing were typed."""
    found = {}
    for tag in re.findall(r"<input\b[^>]*>", page):
        kind = _attribute(tag, "type")
        if kind in ("checkbox", "radio") and " checked" not in tag:
            continue
        if name := _attribute(tag, "name"):
            value = _attribute(tag, "value")
            found[name] = [*found.get(name, []), value] if kind == "checkbox" else value
    for name, options in re.findall(r'<select class="field"[^>]* name="([^"]+)"[^>]*>(.*?)</select>', page, re.S):
        values = re.findall(r'<option value="([^"]*)"( selected)?', options)
        found[name] = unescape(next((value for value, chosen in values if chosen), values[0][0] if values else ""))
    return found


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return unescape(found[1]) if found else ""


def send(browser: Person, path: str, page: str | None = None, **typed: Any) -> TestResponse:
    """Opens the page of a form, types into its fields and sends it."""
    fields = fields_of(browser.client.get(page or path).text) | typed
    return browser.client.post(path.partition("?")[0], data=fields, headers={"Origin": ORIGIN})


def faults_of(answer: TestResponse) -> dict[str, str]:
    """The sentences beside the fields of a page, by field; "" for what is said above the form."""
    beside = re.findall(r'id="hint-([^"]+)"><b class="form__fault">(.*?)</b>', answer.text)
    above = re.findall(r'note--fault" role="alert"><b>[^<]*</b> (.*?)</div>', answer.text)
    return {name: unescape(words) for name, words in beside} | ({"": unescape(above[0])} if above else {})


def items_of(answer: TestResponse) -> list[tuple[str, str]]:
    """The items of the page of the programme, as (number, hours)."""
    rows = re.findall(r'data-item="([^"]+)"(.*?)</tr>', answer.text, re.S)
    return [(unescape(number), re.findall(r'class="hours" dir="ltr">([^<]+)<', row)[0]) for number, row in rows]
