"""Files of texts beside the log: there with their statement, gone with it; words on persons outside the chain."""

import json
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.domain import commands as asked
from app.domain import events as happened
from app.domain.errors import RuleBroken, Unknown
from app.domain.programme import Window
from app.service import Request
from app.store.codec import decode, encode
from app.store.files import File
from app.store.tables import AnswerRow, EventRow, FileRow, GenderRow, PersonalRow
from tests.conftest import SLUG, small_import
from tests.factories import INVITATION, NOON, PROGRAMME, later
from tests.people import CHAIR, CHINA, KENYAN, NORWEGIAN, SECRETARIAT

FIRST, SECOND = File(b"%PDF-1.7 first\x00\xff", "first words"), File(b"%PDF-1.7 second", "second words")


def hand_in(language="en", intervention="i3", **more):
    return asked.HandIn(**{
        "intervention": intervention, "language": language, "extension": "pdf", "media_type": "application/pdf",
        "size": 14, "words": 2, "digest": "ab" * 32, "file_name": "canary.pdf", **more,
    })


def request(command, actor=NORWEGIAN, file=None, command_id=None):
    return Request(SLUG, actor, "Desk 1", command_id or uuid4(), command, repr(command).encode(), file)


@pytest.fixture
def service(make_service):
    service = make_service()
    service.create(SLUG, small_import(), uuid4(), INVITATION, is_demo=False)
    return service


def rows(service, table):
    with service.engine.connect() as connection:
        return connection.execute(select(table.__table__)).mappings().all()


def kept(service):
    return {row["statement"]: row["content"] for row in rows(service, FileRow)}


def test_file_is_kept_byte_for_byte_and_found_by_another_process(service, make_service):
    answer = service.perform(request(hand_in(), file=FIRST), NOON)

    assert json.loads(answer) == {"ok": True, "version": service.load(SLUG).version, "statement": "t1"}
    assert make_service().file(SLUG, "t1") == FIRST
    assert make_service().load(SLUG).statements == service.load(SLUG).statements
    assert service.file(SLUG, "t2") is None
    with pytest.raises(Unknown, match="unknown_meeting"):
        service.file("gone-2016", "t1")


def test_file_that_is_sent_again_is_there_once(service):
    again = request(hand_in(), file=FIRST)

    assert service.perform(again, NOON) == service.perform(again, later(9))
    assert kept(service) == {"t1": FIRST.content}


def test_file_of_a_text_that_was_replaced_drops_its_bytes(service):
    service.perform(request(hand_in(), file=FIRST), NOON)
    service.perform(request(hand_in("fr"), file=FIRST), NOON)
    service.perform(request(hand_in(), file=SECOND), NOON)

    assert kept(service) == {"t2": FIRST.content, "t3": SECOND.content}


def test_file_of_a_text_that_was_withdrawn_drops_its_bytes(service):
    service.perform(request(hand_in(), file=FIRST), NOON)
    service.perform(request(asked.WithdrawStatement(statement="t1")), NOON)

    assert kept(service) == {}


def test_file_stays_while_its_text_is_released_and_held_again(service):
    service.perform(request(hand_in(), file=FIRST), NOON)
    service.perform(request(asked.Call(intervention="i3", ending=None), CHAIR), later(1))
    service.perform(request(asked.EndSpeech(intervention="i3"), CHAIR), later(2))
    spoken = service.load(SLUG).statements["t1"].state
    service.perform(request(asked.Undo(version=service.load(SLUG).version), CHAIR), later(3))

    assert (spoken, service.load(SLUG).statements["t1"].state) == ("released", "handed_in")
    assert kept(service) == {"t1": FIRST.content}


def test_refused_text_leaves_no_file(service):
    service.perform(request(asked.Withdraw(intervention="i3")), NOON)

    with pytest.raises(RuleBroken, match="intervention_gone"):
        service.perform(request(hand_in(), file=FIRST), NOON)
    assert kept(service) == {}


def test_statement_without_its_file_is_not_written(service):
    before = service.load(SLUG).version

    with pytest.raises(ValueError, match="without its file"):
        service.perform(request(hand_in()), NOON)

    assert (service.load(SLUG).version, len(rows(service, EventRow))) == (before, before)
    assert service.perform(request(hand_in(), file=FIRST), NOON)


def test_words_about_persons_are_nowhere_in_the_chain(service):
    late = replace(PROGRAMME, registration_ends_at=INVITATION)
    canary = {
        "person": "Canary Amina", "function": "Canary Minister", "email": "canary@example.org",
        "access_needs": "Canary ramp",
    }
    for command, actor in (
        (asked.SetProgramme(programme=late, expected=service.load(SLUG).version), SECRETARIAT),
        (asked.RegisterMember(gender="woman-canary", **canary), KENYAN),
        (asked.DeclineMember(member="m1", reason="Canary reason"), SECRETARIAT),
        (asked.RegisterMember(person="Mr B", gender="man-canary"), KENYAN),
        (asked.AmendMember(member="m2", function="Canary envoy", gender="other-canary"), KENYAN),
    ):
        service.perform(request(command, actor), NOON)
    service.perform(request(hand_in(), file=FIRST), NOON)

    chained = "".join(f"{row['payload']}{row['seat']}{row['command']}" for row in rows(service, EventRow))
    answers = b"".join(row["answer"] for row in rows(service, AnswerRow))
    assert "anary" not in chained
    assert b"anary" not in answers
    assert {row["words"] for row in rows(service, PersonalRow)} == {
        *canary.values(), "Canary reason", "Mr B", "Canary envoy", "canary.pdf",
    }
    assert {row["subject"]: row["gender"] for row in rows(service, GenderRow)} == {
        "m1": "woman-canary", "m2": "other-canary",
    }
    assert service.verify(SLUG)[1] is None


@pytest.mark.parametrize("written", ["woman", " woman ", "\u200ewoman", "woman" + "\u200f" * 60, " " * 60 + "woman"])
def test_gender_is_kept_as_it_is_counted(service, written):
    """What no eye sees, as a keyboard for two directions adds it, is neither kept nor too long."""
    service.perform(request(asked.OpenList(list="4"), SECRETARIAT), NOON)
    service.perform(request(asked.Inscribe(list="4", speaker_gender=written), KENYAN), NOON)
    service.perform(request(asked.RegisterMember(person="Ms A", gender=written), KENYAN), NOON)
    service.perform(request(asked.RegisterMember(person="Ms B"), KENYAN), NOON)
    service.perform(request(asked.AmendMember(member="m2", gender=written), KENYAN), NOON)

    assert [row["gender"] for row in rows(service, GenderRow)] == ["woman"] * 3


def test_gender_that_is_taken_away_is_gone(service):
    service.perform(request(asked.RegisterMember(person="Ms A", gender="woman"), KENYAN), NOON)
    service.perform(request(asked.AmendMember(member="m1", gender=None), KENYAN), NOON)

    assert rows(service, GenderRow) == []


@pytest.mark.parametrize("event", [
    happened.MemberRegistered(member="m1", delegation="KEN", capacity="head", languages=("en",), person="A"),
    happened.MemberAmended(member="m1", capacity="head"), happened.MemberDeclined(member="m1", words="Full"),
    happened.MemberWithdrawn(member="m1"), happened.MemberGranted(member="m1"),
    happened.StatementHandedIn(
        statement="t1", intervention="i1", language="en", extension="pdf", media_type="application/pdf", size=9,
        words=2, digest="ab", has_text=False, reading="verbatim", embargo="release", pages=1, file_name="a.pdf",
    ),
    happened.StatementWithdrawn(statement="t1"), happened.StatementReleased(statement="t1"),
    happened.TextRequested(intervention="i1"), happened.Submitted(intervention="i1", at=NOON),
    happened.Preferred(delegation="KEN", interventions=("i2", "i1")),
    happened.ProgrammeSet(programme=replace(
        PROGRAMME, registration_ends_at=NOON, windows=(Window(list="4", opens_at=NOON),), written_words={"ngo": 9},
    )),
    happened.DelegationSet(delegation=CHINA), happened.DelegationRemoved(delegation="CHN"),
    happened.RecordNoted(item="4", place="before", words="Film"), happened.RecordNoted(item="4", place="before"),
], ids=lambda event: event.kind)
def test_event_is_read_as_it_was_written(event):
    payload, words = encode(event)

    assert decode(event.kind, payload, {each.field: each.words for each in words}) == event
