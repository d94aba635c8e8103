"""The shapes of what HTTP answers beside the screens, as docs/protocol.md promises them."""

from typing import Any, Literal, NotRequired, TypedDict

from app.screens.shapes import (
    BoothScreen,
    DelegateScreen,
    DeskScreen,
    PublicScreen,
    RoomScreen,
    SecretariatScreen,
)


class Refused(TypedDict):
    """A refusal. `code` is stable; `params` fill the `message`, `field` among them where the body or query is wrong."""

    ok: Literal[False]
    code: str
    params: dict[str, Any]
    message: str


class Done(TypedDict):
    """A command was done. `intervention`, `swap`: the id of what it made."""

    ok: Literal[True]
    version: int
    intervention: NotRequired[str]
    swap: NotRequired[str]


class TextAnswer(TypedDict):
    """The plain words of a statement."""

    statement: str
    language: str
    text: str


class Entered(TypedDict):
    """A link was exchanged for the cookie. `to`: the path of its page."""

    ok: Literal[True]
    to: str


class LinkToken(TypedDict):
    """`token`: what stands behind the # of a link."""

    token: str


class ScreenAnswer(TypedDict):
    """A screen at a version. `tag`: a short hash of its canonical JSON."""

    version: int
    tag: str
    screen: RoomScreen | PublicScreen | BoothScreen | DelegateScreen | DeskScreen | SecretariatScreen


class DelegationName(TypedDict):
    """`lang`: the language in which the name is given; `short`: of an organisation; `flag`: the path of its picture."""

    name: str
    lang: str
    category: str
    language: str
    short: NotRequired[str]
    flag: NotRequired[str]


class ItemName(TypedDict):
    title: str
    short_title: str


class ListName(TypedDict):
    title: str
    item: str


class NamesAnswer(TypedDict):
    """What codes and ids are called in a language. `codes`: a sentence for each code, with named gaps."""

    language: str
    delegations: dict[str, DelegationName]
    items: dict[str, ItemName]
    lists: dict[str, ListName]
    codes: dict[str, str]


class Option(TypedDict):
    """One what-if; without `limit_s`: as it is."""

    ends_at: str
    over_s: int
    unheard: int
    limit_s: NotRequired[int]


class Written(TypedDict):
    """If the rest filed their texts."""

    ends_at: str


class DayRow(TypedDict):
    begins_at: str
    ends_at: str


class ForecastAnswer(TypedDict):
    """When each intervention begins and the list ends, as of now."""

    begins: dict[str, str]
    ends_at: str
    over_s: int
    unheard: int
    change_s: int
    options: list[Option]
    if_written: Written
    day: dict[str, DayRow]
    fits_limit_s: NotRequired[int]


class PlaceChange(TypedDict):
    """Places now and then; 1 is next."""

    delegation: str
    name: str
    before: int
    after: int


class PreviewAnswer(TypedDict):
    version: int
    entries: dict[str, PlaceChange]
