"""What a meeting says in words about persons, and the erasing of it."""

import json
from typing import Any
from uuid import uuid4

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.domain.commands import ErasePerson
from app.domain.erasing import concerned
from app.domain.errors import Unknown
from app.domain.meeting import Meeting
from app.web.frames import language
from app.web.names import language_of_name
from app.web.office.blueprint import blueprint, office_page
from app.web.office.door import checked_form, command_id_of, perform, secretariat_of
from app.web.office.files import direction_of

MOST_SHOWN = 200


def words_of(meeting: Meeting, subject: str) -> list[tuple[str, str]]:
    """What stands now: (what it is, the words)."""
    intervention, order = meeting.interventions.get(subject), meeting.orders.get(subject)
    contact, member = meeting.contacts.get(subject), meeting.members.get(subject)
    said: list[tuple[str, str | None]] = []
    if intervention:
        said += [(gettext("Speaker"), intervention.speaker), (gettext("Note"), intervention.note)]
        said += [(gettext("Reason"), intervention.refused_for)]
    if order:
        said += [(gettext("Ruling"), order.words)]
    if member:
        said += [(gettext("Member"), member.person), (gettext("Function"), member.function)]
        said += [(gettext("Address"), member.email), (gettext("Access needs"), member.access_needs)]
        said += [(gettext("Reason"), member.declined_for)]
    if contact:
        said += [(gettext("Address"), contact.email)]
    return [(what, words) for what, words in said if words]


def row_of(meeting: Meeting, subject: str) -> dict[str, Any]:
    part = meeting.interventions.get(subject) or meeting.orders.get(subject) or meeting.members.get(subject)
    delegation = meeting.delegations[part.delegation if part else subject]
    spoken = language_of_name(delegation, language(), meeting.programme.working_language)
    return {
        "subject": subject, "name": delegation.names[spoken], "lang": spoken, "dir": direction_of(spoken),
        "code": delegation.code, "list": getattr(part, "list", ""), "words": words_of(meeting, subject),
        "is_delegation": part is None,
    }


def matches(row: dict[str, Any], asked: str) -> bool:
    said = " ".join((row["name"], row["code"], row["subject"], *(words for _, words in row["words"]))).casefold()
    return all(each in said for each in asked.casefold().split())


@blueprint.get("/meetings/<slug>/persons")
def persons(slug: str) -> str:
    """All that words are said of, by what was searched for."""
    _, meeting = secretariat_of(slug)
    asked = request.args.get("q", "").strip()
    subjects = [*meeting.contacts, *meeting.members, *meeting.interventions, *meeting.orders]
    rows = [row_of(meeting, each) for each in subjects if words_of(meeting, each)]
    found = [row for row in rows if matches(row, asked)]
    return office_page(
        "office/persons.html", "persons", meeting, rows=found[:MOST_SHOWN], asked=asked, count=len(found),
        most=MOST_SHOWN,
    )


def erasing_page(meeting: Meeting, subject: str, faults: dict[str, str] | None = None) -> str:
    """What goes, before it does. Raises Unknown `unknown_subject`."""
    ids = concerned(meeting, subject)
    if subject not in ids and subject not in meeting.delegations:
        raise Unknown("unknown_subject", subject=subject)
    going = sorted({subject, *ids} & {
        *meeting.interventions, *meeting.orders, *meeting.contacts, *meeting.members,
    })
    return office_page(
        "office/erase.html", "persons", meeting, faults, row=row_of(meeting, subject), command_id=uuid4(),
        going=[row for row in (row_of(meeting, each) for each in going) if row["words"]],
    )


@blueprint.get("/meetings/<slug>/persons/<subject>")
def person(slug: str, subject: str) -> str:
    _, meeting = secretariat_of(slug)
    return erasing_page(meeting, subject)


@blueprint.post("/meetings/<slug>/persons/<subject>")
def erase_person(slug: str, subject: str) -> ResponseReturnValue:
    caller, meeting = secretariat_of(slug)
    form = checked_form()
    if form.get("sure") != "yes":
        fault = gettext("Tick that you know it, and nothing can bring the words back.")
        return erasing_page(meeting, subject, {"": fault}), 422
    canonical = json.dumps({"command": ErasePerson.name, "subject": subject}).encode()
    perform(slug, caller, ErasePerson(subject=subject), command_id_of(form), canonical)
    return redirect(url_for("office.persons", slug=slug, done="erased"), 303)
