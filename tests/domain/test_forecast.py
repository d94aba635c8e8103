"""When each speaker will begin, and what-ifs."""

from datetime import timedelta

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from app.domain.events import Adjourned, ClockPaused, LimitSet, Suspended, TakenUp
from app.domain.forecast import fitting_limit_s, forecast, not_before
from app.domain.limits import takes_s
from app.domain.speech import Speech, pause_over_s, remaining_s, speech_ends, spoken_s
from tests.factories import COOPERATION, NOON, done, following, inscribed, later, meeting, speaking
from tests.people import CAMPAIGN, CHINA, COLOMBIA, DELEGATIONS, KENYA, NORWAY, PERU

# Limits: Kenya 180, Norway 180, China 150; the change of speakers takes 30.
THREE = meeting(inscribed(KENYA, "i1"), inscribed(NORWAY, "i2", at=later(1)), inscribed(CHINA, "i3"))
BEGUN = following(THREE, TakenUp(list="4"))
SPEAKING = following(THREE, *speaking("i1"))


def told(given, now=NOON, **more):
    begins, ends_at = forecast(given, "4", now, **more)
    return {each.id: (at - NOON).total_seconds() for each, at in begins}, (ends_at - NOON).total_seconds()


def test_forecast_of_a_list_that_is_taken_up_begins_now():
    assert told(BEGUN) == ({"i1": 30, "i2": 240, "i3": 450}, 600)


def test_forecast_after_the_speech_on_the_floor():
    assert told(SPEAKING, later(60)) == ({"i2": 210, "i3": 420}, 570)


def test_forecast_of_a_speech_past_its_limit_begins_now():
    assert told(SPEAKING, later(500)) == ({"i2": 530, "i3": 740}, 890)


def test_forecast_while_the_clock_stands():
    given = following(SPEAKING, done(ClockPaused(intervention="i1"), at=later(60)))

    assert told(given, later(90)) == ({"i2": 240, "i3": 450}, 600)


def test_forecast_while_suspended():
    given = following(BEGUN, done(Suspended(until=later(900)), at=NOON))
    openly = following(BEGUN, Suspended())
    adjourned = following(BEGUN, Adjourned(until=later(7200)))

    assert told(given)[0]["i1"] == 930
    assert told(openly)[0]["i1"] == 30
    assert told(adjourned)[0]["i1"] == 7230


def test_forecast_of_a_list_to_come_begins_as_planned():
    planned = (COOPERATION.starts_at - NOON).total_seconds()

    assert told(THREE, NOON - timedelta(hours=1))[0]["i1"] == planned + 30
    assert told(THREE, later(planned + 600))[0]["i1"] == planned + 630
    assert not_before(following(THREE, TakenUp(list="6")), "4") == COOPERATION.starts_at


def test_forecast_of_another_list_knows_nothing_of_the_floor():
    given = following(SPEAKING, inscribed(PERU, "i4", "6"))

    begins, _ = forecast(given, "6", later(10**6))

    assert begins[0][1] == later(10**6 + 30)


def test_forecast_of_nobody_ends_with_the_speech():
    given = following(meeting(inscribed(KENYA, "i1")), *speaking("i1"))

    assert told(given, later(60)) == ({}, 180)
    assert forecast(meeting(TakenUp(list="4")), "4", NOON) == ([], NOON)


def test_forecast_what_if_nobody_had_more():
    assert told(BEGUN, limit_s=60) == ({"i1": 30, "i2": 120, "i3": 210}, 270)
    assert told(BEGUN, limit_s=170) == ({"i1": 30, "i2": 230, "i3": 430}, 580)


@settings(max_examples=40)
@for_all(
    st.lists(st.tuples(st.sampled_from(DELEGATIONS), st.sampled_from([None, 1, 2, 9])), max_size=8),
    st.integers(0, 4000),
)
def test_longest_limit_that_fits_fits_and_no_longer_one_does(speakers, room_s):
    given = meeting(TakenUp(list="4"), *(
        inscribed(each, f"i{n}", intervention_kind="comment", minutes=minutes)
        for n, (each, minutes) in enumerate(speakers, start=1)
    ))
    by = later(room_s)

    fits = fitting_limit_s(given, "4", NOON, by)

    if not speakers:
        assert fits is None
        return
    longest = max(takes_s(given, each) for each in given.on_list("4"))
    if fits is None:
        assert forecast(given, "4", NOON, 1)[1] > by
    else:
        assert forecast(given, "4", NOON, fits)[1] <= by
        assert fits == longest or forecast(given, "4", NOON, fits + 1)[1] > by


def test_forecast_follows_a_limit_that_is_set():
    given = following(BEGUN, LimitSet(list="4", category="all", seconds=60), inscribed(CAMPAIGN, "i4"))

    assert told(given)[1] == 4 * 90


def speech(**more):
    return Speech(intervention="i1", called_at=NOON, limit_s=180, **more)


def test_clock_of_a_speech():
    running = speech(started_at=NOON, paused_s=10.0)
    stopped = speech(started_at=NOON, paused_at=later(60), paused_s=10.0)

    assert [each.state for each in (speech(), running, stopped)] == ["called", "speaking", "paused"]
    assert [spoken_s(each, later(100)) for each in (speech(), running, stopped)] == [0.0, 90.0, 50.0]
    assert [remaining_s(each, later(200)) for each in (speech(), running, stopped)] == [180.0, -10.0, 130.0]
    assert [speech_ends(each, later(100)) for each in (speech(), running, stopped)] == [
        later(280), later(190), later(230),
    ]
    assert speech_ends(running, later(500)) == later(500)
    assert [pause_over_s(each, later(75)) for each in (running, stopped)] == [10.0, 25.0]


def test_clock_counts_in_milliseconds():
    assert spoken_s(speech(started_at=NOON), later(0.1234)) == 0.123


def test_speaker_of_a_long_list_hears_the_same_from_here_and_from_the_sum():
    given = meeting(TakenUp(list="4"), *(
        inscribed(each, f"i{n}", minutes=2, intervention_kind="comment", at=later(n))
        for n, each in enumerate([KENYA, COLOMBIA, PERU] * 20)
    ))

    begins, _ = forecast(given, "4", NOON)

    assert [at for _, at in begins] == [later(30 + n * 150) for n in range(60)]
