"""The order of the items of a programme: put before one another, and the hours that follow from it."""

from app.importing.form import Form, in_order, in_sitting, is_night, rows, sittings_in_time, with_rows

DAY = 24 * 60


def moved_item(form: Form, number: str, sitting: str, before: str | None) -> Form:
    """An item put before another of a sitting, or at its end.

    Within its sitting the items keep their lengths and the pauses their places; in another the others make room.
    """
    item = next(each for each in rows(form, "items") if each["number"] == number)
    there = [each for each in in_sitting(form, sitting) if each["number"] != number]
    at = next((place for place, each in enumerate(there) if each["number"] == before), len(there))
    if item["session"] == sitting:
        placed = _relaid(in_sitting(form, sitting), [*there[:at], item, *there[at:]], _of_sitting(form, sitting))
    else:
        placed = _made_room(form, {**item, "session": sitting}, there, at)
    kept = [each for each in rows(form, "items") if each["session"] != sitting and each["number"] != number]
    return with_rows(form, "items", in_order(form, [*kept, *placed]))


def _of_sitting(form: Form, sitting: str) -> Form:
    return next(each for each in rows(form, "sessions") if each["id"] == sitting)


def _relaid(old: list[Form], new: list[Form], of_sitting: Form) -> list[Form]:
    if not old:
        return new
    night = is_night(of_sitting)
    pauses = [_between(each["end"], after["start"], night) for each, after in zip(old, old[1:], strict=False)]
    at = _minutes(old[0]["start"])
    placed = []
    for each, pause in zip(new, [*pauses, 0], strict=True):
        end = at + _length(each, night)
        placed.append({**each, "start": clock(at, night), "end": clock(end, night)})
        at = end + pause
    return placed


def _made_room(form: Form, item: Form, there: list[Form], at: int) -> list[Form]:
    of_sitting = _of_sitting(form, item["session"])
    night = is_night(of_sitting)
    earlier = there[at - 1]["end"] if at else of_sitting["start"]
    start = _minutes(there[at]["start"] if at < len(there) else earlier)
    length = _length(item, is_night_of(form, item["number"]))
    later = [
        {**each, **{key: clock(_minutes(each[key]) + length, night) for key in ("start", "end")}} for each in there[at:]
    ]
    return [*there[:at], {**item, "start": clock(start, night), "end": clock(start + length, night)}, *later]


def is_night_of(form: Form, number: str) -> bool:
    """Whether the sitting of an item goes past midnight."""
    item = next(each for each in rows(form, "items") if each["number"] == number)
    return is_night(_of_sitting(form, item["session"]))


def neighbour(form: Form, number: str, step: int) -> tuple[str, str | None] | None:
    """Where an item goes that is moved by one, up (-1) or down (1), as (sitting, before); None: nowhere."""
    item = next(each for each in rows(form, "items") if each["number"] == number)
    names = [each["id"] for each in sittings_in_time(form) if each["kind"] == "plenary"]
    here = [each["number"] for each in in_sitting(form, item["session"])]
    at = here.index(number) + step
    if 0 <= at < len(here):
        return item["session"], here[at] if step < 0 else next(iter(here[at + 1:]), None)
    next_sitting = names.index(item["session"]) + step if item["session"] in names else -1
    if not 0 <= next_sitting < len(names):
        return None
    first = next((each["number"] for each in in_sitting(form, names[next_sitting])), None)
    return names[next_sitting], None if step < 0 else first


def _minutes(written: str) -> int:
    hours, _, minutes = str(written).partition(":")
    return int(hours) * 60 + int(minutes)


def _length(item: Form, night: bool) -> int:
    length = _minutes(item["end"]) - _minutes(item["start"])
    return length % DAY if night else length


def _between(end: str, start: str, night: bool) -> int:
    """The pause from one item to the next; negative where they overlap."""
    pause = _minutes(start) - _minutes(end)
    return (pause + DAY // 2) % DAY - DAY // 2 if night else pause


def clock(minutes: int, night: bool) -> str:
    """As HH:MM, at the latest the last minute of the day; by night it goes on from 00:00."""
    hours, rest = divmod(minutes % DAY if night else min(max(minutes, 0), DAY - 1), 60)
    return f"{hours:02}:{rest:02}"
