"""Accounts as the database has them: who they are, what they may do, how often somebody tried to be them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping, delete, insert, select, text, update

from app.domain.errors import RuleBroken, Unknown
from app.store.tables_accounts import AccountRow, RecoveryRow, RightRow

OFFICE = "office"
ROLES = ("secretariat", "chair", OFFICE)
ALL_MEETINGS = "*"
TRIES_IN_A_ROW = 10
FREE_TRIES = 4
WINDOW = timedelta(minutes=10)
"""Ten tries in ten minutes, then none until ten minutes have passed; from the fifth on each waits longer."""


@dataclass(frozen=True)
class Right:
    """`meeting`: a slug, or * for all of them."""

    meeting: str
    role: str


@dataclass(frozen=True)
class Account:
    """`is_ready`: it has chosen a password and confirmed its authenticator, and was not disabled."""

    id: int
    name: str
    shown_name: str
    has_password: bool
    totp_generation: int
    has_authenticator: bool
    created_at: datetime
    disabled_at: datetime | None
    rights: tuple[Right, ...] = ()

    @property
    def is_ready(self) -> bool:
        return self.has_password and self.has_authenticator and self.disabled_at is None

    @property
    def is_office(self) -> bool:
        """Whether it keeps the accounts, and works in every meeting."""
        return self.is_ready and any(each.role == OFFICE for each in self.rights)

    def may(self, slug: str, role: str) -> bool:
        """Whether it acts in a meeting as secretariat or chair."""
        if role not in ("secretariat", "chair") or not self.is_ready:
            return False
        return self.is_office or any(
            each.role == role and each.meeting in (slug, ALL_MEETINGS) for each in self.rights
        )


def account_of(row: RowMapping, rights: tuple[Right, ...]) -> Account:
    return Account(
        row["id"], row["name"], row["shown_name"], bool(row["password_hash"]), row["totp_generation"],
        row["totp_confirmed_at"] is not None, row["created_at"], row["disabled_at"], rights,
    )


def rights_of(connection: Connection, ids: Iterable[int]) -> dict[int, tuple[Right, ...]]:
    rows = connection.execute(
        select(RightRow.account_id, RightRow.meeting, RightRow.role).where(RightRow.account_id.in_(ids))
        .order_by(RightRow.meeting, RightRow.role)
    )
    found: dict[int, tuple[Right, ...]] = {}
    for account_id, meeting, role in rows:
        found[account_id] = (*found.get(account_id, ()), Right(meeting, role))
    return found


def accounts(connection: Connection, ids: Iterable[int] | None = None) -> dict[int, Account]:
    """Accounts by id, by name; `ids`: these alone."""
    query = select(AccountRow.__table__).order_by(AccountRow.name)
    rows = connection.execute(query if ids is None else query.where(AccountRow.id.in_(ids))).mappings().all()
    rights = rights_of(connection, [row["id"] for row in rows])
    return {row["id"]: account_of(row, rights.get(row["id"], ())) for row in rows}


def account(connection: Connection, account_id: int) -> Account:
    """Raises Unknown `unknown_account`."""
    found = accounts(connection, [account_id]).get(account_id)
    if found is None:
        raise Unknown("unknown_account")
    return found


def named(connection: Connection, name: str) -> tuple[int, str] | None:
    """The id and the password's hash of an account by its name; None for a stranger."""
    row = connection.execute(select(AccountRow.id, AccountRow.password_hash).where(AccountRow.name == name)).first()
    return None if row is None else (row[0], row[1])


def is_empty(connection: Connection) -> bool:
    return connection.execute(select(AccountRow.id).limit(1)).first() is None


def stand_alone(connection: Connection) -> None:
    """Until the end of the transaction nobody else makes an account; on SQLite nobody else writes anyhow."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE accounts IN EXCLUSIVE MODE"))


def add_account(connection: Connection, name: str, shown_name: str, rights: Iterable[Right], now: datetime) -> int:
    """The id of a new account. Raises RuleBroken `account_exists`."""
    if named(connection, name) is not None:
        raise RuleBroken("account_exists")
    result = connection.execute(insert(AccountRow).values(name=name, shown_name=shown_name, created_at=now))
    key = result.inserted_primary_key
    if key is None:
        raise LookupError("the database gave the new account no id")
    for each in sorted(set(rights), key=lambda right: (right.meeting, right.role)):
        connection.execute(insert(RightRow).values(account_id=key[0], meeting=each.meeting, role=each.role))
    return int(key[0])


def set_values(connection: Connection, account_id: int, values: Mapping[str, object]) -> None:
    connection.execute(update(AccountRow).where(AccountRow.id == account_id).values(**values))


def begin_try(connection: Connection, account_id: int, now: datetime) -> bool:
    """Counts a try before it is judged, so that many at once are as many tries. False: too early for another."""
    row = connection.execute(
        select(AccountRow.tries, AccountRow.tried_at, AccountRow.locked_until)
        .where(AccountRow.id == account_id).with_for_update()
    ).one()
    if row.locked_until is not None and now < row.locked_until:
        return False
    is_old = row.tried_at is None or now - row.tried_at >= WINDOW
    tries = 1 if is_old else row.tries + 1
    pause = WINDOW if tries >= TRIES_IN_A_ROW else timedelta(seconds=2 ** (tries - FREE_TRIES))
    until = now + pause if tries > FREE_TRIES else None
    set_values(connection, account_id, {"tries": tries, "tried_at": now, "locked_until": until})
    return True


def forget_tries(connection: Connection, account_id: int) -> None:
    set_values(connection, account_id, {"tries": 0, "tried_at": None, "locked_until": None})


def use_step(connection: Connection, account_id: int, step: int) -> bool:
    """Marks the code of a step of thirty seconds as used; False if it, or a later one, was used before."""
    changed = connection.execute(
        update(AccountRow).where(AccountRow.id == account_id, AccountRow.totp_step < step).values(totp_step=step)
    )
    return changed.rowcount == 1


def give_recovery_codes(connection: Connection, account_id: int, macs: Iterable[str]) -> None:
    """In place of all that it had."""
    connection.execute(delete(RecoveryRow).where(RecoveryRow.account_id == account_id))
    for each in macs:
        connection.execute(insert(RecoveryRow).values(account_id=account_id, code_mac=each))


def use_recovery_code(connection: Connection, account_id: int, code_mac: str, now: datetime) -> bool:
    changed = connection.execute(
        update(RecoveryRow)
        .where(RecoveryRow.account_id == account_id, RecoveryRow.code_mac == code_mac, RecoveryRow.used_at.is_(None))
        .values(used_at=now)
    )
    return changed.rowcount == 1
