"""How long a change of speakers takes: watched from the end of a speech to the start of the next clock, and learnt."""

from dataclasses import replace
from datetime import datetime

from app.domain import events as happened
from app.domain.meeting import Meeting

LONGEST_CHANGE_S = 180
"""A pause that is longer was none for the change of speakers."""
CHANGES = 12
PLANNED_CHANGES = 4
"""How many observed changes of speakers weigh as much as the one of the programme."""


def timed(meeting: Meeting, event: happened.Event, at: datetime) -> Meeting:
    """The room is watched at its changes of speakers: from the end of a speech to the start of the next clock."""
    match event:
        case happened.SpeechEnded():
            return replace(meeting, floor_left_at=at)
        case happened.ClockStarted() if meeting.floor_left_at is not None:
            took_s = (at - meeting.floor_left_at).total_seconds()
            kept = meeting.changes_s if took_s > LONGEST_CHANGE_S else (*meeting.changes_s, took_s)[-CHANGES:]
            return replace(meeting, floor_left_at=None, changes_s=kept)
        case happened.Suspended() | happened.Adjourned() | happened.TakenUp() | happened.OrderRaised():
            return replace(meeting, floor_left_at=None) if meeting.floor_left_at else meeting
        case _:
            return meeting


def change_s(meeting: Meeting) -> int:
    """Seconds for a change of speakers: what the programme reserves, drawn towards what the last ones took."""
    observed = meeting.changes_s
    if not observed:
        return meeting.programme.change_s
    planned = PLANNED_CHANGES * meeting.programme.change_s
    return round((planned + sum(observed)) / (PLANNED_CHANGES + len(observed)))
