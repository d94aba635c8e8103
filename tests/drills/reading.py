"""The log as another process reads it: this one, which serves nothing and holds no cache."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, select

from app.domain.decide import Act, fold
from app.domain.meeting import Meeting
from app.screens.views import Views
from app.store.database import tune
from app.store.log import Head, read_after, rows_after
from app.store.meetings import meeting_row
from app.store.tables import AnswerRow, PersonalRow
from tests.drills.serving import SLUG


@contextmanager
def reader(database: Path | str) -> Iterator[Connection]:
    """`database`: the file of one of SQLite, or the URL of another."""
    engine = create_engine(f"sqlite:///{database}" if isinstance(database, Path) else database)
    tune(engine)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


@dataclass(frozen=True)
class Log:
    """`rows`: the events as they lie in the table. `answers`: the kept bytes by (actor, command_id)."""

    rows: list[dict[str, Any]]
    acts: list[Act]
    answers: dict[tuple[str, str], bytes]
    personal_versions: set[int]
    head_version: int

    @cached_property
    def meeting(self) -> Meeting:
        return fold(self.acts)

    @cached_property
    def views(self) -> Views:
        return Views(self.meeting)

    def rows_of(self, command_id: str) -> list[dict[str, Any]]:
        return [row for row in self.rows if row["command_id"] == command_id]

    def screen(self, name: str, delegation: str | None = None) -> dict[str, Any]:
        return self.views.screen(name, None, delegation).value


def read_log(database: Path | str) -> Log:
    with reader(database) as connection:
        meeting = meeting_row(connection, SLUG)
        acts, _ = read_after(connection, Head(meeting["id"], 0, ""))
        rows = [dict(row) for row in rows_after(connection, meeting["id"], 0)]
        answers = {
            (row["actor"], row["command_id"]): bytes(row["answer"])
            for row in connection.execute(select(AnswerRow.__table__)).mappings()
        }
        personal = set(connection.execute(select(PersonalRow.version)).scalars())
        return Log(rows, acts, answers, personal, meeting["head_version"])


def head_version(database: Path | str) -> int:
    with reader(database) as connection:
        return int(meeting_row(connection, SLUG)["head_version"])
