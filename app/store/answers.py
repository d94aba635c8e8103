"""The first answer to each command, kept in the transaction of its events."""

import hmac
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select

from app.domain.errors import Malformed
from app.store.driver import Prepared
from app.store.tables import AnswerRow, GenderRow, instant_text

EARLIER_ANSWER = Prepared(select(AnswerRow.body_mac, AnswerRow.answer).where(
    AnswerRow.meeting_id == bindparam("meeting"), AnswerRow.actor == bindparam("by"),
    AnswerRow.command_id == bindparam("command"),
))
ADD_ANSWER = Prepared.insertion(AnswerRow, "meeting_id", "actor", "command_id", "body_mac", "answer", "at")


def earlier_answer(
    connection: Connection, meeting_id: int, actor: str, command_id: str, body_mac: str
) -> bytes | None:
    """The answer that this caller has had to this command. Raises Malformed `command_id_reused` for another body."""
    asked = {"meeting": meeting_id, "by": actor, "command": command_id}
    for earlier_mac, answer in EARLIER_ANSWER.run(connection, asked):
        if not hmac.compare_digest(earlier_mac, body_mac):
            raise Malformed("command_id_reused", "command_id")
        return bytes(answer)
    return None


def keep_answer(
    connection: Connection, meeting_id: int, actor: str, command_id: str, body_mac: str, answer: bytes, at: datetime
) -> None:
    ADD_ANSWER.run(connection, {
        "meeting_id": meeting_id, "actor": actor, "command_id": command_id, "body_mac": body_mac, "answer": answer,
        "at": instant_text(at),
    })


def keep_gender(connection: Connection, meeting_id: int, subject: str, gender: str | None) -> None:
    """The self-declared gender of a speaker or a member, in place of an earlier one; None or empty takes it away."""
    connection.execute(delete(GenderRow).where(GenderRow.meeting_id == meeting_id, GenderRow.subject == subject))
    if gender:
        connection.execute(insert(GenderRow).values(meeting_id=meeting_id, subject=subject, gender=gender))


def genders(connection: Connection, meeting_id: int) -> dict[str, str]:
    """All answers of a meeting, by the intervention or the member they are about."""
    rows = connection.execute(select(GenderRow.subject, GenderRow.gender).where(GenderRow.meeting_id == meeting_id))
    return {subject: gender for subject, gender in rows}
