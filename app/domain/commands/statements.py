"""What is asked of the texts that delegations hand in."""

from dataclasses import dataclass
from typing import Literal

from app.domain.commands.base import Command

Reading = Literal["verbatim", "check_against_delivery"]
Embargo = Literal["spoken", "release"]


@dataclass(frozen=True, kw_only=True)
class HandIn(Command):
    """The text of an intervention in one language; handed in again, it takes the place of the earlier one.

    `embargo`: until it was spoken, or until the secretariat releases it. What follows was found in the file, which
    comes beside the command: `words` as one counts them for speaking, `digest` its SHA-256 in hexadecimal.
    """

    name = "hand_in"
    is_deed = False
    intervention: str
    language: str
    extension: str
    media_type: str
    size: int
    words: int
    digest: str
    has_text: bool = True
    pages: int | None = None
    reading: Reading = "check_against_delivery"
    embargo: Embargo = "spoken"
    file_name: str | None = None


@dataclass(frozen=True, kw_only=True)
class WithdrawStatement(Command):
    name = "withdraw_statement"
    is_deed = False
    statement: str


@dataclass(frozen=True, kw_only=True)
class ReleaseStatement(Command):
    """Published from now on, whatever its embargo."""

    name = "release_statement"
    is_deed = False
    statement: str


@dataclass(frozen=True, kw_only=True)
class RequestText(Command):
    """The interpreters ask a delegation for the text of an intervention."""

    name = "request_text"
    is_deed = False
    intervention: str
