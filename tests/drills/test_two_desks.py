"""Two desks act at the same moment, and many delegations: one wins, nobody is skipped, each one is answered."""

import threading
from collections.abc import Callable

import pytest

from tests.drills.asking import Answer, Client, body_of
from tests.drills.serving import LONG, Server

ROUNDS = 1000 if LONG else 200
NO_LIMITS = {"DESK_RATE": "10000", "DELEGATION_RATE": "10000", "BURST": "10000"}

pytestmark = [pytest.mark.drill, pytest.mark.timeout(600 if LONG else 120)]


def at_once(clients: list[Client], bodies: list[bytes]) -> list[Answer]:
    """All send at the same moment; their answers in the order of the clients."""
    gate = threading.Barrier(len(clients), timeout=20)
    answers: dict[int, Answer] = {}

    def send(number: int) -> None:
        gate.wait()
        answers[number] = clients[number].post_until_answered(bodies[number])

    threads = [threading.Thread(target=send, args=(number,)) for number in range(len(clients))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return [answers[number] for number in range(len(clients))]


def test_two_desks_call_at_once_and_one_speech_begins(
    unstarted: Server, client: Callable[..., Client]
) -> None:
    server = unstarted.start(**NO_LIMITS)
    desks = [client(server, "chair"), client(server, "secretariat")]
    chair = desks[0]
    chair.do("take_up", item="2")
    ending: str | None = None
    for turn in range(ROUNDS):
        queue = sorted(chair.screen("room")["entries"].items(), key=lambda entry: entry[1]["rank"])
        if len(queue) < 2:
            for code in list(server.tokens)[5 + turn % 150:][:12]:
                chair.send("inscribe", list="2.1", delegation=code)
            queue = sorted(chair.screen("room")["entries"].items(), key=lambda entry: entry[1]["rank"])
        first, second = queue[0][0], queue[turn % 2][0]

        answers = at_once(desks, [
            body_of("call", intervention=wanted, ending=ending) for wanted in (first, second)
        ])

        assert sorted(answer.status for answer in answers) == [200, 409], f"turn {turn}: {answers}"
        loser = next(answer for answer in answers if answer.status == 409)
        assert loser.body["code"] == "floor_changed"
        screen = chair.screen("chair")
        won = (first, second)[[answer.status for answer in answers].index(200)]
        assert screen["speech"]["intervention"] == won
        assert set(screen["entries"]) == {name for name, _ in queue} - {won}, f"turn {turn}: somebody was skipped"
        ending = won
    assert server.flask("verify", "apmbc-im-2017").returncode == 0


def test_same_wish_eight_times_at_once_is_one(unstarted: Server, client: Callable[..., Client]) -> None:
    server = unstarted.start(**NO_LIMITS)
    client(server, "secretariat").do("open_list", list="2.1")
    clients = [client(server, "KEN") for _ in range(8)]
    for _ in range(25 if not LONG else 1000):
        answers = at_once(clients, [body_of("inscribe", list="2.1") for _ in clients])

        done = [answer for answer in answers if answer.status == 200]
        assert len(done) == 1
        assert {answer.body["code"] for answer in answers if answer.status != 200} == {"already_inscribed"}
        clients[0].do("withdraw", intervention=done[0].body["intervention"])


def test_same_command_eight_times_at_once_has_one_answer(unstarted: Server, client: Callable[..., Client]) -> None:
    server = unstarted.start(**NO_LIMITS)
    clients = [client(server, "chair") for _ in range(8)]
    for turn in range(25):
        body = body_of("tell", words=f"turn {turn}")

        answers = at_once(clients, [body] * 8)

        assert {answer.status for answer in answers} == {200}
        assert len({answer.raw for answer in answers}) == 1


def test_two_hundred_ask_at_the_instant_of_opening(unstarted: Server, client: Callable[..., Client]) -> None:
    server = unstarted.start(**NO_LIMITS)
    codes = [holder for holder in server.tokens if holder.isupper()][:200]
    waiting = set(client(server, "chair").screen("room", "8")["entries"])
    clients = [client(server, code) for code in codes]

    answers = at_once(clients, [body_of("inscribe", list="8") for _ in clients])

    assert {answer.status for answer in answers} == {200}
    entries = client(server, "chair").screen("room", "8")["entries"]
    assert len(entries) == len(waiting) + 200
    ranks = [entry["rank"] for entry in entries.values()]
    assert len(set(ranks)) == len(ranks)
    by_version = sorted(answers, key=lambda answer: answer.body["version"])
    done = [answer.body["intervention"] for answer in by_version]
    same_tier = [name for name in done if entries[name]["category"] == "state_party"]
    in_order = [name for name, entry in sorted(entries.items(), key=lambda each: each[1]["rank"])
                if entry["category"] == "state_party"]
    assert in_order == same_tier, "the order is not that of the commits"
