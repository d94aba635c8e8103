"""How long a desk command of another meeting takes while ten thousand displays are written to.

    python3 bench/meanwhile.py [--displays 10000] [--rounds 3]

One meeting has all the displays, which are told something twice a second; the chair of another gives a command every
20 ms on a connection of its own, and waits for the answer. The same is done before, with nobody being written to. It
also says how evenly the news comes: the slowest of it against the median, each until the last display has it.
"""

import argparse
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, closing, nullcontext
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from uuid import uuid4  # noqa: E402

from sqlalchemy import create_engine  # noqa: E402

from app.service import Service  # noqa: E402
from app.store.database import tune  # noqa: E402
from app.timing import utcnow  # noqa: E402
from app.web.links import Link, Links  # noqa: E402
from bench.desk_command import SECRET, Program  # noqa: E402
from bench.displays import quantile  # noqa: E402
from bench.fanout import LAST_CORE, generated, rostrum  # noqa: E402
from bench.growth import meeting  # noqa: E402

OTHER = "another"


def token_of_another(instance: Path) -> str:
    """A second meeting in the database; the token of its chair."""
    engine = create_engine(f"sqlite:///{instance / 'rostrum.db'}")
    tune(engine)
    Service(engine, SECRET).create(OTHER, meeting(OTHER), uuid4(), utcnow(), False)
    engine.dispose()
    return Links(SECRET, "").token(Link(OTHER, "chair", 1))


def commanded(
    chair: Callable[[], AbstractContextManager[Program]], every_s: float, over: threading.Event
) -> list[float]:
    """Seconds of each command until it is over, with what it takes to have the chair's connection."""
    took: list[float] = []
    while not over.wait(every_s):
        began = time.perf_counter()
        with chair() as program:
            program.do("tell", words=f"Notice {len(took)}")
        took.append(time.perf_counter() - began)
    return took


def on_one_connection(port: int, token: str, over: threading.Event) -> list[float]:
    """Milliseconds of each command of the other meeting's chair, who keeps the connection."""
    with closing(Program(port, token, OTHER)) as chair:
        return [each * 1000 for each in commanded(lambda: nullcontext(chair), 0.02, over)]


def measured(asked: argparse.Namespace, folder: Path) -> tuple[list[float], list[float], dict[str, float]]:
    """Commands alone, commands meanwhile, and how long the news took until the last display."""
    with rostrum(folder, prepare=token_of_another) as (port, pid, how, token):
        over = threading.Event()
        threading.Timer(5, over.set).start()
        alone = on_one_connection(port, token, over)
        over.clear()
        took: list[float] = []

        def command() -> None:
            over.wait(asked.displays / 600)  # they connect first
            took.extend(on_one_connection(port, token, over))

        chair = threading.Thread(target=command)
        chair.start()
        how += ["-k", str(asked.commands), "--gap-ms", "500"]
        answer = generated(folder, "news", asked.displays, [port], [pid], how, LAST_CORE)
        over.set()
        chair.join()
    if len(took) < asked.commands:
        raise RuntimeError(f"the chair was heard {len(took)} times only")
    return alone, took, answer["sizes"][0]["last_ms"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--displays", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--commands", type=int, default=40)
    asked = parser.parse_args()
    print(f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores; {asked.displays} displays, {asked.rounds} rounds\n")
    print("| | alone p50 | p99 | meanwhile p50 | p99 | worst | news p50 | worst |\n|---|---|---|---|---|---|---|---|")
    rows = []
    with tempfile.TemporaryDirectory() as made:
        for number in range(asked.rounds):
            alone, took, last = measured(asked, Path(made))
            row = [statistics.median(alone), quantile(alone, 0.99), statistics.median(took), quantile(took, 0.99),
                   max(took), last["med"], last["max"]]
            rows.append(row)
            print(f"| {number + 1} | " + " | ".join(f"{each:.1f}" for each in row) + " |", flush=True)
    print("| median | " + " | ".join(f"{statistics.median(each):.1f}" for each in zip(*rows, strict=True)) + " |")


if __name__ == "__main__":
    main()
