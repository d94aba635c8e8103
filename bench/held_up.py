"""Whether a mail, a PDF, a hash or a paper holds up the room: how long an unrelated answer takes meanwhile.

    python3 bench/held_up.py [--seconds 6] [--rounds 3]

A chair asks for a screen every 10 ms on a connection of its own. Each job runs beside it over and over for the seconds
given; before and after each the same is asked of the idle server. The worst and the 99th percentile of each round.
"""

import argparse
import http.client
import os
import platform
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from bench.desk_command import SLUG, demo_tokens, serving  # noqa: E402
from bench.displays import quantile  # noqa: E402
from deploy.programs import free_port  # noqa: E402

EVERY_S = 0.01
ORIGIN_OF = "http://127.0.0.1:{}"
TEXT = ("Thank you, Chair. We cleared the last of them in May, and we shall go on. " * 120).encode()


class Browser:
    """Cookies and forms, no more."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookie = ""

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request(method, path, body, {
            "Origin": ORIGIN_OF.format(self.port), **({"Cookie": self.cookie} if self.cookie else {}), **headers,
        })
        answer = connection.getresponse()
        content = answer.read()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie" and value.startswith("rostrum="):
                self.cookie = value.partition(";")[0]
        connection.close()
        return answer.status, content

    def form(self, page: str, path: str, **fields: str) -> int:
        found = re.search(rb'name="csrf_token" value="([^"]+)"', self.ask("GET", page)[1])
        if found is None:
            raise RuntimeError(f"{page} has no form")
        body = urlencode({"csrf_token": found[1].decode(), **fields}).encode()
        return self.ask("POST", path, body, **{"Content-Type": "application/x-www-form-urlencoded"})[0]


def jobs(port: int, of_holder: dict[str, str]) -> dict[str, Callable[[], object]]:
    """What may take long, by name; each is done once and raises if it was not."""
    desk, stranger = Browser(port), Browser(port)
    entered = desk.ask("POST", "/enter", f'{{"token": "{of_holder["secretariat"]}"}}'.encode())
    if entered[0] != 200:
        raise RuntimeError("the office did not open")
    office = f"/office/meetings/{SLUG}"
    statement = iter(range(10**6))
    codes = iter(holder for holder in of_holder if holder.isupper())

    def expect(status: int, asked: tuple[int, bytes]) -> None:
        if asked[0] != status:
            raise RuntimeError(f"{asked[0]}: {asked[1][:200]!r}")

    def hand_in() -> None:
        query = urlencode({
            "intervention": "i1", "language": "en", "name": f"text{next(statement)}.txt", "command_id": str(uuid4()),
        })
        bearer = f"Bearer {of_holder['secretariat']}"
        expect(200, desk.ask("POST", f"/api/v1/meetings/{SLUG}/statements?{query}", TEXT, Authorization=bearer))

    def mail_to_the_dead() -> None:
        """The postman is kept waiting from here on; one letter more each second."""
        code = next(codes)
        page = f"{office}/links"
        kept = desk.form(page, f"{page}/{code}/contact", email=f"{code.lower()}@example.org")
        if (kept, desk.form(page, f"{page}/send", one=code)) != (303, 303):
            raise RuntimeError(f"no letter to {code}")
        time.sleep(1)

    return {
        "record as PDF": lambda: expect(200, desk.ask("GET", f"{office}/documents/record.pdf")),
        "record as Word file": lambda: expect(200, desk.ask("GET", f"{office}/documents/record.docx")),
        "cards of all as PDF": lambda: expect(200, desk.ask("GET", f"{office}/cards.pdf")),
        "password hash": lambda: stranger.form("/office/sign-in", "/office/sign-in", name="nobody", password="x" * 12),
        "text handed in": hand_in,
        "mail, server is dead": mail_to_the_dead,
    }


def asked_meanwhile(port: int, token: str, seconds: float, done: threading.Event) -> list[float]:
    """Milliseconds of an unrelated answer, asked every 10 ms until the time is over and the job is done."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    path, headers = f"/api/v1/meetings/{SLUG}/screens/room", {"Authorization": f"Bearer {token}"}
    took: list[float] = []
    until = time.perf_counter() + seconds
    while time.perf_counter() < until or not done.is_set():
        began = time.perf_counter()
        connection.request("GET", path, headers=headers)
        connection.getresponse().read()
        took.append((time.perf_counter() - began) * 1000)
        time.sleep(EVERY_S)
    return took


def beside(port: int, token: str, seconds: float, job: Callable[[], object] | None) -> tuple[list[float], int]:
    """What was asked beside a job that is done over and over, and how often it was done."""
    done, count = threading.Event(), 0
    took: list[list[float]] = []
    listener = threading.Thread(target=lambda: took.append(asked_meanwhile(port, token, seconds, done)))
    listener.start()
    until = time.perf_counter() + seconds
    while job and time.perf_counter() < until:
        job()
        count += 1
    done.set()
    listener.join()
    return took[0], count


def hanging_mail_server() -> socket.socket:
    """Takes connections and says nothing: the worst that a mail server can do."""
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=accept_for_ever, args=(listener,), daemon=True).start()
    return listener


def accept_for_ever(listener: socket.socket) -> None:
    kept = []
    while True:
        kept.append(listener.accept())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    mail = hanging_mail_server()
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ, "INSTANCE_PATH": folder, "PORT": str(port), "SECRET_KEY": "known to this benchmark alone",
            "MAIL_URL": f"smtp://127.0.0.1:{mail.getsockname()[1]}", "MAIL_FROM": "Office <office@example.org>",
        }
        of_holder = demo_tokens(environment)
        account = [sys.executable, "-m", "flask", "--app", "wsgi", "account", "keeper", "--role", "office"]
        subprocess.run(account, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        with serving(["wsgi.py"], port, environment):
            print(f"{platform.platform()}, {os.cpu_count()} cores, {asked.rounds} rounds of {asked.seconds:g} s each")
            print(f"{'beside':<22}{'p99 ms':>22}{'worst ms':>22}{'done':>8}")
            for name, job in {"nothing": None, **jobs(port, of_holder)}.items():
                rounds = [beside(port, of_holder["room"], asked.seconds, job) for _ in range(asked.rounds)]
                p99 = [quantile(took, 0.99) for took, _ in rounds]
                worst = [max(took) for took, _ in rounds]
                print(f"{name:<22}{shown(p99):>22}{shown(worst):>22}{sum(count for _, count in rounds):>8}")


def shown(values: list[float]) -> str:
    return f"{statistics.median(values):.0f} ({min(values):.0f}-{max(values):.0f})"


if __name__ == "__main__":
    main()
