"""The rules of a meeting: limits by category, the change of speakers, replies, the body whose rules it follows."""

from collections.abc import Mapping

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from app.domain.programme import CATEGORIES
from app.importing.form import Form
from app.importing.packs import pack_titles
from app.web.office.blueprint import blueprint
from app.web.office.door import checked_form
from app.web.office.plan.copies import Copy, change, copy_of
from app.web.office.plan.faults import Faults, faults_in, with_rest
from app.web.office.plan.page import plan_page
from app.web.office.plan.reading import given, typed, whole
from app.web.office.plan.words import REPLIES
from app.web.phrases import code_sentences

LIMIT = "time_limits_seconds"
REPLY = "right_of_reply"
FIELDS = (
    *(f"{LIMIT}-{each}" for each in CATEGORIES), "warning_seconds", "change_seconds", "pack", f"{REPLY}-when",
    f"{REPLY}-max_per_delegation", f"{REPLY}-limits_seconds",
)


def defaults_from(sent: Mapping[str, str], before: Form) -> Form:
    """The rules as they were typed; the order of categories is not on the page and stays."""
    limits = given(**{each: whole(typed(sent, f"{LIMIT}-{each}")) for each in CATEGORIES})
    seconds = [whole(each) for each in typed(sent, f"{REPLY}-limits_seconds").replace(",", " ").split()]
    reply = {"allowed": sent.get(f"{REPLY}-allowed") == "yes", "when": typed(sent, f"{REPLY}-when")}
    if reply["allowed"]:
        reply |= given(max_per_delegation=whole(typed(sent, f"{REPLY}-max_per_delegation")), limits_seconds=seconds)
    stays = {key: value for key, value in before.items() if key == "order"}
    return {LIMIT: limits} | given(
        warning_seconds=whole(typed(sent, "warning_seconds")), change_seconds=whole(typed(sent, "change_seconds")),
    ) | stays | {REPLY: given(**reply) | {"allowed": reply["allowed"]}}


def with_rules(form: Form, sent: Mapping[str, str]) -> Form:
    """Under another body its order holds, and its limits and replies unless others were typed."""
    meeting = {key: value for key, value in form["meeting"].items() if key != "pack"} | given(pack=typed(sent, "pack"))
    before = dict(form["defaults"])
    defaults = defaults_from(sent, before)
    if meeting.get("pack") in pack_titles() and meeting["pack"] != form["meeting"].get("pack"):
        defaults.pop("order", None)
        had = before.get(LIMIT) or {}
        defaults[LIMIT] = {each: limit for each, limit in defaults[LIMIT].items() if had.get(each) != limit}
        if defaults[REPLY] == before.get(REPLY):
            del defaults[REPLY]
    return form | {"meeting": meeting, "defaults": defaults}


def rules_page(copy: Copy, form: Form, faults: Faults | None = None) -> str:
    reply = form["defaults"].get(REPLY) or {"allowed": True}
    return plan_page(
        "rules", copy, with_rest(faults or {}, FIELDS), limits=form["defaults"].get(LIMIT) or {},
        defaults=form["defaults"], reply=reply, replies=REPLIES, pack=form["meeting"].get("pack", ""),
        packs=pack_titles().items(), categories=CATEGORIES, words_of=code_sentences(),
    )


@blueprint.get("/meetings/<slug>/programme/rules")
def rules(slug: str) -> str:
    copy = copy_of(slug)
    return rules_page(copy, copy.form)


@blueprint.post("/meetings/<slug>/programme/rules")
def save_rules(slug: str) -> ResponseReturnValue:
    copy = copy_of(slug)
    sent = checked_form()
    edited = with_rules(copy.form, sent)
    problems = copy.judged(edited).problems
    faults = faults_in(problems, "defaults") | {
        key: words for key, words in faults_in(problems, "meeting").items() if key == "pack"
    }
    if faults:
        return rules_page(copy, edited, faults), 422
    change(copy, lambda form: with_rules(form, sent))
    return redirect(url_for("office.programme", slug=slug, done="saved"), 303)
