"""The first answer to each command, kept in the transaction of its events."""

import hmac
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select

from app.domain.errors import Malformed
from app.store.tables import AnswerRow, GenderRow

# Put together once: to put a statement together takes longer than to execute it.
EARLIER_ANSWER = select(AnswerRow.body_mac, AnswerRow.answer).where(
    AnswerRow.meeting_id == bindparam("meeting"), AnswerRow.actor == bindparam("by"),
    AnswerRow.command_id == bindparam("command"),
)
ADD_ANSWER = insert(AnswerRow)


def earlier_answer(
    connection: Connection, meeting_id: int, actor: str, command_id: str, body_mac: str
) -> bytes | None:
    """The answer that this caller has had to this command. Raises Malformed `command_id_reused` for another body."""
    asked = {"meeting": meeting_id, "by": actor, "command": command_id}
    row = connection.execute(EARLIER_ANSWER, asked).first()
    if row is None:
        return None
    if not hmac.compare_digest(row.body_mac, body_mac):
        raise Malformed("command_id_reused", "command_id")
    return bytes(row.answer)


def keep_answer(
    connection: Connection, meeting_id: int, actor: str, command_id: str, body_mac: str, answer: bytes, at: datetime
) -> None:
    connection.execute(ADD_ANSWER, {
        "meeting_id": meeting_id, "actor": actor, "command_id": command_id, "body_mac": body_mac, "answer": answer,
        "at": at,
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
