"""The engine: what SQLite must be told on connecting, and transactions that write."""

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.store.driver import execute

logger = logging.getLogger(__name__)

BUSY_TIMEOUT_MS = 20
CACHE_KB = 256
"""Of pages, for each connection: the end of the log. The library's 2 MB fill up in the course of a day, although what
is older is hardly asked for, and then comes from where the system keeps the file.
"""
PATIENCE_S = 3.0
PAUSE_S = 0.02
MOST_TRIES = 5
TAKE_TURN = text("SELECT pg_advisory_xact_lock(hashtextextended(:about, 0))")
"""Until the transaction ends; of a process that dies the server ends it."""
T = TypeVar("T")


class NotNow(Exception):
    """The database cannot do it at the moment; nothing was changed. `code`: busy, storage_full, storage_gone."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def tune(engine: Engine) -> None:
    """Prepares an engine for the log. SQLite answers only after the sync (synchronous=FULL), or a power cut lies."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_TIMEOUT_MS}",
            f"cache_size=-{CACHE_KB}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("write", False)
        execute(connection, "BEGIN IMMEDIATE" if writes else "BEGIN")


class Writer:
    """Transactions that write, one at a time on SQLite: a second would fail at once or freeze the server.

    Nothing may yield inside of one there. The wait for another process is ours, in small naps, so that nobody else
    waits. On a server those about one meeting are one at a time, whichever process they are in: of two that decide at
    once one would have to begin again.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writing = engine.execution_options(write=True)
        self._is_sqlite = engine.dialect.name == "sqlite"
        self._locks: defaultdict[str, Lock] = defaultdict(Lock)

    @contextmanager
    def _turn(self, about: str, deadline: float) -> Iterator[None]:
        """Of the threads of this process. Who has waited for too long is refused: whoever sent that asks again, or has
        given up, and is not to be surprised by it later.
        """
        lock = self._locks[about]
        if not lock.acquire(timeout=max(0.0, deadline - time.monotonic())):
            logger.warning("store refused code=busy cause=turn")
            raise NotNow("busy")
        try:
            yield
        finally:
            lock.release()

    def _once(self, work: Callable[[Connection], T], about: str | None, deadline: float) -> T:
        if about is None and not self._is_sqlite:
            with self._writing.begin() as connection:
                return work(connection)
        # Who waits for its turn holds no connection meanwhile.
        with self._turn("" if self._is_sqlite else about or "", deadline), self._writing.begin() as connection:
            if not self._is_sqlite:
                connection.execute(TAKE_TURN, {"about": about})
            return work(connection)

    def run(self, work: Callable[[Connection], T], about: str | None = None) -> T:
        """Does the work in one transaction; again, if another process was first. `about`: the meeting that it changes.

        Raises NotNow, and what work does.
        """
        deadline = time.monotonic() + PATIENCE_S
        conflicts = 0
        while True:
            try:
                return self._once(work, about, deadline)
            except IntegrityError as error:
                conflicts += 1
                if conflicts >= MOST_TRIES:
                    raise NotNow("busy") from error
            except (DBAPIError, PoolTimeout) as error:
                code = trouble(error)
                if code != "busy" or time.monotonic() > deadline:
                    logger.warning("store refused code=%s cause=%s", code, cause_of(error))
                    raise NotNow(code) from error
                time.sleep(PAUSE_S)


def cause_of(error: DBAPIError | PoolTimeout) -> str:
    return type(error.orig if isinstance(error, DBAPIError) else error).__name__


BUSY = ("locked", "busy", "deadlock", "could not serialize", "canceling statement due to")
"""In the words of SQLite and of PostgreSQL, which ends what has waited or worked for too long."""


def trouble(error: DBAPIError | PoolTimeout) -> str:
    """What a database error means: busy, storage_full, storage_gone. Raises it again if it is a fault of ours."""
    if isinstance(error, PoolTimeout):
        return "busy"
    words = str(error.orig).lower()
    if any(each in words for each in BUSY):
        return "busy"
    if "full" in words or "no space" in words:
        return "storage_full"
    if error.connection_invalidated or isinstance(error, OperationalError):
        return "storage_gone"
    raise error
