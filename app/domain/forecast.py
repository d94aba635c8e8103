"""When each speaker will begin, when the item ends, how late the day is; and what a cut of the limits would change.

The same arithmetic as the displays, for what-ifs and checks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.domain.changes import change_s
from app.domain.limits import takes_s
from app.domain.lists import is_finished
from app.domain.meeting import Intervention, Meeting
from app.domain.precedence import waiting
from app.domain.speech import Speech, speech_ends


def not_before(meeting: Meeting, list_id: str) -> datetime | None:
    """Nobody on a list begins earlier: a suspension lasts, or the item has not been taken up and is planned later."""
    if meeting.taken_up == list_id:
        return meeting.session.until if meeting.session.state in ("suspended", "adjourned") else None
    return meeting.plans[list_id].item.starts_at


def first_possible(earliest: datetime | None, speech: Speech | None, now: datetime) -> datetime:
    """From when the next speaker can be called: now, the earliest instant, the end of the speech on the floor."""
    instants = [now, *([earliest] if earliest else []), *([speech_ends(speech, now)] if speech else [])]
    return max(instants)


def begins(
    first: datetime, durations_s: Sequence[int], change_s: int
) -> list[datetime]:
    """When each of the waiting begins; a change of speakers comes before each."""
    instants = []
    elapsed = 0
    for duration in durations_s:
        elapsed += change_s
        instants.append(first + timedelta(seconds=elapsed))
        elapsed += duration
    return instants


def forecast(
    meeting: Meeting, list_id: str, now: datetime, limit_s: int | None = None
) -> tuple[list[tuple[Intervention, datetime]], datetime]:
    """Who begins when, and when the list ends; `limit_s`: what if nobody had more than that."""
    entries = waiting(meeting, list_id)
    first = free_from(meeting, list_id, now)
    durations = [min(takes_s(meeting, each), limit_s or takes_s(meeting, each)) for each in entries]
    instants = begins(first, durations, change_s(meeting))
    ends = instants[-1] + timedelta(seconds=durations[-1]) if entries else first
    return list(zip(entries, instants, strict=True)), ends


def fitting_limit_s(meeting: Meeting, list_id: str, now: datetime, by: datetime) -> int | None:
    """The longest limit for all with which the list ends by an instant; None if none does."""
    entries = waiting(meeting, list_id)
    if not entries:
        return None
    first = free_from(meeting, list_id, now)
    budget = int((by - first).total_seconds()) - len(entries) * change_s(meeting)
    remaining = sorted(takes_s(meeting, each) for each in entries)
    for index, shortest in enumerate(remaining):
        share = budget // (len(remaining) - index)
        if share < shortest:
            return share if share > 0 else None
        budget -= shortest
    return remaining[-1]


STEPS_S = (300, 240, 180, 150, 120, 90, 60)


@dataclass(frozen=True)
class Outlook:
    """What becomes of a list under a limit for all (None: the limits as they are).

    `unheard`: how many would not have begun at the planned end.
    """

    limit_s: int | None
    ends_at: datetime
    over_s: int
    unheard: int


def outlook(meeting: Meeting, list_id: str, now: datetime, limit_s: int | None = None) -> Outlook:
    planned = meeting.plans[list_id].item.ends_at
    entries, ends_at = forecast(meeting, list_id, now, limit_s)
    over_s = round((ends_at - planned).total_seconds())
    return Outlook(limit_s, ends_at, max(0, over_s), sum(at >= planned for _, at in entries))


def outlooks(meeting: Meeting, list_id: str, now: datetime) -> list[Outlook]:
    """As it is, and under each limit for all that would change it: the fitting one and common steps, longest first."""
    entries = waiting(meeting, list_id)
    longest = max((takes_s(meeting, each) for each in entries), default=0)
    fits = fitting_limit_s(meeting, list_id, now, meeting.plans[list_id].item.ends_at)
    steps = {step for step in STEPS_S if step < longest} | ({fits} if fits and fits < longest else set())
    return [outlook(meeting, list_id, now, step) for step in (None, *sorted(steps, reverse=True))]


def free_from(meeting: Meeting, list_id: str, now: datetime) -> datetime:
    """From when the next one can be called; there the list ends, too, if all who wait file in writing."""
    speech = meeting.floor if meeting.taken_up == list_id else None
    return first_possible(not_before(meeting, list_id), speech, now)


def day(meeting: Meeting, now: datetime) -> dict[str, tuple[datetime, datetime]]:
    """When each list of the day will begin and end: none before it is planned, none before the one ahead of it ends.

    A list that is still to come takes what its programme plans, or what those who wait on it need, if that is longer.
    """
    found: dict[str, tuple[datetime, datetime]] = {}
    if meeting.taken_up is None:
        return found
    zone = ZoneInfo(meeting.programme.timezone)
    today = now.astimezone(zone).date()
    plans = list(meeting.plans.values())
    at = plans.index(meeting.plans[meeting.taken_up])
    free = now
    for plan in plans[at:]:
        is_current = plan.id == meeting.taken_up
        if not is_current and (is_finished(meeting, plan.id) or plan.item.starts_at.astimezone(zone).date() != today):
            continue
        if is_current:
            found[plan.id] = (plan.item.starts_at, forecast(meeting, plan.id, now)[1])
        else:
            starts_at = max(free, plan.item.starts_at)
            shared = [each for each in plans if each.item is plan.item]
            planned = (plan.item.ends_at - plan.item.starts_at) / len(shared)
            needed = needs(meeting, plan.id)
            found[plan.id] = (starts_at, starts_at + max(planned, needed))
        free = found[plan.id][1]
    return found


def needs(meeting: Meeting, list_id: str) -> timedelta:
    """How long those who wait on a list will take, with the changes of speakers."""
    return timedelta(seconds=sum(takes_s(meeting, each) + change_s(meeting) for each in waiting(meeting, list_id)))
