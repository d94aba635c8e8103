"""What a meeting has planned: sittings, agenda items, their parts, and the speakers' lists drawn from them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from itertools import groupby
from typing import Literal

from app.domain.policy import OrderPolicy

type_of_policy = Literal["open_floor", "targeted_then_open", "panel_then_open", "invited_only", "presiding_only"]
TIER_KINDS = ("presiding", "invited", "open_floor")
PART_KINDS = (*TIER_KINDS, "invited_with_comments", "presentation_with_comments")
CATEGORIES = (
    "presiding", "invited_state_party", "group", "state_party", "state_not_party", "international_organization",
    "ngo", "other",
)
"""The categories a programme may order and limit; `order` of a programme names them in its own order."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of an item; consecutive parts of TIER_KINDS share one list, every `*_with_comments` part has its own.

    `invited`: the codes of the delegations whom the programme invites to speak under this part, in its order.
    """

    id: str
    title: str
    kind: str
    limit_s: int | None = None
    comment_limit_s: int | None = None
    policy: OrderPolicy | None = None
    invited: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Item:
    """An agenda item; `starts_at` and `ends_at` are the plan, not what happened."""

    number: str
    title: str
    short_title: str
    sitting: str
    starts_at: datetime
    ends_at: datetime
    presiding: str
    committee: str | None = None
    kind: str = "committee"
    speaker_policy: type_of_policy = "open_floor"
    limit_s: int | None = None
    parts: tuple[Part, ...] = ()
    invited: tuple[str, ...] = ()
    panellists: tuple[str, ...] = ()
    policy: OrderPolicy | None = None
    pack: str | None = None
    limits_s: dict[str, int] = field(default_factory=dict)
    actions: tuple[int, ...] = ()
    """The actions of the body's action plan that are taken up under it."""


LONGEST_NIGHT = timedelta(hours=12)
"""A sitting that ends on the day after it began is at most as long; what would be longer is an hour mistyped."""


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """A plenary or a break of the programme."""

    id: str
    kind: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, kw_only=True)
class Group:
    """A group on whose behalf one may speak with the rank and the limit of a group.

    `code`: who speaks for it; `members`: their codes, beside those who name it as their regional group.
    """

    name: str
    code: str | None = None
    members: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReplyRule:
    """Right of reply: the limit in seconds of the first, second ... reply of a delegation; when replies are heard."""

    limits_s: tuple[int, ...] = (180, 120)
    when: str = "end_of_item"


@dataclass(frozen=True, kw_only=True)
class MotionRule:
    """How many may speak for and against a motion of this kind."""

    kind: str
    speakers_for: int = 0
    speakers_against: int = 0


GA_MOTIONS = (
    MotionRule(kind="suspend_meeting"),
    MotionRule(kind="adjourn_meeting"),
    MotionRule(kind="adjourn_debate", speakers_for=2, speakers_against=2),
    MotionRule(kind="close_debate", speakers_against=2),
)
"""GA rules 74 to 77."""


@dataclass(frozen=True, kw_only=True)
class Window:
    """When a list opens and closes by itself."""

    list: str
    opens_at: datetime | None = None
    closes_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Programme:
    """The whole plan of one meeting. `limits_s`: seconds by category; `order`: categories, first speaks first."""

    slug: str
    title: str
    short_title: str
    timezone: str
    working_language: str
    languages: tuple[str, ...]
    venue: str | None = None
    sittings: tuple[Sitting, ...] = ()
    items: tuple[Item, ...] = ()
    groups: tuple[Group, ...] = ()
    order: tuple[str, ...] = CATEGORIES
    limits_s: dict[str, int] = field(default_factory=dict)
    warning_s: int = 30
    change_s: int = 30
    reply: ReplyRule = ReplyRule()
    windows: tuple[Window, ...] = ()
    is_public: bool = True
    inherited: tuple[str, ...] = ()
    policy: OrderPolicy = OrderPolicy()
    pack: str | None = None
    closes_after_start_s: int | None = None
    closes_before_previous_end_s: int | None = None
    absence: str = "keep"
    swaps: str = "same_list"
    ready_ahead: int = 3
    motions: tuple[MotionRule, ...] = ()
    point_of_order_s: int | None = None
    reduced_limits_s: dict[str, int] = field(default_factory=dict)
    words_per_minute: int | None = None
    written_words: dict[str, int] = field(default_factory=dict)
    one_statement: bool = False
    discourage_double: bool = False
    comments: bool = True
    registration_ends_at: datetime | None = None
    """Until then delegations register their members themselves."""

    @property
    def motion_rules(self) -> tuple[MotionRule, ...]:
        """First what goes before the others; where the rules of the body say nothing, those of the GA."""
        return self.motions or GA_MOTIONS

    @cached_property
    def plans(self) -> "dict[str, ListPlan]":
        """All lists of the meeting by id, in the order of the programme."""
        drawn = [(item, list_id, parts) for item in self.items for list_id, parts in lists_of(item)]
        return {
            list_id: ListPlan(id=list_id, item=item, parts=parts, position=position)
            for position, (item, list_id, parts) in enumerate(drawn)
        }


@dataclass(frozen=True, kw_only=True)
class ListPlan:
    """One speakers' list as the programme draws it: an item, and those of its parts that are its tiers."""

    id: str
    item: Item
    parts: tuple[Part, ...]
    position: int

    @property
    def is_presentation(self) -> bool:
        """Whether comments hang under the interventions of this list."""
        return any(part.kind.endswith("_with_comments") for part in self.parts)

    @property
    def title(self) -> str:
        """The title of its only part, where an item has several lists; else the item's short title."""
        return self.parts[0].title if self.is_presentation else self.item.short_title

    def part(self, part_id: str | None) -> Part | None:
        return next((part for part in self.parts if part.id == part_id), None)


def lists_of(item: Item) -> list[tuple[str, tuple[Part, ...]]]:
    """The lists of an item as (id, parts): the id is that of the first part, else the item's number."""
    if not item.parts:
        return [(item.number, ())]
    runs = groupby(enumerate(item.parts), key=lambda each: -1 if each[1].kind in TIER_KINDS else each[0])
    # Two runs of tiers are separate lists only if a part with comments stands between them, as groupby sees it.
    grouped = [tuple(part for _, part in run) for _, run in runs]
    return [(parts[0].id, parts) for parts in grouped]


@dataclass(frozen=True, kw_only=True)
class Delegation:
    """A delegation of the meeting. `names`: by language, at least in the meeting's working language."""

    code: str
    names: dict[str, str]
    category: str
    flag: str | None = None
    language: str = "en"
    regional_group: str | None = None
    collation: dict[str, str] = field(default_factory=dict)
    """By language: a key by whose bytes the names sort; without one the name itself is folded."""
    marks: tuple[str, ...] = ()
    """Flags of the data that concern an item, e.g. `article5`, `victim_assistance`."""
