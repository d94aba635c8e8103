"""The parts of the program, as the edge finds them in the running app."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeVar, cast

from flask import current_app

from app.accounts import Accounts
from app.live.limits import Buckets
from app.live.news import News
from app.service import Service
from app.web.callers import Callers
from app.web.links import Links
from app.web.metrics import Metrics
from app.web.names import NamesFiles
from config import Settings

T = TypeVar("T")


class Apart(Protocol):
    """Does work that computes long so that nobody else waits for it, and gives what it gave."""

    def __call__(self, work: Callable[[], T], /) -> T: ...


def at_once(work: Callable[[], T]) -> T:
    """Does the work where it was asked for: in the shell and in tests nobody else waits."""
    return work()


class Counter:
    """Counts what is being done, so that a server that stops can wait for it."""

    def __init__(self) -> None:
        self.value = 0

    def __enter__(self) -> None:
        self.value += 1

    def __exit__(self, *_: object) -> None:
        self.value -= 1


@dataclass(frozen=True)
class Here:
    """`now`: the clock, for who must not ask it. `apart`: where it serves, in a real thread; the work must touch
    neither the database nor the request.
    """

    settings: Settings
    service: Service
    news: News
    links: Links
    callers: Callers
    accounts: Accounts
    now: Callable[[], datetime]
    names: NamesFiles = field(default_factory=NamesFiles)
    in_flight: Counter = field(default_factory=Counter)
    buckets: Buckets = field(default_factory=Buckets)
    apart: Apart = at_once
    metrics: Metrics = field(default_factory=Metrics)


def here() -> Here:
    return cast(Here, current_app.extensions["rostrum"])
