"""What one delegation sees."""

from typing import NotRequired, TypedDict

from app.screens.shapes.programme import ListRow, SwapView
from app.screens.shapes.room import Entry, FloorScreen, Reason
from app.screens.shapes.statements import StatementView


class Mine(TypedDict):
    """An own intervention. state: draft | inscribed | called | speaking | paused | delivered | absent | withdrawn |
    refused | written. `roll`: the answer to whether the speaker is in the room. `refused_for`: why the desk refused it.
    `limit_s`: while it waits, and of what was called.

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
    inscribed_at: str
    limit_s: NotRequired[int]
    place: NotRequired[int]
    ahead_s: NotRequired[int]
    not_before: NotRequired[str]
    speaker: NotRequired[str]
    on_behalf_of: NotRequired[str]
    in_reply_to: NotRequired[str]
    answers: NotRequired[str]
    language: NotRequired[str]
    minutes: NotRequired[int]
    level: NotRequired[str]
    note: NotRequired[str]
    roll: NotRequired[str]
    refused_for: NotRequired[str]
    actions: NotRequired[list[int]]
    statements: NotRequired[dict[str, StatementView]]
    text_requested_at: NotRequired[str]
    spoken_s: NotRequired[float]
    ended_at: NotRequired[str]


class MemberView(TypedDict):
    """A member of the own delegation. state: registered | requested | declined. `rank`: the order of the list."""

    rank: str
    capacity: str
    state: str
    languages: list[str]
    person: NotRequired[str]
    function: NotRequired[str]
    email: NotRequired[str]
    access_needs: NotRequired[str]
    declined_for: NotRequired[str]


class DelegateScreen(FloorScreen):
    """`may_raise`: whether this delegation may raise a point of order now.

    `registration_ends_at`: until when members are registered; after it they are asked for. `preferred`: own
    interventions in the order in which it would keep them. `ready_ahead`: up to which place it is asked whether its
    speaker is in the room.
    """

    entries: dict[str, Entry]
    delegation: str
    member_of: list[str]
    ready_ahead: int
    swaps: dict[str, SwapView]
    groups: list[str]
    change_s: int
    lists: dict[str, ListRow]
    mine: dict[str, Mine]
    members: dict[str, MemberView]
    preferred: list[str]
    registration_ends_at: NotRequired[str]
    may_raise: NotRequired[bool]
