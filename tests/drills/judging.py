"""The ledger of a storm against the log that it left behind."""

from collections import Counter, defaultdict
from uuid import UUID

from app.domain.decide import decide, enact
from app.domain.meeting import EMPTY
from app.web.bodies import read_body
from tests.drills.reading import Log
from tests.drills.storming import Entry

OF_ITSELF = ("import", "clock")


def check_log(log: Log, ledger: list[Entry]) -> None:
    """Nothing twice, nothing half, nothing that nobody asked for; each event is what the rules make of its command."""
    assert [row["version"] for row in log.rows] == list(range(1, len(log.rows) + 1))
    assert log.head_version == len(log.rows)
    assert log.personal_versions <= {row["version"] for row in log.rows}
    check_acts(log)
    asked = {entry.command_id: entry for entry in ledger}
    done = {entry.command_id for entry in ledger if entry.is_done}
    in_log = {row["command_id"] for row in log.rows if row["role"] not in OF_ITSELF}
    assert [asked.get(command_id, command_id) for command_id in in_log - done] == []
    assert {command_id for _, command_id in log.answers} == done
    for (actor, command_id), kept in log.answers.items():
        assert asked[command_id].actor == actor
        assert asked[command_id].answer == kept
    check_contents(log, asked)


def check_acts(log: Log) -> None:
    """All events of a command lie side by side, once, under one version."""
    acts_of = defaultdict(set)
    for row in log.rows:
        acts_of[row["command_id"]].add(row["act"])
    assert {command_id: acts for command_id, acts in acts_of.items() if len(acts) > 1} == {}
    lengths = Counter(row["act"] for row in log.rows)
    assert {act.version: len(act.events) for act in log.acts} == dict(lengths)


def check_contents(log: Log, asked: dict[str, Entry]) -> None:
    """From the state before it, the body that was sent gives just the events that lie in the log."""
    command_ids = {row["act"]: row["command_id"] for row in log.rows}
    state = EMPTY
    for act in log.acts:
        if act.actor.role not in OF_ITSELF:
            entry = asked[command_ids[act.version]]
            body = read_body(entry.body)
            assert body.command_id == UUID(entry.command_id)
            assert (act.command, act.actor.key) == (entry.command, entry.actor)
            assert act.seat == f"{entry.actor.removeprefix('delegation:')}'s desk"
            assert tuple(decide(state, body.command, act.actor, act.at)) == act.events
        state = enact(state, act)


def check_versions(log: Log, ledger: list[Entry]) -> None:
    """What an answer says of its version is so."""
    acts = {row["command_id"]: row["act"] for row in log.rows}
    for entry in ledger:
        if entry.is_done and entry.command_id in acts:
            assert f'"version": {acts[entry.command_id]}'.encode() in entry.answer


def told(log: Log, ledger: list[Entry]) -> dict[str, int]:
    """What came of the commands, in numbers."""
    at = {row["command_id"]: row["at"] for row in log.rows}
    unknown = [entry for entry in ledger if entry.asked_again_at]
    return {
        "asked": len(ledger),
        "done": sum(entry.is_done for entry in ledger),
        "refused": sum(not entry.is_done for entry in ledger),
        "unknown": len(unknown),
        "unknown_but_done": sum(
            entry.command_id in at and entry.asked_again_at is not None and at[entry.command_id] < entry.asked_again_at
            for entry in unknown
        ),
        "versions": log.head_version,
    }
