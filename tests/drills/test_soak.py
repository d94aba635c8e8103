"""Five minutes of a sitting, with displays that come and go and readers that stop: nothing grows."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from bench.soak import MB, Sample, row, soak
from tests.drills.serving import Server

COUNTING = Path(__file__).parent / "launchers" / "counting.py"
SECONDS = 300
SETTLED_S = 60
DISPLAYS = 200
MORE = 3 * MB

pytestmark = [pytest.mark.drill, pytest.mark.timeout(SECONDS + 120)]


def counted(server: Server, written: Path) -> tuple[int, ...]:
    """How many greenlets and threads there are."""
    written.unlink(missing_ok=True)
    os.kill(server.pid, signal.SIGUSR1)
    deadline = time.monotonic() + 10
    while not written.exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return tuple(map(int, written.read_text().split()))


def test_nothing_grows_in_five_minutes(unstarted: Server, tmp_path: Path) -> None:
    written = tmp_path / "counted"
    server = unstarted.start((COUNTING, written), BURST="100000")
    samples: list[Sample] = []
    threads: list[tuple[int, ...]] = []

    def seen(each: Sample) -> None:
        sys.stdout.write(f"{row(each)}\n")
        if each.at >= SETTLED_S:
            samples.append(each)
            threads.append(counted(server, written))

    soak(server.port, server.tokens, SECONDS, DISPLAYS, seen)

    assert {each.sockets for each in samples} == {DISPLAYS}
    assert len({each.rooms for each in samples}) == 1
    assert len({each.descriptors for each in samples}) == 1
    # A request that is just being answered has one too: what stays is the least that is seen.
    half = len(threads) // 2
    assert min(threads[half:]) == min(threads[:half])
    assert samples[-1].memory - samples[0].memory <= MORE
    assert server.log.count("cause=slow") >= SECONDS // 60 - 1
    assert "Traceback" not in server.log
