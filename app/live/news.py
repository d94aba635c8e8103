"""What has changed for whom: after a commit, each audience's screen before and after, and the patch between."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Lock
from typing import NamedTuple

from app.domain.errors import Unknown
from app.domain.meeting import Meeting
from app.live.audiences import Audience
from app.live.frames import Beat, Change, Encoded
from app.screens.canonical import Screen, canonical, iso
from app.screens.views import Views

logger = logging.getLogger(__name__)

DELEGATIONS_AT_ONCE = 8
"""Screens that are built before others may have their turn: some 3 ms."""
MOST_EARLIER = 16
LATELY = timedelta(minutes=10)
"""Screens of an audience from which a display that comes back is led on by a patch: so many at most, and no older, for
each of two hundred delegations has its own.
"""


class Earlier(NamedTuple):
    """A screen that was shown `until` another took its place."""

    screen: Screen
    until: datetime


@dataclass(frozen=True)
class Shown:
    """What an audience was last shown, and lately, the eldest first. `leads`: patches to it, by the tag before.

    `heard`: from another process, and not yet looked at here.
    """

    screen: Screen
    version: int
    lately: tuple[Earlier, ...] = ()
    leads: dict[str, str] = field(default_factory=dict)
    heard: bool = False

    def then(self, screen: Screen, version: int, now: datetime) -> "Shown":
        if screen.tag == self.screen.tag:
            return Shown(screen, version, self.lately, self.leads)
        self.screen.retire()
        lately = tuple(each for each in self.lately if now - each.until < LATELY)
        return Shown(screen, version, (*lately, Earlier(self.screen, now))[-MOST_EARLIER:])

    def patch_from(self, tag: str | None) -> str | None:
        """The patch, as JSON, for who holds an earlier tag; None if it is not known (any more)."""
        if tag is not None and tag not in self.leads:
            found = next((each.screen for each in reversed(self.lately) if each.screen.tag == tag), None)
            if found is None:
                return None
            self.leads[tag] = canonical(self.screen.patch_from(found))
        return self.leads.get(tag) if tag is not None else None


@dataclass(frozen=True)
class Passed:
    """News for the other processes: a meeting has this version. `frame`: what `audience` was told of it, `change` as
    it is sent.
    """

    meeting: str
    version: int
    audience: Audience | None = None
    frame: Encoded | None = None


class News:
    """Keeps what each audience was last shown, and tells it what has changed since.

    `load(slug)`: the meeting as the log has it; `known(slug)`: as this process knows it, which is not older than what
    it has itself done. `send(event, audience, frame)`: to every socket of the audience. `pass_on`: to the other
    processes, before anybody here is told; it never waits for them. `pause()`: lets others have their turn.
    """

    pass_on: Callable[[Passed], None] = staticmethod(lambda passed: None)
    pause: Callable[[], None] = staticmethod(lambda: None)

    def __init__(
        self,
        load: Callable[[str], Meeting],
        known: Callable[[str], Meeting],
        send: Callable[[str, Audience, Encoded], None],
        now: Callable[[], datetime],
    ) -> None:
        self._load = load
        self._known = known
        self._send = send
        self._now = now
        # By meeting: what one costs does not grow with the others.
        self._shown: dict[str, dict[Audience, Shown]] = {}
        self._views: dict[str, Views] = {}
        self._told: dict[str, Meeting] = {}
        self._telling = Lock()

    def views(self, slug: str) -> Views:
        """The screens of a meeting as it stands; of one version they are built once."""
        meeting = self._known(slug)
        views = self._views.get(slug)
        if views is None or views.meeting is not meeting:
            views = self._views[slug] = Views(meeting, views)
        return views

    def join(self, audience: Audience) -> Shown:
        """What a new display of an audience begins with. Raises Unknown.

        The display is in the room already: what changes from here on reaches it.
        """
        views = self.views(audience.meeting)
        shown = self._shown_to(audience)
        if shown is not None and shown.version >= views.meeting.version:
            # More than we have read, where another process has told us of it.
            return shown
        looked = audience.look(views)
        if shown is None:
            shown = Shown(looked, views.meeting.version)
            self._shown.setdefault(audience.meeting, {})[audience] = shown
            return shown
        # The others of the audience are yet to be told of it.
        return shown.then(looked, views.meeting.version, self._now())

    def leave(self, audience: Audience) -> None:
        """Nobody of the audience is left."""
        of_meeting = self._shown.get(audience.meeting, {})
        of_meeting.pop(audience, None)
        if not of_meeting:
            self._shown.pop(audience.meeting, None)

    def _shown_to(self, audience: Audience) -> Shown | None:
        return self._shown.get(audience.meeting, {}).get(audience)

    def meetings(self) -> set[str]:
        """The meetings that somebody follows."""
        return set(self._shown)

    def is_behind(self, slug: str) -> bool:
        """Whether somebody was shown less than this process knows."""
        known = self._known(slug).version
        return any(shown.version < known for shown in self._shown.get(slug, {}).values())

    def tell(self, slug: str) -> None:
        """Sends each audience of a meeting what has changed since it was last told; nothing where nothing has.

        The other processes are told of it as well.
        """
        with self._telling:
            self._tell_all(slug, self._pass_once())

    def hear(self, passed: Passed, change: Change | None) -> None:
        """What another process has passed on: its frame goes to those of its audience who are here, as it is; the
        others are told of what the log has.
        """
        with self._telling:
            shown = self._shown_to(passed.audience) if passed.audience else None
            fits = shown and change and shown.version < passed.version and shown.screen.tag == change["base"]
            if fits and shown and change and passed.audience and passed.frame:
                screen = shown.screen.patched(change["patch"], change["tag"])
                heard = replace(shown.then(screen, passed.version, self._now()), heard=True)
                self._shown[passed.meeting][passed.audience] = heard
                self._send("change", passed.audience, passed.frame)
        if any(shown.version < passed.version for shown in self._shown.get(passed.meeting, {}).values()):
            self.catch_up(passed.meeting)

    def catch_up(self, slug: str) -> None:
        """Tells the audiences here what the log has."""
        self._load(slug)
        with self._telling:
            self._tell_all(slug)

    def _pass_once(self) -> Callable[[Passed], None]:
        """Passes on the first of what it is given: of the rest the others build their own."""
        passed: list[Passed] = []

        def pass_on(news: Passed) -> None:
            if not passed:
                passed.append(news)
                self.pass_on(news)

        return pass_on

    def _tell_all(self, slug: str, pass_on: Callable[[Passed], None] | None = None) -> None:
        """Those of many sockets come first: the room and the desks, then the delegations one by one."""
        views = self.views(slug)
        version = views.meeting.version
        here = self._shown.get(slug, {})
        told = self._told.get(slug)
        if told and told is not views.meeting and told.version >= version:
            # Another log, as of a database that was restored: its versions are not those of the one before.
            here.update({audience: replace(shown, version=-1) for audience, shown in here.items()})
        self._told[slug] = views.meeting
        for number, audience in enumerate(sorted(here, key=lambda each: each.delegation is not None)):
            if audience.delegation and number % DELEGATIONS_AT_ONCE == 0:
                self.pause()
            # It may have left while the frame of the one before was sent.
            shown = self._shown_to(audience)
            if shown and shown.version < version:
                frame = self._changed(audience, shown, views)
                if frame is None:
                    continue
                if pass_on:
                    pass_on(Passed(slug, version) if audience.delegation else Passed(slug, version, audience, frame))
                self._send("change", audience, frame)
        if pass_on:
            pass_on(Passed(slug, version))

    def _changed(self, audience: Audience, shown: Shown, views: Views) -> Encoded | None:
        """The frame for an audience; None if it sees no change."""
        version = views.meeting.version
        try:
            screen = audience.look(views).adopt(shown.screen)
        except Unknown:
            # Its list or its delegation was taken out of the meeting: without a beat it asks again, and is told so.
            logger.info("audience ended room=%s version=%s", audience.room, version)
            self.leave(audience)
            return None
        except Exception:
            # As well: better that it sees that it is not told than that all others are not.
            logger.exception("audience cannot be told room=%s version=%s", audience.room, version)
            self.leave(audience)
            return None
        self._shown[audience.meeting][audience] = shown.then(screen, version, self._now())
        if screen.tag == shown.screen.tag:
            return None
        change: Change = {
            **audience.address(),
            "base": shown.screen.tag,
            "tag": screen.tag,
            "version": version,
            "patch": screen.patch_from(shown.screen),
            "server_now": iso(self._now()),
        }
        return Encoded(change)

    def beat(self, slug: str) -> None:
        """Tells every audience of a meeting which tag it should hold: whoever lost something asks."""
        self._heal(slug)
        for audience in list(self._shown.get(slug, ())):
            # As it is by now: while the audience before was told, something may have changed.
            shown = self._shown_to(audience)
            if shown is None:
                continue
            beat: Beat = {
                **audience.address(),
                "tag": shown.screen.tag,
                "version": shown.version,
                "server_now": iso(self._now()),
            }
            self._send("beat", audience, Encoded(beat))

    def _heal(self, slug: str) -> None:
        """What was shown becomes what the log has, if it is ahead of it (another database stands in the place of the
        old one) or was told otherwise by another process.
        """
        with self._telling:
            # Whatever was heard until now was in the log before it was said.
            version = self._load(slug).version
            here = self._shown.get(slug, {})
            for audience, shown in list(here.items()):
                if shown.heard or shown.version > version:
                    here[audience] = replace(shown, version=-1, heard=False)
            self._tell_all(slug)
