"""The state of a meeting, as the fold of its log leaves it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Literal

from app.domain.errors import Unknown
from app.domain.member import Member
from app.domain.order import Order
from app.domain.policy import OrderPolicy
from app.domain.programme import Delegation, ListPlan, Programme
from app.domain.speech import Speech
from app.domain.statement import Statement

WAITING = "inscribed"
DRAFT = "draft"
HANGING = ("comment", "reply")
"""Kinds that hang on another intervention: they are several, and take no turn of their own."""
GIVEN_UP = ("withdrawn", "refused")
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """Who asks: a role, and for role `delegation` its code."""

    role: str
    delegation: str | None = None

    @property
    def is_desk(self) -> bool:
        return self.role in ("chair", "secretariat")

    @property
    def key(self) -> str:
        """Names the actor in the log and keys its command ids."""
        return f"{self.role}:{self.delegation}" if self.delegation else self.role


CLOCK = Actor(role="clock")
"""The actor of what falls due by itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Intervention:
    """A wish to speak, and what became of it.

    state: draft | inscribed | called (on the floor) | delivered | absent | withdrawn | refused | written. `number`
    grows with each inscription of the meeting. `inscribed_at` decides the place; `rank` is set where it was moved,
    `moved_by` a role of the desk, or absence, yield, swap. `roll`: ready | not_in_room. `absences`: how often it was
    called in vain. `is_converted`: was to be spoken, and is filed in writing. `was_draft`: withdrawn before it was ever
    inscribed. `refused_for`: the reason that the desk gave.
    """

    id: str
    number: int
    list: str
    delegation: str
    kind: str
    delivery: str
    inscribed_at: datetime
    state: str
    part: str | None = None
    role: str | None = None
    on_behalf_of: str | None = None
    in_reply_to: str | None = None
    language: str | None = None
    minutes: int | None = None
    level: str | None = None
    actions: tuple[int, ...] = ()
    amended_at: datetime | None = None
    speaker: str | None = None
    note: str | None = None
    rank: str | None = None
    moved_at: datetime | None = None
    moved_by: str | None = None
    swapped_with: str | None = None
    roll: str | None = None
    roll_at: datetime | None = None
    absences: int = 0
    is_converted: bool = False
    was_draft: bool = False
    refused_for: str | None = None
    limit_s: int | None = None
    spoken_s: float | None = None
    ended_at: datetime | None = None

    @property
    def is_private(self) -> bool:
        """Known to its delegation and the secretariat alone: a draft, and what was one to its end."""
        return self.state == DRAFT or self.was_draft

    @property
    def hangs(self) -> bool:
        return self.kind in HANGING


@dataclass(frozen=True, kw_only=True, slots=True)
class LimitDecision:
    """The last decision on the limits of a list: how long, for whom, when and by which role."""

    category: str
    seconds: int
    at: datetime
    by: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SpeakersList:
    """state: not_open | open | announced | closed. `limits_s`: what set_limit has set, by category or "all".

    `policy`: what set_policy has set; `seed`: of the last draw of lots.
    """

    id: str
    state: str = "not_open"
    since: datetime | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    limits_s: Mapping[str, int] = field(default_factory=dict)
    limit_set: LimitDecision | None = None
    policy: OrderPolicy | None = None
    seed: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Swap:
    """An offer to exchange places. state: offered | accepted | declined | expired (one of the two waits no more)."""

    id: str
    number: int
    mine: str
    theirs: str
    offered_at: datetime
    state: str = "offered"
    settled_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """state: not_begun | in_session | suspended | adjourned."""

    state: Literal["not_begun", "in_session", "suspended", "adjourned"] = "not_begun"
    since: datetime | None = None
    until: datetime | None = None
    words: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    words: str
    since: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Display:
    """What a display of the room shows. `languages`: in turn; none: that of its link."""

    layout: str
    look: str
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """Where a delegation is reached; `language`: of its letters, None for its own."""

    email: str
    language: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Deed:
    """An act of the desk, and what it touched: ((key, before, after), ...), by which it can be taken back.

    `may_redo`: it was taken back, and no other was done since.
    """

    version: int
    first_version: int
    at: datetime
    command: str
    actor: Actor
    seat: str
    facts: Mapping[str, Any]
    touched: tuple[tuple[tuple[str, ...], Any, Any], ...]
    is_undone: bool = False
    may_redo: bool = False


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """`version`: of the last event. `at`: its time. `taken_up`: the list that the room is on.

    Frozen: every event makes a new one, and what it did not touch is shared with the old.
    """

    programme: Programme
    version: int = 0
    at: datetime = BEGINNING
    delegations: Mapping[str, Delegation] = field(default_factory=dict)
    lists: Mapping[str, SpeakersList] = field(default_factory=dict)
    interventions: Mapping[str, Intervention] = field(default_factory=dict)
    last_number: int = 0
    session: Session = Session()
    taken_up: str | None = None
    floor: Speech | None = None
    notice: Notice | None = None
    displays: Mapping[str, Display] = field(default_factory=dict)
    deeds: tuple[Deed, ...] = ()
    floor_left_at: datetime | None = None
    """When the last speech ended, while nothing but the change of speakers has come since."""
    changes_s: tuple[float, ...] = ()
    """How long the last changes of speakers took, in seconds."""
    swaps: Mapping[str, Swap] = field(default_factory=dict)
    last_swap: int = 0
    orders: Mapping[str, Order] = field(default_factory=dict)
    last_order: int = 0
    members: Mapping[str, Member] = field(default_factory=dict)
    last_member: int = 0
    statements: Mapping[str, Statement] = field(default_factory=dict)
    last_statement: int = 0
    text_requests: Mapping[str, datetime] = field(default_factory=dict)
    """Interventions whose text the interpreters have asked for, and since when."""
    preferences: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By delegation: its interventions in the order in which it would keep them."""
    record_notes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Words around the record: {(item, place): words}."""
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    """By delegation; on no screen."""
    ruled: str | None = None
    """The point of order that was last ruled on, until the room has gone on: so long one may appeal against it."""

    @property
    def open_orders(self) -> list[Order]:
        """What the room waits for: points of order as they were raised, then motions by their precedence."""
        return sorted((each for each in self.orders.values() if each.is_open), key=self.precedence_of)

    def precedence_of(self, order: Order) -> tuple[int, int]:
        """Before what it is decided: a point of order before all motions (GA rule 71), these by GA rule 77."""
        kinds = [rule.kind for rule in self.programme.motion_rules]
        if order.motion is None:
            return (0, order.number)
        # A programme that was imported anew may not know a motion that is open: it comes last.
        return (1 + (kinds.index(order.motion) if order.motion in kinds else len(kinds)), order.number)

    @cached_property
    def derived(self) -> dict[Any, Any]:
        """What has been worked out from this state once, by whoever did; a changed meeting begins with none."""
        return {}

    @property
    def plans(self) -> dict[str, ListPlan]:
        return self.programme.plans

    def plan(self, list_id: str) -> ListPlan:
        """Raises Unknown `unknown_list`."""
        if list_id not in self.plans:
            raise Unknown("unknown_list", list=list_id)
        return self.plans[list_id]

    def intervention(self, intervention_id: str) -> Intervention:
        """Raises Unknown `unknown_intervention`."""
        if intervention_id not in self.interventions:
            raise Unknown("unknown_intervention", intervention=intervention_id)
        return self.interventions[intervention_id]

    def delegation(self, code: str) -> Delegation:
        """Raises Unknown `unknown_delegation`."""
        if code not in self.delegations:
            raise Unknown("unknown_delegation", delegation=code)
        return self.delegations[code]

    def name_of(self, code: str) -> str:
        """The name in the working language; an organisation has its own until it is translated."""
        names = self.delegations[code].names
        return names.get(self.programme.working_language) or next(iter(names.values()))

    @property
    def asked(self) -> list[Intervention]:
        """All that were ever inscribed; what is or remained a draft was not."""
        return [each for each in self.interventions.values() if not each.is_private]

    def on_list(self, list_id: str) -> list[Intervention]:
        """All that were ever on a list; drafts are on none. Sorted once for all lists: the screens ask for each."""
        if "on_list" not in self.derived:
            by_list: dict[str, list[Intervention]] = {}
            for each in self.asked:
                by_list.setdefault(each.list, []).append(each)
            self.derived["on_list"] = by_list
        return list(self.derived["on_list"].get(list_id, ()))


EMPTY = Meeting(
    programme=Programme(slug="", title="", short_title="", timezone="UTC", working_language="en", languages=("en",))
)
