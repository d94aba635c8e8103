"""Reminders: who has begun and not completed, shown before anything leaves; one letter to each, once."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from app.store.outbox import LINK, letters
from app.web.reminders import incomplete
from tests.conftest import SLUG
from tests.factories import NOON
from tests.web.browsing import ORIGIN, Browser

PAGE = f"/office/meetings/{SLUG}/inscriptions"
REMIND = f"/office/meetings/{SLUG}/reminders"


@pytest.fixture
def office(app):
    browser = Browser(app)
    browser.enter("secretariat")
    return browser


def post(browser, **fields):
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.client.get(PAGE).text)[1]
    return browser.client.post(REMIND, data={"csrf_token": token, **fields}, headers={"Origin": ORIGIN})


def reminders(service):
    with service.engine.connect() as connection:
        found = [each.letter for each in reversed(letters(connection, SLUG))]
    return [each for each in found if each.purpose == "reminder"]


@pytest.fixture
def begun(kenya, secretariat):
    """Kenya, with an address, has a draft on 4; the three of the import have neither a text nor an address."""
    secretariat.post("set_contact", delegation="KEN", email="ken@example.org")
    secretariat.post("open_list", list="4")
    assert kenya.post("inscribe", list="4", draft=True).json["intervention"] == "i4"


def test_incomplete_is_what_was_asked_for_and_nothing_else(begun, service):
    meeting = service.load(SLUG)

    found = {
        kind: {code: [each.id for each in lacking[kind]] for code, lacking in incomplete(meeting, [kind], NOON).items()}
        for kind in ("drafts", "texts", "registration")
    }

    assert found == {
        "drafts": {"KEN": ["i4"]}, "texts": {"HRV": ["i1"], "PER": ["i2"], "NOR": ["i3"]}, "registration": {},
    }


@pytest.mark.parametrize(("after_s", "count"), [(-1, 11), (0, 0), (1, 0)])
def test_registration_is_reminded_of_until_its_deadline(secretariat, service, after_s, count):
    secretariat.post("register_member", delegation="KEN", person="A")
    meeting = service.load(SLUG)
    bounded = replace(meeting, programme=replace(meeting.programme, registration_ends_at=NOON))

    found = incomplete(bounded, ["registration"], NOON + timedelta(seconds=after_s))

    assert (len(found), "KEN" in found) == (count, False)


def test_preview_counts_and_sends_nothing(begun, office, service):
    shown = post(office, kind=["drafts", "texts"])

    assert shown.status_code == 200
    assert "Send 1 letter<" in shown.text
    assert shown.text.count("No address") == 3
    assert reminders(service) == []


def test_each_who_can_be_reached_gets_one_letter_once(begun, office, service):
    form = {"kind": ["drafts", "texts"], "sure": "yes", "command_id": str(uuid4())}

    answers = [post(office, **form), post(office, **form)]

    assert [each.status_code for each in answers] == [303, 303]
    (letter,) = reminders(service)
    assert (letter.to, letter.about) == ("ken@example.org", "KEN")
    assert LINK in letter.body
    assert "i4, item 4: Matters related to Cooperation" in letter.body


def test_nobody_is_written_to_if_nobody_can_be_reached(begun, office, service):
    answer = post(office, kind="texts", sure="yes")

    assert answer.status_code == 422
    assert "Nobody who is to be reminded has an address." in answer.text
    assert reminders(service) == []


def test_kind_that_is_not_known_and_form_of_another_page_do_nothing(begun, office, service):
    unknown = post(office, kind="everything", sure="yes")
    foreign = office.client.post(REMIND, data={"kind": "drafts", "sure": "yes"}, headers={"Origin": ORIGIN})

    assert (unknown.status_code, foreign.status_code) == (422, 403)
    assert reminders(service) == []
