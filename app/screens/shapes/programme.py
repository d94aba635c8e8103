"""The lists of the meeting, and exchanges of places: what delegates and desks see."""

from typing import NotRequired, TypedDict


class GivenView(TypedDict):
    """A statement that was given; ascending rank is the order in which they ended."""

    rank: str
    delegation: str


class ListRow(TypedDict):
    """One list in the programme of the delegate and the desks. `heard`: how many have spoken.

    `accepts`: whether this delegation may inscribe itself here now; `refuses`: the code why not (delegate only).
    `is_current`: the room is on it. `finished`: nobody waits and somebody was heard, and it is not current.
    `given`: the last statements, to which one may reply. `levels`: the ladder, where the list goes by level.
    `actions`: numbers of the plan that are taken up under its item. `is_ordered`: otherwise than by the time of
    inscription. `limits`: as in ListView. `comments_on`: ids of the interventions on which one may comment, with
    delegation codes. `group_voices`: the groups for which somebody speaks.
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
    levels: NotRequired[list[str]]
    actions: NotRequired[list[int]]
    given: NotRequired[dict[str, GivenView]]
    accepts: NotRequired[bool]
    refuses: NotRequired[str]
    comments_on: NotRequired[dict[str, str]]
    group_voices: NotRequired[dict[str, str]]


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
