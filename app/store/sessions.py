"""Where accounts are signed in, and the links by which they are joined or joined again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, insert, select, update

from app.store.accounts import Account, accounts
from app.store.tables_accounts import InvitationRow, SessionRow

LONGEST = timedelta(days=7)
LONGEST_UNSEEN = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=5)


@dataclass(frozen=True)
class SignedIn:
    """A session as its owner sees it. `hash`: by which it is found, never shown."""

    id: int
    hash: str
    since: datetime
    seen_at: datetime
    device: str


def is_live(now: datetime) -> ColumnElement[bool]:
    return and_(
        SessionRow.ended_at.is_(None), SessionRow.created_at > now - LONGEST, SessionRow.seen_at > now - LONGEST_UNSEEN
    )


def open_session(connection: Connection, account_id: int, token_hash: str, device: str, now: datetime) -> None:
    connection.execute(insert(SessionRow).values(
        account_id=account_id, token_hash=token_hash, device=device, created_at=now, seen_at=now,
    ))


def signed_in(connection: Connection, hashes: Collection[str], now: datetime) -> dict[str, Account]:
    """The accounts of those of the sessions that hold still."""
    rows = connection.execute(
        select(SessionRow.token_hash, SessionRow.account_id).where(SessionRow.token_hash.in_(hashes), is_live(now))
    ).all()
    by_id = accounts(connection, {account_id for _, account_id in rows}) if rows else {}
    return {
        token_hash: by_id[account_id] for token_hash, account_id in rows if by_id[account_id].disabled_at is None
    }


def must_be_seen(connection: Connection, token_hash: str, now: datetime) -> bool:
    """Whether it is time to write down that a session was used."""
    seen_at = connection.execute(select(SessionRow.seen_at).where(SessionRow.token_hash == token_hash)).scalar()
    return seen_at is not None and now - seen_at >= SEEN_EVERY


def see(connection: Connection, token_hash: str, now: datetime) -> None:
    connection.execute(update(SessionRow).where(SessionRow.token_hash == token_hash).values(seen_at=now))


def sessions(connection: Connection, account_id: int, now: datetime) -> list[SignedIn]:
    """Those that hold, the newest first."""
    rows = connection.execute(
        select(SessionRow.id, SessionRow.token_hash, SessionRow.created_at, SessionRow.seen_at, SessionRow.device)
        .where(SessionRow.account_id == account_id, is_live(now)).order_by(SessionRow.id.desc())
    )
    return [SignedIn(*row) for row in rows]


def end_sessions(connection: Connection, account_id: int, now: datetime, *conditions: ColumnElement[bool]) -> None:
    """Ends the sessions of an account of which the conditions are true; without any, all."""
    connection.execute(
        update(SessionRow).where(SessionRow.account_id == account_id, SessionRow.ended_at.is_(None), *conditions)
        .values(ended_at=now)
    )


def invite(connection: Connection, account_id: int, token_hash: str, now: datetime, holds: timedelta) -> None:
    """A new link for an account; those before it end."""
    connection.execute(
        update(InvitationRow).where(InvitationRow.account_id == account_id, InvitationRow.used_at.is_(None))
        .values(used_at=now)
    )
    connection.execute(
        insert(InvitationRow).values(account_id=account_id, token_hash=token_hash, expires_at=now + holds)
    )


def invited(connection: Connection, token_hash: str, now: datetime) -> int | None:
    """Whose link it is, if it holds still."""
    found: int | None = connection.execute(
        select(InvitationRow.account_id).where(
            InvitationRow.token_hash == token_hash, InvitationRow.used_at.is_(None), InvitationRow.expires_at > now
        )
    ).scalar()
    return found


def use_invitation(connection: Connection, token_hash: str, now: datetime) -> bool:
    """Uses a link up; False if somebody was first."""
    changed = connection.execute(
        update(InvitationRow).where(InvitationRow.token_hash == token_hash, InvitationRow.used_at.is_(None))
        .values(used_at=now)
    )
    return changed.rowcount == 1
