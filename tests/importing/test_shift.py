"""A meeting moved to another time."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.demo import DELEGATIONS, NAMES, PROGRAMME, demo_meeting
from app.domain.events import Inscribed, ProgrammeSet
from app.domain.programme import Programme
from app.importing import ImportRefused, demo_start, read_meeting
from app.importing.programme_file import read_programme
from app.importing.shift import moved
from tests.importing.small_meeting import DELEGATIONS as SMALL_DELEGATIONS
from tests.importing.small_meeting import NAMES as SMALL_NAMES
from tests.importing.small_meeting import PROGRAMME as SMALL_PROGRAMME
from tests.importing.small_meeting import write

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def programme_of(events: list) -> Programme:  # type: ignore[type-arg]
    (event,) = [event for event in events if isinstance(event, ProgrammeSet)]
    return event.programme


def instants(programme: Programme) -> list[datetime | None]:
    return [
        *(at for each in programme.sittings for at in (each.starts_at, each.ends_at)),
        *(at for each in programme.items for at in (each.starts_at, each.ends_at)),
        *(at for each in programme.windows for at in (each.opens_at, each.closes_at)),
    ]


def test_every_instant_moves_by_the_same_difference() -> None:
    before = read_meeting(PROGRAMME, DELEGATIONS, NAMES)
    after = read_meeting(PROGRAMME, DELEGATIONS, NAMES, start=START)

    by = START - datetime(2017, 6, 8, 8, tzinfo=UTC)
    pairs = zip(instants(programme_of(before)), instants(programme_of(after)), strict=True)
    assert {(then and now and now - then) for then, now in pairs} == {by, None}
    asked = [[event.at for event in events if isinstance(event, Inscribed)] for events in (before, after)]
    assert {now - then for then, now in zip(*asked, strict=True)} == {by}


def test_nothing_but_time_changes() -> None:
    after = read_meeting(PROGRAMME, DELEGATIONS, NAMES, start=START)
    back = read_meeting(PROGRAMME, DELEGATIONS, NAMES, start=datetime(2017, 6, 8, 8, tzinfo=UTC))

    assert back == read_meeting(PROGRAMME, DELEGATIONS, NAMES)
    assert programme_of(after).items[0].starts_at == START
    assert programme_of(after).groups == programme_of(back).groups


def test_registration_moves_too() -> None:
    programme, seeds = read_programme(PROGRAMME)

    later_programme, later = moved(programme, seeds, START)

    by = START - datetime(2017, 6, 8, 8, tzinfo=UTC)
    assert programme.registration_ends_at == datetime(2017, 5, 31, 22, tzinfo=UTC)
    moved_to = later_programme.registration_ends_at.astimezone(ZoneInfo("Europe/Zurich"))
    assert moved_to.time() == time(0)
    assert timedelta() <= moved_to - (programme.registration_ends_at + by) < timedelta(days=1)
    assert later.invited_at == datetime(2017, 4, 12, 8, tzinfo=UTC) + by


@pytest.mark.parametrize(
    ("now", "second_item"),
    [
        (datetime(2026, 11, 24, 9, 0, 1, tzinfo=UTC), datetime(2026, 11, 24, 9, 15, tzinfo=UTC)),
        (datetime(2026, 11, 24, 9, 14, 59, 999999, tzinfo=UTC), datetime(2026, 11, 24, 9, 15, tzinfo=UTC)),
        (datetime(2026, 11, 24, 9, 15, tzinfo=UTC), datetime(2026, 11, 24, 9, 30, tzinfo=UTC)),
        (datetime(2026, 12, 31, 23, 50, tzinfo=UTC), datetime(2027, 1, 1, 0, 0, tzinfo=UTC)),
    ],
)
def test_demo_has_its_second_item_at_the_next_full_quarter(now: datetime, second_item: datetime) -> None:
    first, second, *_ = programme_of(demo_meeting(now)).items

    assert first.starts_at == demo_start(now) == second_item - timedelta(minutes=15)
    assert second.starts_at == second_item


def test_session_in_the_night_when_the_clocks_change_has_its_true_length(tmp_path: Path) -> None:
    events = read_meeting(*write(tmp_path, SMALL_PROGRAMME, SMALL_DELEGATIONS, SMALL_NAMES))

    late = programme_of(events).sittings[2]
    # From 01:00 to 05:00 by the clock on the wall, which skips an hour.
    assert (late.starts_at, late.ends_at) == (
        datetime(2024, 3, 31, 0, 0, tzinfo=UTC),
        datetime(2024, 3, 31, 3, 0, tzinfo=UTC),
    )


def test_moving_across_a_change_of_the_clocks_keeps_lengths(tmp_path: Path) -> None:
    files = write(tmp_path, SMALL_PROGRAMME, SMALL_DELEGATIONS, SMALL_NAMES)
    start = datetime(2024, 7, 1, 10, 0, tzinfo=ZoneInfo("Europe/Zurich"))

    programme = programme_of(read_meeting(*files, start=start))

    first, second = programme.items
    assert first.starts_at == start
    assert second.starts_at - first.starts_at == timedelta(hours=16, minutes=30)
    assert {at.utcoffset() for at in instants(programme) if at} == {timedelta(0)}


@pytest.mark.parametrize("start", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_start_beyond_all_calendars_is_refused(start: datetime) -> None:
    with pytest.raises(ImportRefused, match="the meeting cannot begin at"):
        read_meeting(PROGRAMME, DELEGATIONS, NAMES, start=start)
