"""Those who sign in, from set-up to sign-out. Whoever asks says when it is; long work is the caller's to do apart."""

import hmac
import logging
import re
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection

from app.accounts.codes import Codes, hash_of_token, new_recovery_codes, new_token
from app.domain.errors import Malformed, NotAllowed, RuleBroken
from app.store import accounts as kept
from app.store import sessions
from app.store.accounts import Account, Right
from app.store.database import Writer
from app.store.sessions import SignedIn
from app.store.tables_accounts import SessionRow

logger = logging.getLogger(__name__)

INVITATION_HOLDS = timedelta(days=7)
RESET_HOLDS = timedelta(days=1)
NAME = re.compile(r"[^\s@]+(@[^\s@]+)?")
LONGEST_NAME, LONGEST_SHOWN_NAME = 120, 40


def name_of(written: str) -> str:
    """A sign-in name as it is kept: a word or an address, in small letters. Raises Malformed."""
    name = written.strip().casefold()
    if not name:
        raise Malformed("missing", "name")
    if not NAME.fullmatch(name) or not name.isprintable() or len(name) > LONGEST_NAME:
        raise Malformed("not_a_name", "name")
    return name


def shown_name_of(written: str) -> str:
    """The name under which others see what an account does. Raises Malformed."""
    shown = " ".join(written.split())
    if not shown:
        raise Malformed("missing", "shown_name")
    if not shown.isprintable():
        raise Malformed("not_plain_text", "shown_name")
    if len(shown) > LONGEST_SHOWN_NAME:
        raise Malformed("too_long", "shown_name", most=LONGEST_SHOWN_NAME)
    return shown


class Accounts:
    """The accounts of this server."""

    def __init__(self, writer: Writer, secret: str) -> None:
        self._writer = writer
        self.codes = Codes(secret)

    # Who is there.

    def is_empty(self) -> bool:
        with self._writer.engine.connect() as connection:
            return kept.is_empty(connection)

    def all(self) -> list[Account]:
        with self._writer.engine.connect() as connection:
            return list(kept.accounts(connection).values())

    def get(self, account_id: int) -> Account:
        """Raises Unknown `unknown_account`."""
        with self._writer.engine.connect() as connection:
            return kept.account(connection, account_id)

    def named(self, written: str) -> tuple[int, str] | None:
        """The id of an account and the hash of its password; None for a name that nobody has."""
        name = written.strip().casefold()
        if not name.isprintable():
            return None
        with self._writer.engine.connect() as connection:
            return kept.named(connection, name)

    # How an account begins.

    def set_up(self, name: str, shown_name: str, password_hash: str, now: datetime) -> int:
        """The first account of this server. Raises NotAllowed `set_up_already`."""

        def work(connection: Connection) -> int:
            kept.stand_alone(connection)
            if not kept.is_empty(connection):
                raise NotAllowed("set_up_already")
            made = kept.add_account(connection, name, shown_name, [Right(kept.ALL_MEETINGS, kept.OFFICE)], now)
            kept.set_values(connection, made, {"password_hash": password_hash})
            return made

        made = self._writer.run(work)
        logger.info("account made account=%s by=set-up", made)
        return made

    def is_set_up_token(self, token: str) -> bool:
        return hmac.compare_digest(self.codes.set_up_token().encode(), token.encode("utf-8", "replace"))

    def add(self, name: str, shown_name: str, rights: Iterable[Right], now: datetime) -> int:
        """A new account without a password. Raises RuleBroken `account_exists`."""
        given = tuple(rights)
        made = self._writer.run(lambda connection: kept.add_account(connection, name, shown_name, given, now))
        logger.info("account made account=%s rights=%s", made, [f"{each.role}:{each.meeting}" for each in given])
        return made

    def invite(self, account_id: int, now: datetime, holds: timedelta = INVITATION_HOLDS) -> str:
        """A token by which password and authenticator are chosen anew, once. Until then all stays as it is."""
        token = new_token()
        self._writer.run(
            lambda connection: sessions.invite(connection, account_id, hash_of_token(token), now, holds)
        )
        logger.info("link given account=%s", account_id)
        return token

    def invited(self, token: str, now: datetime) -> Account | None:
        """Whose link it is, if it opens anything still."""
        with self._writer.engine.connect() as connection:
            found = sessions.invited(connection, hash_of_token(token), now)
            account = None if found is None else kept.account(connection, found)
        return account if account and account.disabled_at is None else None

    def join(self, token: str, account_id: int, password_hash: str, now: datetime) -> None:
        """The link becomes a password; a new authenticator is to follow. Raises RuleBroken `link_used`."""

        def work(connection: Connection) -> None:
            if not sessions.use_invitation(connection, hash_of_token(token), now):
                raise RuleBroken("link_used")
            generation = kept.account(connection, account_id).totp_generation + 1
            kept.set_values(connection, account_id, {
                "password_hash": password_hash, "totp_generation": generation, "totp_confirmed_at": None,
                "totp_step": 0,
            })
            kept.give_recovery_codes(connection, account_id, ())
            kept.forget_tries(connection, account_id)
            sessions.end_sessions(connection, account_id, now)

        self._writer.run(work)
        logger.info("password chosen by link account=%s", account_id)

    def confirm_authenticator(self, account: Account, code: str, now: datetime) -> list[str]:
        """Takes the first code of an authenticator; the recovery codes, once. Raises Malformed `wrong_code`."""
        step = self.codes.step(account, code, now)
        if step is None:
            raise Malformed("wrong_code", "code")
        given = new_recovery_codes()
        macs = [self.codes.recovery_mac(account.id, each) for each in given]

        def work(connection: Connection) -> None:
            if kept.account(connection, account.id).has_authenticator:
                raise RuleBroken("authenticator_confirmed")
            if not kept.use_step(connection, account.id, step):
                raise Malformed("wrong_code", "code")
            kept.set_values(connection, account.id, {"totp_confirmed_at": now})
            kept.give_recovery_codes(connection, account.id, macs)

        self._writer.run(work)
        logger.info("authenticator confirmed account=%s", account.id)
        return given

    # How it signs in.

    def begin_try(self, account_id: int | None, now: datetime) -> bool:
        """Counts a try at a password or a code; False: there were too many. For strangers nothing is counted."""
        if account_id is None:
            return True
        may = self._writer.run(lambda connection: kept.begin_try(connection, account_id, now))
        if not may:
            logger.warning("sign-in locked account=%s", account_id)
        return may

    def is_code(self, account: Account, code: str, now: datetime) -> bool:
        """Whether it is a code of the authenticator that was not used yet, or a recovery code; then it is used."""
        step = self.codes.step(account, code, now)
        recovery = self.codes.recovery_mac(account.id, code)

        def work(connection: Connection) -> bool:
            if step is not None:
                return kept.use_step(connection, account.id, step)
            return kept.use_recovery_code(connection, account.id, recovery, now)

        return self._writer.run(work)

    def sign_in(self, account_id: int, device: str, now: datetime) -> str:
        """Opens a session; the token for its cookie."""
        token = new_token()

        def work(connection: Connection) -> None:
            kept.forget_tries(connection, account_id)
            sessions.open_session(connection, account_id, hash_of_token(token), device, now)

        self._writer.run(work)
        logger.info("signed in account=%s", account_id)
        return token

    def signed_in(self, hashes: Collection[str], now: datetime) -> dict[str, Account]:
        """The accounts of those of these sessions that hold still."""
        with self._writer.engine.connect() as connection:
            return sessions.signed_in(connection, hashes, now)

    def of_token(self, token: str, now: datetime) -> tuple[Account, str] | None:
        """Whose session a cookie's token is, and its hash; that it was used is written down now and then."""
        token_hash = hash_of_token(token)
        with self._writer.engine.connect() as connection:
            account = sessions.signed_in(connection, [token_hash], now).get(token_hash)
            must_be_seen = account is not None and sessions.must_be_seen(connection, token_hash, now)
        if must_be_seen:
            self._writer.run(lambda connection: sessions.see(connection, token_hash, now))
        return None if account is None else (account, token_hash)

    # What it does with itself, and the office with it.

    def sessions(self, account_id: int, now: datetime) -> list[SignedIn]:
        with self._writer.engine.connect() as connection:
            return sessions.sessions(connection, account_id, now)

    def end_session(self, account_id: int, session_id: int, now: datetime) -> None:
        """Ends one session of this account, and of no other."""
        self._end(account_id, now, SessionRow.id == session_id)

    def end_token(self, account_id: int, token_hash: str, now: datetime) -> None:
        self._end(account_id, now, SessionRow.token_hash == token_hash)

    def end_others(self, account_id: int, token_hash: str, now: datetime) -> None:
        self._end(account_id, now, SessionRow.token_hash != token_hash)

    def _end(self, account_id: int, now: datetime, condition: ColumnElement[bool]) -> None:
        self._writer.run(lambda connection: sessions.end_sessions(connection, account_id, now, condition))
        logger.info("session ended account=%s", account_id)

    def set_password(self, account_id: int, password_hash: str) -> None:
        self._writer.run(
            lambda connection: kept.set_values(connection, account_id, {"password_hash": password_hash})
        )
        logger.info("password changed account=%s", account_id)

    def disable(self, account_id: int, now: datetime) -> None:
        """Ends an account: nobody signs in with it, its sessions and links open nothing."""

        def work(connection: Connection) -> None:
            kept.set_values(connection, account_id, {"disabled_at": now})
            sessions.end_sessions(connection, account_id, now)

        self._writer.run(work)
        logger.info("account disabled account=%s", account_id)

    def enable(self, account_id: int) -> None:
        self._writer.run(lambda connection: kept.set_values(connection, account_id, {"disabled_at": None}))
        logger.info("account enabled account=%s", account_id)
