"""The texts of interventions before the eyes of the office: which are there, how long they are, which are missing."""

from typing import Any
from uuid import uuid4, uuid5

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from app.domain.commands import Command, ReleaseStatement, RequestText, WithdrawStatement
from app.domain.errors import Refusal, Unknown
from app.domain.limits import limit_of
from app.domain.meeting import WAITING, Meeting
from app.domain.programme import ListPlan
from app.domain.statement import HELD, Statement
from app.domain.statements import over_s, reads_s, statement_of, texts_of
from app.reports.speaking_list import ListedIntervention, speaking_list
from app.store.files import File
from app.web.errors import status_of
from app.web.figures_parts import language_name
from app.web.here import here
from app.web.office.blueprint import blueprint, office_page
from app.web.office.door import checked_form, command_id_of, perform, secretariat_of
from app.web.office.files import clock, direction_of, hour, named
from app.web.phrases import code_sentences, refusal_sentence
from app.web.statements import as_attachment, may_read

SHOWN = ("delivered", "called", "speaking", "paused", "inscribed", "written")
"""Interventions of which a text may be there, or is missed."""
CHOICES = {"all": _l("All"), "missing": _l("Missing"), "over": _l("Longer than the limit"), "held": _l("Under embargo")}


def text_row(meeting: Meeting, statement: Statement) -> dict[str, Any]:
    """A text in words; what nearly all are, to be checked against delivery, is not said of each."""
    said = code_sentences()
    over = over_s(meeting, statement)
    return {
        "id": statement.id, "language": language_name(statement.language), "kind": statement.extension.upper(),
        "words": statement.words if statement.has_text else None, "pages": statement.pages,
        "reads": clock(reads_s(meeting, statement.words)) if statement.has_text else "",
        "over": clock(over) if over and statement.has_text else "",
        "embargo": said[f"embargo.{statement.embargo}"] if statement.state == HELD else "",
        "reading": said["reading.verbatim"] if statement.reading == "verbatim" else "",
        "state": said[f"state.{statement.state}"],
        "is_held": statement.state == HELD, "released_at": hour(meeting, statement.released_at),
        "handed_in_at": hour(meeting, statement.handed_in_at),
    }


def row_of(meeting: Meeting, listed: ListedIntervention) -> dict[str, Any]:
    """An intervention with its texts; without one it is missing."""
    intervention = meeting.intervention(listed.intervention)
    limit_s = limit_of(meeting, intervention) if intervention.state == WAITING else intervention.limit_s
    said = code_sentences()
    return {
        **named(meeting, listed.delegation), "intervention": listed.intervention, "place": listed.place,
        "kind": said[f"kind.{listed.kind}"] if listed.kind != "statement" else "",
        "state": said[f"state.{listed.state}"], "limit": clock(limit_s) if intervention.delivery == "spoken" else "",
        "texts": [text_row(meeting, each) for each in texts_of(meeting, listed.intervention)],
        "requested_at": hour(meeting, meeting.text_requests.get(listed.intervention)),
        "may_request": intervention.state in (WAITING, "called"),
    }


def rows_of(meeting: Meeting, plan: ListPlan) -> list[dict[str, Any]]:
    return [row_of(meeting, each) for each in speaking_list(meeting, plan.id) if each.state in SHOWN]


def is_chosen(row: dict[str, Any], choice: str, code: str) -> bool:
    texts = row["texts"]
    fits = {
        "missing": not texts, "over": any(each["over"] for each in texts), "held": any(e["is_held"] for e in texts),
    }
    return fits.get(choice, True) and code in ("", row["code"])


def list_page(meeting: Meeting, faults: dict[str, str] | None = None) -> str:
    choice = request.args.get("show", "all")
    code = request.args.get("delegation", "")
    lists = [(plan, rows_of(meeting, plan)) for plan in meeting.plans.values()]
    rows = [row for _, some in lists for row in some]
    counts = {each: sum(is_chosen(row, each, code) for row in rows) for each in CHOICES}
    shown = [
        {"number": plan.item.number, "id": plan.id, "title": plan.title, "rows": found}
        for plan, some in lists if (found := [row for row in some if is_chosen(row, choice, code)])
    ]
    return office_page(
        "office/statements.html", "statements", meeting, faults, lists=shown, choice=choice, code=code, counts=counts,
        choices=CHOICES, command_id=uuid4(), delegations=delegations_in(meeting, rows),
    )


def delegations_in(meeting: Meeting, rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """(code, name) of all that are named, by name."""
    return sorted({(row["code"], row["name"]) for row in rows}, key=lambda pair: pair[1].casefold())


@blueprint.get("/meetings/<slug>/statements")
def statements(slug: str) -> str:
    """By item and list, in the order of speaking."""
    _, meeting = secretariat_of(slug)
    return list_page(meeting)


def command_for(act: str, subject: str) -> Command:
    match act:
        case "release":
            return ReleaseStatement(statement=subject)
        case "withdraw":
            return WithdrawStatement(statement=subject)
        case _:
            return RequestText(intervention=subject)


@blueprint.post("/meetings/<slug>/statements/<any(release, withdraw, request):act>/<subject>")
def act_on_statement(slug: str, act: str, subject: str) -> ResponseReturnValue:
    """A text is published or withdrawn, or one that is missing is asked for."""
    caller, meeting = secretariat_of(slug)
    form = checked_form()
    # One page has a button for each text, and one id for all: each act of it is done once.
    command_id = uuid5(command_id_of(form), f"{act} {subject}")
    try:
        perform(slug, caller, command_for(act, subject), command_id, f"{act}\0{subject}".encode())
    except Refusal as refusal:
        fault = refusal_sentence(refusal.code, refusal.params)
        return list_page(meeting, {"": fault}), status_of(refusal)
    chosen: dict[str, Any] = {name: request.args[name] for name in ("show", "delegation") if name in request.args}
    done = {"release": "released", "withdraw": "text_withdrawn", "request": "requested"}[act]
    return redirect(url_for("office.statements", slug=slug, done=done, **chosen), 303)


def text_and_file(slug: str, statement_id: str) -> tuple[Meeting, Statement, File]:
    """By the rule of all texts, who may read them when. Raises Unknown `unknown_statement`, of a withdrawn text too."""
    caller, meeting = secretariat_of(slug)
    statement, file = statement_of(meeting, statement_id), here().service.file(slug, statement_id)
    if file is None or not may_read(caller.actor, meeting, statement):
        raise Unknown("unknown_statement", statement=statement_id)
    return meeting, statement, file


@blueprint.get("/meetings/<slug>/statements/<statement_id>")
def statement_text(slug: str, statement_id: str) -> str:
    """The words of a text, to be read on the screen."""
    meeting, statement, file = text_and_file(slug, statement_id)
    plan = meeting.plan(meeting.intervention(statement.intervention).list)
    return office_page(
        "office/statement.html", "statements", meeting, who=named(meeting, statement.delegation),
        row=text_row(meeting, statement), text=file.text, spoken=statement.language,
        direction=direction_of(statement.language), where=gettext("Item %(number)s", number=plan.item.number),
        title=plan.title,
    )


@blueprint.get("/meetings/<slug>/statements/<statement_id>/file")
def statement_file(slug: str, statement_id: str) -> Response:
    _, statement, file = text_and_file(slug, statement_id)
    return as_attachment(slug, statement, file)
