"""How long until thousands of displays are back that were all closed at once, beside Node's socket.io and stock emit.

    python3 bench/storm.py [--displays 5000] [--rounds 3] [--peers rostrum,node,stock]

Each comes back by a new connection, says who it is, watches the room and is sent the screen; it is back when it has
it. They come without any pause of their own. The server runs on the first core, the load generator on the last.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from bench.fanout import measured, missing  # noqa: E402

STORMS = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--displays", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", default="rostrum,node")
    asked = parser.parse_args()
    asked.commands, asked.size = 2, 250
    peers = [name for name in asked.peers.split(",") if not missing(name)]
    found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    with tempfile.TemporaryDirectory() as made:
        for _ in range(asked.rounds):
            for name in peers:
                answer = measured(name, asked.displays, asked, Path(made), ["--storm", str(STORMS), "--timeout", "120"])
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
        cells = [f"{statistics.median(each):.2f} ({min(each):.2f}–{max(each):.2f})" for each in figures.values()]
        print(f"| {name} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
