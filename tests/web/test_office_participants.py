"""Participants in the office: who comes, who waits for an answer, what is handed out and what never is."""

import csv
import io
import re
import zipfile

import pytest

from app.domain.member import Member
from tests.conftest import SLUG
from tests.web.browsing import ORIGIN, Browser
from tests.web.test_registration import CANARY, registration_over

__all__ = ["registration_over"]
OFFICE = f"/office/meetings/{SLUG}"
PAGE = f"{OFFICE}/participants"
FILES = ["documents/participants.docx", "documents/participants.pdf", "documents/participants.xlsx",
         "documents/participants.csv", "documents/participants-secretariat.xlsx"]
SECRETS = ("canary@example.org", "A perch")
FORM = {"delegation": "NOR", "capacity": "head", "person": "Ms Kari Nordmann", "function": "Minister",
        "email": "kari@example.org", "access_needs": "", "languages": ["en", "fr"]}


@pytest.fixture
def office(app):
    browser = Browser(app)
    browser.enter("secretariat")
    return browser


def post(browser, path, page=None, **form):
    """Sends a form of a page."""
    fields = dict(re.findall(r'name="(csrf_token|command_id)" value="([^"]+)"', browser.client.get(page or PAGE).text))
    return browser.client.post(PAGE + path, data={**fields, **form}, headers={"Origin": ORIGIN})


def registered(browser, **more):
    return post(browser, "/new", f"{PAGE}/new", **{**FORM, **more})


def words(markup):
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def rows(page):
    return [words(row) for row in re.findall(r"<tr>(.*?)</tr>", page, re.S) if "<td" in row]


def said_in(file):
    """All that stands in a file, unpacked if it is packed."""
    if not file.startswith(b"PK"):
        return file.decode()
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        return "".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


def kept(service):
    return service.load(SLUG).members


@pytest.mark.parametrize("holder", ["chair", "KEN", "NOR", "booth", ""])
@pytest.mark.parametrize("path", ["participants", "participants/new", "participants/m1", *FILES])
def test_only_the_secretariat_sees_participants(app, kenya, holder, path):
    kenya.post("register_member", **CANARY)
    browser = Browser(app)
    if holder:
        browser.enter(holder)

    answer = browser.client.get(f"{OFFICE}/{path}")

    assert answer.status_code == 302
    assert "Canary" not in answer.text


@pytest.mark.parametrize("path", ["/new", "/m1", "/m1/grant", "/m1/decline", "/m1/withdraw"])
def test_stranger_changes_nothing(app, kenya, service, path):
    kenya.post("register_member", **CANARY)
    browser = Browser(app)
    browser.enter("NOR")
    before = service.load(SLUG)

    answer = browser.client.post(PAGE + path, data={**FORM, "reason": "No"}, headers={"Origin": ORIGIN})

    assert answer.status_code == 401
    assert service.load(SLUG) == before


def test_form_without_its_key_changes_nothing(office, kenya, service):
    kenya.post("register_member", **CANARY)
    before = service.load(SLUG)

    answer = office.client.post(f"{PAGE}/m1/withdraw", data={}, headers={"Origin": ORIGIN})

    assert answer.status_code == 403
    assert service.load(SLUG) == before


def test_secretariat_registers_for_any_delegation(office, service):
    answer = registered(office)

    assert (answer.status_code, answer.location) == (303, f"{PAGE}?done=registered")
    assert kept(service) == {"m1": Member(
        id="m1", number=1, delegation="NOR", capacity="head", state="registered", languages=("en", "fr"),
        person="Ms Kari Nordmann", function="Minister", email="kari@example.org",
    )}


def test_secretariat_registers_after_the_deadline_without_consent(office, service, registration_over):
    registered(office)

    assert kept(service)["m1"].state == "registered"


@pytest.mark.parametrize(("wrong", "field"), [
    ({"person": ""}, "person"), ({"email": "nobody"}, "email"), ({"delegation": ""}, "delegation"),
    ({"capacity": "king"}, "capacity"), ({"languages": "English"}, "languages"), ({"person": "x" * 121}, "person"),
])
def test_wrong_field_is_named_and_what_was_written_stays(office, service, wrong, field):
    answer = registered(office, **wrong)

    assert answer.status_code == 422
    assert f'id="hint-{field}"><b class="form__fault">' in answer.text
    assert 'value="Minister"' in answer.text
    assert kept(service) == {}


def test_second_head_is_refused_at_the_capacity(office, service):
    registered(office)

    answer = registered(office, person="Mr Ola Nordmann")

    assert answer.status_code == 409
    assert 'id="hint-capacity"><b class="form__fault">' in answer.text
    assert list(kept(service)) == ["m1"]


def test_form_sent_twice_registers_once(office, service):
    page = office.client.get(f"{PAGE}/new").text
    fields = dict(re.findall(r'name="(csrf_token|command_id)" value="([^"]+)"', page))

    for _ in range(2):
        office.client.post(f"{PAGE}/new", data={**fields, **FORM}, headers={"Origin": ORIGIN})

    assert list(kept(service)) == ["m1"]


def test_member_is_amended_and_gender_stays_as_it_was(office, kenya, service):
    kenya.post("register_member", **CANARY, languages=["sw"])
    shown = office.client.get(f"{PAGE}/m1").text
    answer = post(office, "/m1", f"{PAGE}/m1", **{**FORM, "person": "Ms A. Canary", "languages": ["sw"]})

    assert answer.status_code == 303
    assert 'value="Ms Amina Canary"' in shown
    assert 'name="languages" value="sw" checked' in shown
    assert kept(service)["m1"] == Member(
        id="m1", number=1, delegation="KEN", capacity="head", state="registered", languages=("sw",),
        person="Ms A. Canary", function="Minister", email="kari@example.org",
    )
    assert service.genders(SLUG) == {"m1": "canary"}


def test_withdrawn_member_is_on_no_page(office, kenya, service):
    kenya.post("register_member", **CANARY)

    answer = post(office, "/m1/withdraw", f"{PAGE}/m1")

    assert answer.status_code == 303
    assert kept(service)["m1"].state == "withdrawn"
    assert "Canary" not in office.client.get(PAGE).text
    assert office.client.get(f"{PAGE}/m1").status_code == 409


def test_who_is_late_stands_on_top_and_is_let_in(office, kenya, service, registration_over):
    kenya.post("register_member", **CANARY)
    before = office.client.get(PAGE).text

    answer = post(office, "/m1/grant")

    assert rows(before) == [
        "Kenya Ms Amina Canary Minister of Canaries Adviser Amend … (Ms Amina Canary) Grant (Ms Amina Canary) "
        "Decline … (Ms Amina Canary) Reason, which the delegation reads Decline (Ms Amina Canary)"
    ]
    assert "1 waits for an answer" in words(before)
    assert answer.location == f"{PAGE}?done=granted"
    assert kept(service)["m1"].state == "registered"
    assert "Asked for after the deadline" not in office.client.get(PAGE).text


def test_delegation_reads_why_its_request_was_declined(office, kenya, service, registration_over):
    kenya.post("register_member", **CANARY)

    without = post(office, "/m1/decline", reason=" ")
    answer = post(office, "/m1/decline", reason="The hall is full")

    assert without.status_code == 422
    assert 'aria-invalid="true"' in without.text
    assert answer.location == f"{PAGE}?done=declined"
    assert (kept(service)["m1"].state, kept(service)["m1"].declined_for) == ("declined", "The hall is full")
    assert "The hall is full" in words(office.client.get(PAGE).text)


def test_page_is_by_delegation_with_counts(office, program):
    for code, person in (("NOR", "Mr Ola"), ("KEN", "Ms Amina"), ("KEN", "Mr Juma"), ("CHN", "Ms Li")):
        program(code).post("register_member", person=person)

    page = office.client.get(PAGE).text

    assert rows(page) == [
        "China 1 member · Add (China) Ms Li Adviser Amend … (Ms Li)",
        "Kenya 2 members · Add (Kenya) Ms Amina Adviser Amend … (Ms Amina)",
        "Mr Juma Adviser Amend … (Mr Juma)",
        "Norway 1 member · Add (Norway) Mr Ola Adviser Amend … (Mr Ola)",
    ]
    assert "States Parties 2 delegations, 3 members" in words(page)
    assert "States not party 1 delegation, 1 member" in words(page)


@pytest.mark.parametrize(("asked", "found"), [
    ("juma", ["Juma"]), ("NOR", ["Ola"]), ("kenya", ["Amina", "Juma"]), ("minister ola", ["Ola"]), ("nobody", []),
])
def test_search_finds_names_functions_and_delegations(office, program, asked, found):
    program("NOR").post("register_member", person="Ola", function="Minister")
    for person in ("Amina", "Juma"):
        program("KEN").post("register_member", person=person)

    page = office.client.get(f"{PAGE}?q={asked}").text

    assert [name for name in ("Amina", "Juma", "Ola") if f"<bdi>{name}</bdi>" in page] == found


def test_addresses_and_needs_are_in_no_list_and_gender_is_nowhere(office, kenya):
    kenya.post("register_member", **{**CANARY, "person": "Ms A", "function": "Minister", "gender": "gender-of-a"})
    handed_out = {path: said_in(office.client.get(f"{OFFICE}/{path}").data) for path in FILES if "pdf" not in path}
    only = handed_out.pop(FILES[-1])
    page, form = office.client.get(PAGE).text, office.client.get(f"{PAGE}/m1").text

    for said in (*handed_out.values(), page):
        assert "Ms A" in said
        assert not [each for each in SECRETS if each in said]
    for said in (only, form):
        assert [each for each in SECRETS if each in said] == list(SECRETS)
    assert not [said for said in (*handed_out.values(), page, only, form) if "gender-of-a" in said]


@pytest.mark.parametrize("holder", ["", "room", "booth", "chair", "NOR", "secretariat"])
def test_participants_are_on_no_other_page(app, kenya, holder):
    kenya.post("register_member", **CANARY)
    browser = Browser(app)
    if holder:
        browser.enter(holder)
    others = [f"/{SLUG}", f"/{SLUG}/record", f"/{SLUG}/figures", f"/{SLUG}/{holder or 'room'}"]
    offices = [f"{OFFICE}/{each}" for each in ("exports", "inscriptions", "statements", "links", "programme.yaml")]

    said = "".join(browser.client.get(path).text for path in (*others, *offices))

    assert len(said) > 1000
    assert not [each for each in (*SECRETS, "Canary", "Canaries") if each in said]


def test_csv_has_codes_for_programs(office, kenya):
    kenya.post("register_member", person="Ms A", capacity="head", function="=1+1")

    answer = office.client.get(f"{OFFICE}/documents/participants.csv")

    assert list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))) == [
        ["category", "delegation", "name", "capacity", "person", "function"],
        ["state_party", "KEN", "Kenya", "head", "Ms A", "'=1+1"],
    ]
    assert answer.headers["Content-Disposition"] == f"attachment; filename*=UTF-8''{SLUG}-participants.csv"
    assert answer.headers["Cache-Control"] == "no-store"


def test_list_is_in_the_language_of_the_page(office, kenya, program):
    kenya.post("register_member", person="Ms A")
    program("NOR").post("register_member", person="Mr O")

    made = said_in(office.client.get(f"{OFFICE}/documents/participants.xlsx?lang=fr").data)

    assert "Norvège" in made
    assert "Norway" not in made
