"""The order of the items of a programme: put before one another, and the hours that follow from it."""

from app.importing.form import Form, in_order, in_sitting, rows, sittings_in_time, with_rows

LAST_MINUTE = 23 * 60 + 59


def moved_item(form: Form, number: str, sitting: str, before: str | None) -> Form:
    """An item put before another of a sitting, or at its end.

    Within its sitting the items keep their lengths and the pauses their places; in another the others make room.
    """
    item = next(each for each in rows(form, "items") if each["number"] == number)
    there = [each for each in in_sitting(form, sitting) if each["number"] != number]
    at = next((place for place, each in enumerate(there) if each["number"] == before), len(there))
    if item["session"] == sitting:
        placed = _relaid(in_sitting(form, sitting), [*there[:at], item, *there[at:]])
    else:
        placed = _made_room(form, {**item, "session": sitting}, there, at)
    kept = [each for each in rows(form, "items") if each["session"] != sitting and each["number"] != number]
    return with_rows(form, "items", in_order(form, [*kept, *placed]))


def _relaid(old: list[Form], new: list[Form]) -> list[Form]:
    if not old:
        return new
    pauses = [_minutes(after["start"]) - _minutes(each["end"]) for each, after in zip(old, old[1:], strict=False)]
    at = _minutes(old[0]["start"])
    placed = []
    for each, pause in zip(new, [*pauses, 0], strict=True):
        end = at + _length(each)
        placed.append({**each, "start": clock(at), "end": clock(end)})
        at = end + pause
    return placed


def _made_room(form: Form, item: Form, there: list[Form], at: int) -> list[Form]:
    of_sitting = next(each for each in rows(form, "sessions") if each["id"] == item["session"])
    earlier = there[at - 1]["end"] if at else of_sitting["start"]
    start = _minutes(there[at]["start"] if at < len(there) else earlier)
    length = _length(item)
    later = [
        {**each, "start": clock(_minutes(each["start"]) + length), "end": clock(_minutes(each["end"]) + length)}
        for each in there[at:]
    ]
    return [*there[:at], {**item, "start": clock(start), "end": clock(start + length)}, *later]


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


def _length(item: Form) -> int:
    return _minutes(item["end"]) - _minutes(item["start"])


def clock(minutes: int) -> str:
    """As HH:MM, at the latest the last minute of the day."""
    hours, rest = divmod(min(max(minutes, 0), LAST_MINUTE), 60)
    return f"{hours:02}:{rest:02}"
