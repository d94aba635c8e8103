"""When each speaker will begin and when the item ends: the same arithmetic as the displays, for what-ifs and checks."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from app.domain.limits import takes_s
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
    speech = meeting.floor if meeting.taken_up == list_id else None
    first = first_possible(not_before(meeting, list_id), speech, now)
    durations = [min(takes_s(meeting, each), limit_s or takes_s(meeting, each)) for each in entries]
    instants = begins(first, durations, meeting.programme.change_s)
    ends = instants[-1] + timedelta(seconds=durations[-1]) if entries else first
    return list(zip(entries, instants, strict=True)), ends


def fitting_limit_s(meeting: Meeting, list_id: str, now: datetime, by: datetime) -> int | None:
    """The longest limit for all with which the list ends by an instant; None if none does."""
    entries = waiting(meeting, list_id)
    if not entries:
        return None
    speech = meeting.floor if meeting.taken_up == list_id else None
    first = first_possible(not_before(meeting, list_id), speech, now)
    budget = int((by - first).total_seconds()) - len(entries) * meeting.programme.change_s
    remaining = sorted(takes_s(meeting, each) for each in entries)
    for index, shortest in enumerate(remaining):
        share = budget // (len(remaining) - index)
        if share < shortest:
            return share if share > 0 else None
        budget -= shortest
    return remaining[-1]
