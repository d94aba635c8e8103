"""The wait for PostgreSQL has an end with green threads too, and others have their turn meanwhile."""

import pytest

from tests.runtime.green import found_by

SCRIPT = """
import warnings
warnings.filterwarnings("ignore")
import eventlet
eventlet.monkey_patch()
import json, socket, sys, time
from sqlalchemy import create_engine, text
from app import engine_options
from app.runtime import postgres
from app.store.database import NotNow, Writer

def begun(url):
    engine = create_engine(url, **engine_options(url))
    writer = Writer(engine)
    def ask(seconds, meeting):
        try:
            writer.run(lambda connection: connection.execute(text(f"SELECT pg_sleep({seconds})")), meeting)
            return "done"
        except NotNow as trouble:
            return trouble.code
    return engine, ask

turns = []
def count():
    while True:
        turns.append(time.monotonic())
        eventlet.sleep(0.02)

postgres.prepare(connect_s=0.3, answer_s=0.5)
eventlet.spawn(count)
engine, ask = begun(sys.argv[1])
found = {"first": ask(0, "a"), "silent": ask(3, "a"), "then": ask(0.1, "b"), "held": engine.pool.checkedout()}
with socket.create_server(("127.0.0.1", 0)) as mute:
    found["mute"] = begun(f"postgresql+psycopg2://u@127.0.0.1:{mute.getsockname()[1]}/x")[1](0, "a")
found["longest"] = max(after - before for before, after in zip(turns, turns[1:]))
print(json.dumps(found))
"""


@pytest.mark.postgres
def test_silence_has_an_end_and_holds_up_nobody(postgres: str):
    """On a connection that stands, in the middle of a command, and on one that comes to no end of its beginning."""
    found = found_by(SCRIPT, postgres)

    assert found.pop("longest") < 0.5
    assert found == {"first": "done", "silent": "storage_gone", "then": "done", "held": 0, "mute": "storage_gone"}
