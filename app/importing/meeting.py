"""The facts of a meeting and the rules that hold by default, as the file of the programme says them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.domain.programme import CATEGORIES, Programme, ReplyRule
from app.importing.agenda import NEVER
from app.importing.fields import (
    ReadText,
    choice,
    clock,
    day,
    email,
    language,
    number,
    pattern,
    seconds,
    text,
    text_of,
    unique,
    yes_or_no,
)
from app.importing.packs import pack_name, under_pack
from app.importing.problems import quoted
from app.importing.values import Table, Value

MEETING_REQUIRED = ("id", "title", "dates", "timezone", "invitation_date", "official_languages")
MEETING_OPTIONAL = (
    "short_title", "convention", "venue", "president", "secretariat", "registration_deadline", "advance_inscription",
    "working_language", "interpretation_languages", "attendance", "records", "public",
    "pack", "invitation_time",
)
DEFAULTS_OPTIONAL = (
    "time_limits_seconds", "warning_seconds", "change_seconds", "order", "right_of_reply",
)
OWN_CATEGORIES = ("state_party", "state_not_party", "international_organization", "ngo", "other")
"""Those that a delegation can have of itself, so that each must have a limit."""
OTHER_CATEGORIES = tuple(category for category in CATEGORIES if category not in OWN_CATEGORIES)
TAKEN_SLUGS = ("api", "docs", "enter", "health", "healthz", "metrics", "office", "readyz", "static", "sw.js")
"""Addresses of the program itself."""
INVITATION_HOUR = time(10, 0)
"""Unless the file says `invitation_time`."""

slug = pattern("[a-z0-9-]{1,60}", "an id", "1 to 60 small letters, digits and hyphens")
when_to_reply = choice(("end_of_item", "end_of_sitting", "end_of_day", "end_of_meeting"), "a time for replies")


def read_meeting_facts(row: Table, zone: ZoneInfo | None, code: ReadText) -> Programme:
    """A programme that has no agenda yet."""
    meeting_id = row.read("id", slug)
    if meeting_id in TAKEN_SLUGS:
        row.refuse("id", f"{quoted(meeting_id)} is an address of the program", "another id")
    for key in ("convention", "advance_inscription", "records"):
        row.maybe(key, text)
    row.maybe("president", lambda value: _office(value, code, "function", text))
    row.maybe("secretariat", lambda value: _office(value, code, "email", email))
    row.maybe("attendance", _attendance)
    unique(row.each("interpretation_languages"), language)
    title = row.read("title", text) or ""
    working_language, languages = _languages(row)
    programme = Programme(
        slug=meeting_id or "",
        title=title,
        short_title=row.maybe("short_title", text_of(80)) or title,
        timezone=zone.key if zone else "",
        working_language=working_language,
        languages=languages,
        venue=row.maybe("venue", text),
        is_public=row.maybe("public", yes_or_no) is not False,
    )
    pack = row.maybe("pack", pack_name)
    return under_pack(programme, pack) if pack else programme


def _office(value: Value, code: ReadText, key: str, reader: ReadText) -> None:
    row = Table(value, ("code",), ("name", key))
    row.read("code", code)
    row.maybe("name", text_of(120))
    row.maybe(key, reader)


def _attendance(value: Value) -> None:
    row = Table(value, (), ("states_represented", "organizations"))
    for key in row.cells:
        row.maybe(key, number(0, 100_000))


def _languages(row: Table) -> tuple[str, tuple[str, ...]]:
    languages = unique(row.some("official_languages"), language)
    working_language = row.maybe("working_language", language) or "en"
    if languages and working_language not in languages:
        key = "working_language" if "working_language" in row.cells else "official_languages"
        row.refuse(key, f"the working language {quoted(working_language)} is not official", "it among them")
    return working_language, tuple(languages)


def with_defaults(programme: Programme, row: Table) -> Programme:
    if programme.pack is None and "time_limits_seconds" not in row.cells and row.value.is_table:
        row.refuse("time_limits_seconds", "is missing", "a value")
    required, optional = (OWN_CATEGORIES, OTHER_CATEGORIES) if programme.pack is None else ((), CATEGORIES)
    limits = row.read("time_limits_seconds", lambda value: Table(value, required, optional))
    limits_s = {category: limits.read(category, seconds) for category in limits.cells} if limits else {}
    warning_s = row.maybe("warning_seconds", number(0, 600, " seconds"))
    change_s = row.maybe("change_seconds", number(0, 600, " seconds"))
    return replace(
        programme,
        limits_s={**programme.limits_s, **{name: limit for name, limit in limits_s.items() if limit is not None}},
        order=_order(row),
        policy=replace(programme.policy, tiers=()) if "order" in row.cells else programme.policy,
        warning_s=programme.warning_s if warning_s is None else warning_s,
        change_s=programme.change_s if change_s is None else change_s,
        reply=row.maybe("right_of_reply", _reply_rule) or programme.reply,
    )


def _order(row: Table) -> tuple[str, ...]:
    values = row.each("order")
    order = unique(values, choice(CATEGORIES, "a category"))
    missing = [category for category in CATEGORIES if category not in order]
    if "order" in row.cells and missing and len(order) == len(values):
        row.refuse("order", f"{', '.join(missing)} left out", "each category once")
    return CATEGORIES if missing else tuple(order)


def _reply_rule(value: Value) -> ReplyRule | None:
    """Limits for the first, second ... reply; the last one holds for all that follow. Not allowed: none."""
    row = Table(value, (), ("allowed", "when", "max_per_delegation", "limits_seconds"))
    when = row.maybe("when", when_to_reply) or "end_of_item"
    is_allowed = row.maybe("allowed", yes_or_no) is not False
    most = row.maybe("max_per_delegation", number(0, 10))
    given = [limit for limit in map(seconds, row.each("limits_seconds")) if limit]
    if most is not None and most < len(given):
        row.refuse("limits_seconds", f"{len(given)} limits are given for {most} replies", "one for each at most")
    limits = tuple(given) or ReplyRule.limits_s
    replies = len(limits) if most is None else most
    return ReplyRule(limits_s=(*limits, *[limits[-1]] * replies)[:replies] if is_allowed else (), when=when)


def inscription_period(row: Table, zone: ZoneInfo | None, days: list[date]) -> tuple[datetime, datetime | None]:
    """From the hour of the invitation to the end of the day of the deadline."""
    invited_on = row.read("invitation_date", day)
    ends_on = row.maybe("registration_deadline", day)
    invited_from = row.maybe("invitation_time", clock) or INVITATION_HOUR
    if invited_on and days and invited_on > min(days):
        row.refuse("invitation_date", f"{quoted(str(invited_on))} is after the first day", "a day before the meeting")
    if invited_on and ends_on and ends_on < invited_on:
        row.refuse("registration_deadline", f"{quoted(str(ends_on))} is before the invitation", "a later day")
    if zone is None or invited_on is None:
        return NEVER, None
    ends_at = datetime.combine(ends_on + timedelta(days=1), time(), tzinfo=zone).astimezone(UTC) if ends_on else None
    return datetime.combine(invited_on, invited_from, tzinfo=zone).astimezone(UTC), ends_at
