"""Who is silent: delegations that an item concerns and that are on no list of it, and actions nobody speaks to."""

from typing import Any
from uuid import uuid4

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from app.domain.errors import Malformed, Unknown
from app.domain.meeting import Meeting
from app.domain.programme import Item
from app.reports.coverage import item_of, mark_of, silent
from app.web.figures_kept import plan_of
from app.web.here import here
from app.web.letters import silent_letter
from app.web.office.blueprint import blueprint, office_page
from app.web.office.door import checked_form, command_id_of, outbox, put_letters, secretariat_of
from app.web.office.files import hour, named, names_in

MARK_NAMES = {
    "article5": _l("States with Article 5 obligations"), "victim_assistance": _l("States with victim assistance needs"),
}
"""Other marks of the directory stand by themselves."""
PURPOSE = "silent"


def mark_name(mark: str) -> str:
    return str(MARK_NAMES.get(mark, mark))


def concerns(meeting: Meeting) -> list[tuple[Item, str]]:
    """Items with the mark of those whom they concern; first what the address asks for besides. Raises Unknown."""
    found = [(item, mark) for item in meeting.programme.items if (mark := mark_of(item))]
    number, mark = request.args.get("item"), request.args.get("mark")
    if not number or not mark:
        return found
    item = item_of(meeting, number)
    if item is None:
        raise Unknown("unknown_item", item=number)
    return [(item, mark), *(each for each in found if each != (item, mark))]


def section_of(
    meeting: Meeting, item: Item, mark: str, written: dict[str, str], ticked: frozenset[str]
) -> dict[str, Any]:
    """An item with its silent delegations. `written`: when a delegation was written to last, by code."""
    rows = []
    for code in silent(meeting, item.number, mark):
        contact = meeting.contacts.get(code)
        value = f"{item.number}|{code}"
        is_ticked = value in ticked or (contact is not None and request.args.get("tick") in ("all", item.number))
        rows.append({
            **named(meeting, code), "email": contact and contact.email, "value": value, "is_ticked": is_ticked,
            "written_at": written.get(code, ""),
        })
    return {
        "number": item.number, "title": item.short_title, "mark": mark_name(mark),
        "rows": sorted(rows, key=lambda row: row["name"].casefold()),
        "concerned": sum(mark in each.marks for each in meeting.delegations.values()),
    }


def written_to(slug: str, meeting: Meeting) -> dict[str, str]:
    """By delegation: when a letter of this kind was last written to it, and not taken back."""
    letters = [
        each for each in outbox().letters(slug) if each.letter.purpose == PURPOSE and each.state != "withdrawn"
    ]
    return {str(each.letter.about): hour(meeting, each.created_at) for each in reversed(letters)}


def plan_grid(meeting: Meeting) -> dict[str, Any]:
    """Actions by items: how many speak to each. "gap": the item takes up the action, and nobody speaks to it there."""
    plan = plan_of(meeting)
    items = [each for each in meeting.programme.items if each.actions or any(
        each.number in some for some in plan.by_item.values()
    )]
    return {
        "items": items, "unannounced": plan.unannounced, "gaps": ranges(plan.gaps),
        "rows": [
            {"action": action, "is_gap": action in plan.gaps, "all": sum(plan.by_item[action].values()), "cells": [
                plan.by_item[action].get(item.number) or ("gap" if action in item.actions else "") for item in items
            ]}
            for action in plan.actions
        ],
    }


def ranges(numbers: tuple[int, ...]) -> list[str]:
    """Ascending numbers with runs drawn together: 1–7, 9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [f"{run[0]}\N{EN DASH}{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]


def silent_page(
    slug: str, meeting: Meeting, faults: dict[str, str] | None = None, ticked: frozenset[str] = frozenset()
) -> str:
    written = written_to(slug, meeting)
    marks = sorted({mark for each in meeting.delegations.values() for mark in each.marks})
    return office_page(
        "office/silent.html", "silent", meeting, faults, grid=plan_grid(meeting), command_id=uuid4(),
        sections=[section_of(meeting, item, mark, written, ticked) for item, mark in concerns(meeting)],
        marks=[(mark, mark_name(mark)) for mark in marks], items=meeting.programme.items,
        asked={name: request.args.get(name, "") for name in ("item", "mark")},
        has_mail=here().settings.mail is not None,
    )


@blueprint.get("/meetings/<slug>/silent", endpoint="silent")
def silent_delegations(slug: str) -> str:
    _, meeting = secretariat_of(slug)
    return silent_page(slug, meeting)


@blueprint.post("/meetings/<slug>/silent")
def write_to_silent(slug: str) -> ResponseReturnValue:
    """One letter to each delegation that was ticked, for all its items; all or none."""
    _, meeting = secretariat_of(slug)
    form = checked_form()
    ticked = frozenset(form.getlist("silent"))
    chosen = chosen_items(meeting, ticked)
    fault = cannot_be_written(meeting, chosen)
    if fault:
        return silent_page(slug, meeting, {"": fault}, ticked), 422
    dedup = str(command_id_of(form))
    put_letters(slug, [silent_letter(meeting, code, items, dedup) for code, items in chosen.items()])
    return redirect(url_for("office.letters", slug=slug, done="sent"), 303)


def chosen_items(meeting: Meeting, ticked: frozenset[str]) -> dict[str, list[Item]]:
    """By delegation: the items on which it is written to, as in the programme. Raises Malformed, Unknown."""
    pairs = {(each.partition("|")[0], meeting.delegation(each.partition("|")[2]).code) for each in ticked}
    unknown = {number for number, _ in pairs} - {item.number for item in meeting.programme.items}
    if unknown:
        raise Malformed("unknown_choice", "silent", expected=", ".join(each.number for each in meeting.programme.items))
    return {
        code: [item for item in meeting.programme.items if (item.number, code) in pairs]
        for code in sorted({code for _, code in pairs})
    }


def cannot_be_written(meeting: Meeting, chosen: dict[str, list[Item]]) -> str:
    """Why nobody is written to; empty if all can be."""
    if not chosen:
        return str(gettext("Tick those who are to be written to."))
    without = [code for code in chosen if code not in meeting.contacts]
    if without:
        names = ", ".join(map(names_in(meeting), without))
        return str(gettext("These have no address: %(names)s. Nothing was sent to anybody.", names=names))
    return ""
