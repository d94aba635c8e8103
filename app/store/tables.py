"""The tables. The log is the truth; personal words, gender, answers and what is to be sent lie beside it."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, MetaData, String, Text, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


def instant_text(at: datetime) -> str:
    """An aware instant as ISO 8601 UTC with milliseconds. Raises ValueError for one without a zone."""
    if at.tzinfo is None:
        raise ValueError("an instant without a zone")
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept as ISO 8601 UTC text with milliseconds: sorts as time, reads the same everywhere."""

    impl = String(24)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else instant_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class MeetingRow(Base):
    """`head_version`, `head_mac`: the end of the chain, so that a cut tail shows."""

    __tablename__ = "meetings"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    is_demo: Mapped[bool] = mapped_column(default=False)
    head_version: Mapped[int] = mapped_column(Integer, default=0)
    head_mac: Mapped[str] = mapped_column(String(64), default="")


class EventRow(Base):
    """One event. `act`: the version of the last event of the same command. `mac`: chained over all before it."""

    __tablename__ = "events"
    __table_args__ = (UniqueConstraint("meeting_id", "version"),)
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    version: Mapped[int] = mapped_column(Integer)
    act: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(Instant)
    command: Mapped[str] = mapped_column(String(40))
    command_id: Mapped[str] = mapped_column(String(36))
    role: Mapped[str] = mapped_column(String(20))
    delegation: Mapped[str | None] = mapped_column(String(40))
    seat: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(40))
    payload: Mapped[str] = mapped_column(Text)
    mac: Mapped[str] = mapped_column(String(64))


class PersonalRow(Base):
    """Words about persons of one event, outside the chain; the event holds their salted hash."""

    __tablename__ = "personal"
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    field: Mapped[str] = mapped_column(String(40), primary_key=True)
    salt: Mapped[str] = mapped_column(String(32))
    words: Mapped[str] = mapped_column(Text)


class GenderRow(Base):
    """Self-declared gender of a speaker or a member: for statistics only, never in an event, an answer or a screen.

    `subject`: the id of an intervention or of a member.
    """

    __tablename__ = "genders"
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), primary_key=True)
    subject: Mapped[str] = mapped_column(String(20), primary_key=True)
    gender: Mapped[str] = mapped_column(String(40))


class AnswerRow(Base):
    """The first answer to a command: the same caller asking again under the same id gets the same bytes."""

    __tablename__ = "answers"
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), primary_key=True)
    actor: Mapped[str] = mapped_column(String(70), primary_key=True)
    command_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    body_mac: Mapped[str] = mapped_column(String(64))
    answer: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime] = mapped_column(Instant)


class GenerationRow(Base):
    """How often the links of a holder (a role, or the code of a delegation) have been revoked; none: never."""

    __tablename__ = "generations"
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), primary_key=True)
    holder: Mapped[str] = mapped_column(String(40), primary_key=True)
    generation: Mapped[int] = mapped_column(Integer)


class SeatRow(Base):
    """The last number given to a seat of a holder."""

    __tablename__ = "seats"
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), primary_key=True)
    holder: Mapped[str] = mapped_column(String(40), primary_key=True)
    last: Mapped[int] = mapped_column(Integer)


class FileRow(Base):
    """The file of a statement, and its plain text; the event holds the digest of the file."""

    __tablename__ = "files"
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), primary_key=True)
    statement: Mapped[str] = mapped_column(String(20), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    text: Mapped[str] = mapped_column(Text)


class PublicationRow(Base):
    """Figures by gender as they were published: what was told once is never worked out again."""

    __tablename__ = "publications"
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    content: Mapped[str] = mapped_column(Text)


class LetterRow(Base):
    """What is to leave the house: a mail or the call of a webhook. `key`: what is never sent twice.

    `state`: waiting | sent | failed | withdrawn. `about`: the code of the delegation that it is about. `body` holds no
    link: where LINK of outbox.py stands in it, the link that is in force is put in as it leaves.
    """

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_state_next_at", "state", "next_at"),)
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"))
    channel: Mapped[str] = mapped_column(String(10))
    to: Mapped[str] = mapped_column(String(500))
    language: Mapped[str] = mapped_column(String(10))
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    headers: Mapped[str] = mapped_column(Text, default="{}")
    purpose: Mapped[str] = mapped_column(String(20))
    about: Mapped[str | None] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(200), unique=True)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    tries: Mapped[int] = mapped_column(Integer, default=0)
    next_at: Mapped[datetime] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    last_error: Mapped[str | None] = mapped_column(String(300))


class WorkingRow(Base):
    """A programme that the office works at. `form`: JSON; `base`: the version it was begun on, 0: no meeting yet."""

    __tablename__ = "working_programmes"
    slug: Mapped[str] = mapped_column(String(60), primary_key=True)
    form: Mapped[str] = mapped_column(Text)
    base: Mapped[int] = mapped_column(Integer)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    seat: Mapped[str] = mapped_column(String(40))


class UploadRow(Base):
    """A table of delegations while it is read in; it goes when that is done, or after a day."""

    __tablename__ = "uploads"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    slug: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(200))
    seat: Mapped[str] = mapped_column(String(40))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(Instant)


class WebhookRow(Base):
    """A program that is told of a meeting. `events`: JSON list. `generation`: of its secret, which is not kept."""

    __tablename__ = "webhooks"
    __table_args__ = (UniqueConstraint("meeting_id", "url"),)
    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    url: Mapped[str] = mapped_column(String(500))
    events: Mapped[str] = mapped_column(Text)
    generation: Mapped[int] = mapped_column(Integer, default=1)
    paused: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime] = mapped_column(Instant)
