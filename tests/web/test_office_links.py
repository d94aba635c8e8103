"""Links in the office: for the secretariat only, shown on demand, sent, ended; contacts on no screen; cards."""

import re
from html import unescape
from uuid import uuid4

import pytest

from app.screens.views import SCREENS
from app.store.accounts import ALL_MEETINGS, Right
from app.store.outbox import LINK, letters
from app.web.links import Link
from tests.conftest import SLUG
from tests.web.browsing import ORIGIN, Browser
from tests.web.signing_in import Person, made

LINKS = f"/office/meetings/{SLUG}/links"
EMAIL = "canary@example.org"


@pytest.fixture
def office(app):
    browser = Browser(app)
    browser.enter("secretariat")
    return browser


def post(browser, path, **fields):
    """Sends the form of the page of links, as a browser would."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.client.get(LINKS).text)[1]
    return browser.client.post(path, data={"csrf_token": token, **fields}, headers={"Origin": ORIGIN})


def link_of(here, holder, generation=1):
    return here.links.url(Link(SLUG, holder, generation))


def kept(service):
    with service.engine.connect() as connection:
        return list(reversed(letters(connection, SLUG)))


@pytest.mark.parametrize("holder", ["chair", "KEN", "room"])
@pytest.mark.parametrize("path", [LINKS, f"{LINKS}/KEN/contact", f"/office/meetings/{SLUG}/cards.pdf"])
def test_only_the_secretariat_sees_the_links(app, holder, path):
    browser = Browser(app)
    browser.enter(holder)

    assert browser.client.get(path).status_code == 302


def test_page_shows_no_link_until_it_is_asked_for_one(office, here):
    page = office.client.get(LINKS)
    shown = post(office, f"{LINKS}/show", one="KEN")

    assert "/enter#" not in page.text
    assert re.findall(r">(http[^<]*)</output>", shown.text) == [link_of(here, "KEN")]
    assert {page.headers["Cache-Control"], shown.headers["Cache-Control"]} == {"no-store"}


@pytest.mark.parametrize(("asked", "found"), [
    ("kén", set()), ("ken", {"KEN"}), ("كينيا", {"KEN"}), ("norvège", {"NOR"}), ("cross committee", {"ICRC"}),
    ("interpreters", {"booth"}), ("", None),
])
def test_search_finds_a_code_or_a_name_in_any_language(office, asked, found):
    page = office.client.get(LINKS, query_string={"q": asked}).text

    holders = set(re.findall(r'name="holder" value="([^"]+)"', page))
    assert holders == found if found is not None else len(holders) == 17


@pytest.mark.parametrize("path", ["show", "send", "renew"])
def test_form_of_another_page_does_nothing(office, service, path):
    answer = office.client.post(f"{LINKS}/{path}", data={"one": "KEN"}, headers={"Origin": ORIGIN})

    assert answer.status_code == 403
    assert "/enter#" not in answer.text
    assert service.load_with_links(SLUG)[1].of("KEN") == 1
    assert kept(service) == []


def test_new_link_ends_the_old_one_once(office, here, kenya):
    first = post(office, f"{LINKS}/renew", one="KEN.1")
    again = post(office, f"{LINKS}/renew", one="KEN.1")

    for answer in (first, again):
        assert link_of(here, "KEN", 2) in unescape(answer.text)
    assert kenya.get("/screens/delegate").status_code == 401


def test_who_ends_the_own_link_stays_in_the_office(office, here):
    answer = post(office, f"{LINKS}/renew", one="secretariat.1")

    assert link_of(here, "secretariat", 2) in unescape(answer.text)
    assert office.client.get(LINKS).status_code == 200


def test_contact_is_saved_and_shown_to_the_secretariat_only(app, office, secretariat, program):
    answer = post(office, f"{LINKS}/KEN/contact", email=EMAIL, language="fr")

    assert (answer.status_code, answer.location) == (303, f"{LINKS}?q=KEN&done=saved")
    assert EMAIL in office.client.get(LINKS).text
    for holder, screens in {
        "chair": SCREENS, "secretariat": SCREENS, "KEN": ("delegate", "room"), "NOR": ("delegate",),
    }.items():
        for screen in screens:
            assert EMAIL not in program(holder).get(f"/screens/{screen}?list=4").text
    assert EMAIL not in app.test_client().get(f"/{SLUG}").text


@pytest.mark.parametrize("email", ["mission", "a@example.org\r\nBcc: b@example.org"])
def test_address_that_cannot_be_is_named_at_its_field(office, email):
    answer = post(office, f"{LINKS}/KEN/contact", email=email)

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert "This is not an e-mail address" in answer.text


def test_link_is_sent_once_in_the_language_of_its_delegation_and_kept_without_its_token(office, here, service):
    post(office, f"{LINKS}/COL/contact", email="col@example.org", language="")
    post(office, f"{LINKS}/KEN/contact", email="ken@example.org", language="ar")
    form = {"holder": ["COL", "KEN"], "command_id": str(uuid4())}

    answers = [post(office, f"{LINKS}/send", **form), post(office, f"{LINKS}/send", **form)]

    assert [each.status_code for each in answers] == [303, 303]
    sent = kept(service)
    assert [(each.letter.to, each.letter.language, each.letter.about) for each in sent] == [
        ("col@example.org", "es", "COL"), ("ken@example.org", "ar", "KEN"),
    ]
    assert all(LINK in each.letter.body and "enter#" not in each.letter.body for each in sent)
    assert "Small Meetings of the Convention" in sent[0].letter.body
    assert "8 de junio de 2017" in sent[0].letter.body
    shown = office.client.get(f"/office/meetings/{SLUG}/mail/{sent[1].id}")
    assert link_of(here, "KEN") in unescape(shown.text)
    assert shown.headers["Cache-Control"] == "no-store"


def test_letter_leaves_with_the_link_that_is_in_force(office, here, service):
    post(office, f"{LINKS}/KEN/contact", email=EMAIL)
    post(office, f"{LINKS}/send", one="KEN")
    service.revoke(SLUG, "KEN")

    shown = office.client.get(f"/office/meetings/{SLUG}/mail/{kept(service)[0].id}").text

    assert link_of(here, "KEN", 2) in unescape(shown)


@pytest.mark.parametrize(("chosen", "fault"), [
    ([], "Tick those"), (["KEN", "NOR"], "These have no address: Norway."),
    (["chair"], "These have no address: Chair."),
])
def test_nothing_is_sent_to_anybody_if_somebody_cannot_be_reached(office, service, chosen, fault):
    post(office, f"{LINKS}/KEN/contact", email=EMAIL)

    answer = post(office, f"{LINKS}/send", holder=chosen)

    assert answer.status_code == 422
    assert fault in answer.text
    assert kept(service) == []


def test_all_with_an_address_are_ticked_when_asked(office):
    post(office, f"{LINKS}/KEN/contact", email=EMAIL)

    page = office.client.get(f"{LINKS}?tick=address").text

    assert re.findall(r'value="([^"]+)" aria-label="[^"]+" checked', page) == ["KEN"]


def test_letter_that_waits_is_withdrawn_and_one_that_left_is_not(office, service):
    post(office, f"{LINKS}/KEN/contact", email=EMAIL)
    post(office, f"{LINKS}/send", one="KEN")
    path = f"/office/meetings/{SLUG}/mail/{kept(service)[0].id}"

    answers = [post(office, path, act="withdraw"), post(office, path, act="withdraw")]

    assert [each.status_code for each in answers] == [303, 409]
    assert [each.state for each in kept(service)] == ["withdrawn"]
    assert "Withdrawn" in office.client.get(f"/office/meetings/{SLUG}/mail").text


@pytest.mark.parametrize("number", [10**9, 10**12, 10**25, -1, 0])
def test_letter_that_is_not_there_is_not_found(office, number):
    assert office.client.get(f"/office/meetings/{SLUG}/mail/{number}").status_code == 404


def test_mail_of_the_house_is_for_who_keeps_the_accounts(app, here, office):
    post(office, f"{LINKS}/KEN/contact", email=EMAIL)
    post(office, f"{LINKS}/send", one="KEN")
    keeper, other = Person(app), Person(app, "boris")
    made(here, keeper, Right(ALL_MEETINGS, "office"))
    made(here, other, Right(SLUG, "secretariat"))
    for each in (keeper, other):
        each.sign_in()

    answers = [each.see("/office/mail") for each in (keeper, other)]

    assert [each.status_code for each in answers] == [200, 403]
    assert [EMAIL in each.text for each in answers] == [True, False]


@pytest.mark.slow
def test_cards_are_printed_for_those_who_were_ticked(office):
    answer = post(office, f"/office/meetings/{SLUG}/cards.pdf", holder=["KEN", "chair"])

    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF")
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("query", ["holder=XXX", "q=nobody-at-all"])
def test_cards_of_nobody_are_refused(office, query):
    assert office.client.get(f"/office/meetings/{SLUG}/cards.pdf?{query}").status_code in (404, 422)


def test_words_about_a_person_are_erased_from_the_office(office, secretariat, service):
    secretariat.post("inscribe", list="4", delegation="KEN", speaker="Amina Canary")
    path = f"/office/meetings/{SLUG}/persons"

    before = office.client.get(path).text
    unsure = post(office, f"{path}/i4")
    sure = post(office, f"{path}/i4", sure="yes")

    assert "Amina Canary" in before
    assert (unsure.status_code, sure.status_code) == (422, 303)
    assert "Amina Canary" not in office.client.get(path).text
    assert service.load(SLUG).interventions["i4"].speaker is None
    assert office.client.get(f"{path}/i99").status_code == 404


def test_member_is_found_among_persons_and_erased(office, secretariat, service):
    answer = secretariat.post(
        "register_member", delegation="KEN", person="Wanjiru Canary", capacity="adviser", email="w@canary.example",
    )
    member = answer.json["member"]
    path = f"/office/meetings/{SLUG}/persons"

    found = office.client.get(f"{path}?q=wanjiru").text
    asked = office.client.get(f"{path}/{member}").text
    erased = post(office, f"{path}/{member}", sure="yes")

    assert "w@canary.example" in found
    assert f"{path}/{member}" in found
    assert "Wanjiru Canary" in asked
    assert erased.status_code == 303
    assert "Canary" not in office.client.get(path).text
    assert service.load(SLUG).members[member].person is None


def test_erasing_tells_the_screens(secretariat, chair, service):
    secretariat.post("inscribe", list="4", delegation="KEN", speaker="Amina Canary")
    assert "Amina Canary" in chair.get("/screens/chair?list=4").text

    answer = secretariat.post("erase_person", subject="KEN")

    assert answer.status_code == 200
    assert "Amina Canary" not in chair.get("/screens/chair?list=4").text
    assert service.verify(SLUG)[1] is None
