"""Whether the program grows: a sitting of hours, with 200 displays of which ten a minute go and come back.

    python3 bench/soak.py [--minutes 90] [--displays 200] [--settled 20]

Something changes once a second: speakers are called, begin and end, delegations inscribe themselves and withdraw, the
room is told something. Once a minute a reader stops and is cut. Every ten seconds the process is asked what it holds.
The slope is that of the least squares after the minutes in which it settles.
"""

import argparse
import http.client
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from bench.desk_command import SLUG, Program, demo_server  # noqa: E402
from bench.displays import Display, Hall  # noqa: E402

LIST = "9"
SCREENS = ("room", "public", "booth", "chair", "secretariat", "delegate", "delegate", "delegate")
STOPS_S = 60.0
EVERY_S = {"step": 1.0, "churn": 6.0, "stop": STOPS_S, "sample": 10.0}
BEFORE = 20
"""Inscriptions with which the sitting begins."""
MB = 1024 * 1024


@dataclass(frozen=True)
class Sample:
    """`at`: seconds since the beginning. `memory`: bytes that are resident."""

    at: float
    memory: int
    sockets: int
    rooms: int
    descriptors: int


def sample(port: int, token: str, began: float) -> Sample:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    asked.request("GET", "/metrics", headers={"Authorization": f"Bearer {token}"})
    figures = dict(line.rsplit(" ", 1) for line in asked.getresponse().read().decode().splitlines() if line[:1] != "#")
    asked.close()
    names = ("process_resident_memory_bytes", "rostrum_sockets", "rostrum_rooms", "process_open_fds")
    return Sample(time.monotonic() - began, *(int(float(figures[name])) for name in names))


class Sitting:
    """Chair and secretariat at work: each step is one command."""

    def __init__(self, port: int, tokens: Mapping[str, str]) -> None:
        self.chair = Program(port, tokens["chair"])
        self.office = Program(port, tokens["secretariat"])
        self._codes = [holder for holder in tokens if holder.isupper()]
        self._waiting: list[str] = []
        self._inscribed = 0
        for _ in range(BEFORE):
            self._inscribe()
        self.chair.do("take_up", list=LIST)

    def close(self) -> None:
        self.chair.close()
        self.office.close()

    def _inscribe(self) -> None:
        self._inscribed += 1
        code = self._codes[self._inscribed % len(self._codes)]
        answer = self.office.do("inscribe", list=LIST, kind="comment", delegation=code)
        self._waiting.append(str(answer["intervention"]))

    def steps(self) -> Iterator[None]:
        """For ever: a speaker in 40 s, who is called, begins, is given more time and ends; who comes waits behind."""
        ending = None
        while True:
            speaker = self._waiting.pop(0)
            self.chair.do("call", intervention=speaker, ending=ending)
            yield
            self.chair.do("start_clock", intervention=speaker)
            yield
            self._inscribe()
            yield
            for number in range(35):
                match number % 5:
                    case 0:
                        self.office.do("amend", intervention=self._waiting[-1], note=f"Note {number}")
                    case 1:
                        self.chair.do("pause_clock", intervention=speaker)
                    case 2:
                        self.chair.do("resume_clock", intervention=speaker)
                    case 3:
                        self.office.do("move", intervention=self._waiting[-1], before=self._waiting[0])
                    case _:
                        self.chair.do("tell", words=f"Notice {number}")
                yield
            self.chair.do("extend", intervention=speaker, seconds=30)
            yield
            ending = speaker


def display(port: int, tokens: Mapping[str, str], number: int) -> Display:
    """One of many, of all kinds in turn."""
    codes = [holder for holder in tokens if holder.isupper()]
    screen = SCREENS[number % len(SCREENS)]
    holder = codes[number % len(codes)] if screen == "delegate" else screen
    auth = {"as": "public", "meeting": SLUG} if holder == "public" else {"token": tokens[holder]}
    return Display(port, auth, "421" + json.dumps(["watch", {"meeting": SLUG, "screen": screen}]))


def soak(port: int, tokens: Mapping[str, str], seconds: float, displays: int, seen: Callable[[Sample], None]) -> None:
    """Works for so long; each sample is handed on."""
    hall = Hall()
    for number in range(displays):
        hall.add(display(port, tokens, number))
    hall.all_ready()
    sitting = Sitting(port, tokens)
    steps = sitting.steps()
    began = time.monotonic()
    due = {"step": began, "churn": began, "stop": began, "sample": began + 8.5}
    changed = 0
    stopped: Display | None = None
    while time.monotonic() < began + seconds:
        name = min(due, key=due.__getitem__)
        hall.listen(lambda at=due[name]: time.monotonic() >= at, lambda *_: None, STOPS_S)  # type: ignore[misc]
        due[name] += EVERY_S[name]
        if name == "step":
            next(steps)
        elif name == "churn":
            hall.change(changed % displays, display(port, tokens, changed % displays))
            changed += 1
        elif name == "sample":
            seen(sample(port, tokens["chair"], began))
        else:
            if stopped:
                stopped.socket.close()
            stopped = stop(port, tokens["chair"])
    sitting.close()
    hall.close()
    if stopped:
        stopped.socket.close()


def stop(port: int, token: str) -> Display:
    """A reader that asks for much and reads none of it."""
    reader = Display(port, {"token": token}, None, holds=4096)
    while not reader.is_ready:
        reader.read()
    for number in range(20):
        reader.send(f"42{number}" + json.dumps(["watch", {"meeting": SLUG, "screen": "chair"}]))
    return reader


def slope(samples: list[Sample]) -> float:
    """MB an hour, by least squares."""
    return statistics.linear_regression([each.at / 3600 for each in samples], [each.memory / MB for each in samples])[0]


def row(each: Sample) -> str:
    return f"| {each.at / 60:.0f} | {each.memory / MB:.1f} | {each.sockets} | {each.rooms} | {each.descriptors} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=90)
    parser.add_argument("--displays", type=int, default=200)
    parser.add_argument("--settled", type=float, default=20)
    asked = parser.parse_args()
    if asked.minutes < asked.settled + 3:
        parser.error("--minutes: three more than --settled, at least, or there is no slope")
    print(f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores; {asked.displays} displays, {asked.minutes:g} minutes")
    print("\n| minute | MB | sockets | rooms | descriptors |\n|---|---|---|---|---|")
    samples: list[Sample] = []

    def seen(each: Sample) -> None:
        if not samples or each.at // 300 > samples[-1].at // 300:
            print(row(each), flush=True)
        samples.append(each)

    with demo_server() as (port, tokens):
        soak(port, tokens, asked.minutes * 60, asked.displays, seen)
    print(row(samples[-1]))
    settled = [each for each in samples if each.at >= asked.settled * 60]
    an_hour = slope(settled)
    print(f"\nAfter {asked.settled:g} minutes {an_hour:+.2f} MB an hour: {16 * an_hour:+.1f} MB in two days of 8 hours")


if __name__ == "__main__":
    main()
