"""Figures as they were published, in their order; none is ever changed."""

from collections.abc import Sequence

from sqlalchemy import Connection, insert, select

from app.store.tables import PublicationRow


def published(connection: Connection, meeting_id: int) -> list[str]:
    rows = connection.execute(
        select(PublicationRow.content).where(PublicationRow.meeting_id == meeting_id).order_by(PublicationRow.number)
    )
    return list(rows.scalars())


def publish(connection: Connection, meeting_id: int, contents: Sequence[str], after: int) -> None:
    """Adds what comes after so many. Raises IntegrityError if somebody was first."""
    for number, content in enumerate(contents, start=after + 1):
        connection.execute(insert(PublicationRow).values(meeting_id=meeting_id, number=number, content=content))
