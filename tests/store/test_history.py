"""What a meeting was at a moment: the fold of the acts by then, wherever one looked before."""

import time
from datetime import timedelta
from uuid import uuid4

import pytest

from app.domain.commands import Call, EndSpeech, ErasePerson, Inscribe, OpenList, StartClock, TakeUp, Tell, Undo
from app.domain.decide import fold
from app.domain.errors import Malformed, Unknown
from app.service import Request
from app.store import history as histories
from app.store.log import Head, read_after
from app.store.meetings import meeting_row
from tests.conftest import SLUG, small_import
from tests.factories import INVITATION, later
from tests.people import CHAIR, SECRETARIAT
from tests.store.together import together


def perform(service, command, seconds, actor=CHAIR):
    body = repr(command).encode()
    service.perform(Request(SLUG, actor, "Desk 1", uuid4(), command, body), later(seconds))


@pytest.fixture
def service(make_service):
    service = make_service()
    service.create(SLUG, small_import(), uuid4(), INVITATION, is_demo=False)
    return service


def hold_sitting(service):
    """An item is taken up, Norway speaks, the notice is taken back, and Norway ends."""
    perform(service, OpenList(list="4"), 1)
    perform(service, Inscribe(list="4", delegation="KEN", speaker="Ms Amina Canary", note="private"), 2, SECRETARIAT)
    perform(service, TakeUp(list="4"), 3)
    perform(service, Call(intervention="i3", ending=None), 4)
    perform(service, StartClock(intervention="i3"), 5)
    perform(service, Tell(words="Coffee"), 6)
    perform(service, Undo(version=service.load(SLUG).version), 7)
    perform(service, EndSpeech(intervention="i3"), 8)


def acts(service):
    with service.engine.connect() as connection:
        return read_after(connection, Head(meeting_row(connection, SLUG)["id"], 0, ""))[0]


def test_state_at_each_version_is_the_fold_of_the_acts_by_then(service):
    hold_sitting(service)
    done = acts(service)

    for count, act in enumerate(done, start=1):
        assert service.replayed(SLUG, act.version) == fold(done[:count])
    assert service.replayed(SLUG, done[-1].version) == service.load(SLUG)


def test_whole_log_is_read_once_however_many_come_to_look(service, monkeypatch):
    hold_sitting(service)
    reads, read = [], histories.read_after

    def noted(connection, head):
        reads.append(head.version)
        return read(connection, head)

    def slowly(work):
        time.sleep(0.05)
        return work()

    monkeypatch.setattr(histories, "read_after", noted)
    service.apart = slowly
    for _ in range(2):
        together(5, lambda: service.history(SLUG))

    assert reads == [0]
    assert service.history(SLUG).last == service.load(SLUG)


def test_seeking_back_and_forth_finds_the_same(service, monkeypatch):
    # So close together that states are let go, and folds begin at one that is left.
    monkeypatch.setattr(histories, "MOST_KEPT", 3)
    monkeypatch.setattr(histories.History, "every", 1)
    hold_sitting(service)
    done = acts(service)
    expected = {count: fold(done[:count]) for count in range(1, len(done) + 1)}

    for count in (9, 1, 5, 4, 6, 2, 3, 8, 7, 7, 9):
        assert service.replayed(SLUG, done[count - 1].version) == expected[count], count
    assert len(service.history(SLUG).kept) <= 4


def test_instant_between_two_acts_is_after_the_first_of_them(service):
    hold_sitting(service)

    assert service.replayed(SLUG, later(4.5)).floor.started_at is None
    assert service.replayed(SLUG, later(5)).floor.started_at == later(5)
    assert service.replayed(SLUG, later(6.5)).notice.words == "Coffee"
    assert service.replayed(SLUG, later(7.5)).notice is None
    assert service.replayed(SLUG, later(600)) == service.load(SLUG)


def test_version_within_an_act_is_before_it(service):
    perform(service, OpenList(list="4"), 1)
    before = service.load(SLUG)
    perform(service, Call(intervention="i3", ending=None), 2)

    assert service.load(SLUG).version == before.version + 2, "it takes the item up, and calls"
    assert service.replayed(SLUG, before.version + 1) == before


def test_before_the_first_act_there_is_no_meeting(service):
    imported = len(small_import())

    with pytest.raises(Malformed) as early:
        service.replayed(SLUG, INVITATION - timedelta(seconds=1))
    assert (early.value.code, early.value.params) == ("before_the_log", {"field": "at", "begins_at": INVITATION})
    for version in (0, imported - 1, imported + 1):
        with pytest.raises(Malformed) as outside:
            service.replayed(SLUG, version)
        assert outside.value.params == {"field": "version", "least": imported, "most": imported}
    with pytest.raises(Unknown):
        service.replayed("gone-2016", 1)


def test_acts_are_told_with_how_the_meeting_stood(service):
    hold_sitting(service)

    told = service.history(SLUG).told
    assert [(each.act.command, each.standing.list, each.standing.speaker, each.standing.speech) for each in told] == [
        ("import", None, None, None), ("open_list", None, None, None), ("inscribe", None, None, None),
        ("take_up", "4", None, None), ("call", "4", "NOR", "called"), ("start_clock", "4", "NOR", "speaking"),
        ("tell", "4", "NOR", "speaking"), ("undo", "4", "NOR", "speaking"), ("end_speech", "4", None, None),
    ]
    assert told[4].facts == {"intervention": "i3", "limit_s": 180, "delegation": "NOR"}
    assert told[0].facts == {}


def test_acts_of_another_process_are_seen(service, make_service):
    other = make_service()
    assert len(other.history(SLUG).told) == 1

    perform(service, OpenList(list="4"), 1)

    assert [each.act.command for each in other.history(SLUG).told] == ["import", "open_list"]


def test_erased_words_are_gone_from_every_moment(service):
    hold_sitting(service)
    version = acts(service)[2].version
    assert service.replayed(SLUG, version).interventions["i4"].speaker == "Ms Amina Canary"

    perform(service, ErasePerson(subject="i4"), 9, SECRETARIAT)

    assert service.replayed(SLUG, version).interventions["i4"].speaker is None
    assert "Canary" not in repr(service.history(SLUG))


def test_few_meetings_are_kept(service, monkeypatch):
    monkeypatch.setattr(histories, "MOST_MEETINGS", 1)
    service.create("second-2027", small_import(), uuid4(), INVITATION, is_demo=False)
    first = service.history(SLUG)

    service.history("second-2027")

    assert service.history(SLUG) is not first
    assert service.history(SLUG) is service.history(SLUG)
