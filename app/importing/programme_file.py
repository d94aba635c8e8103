"""The file of a programme, whole: read, checked field by field, or refused with all that is wrong."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from app.domain.programme import Group, Programme, Window, lists_of
from app.importing.agenda import AgendaReader
from app.importing.fields import (
    ReadText,
    basis,
    clock,
    code_among,
    day,
    day_and_clock,
    instant,
    keyed,
    label,
    text,
    text_of,
    time_zone,
    unique,
    yes_or_no,
)
from app.importing.meeting import (
    DEFAULTS_OPTIONAL,
    MEETING_OPTIONAL,
    MEETING_REQUIRED,
    inscription_period,
    read_meeting_facts,
    with_defaults,
)
from app.importing.problems import Findings, quoted, refuse_if_any
from app.importing.seeds import Seed, SeedReader, Seeds
from app.importing.source import read_text
from app.importing.values import Table, Value, compose

TOP_REQUIRED = ("meeting", "defaults", "sessions", "items")
TOP_OPTIONAL = ("committees", "groups", "windows", "margins", "sources")


def read_programme(path: Path, codes: Collection[str] | None = None) -> tuple[Programme, Seeds]:
    """The programme and those who have asked to speak; `codes`: the delegations of the meeting, if known."""
    findings = Findings(path.name)
    read = parse_programme(path, codes, findings)
    refuse_if_any(findings)
    assert read is not None  # it is None only with a finding
    return read


def parse_programme(path: Path, codes: Collection[str] | None, findings: Findings) -> tuple[Programme, Seeds] | None:
    """As `read_programme`, but leaves the problems in `findings`; what it returns then is not to be used."""
    source = read_text(path, findings)
    value = compose(source, findings) if source is not None else None
    return None if value is None else programme_from(value, codes)


def programme_from(value: Value, codes: Collection[str] | None) -> tuple[Programme, Seeds] | None:
    """As `parse_programme`, of values that may come from another form than YAML."""
    top = Table(value, TOP_REQUIRED, TOP_OPTIONAL)
    meeting = top.read("meeting", lambda value: Table(value, MEETING_REQUIRED, MEETING_OPTIONAL))
    defaults = top.read("defaults", lambda value: Table(value, (), DEFAULTS_OPTIONAL))
    if meeting is None or defaults is None:
        return None
    return _programme(top, meeting, defaults, codes)


def _programme(
    top: Table, meeting: Table, defaults: Table, codes: Collection[str] | None
) -> tuple[Programme, Seeds]:
    code = code_among(codes)
    zone = meeting.read("timezone", time_zone)
    dates = meeting.some("dates")
    days = unique(dates, day)
    programme = with_defaults(read_meeting_facts(meeting, zone, code), defaults)
    known_days = days if len(days) == len(dates) else []
    agenda = AgendaReader(zone, known_days, codes, _committees(top, code))
    agenda.read_sessions(top.some("sessions"))
    seeds = SeedReader(codes)
    items = tuple(agenda.read_item(value, seeds) for value in top.some("items"))
    lists = {list_id: None for item in items for list_id, _ in lists_of(item) if list_id}
    _margins(top)
    _sources(top)
    programme = replace(
        programme,
        sittings=tuple(agenda.sittings.values()),
        items=items,
        groups=_groups(top, seeds.seeds, codes),
        windows=_windows(top, lists, zone),
    )
    programme = replace(programme, windows=programme.windows + closings_before(programme))
    invited_at, registration_ends_at = inscription_period(meeting, zone, days)
    programme = replace(programme, registration_ends_at=registration_ends_at)
    return programme, Seeds(invited_at=invited_at, speakers=tuple(seeds.seeds))


def _committees(top: Table, code: ReadText) -> list[str]:
    names: list[str] = []
    for value in top.each("committees"):
        row = Table(value, ("id", "name"), ("chair", "members", "basis"))
        name = row.read("id", label)
        if name in names:
            row.refuse("id", f"{quoted(name)} is given a second time", "each committee once")
        elif name:
            names.append(name)
        row.read("name", text)
        row.maybe("chair", code)
        row.maybe("basis", basis)
        unique(row.each("members"), code)
    return names


def _groups(top: Table, seeds: list[Seed], codes: Collection[str] | None) -> tuple[Group, ...]:
    """Groups of the file, then those for whom somebody has asked to speak; a delegation is no group."""
    code = code_among(codes)
    groups: dict[str, Group] = {}
    for value in top.each("groups"):
        row = Table(value, ("name",), ("code", "members"))
        name = row.read("name", text_of(160))
        if name in groups:
            row.refuse("name", f"{quoted(name)} is given a second time", "each group once")
        elif name:
            members = tuple(unique(row.each("members"), code))
            groups[name] = Group(name=name, code=row.maybe("code", code), members=members)
    voices: dict[str, set[str]] = {}
    for seed in seeds:
        if seed.on_behalf_of and seed.on_behalf_of not in (codes or ()):
            voices.setdefault(seed.on_behalf_of, set()).add(seed.code)
    for name, speakers in voices.items():
        # Of a group for which several delegations speak, none is the one voice.
        groups.setdefault(name, Group(name=name, code=min(speakers) if len(speakers) == 1 else None))
    return tuple(groups.values())


def _windows(top: Table, lists: dict[str, None], zone: ZoneInfo | None) -> tuple[Window, ...]:
    windows: dict[str, Window] = {}
    for value in top.each("windows"):
        row = Table(value, ("list",), ("opens", "closes"))
        name = row.read("list", keyed(lists, "a list"))
        opens_at, closes_at = _window_end(row, "opens", zone), _window_end(row, "closes", zone)
        if not {"opens", "closes"} & row.cells.keys():
            row.refuse("opens", "is missing, and so is closes", "one of the two")
        if opens_at and closes_at and not opens_at < closes_at:
            row.refuse("closes", "the list would close before it opens", "a later time")
        if name in windows:
            row.refuse("list", f"{quoted(name)} is given a second time", "one window for each list")
        elif name:
            windows[name] = Window(list=name, opens_at=opens_at, closes_at=closes_at)
    return tuple(windows.values())


def closings_before(programme: Programme) -> tuple[Window, ...]:
    """Where the pack closes a list so long before the previous sitting ends; a window of the file goes before."""
    before_s = programme.closes_before_previous_end_s
    if before_s is None:
        return ()
    named = {window.list for window in programme.windows}
    plenaries = sorted((each for each in programme.sittings if each.kind == "plenary"), key=lambda each: each.starts_at)
    previous = {after.id: before.ends_at for before, after in pairwise(plenaries)}
    return tuple(
        Window(list=plan.id, closes_at=previous[plan.item.sitting] - timedelta(seconds=before_s))
        for plan in programme.plans.values() if plan.item.sitting in previous and plan.id not in named
    )


def _window_end(row: Table, key: str, zone: ZoneInfo | None) -> datetime | None:
    when = row.maybe(key, day_and_clock)
    if when is None or zone is None:
        return None
    found = instant(zone, *when)
    if found is None:
        row.refuse(key, f"the clocks in {zone.key} skip that time", "a time that exists")
    return found


def _margins(top: Table) -> None:
    """Events beside the meeting: checked, though no list hangs on them."""
    for value in top.each("margins"):
        row = Table(value, ("date", "start", "end", "title"), ("closed", "basis"))
        row.read("date", day)
        start, end = row.read("start", clock), row.read("end", clock)
        if start and end and not start < end:
            row.refuse("end", f"{quoted(f'{end:%H:%M}')} is not after the start, {start:%H:%M}", "a later time")
        row.read("title", text)
        row.maybe("closed", yes_or_no)
        row.maybe("basis", basis)


def _sources(top: Table) -> None:
    sources = top.cells.get("sources")
    if sources is not None and not sources.is_null:
        for _, value in sources.pairs():
            text_of(2000)(value)
