"""What a cell of a workbook says, in the words that a file of text would have for it."""

import re
from datetime import date, datetime, time, timedelta

from app.importing.workbooks import Cell

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - days of a spreadsheet have no zone
SERIAL_DAYS = range(20_000, 110_000)
"""From 1954 to 2201: a number in a column of days that has lost its format."""
TIME_OF_DAY = re.compile(r"([0-9]{1,2})\s*(?:[:.h]|h:)\s*([0-5][0-9])(?::00)?\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE)
DAY_FIRST = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})")


def cell_text(cell: Cell) -> str:
    """2.0 is "2", a day "2017-06-08", a time of day "10:00", with its seconds if it has some."""
    match cell:
        case bool():
            return "true" if cell else "false"
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
        case datetime():
            at = _rounded(cell)
            return f"{at:%Y-%m-%d}" if at.time() == time() else f"{at:%Y-%m-%d} {_clock(at.time())}"
        case date():
            return cell.isoformat()
        case time():
            return _clock(_rounded(datetime.combine(EPOCH, cell)).time())
        case timedelta():
            seconds = round(cell.total_seconds())
            return _of_seconds(seconds)
        case _:
            return str(cell).strip()


def day_text(cell: Cell) -> str:
    """As `cell_text`, where a day must stand: also as a bare number or as 8.6.2017."""
    if isinstance(cell, float | int) and not isinstance(cell, bool) and int(cell) in SERIAL_DAYS:
        return f"{EPOCH + timedelta(days=int(cell)):%Y-%m-%d}"
    if isinstance(cell, str) and (parts := DAY_FIRST.fullmatch(cell.strip())):
        day, month, year = parts.groups()
        return f"{year}-{int(month):02d}-{int(day):02d}"
    if isinstance(cell, datetime):
        return f"{_rounded(cell):%Y-%m-%d}"
    return cell_text(cell)


def clock_text(cell: Cell) -> str:
    """As `cell_text`, where a time of day must stand: also as a fraction of a day, 9.30, 15h30, 3:00 pm."""
    if isinstance(cell, float) and 0 <= cell < 1:
        return _of_seconds(round(cell * 86_400))
    if isinstance(cell, datetime):
        return _clock(_rounded(cell).time())
    if isinstance(cell, str) and (parts := TIME_OF_DAY.fullmatch(cell.strip())):
        hour, minute, half = int(parts[1]), parts[2], (parts[3] or "").lower()[:1]
        if half:
            hour = hour % 12 + (12 if half == "p" else 0) if 1 <= hour <= 12 else 99
        return f"{hour:02d}:{minute}"
    return cell_text(cell)


def moment_text(cell: Cell) -> str:
    """As `cell_text`, where a day with its time must stand."""
    if isinstance(cell, datetime | date) and len(text := cell_text(cell)) == len("2017-06-08"):
        return f"{text} 00:00"
    if isinstance(cell, float) and int(cell) in SERIAL_DAYS:
        return f"{_rounded(EPOCH + timedelta(days=cell)):%Y-%m-%d %H:%M}"
    return cell_text(cell)


def seconds_text(cell: Cell, unit: int = 1) -> str:
    """A length in seconds, as a number of `unit` seconds, as 3 min, 90 s, 0:03:00 or a cell in the form of a time."""
    if isinstance(cell, time):
        cell = datetime.combine(EPOCH, cell) - EPOCH
    if isinstance(cell, timedelta):
        return str(round(cell.total_seconds()))
    text = cell_text(cell)
    if length := re.fullmatch(r"([0-9]+)\s*(min|mins|minutes?|minutos?|mn|m|'|\u2032|мин\.?|分钟|دقائق|دقيقة)", text):
        return str(int(length[1]) * 60)
    if length := re.fullmatch(r'([0-9]+)\s*(s|sec|secs|seconds?|segundos?|secondes?|"|\u2033|сек\.?|秒|ثانية)', text):
        return length[1]
    if length := re.fullmatch("([0-9]{1,2}):([0-5][0-9]):([0-5][0-9])", text):
        return str(int(length[1]) * 3600 + int(length[2]) * 60 + int(length[3]))
    return str(int(text) * unit) if re.fullmatch("[0-9]{1,6}", text) else text


def _rounded(at: datetime) -> datetime:
    """Fractions of a day come a little beside the second."""
    if at.year >= 9999:
        return at
    return (at + timedelta(milliseconds=500)).replace(microsecond=0)


def _clock(at: time) -> str:
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"


def _of_seconds(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    clock = f"{hours:02d}:{rest // 60:02d}"
    return f"{clock}:{rest % 60:02d}" if rest % 60 else clock
