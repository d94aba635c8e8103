"""Several workers, PostgreSQL, Redis and nginx on one machine: for trying, for drills and for benches."""

import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

from deploy.programs import Nginx, Postgres, Program, Redis, free_port

ROOT = Path(__file__).parents[1]


class Worker(Program):
    """One process of the app. `number`: which of them."""

    name = "worker"

    def __init__(self, number: str, settings: Mapping[str, str], python: str | Path = sys.executable) -> None:
        super().__init__()
        self.number = number
        self._settings = settings
        self._python = python

    def command(self) -> list[str]:
        return [str(self._python), "wsgi.py"]

    def place(self) -> Path:
        return ROOT

    def environment(self) -> Mapping[str, str]:
        return {**self._settings, "PORT": str(self.port), "WORKER": self.number}

    def is_ready(self) -> bool:
        """Whether it can work, as a door before it would ask."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False


class Cluster:
    """`settings`: of all workers, beside those that join them. `python`: of the environment that the app needs.

    `reckless`: settings of PostgreSQL for who does not want to wait for a disk.
    """

    def __init__(
        self, count: int = 2, settings: Mapping[str, str] | None = None, python: str | Path = sys.executable,
        port: int | None = None, reckless: Sequence[str] = (),
    ) -> None:
        self.port = port or free_port()
        self.postgres = Postgres(settings=reckless)
        self.redis = Redis()
        self.python = python
        self.settings = {
            **os.environ, "HOST": "127.0.0.1", "BASE_URL": self.url, "DATABASE_URL": self.postgres.url,
            "REDIS_URL": self.redis.url, "INSTANCE_PATH": str(self.redis.folder / "instance"), **(settings or {}),
        }
        self.workers = [Worker(str(number + 1), self.settings, python) for number in range(count)]
        self.door = Nginx({each.number: each.port for each in self.workers}, self.port)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def flask(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command of the shell."""
        return subprocess.run(
            [self.python, "-m", "flask", "--app", "wsgi", *words], cwd=ROOT, env=self.settings, capture_output=True,
            text=True, check=False,
        )

    def start_stores(self) -> None:
        self.postgres.start()
        self.redis.start()

    def start_workers(self) -> None:
        """The tables are there already."""
        for each in self.workers:
            each.launch()
        for each in self.workers:
            each.wait_until_ready()
        self.door.start()

    def restart_one_by_one(self) -> None:
        """As it is done while people work: the next one only when the one before is back."""
        for each in self.workers:
            each.stop()
            each.start()

    def end(self) -> None:
        for each in (self.door, *self.workers, self.redis, self.postgres):
            each.end()

    def __enter__(self) -> "Cluster":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.end()
