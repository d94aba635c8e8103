"""A real server in a process of its own: its own folder, port and log; started, killed and stopped by its pid."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from deploy.programs import free_port, is_open

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "app" / "demo"
SLUG = "apmbc-im-2017"
SECRET = "known to the drills and to nobody else"
LONG = os.environ.get("DRILL_LONG") == "1"
SETTINGS = (
    "HOST", "BASE_URL", "DATABASE_URL", "REDIS_URL", "MAIL_URL", "DESK_RATE", "DELEGATION_RATE", "BURST", "FANOUT",
)
START_S = 60.0


def environment(folder: Path, port: int, more: Mapping[str, str] | None = None) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    return {**kept, "INSTANCE_PATH": str(folder), "PORT": str(port), "SECRET_KEY": SECRET, **(more or {})}


def flask(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command of the shell, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *words], cwd=ROOT, env=environment(folder, 5000),
        capture_output=True, text=True, timeout=START_S, check=False,
    )


@dataclass(frozen=True)
class Imported:
    """The demo's programme in a database that nobody serves, and the token of each holder."""

    folder: Path
    tokens: dict[str, str]


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


class Server:
    """`wsgi.py` over a copy of an imported meeting. It comes back under the same port after it was killed."""

    def __init__(self, folder: Path, imported: Imported) -> None:
        shutil.copytree(imported.folder, folder)
        self.folder = folder
        self.tokens = imported.tokens
        self.port = free_port()
        self.log_file = folder / "server.log"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> Path:
        return self.folder / "rostrum.db"

    @property
    def log(self) -> str:
        return self.log_file.read_text(errors="replace")

    @property
    def pid(self) -> int:
        assert self.process
        return self.process.pid

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self, program: Sequence[str | Path] = ("wsgi.py",), **settings: str) -> "Server":
        """Starts it and waits until its port is open."""
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *map(str, program)], cwd=ROOT, env=environment(self.folder, self.port, settings),
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + START_S
        while not is_open(self.port):
            assert self.is_running, f"the server ended at once:\n{self.log[-2000:]}"
            assert time.monotonic() < deadline, f"the server did not come:\n{self.log[-2000:]}"
            time.sleep(0.02)
        return self

    def wait(self, seconds: float = 10.0) -> int:
        """The exit code with which it ends."""
        assert self.process
        return self.process.wait(seconds)

    def kill(self) -> None:
        """As a power cut would, as far as the process is concerned."""
        os.kill(self.pid, signal.SIGKILL)
        self.wait()

    def stop(self) -> int:
        """As an administrator would; the exit code."""
        os.kill(self.pid, signal.SIGTERM)
        return self.wait()

    def end(self) -> None:
        if self.is_running:
            self.kill()

    def flask(self, *words: str) -> subprocess.CompletedProcess[str]:
        return flask(self.folder, *words)
