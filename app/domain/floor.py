"""Who has the floor, and the clock of the speech on it."""

from datetime import datetime

from app.domain.commands import Call, EndSpeech, Extend, PauseClock, ResumeClock, StartClock
from app.domain.errors import Malformed, RuleBroken
from app.domain.events import (
    Called,
    ClockPaused,
    ClockResumed,
    ClockStarted,
    Event,
    Extended,
    SpeechEnded,
    TakenUp,
)
from app.domain.limits import limit_of
from app.domain.meeting import WAITING, Meeting
from app.domain.order import Order
from app.domain.speech import Speech, spoken_s

SHORTEST_LIMIT_S = 5
LONGEST_LIMIT_S = 4 * 3600


def check_sitting(meeting: Meeting) -> None:
    """Raises RuleBroken `not_in_session`: nobody speaks while the meeting is suspended or adjourned."""
    if meeting.session.state in ("suspended", "adjourned"):
        raise RuleBroken("not_in_session", state=meeting.session.state)


def check_no_order(meeting: Meeting) -> None:
    """Raises RuleBroken `order_pending`: no speech begins or goes on while a point of order is open (GA rule 71)."""
    refuse_while(next((each for each in meeting.open_orders if each.motion is None), None))


def check_nothing_open(meeting: Meeting) -> None:
    """Raises RuleBroken `order_pending`: nobody is called before points of order and motions are decided."""
    refuse_while(next(iter(meeting.open_orders), None))


def refuse_while(pending: Order | None) -> None:
    if pending:
        raise RuleBroken("order_pending", order=pending.id, delegation=pending.delegation)


def speech_of(meeting: Meeting, intervention_id: str) -> Speech:
    """The speech on the floor, if it is this intervention's. Raises Unknown, RuleBroken `not_on_floor`."""
    meeting.intervention(intervention_id)
    if meeting.floor is None or meeting.floor.intervention != intervention_id:
        raise RuleBroken("not_on_floor", intervention=intervention_id, **on_floor(meeting))
    return meeting.floor


def on_floor(meeting: Meeting) -> dict[str, str]:
    """Who has the floor, to say so in a refusal."""
    if meeting.floor is None:
        return {}
    holder = meeting.interventions[meeting.floor.intervention]
    return {"floor": holder.id, "delegation": holder.delegation}


def is_called(meeting: Meeting, intervention_id: str) -> bool:
    """Whether it has the floor and has not begun. Raises RuleBroken `already_started`."""
    if meeting.floor is None or meeting.floor.intervention != intervention_id:
        return False
    if meeting.floor.state != "called":
        raise RuleBroken("already_started", intervention=intervention_id, since=meeting.floor.started_at)
    return True


def call(meeting: Meeting, command: Call, now: datetime) -> list[Event]:
    """Gives the floor; the clock is started by its own command.

    What the caller believes to be ending is judged before all else: two desks that call at once cut nobody off.
    """
    floor = meeting.floor
    if (floor.intervention if floor else None) != command.ending:
        raise RuleBroken("floor_changed", **on_floor(meeting))
    intervention = meeting.intervention(command.intervention)
    if intervention.state != WAITING:
        raise RuleBroken("not_waiting", intervention=intervention.id, state=intervention.state)
    check_sitting(meeting)
    check_nothing_open(meeting)
    events: list[Event] = []
    if floor:
        events.append(SpeechEnded(intervention=floor.intervention, spoken_s=spoken_s(floor, now)))
    if meeting.taken_up != intervention.list:
        events.append(TakenUp(list=intervention.list))
    return [*events, Called(intervention=intervention.id, limit_s=limit_of(meeting, intervention))]


def start_clock(meeting: Meeting, command: StartClock) -> list[Event]:
    speech = speech_of(meeting, command.intervention)
    check_sitting(meeting)
    check_no_order(meeting)
    if speech.state != "called":
        raise RuleBroken("already_started", intervention=command.intervention, since=speech.started_at)
    return [ClockStarted(intervention=command.intervention)]


def pause_clock(meeting: Meeting, command: PauseClock) -> list[Event]:
    if speech_of(meeting, command.intervention).state != "speaking":
        raise RuleBroken("not_speaking", intervention=command.intervention)
    return [ClockPaused(intervention=command.intervention)]


def resume_clock(meeting: Meeting, command: ResumeClock) -> list[Event]:
    speech = speech_of(meeting, command.intervention)
    check_sitting(meeting)
    check_no_order(meeting)
    if speech.state != "paused":
        raise RuleBroken("not_paused", intervention=command.intervention)
    return [ClockResumed(intervention=command.intervention)]


def extend(meeting: Meeting, command: Extend) -> list[Event]:
    speech = speech_of(meeting, command.intervention)
    limit_s = speech.limit_s + command.seconds
    if command.seconds == 0 or not SHORTEST_LIMIT_S <= limit_s <= LONGEST_LIMIT_S:
        least, most = SHORTEST_LIMIT_S - speech.limit_s, LONGEST_LIMIT_S - speech.limit_s
        raise Malformed("out_of_range", "seconds", least=least, most=most)
    return [Extended(intervention=command.intervention, limit_s=limit_s)]


def end_speech(meeting: Meeting, command: EndSpeech, now: datetime) -> list[Event]:
    speech = speech_of(meeting, command.intervention)
    return [SpeechEnded(intervention=command.intervention, spoken_s=spoken_s(speech, now))]
