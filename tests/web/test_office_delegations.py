"""The delegations of a meeting in the office: found, changed, removed, and read in from a table."""

import io
import re

import pytest

from app.store.working import upload_of
from tests.conftest import SLUG
from tests.people import KENYA
from tests.web.editing import faults_of, send
from tests.web.signing_in import Person

LIST = f"/office/meetings/{SLUG}/delegations"
ONE = f"/office/meetings/{SLUG}/new-delegation"
IMPORT = f"/office/meetings/{SLUG}/import-delegations"
TABLE = """Pays;ISO;Statut;Langue
Kenya;KEN;State Party;English
Norvège;NOR;State Party;French
Congo;;State Party;French
Ruritania;;State Party;English
Suède;SWE;State Party;English
"""


@pytest.fixture
def clerk(app):
    person = Person(app)
    person.enter("secretariat")
    return person


def delegations(here):
    return here.service.load(SLUG).delegations


def codes_on(page):
    return re.findall(rf'href="{LIST}/([A-Z0-9-]+)"', page.text)


def uploaded(clerk, content=TABLE, name="table.csv"):
    return send(clerk, IMPORT, file=(io.BytesIO(content.encode()), name))


def test_delegations_are_listed_by_their_names_and_found_by_any_of_them(clerk):
    everybody = codes_on(clerk.see(LIST))

    assert len(everybody) == 12
    assert everybody[:3] == ["AGO", "CHN", "COL"]
    assert codes_on(clerk.see(f"{LIST}?q=norv")) == ["NOR"]
    assert codes_on(clerk.see(f"{LIST}?category=ngo")) == ["HALO", "ICBL"]
    assert codes_on(clerk.see(f"{LIST}?q=nobody")) == []


def test_delegation_is_changed_and_added(clerk, here):
    changed = send(clerk, f"{LIST}/KEN", name_fr="Le Kenya", regional_group="African Group", language="fr")
    added = send(clerk, ONE, code="swe", name_en="Sweden", category="state_party", flag="se", language="en")

    assert (changed.status_code, added.status_code) == (303, 303)
    kenya, sweden = delegations(here)["KEN"], delegations(here)["SWE"]
    assert (kenya.names, kenya.regional_group, kenya.language) == (
        {**KENYA.names, "fr": "Le Kenya"}, "African Group", "fr",
    )
    assert (sweden.names, sweden.flag, bool(sweden.collation)) == ({"en": "Sweden"}, "se", True)


def test_faults_of_a_delegation_stand_at_their_fields(clerk, here):
    answer = send(clerk, ONE, code="KEN", name_en="", category="planet", flag="kenya!", language="xx")

    assert answer.status_code == 422
    assert faults_of(answer).keys() == {"code", "name_en", "category", "flag", "language"}
    assert delegations(here)["KEN"] == KENYA


def test_delegation_is_removed_unless_it_is_needed(clerk, here):
    gone = send(clerk, f"{LIST}/CHN", act="remove")
    needed = send(clerk, f"{LIST}/HRV", act="remove")

    assert (gone.status_code, "CHN" in delegations(here)) == (303, False)
    assert (needed.status_code, "HRV" in delegations(here)) == (409, True)
    assert "named in the programme" in faults_of(needed)[""]


def test_table_is_shown_before_anything_changes(clerk, here):
    before = delegations(here)
    page = clerk.see(uploaded(clerk).headers["Location"]).text

    assert delegations(here) == before
    assert re.findall(r"(Changed|New|Whom do you mean\?|Not known) <span class=\"quiet\">(\d+)", page) == [
        ("Whom do you mean?", "1"), ("Not known", "1"), ("Changed", "1"), ("New", "1"),
    ]
    assert re.findall(r'<option value="(CO[GD])"', page) == ["COG", "COD"]


def test_table_is_taken_over_whole_when_all_is_decided(clerk, here):
    before = delegations(here)
    address = uploaded(clerk).headers["Location"]
    undecided = send(clerk, address, act="take")
    meanwhile = delegations(here)
    taken = send(clerk, address, act="take", **{"choice-4": "COD", "leave-5": "yes"})

    assert (undecided.status_code, meanwhile) == (422, before)
    assert "is doubtful" in undecided.text
    assert taken.headers["Location"] == f"{LIST}?done=saved"
    after = delegations(here)
    assert after.keys() - before.keys() == {"COD", "SWE"}
    assert after["NOR"].language == "fr"
    assert after["KEN"] == before["KEN"]


def test_upload_goes_when_it_was_taken_over(clerk, here):
    address = uploaded(clerk, "code,name,category\nSWE,Sweden,state_party\n").headers["Location"]
    send(clerk, address, act="take")

    with here.service.engine.connect() as connection:
        assert upload_of(connection, SLUG, address.rpartition("/")[2], here.now()) is None
    assert clerk.see(address).status_code == 404


def test_columns_may_be_said_to_be_others(clerk, here):
    address = uploaded(clerk, "a,b,c\nSWE,Sweden,state_party\n").headers["Location"]
    unsaid = clerk.see(address)
    twice = send(clerk, address, act="look", **{"column-0": "code", "column-1": "code"})
    taken = send(clerk, address, act="take", **{"column-0": "code", "column-1": "name", "column-2": "category"})

    assert "no column has the codes or the names" in unsaid.text
    assert twice.status_code == 422
    assert (taken.status_code, delegations(here)["SWE"].names["en"]) == (303, "Sweden")


@pytest.mark.parametrize("content", ["", "only a header\n", "PK\x03\x04 nothing"])
def test_file_that_is_no_table_is_refused_at_its_field(clerk, content):
    answer = uploaded(clerk, content)

    assert (answer.status_code, list(faults_of(answer))) == (422, ["file"])


@pytest.mark.parametrize("path", [LIST, ONE, IMPORT, f"{LIST}/KEN"])
def test_only_the_secretariat_enters(app, path):
    stranger = Person(app)
    stranger.enter("chair")

    assert stranger.see(path).status_code == 302
