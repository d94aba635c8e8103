"""Days, times and lengths as documents have them: in the zone of the meeting and the language in force."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

from app.documents.weaving import locale_in_force

MONTH_IN_SHORT = re.compile("(?<!M)MMM(?!M)")


class Clock:
    """`timezone`: the zone of the meeting."""

    def __init__(self, timezone: str) -> None:
        self._zone = ZoneInfo(timezone)

    def day(self, at: datetime) -> str:
        return format_date(at.astimezone(self._zone), "long", locale=locale_in_force())

    def days(self, first: datetime, last: datetime) -> str:
        """From one day to another; one day if they are the same."""
        begin, end = first.astimezone(self._zone).date(), last.astimezone(self._zone).date()
        if begin == end:
            return self.day(first)
        return "".join(
            format_date(day, pattern, locale=locale_in_force())
            for day, pattern in zip((begin, end), interval(begin, end), strict=True)
        )

    def time(self, at: datetime) -> str:
        return format_time(at.astimezone(self._zone), "HH:mm", locale=locale_in_force())

    def moment(self, at: datetime, near: datetime) -> str:
        """The time; before it the day, if it is another than that of `near`."""
        if at.astimezone(self._zone).date() == near.astimezone(self._zone).date():
            return self.time(at)
        return f"{self.day(at)}, {self.time(at)}"


def interval(begin: date, end: date) -> list[str]:
    """The two patterns of "8–9 June 2017", by the first field in which the days differ; months in full."""
    field = "y" if begin.year != end.year else "M" if begin.month != end.month else "d"
    known = locale_in_force().interval_formats
    patterns = known.get("yMMMMd", known["yMMMd"])[field]
    return [MONTH_IN_SHORT.sub("MMMM", pattern) for pattern in patterns]


def length(seconds: float) -> str:
    """3:20, or with hours 1:03:20."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
