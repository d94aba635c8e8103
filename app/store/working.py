"""What the office is still working at: programmes that are not in force yet, tables that are being read in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from app.store.tables import UploadRow, WorkingRow

UPLOAD_LASTS = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Working:
    """A programme that somebody works at. `base`: the version of the meeting it was begun on, 0: there is none yet."""

    slug: str
    form: str
    base: int
    changed_at: datetime
    seat: str


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A table as it was sent, kept while its columns are sorted out."""

    id: str
    slug: str
    name: str
    seat: str
    content: bytes
    made_at: datetime


def working_of(connection: Connection, slug: str) -> Working | None:
    row = connection.execute(select(WorkingRow.__table__).where(WorkingRow.slug == slug)).mappings().first()
    return None if row is None else Working(**row)


def unborn(connection: Connection) -> list[str]:
    """The slugs of programmes whose meetings do not exist yet, the last changed first."""
    query = select(WorkingRow.slug).where(WorkingRow.base == 0).order_by(WorkingRow.changed_at.desc())
    return list(connection.execute(query).scalars())


def keep_working(connection: Connection, working: Working, before: str | None) -> bool:
    """Keeps it, if the form is still `before` (None: there was none); else somebody was first, and nothing is done."""
    found = working_of(connection, working.slug)
    if (found.form if found else None) != before:
        return False
    values = {"form": working.form, "base": working.base, "changed_at": working.changed_at, "seat": working.seat}
    if found is None:
        connection.execute(insert(WorkingRow).values(slug=working.slug, **values))
    else:
        connection.execute(update(WorkingRow).where(WorkingRow.slug == working.slug).values(**values))
    return True


def drop_working(connection: Connection, slug: str) -> None:
    connection.execute(delete(WorkingRow).where(WorkingRow.slug == slug))


def keep_upload(connection: Connection, upload: Upload) -> None:
    """Keeps it, and drops all that nobody came back to within a day."""
    connection.execute(delete(UploadRow).where(UploadRow.made_at < upload.made_at - UPLOAD_LASTS))
    connection.execute(insert(UploadRow).values(
        id=upload.id, slug=upload.slug, name=upload.name, seat=upload.seat, content=upload.content,
        made_at=upload.made_at,
    ))


def upload_of(connection: Connection, slug: str, upload_id: str, now: datetime) -> Upload | None:
    query = select(UploadRow.__table__).where(
        UploadRow.id == upload_id, UploadRow.slug == slug, UploadRow.made_at >= now - UPLOAD_LASTS,
    )
    row = connection.execute(query).mappings().first()
    return None if row is None else Upload(**{**row, "content": bytes(row["content"])})


def drop_upload(connection: Connection, upload_id: str) -> None:
    connection.execute(delete(UploadRow).where(UploadRow.id == upload_id))
