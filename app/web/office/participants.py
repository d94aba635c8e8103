"""Who comes to the meeting, by delegation; who was asked for after the deadline; the lists that are made of it."""

from typing import Any
from uuid import uuid4

from flask import Response, request
from flask_babel import gettext

from app.documents.participants import office_sheet, participants_document, participants_sheet
from app.documents.phrases import PARTICIPANTS
from app.documents.sheets import Sheet, csv_of, xlsx_of
from app.domain.errors import Unknown
from app.domain.meeting import Meeting
from app.domain.member import Member
from app.domain.members import is_late, of_delegation
from app.reports.participants import CATEGORIES, category_of, in_alphabet, participants_of
from app.web.figures_parts import language_name
from app.web.frames import RIGHT_TO_LEFT, language
from app.web.here import here
from app.web.office.blueprint import blueprint, office_page
from app.web.office.door import secretariat_of
from app.web.office.files import MEDIA, PRESSED, attached, hour, named, names_in, pressed
from app.web.phrases import code_sentences


def row_of(meeting: Meeting, member: Member) -> dict[str, Any]:
    """A member as the page shows it: no address and no need, which are on the form of that member alone."""
    return {
        **named(meeting, member.delegation), "id": member.id, "person": member.person or gettext("Name erased"),
        "function": member.function, "capacity": code_sentences()[f"capacity.{member.capacity}"],
        "languages": ", ".join(map(language_name, member.languages)), "waits": member.state == "requested",
        "has_needs": member.access_needs is not None, "declined_for": member.declined_for,
    }


def matches(row: dict[str, Any], asked: str) -> bool:
    said = " ".join((row["name"], row["code"], row["person"], row["function"] or "")).casefold()
    return all(each in said for each in asked.casefold().split())


def counts_of(meeting: Meeting, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """By category: how many delegations have somebody, and how many persons those are."""
    found = [(category_of(meeting, row["code"]), row["code"]) for row in rows if not row["waits"]]
    return [
        {"name": str(PARTICIPANTS[f"part.{category}"]), "members": sum(each == category for each, _ in found),
         "delegations": len({code for each, code in found if each == category})}
        for category in CATEGORIES if any(each == category for each, _ in found)
    ]


def participants_page(meeting: Meeting, faults: dict[str, str] | None = None) -> str:
    asked = request.args.get("q", "").strip()
    codes = in_alphabet(meeting, {each.delegation for each in meeting.members.values()}, language())
    rows = [row_of(meeting, each) for code in codes for each in of_delegation(meeting, code)]
    found = [row for row in rows if matches(row, asked)]
    refused = [row_of(meeting, each) for each in meeting.members.values() if each.state == "declined"]
    here_now = [row for row in found if not row["waits"]]
    return office_page(
        "office/participants.html", "participants", meeting, faults, asked=asked, counts=counts_of(meeting, rows),
        late=[row for row in found if row["waits"]], count=len(here_now), command_id=uuid4(),
        declined=[row for row in refused if matches(row, asked)],
        groups=[mine for code in codes if (mine := [row for row in here_now if row["code"] == code])],
        ends_at=hour(meeting, meeting.programme.registration_ends_at), is_over=is_late(meeting, here().now()),
        zone=meeting.programme.timezone,
    )


@blueprint.get("/meetings/<slug>/participants")
def participants(slug: str) -> str:
    """By delegation; `?q=`: whose name, function or delegation has these words."""
    _, meeting = secretariat_of(slug)
    return participants_page(meeting)


def said_codes() -> dict[str, str]:
    """Words of the codes of members and of their delegations."""
    said = code_sentences()
    return {
        code.partition(".")[2]: str(words) for code, words in said.items()
        if code.startswith(("category.", "capacity.", "state."))
    }


def headings() -> dict[str, str]:
    return {
        "category": gettext("Category"), "delegation": gettext("Code"), "name": gettext("Delegation"),
        "capacity": gettext("Capacity"), "person": gettext("Title and name"), "function": gettext("Function"),
        "languages": gettext("Languages"), "email": gettext("E-mail address"),
        "access_needs": gettext("Needs of access"), "state": gettext("State"),
    }


def workbook(sheet: Sheet, name: str) -> Response:
    is_right_to_left = language() in RIGHT_TO_LEFT
    return attached(here().apart(lambda: xlsx_of([sheet], is_right_to_left)), f"{name}.xlsx", MEDIA["xlsx"])


@blueprint.get("/meetings/<slug>/documents/participants.<kind>")
def participants_file(slug: str, kind: str) -> Response:
    """The list of participants: to be printed, or as a table; the CSV with codes, for programs."""
    _, meeting = secretariat_of(slug)
    parts, name = participants_of(meeting, language()), f"{slug}-participants"
    if kind in PRESSED:
        return pressed(participants_document(parts, meeting, names_in(meeting), language()), kind, name)
    if kind == "xlsx":
        title = str(PARTICIPANTS["title"])
        return workbook(participants_sheet(parts, names_in(meeting), title, headings(), said_codes()), name)
    if kind == "csv":
        return attached(csv_of(participants_sheet(parts, names_in(meeting))), f"{name}.csv", MEDIA["csv"])
    raise Unknown("unknown_page")


@blueprint.get("/meetings/<slug>/documents/participants-secretariat.xlsx")
def participants_office_file(slug: str) -> Response:
    """With addresses and needs of access: for the secretariat only."""
    _, meeting = secretariat_of(slug)
    languages = {spoken for each in meeting.members.values() for spoken in each.languages}
    words = {**{each: language_name(each) for each in languages}, **said_codes()}
    sheet = office_sheet(meeting, names_in(meeting), language(), gettext("For the secretariat only"), headings(), words)
    return workbook(sheet, f"{slug}-participants-secretariat-only")
