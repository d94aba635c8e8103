"""How many commands a second are done, each in the log with its sync before it is answered: SQLite and PostgreSQL.

    python3 bench/commands.py [--programs 1,4] [--seconds 8] [--rounds 3]

So many programs post the command `tell` to one meeting, each on a connection that it keeps and as soon as the answer
to the one before is there. Beside it stands what the database alone takes: one row a transaction, in a loop.
"""

import argparse
import os
import sqlite3
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg2

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from bench.cluster import SETTINGS  # noqa: E402
from bench.desk_command import Program, demo_server, demo_tokens  # noqa: E402
from bench.displays import spread  # noqa: E402
from deploy.cluster import Cluster  # noqa: E402
from deploy.programs import Postgres, free_port  # noqa: E402

WORDS = "x" * 400
"""About what a command leaves in the log."""


def a_second(step: Callable[[], object], seconds: float) -> float:
    """How often a step is done."""
    began, done = time.perf_counter(), 0
    while time.perf_counter() < began + seconds:
        step()
        done += 1
    return done / (time.perf_counter() - began)


def commands_a_second(port: int, token: str, programs: int, seconds: float) -> float:
    rates: list[float] = []
    numbers = count()

    def work() -> None:
        program = Program(port, token)
        # The same words again would change nothing, and be no event.
        rates.append(a_second(lambda: program.do("tell", words=f"Notice {next(numbers)}"), seconds))
        program.close()

    threads = [threading.Thread(target=work) for _ in range(programs)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    if len(rates) < programs:
        raise RuntimeError("a program was refused")
    return sum(rates)


@contextmanager
def on_sqlite() -> Iterator[tuple[int, str]]:
    with demo_server() as (port, tokens):
        yield port, tokens["chair"]


@contextmanager
def on_postgres() -> Iterator[tuple[int, str]]:
    with Cluster(1, SETTINGS) as house:
        house.start_stores()
        tokens = demo_tokens(house.settings)
        house.start_workers()
        yield house.workers[0].port, tokens["chair"]


def sqlite_alone(folder: Path, seconds: float) -> float:
    connection = sqlite3.connect(folder / f"alone{free_port()}.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE rows (words TEXT)")
    # Outside of BEGIN each statement is a transaction.
    rate = a_second(lambda: connection.execute("INSERT INTO rows VALUES (?)", (WORDS,)), seconds)
    connection.close()
    return rate


def postgres_alone(_: Path, seconds: float) -> float:
    store = Postgres()
    store.start()
    try:
        connection = psycopg2.connect(store.url.replace("+psycopg2", ""))
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE rows (words text)")
            rate = a_second(lambda: cursor.execute("INSERT INTO rows VALUES (%s)", (WORDS,)), seconds)
        connection.close()
        return rate
    finally:
        store.end()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", default="1,4")
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    programs = [int(each) for each in asked.programs.split(",")]
    found: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as made:
        for _ in range(asked.rounds):
            for name, house, alone in (
                ("SQLite", on_sqlite, sqlite_alone), ("PostgreSQL", on_postgres, postgres_alone),
            ):
                found[f"{name} alone, one row a transaction"].append(alone(Path(made), asked.seconds / 2))
                with house() as (port, token):
                    commands_a_second(port, token, 1, 1)
                    for at_once in programs:
                        rate = commands_a_second(port, token, at_once, asked.seconds)
                        found[f"{name}, {at_once} at once"].append(rate)
    print(f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, {asked.rounds} rounds of {asked.seconds:g} s")
    print("\n| | a second |\n|---|---|")
    for what, rates in found.items():
        print(f"| {what} | {spread(rates, 0)} |")


if __name__ == "__main__":
    main()
