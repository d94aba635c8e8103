"""Programs that are told of a meeting, and what each is still to be told."""

import json
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from app.domain.errors import RuleBroken, Unknown
from app.domain.facts import Fact
from app.domain.meeting import Meeting
from app.store.outbox import Kept, Letter, asked, due, kept, put
from app.store.tables import LetterRow, MeetingRow, WebhookRow, instant_text

CHANNEL = "webhook"
MOST_HOOKS = 20
MOST_SHOWN = 100


@dataclass(frozen=True, kw_only=True)
class Hook:
    """`events`: the names of the facts that it is told. `generation`: of its secret."""

    id: str
    meeting_id: int
    url: str
    events: tuple[str, ...]
    generation: int
    paused: bool
    made_at: datetime


def hook_of(row: RowMapping) -> Hook:
    return Hook(**{**row, "events": tuple(json.loads(row["events"]))})


def hooks(connection: Connection, meeting_id: int) -> list[Hook]:
    """In the order in which they were made."""
    query = select(WebhookRow.__table__).where(WebhookRow.meeting_id == meeting_id)
    rows = connection.execute(query.order_by(WebhookRow.made_at, WebhookRow.id)).mappings()
    return [hook_of(row) for row in rows]


def hook(connection: Connection, meeting_id: int, hook_id: str) -> Hook:
    """Raises Unknown `unknown_hook`."""
    found = [each for each in hooks(connection, meeting_id) if each.id == hook_id]
    if not found:
        raise Unknown("unknown_hook", hook=hook_id)
    return found[0]


def add(connection: Connection, meeting_id: int, url: str, events: Sequence[str], now: datetime) -> Hook:
    """A new one; its id is never given again. Raises RuleBroken `hook_there`, `too_many_hooks`."""
    there = hooks(connection, meeting_id)
    if any(each.url == url for each in there):
        raise RuleBroken("hook_there")
    if len(there) >= MOST_HOOKS:
        raise RuleBroken("too_many_hooks", most=MOST_HOOKS)
    made = Hook(
        id=secrets.token_hex(8), meeting_id=meeting_id, url=url, events=tuple(events), generation=1, paused=False,
        made_at=now,
    )
    connection.execute(insert(WebhookRow).values(
        id=made.id, meeting_id=meeting_id, url=url, events=json.dumps(made.events), generation=1, paused=False,
        made_at=now,
    ))
    return made


def change(connection: Connection, hook_id: str, **values: Any) -> None:
    connection.execute(update(WebhookRow).where(WebhookRow.id == hook_id).values(**values))


def drop_waiting(connection: Connection, hook_id: str) -> None:
    """What a program has not been told yet, it is told no more."""
    connection.execute(
        update(LetterRow).where(
            LetterRow.channel == CHANNEL, LetterRow.about == hook_id, LetterRow.state.in_(("waiting", "failed"))
        ).values(state="withdrawn")
    )


def remove(connection: Connection, hook_id: str) -> None:
    drop_waiting(connection, hook_id)
    connection.execute(delete(WebhookRow).where(WebhookRow.id == hook_id))


def put_facts(connection: Connection, meeting_id: int, meeting: Meeting, told: Sequence[Fact]) -> None:
    """Puts what an act told into the outbox, for each program that asked for it; within the transaction of the act."""
    for each in hooks(connection, meeting_id) if told else ():
        for number, fact in enumerate(told):
            if fact.event in each.events and not each.paused:
                put_fact(connection, each, meeting, fact, meeting.at, f"v{meeting.version}-{number}")


def put_fact(
    connection: Connection, to: Hook, meeting: Meeting, fact: Fact, at: datetime, dedup: str
) -> int | None:
    """One delivery. `dedup`: tells it apart from all others of this hook; its name is made of it."""
    name = str(uuid5(NAMESPACE_URL, f"{to.meeting_id}/{to.id}/{dedup}"))
    codes = {key: instant_text(value) if isinstance(value, datetime) else value for key, value in fact.codes.items()}
    body = {
        "id": name, "meeting": meeting.programme.slug, "version": meeting.version, "at": instant_text(at),
        "event": fact.event, **codes,
    }
    return put(connection, to.meeting_id, Letter(
        to=to.url, subject=fact.event, body=json.dumps(body), purpose=CHANNEL, channel=CHANNEL, about=to.id,
        dedup=dedup, headers={"Rostrum-Delivery": name},
    ), at)


def due_calls(
    connection: Connection, now: datetime, most: int, without: Collection[str] = ()
) -> list[tuple[Kept, Hook]]:
    """Takes deliveries that are due, with the program as it is now. `without`: hooks that are left for later."""
    found = []
    for each in due(connection, now, most, CHANNEL, without):
        row = connection.execute(
            select(WebhookRow.__table__).where(WebhookRow.id == each.letter.about, WebhookRow.paused.is_(False))
        ).mappings().first()
        if row is not None:
            found.append((each, hook_of(row)))
    return found


def deliveries(connection: Connection, slug: str) -> list[Kept]:
    """The newest first."""
    query = asked().where(LetterRow.channel == CHANNEL, MeetingRow.slug == slug)
    rows = connection.execute(query.order_by(LetterRow.id.desc()).limit(MOST_SHOWN)).mappings()
    return [kept(row) for row in rows]
