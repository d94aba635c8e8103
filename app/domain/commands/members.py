"""What is asked of the registration of a delegation's members."""

from dataclasses import dataclass, fields
from typing import Any, Literal

from app.domain.commands.base import Command, Unset

Capacity = Literal["head", "alternate", "adviser", "observer"]


@dataclass(frozen=True, kw_only=True)
class RegisterMember(Command):
    """`person`: title and name as the list of participants prints them; `function`: the office held at home.

    `languages`: that are spoken, by code. `access_needs`: what the venue must provide. `gender`: freely, for figures
    only.
    """

    name = "register_member"
    is_deed = False
    person: str
    capacity: Capacity = "adviser"
    delegation: str | None = None
    function: str | None = None
    email: str | None = None
    languages: tuple[str, ...] = ()
    access_needs: str | None = None
    gender: str | None = None


@dataclass(frozen=True, kw_only=True)
class AmendMember(Command):
    """Fields that are left out stay as they are; an empty string or null clears what may be empty."""

    name = "amend_member"
    is_deed = False
    member: str
    person: str | Unset = Unset.UNSET
    capacity: Capacity | Unset = Unset.UNSET
    function: str | None | Unset = Unset.UNSET
    email: str | None | Unset = Unset.UNSET
    languages: tuple[str, ...] | Unset = Unset.UNSET
    access_needs: str | None | Unset = Unset.UNSET
    gender: str | None | Unset = Unset.UNSET

    def changes(self) -> dict[str, Any]:
        """The fields that were given, by name."""
        values = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "member"}
        return {name: value for name, value in values.items() if value is not Unset.UNSET}


@dataclass(frozen=True, kw_only=True)
class WithdrawMember(Command):
    name = "withdraw_member"
    is_deed = False
    member: str


@dataclass(frozen=True, kw_only=True)
class GrantMember(Command):
    """The secretariat lets in who was asked for after the deadline."""

    name = "grant_member"
    is_deed = False
    member: str


@dataclass(frozen=True, kw_only=True)
class DeclineMember(Command):
    """The secretariat does not; `reason`: words that the delegation reads."""

    name = "decline_member"
    is_deed = False
    member: str
    reason: str
