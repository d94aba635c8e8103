"""What a hostile paper costs the process that reads it: a second of its time and 50 MB at most, beyond an idle one."""

import subprocess
import sys
from dataclasses import dataclass

import pytest

from app.papers.examine import APP, BOOT, examine
from app.papers.kinds import kind_of
from app.papers.paper import PaperRefused
from tests.papers.hostile import HEAVY, HOSTILE

pytestmark = pytest.mark.drill

MB = 1024 * 1024
CPU_S = 1.0
MEMORY = 50 * MB
LAUNCH = """\
import os, sys
quiet = os.open(os.devnull, os.O_WRONLY)
silence = [(os.POSIX_SPAWN_DUP2, quiet, 1), (os.POSIX_SPAWN_DUP2, quiet, 2)]
child = os.posix_spawn(sys.executable, [sys.executable, *sys.argv[1:]], {}, file_actions=silence)
used = os.wait4(child, 0)[2]
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""
"""A process inherits the size of the one that starts it, as far as the kernel's figures go: so a small one does it."""
IDLE = BOOT.replace("main", "load")
"""Loads the reader, and has nothing to read."""
KINDS = ("pdf", "docx", "odt", "txt")


@dataclass(frozen=True)
class Cost:
    cpu_s: float
    memory: int
    """The most that was resident at a time, in bytes."""


def cost_of(boot: str, kind: str, raw: bytes) -> Cost:
    """Starts the process as `examine` does, and asks the kernel what it took."""
    command = [sys.executable, "-I", "-c", LAUNCH, "-I", "-c", boot, str(APP), kind]
    told = subprocess.run(command, input=raw, stdout=subprocess.PIPE, cwd="/", env={}, check=True).stdout.split()
    return Cost(float(told[0]), int(told[1]) * 1024)


def least_cost_of(boot: str, kind: str, raw: bytes) -> Cost:
    """A neighbour on the machine makes a process dearer, and never cheaper: of three that are too dear, the least."""
    least = cost_of(boot, kind, raw)
    for _ in range(2):
        if least.cpu_s > CPU_S:
            least = min(least, cost_of(boot, kind, raw), key=lambda cost: cost.cpu_s)
    return least


@pytest.fixture(scope="module")
def idle() -> dict[str, Cost]:
    return {kind: cost_of(IDLE, kind, b"") for kind in KINDS}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_paper_costs_little(name, idle):
    make, _ = HOSTILE[name]
    raw = make()
    try:
        kind = kind_of(raw, name)
    except PaperRefused:
        # No process is started for it: it costs what looking at its first bytes does.
        with pytest.raises(PaperRefused):
            examine(raw, name)
        return

    cost = least_cost_of(BOOT, kind, raw)

    more = cost.memory - idle[kind].memory
    sys.stdout.write(f"{name}: {cost.cpu_s:.2f} s, {more / MB:.1f} MB more than an idle process\n")
    assert cost.cpu_s <= CPU_S
    assert more <= MEMORY


@pytest.mark.parametrize("name", HEAVY)
def test_hostile_paper_is_refused_at_the_door(name):
    make, code = HOSTILE[name]
    raw = make()

    with pytest.raises(PaperRefused) as refused:
        examine(raw, name)

    # A process that has hit a wall of its own cannot say which one it was.
    assert refused.value.code in (code, "unreadable")
