"""nginx with the shipped configuration, before servers of a drill: a child with its own folder, port and logs."""

import getpass
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from deploy.nginx import Site, render
from tests.drills.serving import free_port, is_open

NAME = "127.0.0.1"
START_S = 20.0


def program(name: str, package: str) -> str:
    """Where a program of the system lies; without it the drill is left out, and with CI=true it fails."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if found is None:
        missing = f"{name} is missing: install Debian's package {package}"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return found


def certificate_in(folder: Path, name: str) -> tuple[Path, Path]:
    """A certificate that signs itself, and its key."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        [program("openssl", "openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-days", "2", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}", "-keyout", key,
         "-out", certificate],
        check=True, capture_output=True,
    )
    return certificate, key


class Front:
    """Programs and displays reach the servers by it as they would reach a server: by `port`, with `tokens`.

    `workers`: the port of each by its name. `secure_name`: a host by which it is asked for by TLS, with a certificate
    that it has signed itself.
    """

    def __init__(
        self, folder: Path, workers: Mapping[str, int], tokens: Mapping[str, str] | None = None, secure_name: str = "",
    ) -> None:
        folder.mkdir()
        self.folder = folder
        self.tokens = dict(tokens or {})
        self.port, self.plain_port = free_port(), free_port()
        self.certificate, key = certificate_in(folder, secure_name) if secure_name else (None, None)
        self._configuration = folder / "nginx.conf"
        self._configuration.write_text(render(Site(
            workers={name: f"127.0.0.1:{port}" for name, port in workers.items()}, names=(secure_name or NAME,),
            listen=(f"127.0.0.1:{self.port}",), listen_plain=(f"127.0.0.1:{self.plain_port}",), public_port=self.port,
            certificate=self.certificate, key=key, user=getpass.getuser(), run=folder, state=folder, log=folder,
        )))
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://{NAME}:{self.port}"

    @property
    def errors(self) -> str:
        return (self.folder / "error.log").read_text(errors="replace")

    def requests(self) -> list[str]:
        """What nginx was asked, as its log has it: one line for each request."""
        return (self.folder / "access.log").read_text(errors="replace").splitlines()

    def start(self) -> "Front":
        self._process = subprocess.Popen(
            [program("nginx", "nginx-light"), "-e", self.folder / "error.log", "-p", self.folder,
             "-c", self._configuration, "-g", "daemon off;"],
            stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + START_S
        while not is_open(self.port):
            assert self._process.poll() is None, f"nginx ended at once:\n{self.errors}"
            assert time.monotonic() < deadline, f"nginx did not come:\n{self.errors}"
            time.sleep(0.02)
        return self

    def end(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(10)
