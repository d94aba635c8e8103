"""Erasing a person: the words go from the state and from all that undo would bring back; what happened stays."""

from dataclasses import replace

import pytest

from app.domain.commands import ErasePerson, Undo
from app.domain.decide import decide
from app.domain.errors import NotAllowed, Unknown
from app.domain.events import (
    ContactSet,
    MemberRegistered,
    OrderRaised,
    PersonErased,
    Redone,
    Refused,
    Ruled,
    StatementHandedIn,
    Undone,
)
from tests.factories import NOON, amended, done, following, inscribed, meeting, refusal
from tests.people import CHAIR, KENYA, KENYAN, NORWAY, SECRETARIAT

CANARY = "Amina Canary"
SAID = (
    done(inscribed(KENYA, "i4", speaker=CANARY, note=CANARY), by=SECRETARIAT, command="inscribe"),
    done(amended("i4", speaker=CANARY + "a"), by=SECRETARIAT, command="amend"),
    inscribed(NORWAY, "i5", speaker="Somebody Else"),
    OrderRaised(order="o1", delegation="KEN"),
    done(Ruled(order="o1", ruling="dismissed", words=CANARY), by=CHAIR, command="rule"),
    done(Refused(intervention="i4", words=CANARY), by=CHAIR, command="refuse"),
    done(ContactSet(delegation="KEN", email="canary@example.org"), by=SECRETARIAT, command="set_contact"),
)


def erased(subject):
    return done(PersonErased(subject=subject), by=SECRETARIAT, command="erase_person")


def test_words_of_an_intervention_go_and_it_stays():
    after = meeting(*SAID, erased("i4"))

    intervention = after.interventions["i4"]
    assert (intervention.speaker, intervention.note, intervention.refused_for) == (None, None, None)
    assert (intervention.state, intervention.delegation) == ("refused", "KEN")
    assert after.interventions["i5"].speaker == "Somebody Else"
    assert after.orders["o1"].words == CANARY
    assert CANARY not in repr(replace(after, orders={}, deeds=tuple(
        each for each in after.deeds if each.command != "rule"
    )))


def test_words_of_a_delegation_go_everywhere():
    after = meeting(*SAID, erased("KEN"))

    assert "anary" not in repr(after)
    assert "Somebody Else" in repr(after)
    assert after.contacts == {}


def test_undo_brings_no_words_back():
    said = meeting(*SAID)
    versions = [deed.version for deed in said.deeds][::-1]

    after = following(said, erased("KEN"))
    for version in versions:
        after = following(after, Undone(version=version))
        assert "anary" not in repr(after)
    for version in versions[::-1]:
        after = following(after, Redone(version=version))
        assert "anary" not in repr(after)


def test_erasing_itself_is_not_taken_back():
    after = meeting(*SAID, erased("i4"))

    undone = decide(after, Undo(version=after.deeds[-1].version), CHAIR, NOON)

    assert after.deeds[-1].command == "refuse"
    assert undone == [Undone(version=after.deeds[-1].version)]


@pytest.mark.parametrize("subject", ["i4", "o1", "KEN"])
def test_erasing_is_the_secretariat_s(subject):
    said = meeting(*SAID)

    assert decide(said, ErasePerson(subject=subject), SECRETARIAT, NOON) == [PersonErased(subject=subject)]
    for actor in (CHAIR, KENYAN):
        assert refusal(said, ErasePerson(subject=subject), actor)[:2] == (NotAllowed, "not_for_role")


@pytest.mark.parametrize("subject", ["", "i99", "XXX"])
def test_nobody_is_not_erased(subject):
    assert refusal(meeting(*SAID), ErasePerson(subject=subject), SECRETARIAT) == (
        Unknown, "unknown_subject", {"subject": subject},
    )


@pytest.mark.parametrize("subject", ["m1", "KEN"])
def test_words_of_a_member_go(subject):
    registered = MemberRegistered(
        member="m1", delegation="KEN", capacity="adviser", person=CANARY, function=CANARY, email="canary@example.org",
        access_needs=CANARY,
    )

    after = meeting(done(registered, by=SECRETARIAT, command="register_member"), erased(subject))

    assert (after.members["m1"].capacity, "anary" in repr(after)) == ("adviser", False)


def test_name_of_a_handed_in_file_goes():
    handed_in = StatementHandedIn(
        statement="t1", intervention="i4", language="en", extension="docx", media_type="x/y", size=1, words=1,
        digest="d", has_text=True, reading="verbatim", embargo="spoken", file_name=CANARY,
    )

    after = meeting(*SAID, done(handed_in, by=SECRETARIAT, command="hand_in"), erased("KEN"))

    assert (after.statements["t1"].digest, "anary" in repr(after)) == ("d", False)
