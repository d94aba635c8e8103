"""What the chair and the secretariat see."""

from typing import NotRequired, TypedDict

from app.screens.shapes.programme import ListRow, SwapView
from app.screens.shapes.room import Entry, FloorScreen
from app.screens.shapes.statements import NeededText


class DeskEntry(Entry):
    """What the desk sees beside it. `answers`: the intervention to which `in_reply_to` belongs.

    `spoken_for`: who speaks on the list for a group of its delegation.
    `roll`: ready | not_in_room, as its delegation answered at `roll_at`.
    """

    inscribed_at: str
    answers: NotRequired[str]
    note: NotRequired[str]
    minutes: NotRequired[int]
    level: NotRequired[str]
    spoken_for: NotRequired[str]
    roll: NotRequired[str]
    roll_at: NotRequired[str]


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


class DeskScreen(FloorScreen):
    """chair and secretariat. `acts`: the last of the desks by version, zero-padded.

    `undo`, `redo`: what they would take back, do again. `heard`: those of this list who have left it, by id.
    """

    entries: dict[str, DeskEntry]
    groups: list[str]
    heard: dict[str, HeardView]
    lists: dict[str, ListRow]
    acts: dict[str, ActView]
    swaps: dict[str, SwapView]
    undo: NotRequired[ActView]
    redo: NotRequired[ActView]


class SecretariatScreen(DeskScreen):
    """`texts`: by intervention, of who has the floor or waits."""

    texts: dict[str, NeededText]
