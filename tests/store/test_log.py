"""The log on every database that is supported: what was answered is there, once, and shows when it was touched."""

import json
import random
import sqlite3
import threading
import time
from uuid import uuid4

import pytest
from sqlalchemy import delete, select, text, update

from app.domain.commands import Call, EndSpeech, Inscribe, OpenList, Tell, Withdraw
from app.domain.decide import fold
from app.domain.errors import Malformed, RuleBroken, Unknown
from app.service import Request, Service
from app.store import database, states
from app.store.database import NotNow
from app.store.log import Head, read_after
from app.store.meetings import generations
from app.store.tables import AnswerRow, EventRow, GenderRow, MeetingRow, PersonalRow
from tests.conftest import SECRET, SLUG, small_import
from tests.factories import INVITATION, NOON, later
from tests.people import CHAIR, KENYAN, NORWEGIAN, SECRETARIAT
from tests.store.together import together


def request(command, actor=SECRETARIAT, command_id=None, body=None):
    written = body if body is not None else repr(command).encode()
    return Request(SLUG, actor, "Desk 1", command_id or uuid4(), command, written)


@pytest.fixture
def service(make_service):
    service = make_service()
    service.create(SLUG, small_import(), uuid4(), INVITATION, is_demo=False)
    return service


def inscribe_kenya(**more):
    return Inscribe(list="4", delegation="KEN", **more)


def rows(service, table):
    with service.engine.connect() as connection:
        return connection.execute(select(table.__table__)).mappings().all()


def folded(service):
    """The state as a process that has just begun would have it."""
    with service.engine.connect() as connection:
        acts, _ = read_after(connection, Head(rows(service, MeetingRow)[0]["id"], 0, ""))
    return fold(acts)


def test_state_is_the_fold_of_what_was_written(service):
    service.perform(request(inscribe_kenya(speaker="Ms A", note="by the door")), NOON)
    service.perform(request(Tell(words="Coffee")), later(1))

    assert folded(service) == service.load(SLUG)
    assert service.load(SLUG).interventions["i4"].speaker == "Ms A"


def test_second_process_reads_the_tail(service, make_service):
    other = make_service()
    assert other.load(SLUG).version == service.load(SLUG).version

    service.perform(request(inscribe_kenya()), NOON)
    other.perform(request(Tell(words="Coffee")), later(1))

    assert service.load(SLUG) == other.load(SLUG)
    assert service.load(SLUG).notice.words == "Coffee"


def test_personal_words_are_nowhere_in_the_chain(service):
    wish = inscribe_kenya(speaker="Amina Canary", note="private canary", speaker_gender="woman")
    service.perform(request(wish), NOON)

    written = "".join(row["payload"] for row in rows(service, EventRow))
    answers = b"".join(row["answer"] for row in rows(service, AnswerRow))
    assert {row["words"] for row in rows(service, PersonalRow)} == {"Amina Canary", "private canary"}
    assert "anary" not in written
    assert "woman" not in written
    assert b"anary" not in answers
    assert [row["gender"] for row in rows(service, GenderRow)] == ["woman"]


def test_words_that_are_gone_read_none(service, make_service):
    service.perform(request(inscribe_kenya(speaker="Amina Canary")), NOON)
    with service.engine.connect().execution_options(write=True) as connection, connection.begin():
        connection.execute(delete(PersonalRow))

    assert make_service().load(SLUG).interventions["i4"].speaker is None


def test_same_command_is_done_once_and_answered_alike(service, make_service):
    asked = request(inscribe_kenya())

    first = service.perform(asked, NOON)

    assert service.perform(asked, later(5)) == first
    assert make_service().perform(asked, later(9)) == first
    assert json.loads(first) == {"ok": True, "version": service.load(SLUG).version, "intervention": "i4"}
    assert len(service.load(SLUG).interventions) == 4


def test_same_command_without_an_event_is_answered_alike(service):
    asked = request(Tell(words=""))

    assert service.perform(asked, NOON) == service.perform(asked, later(5))


def test_other_body_under_the_same_id_is_refused(service):
    asked = request(inscribe_kenya())
    service.perform(asked, NOON)

    with pytest.raises(Malformed, match="command_id_reused"):
        service.perform(request(inscribe_kenya(), command_id=asked.command_id, body=b"other"), NOON)


def test_id_of_another_caller_is_another_command(service):
    asked = request(Tell(words="Coffee"), SECRETARIAT)
    service.perform(asked, NOON)

    answer = service.perform(request(Tell(words="Tea"), CHAIR, asked.command_id), NOON)

    assert json.loads(answer)["version"] == service.load(SLUG).version
    assert service.load(SLUG).notice.words == "Tea"


def test_refused_command_leaves_nothing_and_is_judged_anew(service):
    asked = request(Inscribe(list="4"), KENYAN)
    with pytest.raises(RuleBroken, match="list_not_open"):
        service.perform(asked, NOON)
    before = len(rows(service, AnswerRow))
    service.perform(request(open_four()), NOON)

    service.perform(asked, later(1))

    assert before == 0
    assert service.load(SLUG).interventions["i4"].delegation == "KEN"


def open_four():
    return OpenList(list="4")


def test_faulty_import_leaves_nothing(make_service):
    service = make_service()
    with pytest.raises(AttributeError):
        service.create(SLUG, [*small_import(), None], uuid4(), INVITATION, is_demo=False)

    assert service.slugs() == []
    with pytest.raises(Unknown, match="unknown_meeting"):
        service.load(SLUG)


@pytest.fixture
def two_desks(service, make_service):
    """Two processes, each of which has read the same state."""
    other = make_service()
    service.load(SLUG)
    other.load(SLUG)
    return service, other


def test_two_desks_that_call_at_once_make_one_speech(two_desks):
    """Both have read an empty floor before either writes: the second decides again, and is refused."""
    together = threading.Barrier(2, timeout=20)
    outcomes = []

    def call(service, intervention):
        together.wait()
        try:
            service.perform(request(Call(intervention=intervention, ending=None), CHAIR), NOON)
            outcomes.append("called")
        except RuleBroken as refused:
            outcomes.append(refused.code)

    for turn in range(10):
        floor = two_desks[0].load(SLUG).floor
        if floor:
            two_desks[0].perform(request(EndSpeech(intervention=floor.intervention), CHAIR), NOON)
            for code in ("PER", "NOR"):
                two_desks[0].perform(request(Inscribe(list="4", delegation=code, kind="reply")), NOON)
        waiting = [each.id for each in two_desks[0].load(SLUG).interventions.values() if each.state == "inscribed"]
        threads = [
            threading.Thread(target=call, args=(service, waiting[index])) for index, service in enumerate(two_desks)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert sorted(outcomes[-2:]) == ["called", "floor_changed"], f"turn {turn}: {outcomes}"
    assert two_desks[0].load(SLUG) == two_desks[1].load(SLUG)
    assert two_desks[0].verify(SLUG)[1] is None


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_loser_of_a_race_for_a_version_decides_again(two_desks, monkeypatch):
    """Held between deciding and writing, by one that does not wait for its turn: the version decides even then."""
    service, other = two_desks
    original, raced = service._appended, []

    def held(connection, state, events, asked, now):
        if not raced:
            raced.append(True)
            other.writer.run(lambda theirs: other._perform(theirs, request(Tell(words="first")), NOON))
        return original(connection, state, events, asked, now)

    monkeypatch.setattr(service, "_appended", held)

    service.perform(request(inscribe_kenya()), NOON)

    assert service.load(SLUG).notice.words == "first"
    assert service.load(SLUG).interventions["i4"].delegation == "KEN"
    assert service.verify(SLUG)[1] is None


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_processes_take_turns_at_one_meeting(two_desks, monkeypatch):
    """Nobody decides in vain: who comes second decides on what the first has done."""
    service, other = two_desks
    decided, is_deciding, may_go_on = [], threading.Event(), threading.Event()
    original = service._appended

    def held(*words):
        decided.append("first")
        is_deciding.set()
        assert may_go_on.wait(20)
        return original(*words)

    def counted(*words):
        decided.append("second")
        return Service._appended(other, *words)

    monkeypatch.setattr(service, "_appended", held)
    monkeypatch.setattr(other, "_appended", counted)
    threads = [threading.Thread(target=service.perform, args=(request(inscribe_kenya()), NOON))]
    threads.append(threading.Thread(target=other.perform, args=(request(Tell(words="second")), NOON)))
    threads[0].start()
    assert is_deciding.wait(20)
    threads[1].start()
    threads[1].join(0.3)
    waited = threads[1].is_alive()
    may_go_on.set()
    for thread in threads:
        thread.join(20)

    assert waited
    assert decided == ["first", "second"]
    assert service.load(SLUG).version == other.load(SLUG).version
    assert service.verify(SLUG)[1] is None


def test_eight_same_wishes_at_once_are_one(service):
    outcomes = []
    service.perform(request(open_four()), NOON)

    def inscribe():
        try:
            service.perform(request(Inscribe(list="4"), KENYAN), NOON)
            outcomes.append("inscribed")
        except RuleBroken as refused:
            outcomes.append(refused.code)

    together(8, inscribe)

    assert sorted(outcomes) == ["already_inscribed"] * 7 + ["inscribed"]


def test_revoking_and_seats_count_up(service):
    assert service.revoke(SLUG, "KEN") == 2
    assert service.revoke(SLUG, "KEN") == 3
    with service.engine.connect() as connection:
        held = generations(connection, rows(service, MeetingRow)[0]["id"])
    assert (held.of("KEN"), held.of("NOR")) == (3, 1)
    assert [service.seat(SLUG, "chair") for _ in range(3)] == [1, 2, 3]


def test_read_that_was_under_way_brings_no_revoked_link_back(service, monkeypatch):
    read, has_read, may_end = generations, threading.Event(), threading.Event()

    def slowly(connection, meeting_id):
        found = read(connection, meeting_id)
        if threading.current_thread() is reader:
            has_read.set()
            may_end.wait(20)
        return found

    monkeypatch.setattr("app.service.generations", slowly)
    reader = threading.Thread(target=service.load_with_links, args=(SLUG,))
    reader.start()
    assert has_read.wait(20)
    generation = service.revoke(SLUG, "KEN")
    may_end.set()
    reader.join(20)

    assert service.lately(SLUG, 60)[1].of("KEN") == generation


def test_seats_of_many_who_enter_at_once_are_their_own(service):
    seats = []
    together(10, lambda: seats.append(service.seat(SLUG, "chair")))

    assert sorted(seats) == list(range(1, 11))


def test_whole_log_is_read_once_however_many_come_at_the_start(service, monkeypatch):
    fresh, folds = Service(service.engine, SECRET), []
    read = states.read_after

    def slowly(connection, head):
        folds.append(head.version)
        time.sleep(0.05)
        return read(connection, head)

    monkeypatch.setattr(states, "read_after", slowly)
    together(8, lambda: fresh.load(SLUG))

    assert folds == [0]


def write(service, statement):
    with service.engine.connect().execution_options(write=True) as connection, connection.begin():
        connection.execute(statement)


def tampered(service, rng):
    """Does one harm to the log; the first version at which it must show."""
    length = service.load(SLUG).version
    version = rng.randrange(2, length)
    match rng.choice(["edit", "delete", "swap", "cut", "words", "time", "actor"]):
        case "edit":
            write(service, update(EventRow).where(EventRow.version == version).values(payload='{"list":"9"}'))
        case "delete":
            write(service, delete(EventRow).where(EventRow.version == version))
        case "swap":
            write(service, update(EventRow).where(EventRow.version == version).values(version=10**6))
            write(service, update(EventRow).where(EventRow.version == version + 1).values(version=version))
            write(service, update(EventRow).where(EventRow.version == 10**6).values(version=version + 1))
        case "cut":
            write(service, delete(EventRow).where(EventRow.version >= version))
        case "words":
            version = rows(service, PersonalRow)[0]["version"]
            write(service, update(PersonalRow).values(words="somebody else"))
        case "time":
            write(service, update(EventRow).where(EventRow.version == version).values(at=later(3)))
        case "actor":
            write(service, update(EventRow).where(EventRow.version == version).values(role="room"))
    return version


@pytest.mark.parametrize("seed", range(30))
def test_tampering_shows_at_the_first_bad_version(make_service, seed):
    service = make_service()
    service.create(SLUG, small_import(), uuid4(), INVITATION, is_demo=False)
    service.perform(request(inscribe_kenya(speaker="Amina")), NOON)
    service.perform(request(Withdraw(intervention="i1")), NOON)
    assert service.verify(SLUG)[1] is None

    version = tampered(service, random.Random(seed))

    assert service.verify(SLUG)[1].version == version


def test_log_under_another_secret_does_not_hold(service):
    service._log_key = b"x" * 32

    assert service.verify(SLUG)[1].version == 1


def test_database_that_was_restored_is_read_anew(service):
    service.perform(request(Tell(words="Coffee")), NOON)
    length = service.load(SLUG).version
    with service.engine.connect() as connection:
        kept = connection.execute(
            select(EventRow.mac).where(EventRow.version == length - 1)
        ).scalar()
    write(service, delete(EventRow).where(EventRow.version == length))
    write(service, update(MeetingRow).values(head_version=length - 1, head_mac=kept))

    assert service.load(SLUG).version == length - 1
    assert service.load(SLUG).notice is None


def test_nobody_waits_for_a_turn_longer_than_one_patience(service, monkeypatch):
    """Somebody hangs while it is their turn. Whoever stands behind others is told as soon as they are."""
    monkeypatch.setattr(database, "PATIENCE_S", 0.4)
    may_end, holds, told = threading.Event(), threading.Event(), []

    def hang(_connection):
        holds.set()
        may_end.wait(20)

    def say(words):
        began = time.monotonic()
        with pytest.raises(NotNow, match="busy"):
            service.perform(request(Tell(words=words)), NOON)
        told.append(time.monotonic() - began)

    threads = [threading.Thread(target=service.writer.run, args=(hang, SLUG))]
    threads += [threading.Thread(target=say, args=(f"Coffee {number}",)) for number in range(6)]
    threads[0].start()
    assert holds.wait(20)
    for thread in threads[1:]:
        thread.start()
    for thread in threads[1:]:
        thread.join(20)
    may_end.set()
    threads[0].join(20)

    assert len(told) == 6
    assert max(told) < 2
    service.perform(request(Tell(words="Tea")), NOON)
    assert service.load(SLUG).notice.words == "Tea"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_sqlite_waits_a_moment_for_another_process_and_then_says_not_now(service, monkeypatch):
    monkeypatch.setattr(database, "PATIENCE_S", 0.4)
    outside = sqlite3.connect(service.engine.url.database, isolation_level=None, check_same_thread=False)
    outside.execute("BEGIN IMMEDIATE")
    with pytest.raises(NotNow, match="busy"):
        service.perform(request(Tell(words="Coffee")), NOON)
    release = threading.Timer(0.15, outside.rollback)
    release.start()

    began = time.monotonic()
    service.perform(request(Tell(words="Tea")), NOON)

    assert 0.05 < time.monotonic() - began < 2
    release.join()
    outside.close()
    assert service.load(SLUG).notice.words == "Tea"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_sqlite_syncs_before_it_answers(service):
    with service.engine.connect() as connection:
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"


def test_another_delegation_does_not_see_the_answer(service):
    asked = request(Inscribe(list="4"), KENYAN)
    service.perform(request(open_four()), NOON)
    first = json.loads(service.perform(asked, NOON))

    second = json.loads(service.perform(request(Inscribe(list="4", kind="reply"), NORWEGIAN, asked.command_id), NOON))

    assert second["intervention"] != first["intervention"]
