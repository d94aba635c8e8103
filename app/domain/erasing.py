"""Erasing what the log says about a person in words: names, notes, reasons, addresses. What happened stays.

The words go from the store, which names them in the event, and from the state: also from what undo would bring back.
"""

from dataclasses import replace
from typing import Any

from app.domain.commands import ErasePerson
from app.domain.errors import Unknown
from app.domain.events import Event, PersonErased
from app.domain.meeting import Deed, Intervention, Meeting
from app.domain.member import Member
from app.domain.order import Order
from app.domain.statement import Statement


def erase_person(meeting: Meeting, command: ErasePerson) -> list[Event]:
    """Raises Unknown `unknown_subject`."""
    subject = command.subject
    if subject not in {*meeting.delegations, *concerned(meeting, subject)}:
        raise Unknown("unknown_subject", subject=subject)
    return [PersonErased(subject=subject)]


def concerned(meeting: Meeting, subject: str) -> frozenset[str]:
    """The ids of interventions, points of order and members whose words are about a subject; also of what undo took."""
    seen: list[Intervention | Order | Member] = [
        *meeting.interventions.values(), *meeting.orders.values(), *meeting.members.values(),
    ]
    for deed in meeting.deeds:
        for _, *states in deed.touched:
            seen += [each for each in states if isinstance(each, (Intervention, Order))]
    return frozenset(each.id for each in seen if subject in (each.id, each.delegation))


def person_erased(meeting: Meeting, event: PersonErased) -> Meeting:
    """The meeting without the words, as if they had never been said."""
    ids = concerned(meeting, event.subject)
    return replace(
        meeting,
        interventions={name: wordless(each, ids) for name, each in meeting.interventions.items()},
        members={name: wordless(each, ids) for name, each in meeting.members.items()},
        statements={name: wordless(each, ids) for name, each in meeting.statements.items()},
        orders={name: wordless(each, ids) for name, each in meeting.orders.items()},
        contacts={code: each for code, each in meeting.contacts.items() if code != event.subject},
        deeds=tuple(forgetful(deed, ids) for deed in meeting.deeds),
    )


def wordless(part: Any, ids: frozenset[str]) -> Any:
    """A part of a meeting, without words if it is one of these."""
    if isinstance(part, Intervention) and part.id in ids and (part.speaker or part.note or part.refused_for):
        return replace(part, speaker=None, note=None, refused_for=None)
    if isinstance(part, Order) and part.id in ids and part.words:
        return replace(part, words=None)
    if isinstance(part, Member) and part.id in ids:
        return replace(part, person=None, function=None, email=None, access_needs=None, declined_for=None)
    if isinstance(part, Statement) and part.intervention in ids and part.file_name:
        return replace(part, file_name=None)
    return part


def forgetful(deed: Deed, ids: frozenset[str]) -> Deed:
    """A deed whose undoing, and whose name, bring back no words about these."""
    facts = deed.facts
    if facts.get("intervention") in ids or facts.get("order") in ids:
        facts = {name: each for name, each in facts.items() if name != "words"}
    touched = tuple((key, wordless(before, ids), wordless(after, ids)) for key, before, after in deed.touched)
    return replace(deed, facts=facts, touched=touched)
