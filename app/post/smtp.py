"""Hands letters to the mail server, one connection for all of them."""

import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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


@contextmanager
def connected(server: MailServer, timeout_s: float) -> Iterator[smtplib.SMTP]:
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
        yield connection
    finally:
        connection.close()


def hand_in(
    server: MailServer, mails: Sequence[Mail], now: datetime, timeout_s: float = TIMEOUT_S
) -> dict[int, str | None]:
    """By the id of each mail: None if the server has taken it, else what was wrong."""
    outcomes: dict[int, str | None] = {}
    try:
        with connected(server, timeout_s) as connection:
            for mail in mails:
                try:
                    connection.send_message(message_of(mail, server.sender, now))
                    outcomes[mail.id] = None
                except smtplib.SMTPServerDisconnected:
                    raise
                except (smtplib.SMTPException, ValueError) as trouble:
                    outcomes[mail.id] = said_by(trouble)
                    connection.rset()
            connection.quit()
    except OSError as trouble:  # all of smtplib's are
        # The connection is gone, or never was: nothing is known of the others but that they did not leave.
        lost = {mail.id: said_by(trouble) for mail in mails}
        outcomes = {**lost, **outcomes}
    return outcomes


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
