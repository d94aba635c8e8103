"""Receipts: one letter for one act, in the transaction of the act, to whom it concerns and to nobody else."""

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from app.store.outbox import LINK, MOST_TRIES, Letter, due, letters, mark_failed
from tests.conftest import SLUG
from tests.factories import INVITATION

EMAIL = "kenya@example.org"


@pytest.fixture
def told(service):
    """The letters of receipts so far, the eldest first."""
    def look():
        with service.engine.connect() as connection:
            return [each.letter for each in reversed(letters(connection, SLUG)) if each.letter.purpose == "receipt"]

    return look


@pytest.fixture
def reached(kenya, secretariat):
    """Kenya, which has an address, on an open list."""
    assert secretariat.post("set_contact", delegation="KEN", email=EMAIL).status_code == 200
    secretariat.post("open_list", list="4")
    return kenya


def subjects(found):
    return [each.subject.partition(": ")[2] for each in found]


def test_receipt_tells_number_item_place_and_reason(reached, told):
    reached.post("inscribe", list="4", language="fr")

    (letter,) = told()
    assert (letter.to, letter.about, letter.language, letter.purpose) == (EMAIL, "KEN", "en", "receipt")
    assert subjects([letter]) == ["inscribed"]
    lines = letter.body.splitlines()
    for line in ("Number: i4", "Kind: Statement", "Language: French", "Place on the list now: 2 of 2", LINK):
        assert line in lines
    assert any(each.startswith("Item 4: ") for each in lines)
    assert any(re.match(r"Why: State Party; ", each) for each in lines)


def test_receipt_is_written_in_the_language_of_the_contact(secretariat, reached, told):
    secretariat.post("set_contact", delegation="KEN", email=EMAIL, language="fr")

    reached.post("inscribe", list="4")

    (letter,) = told()
    assert letter.language == "fr"
    assert "Kenya" in letter.body
    assert "Déclaration" in letter.body


def test_receipt_holds_no_word_about_a_person(reached, told):
    reached.post("inscribe", list="4", speaker="Amina Canary", note="a canary of a note")
    reached.post("register_member", person="Amina Canary", function="Canary", email="canary@example.org")

    assert len(told()) == 2
    assert "anary" not in "".join(each.subject + each.body + each.to for each in told())


def test_one_act_gives_one_receipt_however_often_it_is_asked_for(reached, told):
    command_id = str(uuid4())

    answers = [reached.post("inscribe", command_id, list="4") for _ in range(3)]

    assert [each.status_code for each in answers] == [200, 200, 200]
    assert len(told()) == 1


def test_refused_command_gives_none(reached, told):
    reached.post("inscribe", list="4")

    answer = reached.post("inscribe", list="4")

    assert answer.status_code == 409
    assert len(told()) == 1


def test_delegation_without_an_address_gets_none(norway, reached, told):
    norway.post("inscribe", list="4", kind="on_behalf", on_behalf_of="Group")

    assert told() == []


def test_each_act_of_a_delegation_has_its_receipt(reached, told):
    reached.post("inscribe", list="4")
    reached.post("amend", intervention="i4", language="fr")
    reached.post("withdraw", intervention="i4")
    reached.post("register_member", person="A", capacity="head")
    reached.post("withdraw_member", member="m1")

    assert subjects(told()) == [
        "inscribed", "changed", "withdrawn", "registration received", "registration withdrawn",
    ]
    assert "Capacity: Head of delegation" in told()[3].body


def test_draft_has_its_receipt_when_it_is_submitted(reached, told):
    reached.post("inscribe", list="4", draft=True)
    assert told() == []

    reached.post("submit", intervention="i4")

    assert subjects(told()) == ["inscribed"]


def test_acts_of_the_desk_before_the_speech_are_told(reached, secretariat, chair, service, told):
    reached.post("inscribe", list="4")
    chair.post("move", intervention="i4", before="i3")
    chair.post("refuse", intervention="i4", reason="Canary of words.")
    chair.post("undo", version=service.load(SLUG).version)
    secretariat.post("convert_written", intervention="i4")

    assert subjects(told()) == [
        "inscribed", "another place on the list", "request for the floor refused",
        "a decision of the desk was changed", "statement filed in writing",
    ]
    assert "Place on the list now: 1 of 2" in told()[1].body
    assert "State: Refused" in told()[2].body
    assert "Canary" not in told()[2].body
    assert "Place on the list now: 1 of 2" in told()[3].body


def test_nothing_is_told_of_a_speech(reached, chair, told):
    reached.post("inscribe", list="4")
    before = len(told())

    assert chair.post("take_up", list="4").status_code == 200
    assert chair.post("call", intervention="i4", ending=None).status_code == 200
    assert chair.post("start_clock", intervention="i4").status_code == 200
    assert chair.post("end_speech", intervention="i4").status_code == 200

    assert len(told()) == before


def test_letter_that_cannot_be_put_into_the_outbox_takes_the_act_back(reached, service, told):
    version, letters_for = service.load(SLUG).version, service.letters_for
    service.letters_for = lambda *_: [Letter(to="two\nlines", subject="", body="", purpose="receipt")]

    answer = reached.post("inscribe", list="4")
    service.letters_for = letters_for

    assert answer.status_code == 500
    assert (service.load(SLUG).version, told()) == (version, [])


def test_metrics_count_the_letters_that_wait_and_that_failed(reached, secretariat, service):
    def counted():
        text = reached.client.get("/metrics", headers=secretariat.headers()).text
        return re.findall(r'rostrum_outbox{channel="mail",state="(\w+)"} (\S+)', text)

    before = counted()
    reached.post("inscribe", list="4")
    reached.post("amend", intervention="i4", language="fr")
    waiting = counted()
    for year in range(2100, 2100 + MOST_TRIES):
        service.writer.run(lambda connection, at=datetime(year, 1, 1, tzinfo=UTC): due(connection, at, 2))
    service.writer.run(lambda connection: mark_failed(connection, 1, "550 no such user", INVITATION))

    assert before == [("failed", "0.0"), ("waiting", "0.0")]
    assert waiting == [("failed", "0.0"), ("waiting", "2.0")]
    assert counted() == [("failed", "1.0"), ("waiting", "1.0")]
