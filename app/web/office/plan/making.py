"""A new meeting: from nothing, from a file, or from another meeting as the start of the next."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.domain.errors import Refusal
from app.importing.fields import LANGUAGES
from app.importing.form import Form, fresh_form, on_other_days
from app.importing.judging import judged
from app.importing.problems import ImportRefused
from app.web.here import here
from app.web.office.blueprint import blueprint, office_page
from app.web.office.door import checked_form
from app.web.office.plan.copies import begun_here, form_of, house_caller, keep, working_here
from app.web.office.plan.facts import ZONES, day_of
from app.web.office.plan.faults import Faults, faults_in, with_rest
from app.web.office.plan.files import LARGEST, form_of_file
from app.web.office.plan.reading import given, typed
from app.web.phrases import code_sentences, refusal_sentence

SOME_DAY = date(2000, 1, 1)
LONGEST_MEETING = 60
FIELDS = (
    "title", "short_title", "slug", "first_day", "last_day", "timezone", "working_language", "official_languages",
    "venue", "file", "file_slug", "of", "copy_title", "copy_slug", "copy_day",
)


def guessed_slug(title: str) -> str:
    """An address by the words of a title, in letters that any keyboard has; "" if there are none."""
    letters = "".join(each for each in unicodedata.normalize("NFKD", title) if not unicodedata.combining(each))
    return "-".join(re.findall("[a-z0-9]+", letters.lower()))[:60].strip("-")


def making_page(sent: Mapping[str, str] | None = None, faults: Faults | None = None, problems: tuple[str, ...] = (),
                status: int = 200) -> tuple[str, int]:  # fmt: skip
    place = here()
    meetings = [(slug, place.service.load(slug).programme.title) for slug in place.service.slugs()]
    values: Mapping[str, Any] = sent if sent is not None else {
        "timezone": "Europe/Zurich",
        "working_language": "en",
    }
    chosen = sent.getlist("official_languages") if isinstance(sent, MultiDict) else ["en"]
    return office_page(
        "office/plan/new.html", "meetings", None, with_rest(faults or {}, FIELDS), values=values, zones=ZONES,
        languages=[(each, code_sentences()[f"language.{each}"]) for each in LANGUAGES], chosen=chosen,
        meetings=meetings, problems=problems, begun=begun_here(), way=values.get("way", "nothing"),
    ), status


@blueprint.get("/new")
def new_meeting() -> ResponseReturnValue:
    house_caller()
    return making_page()


@blueprint.post("/new")
def make_meeting() -> ResponseReturnValue:
    caller = house_caller()
    # A file may be larger than the forms of the office are.
    request.max_content_length = LARGEST + 200_000
    sent = checked_form()
    ways = {"file": from_file, "copy": from_meeting}
    try:
        form, faults = ways.get(sent.get("way", ""), from_nothing)(sent)
    except ImportRefused as refused:
        return making_page(sent, problems=tuple(map(str, refused.problems[:100])), status=422)
    except Refusal as refusal:
        return making_page(sent, {"of": refusal_sentence(refusal.code, refusal.params)}, status=422)
    slug_field = {"file": "file_slug", "copy": "copy_slug"}.get(sent.get("way", ""), "slug")
    slug = form["meeting"]["id"] if form else ""
    if form and (slug in here().service.slugs() or working_here(slug)):
        faults[slug_field] = _("There is a meeting at this address already.")
    if form and slug_field not in faults:
        wrong = faults_in(judged(form, None).problems, "meeting").get("id")
        faults |= {slug_field: wrong} if wrong else {}
    if faults or form is None:
        return making_page(sent, faults, status=422)
    keep(slug, form, 0, caller.seat, None)
    return redirect(url_for("office.programme", slug=slug), 303)


def from_nothing(sent: "MultiDict[str, str]") -> tuple[Form | None, Faults]:
    title = typed(sent, "title")
    first, last = day_of(typed(sent, "first_day")), day_of(typed(sent, "last_day") or typed(sent, "first_day"))
    faults: Faults = {}
    if first is None:
        faults["first_day"] = _("Give the first day.")
    if last is None or (first is not None and not first <= last):
        faults["last_day"] = _("The last day is not before the first.")
    elif first is not None and (last - first).days >= LONGEST_MEETING:
        faults["last_day"] = _("A meeting has at most %(most)s days.", most=LONGEST_MEETING)
    meeting = {
        "id": typed(sent, "slug") or guessed_slug(title), "title": title, "timezone": typed(sent, "timezone"),
        "official_languages": [each for each in sent.getlist("official_languages") if each in LANGUAGES],
        "working_language": typed(sent, "working_language"),
    } | given(short_title=typed(sent, "short_title"), venue=typed(sent, "venue"))
    # Where the days are faulty the rest is judged all the same, so that all is said at once.
    days = (first, last) if first and last and not faults else (SOME_DAY, SOME_DAY)
    form = fresh_form(meeting | {"invitation_date": days[0].isoformat()}, *days)
    found = faults_in(judged(form, None).problems, "meeting")
    faults = {"slug" if key == "id" else key: words for key, words in found.items()} | faults
    return (None, faults) if faults else (form, faults)


def from_file(sent: "MultiDict[str, str]") -> tuple[Form | None, Faults]:
    """Raises ImportRefused."""
    file = request.files.get("file")
    raw = file.read() if file else b""
    if not raw:
        return None, {"file": _("Choose a file.")}
    form = form_of_file(raw, (file and file.filename) or "")
    if slug := typed(sent, "file_slug"):
        form["meeting"]["id"] = slug
    return form, {}


def from_meeting(sent: "MultiDict[str, str]") -> tuple[Form | None, Faults]:
    """Raises Unknown, RuleBroken."""
    old = form_of(here().service.load(sent.get("of", "")))
    first, title = day_of(typed(sent, "copy_day")), typed(sent, "copy_title") or str(old["meeting"]["title"])
    if first is None:
        return None, {"copy_day": _("Give the first day.")}
    form = on_other_days(old, first)
    slug = typed(sent, "copy_slug") or f"{guessed_slug(title)[:50]}-{first.year}"
    form["meeting"] |= {"id": slug, "title": title}
    if typed(sent, "copy_title"):
        form["meeting"].pop("short_title", None)
    return form, {}

