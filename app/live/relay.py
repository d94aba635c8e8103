"""The other processes of the house: what is said to them at once through Redis, and what is heard from them.

Nothing depends on it. What was committed stands in the log; whoever hears nothing of it reads it there twice a second.
A message is a line of JSON, and behind it a frame as it goes to the sockets, all of it under a seal: whoever can write
to Redis and does not know the secret shows nothing to anybody.
"""

import hmac
import json
import logging
from collections.abc import Callable, Iterable
from queue import Empty, Full, Queue
from typing import Literal
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, ValidationError
from redis import Redis
from redis.backoff import NoBackoff
from redis.client import PubSub
from redis.exceptions import RedisError
from redis.retry import Retry
from sqlalchemy.exc import SQLAlchemyError

from app.domain.errors import Refusal
from app.keys import mac
from app.live.audiences import Audience
from app.live.desks import Desks
from app.live.frames import Change, Encoded
from app.live.news import News, Passed

logger = logging.getLogger(__name__)

MOST_WAITING = 1000
ANSWER_S = 2.0
ALIVE_S = 3.0
SILENT_S = 3 * ALIVE_S
"""So long without even our own words: the connection is dead and does not know it."""
PAUSE_S = 0.5
SEAL = 64


class Message(BaseModel):
    """`sender`: the process; `desks`: who works there, if that is what is said."""

    model_config = ConfigDict(strict=True, extra="forbid")
    sender: str
    kind: Literal["passed", "desks", "alive"]
    meeting: str = ""
    version: int = 0
    desks: list[tuple[str, str]] = []
    screen: str | None = None
    list: str | None = None


class Relay:
    """`key`: seals what is said."""

    def __init__(self, url: str, key: bytes, news: News, desks: Desks) -> None:
        self._redis = Redis.from_url(
            url, socket_connect_timeout=ANSWER_S, socket_timeout=ANSWER_S, retry=Retry(NoBackoff(), 0),
        )
        self._key = key
        self._channel = "rostrum:" + mac(key, b"channel").hex()[:16]
        self._sender = uuid4().hex
        self._news = news
        self._desks = desks
        self._waiting: Queue[bytes] = Queue(MOST_WAITING)
        self.is_up = False
        self.lost = 0

    def join(self, pause: Callable[[], None]) -> None:
        """Joins what is told here to the others. `pause()`: lets what was just said leave."""

        def pass_on(passed: Passed) -> None:
            self.say(self._written(passed), passed.frame)
            pause()

        self._news.pass_on = pass_on
        self._desks.pass_on = lambda slug, desks: self.say(
            Message(sender=self._sender, kind="desks", meeting=slug, desks=desks)
        )

    def _written(self, passed: Passed) -> Message:
        audience = passed.audience
        return Message(
            sender=self._sender, kind="passed", meeting=passed.meeting, version=passed.version,
            screen=audience.screen if audience else None, list=audience.list if audience else None,
        )

    def say(self, message: Message, frame: Encoded | None = None) -> None:
        """Never waits. What finds no place is lost, and counted."""
        words = message.model_dump_json(exclude_defaults=True).encode()
        body = words + b"\n" + (frame.text.encode() if frame else b"")
        try:
            self._waiting.put_nowait(mac(self._key, body).hex().encode() + body)
        except Full:
            self.lost += 1

    def speak(self, sleep: Callable[[float], object]) -> None:
        """Says what waits, for ever. What cannot be said is lost: it stands in the log."""
        while True:
            try:
                piece = self._waiting.get(timeout=ALIVE_S)
            except Empty:
                # We hear our own words, and so know that we would hear the others.
                self.say(Message(sender=self._sender, kind="alive"))
                continue
            try:
                self._redis.publish(self._channel, piece)
            except (RedisError, OSError) as trouble:
                self.lost += 1
                if self.is_up:
                    logger.warning("relay cannot speak cause=%s", type(trouble).__name__)
                sleep(PAUSE_S)

    def hear(self, sleep: Callable[[float], object]) -> None:
        """Hears the others, for ever; after an interruption first what the log has."""
        while True:
            try:
                with self._redis.pubsub() as subscribed:  # type: ignore[no-untyped-call]
                    subscribed.subscribe(self._channel)
                    for piece in self._pieces(subscribed):
                        self._heard(piece)
            except (RedisError, OSError) as trouble:
                if self.is_up:
                    logger.warning("relay lost cause=%s", type(trouble).__name__)
            except Exception:
                # A fault of ours, over one word of the others: whoever hears on reads the log first.
                logger.exception("relay failed")
            self.is_up = False
            sleep(PAUSE_S)

    def _pieces(self, subscribed: PubSub) -> Iterable[bytes]:
        """What is published, until nothing comes any more."""
        while True:
            message = subscribed.get_message(timeout=SILENT_S)
            if message is None:
                return
            if message["type"] == "subscribe":
                self.is_up = True
                logger.info("relay hears the other processes")
                self._catch_up()
            elif message["type"] == "message":
                yield message["data"]

    def _catch_up(self) -> None:
        """Reads what may have been said while nobody here heard it."""
        for slug in self._news.meetings():
            try:
                self._news.catch_up(slug)
            except (SQLAlchemyError, Refusal) as trouble:
                logger.warning("relay could not catch up meeting=%s cause=%s", slug, type(trouble).__name__)

    def _heard(self, piece: bytes) -> None:
        seal, body = piece[:SEAL], piece[SEAL:]
        if not hmac.compare_digest(seal, mac(self._key, body).hex().encode()):
            logger.warning("relay heard what has no seal of ours")
            return
        words, _, frame = body.partition(b"\n")
        try:
            message = Message.model_validate_json(words)
        except ValidationError:
            # Of a younger process, while one after the other is replaced: the log has it as well.
            logger.info("relay heard what it does not know")
            return
        if message.sender == self._sender:
            return
        try:
            self._act(message, frame)
        except (SQLAlchemyError, Refusal) as trouble:
            # The beat heals what it was about.
            logger.warning("relay could not follow meeting=%s cause=%s", message.meeting, type(trouble).__name__)

    def _act(self, message: Message, frame: bytes) -> None:
        if message.kind == "desks":
            self._desks.are_elsewhere(message.sender, message.meeting, set(message.desks))
        elif message.kind == "passed":
            audience = Audience(message.meeting, message.screen, message.list) if message.screen else None
            change: Change | None = json.loads(frame) if frame else None
            self._news.hear(
                Passed(message.meeting, message.version, audience, Ready(frame.decode()) if frame else None), change
            )


class Ready(Encoded):
    """A frame as another process has encoded it."""

    def __init__(self, text: str) -> None:
        self.text = text
