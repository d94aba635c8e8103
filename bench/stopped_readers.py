"""What fifty readers that have stopped cost the others: 200 displays, before and while they are there.

    python3 bench/stopped_readers.py [--readers 50] [--displays 200] [--rounds 3]

Each reader asks for as much as it may and reads none of it; the kernel keeps 4 KB for it. Meanwhile the chair tells the
room something all the time. Told are the milliseconds from the command to each display, how much more memory the
server held at most, and after how many seconds the last of the readers was cut.
"""

import argparse
import os
import select
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from bench.desk_command import SLUG, Program, demo_server, measured  # noqa: E402
from bench.displays import Display, Hall, quantile  # noqa: E402
from bench.soak import MB, display, sample, stop  # noqa: E402

CALM_S = 3.0
STOPS = 4
FULL_S = 0.5
PATIENCE_S = 20.0
GAP_S = 0.03


def tells(goes_on: Callable[[], bool]) -> Iterator[object]:
    number = 0
    while goes_on():
        number += 1
        yield {"command": "tell", "command_id": str(uuid4()), "words": f"Notice {number}"}


def are_cut(readers: list[Display]) -> bool:
    """Of none of them anything is read to find out."""
    poll = select.poll()
    for reader in readers:
        poll.register(reader.socket, 0)
    return len(poll.poll(0)) == len(readers)


def round_of(asked: argparse.Namespace, port: int, tokens: Mapping[str, str], hall: Hall) -> tuple[float, ...]:
    """p50 and p99 in calm, p50 and p99 with the readers, MB more, seconds until the last was cut; of several stops."""
    chair = Program(port, tokens["chair"])
    calm: list[float] = []
    meanwhile: list[float] = []
    more, took = 0.0, 0.0
    for _ in range(STOPS):
        held, ends = [sample(port, tokens["chair"], 0).memory], time.monotonic() + CALM_S
        calm += told(hall, chair, port, tokens, held, lambda ends=ends: time.monotonic() < ends)  # type: ignore[misc]

        held = held[-1:]
        readers = [stop(port, tokens["chair"]) for _ in range(asked.readers)]
        began = time.monotonic()
        # Until each is full: what it costs to answer a thousand questions at once is not what is asked here.
        hall.listen(lambda: False, lambda *_: None, FULL_S)

        def are_there(readers: list[Display] = readers, began: float = began) -> bool:
            if time.monotonic() - began > PATIENCE_S:
                raise TimeoutError("a reader that stopped was never cut")
            return not are_cut(readers)

        meanwhile += told(hall, chair, port, tokens, held, are_there)
        took = max(took, time.monotonic() - began)
        more = max(more, (max(held) - held[0]) / MB)
        for reader in readers:
            reader.socket.close()
    chair.close()
    figures = (quantile(calm, 0.5), quantile(calm, 0.99), quantile(meanwhile, 0.5), quantile(meanwhile, 0.99))
    return (*figures, more, took)


def told(
    hall: Hall, chair: Program, port: int, tokens: Mapping[str, str], held: list[int], goes_on: Callable[[], bool]
) -> list[float]:
    """Milliseconds of each display and command while it goes on; before each the server is asked what it holds."""
    def asks_on() -> bool:
        held.append(sample(port, tokens["chair"], 0).memory)
        return goes_on()

    return measured(hall, chair, f"/api/v1/meetings/{SLUG}/commands", tells(asks_on), GAP_S)[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--displays", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    print(f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores; {asked.displays} displays of {SLUG}, {asked.readers} "
          f"readers that stop, {asked.rounds} rounds\n")
    print("| | alone p50 | p99 | meanwhile p50 | p99 | MB more | cut after s |\n|---|---|---|---|---|---|---|")
    rows = []
    with demo_server() as (port, tokens):
        hall = Hall()
        for number in range(asked.displays):
            hall.add(display(port, tokens, number))
        hall.all_ready()
        round_of(asked, port, tokens, hall)  # what is loaded and grown once is there
        for number in range(asked.rounds):
            rows.append(round_of(asked, port, tokens, hall))
            print(f"| {number + 1} | " + " | ".join(f"{each:.1f}" for each in rows[-1]) + " |", flush=True)
        hall.close()
    print("| median | " + " | ".join(f"{statistics.median(each):.1f}" for each in zip(*rows, strict=True)) + " |")


if __name__ == "__main__":
    main()
