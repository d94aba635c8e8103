"""One delegation: its names, its category, what it is counted among."""

import re
from collections.abc import Mapping
from uuid import uuid4

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.domain.commands import RemoveDelegation, SetDelegations
from app.domain.errors import Refusal
from app.domain.meeting import Meeting
from app.domain.programme import Delegation
from app.importing.build import sortable
from app.importing.delegations_file import CATEGORIES, MARKS, STATES
from app.importing.fields import CODE, LANGUAGES, text_fault
from app.web.office.blueprint import blueprint, office_page
from app.web.office.door import checked_form, command_id_of, perform, secretariat_of
from app.web.office.plan.faults import Faults
from app.web.office.plan.reading import typed
from app.web.phrases import code_sentences, refusal_sentence

LONGEST_NAME, LONGEST_GROUP = 300, 160
MARK_WORDS = {"article5": _l("Has obligations under article 5"), "victim_assistance": _l("Victim assistance")}


def delegation_from(sent: Mapping[str, str], code: str, before: Delegation | None, meeting: Meeting) -> Delegation:
    """As it was typed; names in languages that the meeting has not stay as they were."""
    languages = named_languages(meeting)
    kept = {spoken: name for spoken, name in (before.names if before else {}).items() if spoken not in languages}
    names = {spoken: name for spoken in languages if (name := typed(sent, f"name_{spoken}"))}
    working = names.get(meeting.programme.working_language, "")
    return Delegation(
        code=code, names={"en": working, **kept, **names}, category=sent.get("category", ""),
        flag=typed(sent, "flag").lower() or None, language=sent.get("language", ""),
        regional_group=typed(sent, "regional_group") or None,
        marks=tuple(mark for mark in MARKS.values() if sent.get(f"mark-{mark}") == "yes"),
    )


def named_languages(meeting: Meeting) -> list[str]:
    working = meeting.programme.working_language
    return [working, *(each for each in meeting.programme.languages if each != working)]


def delegation_faults(each: Delegation, meeting: Meeting, is_new: bool) -> Faults:
    faults: Faults = {}
    if not CODE.fullmatch(each.code):
        faults["code"] = _("Capital letters, digits and hyphens, like KEN.")
    elif is_new and each.code in meeting.delegations:
        faults["code"] = _("%(code)s is a delegation of this meeting already.", code=each.code)
    working = meeting.programme.working_language
    if not each.names.get(working):
        faults[f"name_{working}"] = _("Give the name in the working language.")
    for spoken, name in each.names.items():
        if fault := text_fault(name, LONGEST_NAME):
            faults[f"name_{spoken}"] = _("%(found)s; expected: %(expected)s", found=fault[0], expected=fault[1])
    if fault := text_fault(each.regional_group or "", LONGEST_GROUP):
        faults["regional_group"] = _("%(found)s; expected: %(expected)s", found=fault[0], expected=fault[1])
    if each.category not in CATEGORIES:
        faults["category"] = _("Choose a category.")
    if each.language not in LANGUAGES:
        faults["language"] = _("Choose a language.")
    form = "[a-z]{2}" if each.category in STATES else "[a-z]{2,10}"
    if each.flag and not re.fullmatch(form, each.flag):
        faults["flag"] = _("Two letters of a State, like ke; of an organization the short name of its emblem, like un.")
    return faults


def delegation_page(meeting: Meeting, each: Delegation, is_new: bool, faults: Faults | None = None) -> str:
    words = code_sentences()
    return office_page(
        "office/delegations/one.html", "delegations", meeting, faults, each=each, is_new=is_new, command_id=uuid4(),
        name="" if is_new else meeting.name_of(each.code),
        languages=[(spoken, words[f"language.{spoken}"]) for spoken in named_languages(meeting)],
        all_languages=[(spoken, words[f"language.{spoken}"]) for spoken in LANGUAGES],
        categories=[(category, words[f"category.{category}"]) for category in CATEGORIES],
        groups=[group.name for group in meeting.programme.groups], marks=MARK_WORDS.items(),
    )


@blueprint.get("/meetings/<slug>/delegations/<code>")
def delegation(slug: str, code: str) -> str:
    _caller, meeting = secretariat_of(slug)
    return delegation_page(meeting, meeting.delegation(code), is_new=False)


@blueprint.get("/meetings/<slug>/new-delegation")
def new_delegation(slug: str) -> str:
    _caller, meeting = secretariat_of(slug)
    return delegation_page(meeting, Delegation(code="", names={}, category="state_party"), is_new=True)


@blueprint.post("/meetings/<slug>/delegations/<code>")
def save_delegation(slug: str, code: str) -> ResponseReturnValue:
    caller, meeting = secretariat_of(slug)
    before = meeting.delegation(code)
    sent = checked_form()
    if sent.get("act") == "remove":
        try:
            perform(slug, caller, RemoveDelegation(delegation=code), command_id_of(sent), f"remove\0{code}".encode())
        except Refusal as refusal:
            fault = {"": refusal_sentence(refusal.code, refusal.params)}
            return delegation_page(meeting, before, is_new=False, faults=fault), 409
        return redirect(url_for("office.delegations", slug=slug, done="removed"), 303)
    return set_one(slug, delegation_from(sent, code, before, meeting), is_new=False)


@blueprint.post("/meetings/<slug>/new-delegation")
def make_delegation(slug: str) -> ResponseReturnValue:
    _caller, meeting = secretariat_of(slug)
    sent = checked_form()
    return set_one(slug, delegation_from(sent, typed(sent, "code").upper(), None, meeting), is_new=True)


def set_one(slug: str, each: Delegation, is_new: bool) -> ResponseReturnValue:
    caller, meeting = secretariat_of(slug)
    faults = delegation_faults(each, meeting, is_new)
    if faults:
        return delegation_page(meeting, each, is_new, faults), 422
    wanted = sortable(each)
    command_id = command_id_of(checked_form())
    try:
        perform(slug, caller, SetDelegations(delegations=(wanted,)), command_id, repr(wanted).encode())
    except Refusal as refusal:
        fault = {"": refusal_sentence(refusal.code, refusal.params)}
        return delegation_page(meeting, each, is_new, fault), 409
    return redirect(url_for("office.delegations", slug=slug, done="saved"), 303)
