"""The parts of the program, as the edge finds them in the running app."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from flask import current_app

from app.live.limits import Buckets
from app.live.news import News
from app.service import Service
from app.web.callers import Callers
from app.web.links import Links
from app.web.metrics import Metrics
from app.web.names import NamesFiles
from config import Settings


class Counter:
    """Counts what is being done, so that a server that stops can wait for it."""

    def __init__(self) -> None:
        self.value = 0

    def __enter__(self) -> None:
        self.value += 1

    def __exit__(self, *_: object) -> None:
        self.value -= 1


def at_once(work: Callable[[], Any]) -> Any:
    return work()


@dataclass(frozen=True)
class Here:
    """`apart(work)`: does what computes long or blocks so that nobody else waits, where the program serves."""

    settings: Settings
    service: Service
    news: News
    links: Links
    callers: Callers
    names: NamesFiles = field(default_factory=NamesFiles)
    in_flight: Counter = field(default_factory=Counter)
    buckets: Buckets = field(default_factory=Buckets)
    apart: Callable[[Callable[[], Any]], Any] = at_once
    metrics: Metrics = field(default_factory=Metrics)


def here() -> Here:
    return cast(Here, current_app.extensions["rostrum"])
