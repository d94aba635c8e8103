"""The list of participants: who stands in it, in which order, and that it knows nothing else of them."""

from dataclasses import replace

import pytest

from app.domain.events import MemberRegistered, MemberWithdrawn
from app.reports.participants import Part, Participant, Present, category_of, in_alphabet, participants_of
from tests.factories import done, following, meeting
from tests.people import SECRETARIAT


def registered(number, code, person, capacity="adviser", **more):
    return done(MemberRegistered(
        member=f"m{number}", delegation=code, capacity=capacity, person=person, **more
    ), by=SECRETARIAT)


GATHERED = following(
    meeting(),
    registered(1, "NOR", "Mr Ola Nordmann"),
    registered(2, "CHN", "Ms Li", "observer", email="li@example.org", access_needs="A ramp"),
    registered(3, "NOR", "Ms Kari Nordmann", "head", function="Minister"),
    registered(4, "EU", "Mr Weber", "head"),
    registered(5, "KEN", "Ms Amina", "alternate"),
    registered(6, "COL", "Mr Late", is_request=True),
    registered(7, "ICBL", "Ms Gone"),
    done(MemberWithdrawn(member="m7"), by=SECRETARIAT),
)


def printed(capacity, person, function=None):
    return Participant(capacity=capacity, person=person, function=function)


def test_list_is_by_category_then_alphabet_then_capacity():
    parts = participants_of(GATHERED, "en")

    assert parts == (
        Part(category="state_party", delegations=(
            Present(code="KEN", participants=(printed("alternate", "Ms Amina"),)),
            Present(code="NOR", participants=(
                printed("head", "Ms Kari Nordmann", "Minister"), printed("adviser", "Mr Ola Nordmann"),
            )),
        )),
        Part(category="state_not_party", delegations=(
            Present(code="CHN", participants=(printed("observer", "Ms Li"),)),
        )),
        Part(category="other", delegations=(Present(code="EU", participants=(printed("head", "Mr Weber"),)),)),
    )
    assert [part.count for part in parts] == [3, 1, 1]


def test_who_waits_or_does_not_come_is_left_out():
    said = str(participants_of(GATHERED, "en"))

    assert "Mr Late" not in said
    assert "Ms Gone" not in said


def test_addresses_and_needs_are_unknown_to_the_list():
    said = str(participants_of(GATHERED, "en"))

    assert "Ms Li" in said
    assert "example.org" not in said
    assert "ramp" not in said


def test_person_whose_name_was_erased_is_left_out():
    erased = replace(GATHERED, members={**GATHERED.members, "m2": replace(GATHERED.members["m2"], person=None)})

    assert [part.category for part in participants_of(erased, "en")] == ["state_party", "other"]


@pytest.mark.parametrize(("language", "codes"), [
    ("en", ["COL", "HRV", "NOR", "PER"]),
    ("fr", ["COL", "HRV", "NOR", "PER"]),
    ("ar", ["NOR", "COL", "HRV", "PER"]),
])
def test_alphabet_is_that_of_the_language(language, codes):
    with_keys = replace(meeting().delegations["NOR"], collation={"ar": "\x01"})
    given = replace(meeting(), delegations={**meeting().delegations, "NOR": with_keys})

    assert in_alphabet(given, ["PER", "NOR", "HRV", "COL"], language) == codes


def test_accent_does_not_send_a_name_to_the_end():
    assert in_alphabet(meeting(), ["ECU", "PER", "NOR", "AGO"], "fr") == ["AGO", "ECU", "NOR", "PER"]


def test_category_that_is_none_of_a_delegation_stands_among_the_others():
    given = meeting()
    group = replace(given.delegations["EU"], category="group")

    assert category_of(replace(given, delegations={**given.delegations, "EU": group}), "EU") == "other"
    assert category_of(given, "KEN") == "state_party"
