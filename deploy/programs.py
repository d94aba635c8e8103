"""The programs that a house of several workers needs beside them, on loopback, each in a folder of its own.

Nothing here is installed: PostgreSQL, Redis and nginx are those of the system. What is started is ended by its pid.
"""

import os
import pwd
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

PATIENCE_S = 30.0
# Below the ports that the system gives to clients: one that knocks at its own port while the server is away connects
# to itself, and keeps the port from it.
PORTS = range(20_000, 30_000)


class ProgramMissing(Exception):
    """A program of the system that is not here: one line that names it and the package."""


def free_port() -> int:
    for port in random.sample(PORTS, 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise OSError("no port is free")


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def found(name: str, package: str, folders: Sequence[Path] = ()) -> str:
    """The path of a program; of several, that in the last of the folders. Raises ProgramMissing."""
    there = next((shutil.which(name, path=str(each)) for each in reversed(folders)), None)
    there = there or shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if there is None:
        raise ProgramMissing(f"{name} is missing: install Debian's package {package}")
    return there


class Program:
    """A process in a folder of its own, that is ready when its port is open. `log`: what it said."""

    name = "program"

    def __init__(self, port: int | None = None) -> None:
        self.port = port or free_port()
        self.folder = Path(tempfile.mkdtemp(prefix=f"rostrum-{self.name}-"))
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> str:
        file = self.folder / "log"
        return file.read_text(errors="replace") if file.exists() else ""

    @property
    def pid(self) -> int:
        assert self.process
        return self.process.pid

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def command(self) -> list[str]:
        raise NotImplementedError

    def environment(self) -> Mapping[str, str]:
        return os.environ

    def user(self) -> dict[str, Any]:
        """As whom it runs, as Popen has it."""
        return {}

    def is_ready(self) -> bool:
        return is_open(self.port)

    def launch(self) -> None:
        """Starts it, and does not wait."""
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command(), cwd=self.place(), env=self.environment(), stdin=subprocess.DEVNULL, stdout=log,
                stderr=subprocess.STDOUT, **self.user(),
            )

    def place(self) -> Path:
        return self.folder

    def start(self) -> None:
        """Starts it and waits until it is ready. Raises RuntimeError with what it said."""
        self.launch()
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not self.is_ready():
            if not self.is_running or time.monotonic() > deadline:
                raise RuntimeError(f"{self.name} did not come:\n{self.log[-2000:]}")
            time.sleep(0.02)

    def stop(self, by: int = signal.SIGTERM) -> int:
        """Its exit code."""
        if not self.is_running:
            return 0
        os.kill(self.pid, by)
        assert self.process
        return self.process.wait(PATIENCE_S)

    def kill(self) -> None:
        self.stop(signal.SIGKILL)

    def end(self) -> None:
        """Stops it and leaves nothing behind."""
        try:
            self.stop()
        except subprocess.TimeoutExpired:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


class Postgres(Program):
    """An empty database. It does not run as root, and so gets its own user. `settings`: as NAME=VALUE."""

    name = "postgres"

    def __init__(self, port: int | None = None, settings: Sequence[str] = ()) -> None:
        super().__init__(port)
        versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
        self._binaries = Path(found("initdb", "postgresql", versions)).resolve().parent
        self._settings = settings
        if os.geteuid() == 0:
            os.chown(self.folder, self.user()["user"], self.user()["group"])
        made = [str(self._binaries / "initdb"), "-D", str(self.folder / "data"), "-U", "rostrum", "--auth=trust"]
        made += ["--encoding=UTF8", "--locale=C", "--no-sync"]
        subprocess.run(made, check=True, capture_output=True, cwd=self.folder, **self.user())

    @property
    def url(self) -> str:
        return f"postgresql+psycopg2://rostrum@127.0.0.1:{self.port}/postgres"

    def user(self) -> dict[str, Any]:
        if os.geteuid():
            return {}
        them = pwd.getpwnam("postgres")
        return {"user": them.pw_uid, "group": them.pw_gid, "extra_groups": []}

    def command(self) -> list[str]:
        words = [word for setting in self._settings for word in ("-c", setting)]
        return [
            str(self._binaries / "postgres"), "-D", str(self.folder / "data"), "-p", str(self.port), "-h", "127.0.0.1",
            "-k", str(self.folder), *words,
        ]

    def is_ready(self) -> bool:
        asked = [str(self._binaries / "pg_isready"), "-h", "127.0.0.1", "-p", str(self.port), "-q"]
        return subprocess.run(asked, check=False).returncode == 0

    def stop(self, by: int = signal.SIGINT) -> int:
        """At once, whoever is connected: as the system does when it restarts the server."""
        return super().stop(by)


class Redis(Program):
    """Keeps nothing: whatever goes through it stands in the log of the meeting as well."""

    name = "redis"

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def command(self) -> list[str]:
        return [
            found("redis-server", "redis-server"), "--port", str(self.port), "--bind", "127.0.0.1", "--save", "",
            "--appendonly", "no", "--dir", str(self.folder),
        ]


class Nginx(Program):
    """The front door as it is shipped, on loopback and without TLS, before these workers."""

    name = "nginx"

    def __init__(self, workers: Mapping[str, int], port: int | None = None) -> None:
        """`workers`: their ports, by their numbers."""
        super().__init__(port)
        for file in (Path(__file__).parent / "nginx").glob("*.conf"):
            shutil.copy(file, self.folder)
        temporary = "\n".join(
            f"{of}_temp_path {self.folder}/{of};" for of in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        self.folder.chmod(0o755)
        self._write("main.conf", f"daemon off;\npid {self.folder}/pid;\nerror_log stderr warn;\n")
        self._write("listen.conf", temporary + "\n")
        self._write("server.conf", f"listen 127.0.0.1:{self.port} backlog=4096;\n")
        self._write("workers.conf", upstreams(workers))

    def _write(self, name: str, words: str) -> None:
        (self.folder / name).write_text(words)

    def command(self) -> list[str]:
        return [found("nginx", "nginx-light"), "-p", str(self.folder), "-c", str(self.folder / "nginx.conf")]


def upstreams(workers: Mapping[str, int]) -> str:
    """`workers.conf` for workers on this machine, by number and port."""
    places = {number: f"  server 127.0.0.1:{port} max_fails=0;\n" for number, port in workers.items()}
    groups = {"workers": "  least_conn;\n" + "".join(places.values())}
    groups |= {f"worker_{number}": place for number, place in places.items()}
    led = "".join(f'  "~^{number}\\." worker_{number};\n' for number in workers)
    return "".join(f"upstream {name} {{\n{lines}}}\n" for name, lines in groups.items()) + (
        f"map $arg_sid $worker_of_sid {{\n  default workers;\n{led}}}\n"
    )


def wait_for(holds: Callable[[], bool], seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {seconds} s: {what}")
        time.sleep(0.02)
