"""Who has the floor, and the clock of the speech on it."""

import pytest

from app.domain.commands import (
    Call,
    EndSpeech,
    Extend,
    MarkAbsent,
    PauseClock,
    ResumeClock,
    StartClock,
)
from app.domain.decide import decide
from app.domain.errors import Malformed, RuleBroken, Unknown
from app.domain.events import (
    Adjourned,
    Called,
    ClockPaused,
    ClockResumed,
    ClockStarted,
    Extended,
    MarkedAbsent,
    SpeechEnded,
    Suspended,
    TakenUp,
    Withdrawn,
)
from app.domain.meeting import Session
from app.domain.speech import Speech
from tests.factories import NOON, called, done, following, inscribed, later, meeting, refusal, speaking
from tests.people import CHAIR, KENYA, NORWAY, PERU, SECRETARIAT

WAITING = meeting(inscribed(KENYA, "i1"), inscribed(NORWAY, "i2"), inscribed(PERU, "i3", "2.1", part="2.2"))
CALLED = following(WAITING, called("i1"))
SPEAKING = following(WAITING, *speaking("i1"))
PAUSED = following(SPEAKING, done(ClockPaused(intervention="i1"), at=later(47)))
DELIVERED = following(SPEAKING, done(SpeechEnded(intervention="i1", spoken_s=60.0), at=later(60)))


@pytest.mark.parametrize(("given", "command", "events"), [
    (WAITING, Call(intervention="i1", ending=None), [TakenUp(list="4"), Called(intervention="i1", limit_s=180)]),
    (WAITING, Call(intervention="i3", ending=None), [TakenUp(list="2.1"), Called(intervention="i3", limit_s=300)]),
    (SPEAKING, Call(intervention="i2", ending="i1"),
     [SpeechEnded(intervention="i1", spoken_s=60.0), Called(intervention="i2", limit_s=180)]),
    (SPEAKING, Call(intervention="i3", ending="i1"),
     [SpeechEnded(intervention="i1", spoken_s=60.0), TakenUp(list="2.1"), Called(intervention="i3", limit_s=300)]),
    (CALLED, Call(intervention="i2", ending="i1"),
     [SpeechEnded(intervention="i1", spoken_s=0.0), Called(intervention="i2", limit_s=180)]),
    (CALLED, StartClock(intervention="i1"), [ClockStarted(intervention="i1")]),
    (SPEAKING, PauseClock(intervention="i1"), [ClockPaused(intervention="i1")]),
    (PAUSED, ResumeClock(intervention="i1"), [ClockResumed(intervention="i1")]),
    (CALLED, Extend(intervention="i1", seconds=60), [Extended(intervention="i1", limit_s=240)]),
    (SPEAKING, Extend(intervention="i1", seconds=-175), [Extended(intervention="i1", limit_s=5)]),
    (PAUSED, Extend(intervention="i1", seconds=14_220), [Extended(intervention="i1", limit_s=14_400)]),
    (SPEAKING, EndSpeech(intervention="i1"), [SpeechEnded(intervention="i1", spoken_s=60.0)]),
    (PAUSED, EndSpeech(intervention="i1"), [SpeechEnded(intervention="i1", spoken_s=47.0)]),
    (CALLED, EndSpeech(intervention="i1"), [SpeechEnded(intervention="i1", spoken_s=0.0)]),
    (CALLED, MarkAbsent(intervention="i1"), [MarkedAbsent(intervention="i1")]),
    (WAITING, MarkAbsent(intervention="i2"), [MarkedAbsent(intervention="i2")]),
    (SPEAKING, MarkAbsent(intervention="i2"), [MarkedAbsent(intervention="i2")]),
])
def test_the_desk_leads_the_floor(given, command, events):
    for actor in (CHAIR, SECRETARIAT):
        assert decide(given, command, actor, later(60)) == events


ON_FLOOR = {"floor": "i1", "delegation": "KEN"}
SUSPENDED = following(PAUSED, Suspended())
CALLED_SUSPENDED = following(CALLED, Suspended())
GONE = following(WAITING, Withdrawn(intervention="i2"))
WRITTEN = meeting(inscribed(KENYA, "i1", delivery="written"))


@pytest.mark.parametrize(("given", "command", "expected"), [
    (WAITING, Call(intervention="i2", ending="i1"), (RuleBroken, "floor_changed", {})),
    (SPEAKING, Call(intervention="i2", ending=None), (RuleBroken, "floor_changed", ON_FLOOR)),
    (SPEAKING, Call(intervention="i3", ending="i2"), (RuleBroken, "floor_changed", ON_FLOOR)),
    (SPEAKING, Call(intervention="i99", ending=None), (RuleBroken, "floor_changed", ON_FLOOR)),
    (SUSPENDED, Call(intervention="i2", ending=None), (RuleBroken, "floor_changed", ON_FLOOR)),
    (SPEAKING, Call(intervention="i99", ending="i1"), (Unknown, "unknown_intervention", {"intervention": "i99"})),
    (SPEAKING, Call(intervention="i1", ending="i1"),
     (RuleBroken, "not_waiting", {"intervention": "i1", "state": "called"})),
    (DELIVERED, Call(intervention="i1", ending=None),
     (RuleBroken, "not_waiting", {"intervention": "i1", "state": "delivered"})),
    (GONE, Call(intervention="i2", ending=None),
     (RuleBroken, "not_waiting", {"intervention": "i2", "state": "withdrawn"})),
    (WRITTEN, Call(intervention="i1", ending=None),
     (RuleBroken, "not_waiting", {"intervention": "i1", "state": "written"})),
    (SUSPENDED, Call(intervention="i2", ending="i1"), (RuleBroken, "not_in_session", {"state": "suspended"})),
    (following(WAITING, Adjourned()), Call(intervention="i2", ending=None),
     (RuleBroken, "not_in_session", {"state": "adjourned"})),
    (WAITING, StartClock(intervention="i99"), (Unknown, "unknown_intervention", {"intervention": "i99"})),
    (WAITING, StartClock(intervention="i1"), (RuleBroken, "not_on_floor", {"intervention": "i1"})),
    (CALLED, StartClock(intervention="i2"), (RuleBroken, "not_on_floor", {"intervention": "i2", **ON_FLOOR})),
    (CALLED_SUSPENDED, StartClock(intervention="i1"), (RuleBroken, "not_in_session", {"state": "suspended"})),
    (SPEAKING, StartClock(intervention="i1"),
     (RuleBroken, "already_started", {"intervention": "i1", "since": NOON})),
    (CALLED, PauseClock(intervention="i1"), (RuleBroken, "not_speaking", {"intervention": "i1"})),
    (PAUSED, PauseClock(intervention="i1"), (RuleBroken, "not_speaking", {"intervention": "i1"})),
    (WAITING, PauseClock(intervention="i1"), (RuleBroken, "not_on_floor", {"intervention": "i1"})),
    (SPEAKING, ResumeClock(intervention="i1"), (RuleBroken, "not_paused", {"intervention": "i1"})),
    (CALLED, ResumeClock(intervention="i1"), (RuleBroken, "not_paused", {"intervention": "i1"})),
    (SUSPENDED, ResumeClock(intervention="i1"), (RuleBroken, "not_in_session", {"state": "suspended"})),
    (SPEAKING, ResumeClock(intervention="i2"), (RuleBroken, "not_on_floor", {"intervention": "i2", **ON_FLOOR})),
    (SPEAKING, Extend(intervention="i2", seconds=60),
     (RuleBroken, "not_on_floor", {"intervention": "i2", **ON_FLOOR})),
    (SPEAKING, Extend(intervention="i1", seconds=0),
     (Malformed, "out_of_range", {"field": "seconds", "least": -175, "most": 14_220})),
    (SPEAKING, Extend(intervention="i1", seconds=-176),
     (Malformed, "out_of_range", {"field": "seconds", "least": -175, "most": 14_220})),
    (SPEAKING, Extend(intervention="i1", seconds=10**30),
     (Malformed, "out_of_range", {"field": "seconds", "least": -175, "most": 14_220})),
    (DELIVERED, EndSpeech(intervention="i1"), (RuleBroken, "not_on_floor", {"intervention": "i1"})),
    (SPEAKING, EndSpeech(intervention="i2"), (RuleBroken, "not_on_floor", {"intervention": "i2", **ON_FLOOR})),
    (SPEAKING, EndSpeech(intervention="i99"), (Unknown, "unknown_intervention", {"intervention": "i99"})),
    (SPEAKING, MarkAbsent(intervention="i1"),
     (RuleBroken, "already_started", {"intervention": "i1", "since": NOON})),
    (PAUSED, MarkAbsent(intervention="i1"),
     (RuleBroken, "already_started", {"intervention": "i1", "since": NOON})),
    (DELIVERED, MarkAbsent(intervention="i1"),
     (RuleBroken, "not_waiting", {"intervention": "i1", "state": "delivered"})),
    (WRITTEN, MarkAbsent(intervention="i1"),
     (RuleBroken, "not_waiting", {"intervention": "i1", "state": "written"})),
    (WAITING, MarkAbsent(intervention="i99"), (Unknown, "unknown_intervention", {"intervention": "i99"})),
])
def test_the_floor_refuses(given, command, expected):
    assert refusal(given, command) == expected


def test_call_begins_the_meeting_takes_up_the_list_and_starts_no_clock():
    after = following(WAITING, called("i1", at=later(9)))

    assert (after.session, after.taken_up) == (Session(state="in_session", since=later(9)), "4")
    assert after.floor == Speech(intervention="i1", called_at=later(9), limit_s=180)
    assert (after.interventions["i1"].state, after.interventions["i1"].limit_s) == ("called", 180)


def test_speech_that_ends_leaves_the_floor_empty_and_is_on_record():
    record = DELIVERED.interventions["i1"]

    assert DELIVERED.floor is None
    assert (record.state, record.spoken_s, record.limit_s, record.ended_at) == ("delivered", 60.0, 180, later(60))


def test_absent_speaker_who_was_called_leaves_the_floor_and_one_who_waits_does_not():
    was_called = following(CALLED, MarkedAbsent(intervention="i1"))
    waits = following(SPEAKING, MarkedAbsent(intervention="i2"))

    assert (was_called.floor, was_called.interventions["i1"].state) == (None, "absent")
    assert (waits.floor, waits.interventions["i2"].state) == (SPEAKING.floor, "absent")


def test_pauses_add_up_and_never_count():
    after = following(
        SPEAKING,
        done(ClockPaused(intervention="i1"), at=later(30)), done(ClockResumed(intervention="i1"), at=later(40)),
        done(ClockPaused(intervention="i1"), at=later(60)), done(ClockResumed(intervention="i1"), at=later(100)),
    )

    assert after.floor == Speech(
        intervention="i1", called_at=NOON, limit_s=180, started_at=NOON, paused_at=None, paused_s=50.0
    )
    assert decide(after, EndSpeech(intervention="i1"), CHAIR, later(120)) == [
        SpeechEnded(intervention="i1", spoken_s=70.0)
    ]


def test_speech_past_its_limit_is_never_cut():
    assert decide(SPEAKING, EndSpeech(intervention="i1"), CHAIR, later(4000)) == [
        SpeechEnded(intervention="i1", spoken_s=4000.0)
    ]


def test_clock_that_was_set_back_counts_from_the_last_event():
    """`now` is never before the last event: a server whose clock was corrected does not shorten a speech."""
    assert decide(PAUSED, EndSpeech(intervention="i1"), CHAIR, later(-600)) == [
        SpeechEnded(intervention="i1", spoken_s=47.0)
    ]
    assert decide(SPEAKING, EndSpeech(intervention="i1"), CHAIR, later(-600)) == [
        SpeechEnded(intervention="i1", spoken_s=0.0)
    ]
