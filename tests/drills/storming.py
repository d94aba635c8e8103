"""Eight people at work at once, and a ledger of what each asked for and was told."""

import random
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from tests.drills.asking import API, Client, NoAnswer, body_of
from tests.drills.serving import Server

OPEN_LISTS = ("2.1", "4", "9")
DELEGATIONS = ("KEN", "CHL", "HRV", "CHE", "ZMB", "ICRC")
Wish = tuple[str, dict[str, Any]]


@dataclass
class Entry:
    """One command. `outcomes`: a status, or "unknown" and the status when it was asked again in the same bytes."""

    actor: str
    command: str
    command_id: str
    body: bytes
    outcomes: list[int | str] = field(default_factory=list)
    answer: bytes = b""
    asked_again_at: datetime | None = None

    @property
    def is_done(self) -> bool:
        return self.outcomes[-1:] == [200]


class Person(threading.Thread):
    """Asks for one thing after another until told to stop; what nobody answered is asked again in the same bytes.

    `put_off`: the Retry-After of each answer that told to come again.
    """

    def __init__(self, server: Server, holder: str, seed: str) -> None:
        super().__init__(name=holder, daemon=True)
        self.holder = holder
        self.ledger: list[Entry] = []
        self.dice = random.Random(seed)
        self.client = Client(server, holder, seat=f"{holder}'s desk", timeout=20)
        self.mine: list[str] = []
        self.put_off: list[str | None] = []
        self.stop_asked = threading.Event()

    @property
    def actor(self) -> str:
        return self.holder if self.holder in ("chair", "secretariat") else f"delegation:{self.holder}"

    def run(self) -> None:
        wishes = self.wishes()
        try:
            while not self.stop_asked.is_set():
                command, fields = next(wishes)
                self.ask(command, fields)
        finally:
            self.client.close()

    def ask(self, command: str, fields: dict[str, Any]) -> Entry:
        command_id = str(uuid4())
        entry = Entry(self.actor, command, command_id, body_of(command, command_id, **fields))
        self.ledger.append(entry)
        answer = None
        try:
            answer = self.client.post(entry.body)
            if answer.status == 503:
                entry.outcomes.append(503)
                self.put_off.append(answer.headers.get("retry-after"))
        except NoAnswer:
            entry.outcomes.append("unknown")
        if answer is None or answer.status == 503:
            entry.asked_again_at = datetime.now(UTC)
            answer = self.client.post_until_answered(entry.body)
        entry.outcomes.append(answer.status)
        entry.answer = answer.raw
        if entry.is_done and command == "inscribe":
            self.mine.append(answer.body["intervention"])
        return entry

    def wishes(self) -> Iterator[Wish]:
        raise NotImplementedError

    def some_words(self) -> str:
        return f"{self.holder} says {self.dice.getrandbits(40):x}"


class Delegate(Person):
    """Inscribes itself, changes its mind about the words, goes away again."""

    def wishes(self) -> Iterator[Wish]:
        yield "inscribe", {"list": "9", "kind": "statement", "speaker": self.some_words(), "speaker_gender": "w"}
        while True:
            match self.dice.randrange(4) if self.mine else 0:
                case 0 | 1:
                    yield "inscribe", {
                        "list": self.dice.choice(OPEN_LISTS), "kind": "reply", "note": self.some_words(),
                        "minutes": self.dice.randint(1, 9),
                    }
                case 2:
                    yield "amend", {"intervention": self.dice.choice(self.mine), "speaker": self.some_words()}
                case _:
                    yield "withdraw", {"intervention": self.mine.pop(self.dice.randrange(len(self.mine)))}


class Secretary(Person):
    """Inscribes others, puts them in another order, sets limits."""

    def wishes(self) -> Iterator[Wish]:
        while True:
            match self.dice.randrange(6) if len(self.mine) > 2 else 0:
                case 0 | 1:
                    yield "inscribe", {
                        "list": "2.1", "kind": "reply", "delegation": self.dice.choice(DELEGATIONS),
                        "speaker": self.some_words(), "language": "fr",
                    }
                case 2:
                    moved, other = self.dice.sample(self.mine, 2)
                    yield "move", {"intervention": moved, self.dice.choice(("before", "after")): other}
                case 3:
                    yield "amend", {"intervention": self.dice.choice(self.mine), "note": self.some_words()}
                case 4:
                    yield "set_limit", {"list": "2.1", "category": "other", "seconds": self.dice.randint(60, 600)}
                case _:
                    yield "withdraw", {"intervention": self.mine.pop(self.dice.randrange(len(self.mine)))}


class Chair(Person):
    """Leads the list: looks at its screen and does the next thing."""

    def wishes(self) -> Iterator[Wish]:
        while True:
            screen = self.look()
            if screen["meeting"]["state"] == "suspended":
                yield "resume", {}
                continue
            match self.dice.randrange(12):
                case 0:
                    yield "tell", {"words": self.some_words()}
                case 1:
                    yield self.dice.choice(("announce_list", "open_list")), {"list": "4"}
                case 2 if "undo" in screen:
                    yield "undo", {"version": screen["undo"]["version"]}
                case 3:
                    yield "suspend", {"words": self.some_words()}
                case _:
                    yield self.next_step(screen)

    def look(self) -> dict[str, Any]:
        while True:
            try:
                answer = self.client.ask("GET", f"{API}/screens/chair")
            except NoAnswer:
                answer = None
            if answer and answer.status != 503:
                assert answer.is_done, answer
                screen: dict[str, Any] = answer.body["screen"]
                return screen
            self.stop_asked.wait(0.03)

    def next_step(self, screen: dict[str, Any]) -> Wish:
        speech = screen.get("speech")
        entries = sorted(screen["entries"].items(), key=lambda each: each[1]["rank"])
        if speech is None and not entries:
            return "take_up", {"list": self.dice.choice(OPEN_LISTS)}
        if speech is None:
            return "call", {"intervention": entries[0][0], "ending": None}
        on_floor = {"intervention": speech["intervention"]}
        if speech["state"] == "called":
            return self.dice.choice(("start_clock", "start_clock", "mark_absent")), on_floor
        if speech["state"] == "paused":
            return "resume_clock", on_floor
        match self.dice.randrange(4):
            case 0:
                return "pause_clock", on_floor
            case 1:
                return "extend", {**on_floor, "seconds": self.dice.choice((30, 60))}
            case 2 if entries:
                return "call", {"intervention": entries[0][0], "ending": speech["intervention"]}
            case _:
                return "end_speech", on_floor


def people(server: Server, seed: str) -> list[Person]:
    return [
        Chair(server, "chair", f"{seed} chair"),
        Secretary(server, "secretariat", f"{seed} secretariat"),
        *(Delegate(server, code, f"{seed} {code}") for code in DELEGATIONS),
    ]
