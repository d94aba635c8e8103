"""What a client may ask over the socket, `watch` and `clock`, and who is connected."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, NamedTuple

from flask_socketio import ConnectionRefusedError, SocketIO
from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError
from sqlalchemy.exc import SQLAlchemyError

from app.domain.errors import Malformed, NotAllowed, Refusal, RuleBroken
from app.domain.meeting import Actor
from app.domain.permissions import may_see
from app.live.audiences import Audience
from app.live.desks import Desks
from app.live.frames import DesksHere, Encoded, Revoked, ServerClock, Watched
from app.live.news import News
from app.screens.canonical import iso
from app.store.database import NotNow

MOST_AUDIENCES = 8
BACK_IN_A_SECOND = 500
"""Displays that can come back in a second and leave time for those who work."""

logger = logging.getLogger(__name__)


class Right(NamedTuple):
    """By what a socket is here: whose it is, of which meeting, under which link (holder and generation) or session.
    All displays of a room have the same, and are judged by it at once.
    """

    actor: Actor
    slug: str
    holder: str
    generation: int
    session: str = ""


@dataclass
class Connection:
    """A socket: by what right, at which seat, what it watches."""

    right: Right
    seat: str = ""
    audiences: list[Audience] = field(default_factory=list)


def whole(words: str) -> str:
    """Words without half a character, of which no answer could be made. Raises ValueError."""
    words.encode()
    return words


Words = Annotated[str, AfterValidator(whole)]


class Watch(BaseModel):
    """The body of `watch`; fields that are not named are ignored, for clients younger than the server."""

    model_config = ConfigDict(strict=True, extra="ignore")
    meeting: Words
    screen: Words
    list: Words | None = None
    tag: Words | None = None


class Subscriptions:
    """`authenticate(auth)`: whose socket it is, raises a Refusal. `envelope(refusal)`: a refusal as the wire has it.

    `within(environ)`: the context of the request that opened a socket, in which both are asked. It is costly, and so
    nothing else is done in it.
    """

    def __init__(
        self,
        socketio: SocketIO,
        news: News,
        authenticate: Callable[[Any], Connection],
        envelope: Callable[[Refusal], dict[str, Any]],
        within: Callable[[dict[str, Any]], AbstractContextManager[object]],
        now: Callable[[], datetime],
    ) -> None:
        self.desks = Desks(self._emit_desks)
        self._socketio = socketio
        self._news = news
        self._authenticate = authenticate
        self._envelope = envelope
        self._within = within
        self._now = now
        self._connections: dict[str, Connection] = {}
        self._by_right: dict[Right, dict[str, Connection]] = {}
        self._members: dict[Audience, set[str]] = {}

    def listen(self) -> None:
        """Answers the sockets of the server. The library's own handlers would make a context for every word."""
        server = self._socketio.server
        server.on("connect", self.connect)
        server.on("disconnect", self.disconnect)
        server.on("watch", self.watch)
        server.on("clock", self.clock)

    @property
    def connections(self) -> dict[str, Connection]:
        return self._connections

    def rights(self) -> list[Right]:
        """Each by which somebody is here, once."""
        return list(self._by_right)

    def connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        try:
            token = auth.get("token") if isinstance(auth, dict) else None
            if token and isinstance(token, str):
                # Says all by itself: the costly context is for who is known by a cookie.
                connection = self._authenticate(auth)
            else:
                with self._within(environ):
                    connection = self._authenticate(auth)
        except Refusal as refusal:
            raise self._refused(environ, refusal) from None
        except (NotNow, SQLAlchemyError) as trouble:
            # Whoever gets no answer waits for one; whoever is refused comes back.
            logger.warning("connection put off cause=%s", type(trouble).__name__)
            raise self._refused(environ, RuleBroken("storage_gone")) from None
        if self._socketio.server.get_environ(sid) is None:
            # It has closed while we asked who it is, and nobody will say so again.
            raise ConnectionRefusedError("gone")
        self.keep(sid, connection)

    def keep(self, sid: str, connection: Connection) -> None:
        """A socket that has said whose it is, until it disconnects."""
        self._connections[sid] = connection
        self._by_right.setdefault(connection.right, {})[sid] = connection

    def _refused(self, environ: dict[str, Any], refusal: Refusal) -> ConnectionRefusedError:
        with self._within(environ):
            return ConnectionRefusedError(refusal.code, self._envelope(refusal))

    def disconnect(self, sid: str, *_: Any) -> None:
        connection = self._connections.pop(sid, None)
        if connection is None:
            return
        right = connection.right
        del self._by_right[right][sid]
        if not self._by_right[right]:
            del self._by_right[right]
        for audience in connection.audiences:
            self._drop(audience, sid)
        if right.actor.is_desk:
            # In a thread of its own: it may be a broadcast that has found the connection gone.
            self._socketio.start_background_task(self._tell_desks, right.slug)

    def _at_desks(self, slug: str) -> dict[str, Connection]:
        return {
            socket_id: each
            for right, connections in self._by_right.items() if right.slug == slug and right.actor.is_desk
            for socket_id, each in connections.items() if each.audiences
        }

    def _tell_desks(self, slug: str) -> None:
        self.desks.are_here(slug, {(each.right.actor.role, each.seat) for each in self._at_desks(slug).values()})

    def _emit_desks(self, slug: str, desks: list[tuple[str, str]]) -> None:
        """Who works at the desks, to all of them: it is of the moment, and so on no screen."""
        body: DesksHere = {"meeting": slug, "desks": [{"by": role, "seat": seat} for role, seat in desks]}
        for socket_id in self._at_desks(slug):
            self._socketio.emit("here", body, to=socket_id)

    def _drop(self, audience: Audience, socket_id: str) -> None:
        members = self._members.get(audience, set())
        members.discard(socket_id)
        if not members:
            self._members.pop(audience, None)
            self._news.leave(audience)

    def watch(self, sid: str, body: Any = None, *_: Any) -> Encoded | dict[str, Any]:
        try:
            connection = self._connections.get(sid)
            if connection is None:
                raise NotAllowed("not_signed_in")
            return self._watch(sid, connection, read_watch(body))
        except Refusal as refusal:
            refused = refusal
        except (NotNow, SQLAlchemyError) as trouble:
            logger.warning("watch put off cause=%s", type(trouble).__name__)
            refused = RuleBroken("storage_gone")
        with self._within(self._socketio.server.get_environ(sid)):
            return self._envelope(refused)

    def _watch(self, sid: str, connection: Connection, asked: Watch) -> Encoded:
        actor, slug = connection.right.actor, connection.right.slug
        if asked.meeting != slug or not may_see(actor, asked.screen):
            raise NotAllowed("not_for_role", role=actor.role, screen=asked.screen)
        delegation = actor.delegation if asked.screen == "delegate" else None
        audience = Audience(asked.meeting, asked.screen, asked.list, delegation)
        is_new = not connection.audiences
        self._change_room(sid, connection, audience)
        try:
            shown = self._news.join(audience)
        except Refusal:
            self._leave(sid, connection, audience)
            raise
        if is_new and actor.is_desk:
            self._tell_desks(slug)
        answer: Watched = {
            "ok": True, "version": shown.version, "tag": shown.screen.tag, "server_now": iso(self._now()),
        }
        if len(self._connections) >= 2 * BACK_IN_A_SECOND:
            answer["spread_s"] = len(self._connections) // BACK_IN_A_SECOND
        if asked.tag == shown.screen.tag:
            return Encoded(answer)
        patch = shown.patch_from(asked.tag)
        if patch is None:
            return Encoded(answer, screen=shown.screen.text)
        return Encoded({**answer, "base": asked.tag}, patch=patch)

    def _change_room(self, sid: str, connection: Connection, audience: Audience) -> None:
        """Joins first and loads then, so that nothing falls between. The eldest of too many is left."""
        if audience not in connection.audiences:
            connection.audiences.append(audience)
            for eldest in connection.audiences[:-MOST_AUDIENCES]:
                self._leave(sid, connection, eldest)
            self._socketio.server.enter_room(sid, audience.room)
        self._members.setdefault(audience, set()).add(sid)

    def _leave(self, sid: str, connection: Connection, audience: Audience) -> None:
        self._socketio.server.leave_room(sid, audience.room)
        connection.audiences.remove(audience)
        self._drop(audience, sid)

    def clock(self, _sid: str, *_: Any) -> ServerClock:
        return {"server_now": iso(self._now())}

    def end(self, may_stay: Callable[[Right], bool]) -> None:
        """Tells those whose right has ended, and closes them."""
        for right in self.rights():
            if may_stay(right):
                continue
            for socket_id in list(self._by_right.get(right, ())):
                # It may have left while another was told.
                if socket_id in self._by_right.get(right, ()):
                    self._end(socket_id, right)

    def _end(self, socket_id: str, right: Right) -> None:
        logger.info("revoked meeting=%s holder=%s", right.slug, right.holder)
        told: Revoked = {"code": "signed_out" if right.session else "link_revoked"}
        self._socketio.emit("revoked", told, to=socket_id)
        server = self._socketio.server
        engine_id = server.manager.eio_sid_from_sid(socket_id, "/")
        if engine_id is None:
            # Gone meanwhile; to the engine "nobody" means everybody.
            return
        server.disconnect(socket_id)
        # In a thread of its own: it waits until what was said has left, and the next ones must not.
        self._socketio.start_background_task(server.eio.disconnect, engine_id)


def read_watch(body: Any) -> Watch:
    """Raises Malformed naming the field."""
    try:
        return Watch.model_validate(body)
    except ValidationError as error:
        place = error.errors(include_input=False, include_url=False)[0]["loc"]
        raise Malformed("malformed", str(place[0]) if place else "body") from None
