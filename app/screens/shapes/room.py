"""What everybody in the room may see."""

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
    {within, ...} where it is not by the time of inscription alone. `is_by_desk`: only the desk inscribes.
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
    is_by_desk: NotRequired[bool]


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


class FloorScreen(TypedDict):
    """What all screens begin with; `item`, `list`, `forecast` are absent until the first item is taken up."""

    meeting: MeetingView
    orders: dict[str, OrderView]
    ruling: NotRequired[RulingView]
    item: NotRequired[ItemView]
    list: NotRequired[ListView]
    speech: NotRequired[SpeechView]
    notice: NotRequired[Notice]
    displays: NotRequired[dict[str, DisplayView]]
    forecast: NotRequired[Forecast]


class RoomScreen(FloorScreen):
    """room; what public and booth begin with."""

    entries: dict[str, Entry]
