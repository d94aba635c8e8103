"""How long until thousands of displays are back that were all closed at once, beside Node's socket.io and stock emit.

    python3 bench/storm.py [--displays 5000] [--rounds 3] [--peers rostrum,node,stock]

Each comes back by a new connection, says who it is, watches the room and is sent the screen; it is back when it has
it. They come without any pause of their own. The server runs on the first core, the load generator on the last.
Meanwhile the chair of another meeting gives Rostrum a command ten times a second, each on a new connection.
"""

import argparse
import statistics
import sys
import tempfile
import threading
import time
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from app.web.links import Link, Links  # noqa: E402
from bench.desk_command import LIST, SECRET, SLUG, Program  # noqa: E402
from bench.displays import quantile, spread  # noqa: E402
from bench.fanout import LAST_CORE, generated, measured, missing, rostrum  # noqa: E402
from bench.meanwhile import OTHER, commanded, token_of_another  # noqa: E402

STORMS = 3
WAITING = 14
CODES = ("KEN", "CHL", "HRV")
STORMS_OF = ["--storm", str(STORMS), "--timeout", "120"]


def listed(port: int) -> None:
    """Takes up a list that is long enough for a screen of 4 KB."""
    links = Links(SECRET, "")
    office, chair = (Program(port, links.token(Link(SLUG, holder, 1))) for holder in ("secretariat", "chair"))
    for number in range(WAITING):
        office.do("inscribe", list=LIST, kind="comment", delegation=CODES[number % len(CODES)])
    chair.do("take_up", list=LIST)
    office.close()
    chair.close()


def measured_with_commands(asked: argparse.Namespace, folder: Path) -> tuple[dict[str, Any], list[float]]:
    """What the load generator says of Rostrum, and the seconds of the commands meanwhile."""
    took: list[float] = []
    over = threading.Event()
    with rostrum(folder, prepare=token_of_another) as (port, pid, how, token):
        listed(port)
        connect = lambda: closing(Program(port, token, OTHER))  # noqa: E731
        chair = threading.Thread(target=lambda: took.extend(commanded(connect, 0.1, over)))
        chair.start()
        how += ["-k", str(asked.commands), "--size", str(asked.size), "--gap-ms", "150", "--spin", *STORMS_OF]
        try:
            return generated(folder, "rostrum", asked.displays, [port], [pid], how, LAST_CORE), took
        finally:
            over.set()
            chair.join()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--displays", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", default="rostrum,node")
    asked = parser.parse_args()
    asked.commands, asked.size = 2, 250
    peers = [name for name in asked.peers.split(",") if not missing(name)]
    found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    commands: list[tuple[float, float, float]] = []
    with tempfile.TemporaryDirectory() as made:
        for _ in range(asked.rounds):
            for name in peers:
                if name == "rostrum":
                    answer, took = measured_with_commands(asked, Path(made))
                    commands.append((quantile(took, 0.5), quantile(took, 0.99), max(took)))
                else:
                    answer = measured(name, asked.displays, asked, Path(made), STORMS_OF)
                print(name, answer["storm"], file=sys.stderr)
                for storm in answer["storm"]:
                    if storm["ready"] != asked.displays:
                        raise RuntimeError(f"{name}: {storm}")
                for figure in ("all_s", "p50_s", "p99_s", "cpu_s"):
                    of_run = [storm[figure] for storm in answer["storm"]]
                    found[name][figure].append(statistics.median(of_run))
    print(f"{time.strftime('%Y-%m-%d')}, {asked.displays} displays come back, {asked.rounds} rounds of {STORMS} storms")
    print("\n| | all back s | p50 s | p99 s | CPU s |\n|---|---|---|---|---|")
    for name, figures in found.items():
        cells = [spread(each, 2) for each in figures.values()]
        print(f"| {name} | " + " | ".join(cells) + " |")
    if commands:
        p50, p99, worst = (statistics.median(each) for each in zip(*commands, strict=True))
        print(f"\nA command on a new connection meanwhile: p50 {p50:.3f}, p99 {p99:.3f}, worst {worst:.3f} s")


if __name__ == "__main__":
    main()
