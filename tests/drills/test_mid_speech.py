"""The server is killed in mid-speech: the countdown goes on where it is, and no event is invented."""

import time
from collections.abc import Callable
from datetime import datetime

import pytest

from tests.drills.asking import Client
from tests.drills.following import Follower
from tests.drills.reading import read_log
from tests.drills.serving import Server

pytestmark = [pytest.mark.drill, pytest.mark.timeout(120)]
DOWN_S = 2.0


def remaining(speech: dict, server_now: str) -> float:
    """As a display computes it."""
    moment = speech.get("paused_at") or server_now
    spoken = (datetime.fromisoformat(moment) - datetime.fromisoformat(speech["started_at"])).total_seconds()
    return speech["limit_s"] - (spoken - speech["paused_s"])


def test_countdown_is_right_after_a_kill(
    server: Server, client: Callable[..., Client], follow: Callable[..., Follower]
) -> None:
    chair, wall = client(server, "chair"), follow(server, "room", "room")
    chair.do("take_up", item="2")
    first = min(chair.screen("room")["entries"].items(), key=lambda entry: entry[1]["rank"])[0]
    chair.do("call", intervention=first, ending=None)
    chair.do("start_clock", intervention=first)
    wall.wait_for(lambda: wall.screen.get("speech", {}).get("state") == "speaking", 5)
    started, limit = time.time(), wall.screen["speech"]["limit_s"]
    before = read_log(server.database)
    time.sleep(1.5)

    server.kill()
    time.sleep(DOWN_S)
    server.start()
    backs = len(wall.named("back"))
    wall.wait_for(lambda: len(wall.named("back")) > backs or len(wall.named("watch")) > 1, 10)
    heard = wall.wait_for(lambda: len(wall.named("watch")) > 1, 10)

    frame = wall.named("watch")[-1].frame
    expected = limit - (time.time() - started - (time.monotonic() - heard))
    assert remaining(wall.screen["speech"], frame["server_now"]) == pytest.approx(expected, abs=0.25)
    assert read_log(server.database).rows == before.rows, "an event was invented"
    assert wall.wrong == []


def test_paused_speech_stays_paused(server: Server, client: Callable[..., Client]) -> None:
    chair = client(server, "chair")
    chair.do("take_up", item="2")
    first = min(chair.screen("room")["entries"].items(), key=lambda entry: entry[1]["rank"])[0]
    chair.do("call", intervention=first, ending=None)
    chair.do("start_clock", intervention=first)
    time.sleep(0.5)
    chair.do("pause_clock", intervention=first)
    paused = chair.screen("room")["speech"]

    server.kill()
    time.sleep(1)
    server.start()

    assert client(server, "chair").screen("room")["speech"] == paused
    client(server, "chair").do("resume_clock", intervention=first)
    resumed = client(server, "chair").screen("room")["speech"]
    assert resumed["state"] == "speaking"
    assert resumed["paused_s"] >= 1
