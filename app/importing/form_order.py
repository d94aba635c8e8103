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
        placed = _relaid(_of_sitting(form, sitting), in_sitting(form, sitting), [*there[:at], item, *there[at:]])
    else:
        length = Hours(_of_sitting(form, item["session"])).length(item)
        placed = _made_room(_of_sitting(form, sitting), {**item, "session": sitting}, length, there, at)
    kept = [each for each in rows(form, "items") if each["session"] != sitting and each["number"] != number]
    return with_rows(form, "items", in_order(form, [*kept, *placed]))


class Hours:
    """The hours of a sitting in minutes of the day on which it begins, 1440 and more where it goes past midnight."""

    def __init__(self, sitting: Form) -> None:
        self._is_night = is_night(sitting)
        self._begins = _of_clock(sitting["start"])

    def minutes(self, written: str) -> int:
        minutes = _of_clock(written)
        return minutes + DAY if self._is_night and minutes < self._begins else minutes

    def length(self, item: Form) -> int:
        return self.minutes(item["end"]) - self.minutes(item["start"])

    def clock(self, minutes: int) -> str:
        """As HH:MM; by day at the latest the last minute, by night it goes on from 00:00."""
        hours, rest = divmod(minutes % DAY if self._is_night else min(max(minutes, 0), DAY - 1), 60)
        return f"{hours:02}:{rest:02}"

    def put(self, item: Form, start: int, length: int) -> Form:
        return {**item, "start": self.clock(start), "end": self.clock(start + length)}


def _of_sitting(form: Form, sitting: str) -> Form:
    return next(each for each in rows(form, "sessions") if each["id"] == sitting)


def _relaid(sitting: Form, old: list[Form], new: list[Form]) -> list[Form]:
    if not old:
        return new
    hours = Hours(sitting)
    pairs = zip(old, old[1:], strict=False)
    pauses = [hours.minutes(after["start"]) - hours.minutes(each["end"]) for each, after in pairs]
    at = hours.minutes(old[0]["start"])
    placed = []
    for each, pause in zip(new, [*pauses, 0], strict=True):
        placed.append(hours.put(each, at, hours.length(each)))
        at += hours.length(each) + pause
    return placed


def _made_room(sitting: Form, item: Form, length: int, there: list[Form], at: int) -> list[Form]:
    hours = Hours(sitting)
    earlier = there[at - 1]["end"] if at else sitting["start"]
    start = hours.minutes(there[at]["start"] if at < len(there) else earlier)
    later = [hours.put(each, hours.minutes(each["start"]) + length, hours.length(each)) for each in there[at:]]
    return [*there[:at], hours.put(item, start, length), *later]


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


def _of_clock(written: str) -> int:
    hours, _, minutes = str(written).partition(":")
    return int(hours) * 60 + int(minutes)
