"""What the drills begin with: a meeting imported once, and servers that are gone when the drill is over."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.drills.asking import Client
from tests.drills.following import Follower
from tests.drills.serving import Imported, Server, import_programme


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    return import_programme(tmp_path_factory.mktemp("imported"))


@pytest.fixture
def unstarted(imported: Imported, tmp_path: Path) -> Iterator[Server]:
    """A server for one drill, to be started by it."""
    server = Server(imported.copy(tmp_path / "instance"))
    yield server
    server.end()


@pytest.fixture
def server(unstarted: Server) -> Server:
    return unstarted.start()


@pytest.fixture(scope="module")
def shared(imported: Imported, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for the drills of a module, none of which ends it."""
    server = Server(imported.copy(tmp_path_factory.mktemp("shared") / "instance")).start()
    yield server
    server.end()


@pytest.fixture
def follow() -> Iterator[Callable[..., Follower]]:
    """Displays, closed when the drill is over."""
    opened: list[Follower] = []

    def begin(*args: object, **more: object) -> Follower:
        opened.append(Follower(*args, **more))  # type: ignore[arg-type]
        return opened[-1]

    yield begin
    for each in opened:
        each.close()


@pytest.fixture
def client() -> Iterator[Callable[..., Client]]:
    """Programs, hung up when the drill is over."""
    opened: list[Client] = []

    def begin(*args: object, **more: object) -> Client:
        opened.append(Client(*args, **more))  # type: ignore[arg-type]
        return opened[-1]

    yield begin
    for each in opened:
        each.close()
