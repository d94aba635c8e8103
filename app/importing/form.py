"""A programme in the form of its file, edited in memory: items, sittings, days; pure, judged by nobody here."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

from app.domain.programme import Item, Part, lists_of
from app.importing.agenda import NEVER

Form = dict[str, Any]
"""Keys and values as in the file of a programme; days as YYYY-MM-DD, times of day as HH:MM."""


def rows(form: Form, key: str) -> list[Form]:
    return [dict(each) for each in form.get(key) or []]


def with_rows(form: Form, key: str, entries: Sequence[Mapping[str, Any]]) -> Form:
    """A list of the form, set anew; an empty one is left out."""
    changed = {name: value for name, value in form.items() if name != key}
    return changed | ({key: [dict(each) for each in entries]} if entries else {})


def sittings_in_time(form: Form) -> list[Form]:
    return sorted(rows(form, "sessions"), key=lambda each: (str(each["date"]), str(each["start"])))


def in_sitting(form: Form, sitting: str) -> list[Form]:
    return [each for each in rows(form, "items") if each["session"] == sitting]


def place_of(form: Form, number: str) -> int | None:
    """Where an item stands among all, from 0."""
    return next((place for place, each in enumerate(rows(form, "items")) if each["number"] == number), None)


def list_ids(item: Mapping[str, Any]) -> list[str]:
    """The lists that an item has, by the rule of the programme."""
    parts = tuple(Part(id=str(each["id"]), title="", kind=str(each["kind"])) for each in item.get("parts") or [])
    drawn = Item(
        number=str(item["number"]), title="", short_title="", sitting="", starts_at=NEVER, ends_at=NEVER,
        presiding="", parts=parts,
    )
    return [list_id for list_id, _ in lists_of(drawn)]


def with_item(form: Form, number: str | None, item: Form, windows: Sequence[Mapping[str, str]]) -> Form:
    """An item set anew, or a new one (`number` None); `windows`: of its lists in their order, each opens, closes."""
    items = rows(form, "items")
    place = place_of(form, number) if number is not None else None
    old_lists = list_ids(items[place]) if place is not None else []
    if place is None:
        items.append(item)
    else:
        items[place] = item
    changed = with_rows(form, "items", in_order(form, items))
    its = [
        {"list": list_id, **{key: text for key, text in window.items() if text}}
        for list_id, window in zip(list_ids(item), windows, strict=False) if any(window.values())
    ]
    others = [each for each in rows(form, "windows") if each["list"] not in (*old_lists, *list_ids(item))]
    return with_rows(changed, "windows", [*others, *its])


def without_item(form: Form, number: str) -> Form:
    gone = [each for each in rows(form, "items") if each["number"] == number]
    lists = [list_id for each in gone for list_id in list_ids(each)]
    changed = with_rows(form, "items", [each for each in rows(form, "items") if each["number"] != number])
    return with_rows(changed, "windows", [each for each in rows(form, "windows") if each["list"] not in lists])


def in_order(form: Form, items: list[Form]) -> list[Form]:
    """Sitting by sitting and by the hour; who begin at the same stay as they were."""
    sittings = sittings_in_time(form)
    place = {each["id"]: at for at, each in enumerate(sittings)}
    begins = {each["id"]: str(each["start"]) for each in sittings if is_night(each)}

    def by(item: Form) -> tuple[int, bool, str]:
        start = str(item["start"])
        return place.get(item["session"], len(sittings)), start < begins.get(item["session"], ""), start

    return sorted(items, key=by)


def is_night(sitting: Form) -> bool:
    """Whether it goes past midnight: an hour before its start is one of the next day."""
    return str(sitting["end"]) < str(sitting["start"])


def with_sittings(form: Form, sittings: Sequence[Form]) -> Form:
    """The sittings set anew; the days of the meeting follow from them, the invitation is not after the first."""
    changed = with_rows(form, "sessions", sittings)
    days = sorted({str(each["date"]) for each in sittings if each["date"]})
    meeting = {**form["meeting"], "dates": days or form["meeting"].get("dates", [])}
    if days and str(meeting.get("invitation_date", "")) > days[0]:
        meeting["invitation_date"] = days[0]
    changed["meeting"] = meeting
    return with_rows(changed, "items", in_order(changed, rows(form, "items")))


def on_other_days(form: Form, first_day: date) -> Form:
    """The same programme, begun on another day: all dates move by the same number of days, the hours stay."""
    days = sorted(str(each) for each in form["meeting"]["dates"])
    by = first_day - date.fromisoformat(days[0])

    def later(written: str) -> str:
        return (date.fromisoformat(written[:10]) + by).isoformat() + written[10:]

    changed = deepcopy(form)
    meeting = changed["meeting"]
    meeting["dates"] = [later(each) for each in days]
    for key in ("invitation_date", "registration_deadline"):
        if key in meeting:
            meeting[key] = later(meeting[key])
    for each in changed.get("sessions", []):
        each["date"] = later(each["date"])
    for each in changed.get("windows", []):
        each.update({key: later(each[key]) for key in ("opens", "closes") if key in each})
    return changed


def without_speakers(form: Form) -> Form:
    """The programme without those who have asked to speak."""
    items = [{key: value for key, value in each.items() if key != "seed_speakers"} for each in rows(form, "items")]
    return with_rows(form, "items", items)


def codes_named(form: Form) -> list[str]:
    """The delegations that a form names, each once."""
    named: list[str] = []
    for item in rows(form, "items"):
        named += [item.get("presiding", ""), *item.get("invited", [])]
        named += [code for part in item.get("parts", []) for code in part.get("invited", [])]
        for seed in item.get("seed_speakers", []):
            named += [seed.get(key, "") for key in ("code", "in_reply_to", "right_of_reply_to")]
    for group in rows(form, "groups"):
        named += [group.get("code", ""), *group.get("members", [])]
    return [code for code in dict.fromkeys(named) if code]


def fresh_form(meeting: Form, first: date, last: date) -> Form:
    """A new programme: two sittings a day, limits that hold until others are given, and no items yet."""
    days = [first + timedelta(days=each) for each in range((last - first).days + 1)]
    limits = {"state_party": 180, "group": 300, "state_not_party": 180, "international_organization": 180,
              "ngo": 180, "other": 180, "presiding": 600}
    sittings = [
        {"id": f"d{number}-{half}", "date": day.isoformat(), "start": start, "end": end, "kind": "plenary"}
        for number, day in enumerate(days, start=1)
        for half, start, end in (("am", "10:00", "13:00"), ("pm", "15:00", "18:00"))
    ]
    return {
        "meeting": {**meeting, "dates": [day.isoformat() for day in days]},
        "defaults": {"time_limits_seconds": limits, "warning_seconds": 30, "change_seconds": 30},
        "sessions": sittings,
    }
