"""The list of participants: delegations by category and alphabet, in each the head first. It knows no addresses."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.meeting import Meeting
from app.domain.member import Member
from app.domain.members import of_delegation
from app.domain.policy import alphabet_key

CATEGORIES = ("state_party", "state_not_party", "international_organization", "ngo", "other")
"""In the order in which lists of participants of the United Nations have them."""


@dataclass(frozen=True, kw_only=True)
class Participant:
    """What may be printed of a member, and nothing else."""

    capacity: str
    person: str
    function: str | None


@dataclass(frozen=True, kw_only=True)
class Present:
    """A delegation, and who comes for it."""

    code: str
    participants: tuple[Participant, ...]


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of the list: one category."""

    category: str
    delegations: tuple[Present, ...]

    @property
    def count(self) -> int:
        """Of persons."""
        return sum(len(each.participants) for each in self.delegations)


def category_of(meeting: Meeting, code: str) -> str:
    """The part of the list in which a delegation stands."""
    category = meeting.delegations[code].category
    return category if category in CATEGORIES else "other"


def in_alphabet(meeting: Meeting, codes: Iterable[str], language: str) -> list[str]:
    """Delegations as they are sorted in a language; one that has no name in it by that of the working language."""
    def key(code: str) -> tuple[str, str]:
        delegation = meeting.delegations[code]
        name = delegation.names.get(language) or meeting.name_of(code)
        return alphabet_key(name, delegation.collation.get(language), None), code

    return sorted(codes, key=key)


def printed(member: Member) -> Participant | None:
    """None for one who is not let in yet, and for one whose name was erased."""
    if member.state != "registered" or member.person is None:
        return None
    return Participant(capacity=member.capacity, person=member.person, function=member.function)


def present(meeting: Meeting, code: str) -> Present:
    found = (printed(each) for each in of_delegation(meeting, code))
    return Present(code=code, participants=tuple(each for each in found if each))


def participants_of(meeting: Meeting, language: str) -> tuple[Part, ...]:
    """All who are registered. What nobody comes for is left out."""
    codes = {each.delegation for each in meeting.members.values()}
    coming = [each for code in in_alphabet(meeting, codes, language) if (each := present(meeting, code)).participants]
    parts = (
        Part(category=category, delegations=tuple(e for e in coming if category_of(meeting, e.code) == category))
        for category in CATEGORIES
    )
    return tuple(part for part in parts if part.delegations)
