"""A real server in a process of its own: its own folder, port and log; started, killed and stopped by its pid."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Self

from deploy.programs import PATIENCE_S, Program

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "app" / "demo"
SLUG = "apmbc-im-2017"
SECRET = "known to the drills and to nobody else"
LONG = os.environ.get("DRILL_LONG") == "1"
SETTINGS = (
    "HOST", "BASE_URL", "DATABASE_URL", "REDIS_URL", "MAIL_URL", "DESK_RATE", "DELEGATION_RATE", "BURST", "FANOUT",
)


def environment(folder: Path, port: int, more: Mapping[str, str] | None = None) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    return {**kept, "INSTANCE_PATH": str(folder), "PORT": str(port), "SECRET_KEY": SECRET, **(more or {})}


def flask(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command of the shell, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *words], cwd=ROOT, env=environment(folder, 5000),
        capture_output=True, text=True, timeout=PATIENCE_S, check=False,
    )


@dataclass(frozen=True)
class Imported:
    """The demo's programme in a database that nobody serves, and the token of each holder."""

    folder: Path
    tokens: dict[str, str]

    def copy(self, folder: Path) -> Self:
        """The same in another folder, which is made."""
        shutil.copytree(self.folder, folder)
        return replace(self, folder=folder)


Flask = Callable[..., subprocess.CompletedProcess[str]]


def import_programme(folder: Path) -> Imported:
    return Imported(folder, imported_tokens(partial(flask, folder)))


def imported_tokens(flask: Flask) -> dict[str, str]:
    """Imports the programme; the token of each holder.

    The second item begins in a minute, whatever time it is: no drill depends on the hour at which it is run.
    """
    start = datetime.now(UTC) - timedelta(minutes=14)
    done = flask(
        "import-meeting", str(DEMO / "programme.yaml"), "--delegations", str(DEMO / "delegations.csv"),
        "--names", str(DEMO / "names.csv"), "--start", start.isoformat(),
    )
    assert done.returncode == 0, done.stderr
    urls = json.loads(flask("links", SLUG, "--json").stdout)
    urls |= urls.pop("delegations")
    return {holder: url.partition("#")[2] for holder, url in urls.items()}


class Server(Program):
    """`wsgi.py` over an imported meeting, in its folder. It comes back under the same port after it was killed."""

    name = "server"

    def __init__(self, imported: Imported) -> None:
        super().__init__(folder=imported.folder)
        self.tokens = imported.tokens
        self._program: Sequence[str | Path] = ()
        self._settings: Mapping[str, str] = {}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> Path:
        return self.folder / "rostrum.db"

    def start(self, program: Sequence[str | Path] = ("wsgi.py",), **settings: str) -> Self:
        """Starts a program of Python, with these settings, and waits until its port is open."""
        self._program, self._settings = program, settings
        return super().start()

    def command(self) -> list[str]:
        return [sys.executable, *map(str, self._program)]

    def place(self) -> Path:
        return ROOT

    def environment(self) -> Mapping[str, str]:
        return environment(self.folder, self.port, self._settings)

    def flask(self, *words: str) -> subprocess.CompletedProcess[str]:
        return flask(self.folder, *words)
