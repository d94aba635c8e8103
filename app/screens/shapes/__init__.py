"""The shapes of the screens, as docs/protocol.md promises them.

A screen holds no null: what is not there is absent. Collections are objects by id with a `rank` where order matters
(compared byte by byte). Instants are ISO 8601 UTC with milliseconds and `Z`; durations are seconds. Screens carry
codes; the sentences of a language come from the names file.
"""

from app.screens.shapes.delegate import DelegateScreen, Mine
from app.screens.shapes.desk import ActView, DeskEntry, DeskScreen, HeardView
from app.screens.shapes.programme import GivenView, ListRow, SwapView
from app.screens.shapes.room import (
    DisplayView,
    Entry,
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

__all__ = [
    "ActView", "DelegateScreen", "DeskEntry", "DeskScreen", "DisplayView", "Entry", "Forecast", "GivenView",
    "HeardView", "ItemView", "ListRow", "ListView", "MeetingView", "Mine", "Notice", "OrderView", "Reason",
    "RoomScreen", "RulingView", "SpeechView", "SwapView",
]
