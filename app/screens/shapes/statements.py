"""Texts of interventions, as those see them who may."""

from typing import NotRequired, TypedDict

from app.screens.shapes.room import RoomScreen


class StatementView(TypedDict):
    """state: handed_in | released. `reads_s`: to be read out at the speed of the body; absent for a scan.

    `over_s`: by how much that is longer than the limit. reading: verbatim | check_against_delivery. embargo: spoken |
    release.
    """

    rank: str
    language: str
    extension: str
    state: str
    reading: str
    embargo: str
    words: int
    size: int
    handed_in_at: str
    has_text: NotRequired[bool]
    pages: NotRequired[int]
    reads_s: NotRequired[int]
    over_s: NotRequired[int]
    released_at: NotRequired[str]


class PublishedView(TypedDict):
    """A text that all may read; by `rank` in the order in which the interventions were given."""

    rank: str
    intervention: str
    delegation: str
    name: str
    language: str
    extension: str
    reading: str
    words: int
    released_at: str


class NeededText(TypedDict):
    """What the booth has of one who speaks or waits. `requested_at`: the interpreters have asked for it."""

    statements: dict[str, StatementView]
    requested_at: NotRequired[str]


class BoothScreen(RoomScreen):
    """`texts`: by intervention, of who has the floor or waits on the list."""

    texts: dict[str, NeededText]


class PublicScreen(RoomScreen):
    """`published`: the texts of the list that all may read."""

    published: dict[str, PublishedView]
