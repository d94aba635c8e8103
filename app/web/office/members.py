"""The secretariat registers, amends and withdraws a member of any delegation, and answers what came too late."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import uuid4, uuid5

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import ImmutableMultiDict

from app.domain.commands import (
    AmendMember,
    Command,
    DeclineMember,
    GrantMember,
    RegisterMember,
    WithdrawMember,
)
from app.domain.errors import Malformed, Refusal, RuleBroken
from app.domain.meeting import Meeting
from app.domain.member import Member
from app.domain.members import member_of
from app.reports.participants import in_alphabet
from app.web.callers import Caller
from app.web.errors import status_of
from app.web.figures_parts import language_name
from app.web.frames import language
from app.web.languages import LANGUAGES
from app.web.office.blueprint import blueprint, office_page
from app.web.office.door import checked_form, command_id_of, perform, secretariat_of
from app.web.office.files import named, names_in
from app.web.office.participants import participants_page
from app.web.phrases import code_sentences, refusal_sentence

Form = ImmutableMultiDict[str, str]
FIELDS = ("person", "function", "email", "access_needs")
CAPACITIES = ("head", "alternate", "adviser", "observer")
DONE = {"grant": "granted", "decline": "declined", "withdraw": "member_withdrawn"}


def member_page(
    meeting: Meeting, written: Mapping[str, Any], member: Member | None = None, faults: dict[str, str] | None = None
) -> str:
    """The form, empty or with what stands. `written`: by field; `member`: None for a new one."""
    said, name = code_sentences(), names_in(meeting)
    spoken = tuple(dict.fromkeys((*LANGUAGES, *(member.languages if member else ()))))
    return office_page(
        "office/member.html", "participants", meeting, faults, member=member, written=written, command_id=uuid4(),
        of=named(meeting, member.delegation) if member else None,
        delegations=[(code, name(code)) for code in in_alphabet(meeting, meeting.delegations, language())],
        capacities=[(each, said[f"capacity.{each}"]) for each in CAPACITIES],
        languages=[(each, language_name(each)) for each in spoken],
    )


def read(form: Form) -> dict[str, Any]:
    """What the form says of a person, as a command has it. Raises Malformed for no capacity."""
    if form.get("capacity") not in CAPACITIES:
        raise Malformed("malformed", "capacity")
    return {
        **{name: form.get(name, "").replace("\r\n", "\n") for name in FIELDS}, "capacity": form["capacity"],
        "languages": tuple(form.getlist("languages")),
    }


def written_in(form: Form) -> dict[str, Any]:
    return {**form.to_dict(), "languages": form.getlist("languages")}


def faults_of(refusal: Refusal) -> dict[str, str]:
    """The sentence at the field that is wrong."""
    field = "capacity" if refusal.code == "head_taken" else ""
    if isinstance(refusal, Malformed):
        field = str(refusal.params["field"])
    return {field: refusal_sentence(refusal.code, refusal.params)}


def done(slug: str, caller: Caller, form: Form, command: Command, what: str) -> ResponseReturnValue:
    """Does it, and goes back to the page. One page has a button for each member and one id for all of them."""
    said = json.dumps({"command": command.name, **asdict(command)}, default=str, sort_keys=True)
    command_id = uuid5(command_id_of(form), f"{command.name} {getattr(command, 'member', '')}")
    perform(slug, caller, command, command_id, said.encode())
    return redirect(url_for("office.participants", slug=slug, done=what), 303)


@blueprint.get("/meetings/<slug>/participants/new")
def new_member(slug: str) -> str:
    """`?delegation=`: for which it is."""
    _, meeting = secretariat_of(slug)
    return member_page(meeting, {"delegation": request.args.get("delegation", ""), "capacity": "adviser"})


@blueprint.post("/meetings/<slug>/participants/new")
def register_member(slug: str) -> ResponseReturnValue:
    caller, meeting = secretariat_of(slug)
    form = checked_form()
    try:
        command = RegisterMember(delegation=form.get("delegation") or None, **read(form))
        return done(slug, caller, form, command, "registered")
    except (Malformed, RuleBroken) as refusal:
        return member_page(meeting, written_in(form), None, faults_of(refusal)), status_of(refusal)


@blueprint.get("/meetings/<slug>/participants/<member_id>")
def member(slug: str, member_id: str) -> str:
    caller, meeting = secretariat_of(slug)
    found = member_of(meeting, member_id, caller.actor)
    return member_page(meeting, asdict(found), found)


@blueprint.post("/meetings/<slug>/participants/<member_id>")
def amend_member(slug: str, member_id: str) -> ResponseReturnValue:
    caller, meeting = secretariat_of(slug)
    form = checked_form()
    found = member_of(meeting, member_id, caller.actor)
    try:
        return done(slug, caller, form, AmendMember(member=member_id, **read(form)), "saved")
    except (Malformed, RuleBroken) as refusal:
        return member_page(meeting, written_in(form), found, faults_of(refusal)), status_of(refusal)


def command_for(act: str, member_id: str, form: Form) -> Command:
    match act:
        case "grant":
            return GrantMember(member=member_id)
        case "decline":
            return DeclineMember(member=member_id, reason=form.get("reason", ""))
        case _:
            return WithdrawMember(member=member_id)


@blueprint.post("/meetings/<slug>/participants/<member_id>/<any(grant, decline, withdraw):act>")
def act_on_member(slug: str, member_id: str, act: str) -> ResponseReturnValue:
    """Who was asked for after the deadline is let in or not; who was let in does not come after all."""
    caller, meeting = secretariat_of(slug)
    form = checked_form()
    try:
        return done(slug, caller, form, command_for(act, member_id, form), DONE[act])
    except (Malformed, RuleBroken) as refusal:
        fault = refusal_sentence(refusal.code, refusal.params)
        return participants_page(meeting, {"": fault, f"reason-{member_id}": fault}), status_of(refusal)
