"""The programme of a meeting in the importer's own form: as YAML, and as a workbook of several sheets."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from app.documents.asked import asked_of
from app.domain.errors import RuleBroken
from app.domain.meeting import Meeting
from app.domain.programme import LONGEST_NIGHT, Item, Part, Programme, ReplyRule, Window

Form = dict[str, Any]
FIRST_WISH = timedelta(minutes=1)
"""So long after the hour of the invitation the importer has the first of a list ask."""


@dataclass(frozen=True)
class ProgrammeForm:
    """`form`: keys and values as in the file; `left_out`: the interventions that it has no words for."""

    form: Form
    left_out: tuple[str, ...]


class Dumper(yaml.SafeDumper):
    """Writes every value where it stands; the importer takes no references."""

    def ignore_aliases(self, _: Any) -> bool:
        return True


def programme_yaml(meeting: Meeting, with_persons: bool = False) -> bytes:
    """The file that the importer reads; comments, margins and sources of the file it came from are not kept.

    Raises RuleBroken `sitting_past_midnight`: a sitting has one day, and an end before its start is the next day's.
    """
    form = programme_form(meeting, with_persons).form
    return yaml.dump(form, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=110).encode()


def programme_form(meeting: Meeting, with_persons: bool) -> ProgrammeForm:
    """What is absent or as the importer takes it by default is not there. Raises as `programme_yaml`."""
    programme = meeting.programme
    zone = ZoneInfo(programme.timezone)
    asked = asked_of(meeting, with_persons)
    days = {sitting.id: _day_of(sitting.id, sitting.starts_at, sitting.ends_at, zone) for sitting in programme.sittings}
    form: Form = {
        "meeting": _meeting(meeting, sorted(set(days.values())), zone),
        "defaults": _defaults(programme),
        "groups": [
            _given(name=group.name, code=group.code, members=list(group.members)) for group in programme.groups
        ],
        "committees": [
            {"id": name, "name": name} for name in dict.fromkeys(item.committee for item in programme.items) if name
        ],
        "sessions": [
            {"id": each.id, "date": days[each.id].isoformat(), "start": _clock(each.starts_at, zone),
             "end": _clock(each.ends_at, zone), "kind": each.kind}
            for each in programme.sittings
        ],
        "items": [
            _item(item, zone) | _given(seed_speakers=asked.rows.get(item.number)) for item in programme.items
        ],
        "windows": [_window(window, zone) for window in programme.windows if not _is_derived(programme, window)],
    }
    return ProgrammeForm({key: value for key, value in form.items() if value}, tuple(asked.left_out))


def _given(**fields: Any) -> Form:
    return {key: value for key, value in fields.items() if value not in (None, [], ())}


def _day_of(sitting: str, starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> date:
    starts, ends = (each.astimezone(zone).replace(tzinfo=None) for each in (starts_at, ends_at))
    if starts.date() != ends.date() and ends - starts > LONGEST_NIGHT:
        raise RuleBroken("sitting_past_midnight", sitting=sitting)
    return starts.date()


def _last_day(ends_at: datetime | None, zone: ZoneInfo) -> str | None:
    """The form names the last day, to the end of which one may register."""
    return (ends_at.astimezone(zone) - timedelta(seconds=1)).date().isoformat() if ends_at else None


def _clock(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%H:%M}"


def _meeting(meeting: Meeting, days: list[date], zone: ZoneInfo) -> Form:
    programme = meeting.programme
    return _given(
        id=programme.slug,
        title=programme.title,
        short_title=None if programme.short_title == programme.title else programme.short_title,
        dates=[day.isoformat() for day in days],
        timezone=programme.timezone,
        venue=programme.venue,
        **_invitation(meeting, days, zone),
        registration_deadline=_last_day(programme.registration_ends_at, zone),
        official_languages=list(programme.languages),
        working_language=programme.working_language,
        public=None if programme.is_public else False,
        pack=programme.pack,
    )


def _invitation(meeting: Meeting, days: list[date], zone: ZoneInfo) -> Form:
    """Just before the first who asked, else when the first list opens, at the latest on the first day."""
    asked = [each.inscribed_at - FIRST_WISH for each in meeting.asked]
    opening = [window.opens_at for window in meeting.programme.windows if window.opens_at]
    first = min(asked or opening, default=None)
    if first is None:
        return _given(invitation_date=days[0].isoformat() if days else None)
    invited_on = min([first.astimezone(zone).date(), *days[:1]])
    return {"invitation_date": invited_on.isoformat(), "invitation_time": _clock(first, zone)}


def _defaults(programme: Programme) -> Form:
    """Where the pack orders by tiers it says the order."""
    return _given(
        time_limits_seconds=dict(programme.limits_s),
        warning_seconds=programme.warning_s,
        change_seconds=programme.change_s,
        order=None if programme.policy.tiers else list(programme.order),
        right_of_reply=_reply(programme.reply),
    )


def _reply(rule: ReplyRule) -> Form:
    if not rule.limits_s:
        return {"allowed": False, "when": rule.when}
    limits_s = list(rule.limits_s)
    return {"allowed": True, "when": rule.when, "max_per_delegation": len(limits_s), "limits_seconds": limits_s}


def _item(item: Item, zone: ZoneInfo) -> Form:
    return _given(
        number=item.number,
        title=item.title,
        short_title=None if item.short_title == item.title else item.short_title,
        session=item.sitting,
        start=_clock(item.starts_at, zone),
        end=_clock(item.ends_at, zone),
        presiding=item.presiding,
        committee=item.committee,
        kind=item.kind,
        map_actions=_ranges(item.actions) or None,
        speaker_policy=item.speaker_policy,
        default_limit_seconds=item.limit_s,
        invited=list(item.invited),
        pack=item.pack,
        parts=[_part(part) for part in item.parts],
    )


def _ranges(numbers: tuple[int, ...]) -> str:
    """1, 2, 3, 7 -> "1-3, 7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _part(part: Part) -> Form:
    return _given(
        id=part.id, title=part.title, kind=part.kind, limit_seconds=part.limit_s,
        comment_limit_seconds=part.comment_limit_s, invited=list(part.invited),
    )


def _window(window: Window, zone: ZoneInfo) -> Form:
    return _given(list=window.list, opens=_moment(window.opens_at, zone), closes=_moment(window.closes_at, zone))


def _moment(at: datetime | None, zone: ZoneInfo) -> str | None:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at else None


def _is_derived(programme: Programme, window: Window) -> bool:
    """A closing to the second can only be one that the pack gives; the importer will make it again."""
    is_whole = all(not at or at.astimezone(ZoneInfo("UTC")).time().second == time().second
                   for at in (window.opens_at, window.closes_at))
    return not is_whole and programme.closes_before_previous_end_s is not None
