"""An answer leaves after the sync: judged by the system calls of the server, in their order."""

import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.drills.asking import Client
from tests.drills.serving import ROOT, Server

COMMANDS = 100
CALL = re.compile(r"(pwrite64|pwritev|fdatasync|fsync|sendto|write|sendmsg)\((\d+)<([^>]*)>(.*)")
LAZY = (ROOT / "tests" / "drills" / "launchers" / "lazy_sync.py",)

pytestmark = [pytest.mark.drill, pytest.mark.timeout(120)]


@pytest.fixture
def tracer() -> str:
    found = shutil.which("strace")
    if found is None:
        pytest.skip("strace is missing: install Debian's package strace")
    tried = subprocess.run([found, "-qq", "-e", "trace=none", "true"], capture_output=True, check=False)
    if tried.returncode:
        pytest.skip("tracing is forbidden on this machine")
    return found


def traced(server: Server, tracer: str, file: Path, chair: Client) -> list[str]:
    """The system calls of the server while it does a hundred commands."""
    strace = subprocess.Popen(
        [tracer, "-f", "-y", "-s", "64", "-e", "trace=pwrite64,pwritev,fdatasync,fsync,sendto,write,sendmsg",
         "-o", file, "-p", str(server.pid)], stderr=subprocess.PIPE,
    )
    assert strace.stderr
    assert b"attached" in strace.stderr.readline()
    for number in range(COMMANDS):
        chair.do("tell", words=f"number {number}")
    time.sleep(0.3)
    strace.send_signal(signal.SIGINT)
    strace.communicate(timeout=10)
    return file.read_text(errors="replace").splitlines()


def answers_before_sync(calls: list[str]) -> tuple[int, int]:
    """How many answers left, and how many of them while something written to the database was not yet synced."""
    unsynced: set[str] = set()
    answered = early = 0
    for line in calls:
        found = CALL.search(line)
        if found is None:
            continue
        name, _, file, rest = found.groups()
        if "rostrum.db" in file and "-shm" not in file:
            if name.startswith("pwrite"):
                unsynced.add(file)
            elif name in ("fdatasync", "fsync"):
                unsynced.discard(file)
        elif "HTTP/1.1 200" in rest:
            answered += 1
            early += bool(unsynced)
    return answered, early


def test_no_answer_leaves_before_the_sync(
    server: Server, tracer: str, client: Callable[..., Client], tmp_path: Path
) -> None:
    calls = traced(server, tracer, tmp_path / "calls", client(server, "chair"))

    assert answers_before_sync(calls) == (COMMANDS, 0)


def test_check_finds_answers_that_leave_too_early(
    unstarted: Server, tracer: str, client: Callable[..., Client], tmp_path: Path
) -> None:
    server = unstarted.start(LAZY)

    answered, early = answers_before_sync(traced(server, tracer, tmp_path / "calls", client(server, "chair")))

    assert answered == COMMANDS
    assert early > COMMANDS / 2
