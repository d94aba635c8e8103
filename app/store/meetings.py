"""Which meetings there are, the links of their holders, their seats."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, bindparam, insert, select, update

from app.domain.errors import Unknown
from app.domain.meeting import Actor, Meeting
from app.store.driver import Prepared
from app.store.tables import GenerationRow, MeetingRow, SeatRow

MEETING_OF = select(MeetingRow.__table__).where(MeetingRow.slug == bindparam("slug"))
GENERATIONS_OF = Prepared(select(GenerationRow.holder, GenerationRow.generation).where(
    GenerationRow.meeting_id == bindparam("meeting")
))


def meeting_row(connection: Connection, slug: str) -> RowMapping:
    """Raises Unknown `unknown_meeting`."""
    # What cannot be printed (NUL, half a character) cannot be asked of every database either.
    row = connection.execute(MEETING_OF, {"slug": slug}).mappings().first() if slug.isprintable() else None
    if row is None:
        raise Unknown("unknown_meeting", meeting=slug)
    return row


def meeting_slugs(connection: Connection) -> list[str]:
    return list(connection.execute(select(MeetingRow.slug).order_by(MeetingRow.id)).scalars())


def demo_slugs(connection: Connection) -> list[str]:
    return list(connection.execute(select(MeetingRow.slug).where(MeetingRow.is_demo)).scalars())


def add_meeting(connection: Connection, slug: str, now: datetime, is_demo: bool) -> int:
    """The id of a new meeting. Raises IntegrityError if the slug is taken."""
    result = connection.execute(insert(MeetingRow).values(slug=slug, created_at=now, is_demo=is_demo))
    key = result.inserted_primary_key
    if key is None:
        raise LookupError("the database gave the new meeting no id")
    return int(key[0])


@dataclass(frozen=True)
class Generations:
    """The generations of all holders of a meeting; a holder that is not named is at 1."""

    meeting_id: int
    by_holder: dict[str, int]

    def of(self, holder: str) -> int:
        return self.by_holder.get(holder, 1)


def link_holds(meeting: Meeting, links: Generations, actor: Actor, holder: str, generation: int) -> bool:
    """Whether a link still opens what it opened: it was not revoked, and its delegation is in the meeting."""
    is_there = actor.delegation is None or actor.delegation in meeting.delegations
    return is_there and links.of(holder) == generation


def generations(connection: Connection, meeting_id: int) -> Generations:
    return Generations(meeting_id, dict(GENERATIONS_OF.run(connection, {"meeting": meeting_id})))


def raise_generation(connection: Connection, meeting_id: int, holder: str) -> int:
    """Ends all links of a holder; the new generation."""
    generation = generations(connection, meeting_id).of(holder) + 1
    changed = connection.execute(
        update(GenerationRow)
        .where(GenerationRow.meeting_id == meeting_id, GenerationRow.holder == holder)
        .values(generation=generation)
    )
    if changed.rowcount == 0:
        connection.execute(
            insert(GenerationRow).values(meeting_id=meeting_id, holder=holder, generation=generation)
        )
    return generation


def next_seat(connection: Connection, meeting_id: int, holder: str) -> int:
    """A number for a seat, counted up at each exchange of a link."""
    seats = (SeatRow.meeting_id == meeting_id, SeatRow.holder == holder)
    last: int | None = connection.execute(select(SeatRow.last).where(*seats)).scalar()
    if last is None:
        connection.execute(insert(SeatRow).values(meeting_id=meeting_id, holder=holder, last=1))
        return 1
    connection.execute(update(SeatRow).where(*seats).values(last=last + 1))
    return last + 1
