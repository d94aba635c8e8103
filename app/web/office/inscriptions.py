"""Every list with who is on it and why there; what delegations prepare stands beside it, marked as no part of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import request
from flask_babel import gettext, ngettext

from app.domain.meeting import DRAFT, Intervention, Meeting
from app.domain.precedence import because, category_of
from app.domain.programme import ListPlan
from app.domain.statements import texts_of
from app.reports.speaking_list import ListedIntervention, speaking_list
from app.web.figures_parts import language_name
from app.web.office.blueprint import blueprint, office_page
from app.web.office.door import secretariat_of
from app.web.office.files import hour, named, names_in
from app.web.phrases import code_sentences

NO_MORE = ("withdrawn", "refused")
WITHOUT_TEXT = ("absent", *NO_MORE)


def reason_words(meeting: Meeting, intervention: Intervention) -> list[str]:
    """Why it has its place, in words; the strongest first."""
    name, said = names_in(meeting), code_sentences()

    def gap(key: str, value: Any) -> Any:
        if isinstance(value, datetime):
            return hour(meeting, value)
        if key == "delegation":
            other = meeting.interventions.get(value)
            return name(other.delegation if other else value)
        return said.get({"by": "role", "level": "level"}.get(key, "") + f".{value}", value)

    def words(reason: Mapping[str, Any]) -> str:
        sentence = said.get(f"reason.{reason['code']}", reason["code"])
        filled = {key: gap(key, value) for key, value in reason.items() if key != "code"}
        return str(sentence % filled if "%(" in sentence else sentence)

    return [words(each) for each in because(meeting, intervention)]


def wish_row(meeting: Meeting, intervention: Intervention) -> dict[str, Any]:
    """What a delegation said of an intervention, on a list or in a draft."""
    said = code_sentences()
    kind = [said[f"kind.{intervention.kind}"]] if intervention.kind != "statement" else []
    written = [said["delivery.written"]] if intervention.delivery == "written" else []
    group = [intervention.on_behalf_of] if intervention.on_behalf_of else []
    preferred = meeting.preferences.get(intervention.delegation, ())
    actions = ", ".join(map(str, intervention.actions))
    return {
        **named(meeting, intervention.delegation), "id": intervention.id, "speaker": intervention.speaker,
        "about": [*kind, *group, *written, *([gettext("Actions %(numbers)s", numbers=actions)] if actions else [])],
        "language": language_name(intervention.language) if intervention.language else "",
        "texts": [language_name(each.language) for each in texts_of(meeting, intervention.id)],
        "preferred": preferred.index(intervention.id) + 1 if intervention.id in preferred else None,
    }


def row_of(meeting: Meeting, listed: ListedIntervention) -> dict[str, Any]:
    intervention, said = meeting.intervention(listed.intervention), code_sentences()
    return {
        **wish_row(meeting, intervention), "place": listed.place, "state": said[f"state.{listed.state}"],
        "reasons": reason_words(meeting, intervention) if listed.place else [
            said.get(f"category.{category_of(meeting, intervention)}", ""), *filter(None, [intervention.refused_for]),
        ],
        "misses_text": listed.state not in WITHOUT_TEXT and not texts_of(meeting, intervention.id),
        "is_gone": listed.state in NO_MORE,
    }


def counted(rows: list[dict[str, Any]], drafts: int) -> str:
    """Waiting, in all, without text, drafts: what is none is not said."""
    waiting, missing = sum(row["place"] is not None for row in rows), sum(row["misses_text"] for row in rows)
    there = sum(not row["is_gone"] for row in rows)
    parts = [
        ngettext("%(num)s on the list", "%(num)s on the list", there) if there else "",
        ngettext("%(num)s waits", "%(num)s wait", waiting) if waiting else "",
        ngettext("%(num)s without text", "%(num)s without text", missing) if missing else "",
        ngettext("%(num)s draft", "%(num)s drafts", drafts) if drafts else "",
    ]
    return " · ".join(filter(None, parts))


def window(meeting: Meeting, list_id: str) -> list[str]:
    """When a list will open and close by itself, where that is known: by the clock of the place."""
    kept = meeting.lists[list_id]
    opens = kept.opens_at if kept.state == "not_open" else None
    closes = kept.closes_at if kept.state != "closed" else None
    said = [
        gettext("opens %(at)s", at=hour(meeting, opens)) if opens else "",
        gettext("closes %(at)s", at=hour(meeting, closes)) if closes else "",
    ]
    return [each for each in said if each]


def list_of(meeting: Meeting, plan: ListPlan, code: str) -> dict[str, Any]:
    rows = [row_of(meeting, each) for each in speaking_list(meeting, plan.id) if code in ("", each.delegation)]
    drafts = [
        wish_row(meeting, each) for each in sorted(meeting.interventions.values(), key=lambda each: each.number)
        if each.state == DRAFT and each.list == plan.id and code in ("", each.delegation)
    ]
    state = meeting.lists[plan.id].state
    return {
        "id": plan.id, "title": plan.title, "state": code_sentences()[f"state.{state}"], "is_open": state == "open",
        "window": window(meeting, plan.id), "rows": rows, "drafts": drafts, "counts": counted(rows, len(drafts)),
        "has_preferences": any(row["preferred"] for row in (*rows, *drafts)),
    }


@blueprint.get("/meetings/<slug>/inscriptions")
def inscriptions(slug: str) -> str:
    """All lists in the order of the programme; `?delegation=`: of one delegation."""
    _, meeting = secretariat_of(slug)
    code = request.args.get("delegation", "")
    if code:
        meeting.delegation(code)
    lists = [list_of(meeting, plan, code) for plan in meeting.plans.values()]
    shown = [each for each in lists if each["rows"] or each["drafts"] or not code]
    name = names_in(meeting)
    wishing = {each.delegation for each in meeting.interventions.values()}
    rows = [row for each in lists for row in each["rows"]]
    return office_page(
        "office/inscriptions.html", "inscriptions", meeting, lists=shown, code=code,
        zone=meeting.programme.timezone, total=counted(rows, sum(len(each["drafts"]) for each in lists)),
        delegations=sorted(((each, name(each)) for each in wishing), key=lambda pair: pair[1].casefold()),
    )
