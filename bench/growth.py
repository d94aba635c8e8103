"""How the cost of a command grows: with displays, delegations, the list, the log, what was said, meetings at once.

    python3 bench/growth.py [--displays 500,1000,2000,5000,10000] [--out docs/growth.svg]

The cost is the time of the processor, of the server alone; a disk that is slow at the moment changes nothing. A command
is one of "call the next" and "start the clock", and telling all screens of it is part of it. Each point is the median
of its commands; exponents are fitted by least squares to the logarithms. Displays are measured on a server with sockets
(needs gcc), all else in this process. Start-up is how long a process takes until it knows a meeting from its log.
"""

import argparse
import math
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from sqlalchemy import create_engine, event  # noqa: E402

from app.demo import demo_meeting  # noqa: E402
from app.domain.commands import Call, Command, EndSpeech, Inscribe, StartClock, TakeUp, Tell  # noqa: E402
from app.domain.events import DelegationSet, Event, ProgrammeSet  # noqa: E402
from app.domain.meeting import Actor  # noqa: E402
from app.live.audiences import Audience  # noqa: E402
from app.live.news import News  # noqa: E402
from app.service import Request, Service  # noqa: E402
from app.store.database import tune  # noqa: E402
from app.store.tables import Base  # noqa: E402
from bench.desk_command import SECRET  # noqa: E402
from bench.fanout import measured  # noqa: E402
from bench.plots import Curve, drawn  # noqa: E402

CHAIR = Actor(role="chair")
LIST, OTHER_LIST = "9", "4"
SPEAKERS = 12
PHONES = 30
START = datetime(2026, 6, 8, 8, 0, tzinfo=UTC)
Points = Sequence[tuple[float, float]]


@dataclass
class Hall:
    """A service over a file without syncs, with displays of every kind that are told; `at`: what time it is there."""

    service: Service
    news: News
    at: datetime = START

    @contextmanager
    def quiet(self, slug: str) -> Iterator[None]:
        """The displays are told once, at its end."""
        self.service.announce = lambda slug: None
        yield
        self.service.announce = self.news.tell
        self.news.tell(slug)

    def do(self, slug: str, command: Command) -> None:
        self.at += timedelta(seconds=1)
        self.service.perform(Request(slug, CHAIR, "chair-1", uuid4(), command, uuid4().bytes), self.at)

    def hold(self, slug: str, events: Sequence[Event]) -> None:
        """A meeting with its displays."""
        self.service.create(slug, list(events), uuid4(), self.at, False)
        codes = list(self.service.known(slug).delegations)[:PHONES]
        for screen in ("room", "public", "booth", "chair", "secretariat"):
            self.news.join(Audience(slug, screen))
        for code in codes:
            self.news.join(Audience(slug, "delegate", delegation=code))

    def fill(self, slug: str, list_id: str, count: int) -> list[str]:
        """The ids of so many who wait on a list, which is taken up."""
        codes = list(self.service.known(slug).delegations)
        before = set(self.service.known(slug).interventions)
        with self.quiet(slug):
            for number in range(count):
                self.do(slug, Inscribe(list=list_id, kind="comment", delegation=codes[number % len(codes)]))
            self.do(slug, TakeUp(list=list_id))
        return [each for each in self.service.known(slug).interventions if each not in before]

    def speak(self, waiting: Sequence[str]) -> Iterator[Command]:
        ending = None
        for each in waiting:
            yield Call(intervention=each, ending=ending)
            yield StartClock(intervention=each)
            ending = each
        if ending:
            yield EndSpeech(intervention=ending)

    def cost(self, slug: str, waiting: Sequence[str]) -> float:
        """Milliseconds of the processor for a command and for telling everybody of it."""
        took = []
        for command in self.speak(waiting[:SPEAKERS]):
            began = time.thread_time()
            self.do(slug, command)
            took.append((time.thread_time() - began) * 1000)
        return statistics.median(took)


def hall(folder: Path, file: str = "") -> Hall:
    engine = create_engine(f"sqlite:///{folder / (file or f'{uuid4().hex}.db')}")
    tune(engine)

    @event.listens_for(engine, "connect")
    def hurry(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA synchronous=OFF")

    Base.metadata.create_all(engine)
    service = Service(engine, SECRET)
    news = News(service.load, service.known, lambda name, audience, frame: None, lambda: START)
    service.announce = news.tell
    return Hall(service, news)


def meeting(slug: str, delegations: int | None = None) -> list[Event]:
    """The demo under a name, with so many delegations."""
    events = demo_meeting(START)
    if delegations is not None:
        here = [each for each in events if isinstance(each, DelegationSet)]
        others = [each for each in events if not isinstance(each, DelegationSet)]
        made = (replace(here[number % len(here)].delegation, code=f"X{number:05}") for number in range(delegations))
        kept = [each for each in others if isinstance(each, ProgrammeSet)]
        events = [*kept, *(DelegationSet(delegation=each) for each in made)]
    return [
        ProgrammeSet(programme=replace(each.programme, slug=slug)) if isinstance(each, ProgrammeSet) else each
        for each in events
    ]


def of_list(folder: Path) -> Points:
    """A command, over how many wait on its list."""
    found = []
    for count in (15, 30, 60, 125, 250, 500, 1000):
        there = hall(folder)
        there.hold("m", meeting("m"))
        found.append((count, there.cost("m", there.fill("m", LIST, count))))
    return found


def of_delegations(folder: Path) -> Points:
    found = []
    for count in (25, 50, 100, 200, 400, 800, 1600):
        there = hall(folder)
        there.hold("m", meeting("m", count))
        found.append((count, there.cost("m", there.fill("m", LIST, 60))))
    return found


def of_heard(folder: Path) -> Points:
    """A command, over how many have spoken on the other list before."""
    found = []
    for count in (15, 60, 250, 1000):
        there = hall(folder)
        there.hold("m", meeting("m"))
        waiting = there.fill("m", OTHER_LIST, count)
        with there.quiet("m"):
            for command in there.speak(waiting):
                there.do("m", command)
        found.append((count, there.cost("m", there.fill("m", LIST, 60))))
    return found


def of_log(folder: Path) -> tuple[Points, Points]:
    """A command, and the start, over how many notices the log holds."""
    costs, starts = [], []
    for count in (500, 2000, 8000, 32000):
        there = hall(folder, f"log{count}.db")
        there.hold("m", meeting("m"))
        waiting = there.fill("m", LIST, 60)
        with there.quiet("m"):
            while there.service.known("m").version < count:
                there.do("m", Tell(words=f"Notice {there.service.known('m').version}"))
        costs.append((count, there.cost("m", waiting)))
        took = []
        for _ in range(3):
            began = time.process_time()
            hall(folder, f"log{count}.db").service.load("m")
            took.append((time.process_time() - began) * 1000)
        starts.append((count, statistics.median(took)))
    return costs, starts


def of_meetings(folder: Path) -> Points:
    found = []
    there = hall(folder)
    for number in range(64):
        there.hold(f"m{number}", meeting(f"m{number}"))
        if (number + 1) in (1, 4, 16, 64):
            found.append((number + 1, there.cost(f"m{number}", there.fill(f"m{number}", LIST, 60))))
    return found


def of_displays(folder: Path, counts: Sequence[int]) -> Points:
    """All that the server spends on a command, over how many displays hear it."""
    asked = argparse.Namespace(commands=15, size=250)
    found = []
    for count in counts:
        answer = measured("rostrum", count, asked, folder, [])
        found.append((count, answer["sizes"][0]["cpu_us"]["med"] * count / 1000))
    return found


def exponent(points: Points) -> float:
    xs, ys = [math.log(x) for x, _ in points], [math.log(y) for _, y in points]
    return statistics.linear_regression(xs, ys).slope


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--displays", default="500,1000,2000,5000,10000")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "growth.svg")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        curves: list[tuple[str, str, Callable[[], Points]]] = [
            ("List", "waiting on the list", lambda: of_list(folder)),
            ("Delegations", "delegations", lambda: of_delegations(folder)),
            ("Heard before", "speeches before", lambda: of_heard(folder)),
            ("Meetings at once", "meetings", lambda: of_meetings(folder)),
            ("Displays", "displays", lambda: of_displays(folder, [int(each) for each in asked.displays.split(",")])),
        ]
        found = [(title, along, points()) for title, along, points in curves]
        command, start = of_log(folder)
        found[2:2] = [("Log", "events in the log", command)]
        found.append(("Start-up", "events in the log", start))
    print(f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores; ms of the processor, medians\n")
    print("| | ms, at how many | exponent | ms each more |\n|---|---|---|---|")
    for title, along, points in found:
        (low, cheap), (high, dear) = points[0], points[-1]
        each = ", ".join(f"{y:.1f} at {x:g}" for x, y in points)
        print(f"| {title} | {each} {along} | {exponent(points):.2f} | {(dear - cheap) / (high - low):.5f} |")
    asked.out.write_text(drawn([Curve(title, along, points, exponent(points)) for title, along, points in found]))
    print(f"\nDrawn in {asked.out.name}")


if __name__ == "__main__":
    main()
