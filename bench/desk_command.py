"""How soon a desk command reaches the displays: a list of 500, 200 displays of all kinds, one command a second.

    python3 bench/desk_command.py [--commands 30] [--rounds 3]

Each round measures this program, then a bare Flask-SocketIO server that emits frames of the same size to as many
sockets, in the same run and with the same displays. A sample is one display and one command: from the moment at which
the command is written to the moment at which the frame has been read.
"""

import argparse
import http.client
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from bench.displays import Display, Hall, quantile  # noqa: E402
from deploy.programs import free_port, is_open  # noqa: E402

SLUG = "apmbc-im-2017"
SECRET = "of the bench alone"  # noqa: S105 - of a server that nobody else reaches
LIST = "9"
LENGTH = 500
AUDIENCES = (("room", 120), ("public", 40), ("booth", 4), ("chair", 3), ("secretariat", 3))
PHONES = 30


def until_it_listens(server: subprocess.Popen[bytes], port: int) -> None:
    """Raises TimeoutError if it does not within a minute."""
    until = time.monotonic() + 60
    while not is_open(port):
        if server.poll() is not None or time.monotonic() > until:
            raise TimeoutError(f"{server.args!r} did not come")
        time.sleep(0.05)


@contextmanager
def serving(command: list[str], port: int, environment: dict[str, str]) -> Iterator[None]:
    with subprocess.Popen([sys.executable, *command], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            until_it_listens(server, port)
            yield
        finally:
            server.terminate()
            server.wait(10)


def demo_tokens(environment: dict[str, str]) -> dict[str, str]:
    """Seeds the demo; the token of each function and delegation."""
    flask = [sys.executable, "-m", "flask", "--app", "wsgi"]
    subprocess.run([*flask, "demo"], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    urls = json.loads(subprocess.check_output([*flask, "links", SLUG, "--json"], cwd=ROOT, env=environment))
    urls |= urls.pop("delegations")
    return {holder: url.partition("#")[2] for holder, url in urls.items()}


@contextmanager
def demo_server() -> Iterator[tuple[int, dict[str, str]]]:
    """The demo, served from a folder of its own and without limits: the port, and the token of each holder."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ, "PORT": str(port), "INSTANCE_PATH": folder, "SECRET_KEY": SECRET, "BURST": "100000",
            "DESK_RATE": "100000",
        }
        tokens = demo_tokens(environment)
        with serving(["wsgi.py"], port, environment):
            yield port, tokens


class Program:
    """One connection over which commands are posted, to one meeting."""

    def __init__(self, port: int, token: str = "", meeting: str = SLUG) -> None:
        self._commands = f"/api/v1/meetings/{meeting}/commands"
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}

    def write(self, path: str, body: object) -> float:
        """Writes a request; the moment just before. Its answer is read by `read`."""
        content = json.dumps(body)
        at = time.perf_counter()
        self._connection.request("POST", path, content, self._headers)
        return at

    def read(self) -> dict[str, object]:
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise RuntimeError(content.decode())
        return dict(json.loads(content or b"{}"))

    def close(self) -> None:
        self._connection.close()

    def do(self, command: str, **fields: object) -> dict[str, object]:
        self.write(self._commands, {"command": command, "command_id": str(uuid4()), **fields})
        return self.read()


def measured(
    hall: Hall, program: Program, path: str, bodies: Iterator[object], gap_s: float
) -> tuple[list[float], int]:
    """Milliseconds for every display and command, and how many bytes the first frame had."""
    samples: list[float] = []
    size = 0
    for body in bodies:
        reached: dict[int, float] = {}

        def heard(display: int, frame: str, at: float, reached: dict[int, float] = reached) -> None:
            nonlocal size
            if frame.startswith('42["change"'):
                reached.setdefault(display, at)
                size = size or len(frame)

        asked = program.write(path, body)
        if not hall.listen(lambda reached=reached: len(reached) == len(hall.displays), heard, 20):  # type: ignore[misc]
            raise TimeoutError(f"{len(hall.displays) - len(reached)} displays were not reached")
        program.read()
        samples += [(at - asked) * 1000 for at in reached.values()]
        hall.listen(lambda: False, lambda *_: None, gap_s)
    return samples, size


def run_of_floor(first: list[str], commands: int) -> Iterator[object]:
    """Call, start the clock, call the next ..., each of which changes every screen."""
    ending = None
    for number in range(commands):
        speaker = first[number // 2]
        named = {"command": "start_clock"} if number % 2 else {"command": "call", "ending": ending}
        yield {**named, "intervention": speaker, "command_id": str(uuid4())}
        ending = speaker


def rostrum(commands: int) -> tuple[list[float], int]:
    with demo_server() as (port, tokens):
        codes = [holder for holder in tokens if holder.isupper()]
        desk = Program(port, tokens["chair"])
        speakers = [codes[number % len(codes)] for number in range(LENGTH)]
        asked = ({"list": LIST, "kind": "comment", "delegation": code} for code in speakers)
        inscribed = [str(desk.do("inscribe", **fields)["intervention"]) for fields in asked]
        desk.do("take_up", list=LIST)
        hall = Hall()
        wanted = [(name, name) for name, count in AUDIENCES for _ in range(count)]
        wanted += [(code, "delegate") for code in list(codes)[:PHONES]]
        for holder, screen in wanted:
            hello = "421" + json.dumps(["watch", {"meeting": SLUG, "screen": screen}])
            hall.add(Display(port, {"token": tokens[holder]}, hello))
        hall.all_ready()
        path = f"/api/v1/meetings/{SLUG}/commands"
        try:
            return measured(hall, desk, path, run_of_floor(inscribed, commands), 1.0)
        finally:
            hall.close()


def stock(commands: int, size: int) -> tuple[list[float], int]:
    port = free_port()
    with serving(["bench/peers/stock.py", str(port)], port, dict(os.environ)):
        hall = Hall()
        for _ in range(sum(count for _, count in AUDIENCES) + PHONES):
            hall.add(Display(port, {}, '421["watch",{}]'))
        hall.all_ready()
        bodies: Iterator[object] = iter([{"pad": "x" * max(0, size - 40)}] * commands)
        try:
            return measured(hall, Program(port), "/", bodies, 0.2)
        finally:
            hall.close()


def line(name: str, rounds: list[list[float]]) -> str:
    def of(share: float) -> str:
        each = [quantile(samples, share) for samples in rounds]
        return f"{statistics.median(each):6.1f} ({min(each):.1f}–{max(each):.1f})"

    return f"| {name} | {of(0.5)} | {of(0.99)} | {of(1.0)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--commands", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=3)
    wish = parser.parse_args()
    ours, theirs, size = [], [], 0
    for _ in range(wish.rounds):
        samples, size = rostrum(wish.commands)
        ours.append(samples)
        theirs.append(stock(wish.commands, size)[0])
    displays = sum(count for _, count in AUDIENCES) + PHONES
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{time.strftime('%Y-%m-%d')}, {machine}; {displays} displays, list of {LENGTH}, "
          f"{wish.commands} commands, {wish.rounds} rounds, frame of {size} bytes")
    print("| ms from command to display | p50 | p99 | last |\n|---|---|---|---|")
    print(line("Rostrum: rules, log with sync, screens, patches", ours))
    print(line("Flask-SocketIO alone: emit of a frame of that size", theirs))


if __name__ == "__main__":
    main()
