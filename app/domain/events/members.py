"""What became of the registration of a member of a delegation."""

from dataclasses import dataclass

from app.domain.events.base import Event, personal


@dataclass(frozen=True, kw_only=True)
class MemberRegistered(Event):
    """`is_request`: asked for after the deadline, and waits for the secretariat."""

    kind = "member_registered"
    member: str
    delegation: str
    capacity: str
    languages: tuple[str, ...] = ()
    is_request: bool = False
    person: str | None = personal()
    function: str | None = personal()
    email: str | None = personal()
    access_needs: str | None = personal()


@dataclass(frozen=True, kw_only=True)
class MemberAmended(Event):
    """The member as it is from now on: all fields that may change, whole."""

    kind = "member_amended"
    member: str
    capacity: str
    languages: tuple[str, ...] = ()
    person: str | None = personal()
    function: str | None = personal()
    email: str | None = personal()
    access_needs: str | None = personal()


@dataclass(frozen=True, kw_only=True)
class MemberWithdrawn(Event):
    kind = "member_withdrawn"
    member: str


@dataclass(frozen=True, kw_only=True)
class MemberGranted(Event):
    kind = "member_granted"
    member: str


@dataclass(frozen=True, kw_only=True)
class MemberDeclined(Event):
    kind = "member_declined"
    member: str
    words: str | None = personal()
