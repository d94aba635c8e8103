"""The server dies at each step of a command: up to the commit nothing has happened, from it on everything has."""

from collections.abc import Callable

import pytest

from tests.drills.asking import Client, NoAnswer, body_of
from tests.drills.reading import read_log
from tests.drills.serving import ROOT, SLUG, Server

LAUNCHER = ROOT / "tests" / "drills" / "launchers" / "kill_at.py"
POINTS = {
    "after the decision": 0, "after the events": 0, "before the commit": 0, "after the commit": 1,
    "before the answer": 1,
}

pytestmark = [pytest.mark.drill, pytest.mark.timeout(120)]


def test_command_is_done_once_wherever_the_server_dies(unstarted: Server, client: Callable[..., Client]) -> None:
    unanswered: list[tuple[str, bytes]] = []
    for point, times in POINTS.items():
        server = unstarted.start((LAUNCHER, point))
        chair = client(server, "chair")
        check_done_once(server, chair, unanswered)
        body = body_of("tell", words=f"end {point}")

        with pytest.raises(NoAnswer):
            chair.post(body)
        server.wait()

        notices = [act.events[0] for act in read_log(server.database).acts if act.command == "tell"]
        assert [notice.words for notice in notices].count(f"end {point}") == times, point
        unanswered.append((point, body))
    server = unstarted.start()
    check_done_once(server, client(server, "chair"), unanswered)
    assert server.flask("verify", SLUG).returncode == 0


def check_done_once(server: Server, chair: Client, unanswered: list[tuple[str, bytes]]) -> None:
    """What was not answered is asked again, twice: the same answer, and in the log once."""
    for point, body in unanswered[-1:]:
        first, second = chair.post(body), chair.post(body)

        assert (first.status, first.raw) == (200, second.raw)
        told = [act for act in read_log(server.database).acts if act.command == "tell"]
        assert [act.events[0].words for act in told].count(f"end {point}") == 1, point
        done = next(act for act in told if act.events[0].words == f"end {point}")
        assert first.body == {"ok": True, "version": done.version}
