"""The record of items as a document: "The following States Parties provided updates: Croatia, Peru and Iraq"."""

from collections.abc import Callable, Mapping, Sequence

from app.documents.counted import counted
from app.documents.model import Block, Document, Fields, Heading, Paragraph, Run, direction_of, text
from app.documents.phrases import GROUPS, MENTIONS, RECORD, SUBMISSIONS
from app.documents.times import Clock, length
from app.documents.weaving import Weaver, listed
from app.domain.meeting import Meeting
from app.reports.groups import Contribution, Group
from app.reports.notes import NO_NOTES, RecordNotes, Section, notes_of, sections_of
from app.reports.record import ItemRecord

NameOf = Callable[[str], str]
WITH_SPEAKER = ("presiding", "address", "panel")
"""In these groups the persons are named where they are known: they were invited as such."""


def record_document(
    records: ItemRecord | Sequence[ItemRecord],
    meeting: Meeting,
    names: NameOf,
    language: str,
    notes: Mapping[str, RecordNotes] | None = None,
    addresses: Mapping[str, str] | None = None,
) -> Document:
    """One item, or several under the title of the meeting. The language in force is that of `language`.

    `names`: of a delegation by its code. `notes`: by number of item; None: those of the log. `addresses`: of the
    published texts, by intervention.
    """
    is_one = isinstance(records, ItemRecord)
    several = [records] if isinstance(records, ItemRecord) else list(records)
    writer = RecordWriter(meeting, names, addresses or {})
    blocks: list[Block] = []
    for record in several:
        if not is_one:
            blocks.append(item_heading(record.number, record.title))
        of_item = notes_of(meeting, record.number) if notes is None else notes.get(record.number, NO_NOTES)
        blocks += writer.item(record, of_item)
    programme = meeting.programme
    return Document(
        title=item_title(several[0]) if is_one else str(RECORD["title"]),
        subtitle=str(RECORD["title"]) if is_one else where_and_when(meeting),
        header=programme.title, footer=foot(meeting), language=language, direction=direction_of(language),
        blocks=tuple(blocks),
    )


def item_title(record: ItemRecord) -> str:
    return str(RECORD["item"] % {"number": record.number, "title": record.title})


def item_heading(number: str, title: str) -> Heading:
    """Number and title of an item are in the language of the programme: each has a direction of its own."""
    weaver = Weaver()
    named = RECORD["item"] % {"number": weaver.name(number), "title": weaver.name(title)}
    return Heading(level=1, runs=weaver.runs(named))


def foot(meeting: Meeting) -> str:
    """From which state of the log a document was made: of the same, the same document is made."""
    clock = Clock(meeting.programme.timezone)
    at = f"{clock.day(meeting.at)}, {clock.time(meeting.at)}"
    return str(RECORD["foot"] % {"version": meeting.version, "at": at})


def where_and_when(meeting: Meeting) -> str:
    """The title of the meeting, its place and its days."""
    programme, clock = meeting.programme, Clock(meeting.programme.timezone)
    days = [each for sitting in programme.sittings for each in (sitting.starts_at, sitting.ends_at)]
    when = [clock.days(min(days), max(days))] if days else []
    return "\n".join([programme.title, *([programme.venue] if programme.venue else []), *when])


class RecordWriter:
    def __init__(self, meeting: Meeting, names: NameOf, addresses: Mapping[str, str]) -> None:
        self._meeting = meeting
        self._names = names
        self._addresses = addresses
        self._clock = Clock(meeting.programme.timezone)

    def item(self, record: ItemRecord, notes: RecordNotes) -> list[Block]:
        blocks: list[Block] = [self._facts(record)]
        if record.is_provisional:
            blocks.append(Paragraph(runs=text(str(RECORD["provisional"]), is_faint=True)))
        elif not record.groups:
            blocks.append(Paragraph(runs=text(str(RECORD["nobody"]), is_faint=True)))
        title: str | None = None
        before: Group | None = None
        for section in sections_of(record, notes):
            if section.group and section.group.title and section.group.title != title:
                title = section.group.title
                blocks.append(Heading(level=2, runs=text(title, is_name=True)))
            blocks += self._section(record, section, before)
            before = section.group
        return blocks

    def _facts(self, record: ItemRecord) -> Fields:
        said = [RECORD["in_all"] % {"n": record.statements, "length": length(record.spoken_s)}]
        written = sum(len(group.contributions) for group in record.groups if group.kind == "written")
        if written:
            said.append(counted(SUBMISSIONS, written))
        when = self._clock.days(record.first_at or record.starts_at, record.last_at or record.starts_at)
        return Fields(pairs=(
            (str(RECORD["date"]), text(when)),
            (str(RECORD["presiding"]), text(self._names(record.presiding), is_name=True)),
            (str(RECORD["statements"]), text("; ".join(said))),
        ))

    def _section(self, record: ItemRecord, section: Section, before: Group | None) -> list[Block]:
        blocks: list[Block] = []
        if section.group:
            blocks.append(Paragraph(runs=self.sentence(record, section.group, before)))
        notes = (each.strip() for each in (section.note or "").split("\n\n"))
        return [*blocks, *(Paragraph(runs=text(each, is_name=True), is_note=True) for each in notes if each)]

    def sentence(self, record: ItemRecord, group: Group, before: Group | None) -> tuple[Run, ...]:
        weaver = Weaver()
        mentions = list(dict.fromkeys(self._mention(weaver, group, each) for each in self._once(group)))
        other = {"other": weaver.name(self._names(group.on_delegation))} if group.on_delegation else {}
        phrase = GROUPS[self._phrase(record, group, before)]
        return weaver.runs(counted(phrase, len(mentions), names=listed(mentions), **other))

    def _once(self, group: Group) -> list[Contribution]:
        """A delegation that spoke twice in the same way is named once, unless both texts can be read."""
        kept: dict[tuple[str | None, ...], Contribution] = {}
        for each in group.contributions:
            address = self._addresses.get(each.intervention)
            kept.setdefault((each.delegation, each.on_behalf_of, each.answers, address), each)
        return list(kept.values())

    def _phrase(self, record: ItemRecord, group: Group, before: Group | None) -> str:
        match group.kind:
            case "presiding" if record.kind in ("opening", "closing"):
                return record.kind
            case "presiding" if record.committee:
                return "committee"
            case "update" if all(self._is_state_party(code) for code in group.delegations):
                return "update_states"
            case "view" if group.is_further:
                return "view_further"
            case "comment" if group.on and not (before and before.kind == "presentation"):
                return "comment_on"
            case kind:
                return kind

    def _is_state_party(self, code: str) -> bool:
        return self._meeting.delegations[code].category == "state_party"

    def _mention(self, weaver: Weaver, group: Group, each: Contribution) -> str:
        name = weaver.name(self._names(each.delegation), link=self._addresses.get(each.intervention))
        if each.speaker and group.kind in WITH_SPEAKER:
            name = MENTIONS["speaker"] % {"name": name, "speaker": weaver.name(each.speaker)}
        if each.on_behalf_of:
            of_whom = each.on_behalf_of
            of_whom = self._names(of_whom) if of_whom in self._meeting.delegations else of_whom
            name = MENTIONS["on_behalf"] % {"name": name, "group": weaver.name(of_whom)}
        if each.answers and group.kind == "reply":
            name = MENTIONS["in_reply"] % {"name": name, "other": weaver.name(self._names(each.answers))}
        return name
