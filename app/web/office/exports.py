"""All that can be taken away from a meeting, in one place, each in a line with what it is."""

from typing import Any

from flask import Response, current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from app.domain.errors import Refusal, RuleBroken, Unknown
from app.domain.meeting import Meeting
from app.reports.minutes import sittings_of
from app.reports.speaking_list import spoken_times
from app.web.errors import status_of
from app.web.figures_kept import figures_page_of
from app.web.frames import RIGHT_TO_LEFT, language
from app.web.here import here
from app.web.office.blueprint import blueprint, office_page
from app.web.office.door import secretariat_of
from app.web.office.exported import FILES, Asked
from app.web.office.files import MEDIA, attached
from app.web.phrases import code_sentences, refusal_sentence

HEADINGS = {
    "item": _l("Item"), "list": _l("List"), "place": _l("Place"), "delegation": _l("Code"), "name": _l("Delegation"),
    "category": _l("Category"), "kind": _l("Kind"), "delivery": _l("Delivery"), "on_behalf_of": _l("On behalf of"),
    "speaker": _l("Speaker"), "language": _l("Language"), "state": _l("State"), "inscribed_at": _l("Inscribed"),
    "called_at": _l("Called"), "began_at": _l("Began"), "ended_at": _l("Ended"), "spoken_s": _l("Spoken, seconds"),
    "limit_s": _l("Limit, seconds"), "reasons": _l("Reasons for the place"),
}
KINDS = {
    "xlsx": "XLSX", "csv": "CSV", "json": "JSON", "yaml": "YAML", "ics": "ICS", "docx": "DOCX", "pdf": "PDF",
    "txt": "TXT",
}


def spoken_reasons() -> dict[str, str]:
    """Words of codes in cells: of a reason only what needs no more than its code."""
    said = code_sentences()
    reasons = {
        code.partition(".")[2]: words for code, words in said.items()
        if code.startswith("reason.") and "%(" not in words
    }
    plain = {"inscribed": gettext("by the time of its inscription"), "amended": gettext("by the time of its change"),
             "moved": gettext("moved by the desk"), "swapped": gettext("by exchange"),
             "was_absent": gettext("was absent when called"), "yielded": gettext("let the next one go first")}
    of_codes = {
        code.partition(".")[2]: words for code, words in said.items()
        if code.partition(".")[0] in ("category", "kind", "delivery", "state")
    }
    return {**plain, **reasons, **of_codes}


def asked_for(slug: str, meeting: Meeting, name: str) -> Asked:
    """Reads from the database what the making of a file needs, which touches it no more. Raises Unknown."""
    place, spoken = here(), language()
    list_id = request.args.get("list") or None
    if list_id is not None:
        meeting.plan(list_id)
    acts = place.service.acts(slug) if name == "speaking-list" else []
    return Asked(
        meeting=meeting, now=place.now(), host=place.settings.base_url.partition("://")[2].partition(":")[0],
        language=spoken, is_right_to_left=spoken in RIGHT_TO_LEFT, list=list_id,
        times=spoken_times((act.at, event) for act in acts for event in act.events),
        headings={column: str(words) for column, words in HEADINGS.items()}, words=spoken_reasons(),
        persons=request.args.get("persons") == "yes",
        view=figures_page_of(place.service, meeting) if name == "figures" else None,
    )


def line(slug: str, title: str, what: str, name: str, kinds: str, **query: Any) -> dict[str, Any]:
    """One line of the page: what it is, and a link for each kind of file."""
    return {"title": title, "what": what, "links": [
        (KINDS[kind], url_for("office.export_file", slug=slug, name=name, kind=kind, **query)) for kind in kinds.split()
    ]}


def lines_of(slug: str, meeting: Meeting) -> list[tuple[str, list[dict[str, Any]]]]:
    """Groups of lines. What another page makes is linked where this server has that page."""
    sittings = sittings_of(meeting.programme)
    minutes = [
        {"title": gettext("Minutes of sitting %(number)s", number=number), "what": "", "links": [
            (KINDS[kind], url_for("office.minutes_file", slug=slug, kind=kind, sitting=each.id))
            for kind in ("docx", "pdf")
        ]} for number, each in enumerate(sittings, start=1)
    ]
    record = {"title": gettext("Record of the meeting"), "what": gettext("Who spoke on which item, with your words."),
              "links": [(KINDS[kind], url_for("office.record_file", slug=slug, kind=kind)) for kind in ("docx", "pdf")]}
    before = [
        line(slug, gettext("Programme"), gettext("In the form that an import reads."), "programme", "yaml xlsx"),
        line(slug, gettext("Calendar"), gettext("The items of the programme, for calendars."), "programme", "ics"),
        line(slug, gettext("Delegations"), gettext("In the columns that an import reads; without addresses."),
             "delegations", "xlsx csv"),
    ]
    if "office.participants" in current_app.view_functions:
        before.append({
            "title": gettext("List of participants"), "what": gettext("On a page of its own."),
            "links": [(gettext("To that page"), url_for("office.participants", slug=slug))],
        })
    speakers = [
        line(slug, gettext("Speaking list"),
             gettext("All lists: who spoke, speaks and waits, with times. CSV and JSON hold codes, for programs."),
             "speaking-list", "xlsx csv json"),
        line(slug, gettext("Speaking list with the names of speakers"),
             gettext("For the secretariat only: it names persons."), "speaking-list", "xlsx csv json", persons="yes"),
    ]
    after = [
        record, *minutes,
        line(slug, gettext("Figures"), gettext("The tables behind the page of figures."), "figures", "xlsx"),
        {"title": gettext("Anchor of the log"),
         "what": gettext("Length and last seal of the log. Kept elsewhere, it shows whether the log was changed."),
         "links": [(KINDS["txt"], url_for("office.anchor", slug=slug))]},
    ]
    return [(gettext("Programme and delegations"), before), (gettext("Speakers"), speakers),
            (gettext("Record and figures"), after)]


def exports_page(slug: str, meeting: Meeting, faults: dict[str, str] | None = None) -> str:
    lists = [
        {"id": plan.id, "title": plan.title, "item": plan.item.number, "links": line(
            slug, "", "", "speaking-list", "xlsx csv json", list=plan.id)["links"]}
        for plan in meeting.plans.values()
    ]
    return office_page(
        "office/exports.html", "exports", meeting, faults, groups=lines_of(slug, meeting), lists=lists,
    )


@blueprint.get("/meetings/<slug>/exports")
def exports(slug: str) -> str:
    _, meeting = secretariat_of(slug)
    return exports_page(slug, meeting)


@blueprint.get("/meetings/<slug>/exports/<name>.<kind>")
def export_file(slug: str, name: str, kind: str) -> ResponseReturnValue:
    """A file; where the meeting has something that the file has no words for, the page with the sentence."""
    _, meeting = secretariat_of(slug)
    make = FILES.get((name, kind))
    if make is None:
        raise Unknown("unknown_page")
    asked = asked_for(slug, meeting, name)
    try:
        content = here().apart(lambda: make(asked))
    except RuleBroken as refusal:
        return refused(slug, meeting, refusal)
    part = f"-{asked.list}" if asked.list else ""
    return attached(content, f"{slug}-{name}{part}.{kind}", MEDIA[kind])


def refused(slug: str, meeting: Meeting, refusal: Refusal) -> ResponseReturnValue:
    fault = refusal_sentence(refusal.code, refusal.params)
    return exports_page(slug, meeting, {"": fault}), status_of(refusal)


@blueprint.get("/meetings/<slug>/exports/anchor.txt")
def anchor(slug: str) -> Response:
    """The head of the log, after its chain was checked from the first event on."""
    secretariat_of(slug)
    place = here()
    head, bad = place.service.anchor(slug)
    holds = "yes" if bad is None else f"no, from version {bad.version} on"
    told = (
        f"meeting: {slug}\nversion: {head.version}\nmac: {head.mac}\n"
        f"chain holds: {holds}\ntaken at: {place.now().isoformat(timespec='seconds')}\n"
    )
    return attached(told.encode(), f"{slug}-anchor-{head.version}.txt", MEDIA["txt"])
