"""Who asks: by the token of a link, or by the cookie into which links were exchanged."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Request, session
from sqlalchemy import Connection

from app.accounts import Accounts
from app.domain.commands import Command
from app.domain.errors import Unknown
from app.domain.meeting import Actor, Meeting
from app.service import LATELY_S, Service
from app.service import Request as Asked
from app.store import sessions
from app.store.accounts import Account
from app.store.files import File
from app.store.meetings import Generations, link_holds
from app.web.errors import NotSignedIn
from app.web.links import Link, Links, actor_of

DEFAULT_SEAT = "api"
LONGEST_SEAT = 40
MOST_GRANTS = 24


@dataclass(frozen=True)
class Caller:
    """`by_session`: known by a cookie, which a foreign page could make a browser send; `link`: None for the public
    and for an account. `session`: the hash of the account's session, "" for who came by a link.
    """

    actor: Actor
    seat: str
    by_session: bool
    link: Link | None = None
    session: str = ""


PUBLIC = Caller(actor=Actor(role="public"), seat="", by_session=False)


def bearer_token(header: str | None) -> str | None:
    scheme, _, token = (header or "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def seat_named(header: str | None) -> str:
    """The seat that a program names, in printable words."""
    named = "".join(each for each in (header or "") if each.isprintable()).strip()
    return named[:LONGEST_SEAT] or DEFAULT_SEAT


def holder_of(acting_as: str) -> str:
    """`delegation:KEN` -> `KEN`; a function is its own holder."""
    return acting_as.removeprefix("delegation:")


class Callers:
    """Knows the callers of all meetings."""

    def __init__(self, service: Service, links: Links, accounts: Accounts, now: Callable[[], datetime]) -> None:
        self._service = service
        self._links = links
        self._accounts = accounts
        self._now = now

    def check(self, link: Link, meeting: Meeting, generations: Generations) -> None:
        """Raises NotSignedIn `link_revoked`."""
        if not link_holds(meeting, generations, link.actor, link.holder, link.generation):
            raise NotSignedIn("link_revoked")

    def _check_lately(self, link: Link, within_s: float) -> None:
        try:
            self.check(link, *self._service.lately(link.slug, within_s))
        except NotSignedIn:
            # It may hold since what was last read.
            self.check(link, *self._service.lately(link.slug))

    def read(self, token: str, within_s: float = LATELY_S) -> Link:
        """The link of a token that still holds, or did so many seconds ago.

        Raises NotSignedIn `unknown_link`, `link_revoked`.
        """
        link = self._links.read(token)
        if link is None:
            raise NotSignedIn("unknown_link")
        try:
            self._check_lately(link, within_s)
        except Unknown:
            raise NotSignedIn("unknown_link") from None
        return link

    def by_token(self, token: str, slug: str | None, seat: str | None, within_s: float = LATELY_S) -> Caller:
        link = self.read(token, within_s)
        if slug is not None and link.slug != slug:
            raise NotSignedIn("other_meeting")
        return Caller(link.actor, seat_named(seat), by_session=False, link=link)

    def signed_in(self) -> tuple[Account, str] | None:
        """The account that is signed in in this browser, and its session. Raises NotSignedIn `signed_out`."""
        token = session.get("account")
        if not isinstance(token, str):
            return None
        found = self._accounts.of_token(token, self._now())
        if found is None:
            raise NotSignedIn("signed_out")
        return found

    def by_account(self, slug: str, acting_as: str | None) -> Caller | None:
        """The account that is signed in, where it may act so. Raises NotSignedIn `signed_out`."""
        if acting_as not in ("chair", "secretariat"):
            return None
        found = self.signed_in()
        if found is None or not found[0].may(slug, acting_as):
            return None
        self._service.load(slug)
        account, token_hash = found
        return Caller(actor_of(acting_as), account.shown_name, by_session=True, session=token_hash)

    def by_session(self, slug: str, acting_as: str | None, within_s: float = LATELY_S) -> Caller | None:
        """As whom the browser acts in a meeting: by a link that it opened, else by the account that is signed in.

        Raises NotSignedIn `link_revoked`, `signed_out`.
        """
        try:
            by_link = self.by_link(slug, acting_as, within_s)
        except NotSignedIn:
            # A link of old, which still lies in the browser, does not lock out who signed in since.
            by_account = self.by_account(slug, acting_as)
            if by_account is None:
                raise
            return by_account
        return by_link or self.by_account(slug, acting_as)

    def by_link(self, slug: str, acting_as: str | None, within_s: float) -> Caller | None:
        """As whom the browser acts by its links: as it says, or as the only one it can be."""
        grants = {key: grant for key, grant in session.get("grants", {}).items() if key.partition("/")[0] == slug}
        if acting_as is not None:
            key = f"{slug}/{holder_of(acting_as)}"
        elif len(grants) == 1:
            key = next(iter(grants))
        else:
            return None
        if key not in grants:
            return None
        generation, seat = grants[key]
        link = Link(slug, key.partition("/")[2], generation)
        self._check_lately(link, within_s)
        return Caller(link.actor, seat, by_session=True, link=link)

    def of(self, request: Request, slug: str, acting_as: str | None = None, within_s: float = LATELY_S) -> Caller:
        """Who sends a request. Raises NotSignedIn."""
        token = bearer_token(request.headers.get("Authorization"))
        if token is not None:
            return self.by_token(token, slug, request.headers.get("X-Seat"), within_s)
        caller = self.by_session(slug, acting_as or request.headers.get("X-Acting-As"), within_s)
        if caller is None:
            raise NotSignedIn("not_signed_in")
        return caller

    def of_command(self, request: Request, slug: str) -> Caller:
        """Who sends a command, as far as is known: the transaction that does it looks again. Raises NotSignedIn."""
        return self.of(request, slug, within_s=float("inf"))

    def asked(
        self, slug: str, caller: Caller, command_id: UUID, command: Command, body: bytes, file: File | None = None
    ) -> Asked:
        """A command of a caller, who may not have lost the right to it before it is done."""

        def check(connection: Connection, meeting: Meeting, generations: Generations) -> None:
            if caller.link:
                self.check(caller.link, meeting, generations)
            if caller.session:
                account = sessions.signed_in(connection, [caller.session], self._now()).get(caller.session)
                if account is None or not account.may(slug, caller.actor.role):
                    raise NotSignedIn("signed_out")

        return Asked(slug, caller.actor, caller.seat, command_id, command, body, file, check)

    def of_socket(self, auth: Mapping[str, Any]) -> tuple[Caller, str]:
        """Who opens a socket, and for which meeting. Raises NotSignedIn."""
        token, acting_as, slug = auth.get("token"), auth.get("as"), auth.get("meeting")
        if isinstance(token, str) and token:
            caller = self.by_token(token, None, None)
            return caller, caller.link.slug if caller.link else ""
        granted = session.get("grants", {})
        if slug is None and len(granted) == 1:
            slug = next(iter(granted)).partition("/")[0]
        if not isinstance(slug, str) or not isinstance(acting_as, (str, type(None))):
            raise NotSignedIn("not_signed_in")
        if acting_as == "public" or (acting_as is None and not granted):
            return self.public(slug), slug
        caller_by_session = self.by_session(slug, acting_as)
        if caller_by_session is None:
            raise NotSignedIn("not_signed_in")
        return caller_by_session, slug

    def public(self, slug: str) -> Caller:
        """Anybody, where the meeting is public. Raises Unknown, NotSignedIn."""
        if not self._service.lately(slug)[0].programme.is_public:
            raise NotSignedIn("not_signed_in")
        return PUBLIC

    def enter(self, token: str) -> Link:
        """Exchanges a link for a grant in the session. Raises NotSignedIn."""
        link = self.read(token)
        number = self._service.seat(link.slug, link.holder)
        seat = f"Desk {number}" if link.actor.is_desk else str(number)
        # The newest last; a browser that has entered through very many links forgets the eldest.
        grants = {**session.get("grants", {})}
        grants.pop(f"{link.slug}/{link.holder}", None)
        grants[f"{link.slug}/{link.holder}"] = [link.generation, seat]
        session["grants"] = dict(list(grants.items())[-MOST_GRANTS:])
        session.permanent = True
        return link
