"""The outbox on every database that is supported: once, in its time, and not for ever."""

from functools import partial
from uuid import uuid4

import pytest

from app.domain.errors import Unknown
from app.store.meetings import meeting_row
from app.store.outbox import (
    MOST_TRIES,
    Letter,
    due,
    letter,
    letters,
    mark_failed,
    mark_sent,
    put,
    retry,
    withdraw,
)
from tests.conftest import SLUG, small_import
from tests.factories import INVITATION, NOON, later

REMINDER = Letter(to="ken@example.org", subject="Reminder", body="Soon.", purpose="reminder", about="KEN", dedup="1")


@pytest.fixture
def service(make_service):
    service = make_service()
    service.create(SLUG, small_import(), uuid4(), INVITATION, is_demo=False)
    return service


@pytest.fixture
def write(service):
    return service.writer.run


@pytest.fixture
def meeting_id(write):
    return write(lambda connection: meeting_row(connection, SLUG)["id"])


def test_letter_is_taken_when_it_is_due_and_not_again(write, meeting_id):
    made = write(lambda connection: put(connection, meeting_id, REMINDER, NOON))

    early = write(lambda connection: due(connection, later(-1), 10))
    taken = write(lambda connection: due(connection, NOON, 10))
    again = write(lambda connection: due(connection, later(14 * 60), 10))

    assert (early, [each.id for each in taken], again) == ([], [made], [])
    assert (taken[0].letter, taken[0].slug, taken[0].created_at) == (REMINDER, SLUG, NOON)


@pytest.mark.parametrize("change", [
    {"dedup": "2"}, {"about": "NOR"}, {"purpose": "silent"},
])
def test_nothing_is_put_twice_and_what_differs_is(write, meeting_id, change):
    other = Letter(**{**REMINDER.__dict__, **change})

    made = [write(lambda connection, each=each: put(connection, meeting_id, each, NOON))
            for each in (REMINDER, REMINDER, other, other)]

    assert [each is None for each in made] == [False, True, False, True]
    assert len(write(lambda connection: letters(connection, SLUG))) == 2


def test_letter_is_not_there_if_what_it_tells_of_is_not(service, write, meeting_id):
    def fails(connection):
        put(connection, meeting_id, REMINDER, NOON)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write(fails)

    assert write(lambda connection: letters(connection, None)) == []


def test_pauses_grow_and_end(write, meeting_id):
    made = write(lambda connection: put(connection, meeting_id, REMINDER, NOON))
    now, pauses = NOON, []
    while write(partial(due, now=now, most=10)):
        write(partial(mark_failed, letter_id=made, error="451 later", now=now))
        kept = write(lambda connection: letter(connection, made, None))
        pauses.append((kept.next_at - now).total_seconds() / 60)
        now = kept.next_at

    assert pauses == [1, 5, 15, 60, 120, *[240] * 7]
    assert (kept.state, kept.tries, kept.last_error) == ("failed", MOST_TRIES, "451 later")


def test_what_has_failed_is_tried_from_the_beginning(write, meeting_id):
    made = write(lambda connection: put(connection, meeting_id, REMINDER, NOON))
    for _ in range(MOST_TRIES):
        write(lambda connection: due(connection, later(10**8), 10))
        write(lambda connection: mark_failed(connection, made, "no", later(10**8)))

    assert write(lambda connection: retry(connection, made, later(5))) is True

    assert [each.tries for each in write(lambda connection: due(connection, later(5), 10))] == [0]


def test_letter_of_which_nothing_more_is_heard_is_taken_again_ever_more_seldom(write, meeting_id):
    """As after a process that has died with it in hand."""
    write(lambda connection: put(connection, meeting_id, REMINDER, NOON))
    taken = [minute for minute in range(300) if write(partial(due, now=later(minute * 60), most=10))]

    assert taken == [0, 15, 30, 45, 105, 225]


def test_letter_that_is_asked_for_again_while_it_fails_is_due(write, meeting_id):
    made = write(lambda connection: put(connection, meeting_id, REMINDER, NOON))
    write(lambda connection: due(connection, NOON, 10))

    assert write(lambda connection: retry(connection, made, later(5))) is True
    write(lambda connection: mark_failed(connection, made, "no", later(9)))

    assert [each.id for each in write(lambda connection: due(connection, later(10), 10))] == [made]


def test_withdrawn_letter_is_not_taken_and_a_sent_one_cannot_be_withdrawn(write, meeting_id):
    one, other = (
        write(lambda connection, name=name: put(connection, meeting_id, Letter(**{**REMINDER.__dict__, "dedup": name}),
                                                NOON))
        for name in "ab"
    )

    assert write(lambda connection: withdraw(connection, one)) is True
    assert [each.id for each in write(lambda connection: due(connection, NOON, 10))] == [other]
    write(lambda connection: mark_sent(connection, other, later(1)))
    assert write(lambda connection: withdraw(connection, other)) is False
    assert write(lambda connection: retry(connection, other, later(2))) is False
    sent = write(lambda connection: letter(connection, other, SLUG))
    assert (sent.state, sent.sent_at) == ("sent", later(1))


def test_letter_of_another_meeting_is_not_found(write):
    made = write(lambda connection: put(connection, None, REMINDER, NOON))

    with pytest.raises(Unknown, match="unknown_letter"):
        write(lambda connection: letter(connection, made, SLUG))


@pytest.mark.parametrize("change", [
    {"to": "a@example.org\r\nBcc: b@example.org"}, {"subject": "Hello\nBcc: b@example.org"}, {"subject": "\x00"},
    {"to": "a" * 501},
])
def test_header_that_would_be_two_is_not_put(write, change):
    with pytest.raises(ValueError, match=next(iter(change))):
        write(lambda connection: put(connection, None, Letter(**{**REMINDER.__dict__, **change}), NOON))
