"""The sitting as a whole, the notice, and what falls due by itself."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from app.domain.commands import Adjourn, CloseList, Inscribe, OpenList, Resume, Suspend, Tell
from app.domain.decide import decide
from app.domain.errors import Malformed, NotAllowed, RuleBroken
from app.domain.events import (
    Adjourned,
    ClockPaused,
    ClosingAnnounced,
    ListClosed,
    ListOpened,
    Resumed,
    Suspended,
    TakenUp,
    Told,
    Undone,
)
from app.domain.lists import FARTHEST
from app.domain.meeting import CLOCK, Notice, Session
from app.domain.programme import Window
from app.domain.sitting import due
from tests.factories import (
    INVITATION,
    NOON,
    PROGRAMME,
    called,
    done,
    following,
    inscribed,
    later,
    meeting,
    opened,
    refusal,
    speaking,
)
from tests.people import CHAIR, KENYA, KENYAN, SECRETARIAT

NOT_BEGUN = meeting(inscribed(KENYA, "i1"))
BEGUN = following(NOT_BEGUN, TakenUp(list="4"))
CALLED = following(NOT_BEGUN, called("i1"))
SPEAKING = following(NOT_BEGUN, *speaking("i1"))
SUSPENDED = following(BEGUN, Suspended(until=later(900), words="Coffee"))
ADJOURNED = following(BEGUN, Adjourned())


@pytest.mark.parametrize(("given", "command", "events"), [
    (BEGUN, Suspend(), [Suspended()]),
    (NOT_BEGUN, Suspend(), [Suspended()]),
    (CALLED, Suspend(), [Suspended()]),
    (SPEAKING, Suspend(until=later(900), words=" Coffee "),
     [ClockPaused(intervention="i1"), Suspended(until=later(900), words="Coffee")]),
    (SUSPENDED, Resume(), [Resumed()]),
    (ADJOURNED, Resume(), [Resumed()]),
    (NOT_BEGUN, Resume(), [Resumed()]),
    (BEGUN, Resume(), []),
    (BEGUN, Adjourn(until=later(3600), words="Until three"), [Adjourned(until=later(3600), words="Until three")]),
    (SUSPENDED, Adjourn(), [Adjourned()]),
    (BEGUN, Tell(words=" Coffee is served "), [Told(words="Coffee is served")]),
    (BEGUN, Tell(words=""), []),
    (following(BEGUN, Told(words="Coffee")), Tell(words="Coffee"), []),
    (following(BEGUN, Told(words="Coffee")), Tell(words="  "), [Told(words=None)]),
])
def test_the_sitting_changes(given, command, events):
    assert decide(given, command, CHAIR, NOON) == events


@pytest.mark.parametrize(("given", "command", "expected"), [
    (SUSPENDED, Suspend(), (RuleBroken, "not_in_session", {"state": "suspended"})),
    (ADJOURNED, Suspend(), (RuleBroken, "not_in_session", {"state": "adjourned"})),
    (BEGUN, Suspend(until=NOON), (Malformed, "in_the_past", {"field": "until"})),
    (BEGUN, Suspend(until=NOON.replace(tzinfo=None)), (Malformed, "no_zone", {"field": "until"})),
    (BEGUN, Suspend(words="w" * 281), (Malformed, "too_long", {"field": "words", "most": 280})),
    (CALLED, Adjourn(), (RuleBroken, "floor_taken", {"floor": "i1", "delegation": "KEN"})),
    (ADJOURNED, Adjourn(), (RuleBroken, "not_in_session", {"state": "adjourned"})),
    (BEGUN, Adjourn(until=later(-1)), (Malformed, "in_the_past", {"field": "until"})),
    (BEGUN, Tell(words="w" * 281), (Malformed, "too_long", {"field": "words", "most": 280})),
    (BEGUN, Tell(words="a\nb"), (Malformed, "not_plain_text", {"field": "words"})),
])
def test_the_sitting_refuses(given, command, expected):
    assert refusal(given, command) == expected


ENDS_AT = PROGRAMME.items[-1].ends_at


@pytest.mark.parametrize("written", [
    "9999-12-31T23:59:59-12:00", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59.999999-23:59", "2019-06-20T08:00:00Z",
])
@pytest.mark.parametrize(("field", "command"), [("until", Suspend), ("until", Adjourn), ("at", CloseList)])
def test_instant_that_no_display_could_show_is_refused(command, field, written):
    given = following(BEGUN, ListOpened(list="4"))
    more = {"list": "4"} if command is CloseList else {}

    expected = {"field": field, "least": NOON, "most": ENDS_AT + FARTHEST}
    assert refusal(given, command(**more, **{field: datetime.fromisoformat(written)})) == (
        Malformed, "out_of_range", expected
    )


@pytest.mark.parametrize("now", [NOON, later(10 * 366 * 86_400)])
def test_meeting_is_adjourned_to_its_next_session(now):
    until = max(now, ENDS_AT) + FARTHEST

    assert decide(BEGUN, Adjourn(until=until), CHAIR, now) == [Adjourned(until=until)]
    assert refusal(BEGUN, Adjourn(until=until + timedelta(seconds=1)), now=now)[1] == "out_of_range"


def test_instants_of_the_past_are_said_to_be_so_however_they_are_written():
    first = datetime.fromisoformat("0001-01-01T00:00:00+14:00")

    assert refusal(BEGUN, Suspend(until=first)) == (Malformed, "in_the_past", {"field": "until"})


def test_instant_is_kept_in_utc():
    (event,) = decide(BEGUN, Suspend(until=later(900).astimezone(timezone(timedelta(hours=14)))), CHAIR, NOON)

    assert (event.until, event.until.tzinfo) == (later(900), UTC)


@pytest.mark.parametrize("command", [Suspend(), Resume(), Adjourn()])
def test_the_sitting_is_the_chair_s_alone(command):
    for actor in (SECRETARIAT, KENYAN):
        assert refusal(BEGUN, command, actor) == (
            NotAllowed, "not_for_role", {"role": actor.role, "command": command.name}
        )


def test_states_of_the_sitting():
    assert [given.session for given in (NOT_BEGUN, BEGUN, SUSPENDED, ADJOURNED)] == [
        Session(), Session(state="in_session", since=NOON),
        Session(state="suspended", since=NOON, until=later(900), words="Coffee"),
        Session(state="adjourned", since=NOON),
    ]


def test_suspension_pauses_the_clock_and_resuming_leaves_it_to_the_chair():
    given = following(SPEAKING, done(*decide(SPEAKING, Suspend(), CHAIR, later(30)), at=later(30)))

    after = following(given, done(Resumed(), at=later(90)))

    assert (given.floor.state, after.floor.state, after.floor.paused_at) == ("paused", "paused", later(30))


def test_notice():
    told = following(BEGUN, Told(words="Coffee"))

    assert (told.notice, following(told, Told(words=None)).notice) == (Notice(words="Coffee", since=NOON), None)


def windowed(*windows):
    return meeting(programme=replace(PROGRAMME, windows=windows))


def settled(given, now):
    """The meeting after all that has fallen due, and what that was."""
    fallen = []
    while (each := due(given, now)) is not None:
        at = max(each.at, given.at)
        given = following(given, done(each.event, at=at, by=CLOCK, command=each.event.kind))
        fallen.append((type(each.event), at))
    return given, fallen


WINDOW = Window(list="4", opens_at=later(60), closes_at=later(600))


@pytest.mark.parametrize(("now", "state", "fallen"), [
    (later(59.999), "not_open", []),
    (later(60), "open", [(ListOpened, later(60))]),
    (later(599), "open", [(ListOpened, later(60))]),
    (later(600), "closed", [(ListOpened, later(60)), (ListClosed, later(600))]),
    (later(9999), "closed", [(ListOpened, later(60)), (ListClosed, later(600))]),
])
def test_window_opens_and_closes_its_list(now, state, fallen):
    after, found = settled(windowed(WINDOW), now)

    assert (after.lists["4"].state, found) == (state, fallen)


def test_window_that_passed_while_something_else_happened_still_closes():
    """The server was away: what falls due is dated no earlier than the last event, and closes all the same."""
    given = following(windowed(WINDOW), done(Told(words="We are late"), at=later(3600)))

    after, fallen = settled(given, later(3600))

    assert (after.lists["4"].state, fallen) == ("closed", [(ListOpened, later(3600)), (ListClosed, later(3600))])


def test_list_opened_by_hand_before_its_window_closes_with_it():
    given = following(windowed(WINDOW), done(ListOpened(list="4"), at=later(10)))

    after, fallen = settled(given, later(600))

    assert fallen == [(ListClosed, later(600))]
    assert after.lists["4"].state == "closed"


def test_list_opened_by_hand_after_its_window_stays_open():
    closed, _ = settled(windowed(WINDOW), later(700))
    never_opened = following(windowed(Window(list="4", closes_at=later(600))), done(Told(words="."), at=later(700)))

    for given in (closed, never_opened):
        after, fallen = settled(following(given, done(ListOpened(list="4"), at=later(800))), later(9999))
        assert (after.lists["4"].state, fallen) == ("open", [])


def test_closing_at_an_instant_is_taken_back_by_opening():
    given = following(meeting(*opened("4")), ClosingAnnounced(list="4", closes_at=later(600)))

    assert settled(given, later(600))[1] == [(ListClosed, later(600))]
    assert settled(following(given, ListOpened(list="4")), later(600))[1] == []


def test_suspension_ends_by_itself_and_adjournment_does_not():
    adjourned = following(BEGUN, Adjourned(until=later(900)))

    after, fallen = settled(SUSPENDED, later(901))

    assert (after.session, fallen) == (Session(state="in_session", since=later(900)), [(Resumed, later(900))])
    assert settled(adjourned, later(901))[1] == []
    assert settled(following(BEGUN, Suspended()), later(10**6))[1] == []


def test_what_falls_due_comes_in_the_order_of_its_instants():
    given = following(
        windowed(Window(list="6", opens_at=later(30)), Window(list="4", opens_at=later(30))),
        TakenUp(list="4"), Suspended(until=later(20)),
    )

    _, fallen = settled(given, later(60))

    assert fallen == [(Resumed, later(20)), (ListOpened, later(30)), (ListOpened, later(30))]
    assert due(given, later(60)).event == Resumed()


def test_what_falls_due_has_one_id_whoever_sees_it():
    given = windowed(WINDOW)

    assert due(given, later(60)).command_id == due(given, later(500)).command_id
    assert due(given, later(60)).command_id != due(windowed(replace(WINDOW, list="6")), later(60)).command_id


def test_same_closing_after_an_undo_is_another_one():
    given = meeting(*opened("4"))
    announced = following(given, ClosingAnnounced(list="4", closes_at=later(600)))
    again = following(
        announced, done(Undone(version=announced.version)), ClosingAnnounced(list="4", closes_at=later(600))
    )

    assert due(announced, later(600)).command_id != due(again, later(600)).command_id


def test_opening_is_in_force_for_who_inscribes_at_that_instant():
    after, _ = settled(windowed(WINDOW), later(60))

    assert decide(after, Inscribe(list="4"), KENYAN, later(60))
    assert decide(after, OpenList(list="4"), CHAIR, later(60)) == []


def test_windows_of_the_programme_are_there_from_the_import():
    given = windowed(WINDOW)

    assert (given.lists["4"].opens_at, given.lists["4"].closes_at, given.at) == (later(60), later(600), INVITATION)
