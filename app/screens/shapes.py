"""The shapes of the screens, as docs/protocol.md promises them.

A screen holds no null: what is not there is absent. Collections are objects by id with a `rank` where order matters
(compared byte by byte). Instants are ISO 8601 UTC with milliseconds and `Z`; durations are seconds. Screens carry
codes; the sentences of a language come from the names file.
"""

from typing import Any, NotRequired, TypedDict

Reason = dict[str, Any]
"""{"code": ...} and what fills its sentence, as {"code": "comment_on", "delegation": "MOZ"}."""


class MeetingView(TypedDict):
    """`since`, `until`, `words` belong to a suspension or adjournment; `sitting_ends_at` to the sitting of the item."""

    slug: str
    title: str
    short_title: str
    timezone: str
    working_language: str
    languages: list[str]
    state: str
    since: NotRequired[str]
    until: NotRequired[str]
    words: NotRequired[str]


class ItemView(TypedDict):
    number: str
    title: str
    short_title: str
    starts_at: str
    ends_at: str
    presiding: str


class ListView(TypedDict):
    """`since`: when it came into this state; `opens_at`, `closes_at`: when it will open and close by itself.

    `limit_set`: {category, seconds, at, by}, the last decision on the limits. `lots`: {seed} of the draw. `order`:
    {within, ...} where it is not by the time of inscription alone.
    """

    id: str
    title: str
    state: str
    limits: dict[str, int]
    limit_set: NotRequired[dict[str, Any]]
    lots: NotRequired[dict[str, str]]
    order: NotRequired[dict[str, Any]]
    since: NotRequired[str]
    opens_at: NotRequired[str]
    closes_at: NotRequired[str]


class SpeechView(TypedDict):
    """`paused_s`: seconds of the pauses that are over. state: called | speaking | paused."""

    intervention: str
    delegation: str
    name: str
    category: str
    kind: str
    limit_s: int
    warning_s: int
    state: str
    called_at: str
    paused_s: float
    started_at: NotRequired[str]
    paused_at: NotRequired[str]
    speaker: NotRequired[str]
    on_behalf_of: NotRequired[str]
    in_reply_to: NotRequired[str]
    language: NotRequired[str]


class Entry(TypedDict):
    """One waiting intervention of the list. `in_reply_to`: the code of the delegation it answers."""

    rank: str
    delegation: str
    name: str
    category: str
    kind: str
    because: list[Reason]
    takes_s: int
    limit_s: int
    speaker: NotRequired[str]
    on_behalf_of: NotRequired[str]
    in_reply_to: NotRequired[str]
    language: NotRequired[str]


class DeskEntry(Entry):
    """What the desk sees beside it. `answers`: the intervention to which `in_reply_to` belongs.

    `spoken_for`: who speaks on the list for a group of its delegation.
    `roll`: ready | not_in_room, as its delegation answered at `roll_at`.
    """

    inscribed_at: str
    answers: NotRequired[str]
    note: NotRequired[str]
    minutes: NotRequired[int]
    spoken_for: NotRequired[str]
    roll: NotRequired[str]
    roll_at: NotRequired[str]


class OrderView(TypedDict):
    """A point of order for which the room waits, or a `motion`. state: raised | heard | appealed.

    `speakers`: who speaks on a motion, as {delegation: for | against}.
    """

    rank: str
    delegation: str
    name: str
    state: str
    raised_at: str
    heard_at: NotRequired[str]
    ruling: NotRequired[str]
    words: NotRequired[str]
    appealed_by: NotRequired[str]
    limit_s: NotRequired[int]
    motion: NotRequired[str]
    speakers: NotRequired[dict[str, str]]


class RulingView(TypedDict):
    """The last decision, until the room goes on. state: sustained | dismissed | overruled, of a motion carried |
    rejected; `ruling`: the chair's.

    One may appeal against it while there is no `vote` {in_favour, against, abstaining}.
    """

    intervention: str
    delegation: str
    name: str
    state: str
    ruling: NotRequired[str]
    motion: NotRequired[str]
    ruled_at: str
    words: NotRequired[str]
    appealed_by: NotRequired[str]
    vote: NotRequired[dict[str, int]]


class Notice(TypedDict):
    words: str
    since: str


class Forecast(TypedDict):
    """`waiting_s`: sum of `takes_s` of the entries, without the changes of speakers, each of which takes `change_s`.

    `not_before`: nobody begins earlier. `item_ends_at`: the planned end of the item.
    """

    waiting_s: int
    change_s: int
    item_ends_at: str
    not_before: NotRequired[str]


class DisplayView(TypedDict):
    """What a display shows. `languages`: {code: its turn}."""

    layout: str
    look: str
    languages: NotRequired[dict[str, int]]


class RoomScreen(TypedDict):
    """room and public; `item`, `list`, `forecast` are absent until the first item is taken up."""

    meeting: MeetingView
    entries: dict[str, Any]
    orders: dict[str, OrderView]
    ruling: NotRequired[RulingView]
    item: NotRequired[ItemView]
    list: NotRequired[ListView]
    speech: NotRequired[SpeechView]
    notice: NotRequired[Notice]
    displays: NotRequired[dict[str, DisplayView]]
    forecast: NotRequired[Forecast]


class ListRow(TypedDict):
    """One list in the programme of the delegate and the desks. `heard`: how many have spoken.

    `accepts`: whether this delegation may inscribe itself here now; `refuses`: the code why not (delegate only).
    `is_current`: the room is on it. `finished`: nobody waits and somebody was heard, and it is not current.
    `is_ordered`: otherwise than by the time of inscription. `limits`: as in ListView. `comments_on`: ids of the
    interventions on which one may comment, with delegation codes. `group_voices`: the groups for which somebody speaks.
    """

    rank: str
    item: str
    item_title: str
    title: str
    state: str
    waiting: int
    heard: int
    sitting: str
    starts_at: str
    ends_at: str
    waiting_s: int
    limits: dict[str, int]
    since: NotRequired[str]
    opens_at: NotRequired[str]
    closes_at: NotRequired[str]
    is_current: NotRequired[bool]
    is_finished: NotRequired[bool]
    is_ordered: NotRequired[bool]
    accepts: NotRequired[bool]
    refuses: NotRequired[str]
    comments_on: NotRequired[dict[str, str]]
    group_voices: NotRequired[dict[str, str]]


class Mine(TypedDict):
    """An own intervention. state: inscribed | called | speaking | paused | delivered | absent | withdrawn | refused |
    written. `roll`: the answer to whether the speaker is in the room. `refused_for`: why the desk refused it.

    While inscribed: `place` (1 is next), `ahead_s` (sum of takes_s of those before) and `not_before`. It begins at
    about max(now, not_before, planned end of the speech on the floor if its list is current) + ahead_s + place *
    change_s.
    """

    list: str
    item: str
    kind: str
    delivery: str
    state: str
    category: str
    because: list[Reason]
    limit_s: int
    inscribed_at: str
    place: NotRequired[int]
    ahead_s: NotRequired[int]
    not_before: NotRequired[str]
    speaker: NotRequired[str]
    on_behalf_of: NotRequired[str]
    in_reply_to: NotRequired[str]
    answers: NotRequired[str]
    language: NotRequired[str]
    minutes: NotRequired[int]
    note: NotRequired[str]
    roll: NotRequired[str]
    refused_for: NotRequired[str]
    spoken_s: NotRequired[float]
    ended_at: NotRequired[str]


class SwapView(TypedDict):
    """An offer of `by` to `to`, to exchange the places of `mine` and `theirs`.

    state: offered | accepted | declined | expired; a delegation sees what is offered.
    """

    rank: str
    list: str
    mine: str
    theirs: str
    by: str
    to: str
    state: str
    offered_at: str
    settled_at: NotRequired[str]


class DelegateScreen(RoomScreen):
    """`may_raise`: whether this delegation may raise a point of order now.

    `ready_ahead`: up to which place it is asked whether its speaker is in the room.
    """

    delegation: str
    member_of: list[str]
    ready_ahead: int
    swaps: dict[str, SwapView]
    groups: list[str]
    change_s: int
    lists: dict[str, ListRow]
    mine: dict[str, Mine]
    may_raise: NotRequired[bool]


class ActView(TypedDict):
    """An act as the desks see it: `by` is the role, `seat` as given, `undone` if taken back.

    What is not always there fills the sentence of `command`.
    """

    at: str
    command: str
    by: str
    seat: str
    version: int
    undone: NotRequired[bool]
    delegation: NotRequired[str]
    intervention: NotRequired[str]
    list: NotRequired[str]
    category: NotRequired[str]
    seconds: NotRequired[int]
    limit_s: NotRequired[int]
    words: NotRequired[str]
    until: NotRequired[str]
    order: NotRequired[str]
    display: NotRequired[str]
    motion: NotRequired[str]
    ruling: NotRequired[str]


class HeardView(TypedDict):
    """Who has left the list. state: delivered | absent | withdrawn | refused | written.

    `comes_back`: the desk may put it back to its place.
    """

    delegation: str
    name: str
    kind: str
    state: str
    ended_at: NotRequired[str]
    spoken_s: NotRequired[float]
    refused_for: NotRequired[str]
    comes_back: NotRequired[bool]


class DeskScreen(RoomScreen):
    """chair and secretariat; entries are DeskEntry. `acts`: the last of the desks by version, zero-padded.

    `undo`, `redo`: what they would take back, do again. `heard`: those of this list who have left it, by id.
    """

    groups: list[str]
    heard: dict[str, HeardView]
    lists: dict[str, ListRow]
    acts: dict[str, ActView]
    swaps: dict[str, SwapView]
    undo: NotRequired[ActView]
    redo: NotRequired[ActView]
