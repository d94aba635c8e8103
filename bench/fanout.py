"""How soon one command reaches thousands of displays, beside a loop in C, Node's socket.io, nginx with nchan, and emit.

    python3 bench/fanout.py [--displays 1000,5000,10000] [--rounds 3] [--peers rostrum,limit,node,nchan,stock]

The servers run on the first core, the load generators (bench/wsfan.c) on the last and without sleeping; all are up, and
get one command each in turn. Rostrum is sent the command `tell` by HTTP and does all that a command does; the peers are
posted the frame and only hand it on. The clock runs from just before the request is written until the frame has been
read. Needs gcc; for the peers node with socket.io in SOCKET_IO (a folder of node_modules), and nginx with its module
nchan. What is not there is left out.
"""

import argparse
import json
import os
import platform
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from bench.desk_command import SECRET, SLUG, demo_tokens, until_it_listens  # noqa: E402
from bench.displays import spread  # noqa: E402
from deploy.programs import free_port  # noqa: E402

PEERS = ("rostrum", "limit", "node", "nchan", "stock")
NCHAN = "/usr/lib/nginx/modules/ngx_nchan_module.so"
NGINX = """
load_module {module};
daemon off; worker_processes 1; worker_rlimit_nofile 40000; pid {folder}/pid; error_log {folder}/log;
events {{ worker_connections 30000; }}
http {{
  access_log off; client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{
    listen {port} backlog=4096;
    location = /sub {{ nchan_subscriber websocket; nchan_channel_id room; }}
    location = /bcast {{ nchan_publisher http; nchan_channel_id room; nchan_message_buffer_length 1; }}
  }}
}}
"""
READY = "ready\n"
GAP_S = 0.15
LAST_CORE = ("taskset", "-c", str((os.cpu_count() or 2) - 1))
SHORTEST, LONGEST = 250, 480
FIGURES = ("first_ms", "p50_ms", "p99_ms", "last_ms", "cpu_us")


def build(folder: Path, source: str) -> Path:
    made = folder / Path(source).stem
    if not made.exists():
        subprocess.run(["gcc", "-O2", "-Wall", "-Wextra", "-pthread", "-o", made, ROOT / "bench" / source], check=True)
    return made


@contextmanager
def pinned(command: list[str], port: int, **more: str) -> Iterator[int]:
    """A server on the first core, once it listens; its process id."""
    server = subprocess.Popen(
        ["taskset", "-c", "0", *command], cwd=ROOT, env={**os.environ, **more},
        stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT,
    )
    try:
        until_it_listens(server, port)
        time.sleep(1)
        yield server.pid
    finally:
        server.terminate()
        server.wait(20)


@contextmanager
def rostrum(
    folder: Path, prepare: Callable[[Path], str] = lambda instance: ""
) -> Iterator[tuple[int, int, list[str], str]]:
    """As `peer`, and what `prepare` gave, which is done to the folder of the instance before the server comes."""
    port = free_port()
    instance = folder / f"instance{port}"
    environment = {
        "PORT": str(port), "INSTANCE_PATH": str(instance), "HOST": "0.0.0.0", "BURST": "100000",
        "SECRET_KEY": SECRET,
    }
    tokens = demo_tokens({**os.environ, **environment})
    given = prepare(instance)
    with pinned([sys.executable, "wsgi.py"], port, **environment) as pid:
        yield port, pid, spoken(tokens), given


def spoken(tokens: Mapping[str, str]) -> list[str]:
    """How the load generator speaks to us: its displays watch the room, and the chair tells them something."""
    return [
        "--mode", "sio", "--auth", json.dumps({"token": tokens["room"]}), "--tell", "--bearer", tokens["chair"],
        "--emit", json.dumps(["watch", {"meeting": SLUG, "screen": "room"}]), "--snapshot",
        "--pub-path", f"/api/v1/meetings/{SLUG}/commands",
    ]


@contextmanager
def peer(name: str, folder: Path) -> Iterator[tuple[int, int, list[str]]]:
    """(port, process id, how the load generator speaks to it)."""
    port = free_port()
    if name == "rostrum":
        with rostrum(folder) as (port, pid, how, _):
            yield port, pid, how
    elif name == "limit":
        with pinned([str(build(folder, "peers/limit.c")), str(port)], port) as pid:
            yield port, pid, ["--mode", "raw", "--path", "/"]
    elif name == "node":
        with pinned(["node", "bench/peers/node.mjs", str(port)], port) as pid:
            yield port, pid, ["--mode", "sio", "--emit", '["watch",{}]', "--snapshot", "--pub-path", "/"]
    elif name == "nchan":
        (folder / "nginx.conf").write_text(NGINX.format(module=NCHAN, folder=folder, port=port))
        with pinned(["nginx", "-c", str(folder / "nginx.conf"), "-e", str(folder / "log")], port) as pid:
            yield port, pid, ["--mode", "raw", "--path", "/sub", "--children"]
    else:
        with pinned([sys.executable, "bench/peers/stock.py", str(port)], port) as pid:
            yield port, pid, ["--mode", "sio", "--emit", '["watch",{}]', "--snapshot", "--pub-path", "/"]


def missing(name: str) -> str:
    if name == "node" and not (shutil.which("node") and os.environ.get("SOCKET_IO")):
        return "needs node, and SOCKET_IO"
    if name == "nchan" and not (shutil.which("nginx") and Path(NCHAN).exists()):
        return "needs nginx with nchan"
    return ""


def measured(name: str, displays: int, asked: argparse.Namespace, folder: Path, more: list[str]) -> dict[str, Any]:
    """What the load generator says of one run. Raises as `generated`."""
    with peer(name, folder) as (port, pid, how):
        how = [*how, "-k", str(asked.commands), "--size", str(asked.size), "--gap-ms", "150", "--spin", *more]
        return generated(folder, name, displays, [port], [pid], how, LAST_CORE)


def side_by_side(
    peers: Sequence[str], displays: int, asked: argparse.Namespace, folder: Path
) -> dict[str, dict[str, Any]]:
    """What the load generators say of servers that are all up. Raises as `generated`."""
    with ExitStack() as up:
        generators: list[Generator] = []
        for name in peers:
            port, pid, how = up.enter_context(peer(name, folder))
            how = [*how, "-k", str(asked.commands), "--size", str(asked.size), "--spin"]
            generators.append(up.enter_context(
                Generator(folder, name, displays, [port], [pid], [*how, "--paced"], LAST_CORE)
            ))
            generators[-1].until_ready()
        return in_turn(generators)


def in_turn(generators: Sequence["Generator"]) -> dict[str, dict[str, Any]]:
    """What they say, by name, once each has had one command after the other in turn, so that whatever else the machine
    does hits all of them alike. Raises as Generator.answer.
    """
    waiting = generators
    while waiting:
        # Each comes behind each of the others as often.
        turns = random.sample(waiting, len(waiting))
        waiting = [each for each in turns if each.has_turn(after_s=GAP_S)]
    return {each.name: each.answer() for each in generators}


class Generator:
    """The load generator at work. `ports`: over which it spreads the displays. `pids`: of the servers it watches."""

    def __init__(
        self, folder: Path, name: str, displays: int, ports: Sequence[int], pids: Sequence[int], how: list[str],
        pinned_by: Sequence[str] = (),
    ) -> None:
        self.name = name
        self._displays = displays
        self._last = ""
        self._process = subprocess.Popen(
            [*pinned_by, build(folder, "wsfan.c"), *how, "--port", ",".join(map(str, ports)), "-n", str(displays),
             "--pid", ",".join(map(str, pids)), "--label", name],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )

    def __enter__(self) -> "Generator":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def until_ready(self) -> bool:
        """Whether it waits for a turn, once it says so, or has said all."""
        assert self._process.stdout
        self._last = self._process.stdout.readline()
        return self._last == READY

    def has_turn(self, after_s: float) -> bool:
        """One command; whether it waits for another turn. If it is no more, `answer` says why."""
        assert self._process.stdin
        time.sleep(after_s)
        try:
            self._process.stdin.write("\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            return False
        return self.until_ready()

    def answer(self) -> dict[str, Any]:
        """All it found. Raises RuntimeError where anything was lost, doubled or out of order."""
        said, trouble = self._process.communicate()
        if self._process.returncode or trouble:
            raise RuntimeError(f"{self.name}: {trouble}")
        answer: dict[str, Any] = json.loads(self._last + said)
        first = answer["sizes"][0]
        wrong = {key: first[key] for key in ("incomplete", "dup", "out_of_order", "dead") if first[key]}
        if wrong or answer["ready"] != self._displays:
            raise RuntimeError(f"{self.name}: {wrong or answer['ready']}")
        return answer


def generated(
    folder: Path, name: str, displays: int, ports: Sequence[int], pids: Sequence[int], how: list[str],
    pinned_by: Sequence[str] = (),
) -> dict[str, Any]:
    """What a load generator found. Raises as Generator.answer."""
    with Generator(folder, name, displays, ports, pids, how, pinned_by) as generator:
        return generator.answer()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--displays", default="1000,5000,10000")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--commands", type=int, default=15)
    parser.add_argument("--size", type=int, default=SHORTEST, help=f"of a frame, from {SHORTEST} to {LONGEST} bytes")
    parser.add_argument("--peers", default=",".join(PEERS))
    asked = parser.parse_args()
    if not SHORTEST <= asked.size <= LONGEST:
        parser.error(f"--size is from {SHORTEST} to {LONGEST}: `tell` takes 280 characters")
    peers = []
    for name in asked.peers.split(","):
        why = missing(name)
        print(f"{name} is left out: it {why}", file=sys.stderr) if why else peers.append(name)
    print(f"{time.strftime('%Y-%m-%d')}, {platform.machine()}, {os.cpu_count()} cores, Python "
          f"{platform.python_version()}; {asked.commands} commands, {asked.rounds} rounds")
    with tempfile.TemporaryDirectory() as made:
        for displays in map(int, asked.displays.split(",")):
            found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
            for _ in range(asked.rounds):
                for name, answer in side_by_side(peers, displays, asked, Path(made)).items():
                    for figure in FIGURES:
                        found[name][figure].append(answer["sizes"][0][figure]["med"])
                    found[name]["KB"].append(answer["rss_per_conn_kb"])
                    found[name]["rate"].append(answer["connect_rate"])
            table(displays, found)


def table(displays: int, found: dict[str, dict[str, list[float]]]) -> None:
    columns = (*FIGURES, "KB", "rate")
    print(f"\n| {displays} displays | first ms | p50 ms | p99 ms | last ms | CPU µs a delivery | KB a display "
          "| connects/s |\n|---|---|---|---|---|---|---|---|")
    for name, figures in found.items():
        cells = [spread(figures[each], 1) for each in columns]
        print(f"| {name} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
