"""The entries of minutes: each act of the log as what a reader of minutes wants to know of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from app.domain import events as happened
from app.domain.decide import Act
from app.domain.events import Event
from app.domain.meeting import Meeting
from app.domain.order import Order, Vote

CODES = (
    "opened", "suspended", "resumed", "adjourned", "item_taken_up", "speech", "list_opened", "closing_announced",
    "list_closed", "limit_set", "order_set", "lots_drawn", "extended", "moved", "yielded", "exchanged", "absent",
    "absent_waits", "absent_written", "withdrawn", "refused", "converted", "placed_back", "order_raised",
    "order_withdrawn", "order_sustained", "order_dismissed", "appealed", "appeal_carried", "appeal_rejected",
    "motion_moved", "motion_speaker", "motion_withdrawn", "motion_carried", "motion_rejected",
)
"""All codes that an entry can have."""
ABSENCES = {"absent": "absent", "inscribed": "absent_waits", "written": "absent_written"}
OUTCOMES = {"sustained": "motion_carried", "dismissed": "motion_rejected"}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing that happened. `by`: the role that did it, or clock; `version`: of the act that did.

    params by code, beside what the code says: `list` and `item`, `delegation`, `category` and `seconds`, `until`,
    `words`. A speech has `began_at` (its clock, else its call), `ended_at` (None: it goes on), `spoken_s`, `limit_s`,
    `kind`, `on_behalf_of`, `answers`, `speaker`.
    """

    at: datetime
    code: str
    by: str
    version: int
    params: dict[str, Any] = field(default_factory=dict)


class Narrator:
    """Tells acts one after the other; what is said of a speech stands where it was called."""

    def __init__(self, meeting: Meeting) -> None:
        self._meeting = meeting
        self._told: list[Entry] = []
        self._on_floor: int | None = None
        self._state = "not_begun"

    def entries(self) -> tuple[Entry, ...]:
        return tuple(self._told)

    def tell(self, act: Act) -> None:
        for event in act.events:
            for code, params in self._said(event, act):
                self._told.append(Entry(at=act.at, code=code, by=act.actor.role, version=act.version, params=params))
                if code == "speech":
                    self._on_floor = len(self._told) - 1

    def _said(self, event: Event, act: Act) -> Iterator[tuple[str, dict[str, Any]]]:
        match event:
            case happened.TakenUp() | happened.Called():
                yield from self._begins()
                yield self._taken_up(event) if isinstance(event, happened.TakenUp) else self._speech(event, act)
            case happened.ClockStarted():
                self._amend_speech(began_at=act.at)
            case happened.SpeechEnded():
                self._amend_speech(ended_at=act.at, spoken_s=event.spoken_s)
                self._on_floor = None
            case happened.Suspended() | happened.Adjourned():
                self._state = event.kind
                yield event.kind, {"until": event.until, "words": event.words}
            case happened.Resumed():
                yield from self._begins()
            case _:
                yield from self._of_wish(event)
                yield from of_list(self._meeting, event)
                yield from of_order(self._meeting, event)

    def _begins(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Taking up an item or calling somebody begins a sitting, as the rules of the meeting have it."""
        if self._state != "in_session":
            yield "resumed" if self._state == "suspended" else "opened", {}
            self._state = "in_session"

    def _taken_up(self, event: happened.TakenUp) -> tuple[str, dict[str, Any]]:
        plan = self._meeting.plans.get(event.list)
        return "item_taken_up", {
            **on_list(self._meeting, event.list), "presiding": plan.item.presiding if plan else None,
        }

    def _speech(self, event: happened.Called, act: Act) -> tuple[str, dict[str, Any]]:
        intervention = self._meeting.interventions[event.intervention]
        answered = self._meeting.interventions.get(intervention.in_reply_to or "")
        return "speech", {
            **whose(self._meeting, event.intervention), "kind": intervention.kind, "speaker": intervention.speaker,
            "on_behalf_of": intervention.on_behalf_of, "answers": answered.delegation if answered else None,
            "began_at": act.at, "ended_at": None, "spoken_s": None, "limit_s": event.limit_s,
        }

    def _amend_speech(self, **changes: Any) -> None:
        if self._on_floor is not None:
            speech = self._told[self._on_floor]
            self._told[self._on_floor] = replace(speech, params={**speech.params, **changes})

    def _leaves_floor(self, intervention: str) -> None:
        """Who was called and has not spoken made no speech."""
        if self._on_floor is not None and self._told[self._on_floor].params["intervention"] == intervention:
            del self._told[self._on_floor]
            self._on_floor = None

    def _of_wish(self, event: Event) -> Iterator[tuple[str, dict[str, Any]]]:
        match event:
            case happened.Extended():
                self._amend_speech(limit_s=event.limit_s)
                yield "extended", {**whose(self._meeting, event.intervention), "seconds": event.limit_s}
            case happened.MarkedAbsent():
                self._leaves_floor(event.intervention)
                yield ABSENCES[event.becomes], whose(self._meeting, event.intervention)
            case happened.PlacedBack():
                self._leaves_floor(event.intervention)
                yield "placed_back", whose(self._meeting, event.intervention)
            case happened.Refused():
                yield "refused", {**whose(self._meeting, event.intervention), "words": event.words}
            case happened.ConvertedToWritten():
                yield "converted", whose(self._meeting, event.intervention)
            case happened.Withdrawn() if self._meeting.interventions[event.intervention].is_private:
                pass  # a draft, of which nobody was told
            case happened.Withdrawn() | happened.Yielded() | happened.Moved():
                yield event.kind, whose(self._meeting, event.intervention)
            case happened.SwapAccepted() if event.swap in self._meeting.swaps:
                swap = self._meeting.swaps[event.swap]
                theirs = self._meeting.interventions[swap.theirs].delegation
                yield "exchanged", {**whose(self._meeting, swap.mine), "with": theirs}


def on_list(meeting: Meeting, list_id: str) -> dict[str, Any]:
    """A list and the number of its item; the programme may have been imported anew without it."""
    plan = meeting.plans.get(list_id)
    return {"list": list_id, "item": plan.item.number if plan else list_id, "title": plan.title if plan else ""}


def whose(meeting: Meeting, intervention_id: str) -> dict[str, Any]:
    intervention = meeting.interventions[intervention_id]
    named = {"intervention": intervention.id, "delegation": intervention.delegation}
    return {**named, **on_list(meeting, intervention.list)}


def of_list(meeting: Meeting, event: Event) -> Iterator[tuple[str, dict[str, Any]]]:
    """What became of a list."""
    match event:
        case happened.ListOpened() | happened.ListClosed():
            yield event.kind, on_list(meeting, event.list)
        case happened.ClosingAnnounced():
            yield event.kind, {**on_list(meeting, event.list), "until": event.closes_at}
        case happened.LimitSet():
            yield "limit_set", {
                **on_list(meeting, event.list), "category": event.category, "seconds": event.seconds,
            }
        case happened.PolicySet():
            yield "order_set", on_list(meeting, event.list)
        case happened.LotsDrawn():
            yield "lots_drawn", {**on_list(meeting, event.list), "seed": event.seed}


def of_order(meeting: Meeting, event: Event) -> Iterator[tuple[str, dict[str, Any]]]:
    """Points of order and motions; that one is being heard is no decision."""
    order = meeting.orders.get(getattr(event, "order", ""))
    if order is None:
        return
    about = {"order": order.id, "delegation": order.delegation, "motion": order.motion}
    match event:
        case happened.OrderRaised() | happened.MotionMoved():
            yield event.kind, about
        case happened.MotionSpeakerAdded():
            yield "motion_speaker", {**about, "delegation": event.delegation, "side": event.side}
        case happened.OrderWithdrawn():
            yield "motion_withdrawn" if order.motion else "order_withdrawn", about
        case happened.Ruled():
            code = OUTCOMES[event.ruling] if order.motion else f"order_{event.ruling}"
            yield code, {**about, "words": event.words, "vote": None}
        case happened.Appealed():
            yield "appealed", {**about, "delegation": event.delegation, "raised_by": order.delegation}
        case happened.VoteRecorded():
            yield voted(order, event, about)


def voted(order: Order, event: happened.VoteRecorded, about: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    vote = Vote(in_favour=event.in_favour, against=event.against, abstaining=event.abstaining)
    outcome = "carried" if vote.is_carried else "rejected"
    return f"{'motion' if order.motion else 'appeal'}_{outcome}", {
        **about, "words": None, "vote": (vote.in_favour, vote.against, vote.abstaining),
    }
