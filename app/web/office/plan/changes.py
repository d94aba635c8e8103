"""What would change, and the button that puts it in force or makes the meeting."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import uuid4

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from werkzeug.datastructures import ImmutableMultiDict

from app.domain.commands import SetProgramme
from app.domain.errors import Refusal, RuleBroken
from app.domain.meeting import Meeting
from app.domain.programme import Programme
from app.importing.build import import_events
from app.importing.form import codes_named, rows
from app.importing.form_changes import FormChange, form_changes
from app.importing.judging import Judged, judged, with_untouched
from app.importing.reference import reference
from app.web.here import here
from app.web.office.blueprint import blueprint
from app.web.office.door import checked_form, command_id_of, perform
from app.web.office.plan.copies import Copy, copy_of, discard, form_of
from app.web.office.plan.faults import told
from app.web.office.plan.page import plan_page
from app.web.office.plan.words import entry_words, field_words, value_words
from app.web.phrases import code_sentences, refusal_sentence

MOST_TRIES = 5


def seen(meeting: Meeting) -> str:
    """Tells whether the programme in force is still the one with which the changes were compared."""
    return sha256(repr(meeting.programme).encode()).hexdigest()


def programme_of(copy: Copy, meeting: Meeting, verdict: Judged) -> Programme | None:
    """The programme as it will be; None while there is a problem."""
    if verdict.programme is None:
        return None
    unedited = judged(form_of(meeting), copy.codes).programme
    return verdict.programme if unedited is None else with_untouched(verdict.programme, unedited, meeting.programme)


def shown_changes(copy: Copy) -> list[dict[str, Any]]:
    in_force = copy.in_force
    if in_force is None:
        return []
    titles = {str(each["number"]): each["title"] for form in (in_force, copy.form) for each in rows(form, "items")}
    days = {str(each["id"]): str(each["date"]) for form in (in_force, copy.form) for each in rows(form, "sessions")}
    categories = code_sentences()
    return [shown_change(each, titles, days, categories) for each in form_changes(in_force, copy.form)]


def shown_change(
    each: FormChange, titles: dict[str, str], days: dict[str, str], categories: Mapping[str, str]
) -> dict[str, Any]:
    """A sitting is told by its day, which a person knows, and not by its name in the form."""

    def words(value: str) -> str:
        if each.field != "hours":
            return value_words(each.field, value)
        sitting, _blank, hours = value.partition(" ")
        day = days.get(sitting)
        return f"{format_date(date.fromisoformat(day), 'medium')}, {hours}" if day else value

    return {
        "kind": each.kind, "entry": entry_words(each.part, each.entry, titles.get(each.entry, "")),
        "field": field_words(each.field, categories) if each.field else "",
        "old": words(each.old), "new": words(each.new),
    }


def changes_page(copy: Copy, fault: str = "") -> str:
    verdict = copy.judged()
    return plan_page(
        "changes", copy, {"": fault} if fault else {}, changes=shown_changes(copy),
        problems=[told(each, copy.form) for each in verdict.problems], seen=seen(copy.meeting) if copy.meeting else "",
        is_running=copy.meeting is not None and copy.meeting.session.state == "in_session", command_id=uuid4(),
        named=[(code, copy.name_of(code)) for code in codes_named(copy.form)] if copy.meeting is None else [],
        known=len(reference()),
    )


@blueprint.get("/meetings/<slug>/programme/changes")
def changes(slug: str) -> str:
    return changes_page(copy_of(slug))


@blueprint.post("/meetings/<slug>/programme/changes")
def put_in_force(slug: str) -> ResponseReturnValue:
    copy = copy_of(slug)
    sent = checked_form()
    verdict = copy.judged()
    if verdict.programme is None:
        return changes_page(copy), 422
    if copy.meeting is None:
        return made(copy, verdict, sent.get("whom") == "all")
    try:
        set_programme(copy, verdict, sent)
    except Refusal as refusal:
        return changes_page(copy_of(slug), refusal_sentence(refusal.code, refusal.params)), 409
    discard(slug)
    return redirect(url_for("office.programme", slug=slug, done="in_force"), 303)


def set_programme(copy: Copy, verdict: Judged, sent: "ImmutableMultiDict[str, str]") -> None:
    """Raises RuleBroken `meeting_changed` if the programme in force is not the one that was seen, `list_in_use`.

    That the meeting goes on meanwhile is no reason to ask again: what was compared is still the same.
    """
    place = here()
    for _ in range(MOST_TRIES):
        place.service.settle(copy.slug, place.now())
        meeting = place.service.load(copy.slug)
        wanted = programme_of(copy, meeting, verdict)
        if wanted is None or sent.get("seen") != seen(meeting):
            break
        canonical = repr((copy.form, sent.get("seen"))).encode()
        try:
            command = SetProgramme(programme=wanted, expected=meeting.version)
            perform(copy.slug, copy.caller, command, command_id_of(sent), canonical)
            return
        except RuleBroken as refusal:
            if refusal.code != "meeting_changed":
                raise
    raise RuleBroken("meeting_changed")


def made(copy: Copy, verdict: Judged, with_all: bool) -> ResponseReturnValue:
    """Creates the meeting, with the delegations that its programme names or all that are known. Raises NotNow."""
    known = reference()
    codes = list(known) if with_all else codes_named(copy.form)
    if verdict.programme is None or verdict.seeds is None:
        return changes_page(copy), 422
    events = import_events(verdict.programme, [known[code] for code in codes if code in known], verdict.seeds)
    place = here()
    with place.in_flight:
        place.service.create(copy.slug, events, uuid4(), place.now(), is_demo=False)
    discard(copy.slug)
    return redirect(url_for("office.programme", slug=copy.slug, done="made"), 303)
