"""What is to leave the house: written together with what it tells of, taken when it is due, kept until it has left."""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select, true, update

from app.domain.errors import Unknown
from app.store.tables import LetterRow, MeetingRow

LINK = "{{link}}"
"""Where the link of whom a letter is about goes, as it leaves: no token is ever kept."""
MOST_TRIES = 12
PAUSES_MIN = (1, 5, 15, 60, 120, 240)
"""Minutes until the next try; the last goes on."""
HELD = timedelta(minutes=15)
"""For so long a letter that was taken is nobody else's: several times what the slowest server takes for one."""
MOST_SHOWN = 500
CONTROLS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
LONGEST = {"to": 500, "subject": 300, "last_error": 300}


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter as it is written. `purpose`: link, receipt, reminder ...; `dedup`: tells two of one purpose apart."""

    to: str
    subject: str
    body: str
    purpose: str
    language: str = "en"
    channel: str = "mail"
    about: str | None = None
    dedup: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A letter as it lies in the outbox. `slug`: of its meeting, None for one of the house."""

    id: int
    slug: str | None
    letter: Letter
    state: str
    tries: int
    next_at: datetime
    created_at: datetime
    sent_at: datetime | None
    last_error: str | None


def put(connection: Connection, meeting_id: int | None, letter: Letter, now: datetime) -> int | None:
    """Puts a letter into the outbox, within the transaction of what it tells of. None: it was put there already.

    Raises ValueError for an address or a subject that holds a control character or is too long.
    """
    for name in ("to", "subject"):
        written = getattr(letter, name)
        if CONTROLS.search(written) or len(written) > LONGEST[name]:
            raise ValueError(f"{name} of a letter cannot be sent so")
    key = "/".join((str(meeting_id or ""), letter.purpose, letter.about or "", letter.dedup))
    if connection.execute(select(LetterRow.id).where(LetterRow.key == key)).scalar() is not None:
        return None
    made = connection.execute(insert(LetterRow).values(
        meeting_id=meeting_id, channel=letter.channel, to=letter.to, language=letter.language, subject=letter.subject,
        body=letter.body, headers=json.dumps(dict(letter.headers)), purpose=letter.purpose, about=letter.about, key=key,
        next_at=now, created_at=now,
    ))
    return int(made.inserted_primary_key[0]) if made.inserted_primary_key else None


def pause_after(tries: int) -> timedelta:
    """How long after so many tries the next one comes."""
    return timedelta(minutes=PAUSES_MIN[min(tries, len(PAUSES_MIN)) - 1])


def due(
    connection: Connection, now: datetime, most: int, channel: str = "mail", without: Collection[str] = ()
) -> list[Kept]:
    """Takes letters that are due, the eldest first. `without`: what they are about that is left for later.

    Each is counted as tried before it is: what was in the hands of whoever dies is tried again later, and not for ever.
    """
    rows = connection.execute(
        asked().where(LetterRow.channel == channel, LetterRow.state == "waiting", LetterRow.next_at <= now)
        .where(LetterRow.about.not_in(sorted(without)) if without else true())
        .order_by(LetterRow.next_at, LetterRow.id).limit(most)
        # What another process is taking at this moment is its own.
        .with_for_update(of=LetterRow, skip_locked=True)
    ).mappings().all()
    for row in rows:
        tries = row["tries"] + 1
        connection.execute(
            update(LetterRow).where(LetterRow.id == row["id"])
            .values(tries=tries, next_at=now + max(HELD, pause_after(tries)))
        )
    return [kept(row) for row in rows]


def mark_sent(connection: Connection, letter_id: int, now: datetime) -> None:
    connection.execute(
        update(LetterRow).where(LetterRow.id == letter_id).values(state="sent", sent_at=now, last_error=None)
    )


def mark_failed(connection: Connection, letter_id: int, error: str, now: datetime) -> None:
    """It did not leave. It is tried again at its time; after the last try it has failed."""
    tries = connection.execute(select(LetterRow.tries).where(LetterRow.id == letter_id)).scalar_one()
    connection.execute(
        update(LetterRow).where(LetterRow.id == letter_id)
        .values(last_error=CONTROLS.sub(" ", error)[:LONGEST["last_error"]])
    )
    if tries == 0:
        # Meanwhile somebody has asked for it to be tried from the beginning: it is due.
        return
    connection.execute(
        update(LetterRow).where(LetterRow.id == letter_id, LetterRow.state == "waiting")
        .values(next_at=now + pause_after(tries), state="failed" if tries >= MOST_TRIES else "waiting")
    )


def mark(connection: Connection, letter_id: int, trouble: str | None, now: datetime) -> None:
    """What became of a letter. `trouble`: why it did not leave; None if it did."""
    if trouble is None:
        mark_sent(connection, letter_id, now)
    else:
        mark_failed(connection, letter_id, trouble, now)


def retry(connection: Connection, letter_id: int, now: datetime) -> bool:
    """From the beginning again: one that has failed, or that waits for its next try."""
    return connection.execute(
        update(LetterRow).where(LetterRow.id == letter_id, LetterRow.state.in_(("failed", "waiting")))
        .values(state="waiting", tries=0, next_at=now)
    ).rowcount > 0


def withdraw(connection: Connection, letter_id: int) -> bool:
    """Whether it had not left yet."""
    return connection.execute(
        update(LetterRow).where(LetterRow.id == letter_id, LetterRow.state.in_(("failed", "waiting")))
        .values(state="withdrawn")
    ).rowcount > 0


def asked() -> Select[Any]:
    return select(*LetterRow.__table__.columns, MeetingRow.slug).outerjoin(
        MeetingRow, MeetingRow.id == LetterRow.meeting_id
    )


def letters(connection: Connection, slug: str | None) -> list[Kept]:
    """The letters of a meeting, or of the whole house; the newest first."""
    query = asked().where(LetterRow.channel == "mail").order_by(LetterRow.id.desc()).limit(MOST_SHOWN)
    rows = connection.execute(query if slug is None else query.where(MeetingRow.slug == slug)).mappings()
    return [kept(row) for row in rows]


def standing(connection: Connection) -> dict[tuple[str, str], int]:
    """How many wait or have failed, by (channel, state)."""
    rows = connection.execute(
        select(LetterRow.channel, LetterRow.state, func.count()).where(LetterRow.state.in_(("waiting", "failed")))
        .group_by(LetterRow.channel, LetterRow.state)
    )
    return {(channel, state): number for channel, state, number in rows}


def letter(connection: Connection, letter_id: int, slug: str | None) -> Kept:
    """One letter; of this meeting, if one is named. Raises Unknown `unknown_letter`."""
    query = asked().where(LetterRow.id == letter_id)
    row = connection.execute(query if slug is None else query.where(MeetingRow.slug == slug)).mappings().first()
    if row is None:
        raise Unknown("unknown_letter", letter=letter_id)
    return kept(row)


def kept(row: Mapping[Any, Any]) -> Kept:
    written = Letter(
        to=row["to"], subject=row["subject"], body=row["body"], purpose=row["purpose"], language=row["language"],
        channel=row["channel"], about=row["about"], dedup=row["key"].rpartition("/")[2],
        headers=json.loads(row["headers"]),
    )
    return Kept(
        id=row["id"], slug=row["slug"], letter=written, state=row["state"], tries=row["tries"], next_at=row["next_at"],
        created_at=row["created_at"], sent_at=row["sent_at"], last_error=row["last_error"],
    )
