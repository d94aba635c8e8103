"""Who may see the same: a room of sockets is named after what it sees, never after who is in it."""

from dataclasses import dataclass

from app.live.frames import Address
from app.screens.canonical import Screen
from app.screens.views import Views


@dataclass(frozen=True)
class Audience:
    """`list`: of another list than the room is on. `delegation`: of the delegate's screen."""

    meeting: str
    screen: str
    list: str | None = None
    delegation: str | None = None

    @property
    def room(self) -> str:
        """The name of its room of sockets, as `apmbc-im-2017:delegate:KEN:2.1`."""
        return ":".join((self.meeting, self.screen, self.delegation or "", self.list or ""))

    def look(self, views: Views) -> Screen:
        """What it sees. Raises Unknown."""
        return views.screen(self.screen, self.list, self.delegation)

    def address(self) -> Address:
        """What every frame to it begins with."""
        named: Address = {"meeting": self.meeting, "screen": self.screen}
        return {**named, "list": self.list} if self.list else named
