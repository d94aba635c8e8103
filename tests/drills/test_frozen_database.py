"""PostgreSQL stands still without a word, as over a disk that hangs: everybody is told in time, and it goes on."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.drills.asking import Answer, Client, body_of
from tests.drills.following import Follower
from tests.drills.house import House, of_workers

pytestmark = [pytest.mark.drill, pytest.mark.timeout(180)]
SILENCE_S, TURN_S = 25.0, 3.0
SLACK_S = 5.0
BACK_S = 10.0


@pytest.fixture
def house() -> Iterator[House]:
    yield from of_workers(1)


def family(pid: int) -> list[int]:
    children = (Path(f"/proc/{pid}/task/{pid}/children").read_text()).split()
    return [pid, *(each for child in children for each in family(int(child)))]


def test_frozen_database_is_answered_for_in_time_and_goes_on(
    house: House, follow: Callable[..., Follower], client: Callable[..., Client]
) -> None:
    door = house.at(house.workers[0])
    wall = follow(door, "room", "room")
    bodies = [body_of("tell", words=f"words {number}") for number in range(4)]
    answers: list[tuple[Answer, float]] = []

    def ask(body: bytes) -> None:
        began = time.monotonic()
        answers.append((client(door, "chair", timeout=60.0).post(body), time.monotonic() - began))

    people = [threading.Thread(target=ask, args=(body,)) for body in bodies]
    frozen = family(house.postgres.pid)
    for pid in frozen:
        os.kill(pid, signal.SIGSTOP)
    try:
        for person in people:
            person.start()
            time.sleep(0.2)
        for person in people:
            person.join(60)
    finally:
        for pid in frozen:
            os.kill(pid, signal.SIGCONT)

    assert [answer.status for answer, _ in answers] == [503] * 4
    took = sorted(seconds for _, seconds in answers)
    assert took[-1] < SILENCE_S + SLACK_S
    assert took[-2] < TURN_S + SLACK_S, "who stands behind the one that waits does not wait as long"
    asked = time.monotonic()
    chair = client(door, "chair")
    for body in bodies:
        assert chair.post_until_answered(body, BACK_S).is_done
    assert time.monotonic() - asked < BACK_S
    wall.wait_for(lambda: wall.screen["notice"]["words"] == "words 3", BACK_S)
    assert house.workers[0].is_running
    assert house.verify() == 0
