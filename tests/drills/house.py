"""A house of several workers, as it is shipped: nginx, PostgreSQL, Redis; with the demo's programme in it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from deploy.cluster import Cluster, Worker
from deploy.programs import Nginx
from tests.conftest import RECKLESS, skipping
from tests.drills.serving import SECRET, SLUG, imported_tokens

# The people of a storm work faster than any real ones: the limits are not what is tried here.
NO_LIMITS = {"SECRET_KEY": SECRET, "DESK_RATE": "10000", "DELEGATION_RATE": "10000", "BURST": "10000"}


@contextmanager
def fronted(workers: Mapping[str, int], secure_name: str = "") -> Iterator[Nginx]:
    """nginx as it is shipped, before workers by their numbers and ports. Skips where a program is missing."""
    with skipping():
        front = Nginx(workers, secure_name=secure_name)
    try:
        front.start()
        yield front
    finally:
        front.end()


@dataclass
class Door:
    """Where somebody knocks: at the front door, or at one worker's own."""

    port: int
    tokens: dict[str, str]


class House(Cluster):
    """`front`: nginx. It is ended by whoever began it."""

    def __init__(self, count: int) -> None:
        super().__init__(count, NO_LIMITS, reckless=RECKLESS)
        self.tokens: dict[str, str] = {}

    def begin(self) -> "House":
        self.start_stores()
        self.tokens = imported_tokens(self.flask)
        self.start_workers()
        return self

    @property
    def front(self) -> Door:
        return Door(self.port, self.tokens)

    def at(self, worker: Worker) -> Door:
        return Door(worker.port, self.tokens)

    def verify(self) -> int:
        return self.flask("verify", SLUG).returncode


def of_workers(count: int) -> Iterator[House]:
    """For fixtures: a house that stands as long as it is needed. Skips where a program is missing."""
    with skipping():
        house = House(count)
    try:
        yield house.begin()
    finally:
        house.end()
