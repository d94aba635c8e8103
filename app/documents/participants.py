"""The list of participants as a document and as a table, and the table for the eyes of the secretariat alone."""

from collections.abc import Mapping, Sequence

from app.documents.model import Block, Document, Fields, Heading, Paragraph, Run, direction_of, text
from app.documents.phrases import PARTICIPANTS
from app.documents.record import NameOf, foot, where_and_when
from app.documents.sheets import Sheet
from app.documents.weaving import Weaver
from app.domain.meeting import Meeting
from app.domain.members import of_delegation
from app.reports.participants import Part, Participant, Present, category_of, in_alphabet

COLUMNS = ("category", "delegation", "name", "capacity", "person", "function")
OFFICE_COLUMNS = (*COLUMNS, "languages", "email", "access_needs", "state")


def participants_document(parts: Sequence[Part], meeting: Meeting, names: NameOf, language: str) -> Document:
    """As the United Nations print it: each delegation with its head, alternates, advisers and observers."""
    blocks: list[Block] = []
    for part in parts:
        blocks.append(Heading(level=1, runs=text(str(PARTICIPANTS[f"part.{part.category}"]))))
        for each in part.delegations:
            blocks += delegation_blocks(each, names)
    return Document(
        title=str(PARTICIPANTS["title"]), subtitle=where_and_when(meeting), header=meeting.programme.title,
        footer=foot(meeting), language=language, direction=direction_of(language),
        blocks=tuple(blocks) or (Paragraph(runs=text(str(PARTICIPANTS["nobody"]))),),
    )


def delegation_blocks(delegation: Present, names: NameOf) -> tuple[Block, ...]:
    pairs = [(str(PARTICIPANTS[each.capacity]), line(each)) for each in delegation.participants]
    return Heading(level=2, runs=text(names(delegation.code), is_name=True)), Fields(pairs=tuple(pairs))


def line(participant: Participant) -> tuple[Run, ...]:
    """Title and name, and the office held at home. Both are in a language of their own."""
    weaver = Weaver()
    person = weaver.name(participant.person, is_strong=True)
    if participant.function is None:
        return weaver.runs(person)
    return weaver.runs(
        PARTICIPANTS["with_function"] % {"person": person, "function": weaver.name(participant.function)}
    )


def participants_sheet(
    parts: Sequence[Part], names: NameOf, name: str = "Participants", headings: Mapping[str, str] | None = None,
    words: Mapping[str, str] | None = None,
) -> Sheet:  # fmt: skip
    """A row for each person. `headings`: by column, `words`: of codes; without them the codes, for programs."""
    said, head = words or {}, headings or {}
    return Sheet(name, tuple(head.get(each, each) for each in COLUMNS), tuple(
        (
            said.get(part.category, part.category), delegation.code, names(delegation.code),
            said.get(each.capacity, each.capacity), each.person, each.function,
        )
        for part in parts for delegation in part.delegations for each in delegation.participants
    ))


def office_sheet(
    meeting: Meeting, names: NameOf, language: str, name: str, headings: Mapping[str, str], words: Mapping[str, str]
) -> Sheet:
    """With addresses and needs of access, and with those who are not let in yet: never to be handed on."""
    codes = in_alphabet(meeting, {each.delegation for each in meeting.members.values()}, language)
    return Sheet(name, tuple(headings.get(each, each) for each in OFFICE_COLUMNS), tuple(
        (
            words.get(category_of(meeting, code), ""), code, names(code), words.get(each.capacity, each.capacity),
            each.person, each.function, ", ".join(words.get(spoken, spoken) for spoken in each.languages), each.email,
            each.access_needs, words.get(each.state, each.state),
        )
        for code in codes for each in of_delegation(meeting, code)
    ))
