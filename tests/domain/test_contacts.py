"""Where a delegation is reached: set by itself or the secretariat, and no act of the sitting."""

import pytest

from app.domain.commands import SetContact
from app.domain.decide import decide
from app.domain.errors import Malformed, NotAllowed, Unknown
from app.domain.events import ContactSet, Told
from app.domain.meeting import Contact
from app.domain.undo import last_deed
from tests.factories import NOON, done, meeting, refusal
from tests.people import CHAIR, KENYAN, SECRETARIAT

REACHED = ContactSet(delegation="KEN", email="mission@example.org", language="fr")


@pytest.mark.parametrize("actor", [KENYAN, SECRETARIAT])
def test_contact_is_set_by_its_delegation_and_the_secretariat(actor):
    command = SetContact(delegation="KEN", email=" mission@example.org ", language="fr")

    assert decide(meeting(), command, actor, NOON) == [REACHED]
    assert meeting(REACHED).contacts == {"KEN": Contact(email="mission@example.org", language="fr")}


def test_delegation_sets_its_own_without_naming_itself():
    assert decide(meeting(), SetContact(email="mission@example.org", language="fr"), KENYAN, NOON) == [REACHED]


def test_what_is_so_already_is_no_event():
    assert decide(meeting(REACHED), SetContact(email="mission@example.org", language="fr"), KENYAN, NOON) == []
    assert decide(meeting(), SetContact(email="", language="fr"), KENYAN, NOON) == []


def test_empty_address_takes_the_contact_away():
    (gone,) = decide(meeting(REACHED), SetContact(email="", language="fr"), KENYAN, NOON)

    assert gone == ContactSet(delegation="KEN")
    assert meeting(REACHED, gone).contacts == {}


@pytest.mark.parametrize(("command", "actor", "refused"), [
    (SetContact(email="a@example.org"), SECRETARIAT, (Malformed, "missing", {"field": "delegation"})),
    (SetContact(delegation="XXX", email=None), SECRETARIAT, (Unknown, "unknown_delegation", {"delegation": "XXX"})),
    (SetContact(delegation="NOR", email=None), KENYAN, (NotAllowed, "not_yours", {"delegation": "NOR"})),
    (SetContact(email="a@example.org", language="FR"), KENYAN,
     (Malformed, "unknown_language", {"field": "language"})),
])
def test_contact_that_cannot_be_is_refused(command, actor, refused):
    assert refusal(meeting(), command, actor) == refused


@pytest.mark.parametrize("email", [
    "mission", "mission@", "@example.org", "mission@example", "a b@example.org", "a@example.org, b@example.org",
    "a@example.org\r\nBcc: b@example.org", "a@exa\nmple.org", "<a@example.org>", "a@-example.org", "a@example..org",
    "é@example.org", "a@" + "x" * 250 + ".org", "a@[127.0.0.1]", "a@example.org;b@example.org",
])
def test_what_is_no_address_is_refused(email):
    assert refusal(meeting(), SetContact(email=email), KENYAN) == (Malformed, "not_an_address", {"field": "email"})


def test_undo_takes_back_what_the_desk_did_in_the_room():
    told = done(Told(words="Coffee"), by=CHAIR, command="tell")

    after = meeting(told, done(REACHED, by=SECRETARIAT, command="set_contact"))

    assert last_deed(after).command == "tell"
