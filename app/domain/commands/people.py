"""What is asked of people: where a delegation is reached."""

from dataclasses import dataclass

from app.domain.commands.base import Command


@dataclass(frozen=True, kw_only=True)
class SetContact(Command):
    """`email`: None or empty takes it away; `language`: of letters, where it is not the delegation's own."""

    name = "set_contact"
    is_deed = False
    email: str | None
    delegation: str | None = None
    language: str | None = None


@dataclass(frozen=True, kw_only=True)
class ErasePerson(Command):
    """`subject`: an intervention, a point of order, a member, or the code of a delegation with all of its own."""

    name = "erase_person"
    is_deed = False
    subject: str
