"""The files of statements, beside the log; they go when their statement does."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from app.store.tables import FileRow


@dataclass(frozen=True)
class File:
    """What was handed in. `text`: as a program reads it, empty for a scan."""

    content: bytes
    text: str


def keep_file(connection: Connection, meeting_id: int, statement: str, file: File) -> None:
    connection.execute(
        insert(FileRow).values(meeting_id=meeting_id, statement=statement, content=file.content, text=file.text)
    )


def file_of(connection: Connection, meeting_id: int, statement: str) -> File | None:
    row = connection.execute(
        select(FileRow.content, FileRow.text).where(FileRow.meeting_id == meeting_id, FileRow.statement == statement)
    ).first()
    return None if row is None else File(bytes(row.content), row.text)


def drop_files(connection: Connection, meeting_id: int, statements: Iterable[str]) -> None:
    connection.execute(
        delete(FileRow).where(FileRow.meeting_id == meeting_id, FileRow.statement.in_(list(statements)))
    )
