"""The log of a meeting: events in rows, one version number each, chained by HMAC."""

import hmac
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, select, update

from app.domain.decide import Act
from app.domain.events import PersonErased
from app.domain.meeting import Actor
from app.keys import mac
from app.store.codec import Words, decode, encode
from app.store.driver import Prepared
from app.store.tables import EventRow, MeetingRow, PersonalRow, instant_text

CHAINED = (
    "version", "act", "at", "command", "command_id", "role", "delegation", "seat", "kind", "payload",
)
# Put together once: to put a statement together takes longer than to execute it.
ROWS_FROM = (
    select(EventRow.__table__)
    .where(EventRow.meeting_id == bindparam("meeting"), EventRow.version >= bindparam("version"))
    .order_by(EventRow.version)
)
ENDS = Prepared(
    select(EventRow.version, EventRow.mac)
    .where(EventRow.meeting_id == bindparam("meeting"), EventRow.version >= bindparam("version"))
    .order_by(EventRow.version)
)
PERSONAL_AFTER = select(PersonalRow.__table__).where(
    PersonalRow.meeting_id == bindparam("meeting"), PersonalRow.version > bindparam("version")
)
ADD_PERSONAL = Prepared.insertion(PersonalRow, "meeting_id", "version", "field", "salt", "words")
ADD_EVENT = Prepared.insertion(EventRow, "meeting_id", *CHAINED, "mac")
SET_HEAD = Prepared(
    update(MeetingRow).where(MeetingRow.id == bindparam("meeting"))
    .values(head_version=bindparam("last"), head_mac=bindparam("seal"))
)


@dataclass(frozen=True)
class Head:
    """Where the chain of a meeting ends."""

    meeting_id: int
    version: int
    mac: str


@dataclass(frozen=True)
class BadVersion:
    """The first version at which the chain does not hold, and how."""

    version: int
    cause: str


def link(key: bytes, meeting_id: int, previous: str, row: Mapping[str, Any]) -> str:
    """The mac of a row, its instant as text, over the row before it and all that the row says."""
    body = json.dumps({name: row[name] for name in CHAINED}, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return mac(key, str(meeting_id).encode(), previous.encode(), body.encode()).hex()


def append(connection: Connection, key: bytes, head: Head, act: Act, command_id: str) -> Head:
    """Writes an act after the head. Raises IntegrityError if another process was there first."""
    previous, at = head.mac, instant_text(act.at)
    for version, event in enumerate(act.events, start=act.first_version):
        payload, taken = encode(event)
        row: dict[str, Any] = {
            "meeting_id": head.meeting_id, "version": version, "act": act.version, "at": at,
            "command": act.command, "command_id": command_id, "role": act.actor.role,
            "delegation": act.actor.delegation, "seat": act.seat, "kind": event.kind, "payload": payload,
        }
        previous = row["mac"] = link(key, head.meeting_id, previous, row)
        ADD_EVENT.run(connection, row)
        for each in taken:
            ADD_PERSONAL.run(connection, {
                "meeting_id": head.meeting_id, "version": version, "field": each.field, "salt": each.salt,
                "words": each.words,
            })
    SET_HEAD.run(connection, {"meeting": head.meeting_id, "last": act.version, "seal": previous})
    return Head(head.meeting_id, act.version, previous)


def rows_after(connection: Connection, meeting_id: int, version: int) -> Sequence[RowMapping]:
    return connection.execute(ROWS_FROM, {"meeting": meeting_id, "version": version + 1}).mappings().all()


type_of_personal = dict[int, dict[str, Words]]


def personal_after(connection: Connection, meeting_id: int, version: int) -> type_of_personal:
    """The words about persons of later versions, by version and field."""
    rows = connection.execute(PERSONAL_AFTER, {"meeting": meeting_id, "version": version}).mappings()
    found: type_of_personal = defaultdict(dict)
    for row in rows:
        found[row["version"]][row["field"]] = Words(row["field"], row["salt"], row["words"])
    return found


def acts_of(rows: Sequence[RowMapping], personal: type_of_personal) -> Iterator[Act]:
    """The acts that rows of the log make up."""
    for version, group in groupby(rows, key=lambda row: row["act"]):
        of_act = list(group)
        first = of_act[0]
        events = tuple(
            decode(
                row["kind"], row["payload"],
                {field: each.words for field, each in personal.get(row["version"], {}).items()},
            )
            for row in of_act
        )
        yield Act(
            version=version, at=first["at"], command=first["command"],
            actor=Actor(role=first["role"], delegation=first["delegation"]), seat=first["seat"], events=events,
        )


def read_after(connection: Connection, head: Head) -> tuple[list[Act], Head]:
    """What has been appended since, and the new head."""
    return read_rows(connection, head, rows_after(connection, head.meeting_id, head.version))


def read_on(connection: Connection, head: Head) -> tuple[list[Act], Head] | None:
    """As `read_after`; None if this is not the log that had this head."""
    if ENDS.run(connection, {"meeting": head.meeting_id, "version": head.version}) == [(head.version, head.mac)]:
        return [], head
    rows = rows_after(connection, head.meeting_id, head.version - 1)
    if not rows or rows[0]["version"] != head.version or rows[0]["mac"] != head.mac:
        return None
    return read_rows(connection, head, rows[1:])


def read_rows(connection: Connection, head: Head, rows: Sequence[RowMapping]) -> tuple[list[Act], Head]:
    if not rows:
        return [], head
    personal = personal_after(connection, head.meeting_id, head.version)
    return list(acts_of(rows, personal)), Head(head.meeting_id, rows[-1]["version"], rows[-1]["mac"])


def verify(connection: Connection, key: bytes, meeting: RowMapping) -> BadVersion | None:
    """Recomputes the chain: the first version at which it does not hold; None if it does."""
    previous = ""
    personal = personal_after(connection, meeting["id"], 0)
    expected = 0
    rows = rows_after(connection, meeting["id"], 0)
    erased = erased_by(rows)
    for row in rows:
        expected += 1
        if row["version"] != expected:
            return BadVersion(expected, "missing")
        previous = link(key, meeting["id"], previous, {**row, "at": instant_text(row["at"])})
        if not hmac.compare_digest(previous, row["mac"]):
            return BadVersion(expected, "changed")
        for field, digest in json.loads(row["payload"]).get("personal", {}).items():
            words = personal.get(expected, {}).get(field)
            if (words is None) is not ((expected, field) in erased):
                return BadVersion(expected, f"personal words {'gone' if words is None else 'came back'}: {field}")
            if words is not None and words.digest != digest:
                return BadVersion(expected, f"personal words changed: {field}")
    if expected != meeting["head_version"] or previous != meeting["head_mac"]:
        return BadVersion(min(expected, meeting["head_version"]) + 1, "cut off")
    return None


def erased_by(rows: Sequence[RowMapping]) -> set[tuple[int, str]]:
    """The (version, field) of words that a later event says were erased; that the event is genuine, its mac shows."""
    return {
        (version, field)
        for row in rows if row["kind"] == PersonErased.kind
        for version, field in json.loads(row["payload"]).get("fields", ())
        if version < row["version"]
    }


def first_act(connection: Connection, meeting_id: int) -> Act:
    """The act by which a meeting began."""
    rows = connection.execute(
        select(EventRow.__table__)
        .where(
            EventRow.meeting_id == meeting_id,
            EventRow.act == select(EventRow.act).where(
                EventRow.meeting_id == meeting_id, EventRow.version == 1
            ).scalar_subquery(),
        )
        .order_by(EventRow.version)
    ).mappings().all()
    return next(acts_of(rows, personal_after(connection, meeting_id, 0)))


def version_of_import(connection: Connection, meeting_id: int) -> int:
    """The last version of the act by which a meeting began; 0 of an empty log."""
    found = connection.execute(
        select(EventRow.act).where(EventRow.meeting_id == meeting_id, EventRow.version == 1)
    ).scalar()
    return found or 0
