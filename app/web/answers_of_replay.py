"""The shapes of what the replay answers, as docs/protocol.md promises them."""

from typing import Literal, NotRequired, TypedDict

from app.screens.shapes.desk import ActView
from app.web.answers import ScreenAnswer


class ReplayAnswer(ScreenAnswer):
    """A screen as it was. `at`: of the last act by then, which has the `version`."""

    at: str


class StandingThen(TypedDict):
    """How the meeting stood. `speaker`: the delegation that has the floor; `orders`: how many the room waits for."""

    state: Literal["not_begun", "in_session", "suspended", "adjourned"]
    list: NotRequired[str]
    speaker: NotRequired[str]
    speech: NotRequired[Literal["called", "speaking", "paused"]]
    orders: NotRequired[int]


class ToldAct(ActView):
    """An act of anybody. `after`: how the meeting stood then, if otherwise than before."""

    seed: NotRequired[str]
    after: NotRequired[StandingThen]


class TimelineAnswer(TypedDict):
    """`version`: of the last act."""

    begins_at: str
    ends_at: str
    version: int
    acts: list[ToldAct]
