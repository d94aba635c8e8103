"""Erasing words about a person: the rows beside the log, what hangs on them, and the bytes in the file."""

import json
import sqlite3
from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, delete, select, update

from app.store.tables import EventRow, GenderRow, LetterRow, PersonalRow

MAKING = {
    "inscribed": "intervention", "order_raised": "order", "motion_moved": "order", "member_registered": "member",
}
"""Which events make something of a delegation's own, and the field of its id."""
SHORTEST_WORDS = 3
PATIENCE_S = 5.0


@dataclass(frozen=True)
class Found:
    """What the database has about a person: words by (version, field), and the ids of all that is theirs."""

    words: dict[tuple[int, str], str]
    ids: frozenset[str]
    delegation: str | None


def find(connection: Connection, meeting_id: int, subject: str) -> Found:
    """What there is about an intervention, a point of order, a member or a delegation, from the whole log."""
    rows = connection.execute(
        select(EventRow.kind, EventRow.payload).where(EventRow.meeting_id == meeting_id, EventRow.kind.in_(MAKING))
    )
    made = [(said[MAKING[kind]], said["delegation"]) for kind, payload in rows for said in [json.loads(payload)]]
    ids = frozenset(name for name, delegation in made if subject in (name, delegation))
    return Found(
        words_about(connection, meeting_id, {*ids, subject}), ids, None if subject in ids else subject
    )


def words_about(connection: Connection, meeting_id: int, names: Collection[str]) -> dict[tuple[int, str], str]:
    rows = connection.execute(
        select(PersonalRow.version, PersonalRow.field, PersonalRow.words, EventRow.kind, EventRow.payload)
        .join(EventRow, (EventRow.meeting_id == PersonalRow.meeting_id) & (EventRow.version == PersonalRow.version))
        .where(PersonalRow.meeting_id == meeting_id).order_by(PersonalRow.version, PersonalRow.field)
    )
    return {
        (version, field): words for version, field, words, kind, payload in rows
        if whom(kind, json.loads(payload)) in names
    }


def whom(kind: str, said: dict[str, str]) -> str | None:
    """Whose words an event holds."""
    if kind == "contact_set":
        return said["delegation"]
    return said.get("intervention") or said.get("order") or said.get("member")


def erase(connection: Connection, meeting_id: int, found: Found) -> None:
    """Takes the words away with their salt, so that no guess can be tried on the hash that stays in the chain."""
    for version, field in found.words:
        connection.execute(delete(PersonalRow).where(
            PersonalRow.meeting_id == meeting_id, PersonalRow.version == version, PersonalRow.field == field
        ))
    connection.execute(
        delete(GenderRow).where(GenderRow.meeting_id == meeting_id, GenderRow.subject.in_(found.ids))
    )
    said = [words for words in found.words.values() if len(words) >= SHORTEST_WORDS]
    letters = connection.execute(
        select(LetterRow.id, LetterRow.about, LetterRow.to, LetterRow.subject, LetterRow.body, LetterRow.state)
        .where(LetterRow.meeting_id == meeting_id)
    ).all()
    for letter in letters:
        written = f"{letter.to}\n{letter.subject}\n{letter.body}"
        if (found.delegation and letter.about == found.delegation) or any(words in written for words in said):
            left = letter.state == "sent"
            connection.execute(update(LetterRow).where(LetterRow.id == letter.id).values(
                to="", subject="", body="", headers="{}", last_error=None, state="sent" if left else "withdrawn",
            ))


def wipe(engine: Engine) -> None:
    """Rewrites the file, so that no page and no journal keeps what was erased. Raises OSError if it is in use.

    On SQLite over a connection of its own, so that any thread may do it. On PostgreSQL dead rows are cleared; what its
    write-ahead log and its backups keep is its administrator's.
    """
    if engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(engine.url.database or "", timeout=PATIENCE_S)) as file:
            try:
                file.execute("VACUUM")
                is_busy = file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            except sqlite3.OperationalError as error:
                raise OSError(str(error)) from error
            if is_busy:
                raise OSError("the journal is in use")
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM personal, genders, outbox")
