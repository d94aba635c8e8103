"""How one value of a file becomes a text, a code, a day, a time; None says that it was faulty and is refused."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import TypeVar
from zoneinfo import ZoneInfo

from app.importing.problems import one_of, quoted
from app.importing.source import UNSEEN
from app.importing.values import Value

Thing = TypeVar("Thing")
ReadText = Callable[[Value], str | None]

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
CODE = re.compile("[A-Z0-9][A-Z0-9-]{0,31}")
COMBINING = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{5}")
INVISIBLE = re.compile(f"[\t\n\r{UNSEEN.pattern[1:]}")
"""Escapes of YAML can bring what the text of the file may not hold."""
YEARS = range(1970, 2200)


def text_fault(text: str, longest: int) -> tuple[str, str] | None:
    """What is wrong with a text that people will read, as (found, expected)."""
    if len(text) > longest:
        return f"{quoted(text)} has {len(text)} characters", f"at most {longest}"
    if odd := INVISIBLE.search(text):
        return f"{quoted(text)} holds U+{ord(odd[0]):04X}", "one line of visible text"
    if COMBINING.search(text):
        return f"{quoted(text)} piles up combining marks", "one line of visible text"
    return None


def text_of(longest: int, expected: str = "a text") -> Callable[[Value], str | None]:
    def read(value: Value) -> str | None:
        text = value.scalar(expected)
        fault = text_fault(text, longest) if text else None
        if fault:
            value.refuse(*fault)
            return None
        return text

    return read


text = text_of(500)
label = text_of(40, "a short text")
"""An identifier of the file's own: the number of an item, the id of a part, a sitting, a committee."""


def pattern(form: str, name: str, expected: str) -> Callable[[Value], str | None]:
    matches = re.compile(form)

    def read(value: Value) -> str | None:
        text = value.scalar(expected)
        if text and not matches.fullmatch(text):
            value.refuse(f"{quoted(text)} is not {name}", expected)
            return None
        return text

    return read


word = pattern("[a-z][a-z0-9_]{0,39}", "a word of small letters", "a word like general_debate")
email = pattern(r"[^@\s]{1,64}@[^@\s]{1,180}\.[a-zA-Z0-9-]{2,60}", "an e-mail address", "NAME@HOST")


def number(lowest: int, highest: int, unit: str = "") -> Callable[[Value], int | None]:
    expected = f"a whole number from {lowest} to {highest}{unit}"

    def read(value: Value) -> int | None:
        text = value.scalar(expected)
        if text is None:
            return None
        if not re.fullmatch("-?[0-9]{1,9}", text):
            value.refuse(f"{quoted(text)} is not a number", expected)
            return None
        if not lowest <= int(text) <= highest:
            value.refuse(f"{quoted(text)} is out of range", expected)
            return None
        return int(text)

    return read


seconds = number(1, 14400, " seconds")


def choice(options: Collection[str], name: str) -> Callable[[Value], str | None]:
    expected = one_of(options)

    def read(value: Value) -> str | None:
        text = value.scalar(expected)
        if text is not None and text not in options:
            value.refuse(f"{quoted(text)} is not {name}", expected)
            return None
        return text

    return read


def yes_or_no(value: Value) -> bool | None:
    said = choice(("true", "false"), "true or false")(value)
    return None if said is None else said == "true"


basis = choice(("sourced", "partial", "assumed"), "a basis")
language = choice(LANGUAGES, "a language known here")


def code_among(codes: Collection[str] | None) -> Callable[[Value], str | None]:
    """A delegation of the meeting; `codes` None: the delegations could not be read, so any code will do."""

    def read(value: Value) -> str | None:
        text = value.scalar("the code of a delegation")
        if text is None:
            return None
        if not CODE.fullmatch(text):
            value.refuse(f"{quoted(text)} is not a code", "capital letters, digits and hyphens, like KEN")
            return None
        if codes is not None and text not in codes:
            value.refuse(f"{quoted(text)} is not among the delegations", "the code of a delegation")
            return None
        return text

    return read


def day(value: Value) -> date | None:
    text = value.scalar("YYYY-MM-DD")
    if text is None:
        return None
    try:
        found = date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        found = None
    if found is None or found.year not in YEARS:
        value.refuse(f"{quoted(text)} is not a date", "YYYY-MM-DD")
        return None
    return found


def clock(value: Value) -> time | None:
    text = value.scalar("HH:MM")
    if text is None:
        return None
    if not re.fullmatch("([01][0-9]|2[0-3]):[0-5][0-9]", text):
        value.refuse(f"{quoted(text)} is not a time of day", "HH:MM")
        return None
    return time.fromisoformat(text)


def day_and_clock(value: Value) -> tuple[date, time] | None:
    text = value.scalar("YYYY-MM-DD HH:MM")
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text) if re.fullmatch(r"[0-9-]{10}[T ][0-9]{2}:[0-9]{2}", text) else None
    except ValueError:
        found = None
    if found is None or found.year not in YEARS:
        value.refuse(f"{quoted(text)} is not a date and time", "YYYY-MM-DD HH:MM")
        return None
    return found.date(), found.time()


def time_zone(value: Value) -> ZoneInfo | None:
    expected = "a name like Europe/Zurich"
    text = value.scalar(expected)
    if text is None:
        return None
    try:
        if not re.fullmatch("[A-Za-z_]+(/[A-Za-z0-9_+-]+){0,2}", text):
            raise ValueError(text)
        return ZoneInfo(text)
    except (ValueError, LookupError, OSError):
        value.refuse(f"{quoted(text)} is not a time zone", expected)
        return None


def instant(zone: ZoneInfo, on: date, at: time) -> datetime | None:
    """The instant in UTC; None if the clocks of the zone skip that time."""
    local = datetime.combine(on, at, tzinfo=zone)
    found = local.astimezone(UTC)
    return found if found.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None) else None


def unique(values: Iterable[Value], reader: Callable[[Value], Thing | None]) -> list[Thing]:
    """All that can be read, each once."""
    found: dict[Thing, None] = {}
    for value in values:
        thing = reader(value)
        if thing is not None and thing in found:
            value.refuse(f"{quoted(str(thing))} is given a second time", "each once")
        elif thing is not None:
            found[thing] = None
    return list(found)


def keyed(values: Mapping[str, Thing], name: str) -> Callable[[Value], str | None]:
    """A reference to one of `values`."""

    def read(value: Value) -> str | None:
        text = value.scalar(f"the id of {name}")
        if text is not None and text not in values:
            value.refuse(f"{quoted(text)} is not {name} of this file", one_of(values))
            return None
        return text

    return read


def action_numbers(value: Value) -> tuple[int, ...] | None:
    """Numbers of a plan's actions as ranges, "1-7, 25-28"; each once, in order."""
    expected = "numbers and ranges from 1 to 999, like 1-7, 25"
    written = value.scalar(expected)
    if written is None:
        return None
    form = re.compile(r"([1-9][0-9]{0,2})(?:\s*-\s*([1-9][0-9]{0,2}))?")
    runs = [form.fullmatch(run.strip()) for run in written.split(",")]
    spans = [(int(run[1]), int(run[2] or run[1])) for run in runs if run]
    if len(spans) < len(runs) or any(low > high for low, high in spans):
        value.refuse(f"{quoted(written)} are not actions", expected)
        return None
    return tuple(sorted({number for low, high in spans for number in range(low, high + 1)}))
