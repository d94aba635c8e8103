"""Eight people work, the server is killed again and again: whatever was acknowledged is there, once, for all."""

import random
import time
from collections.abc import Callable

import pytest

from tests.drills.asking import Client
from tests.drills.following import Follower
from tests.drills.judging import check_log, check_versions, told
from tests.drills.reading import read_log
from tests.drills.serving import LONG, SLUG, Server
from tests.drills.storming import OPEN_LISTS, Entry, Person, people

KILLS = 100 if LONG else 5
COMMANDS = 10_000 if LONG else 500
# The people of the storm work faster than any real ones: the limits are not what is tried here.
NO_LIMITS = {"DESK_RATE": "10000", "DELEGATION_RATE": "10000", "BURST": "10000"}
SEEN = (("room", "room"), ("chair", "chair"), ("secretariat", "secretariat"), ("KEN", "delegate"), ("HRV", "delegate"))

pytestmark = [pytest.mark.drill, pytest.mark.timeout(3600 if LONG else 120)]


def test_kill_storm_loses_nothing_acknowledged(
    unstarted: Server, client: Callable[..., Client], follow: Callable[..., Follower],
    record_property: Callable[..., None],
) -> None:
    server = unstarted.start(**NO_LIMITS)
    storm = people(server, seed="drill")
    for each in OPEN_LISTS:
        storm[0].ask("open_list", {"list": each})
    displays = [follow(server, holder, screen) for holder, screen in SEEN]

    rage(server, storm)

    ledger = [entry for person in storm for entry in person.ledger]
    log = read_log(server.database)
    counts = told(log, ledger)
    record_property("counts", {"kills": KILLS, **counts})
    assert counts["done"] >= COMMANDS
    assert counts["unknown"] >= KILLS, "hardly a kill met a command on its way: this has shown nothing"
    # 404: of an intervention whose inscription was taken back meanwhile; 403: who may not suspend may not undo it.
    assert {entry.outcomes[-1] for entry in ledger} <= {200, 403, 404, 409}
    check_log(log, ledger)
    check_versions(log, ledger)
    check_same_answers(server, client, ledger)
    assert read_log(server.database).rows == log.rows
    assert server.flask("verify", SLUG).returncode == 0
    for display in displays:
        delegation = display.holder if len(display.holder) == 3 else None
        fetched = client(server, display.holder).fetch(display.watched["screen"])
        assert fetched["screen"] == log.screen(display.watched["screen"], delegation)
        display.wait_for(lambda display=display, fetched=fetched: display.tag == fetched["tag"], 6)  # type: ignore[misc]
        assert display.screen == fetched["screen"]
        assert display.wrong == []
        assert len(display.named("back")) == KILLS + 1


def rage(server: Server, storm: list[Person]) -> None:
    """Lets them work, and kills the server at random moments."""
    dice = random.Random(KILLS)
    for person in storm:
        person.start()
    for kill in range(1, KILLS + 1):
        while done_by(storm) < COMMANDS * kill / (KILLS + 1):
            time.sleep(0.01)
        time.sleep(dice.uniform(0, 0.1))
        server.kill()
        server.start(**NO_LIMITS)
    while done_by(storm) < COMMANDS:
        time.sleep(0.01)
    for person in storm:
        person.stop_asked.set()
    for person in storm:
        person.join(60)
        assert not person.is_alive()


def done_by(storm: list[Person]) -> int:
    return sum(entry.is_done for person in storm for entry in list(person.ledger))


def check_same_answers(server: Server, client: Callable[..., Client], ledger: list[Entry]) -> None:
    """Whatever was done is asked again, in the same bytes."""
    clients = {entry.actor: client(server, entry.actor.removeprefix("delegation:")) for entry in ledger}
    for entry in ledger:
        if entry.is_done:
            again = clients[entry.actor].post(entry.body)
            assert (again.status, again.raw) == (200, entry.answer)
