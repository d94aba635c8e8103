"""What has changed for whom: after a commit, each audience's screen before and after, and the patch between."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from app.domain.errors import Unknown
from app.domain.meeting import Meeting
from app.live.audiences import Audience
from app.live.frames import Beat, Change, Frame
from app.screens.canonical import Screen, iso
from app.screens.views import Views

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Shown:
    """What an audience was last shown."""

    screen: Screen
    version: int


class News:
    """Keeps what each audience was last shown, and tells it what has changed since.

    `load(slug)`: the meeting as the log has it; `known(slug)`: as this process knows it, which is not older than what
    it has itself done. `send(event, audience, frame)`: to every socket of the audience.
    """

    def __init__(
        self,
        load: Callable[[str], Meeting],
        known: Callable[[str], Meeting],
        send: Callable[[str, Audience, Frame], None],
        now: Callable[[], datetime],
    ) -> None:
        self._load = load
        self._known = known
        self._send = send
        self._now = now
        self._shown: dict[Audience, Shown] = {}
        self._views: dict[str, Views] = {}
        self._telling = Lock()

    def views(self, slug: str) -> Views:
        """The screens of a meeting as it stands; of one version they are built once."""
        meeting = self._known(slug)
        views = self._views.get(slug)
        if views is None or views.meeting is not meeting:
            views = self._views[slug] = Views(meeting, views)
        return views

    def join(self, audience: Audience) -> tuple[Screen, int]:
        """The screen with which a new display of an audience begins, and its version. Raises Unknown.

        The display is in the room already: what changes from here on reaches it.
        """
        views = self.views(audience.meeting)
        screen = audience.look(views)
        self._shown.setdefault(audience, Shown(screen, views.meeting.version))
        return screen, views.meeting.version

    def leave(self, audience: Audience) -> None:
        """Nobody of the audience is left."""
        self._shown.pop(audience, None)

    def meetings(self) -> set[str]:
        """The meetings that somebody follows."""
        return {audience.meeting for audience in self._shown}

    def tell(self, slug: str) -> None:
        """Sends each audience of a meeting what has changed since it was last told; nothing where nothing has.

        Those of many sockets come first: the room and the desks, then the delegations one by one.
        """
        with self._telling:
            views = self.views(slug)
            for audience in sorted(self._shown, key=lambda each: each.delegation is not None):
                # It may have left while the frame of the one before was sent.
                shown = self._shown.get(audience)
                if shown and audience.meeting == slug and shown.version != views.meeting.version:
                    self._tell(audience, shown, views)

    def _tell(self, audience: Audience, shown: Shown, views: Views) -> None:
        try:
            screen = audience.look(views)
        except Unknown:
            # Its list or its delegation was taken out of the meeting: without a beat it asks again, and is told so.
            logger.info("audience ended room=%s version=%s", audience.room, views.meeting.version)
            self.leave(audience)
            return
        self._shown[audience] = Shown(screen, views.meeting.version)
        if screen.tag == shown.screen.tag:
            return
        change: Change = {
            **audience.address(),
            "base": shown.screen.tag,
            "tag": screen.tag,
            "version": views.meeting.version,
            "patch": screen.patch_from(shown.screen),
            "server_now": iso(self._now()),
        }
        self._send("change", audience, change)

    def beat(self) -> None:
        """Tells every audience which tag it should hold: whoever lost something asks."""
        for slug in self.meetings():
            self._load(slug)
            self.tell(slug)
        for audience, shown in list(self._shown.items()):
            beat: Beat = {
                **audience.address(),
                "tag": shown.screen.tag,
                "version": shown.version,
                "server_now": iso(self._now()),
            }
            self._send("beat", audience, beat)
