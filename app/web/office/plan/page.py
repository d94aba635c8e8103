"""The programme of a meeting: as it is worked at, or as it is in force."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date

from app.domain.errors import RuleBroken
from app.domain.meeting import Meeting
from app.importing.form import Form, in_sitting, rows, sittings_in_time
from app.importing.form_changes import form_changes
from app.web.office.blueprint import blueprint, office_page
from app.web.office.door import checked_form, secretariat_of
from app.web.office.plan.copies import Copy, copy_of, discard
from app.web.office.plan.faults import told
from app.web.phrases import code_sentences, refusal_sentence


def plan_page(template: str, copy: Copy, faults: dict[str, str] | None = None, **context: Any) -> str:
    """A page of the editor, of a meeting or of one that does not exist yet."""
    section = "programme" if copy.meeting else "meetings"
    return office_page(
        f"office/plan/{template}.html", section, copy.meeting, faults, slug=copy.slug, is_unborn=copy.meeting is None,
        title=copy.form["meeting"].get("title", copy.slug), zone=copy.form["meeting"].get("timezone", ""), **context,
    )


@blueprint.get("/meetings/<slug>/programme")
def programme(slug: str) -> str:
    try:
        copy = copy_of(slug)
    except RuleBroken as refusal:
        _, meeting = secretariat_of(slug)
        return as_in_force(meeting, refusal_sentence(refusal.code, refusal.params))
    in_force = copy.in_force
    sittings = [sitting_of(copy, each) for each in sittings_in_time(copy.form)]
    names = {each["id"] for each in rows(copy.form, "sessions")}
    strays = [item_of(copy, each) for each in rows(copy.form, "items") if each["session"] not in names]
    return plan_page(
        "programme", copy, sittings=sittings, strays=strays, moved=request.args.get("moved", ""),
        changes=0 if in_force is None or copy.kept is None else len(form_changes(in_force, copy.form)),
        problems=[told(each, copy.form) for each in copy.judged().problems] if copy.kept else [],
        meeting_facts=facts_of(copy),
    )


def sitting_of(copy: Copy, sitting: Form) -> dict[str, Any]:
    return {
        **sitting, "day": format_date(date.fromisoformat(str(sitting["date"])), "full"),
        "rows": [item_of(copy, each) for each in in_sitting(copy.form, sitting["id"])],
    }


def item_of(copy: Copy, item: Form) -> dict[str, Any]:
    presiding = str(item.get("presiding", ""))
    return {**item, "presides": copy.name_of(presiding) if presiding else "", "count": len(item.get("parts", []))}


def facts_of(copy: Copy) -> dict[str, Any]:
    meeting = copy.form["meeting"]
    words = code_sentences()
    days = [format_date(date.fromisoformat(str(each)), "medium") for each in meeting["dates"]]
    deadline = meeting.get("registration_deadline")
    return {
        "title": meeting["title"], "days": " – ".join(dict.fromkeys((days[0], days[-1]))) if days else "",
        "timezone": meeting["timezone"], "venue": meeting.get("venue", ""),
        "languages": [words.get(f"language.{each}", each) for each in meeting["official_languages"]],
        "deadline": format_date(date.fromisoformat(str(deadline)), "long") if deadline else "",
    }


def as_in_force(meeting: Meeting, reason: str) -> str:
    """Only to be read: the form has no words for what is in force."""
    zone = ZoneInfo(meeting.programme.timezone)
    told_of = [
        {
            "day": format_date(sitting.starts_at.astimezone(zone), "full"),
            "start": f"{sitting.starts_at.astimezone(zone):%H:%M}", "end": f"{sitting.ends_at.astimezone(zone):%H:%M}",
            "rows": [
                {"number": item.number, "title": item.title, "start": f"{item.starts_at.astimezone(zone):%H:%M}",
                 "end": f"{item.ends_at.astimezone(zone):%H:%M}",
                 "presides": meeting.name_of(item.presiding) if item.presiding in meeting.delegations else ""}
                for item in meeting.programme.items if item.sitting == sitting.id
            ],
        }
        for sitting in meeting.programme.sittings if sitting.kind == "plenary"
    ]
    return office_page("office/programme.html", "programme", meeting, sittings=told_of, reason=reason)


@blueprint.post("/meetings/<slug>/programme/discard")
def discard_changes(slug: str) -> ResponseReturnValue:
    copy = copy_of(slug)
    checked_form()
    discard(slug)
    if copy.meeting is None:
        return redirect(url_for("office.meetings", done="removed"), 303)
    return redirect(url_for("office.programme", slug=slug, done="discarded"), 303)


