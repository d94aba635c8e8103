"""The programs that a house of several workers needs beside them, on loopback, each in a folder of its own.

Nothing here is installed: PostgreSQL, Redis and nginx are those of the system. What is started is ended by its pid.
"""

import atexit
import getpass
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
from typing import Any, Self

from deploy.nginx import Site, render

PATIENCE_S = 60.0
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
    """A process in a folder of its own, that is ready when its port is open. `log`: what it said.

    `folder`: where it is given it stays; otherwise one is made, and goes with the program.
    """

    name = "program"

    def __init__(self, port: int | None = None, folder: Path | None = None) -> None:
        self.port = port or free_port()
        self.folder = folder or Path(tempfile.mkdtemp(prefix=f"rostrum-{self.name}-"))
        self._goes_with = [] if folder else [self.folder]
        self.process: subprocess.Popen[bytes] | None = None
        # Whoever is ended before the house stands has nobody yet who would end what is there of it.
        atexit.register(self.end)

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

    def start(self) -> Self:
        """Starts it and waits until it is ready. Raises RuntimeError with what it said."""
        self.launch()
        self.wait_until_ready()
        return self

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not self.is_ready():
            if not self.is_running or time.monotonic() > deadline:
                raise RuntimeError(f"{self.name} did not come:\n{self.log[-2000:]}")
            time.sleep(0.02)

    def stop(self, by: int = signal.SIGTERM) -> int:
        """Its exit code; of one that was never started, 0."""
        if self.is_running:
            os.kill(self.pid, by)
        return self.wait() if self.process else 0

    def wait(self) -> int:
        """The exit code with which it ends."""
        assert self.process
        return self.process.wait(PATIENCE_S)

    def kill(self) -> None:
        self.stop(signal.SIGKILL)

    def end(self) -> None:
        """Stops it and leaves nothing behind that it made."""
        try:
            self.stop()
        except subprocess.TimeoutExpired:
            self.kill()
        for each in self._goes_with:
            shutil.rmtree(each, ignore_errors=True)
        atexit.unregister(self.end)


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
    """The front door as it is shipped, on loopback, before these workers.

    `errors`, `requests`: its logs. `certificate`: what it shows to whom asks by TLS for `secure_name`; it has signed
    that itself.
    """

    name = "nginx"
    host = "127.0.0.1"

    def __init__(self, workers: Mapping[str, int], port: int | None = None, secure_name: str = "") -> None:
        """`workers`: their ports, by their numbers. Without a `secure_name` all goes by plain http."""
        super().__init__(port)
        self.plain_port = free_port()
        self.folder.chmod(0o755)  # its workers run as another user where this one is root
        self.certificate: Path | None = None
        key: Path | None = None
        if secure_name:
            self.certificate, key = self._certificate(secure_name)
        (self.folder / "nginx.conf").write_text(render(Site(
            workers={name: f"127.0.0.1:{at}" for name, at in workers.items()}, names=(secure_name or self.host,),
            listen=(f"127.0.0.1:{self.port}",), listen_plain=(f"127.0.0.1:{self.plain_port}",), public_port=self.port,
            certificate=self.certificate, key=key, user=getpass.getuser(), run=self.folder, state=self.folder,
            log=self.folder,
        )))

    def _certificate(self, name: str) -> tuple[Path, Path]:
        certificate, key = self.folder / "certificate.pem", self.folder / "key.pem"
        made = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", f"/CN={name}"]
        made += ["-addext", f"subjectAltName=DNS:{name}", "-keyout", str(key), "-out", str(certificate)]
        subprocess.run([found("openssl", "openssl"), "req", "-x509", *made], check=True, capture_output=True)
        return certificate, key

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    @property
    def errors(self) -> str:
        return (self.folder / "error.log").read_text(errors="replace")

    @property
    def requests(self) -> list[str]:
        """What it was asked: a line for each request."""
        return (self.folder / "access.log").read_text(errors="replace").splitlines()

    def command(self) -> list[str]:
        folder = str(self.folder)
        files = ["-e", f"{folder}/error.log", "-p", folder, "-c", f"{folder}/nginx.conf"]
        return [found("nginx", "nginx-light"), *files, "-g", "daemon off;"]


def wait_for(holds: Callable[[], bool], seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {seconds} s: {what}")
        time.sleep(0.02)
