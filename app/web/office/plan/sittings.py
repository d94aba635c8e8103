"""The sittings of a meeting: a row for each, and empty ones for more."""

from collections.abc import Mapping

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from app.importing.form import Form, in_sitting, rows, sittings_in_time, with_rows, with_sittings
from app.web.office.blueprint import blueprint
from app.web.office.door import checked_form
from app.web.office.plan.copies import Copy, change, copy_of
from app.web.office.plan.faults import Faults, faults_in, with_rest
from app.web.office.plan.page import plan_page
from app.web.office.plan.reading import typed
from app.web.office.plan.words import SITTINGS

MOST = 120
EMPTY_ROWS = 2
KEYS = ("date", "start", "end", "kind")


def sittings_from(sent: Mapping[str, str]) -> list[Form]:
    """The rows in which a day or an hour is written and that are not to go; a new one is named after its day."""
    sittings: list[Form] = []
    for row in range(MOST):
        cells = {key: typed(sent, f"sessions-{row}-{key}") for key in ("id", *KEYS)}
        is_filled = any(cells[key] for key in ("date", "start", "end"))
        if is_filled and sent.get(f"sessions-{row}-remove") != "yes":
            sittings.append(cells)
    taken = {each["id"] for each in sittings}
    for each in sittings:
        number = 1
        while not each["id"]:
            name = f"{each['date']}-{number}"
            if name not in taken:
                each["id"] = name
                taken.add(name)
            number += 1
    return sittings


def sittings_page(copy: Copy, sittings: list[Form], faults: Faults | None = None) -> str:
    shown = [*sittings, *[{"kind": "plenary"} for _ in range(EMPTY_ROWS)]]
    fields = [f"sessions-{row}-{key}" for row in range(len(shown)) for key in ("id", *KEYS)]
    return plan_page(
        "sittings", copy, with_rest(faults or {}, fields), sittings=shown, kinds=SITTINGS,
        counts={each["id"]: len(in_sitting(copy.form, each["id"])) for each in sittings if each.get("id")},
    )


@blueprint.get("/meetings/<slug>/programme/sittings")
def sittings(slug: str) -> str:
    copy = copy_of(slug)
    return sittings_page(copy, sittings_in_time(copy.form))


@blueprint.post("/meetings/<slug>/programme/sittings")
def save_sittings(slug: str) -> ResponseReturnValue:
    """What is wrong with a sitting is said here; what then is wrong with an item, on the page of the programme."""
    copy = copy_of(slug)
    wanted = sittings_from(checked_form())
    problems = copy.judged(with_sittings(copy.form, wanted)).problems
    faults: Faults = {}
    for each in problems:
        if each.field == "sessions" or each.field.startswith("sessions["):
            place = each.field.partition("]")[0].removeprefix("sessions[")
            faults |= {
                f"sessions-{place}-{key}" if key else "": words
                for key, words in faults_in([each], f"sessions[{place}]" if place else "sessions").items()
            }
    if not faults and problems and not wanted:
        faults[""] = problems[0].found
    if faults:
        return sittings_page(copy, wanted, faults), 422
    change(copy, lambda form: merged(form, wanted))
    return redirect(url_for("office.programme", slug=slug, done="saved"), 303)


def merged(form: Form, wanted: list[Form]) -> Form:
    """The sittings as wanted; a form whose sittings are the same stays just as it is."""
    if rows(form, "sessions") == wanted:
        return form
    return with_sittings(with_rows(form, "sessions", wanted), wanted)
