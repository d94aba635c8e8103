"""Hands letters to the mail server, one after the other over one connection."""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import Protocol

TIMEOUT_S = 10.0


class MailServer(Protocol):
    """Of the settings, what is needed here. `security`: none | starttls | tls."""

    @property
    def host(self) -> str: ...

    @property
    def port(self) -> int: ...

    @property
    def user(self) -> str: ...

    @property
    def password(self) -> str: ...

    @property
    def security(self) -> str: ...

    @property
    def sender(self) -> str: ...


@dataclass(frozen=True)
class Mail:
    """A letter as it leaves. `id`: of the outbox; `written_at`: makes its Message-ID, the same at each try."""

    id: int
    to: str
    subject: str
    body: str
    language: str
    written_at: datetime


def message_of(mail: Mail, sender: str, now: datetime) -> EmailMessage:
    """The mail in the form of RFC 5322. Raises ValueError for a header that holds a line of its own."""
    message = EmailMessage()
    name, address = parseaddr(sender)
    message["From"] = Address(name, addr_spec=address)
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(now)
    domain = address.rpartition("@")[2]
    message["Message-ID"] = f"<rostrum.{mail.id}.{mail.written_at:%Y%m%d%H%M%S%f}@{domain}>"
    # RFC 3834: no holiday notice answers it.
    message["Auto-Submitted"] = "auto-generated"
    # Seven bits, so that it passes any server, and short lines, whatever the body says.
    message.set_content(mail.body, charset="utf-8", cte="quoted-printable")
    message["Content-Language"] = mail.language
    return message


def connected(server: MailServer, timeout_s: float) -> smtplib.SMTP:
    """A connection on which mail can be handed in. Raises OSError, SMTPException."""
    if server.security == "tls":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=timeout_s, context=ssl.create_default_context()
        )
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=timeout_s)
    try:
        if server.security == "starttls":
            connection.starttls(context=ssl.create_default_context())
        if server.user:
            connection.login(server.user, server.password)
    except OSError:  # all of smtplib's are
        connection.close()
        raise
    return connection


class Counter:
    """One visit to the mail server: it is connected to with the first letter. The steps may be in different threads.

    A connection that is lost, or was never had, stands for all letters that follow: a dead server costs one wait.
    """

    def __init__(self, server: MailServer, timeout_s: float = TIMEOUT_S) -> None:
        self._server = server
        self._timeout_s = timeout_s
        self._connection: smtplib.SMTP | None = None
        self._lost: str | None = None

    def hand_in(self, mail: Mail, now: datetime) -> str | None:
        """None if the server has taken it, else what was wrong."""
        if self._lost is not None:
            return self._lost
        try:
            if self._connection is None:
                self._connection = connected(self._server, self._timeout_s)
            return self._handed(self._connection, mail, now)
        except OSError as trouble:
            self._lost = said_by(trouble)
            return self._lost

    def _handed(self, connection: smtplib.SMTP, mail: Mail, now: datetime) -> str | None:
        """Raises OSError if the connection is gone."""
        try:
            connection.send_message(message_of(mail, self._server.sender, now))
        except smtplib.SMTPServerDisconnected:
            raise
        except (smtplib.SMTPException, ValueError) as trouble:
            try:
                connection.rset()
            except OSError as gone:
                self._lost = said_by(gone)
            return said_by(trouble)
        return None

    @property
    def is_connected(self) -> bool:
        return self._connection is not None

    def leave(self) -> None:
        """Ends the visit; what was taken is the server's, whether it hears that or not."""
        if self._connection is None:
            return
        with suppress(OSError):
            if self._lost is None:
                self._connection.quit()
        self._connection.close()


def said_by(trouble: Exception) -> str:
    """What was wrong, in one line: the server's own words where it said any."""
    match trouble:
        case smtplib.SMTPRecipientsRefused(recipients=refused):
            return "; ".join(f"{code} {words.decode(errors='replace')}" for code, words in refused.values())
        case smtplib.SMTPResponseException(smtp_code=code, smtp_error=words):
            spoken = words.decode(errors="replace") if isinstance(words, bytes) else str(words)
            return f"{code} {spoken}"
        case _:
            return str(trouble) or type(trouble).__name__
