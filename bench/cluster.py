"""How much sooner thousands of displays are told by two processes than by one, and what that costs.

    python3 bench/cluster.py [--displays 10000] [--processes 1,2] [--rounds 3] [--door]

A house of each size with its PostgreSQL (which syncs) and Redis: the displays are spread over the workers, the command
`tell` goes to the first of them. The houses are all up, and get one command each in turn. Each has its best place: a
worker its core, the displays another if there is one, else each half of them the core of its worker. With --door the
displays come through the nginx that is shipped.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from bench.desk_command import SECRET, demo_tokens  # noqa: E402
from bench.displays import spread  # noqa: E402
from bench.fanout import Generator, in_turn, spoken  # noqa: E402
from deploy.cluster import Cluster, Worker  # noqa: E402

FIGURES = ("first_ms", "p50_ms", "last_ms", "cpu_us")
# Nobody of the bench is to meet the limits; 10,000 sockets beside what is open anyway.
SETTINGS = {"SECRET_KEY": SECRET, "BURST": "100000", "DESK_RATE": "100000"}


def side_by_side(counts: Sequence[int], asked: argparse.Namespace, folder: Path) -> dict[str, dict[str, Any]]:
    """What the load generators say of houses of so many processes, which are all up and get one command each in turn.

    Raises RuntimeError where anything was lost, doubled or out of order.
    """
    with ExitStack() as up:
        return in_turn([begun(count, asked, folder, up) for count in counts])


def begun(processes: int, asked: argparse.Namespace, folder: Path, up: ExitStack) -> Generator:
    """The load generator of a house, once all its displays are there."""
    house = up.enter_context(Cluster(processes, SETTINGS))
    house.start_stores()
    tokens = demo_tokens(house.settings)
    house.start_workers()
    time.sleep(1)
    cores = placed(house.workers)
    how = [*spoken(tokens), "-k", str(asked.commands), "--dests", "1", "--paced", "--cores", ",".join(map(str, cores))]
    doors = [house.port] if asked.door else [each.port for each in house.workers]
    pids = [each.pid for each in house.workers]
    generator = up.enter_context(Generator(folder, str(processes), asked.displays, doors, pids, how))
    generator.until_ready()
    return generator


def placed(workers: Sequence[Worker]) -> list[int]:
    """The cores of the readers of a house whose workers have been given theirs: one that a worker leaves free, if there
    is one, else each reads beside the worker whose displays it has.
    """
    count = os.cpu_count() or 1
    for number, worker in enumerate(workers):
        os.sched_setaffinity(worker.pid, {number % count})
    return list(range(len(workers), count)) or [number % count for number in range(len(workers))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--displays", type=int, default=10_000)
    parser.add_argument("--processes", default="1,2")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--commands", type=int, default=15)
    parser.add_argument("--door", action="store_true", help="through nginx")
    asked = parser.parse_args()
    counts = [int(count) for count in asked.processes.split(",")]
    found: dict[int, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(asked.rounds):
            for name, answer in side_by_side(counts, asked, Path(folder)).items():
                for figure in FIGURES:
                    found[int(name)][figure].append(answer["sizes"][0][figure]["med"])
    way = "through nginx" if asked.door else "straight to the workers"
    print(f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores; {asked.displays} displays {way}, "
          f"{asked.commands} commands, {asked.rounds} rounds; 0 lost, doubled or out of order")
    print("\n| processes | first ms | p50 ms | last ms | CPU µs a delivery | last, times as soon | CPU, times |")
    print("|---|---|---|---|---|---|---|")
    alone = found[counts[0]]
    for count, figures in found.items():
        # Of each round by itself: its commands came by turns, in the same moments of the machine.
        sooner = [one / each for one, each in zip(alone["last_ms"], figures["last_ms"], strict=True)]
        dearer = [each / one for one, each in zip(alone["cpu_us"], figures["cpu_us"], strict=True)]
        cells = [spread(each, 1) for each in figures.values()] + [spread(sooner, 2), spread(dearer, 2)]
        print(f"| {count} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
