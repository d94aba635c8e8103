"""The record and the minutes: what the log says, with the words of the secretariat around it, to read or take away."""

from urllib.parse import quote
from uuid import uuid4

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.documents.html import environment
from app.documents.minutes import minutes_document
from app.documents.model import Document
from app.documents.record import RecordWriter, record_document
from app.domain.commands import NoteRecord
from app.domain.errors import Refusal, Unknown
from app.domain.meeting import Meeting
from app.domain.planning import PLACES
from app.reports.minutes import minutes_of, sittings_of
from app.reports.notes import notes_of, sections_of
from app.reports.record import ItemRecord, record_of, records_of
from app.web.frames import language
from app.web.here import here
from app.web.office.blueprint import blueprint, office_page
from app.web.office.door import checked_form, command_id_of, perform, secretariat_of
from app.web.office.files import names_in, pressed
from app.web.phrases import refusal_sentence
from app.web.published import published_texts


def shown(document: Document) -> str:
    """The blocks of a document as markup of a page; made by our own template, which escapes all words."""
    return environment().get_template("documents/blocks.html").render(document=document)


@blueprint.get("/meetings/<slug>/record")
def record(slug: str) -> str:
    _, meeting = secretariat_of(slug)
    return office_page("office/record.html", "record", meeting, records=records_of(meeting, published_texts(meeting)))


@blueprint.get("/meetings/<slug>/record/<path:number>")
def record_item(slug: str, number: str) -> str:
    _, meeting = secretariat_of(slug)
    return record_page(meeting, number)


def record_page(meeting: Meeting, number: str, faults: dict[str, str] | None = None) -> str:
    told = record_of(meeting, number, published_texts(meeting))
    return office_page(
        "office/record_item.html", "record", meeting, faults, record=told, places=places(meeting, told),
        command_id=uuid4(), longest=4000,
    )


def places(meeting: Meeting, told: ItemRecord) -> list[dict[str, object]]:
    """Where words may stand: before, at each group with its sentence, after."""
    notes = notes_of(meeting, told.number)
    writer = RecordWriter(meeting, names_in(meeting), {})
    before, after = PLACES
    at_groups: list[dict[str, object]] = []
    previous = None
    for section in sections_of(told, notes):
        if section.group is not None or section.is_stray:
            at_groups.append({
                "place": section.place, "words": section.note or "", "title": section.group and section.group.title,
                "sentence": writer.sentence(told, section.group, previous) if section.group else None,
            })
        previous = section.group
    return [
        {"place": before, "words": notes.at(before) or ""}, *at_groups,
        {"place": after, "words": notes.at(after) or ""},
    ]


@blueprint.post("/meetings/<slug>/record/<path:number>")
def note(slug: str, number: str) -> ResponseReturnValue:
    caller, meeting = secretariat_of(slug)
    form = checked_form()
    command = NoteRecord(item=number, place=form.get("place", ""), words=form.get("words", "").replace("\r\n", "\n"))
    try:
        canonical = f"{command.item}\0{command.place}\0{command.words}".encode()
        perform(slug, caller, command, command_id_of(form), canonical)
    except Refusal as refusal:
        return record_page(meeting, number, {command.place: refusal_sentence(refusal.code, refusal.params)}), 422
    to = url_for("office.record_item", slug=slug, number=number, done="saved")
    return redirect(f"{to}#{quote(command.place)}", 303)


@blueprint.get("/meetings/<slug>/documents/record.<kind>")
def record_file(slug: str, kind: str) -> Response:
    """Of one item (`?item=`), or of the whole meeting."""
    _, meeting = secretariat_of(slug)
    number = request.args.get("item")
    told = published_texts(meeting)
    records = record_of(meeting, number, told) if number else records_of(meeting, told)
    name = f"{slug}-record" + (f"-{number}" if number else "")
    return pressed(record_document(records, meeting, names_in(meeting), language()), kind, name)


@blueprint.get("/meetings/<slug>/minutes")
def minutes(slug: str) -> str:
    """Of each sitting, as the log has it so far."""
    _, meeting = secretariat_of(slug)
    sittings = sittings_of(meeting.programme)
    asked = request.args.get("sitting") or next((each.id for each in sittings), "")
    if sittings and asked not in {each.id for each in sittings}:
        raise Unknown("unknown_page")
    document = minutes_as_document(slug, meeting, asked) if sittings else None
    return office_page(
        "office/minutes.html", "minutes", meeting, sittings=sittings, asked=asked, document=document,
        zone=meeting.programme.timezone,
    )


def minutes_as_document(slug: str, meeting: Meeting, sitting: str) -> Document:
    told = minutes_of(here().service.acts(slug), meeting, sitting)
    return minutes_document(told, meeting, names_in(meeting), language())


@blueprint.get("/meetings/<slug>/documents/minutes.<kind>")
def minutes_file(slug: str, kind: str) -> Response:
    _, meeting = secretariat_of(slug)
    sitting = request.args.get("sitting", "")
    if sitting not in {each.id for each in sittings_of(meeting.programme)}:
        raise Unknown("unknown_page")
    return pressed(minutes_as_document(slug, meeting, sitting), kind, f"{slug}-minutes-{sitting}")
