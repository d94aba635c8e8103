"""A programme moved in time: every instant by the same difference."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.domain.programme import Programme
from app.importing.seeds import Seeds

QUARTER = timedelta(minutes=15)


def moved(programme: Programme, seeds: Seeds, start: datetime) -> tuple[Programme, Seeds]:
    """So that the first item begins at `start`.

    One difference for all keeps every length and every order. Where the clocks change in between, the hours shown
    change by that hour, as those of a real meeting do not; for a rehearsal that is the smaller evil.
    """
    by = start - min(item.starts_at for item in programme.items)

    def later(at: datetime | None) -> datetime | None:
        return None if at is None else at + by

    return (
        replace(
            programme,
            sittings=tuple(
                replace(each, starts_at=each.starts_at + by, ends_at=each.ends_at + by) for each in programme.sittings
            ),
            items=tuple(
                replace(each, starts_at=each.starts_at + by, ends_at=each.ends_at + by) for each in programme.items
            ),
            windows=tuple(
                replace(each, opens_at=later(each.opens_at), closes_at=later(each.closes_at))
                for each in programme.windows
            ),
            registration_ends_at=midnight_after(later(programme.registration_ends_at), ZoneInfo(programme.timezone)),
        ),
        replace(seeds, invited_at=seeds.invited_at + by),
    )


def midnight_after(at: datetime | None, zone: ZoneInfo) -> datetime | None:
    """A deadline is the end of a day: that of the day on which it falls once it was moved."""
    if at is None:
        return None
    day = (at.astimezone(zone) - timedelta(microseconds=1)).date() + timedelta(days=1)
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


def demo_start(now: datetime, opening: timedelta = QUARTER) -> datetime:
    """When the first item must begin, if it lasts `opening` and the second begins at the next full quarter."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    quarters_passed = (now - hour) // QUARTER
    return hour + (quarters_passed + 1) * QUARTER - opening
