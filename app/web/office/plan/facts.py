"""The facts of a meeting: what it is called, when and where, in which languages."""

from collections.abc import Mapping
from datetime import date
from zoneinfo import available_timezones

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from app.importing.fields import LANGUAGES, YEARS
from app.importing.form import Form, on_other_days
from app.web.office.blueprint import blueprint
from app.web.office.door import checked_form
from app.web.office.plan.copies import Copy, change, copy_of
from app.web.office.plan.faults import Faults, faults_in, with_rest
from app.web.office.plan.page import plan_page
from app.web.office.plan.reading import given, typed
from app.web.phrases import code_sentences

FIELDS = (
    "title", "short_title", "timezone", "venue", "working_language", "official_languages", "registration_deadline",
    "first_day",
)
ZONES = sorted(each for each in available_timezones() if "/" in each and not each.startswith(("Etc/", "posix/")))


def meeting_from(sent: "MultiDict[str, str]", before: Form) -> Form:
    """The meeting as it was typed; what is not on the page stays."""
    stays = {key: value for key, value in before.items() if key not in (*FIELDS, "public")}
    is_public = {} if sent.get("public") == "yes" else {"public": False}
    return stays | is_public | {
        "title": typed(sent, "title"), "timezone": typed(sent, "timezone"),
        "official_languages": in_their_order(sent.getlist("official_languages"), before.get("official_languages", [])),
        "working_language": typed(sent, "working_language"),
    } | given(
        short_title=typed(sent, "short_title"), venue=typed(sent, "venue"),
        registration_deadline=typed(sent, "registration_deadline"),
    )


def in_their_order(chosen: list[str], before: list[str]) -> list[str]:
    """The languages that are ticked: those of before as they stood, then the others."""
    return [each for each in dict.fromkeys([*before, *LANGUAGES]) if each in chosen]


def day_of(written: str) -> date | None:
    try:
        found = date.fromisoformat(written)
    except ValueError:
        return None
    return found if found.year in YEARS else None


def with_facts(form: Form, sent: "MultiDict[str, str]") -> Form:
    """The form with the meeting as typed; begun on another day, all its dates move, also that of registration."""
    edited = form | {"meeting": meeting_from(sent, form["meeting"])}
    first = day_of(typed(sent, "first_day"))
    was = min(map(str, form["meeting"]["dates"]))
    if first is None or first.isoformat() == was:
        return edited
    before = str(form["meeting"].get("registration_deadline", ""))
    moved = on_other_days(edited, first)
    if typed(sent, "registration_deadline") != before:
        # Who has written another day means that one.
        moved["meeting"]["registration_deadline"] = edited["meeting"].get("registration_deadline")
        moved["meeting"] = given(**moved["meeting"]) | {
            key: value for key, value in moved["meeting"].items() if value is False
        }
    return moved


def facts_page(copy: Copy, meeting: Form, first_day: str, faults: Faults | None = None) -> str:
    return plan_page(
        "facts", copy, with_rest(faults or {}, FIELDS), values=meeting, first_day=first_day,
        languages=[(each, code_sentences()[f"language.{each}"]) for each in LANGUAGES], zones=ZONES,
    )


@blueprint.get("/meetings/<slug>/programme/facts")
def facts(slug: str) -> str:
    copy = copy_of(slug)
    return facts_page(copy, copy.form["meeting"], min(map(str, copy.form["meeting"]["dates"])))


@blueprint.post("/meetings/<slug>/programme/facts")
def save_facts(slug: str) -> ResponseReturnValue:
    copy = copy_of(slug)
    sent = checked_form()
    edited = with_facts(copy.form, sent)
    faults = facts_faults(copy, edited, sent)
    if faults:
        return facts_page(copy, meeting_from(sent, copy.form["meeting"]), typed(sent, "first_day"), faults), 422
    change(copy, lambda form: with_facts(form, sent))
    return redirect(url_for("office.programme", slug=slug, done="saved"), 303)


def facts_faults(copy: Copy, edited: Form, sent: Mapping[str, str]) -> Faults:
    faults = faults_in(copy.judged(edited).problems, "meeting")
    if day_of(typed(sent, "first_day")) is None:
        faults["first_day"] = NO_DAY
    return faults


NO_DAY = "YYYY-MM-DD"
