"""A backup taken while everybody works, the server destroyed, another one put up from it: nothing of before is gone."""

import os
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from deploy.programs import PATIENCE_S, wait_for
from tests.drills.asking import Client
from tests.drills.following import Follower
from tests.drills.serving import DEMO, ROOT, SECRET, SLUG, Imported, Server, environment
from tests.drills.storming import OPEN_LISTS, Entry, people

NO_LIMITS = {"DESK_RATE": "10000", "DELEGATION_RATE": "10000", "BURST": "10000"}
COMMANDS = 150

pytestmark = [pytest.mark.drill, pytest.mark.timeout(180)]


class Place:
    """A folder and a database in which a server can be put up. Its secret lies in the folder."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder = folder
        self.settings = {"SECRET_KEY": "", "DATABASE_URL": database_url, **NO_LIMITS}

    def run(self, *words: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(word) for word in words], cwd="/", env=environment(self.folder, 5000, {**self.settings, **more}),
            capture_output=True, text=True, timeout=PATIENCE_S, check=False,
        )

    def backup(self, into: Path, **more: str) -> subprocess.CompletedProcess[str]:
        return self.run(ROOT / "deploy" / "backup.sh", into, **more)

    def restore(self, *words: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
        return self.run(ROOT / "deploy" / "restore.sh", *words, **more)

    def flask(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        return self.run(ROOT / ".venv/bin/python", "-m", "flask", "--app", str(ROOT / "wsgi"), *words)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def make_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], Place]]:
    """Places on a database of each kind; those of PostgreSQL are dropped when the drill is over."""
    made: list[str] = []
    url = make_url(request.getfixturevalue("postgres")) if request.param == "postgresql" else None

    def on_server(statement: str) -> None:
        assert url is not None
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()

    def make(name: str) -> Place:
        folder = tmp_path / name
        folder.mkdir()
        if url is None:
            return Place(folder, "")
        on_server(f"CREATE DATABASE {name}")
        made.append(name)
        return Place(folder, url.set(database=name, drivername="postgresql").render_as_string(hide_password=False))

    yield make
    for name in made:
        on_server(f"DROP DATABASE {name} WITH (FORCE)")


def put_up(place: Place, imported: Imported) -> Server:
    """A server of this place, not yet started, over the same meeting as in `imported`."""
    return Server(Imported(place.folder, imported.tokens))


@pytest.fixture
def begun(make_place: Callable[[str], Place], imported: Imported) -> Iterator[tuple[Place, Server]]:
    """A place with the meeting in it, and its server, started."""
    place = make_place("before")
    (place.folder / "secret_key").write_text(SECRET)
    if place.settings["DATABASE_URL"]:
        done = place.flask(
            "import-meeting", DEMO / "programme.yaml", "--delegations", DEMO / "delegations.csv", "--names",
            DEMO / "names.csv",
        )
        assert done.returncode == 0, done.stderr
    else:
        shutil.copy(imported.folder / "rostrum.db", place.folder)
    server = put_up(place, imported)
    yield place, server.start(**place.settings)
    server.end()


def done_of(storm: list) -> list[Entry]:
    return [entry for person in storm for entry in list(person.ledger) if entry.is_done]


def test_what_was_acknowledged_before_it_is_there_after_the_fire(
    begun: tuple[Place, Server], make_place: Callable[[str], Place], imported: Imported, tmp_path: Path,
    client: Callable[..., Client], follow: Callable[..., Follower], record_property: Callable[..., None],
) -> None:
    place, server = begun
    storm = people(server, seed="backup")
    for each in OPEN_LISTS:
        storm[0].ask("open_list", {"list": each})
    for person in storm:
        person.start()
    wait_for(lambda: len(done_of(storm)) >= COMMANDS, PATIENCE_S, "commands before")

    before = done_of(storm)
    began = time.monotonic()
    backed_up = place.backup(tmp_path / "backups")
    took, during = time.monotonic() - began, len(done_of(storm)) - len(before)
    wait_for(lambda: len(done_of(storm)) >= len(before) + during + COMMANDS // 3, PATIENCE_S, "commands after")
    for person in storm:
        person.stop_asked.set()
    for person in storm:
        person.join(PATIENCE_S)
    at_the_end = client(server, "room").fetch("room")["version"]
    server.kill()
    elsewhere = make_place("after")
    if (left := place.folder / "rostrum.db-wal").exists():
        # As if a restore there had been killed as well.
        shutil.copy(left, elsewhere.folder / "rostrum.db.part-wal")
    shutil.rmtree(place.folder)

    assert backed_up.returncode == 0, backed_up.stderr
    assert during > 0, "nobody worked meanwhile: this has shown nothing"
    # 503: eight at once are more than PostgreSQL takes of one meeting; nothing was changed.
    outcomes = Counter(entry.outcomes[-1] for person in storm for entry in person.ledger)
    assert set(outcomes) <= {200, 403, 404, 409, 503}
    backup = Path(backed_up.stdout.strip().splitlines()[-1])
    assert [path.name for path in (tmp_path / "backups").iterdir()] == [backup.name]
    restored = elsewhere.restore(backup)
    assert restored.returncode == 0, restored.stderr
    assert f"The log of {SLUG} holds" in restored.stdout

    again = put_up(elsewhere, imported).start(**elsewhere.settings)
    try:
        there = client(again, "room").fetch("room")["version"]
        programs = {entry.actor: client(again, entry.actor.removeprefix("delegation:")) for entry in before}
        for entry in before:
            answer = programs[entry.actor].post(entry.body)
            assert (answer.status, answer.raw) == (200, entry.answer)
        assert client(again, "room").fetch("room")["version"] == there < at_the_end
        wall = follow(again, "room", "room")
        client(again, "secretariat").do("tell", words="We go on.")
        wall.wait_for(lambda: wall.screen.get("notice", {}).get("words") == "We go on.", 5)
        assert wall.wrong == []
    finally:
        again.end()
    assert elsewhere.flask("verify", SLUG).returncode == 0
    record_property("counts", {"before": len(before), "during": during, "backup_s": round(took, 2), **outcomes})


def test_nothing_is_overwritten_unless_told(
    begun: tuple[Place, Server], tmp_path: Path, client: Callable[..., Client]
) -> None:
    place, server = begun
    client(server, "chair").do("tell", words="before")
    backup = place.backup(tmp_path).stdout.strip()
    client(server, "chair").do("tell", words="after")

    in_use = place.restore("--overwrite", backup)
    server.stop()
    not_empty = place.restore(backup)
    (place.folder / "secret_key").write_text("of another house, and longer than 16")
    other_secret = place.restore(backup)
    told = place.restore("--overwrite", backup)

    assert [each.returncode for each in (in_use, not_empty, other_secret)] == [1, 1, 1]
    assert "in use" in in_use.stderr
    assert "not empty" in not_empty.stderr
    assert "is another than" in other_secret.stderr
    assert told.returncode == 0, told.stderr
    server.start(**place.settings)
    assert client(server, "chair").screen("room")["notice"]["words"] == "before"


def test_what_is_damaged_or_of_another_kind_is_refused(
    begun: tuple[Place, Server], make_place: Callable[[str], Place], tmp_path: Path
) -> None:
    place, _ = begun
    backup = Path(place.backup(tmp_path).stdout.strip())
    dumped = next(backup.glob("database.*"))
    elsewhere = make_place("after")
    other = "postgresql://nobody@127.0.0.1:1/none" if dumped.suffix == ".sqlite" else f"sqlite:///{tmp_path}/other.db"

    other_kind = elsewhere.restore(backup, DATABASE_URL=other)
    other_secret = elsewhere.restore(backup, SECRET_KEY="of another house, and longer than 16")
    dumped.write_bytes(dumped.read_bytes()[:-100])
    damaged = elsewhere.restore(backup)
    no_backup = elsewhere.restore(tmp_path)

    assert [each.returncode for each in (other_kind, other_secret, damaged, no_backup)] == [1, 1, 1, 1]
    assert "is not of" in other_kind.stderr
    assert "SECRET_KEY" in other_secret.stderr
    assert "is damaged" in damaged.stderr
    assert "no backup" in no_backup.stderr
    assert list(elsewhere.folder.iterdir()) == []


def test_backup_that_fails_leaves_nothing(make_place: Callable[[str], Place], tmp_path: Path) -> None:
    place = make_place("before")
    (place.folder / "secret_key").write_text(SECRET)
    nowhere = {"DATABASE_URL": f"sqlite:///{tmp_path}/nowhere.db"}
    if place.settings["DATABASE_URL"]:
        nowhere = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}

    failed = place.backup(tmp_path / "backups", **nowhere)

    assert failed.returncode != 0
    assert os.listdir(tmp_path / "backups") == []
