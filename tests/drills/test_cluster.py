"""Two workers behind nginx: started again one by one, and with Redis and PostgreSQL gone and back."""

import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
import websocket

from tests.drills.asking import Client, body_of
from tests.drills.following import Follower, tag_of
from tests.drills.house import House, of_workers
from tests.drills.judging import check_log, check_versions, told
from tests.drills.reading import read_log
from tests.drills.storming import OPEN_LISTS, people

COMMANDS = 500
DISPLAYS = 200
SCREENS = (
    ("room", "room"), ("chair", "chair"), ("secretariat", "secretariat"), ("KEN", "delegate"), ("HRV", "delegate"),
)
HEALED_S = 6.0

pytestmark = [pytest.mark.drill, pytest.mark.postgres, pytest.mark.timeout(180)]


@pytest.fixture
def house() -> Iterator[House]:
    yield from of_workers(2)


@pytest.fixture(scope="module")
def calm() -> Iterator[House]:
    yield from of_workers(2)
"""A house in which nothing fails, for several drills."""


class Storm:
    """Eight people at work through the front door."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.people = people(house.front, seed="cluster")  # type: ignore[arg-type]
        for each in OPEN_LISTS:
            self.people[0].ask("open_list", {"list": each})

    def begin(self) -> None:
        for person in self.people:
            person.start()

    def done(self) -> int:
        return sum(entry.is_done for person in self.people for entry in list(person.ledger))

    def until(self, count: int) -> None:
        deadline = time.monotonic() + 100
        while self.done() < count:
            assert time.monotonic() < deadline, f"{self.done()} of {count} commands"
            time.sleep(0.02)

    def end(self) -> None:
        for person in self.people:
            person.stop_asked.set()
        for person in self.people:
            person.join(60)
            assert not person.is_alive()

    def outcomes(self) -> set[int | str]:
        return {outcome for person in self.people for entry in person.ledger for outcome in entry.outcomes}

    def check(self) -> dict[str, int]:
        """Nothing lost, nothing doubled."""
        ledger = [entry for person in self.people for entry in person.ledger]
        log = read_log(self.house.postgres.url)
        check_log(log, ledger)
        check_versions(log, ledger)
        assert self.house.verify() == 0
        return told(log, ledger)


def check_displays(house: House, displays: list[Follower], client: Callable[..., Client]) -> None:
    """Each shows, within a beat and a question, what the log has."""
    log = read_log(house.postgres.url)
    for display in displays:
        delegation = display.holder if len(display.holder) == 3 else None
        wanted = log.screen(display.watched["screen"], delegation)
        tag = tag_of(wanted)
        display.wait_for(lambda display=display, tag=tag: display.tag == tag, HEALED_S)  # type: ignore[misc]
        assert display.screen == wanted
        assert display.wrong == []


def test_workers_are_started_again_one_by_one_while_people_work(
    house: House, follow: Callable[..., Follower], client: Callable[..., Client],
    record_property: Callable[..., None],
) -> None:
    storm = Storm(house)
    displays = [
        follow(house.front, holder, screen, checks=number < len(SCREENS))
        for number, (holder, screen) in enumerate(SCREENS * (DISPLAYS // len(SCREENS)))
    ]
    storm.begin()
    storm.until(COMMANDS // 5)

    house.restart_one_by_one()
    storm.until(COMMANDS * 3 // 5)
    house.restart_one_by_one()

    storm.until(COMMANDS)
    storm.end()
    record_property("counts", storm.check())
    # 404: of an intervention whose inscription was taken back meanwhile; 403: who may not suspend may not undo it.
    assert storm.outcomes() <= {200, 403, 404, 409}
    check_displays(house, displays, client)


def test_redis_is_killed_and_comes_back(
    house: House, follow: Callable[..., Follower], client: Callable[..., Client],
    record_property: Callable[..., None],
) -> None:
    storm = Storm(house)
    displays = [follow(house.at(worker), *seen) for worker in house.workers for seen in SCREENS]
    storm.begin()
    storm.until(COMMANDS // 5)

    house.redis.kill()
    storm.until(COMMANDS * 2 // 5)
    time.sleep(2)
    at = [(display, display.version) for display in displays]
    storm.until(storm.done() + 50)
    time.sleep(HEALED_S)
    for display, before in at:
        assert display.version > before, "nobody told it anything while Redis was gone"
    house.redis.start()

    storm.until(COMMANDS)
    storm.end()
    record_property("counts", storm.check())
    assert storm.outcomes() <= {200, 403, 404, 409}
    check_displays(house, displays, client)
    assert all(worker.is_running for worker in house.workers)


def test_postgres_starts_again_while_people_work(
    house: House, follow: Callable[..., Follower], client: Callable[..., Client],
    record_property: Callable[..., None],
) -> None:
    storm = Storm(house)
    pids = [worker.pid for worker in house.workers]
    displays = [follow(house.at(worker), *seen) for worker in house.workers for seen in SCREENS]
    storm.begin()
    storm.until(COMMANDS // 5)

    house.postgres.stop()
    time.sleep(2)
    house.postgres.start()

    storm.until(COMMANDS)
    storm.end()
    record_property("counts", storm.check())
    assert storm.outcomes() <= {200, 403, 404, 409, 503}
    put_off = [said for person in storm.people for said in person.put_off]
    assert put_off, "nobody asked while it was away: this has shown nothing"
    assert all(said and int(said) >= 1 for said in put_off)
    check_displays(house, displays, client)
    assert [worker.pid for worker in house.workers] == pids
    assert all(worker.is_running for worker in house.workers)


def test_same_command_by_two_workers_at_once_is_done_once(calm: House, client: Callable[..., Client]) -> None:
    programs = [client(calm.at(worker), "chair") for worker in calm.workers]
    for number in range(20):
        body = body_of("tell", str(uuid4()), words=f"number {number}")
        with ThreadPoolExecutor() as at_once:
            first, second = at_once.map(lambda each, body=body: each.post(body).raw, programs)  # type: ignore[misc]
        assert first == second
    told = [act for act in read_log(calm.postgres.url).acts if act.command == "tell"]
    assert [act.events[0].words for act in told] == [f"number {number}" for number in range(20)]  # type: ignore[union-attr]


def test_frame_crosses_as_it_was_encoded(
    calm: House, follow: Callable[..., Follower], client: Callable[..., Client]
) -> None:
    displays = [follow(calm.at(worker), "room", "room") for worker in calm.workers]
    delegates = [follow(calm.at(worker), "KEN", "delegate") for worker in calm.workers]
    program = client(calm.at(calm.workers[0]), "chair")

    for number in range(10):
        answer = program.do("tell", words=f"number {number}")
        for each in (*displays, *delegates):
            each.wait_for(lambda each=each, answer=answer: each.version >= answer["version"], 1)  # type: ignore[misc]

    here, there = ([each.frame for each in display.named("change")] for display in displays)
    assert [each["tag"] for each in here] == [each["tag"] for each in there]
    # Now and then the second worker has read the log, as it does twice a second, before it hears the first.
    as_encoded = sum(mine == its for mine, its in zip(here, there, strict=True))
    assert as_encoded >= 6, "the second worker made frames of its own: they bear other moments"
    for each in (*displays, *delegates):
        assert each.wrong == []


def test_desks_see_each_other_whichever_worker_serves_them(
    calm: House, follow: Callable[..., Follower]
) -> None:
    desks = [
        follow(calm.at(worker), holder, holder)
        for worker, holder in zip(calm.workers, ("chair", "secretariat"), strict=True)
    ]

    def seen(display: Follower) -> list[str]:
        last = display.named("here")[-1:]
        return [each["by"] for news in last for each in news.frame["desks"]]

    for each in desks:
        each.wait_for(lambda each=each: seen(each) == ["chair", "secretariat"], 5)  # type: ignore[misc]
    desks[1].close()
    desks[0].wait_for(lambda: seen(desks[0]) == ["chair"], 5)


def test_who_polls_is_led_to_the_worker_that_knows_it(calm: House, client: Callable[..., Client]) -> None:
    ids = set()
    for _ in range(8):
        program = client(calm.front, "room")
        opened = program.ask("GET", "/socket.io/?EIO=4&transport=polling")
        sid = json.loads(opened.raw[1:])["sid"]
        ids.add(sid.partition(".")[0])
        for words in ("40" + json.dumps({"token": calm.tokens["room"]}), "420" + json.dumps(["clock", {}])):
            assert program.ask("POST", f"/socket.io/?EIO=4&transport=polling&sid={sid}", words.encode()).status == 200
        heard = b""
        while b"430" not in heard:
            heard += program.ask("GET", f"/socket.io/?EIO=4&transport=polling&sid={sid}").raw
        assert b"server_now" in heard
    assert ids == {"1", "2"}


def test_websocket_goes_through_the_front_door(calm: House) -> None:
    line = websocket.create_connection(
        f"ws://127.0.0.1:{calm.port}/socket.io/?EIO=4&transport=websocket", timeout=10, suppress_origin=True,
    )
    assert json.loads(line.recv()[1:])["sid"][:2] in ("1.", "2.")
    line.close()
