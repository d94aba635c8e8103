"""The shapes of the screens, as docs/protocol.md promises them.

A screen holds no null: what is not there is absent. Collections are objects by id with a `rank` where order matters
(compared byte by byte). Instants are ISO 8601 UTC with milliseconds and `Z`; durations are seconds. Screens carry
codes; the sentences of a language come from the names file.
"""

from app.screens.shapes.delegate import DelegateScreen, MemberView, Mine
from app.screens.shapes.desk import ActView, DeskEntry, DeskScreen, HeardView, SecretariatScreen
from app.screens.shapes.programme import GivenView, ListRow, SwapView
from app.screens.shapes.room import (
    DisplayView,
    Entry,
    FloorScreen,
    Forecast,
    ItemView,
    ListView,
    MeetingView,
    Notice,
    OrderView,
    Reason,
    RoomScreen,
    RulingView,
    SpeechView,
)
from app.screens.shapes.statements import BoothScreen, NeededText, PublicScreen, PublishedView, StatementView

__all__ = [
    "ActView", "BoothScreen", "DelegateScreen", "DeskEntry", "DeskScreen", "DisplayView", "Entry", "FloorScreen",
    "Forecast", "GivenView", "HeardView", "ItemView", "ListRow", "ListView", "MeetingView", "MemberView", "Mine",
    "NeededText", "Notice", "OrderView", "PublicScreen", "PublishedView", "Reason", "RoomScreen", "RulingView",
    "SHAPES", "SecretariatScreen", "SpeechView", "StatementView", "SwapView",
]

SHAPES = {
    "room": RoomScreen, "public": PublicScreen, "booth": BoothScreen, "delegate": DelegateScreen, "chair": DeskScreen,
    "secretariat": SecretariatScreen,
}
"""The shape of each screen."""
