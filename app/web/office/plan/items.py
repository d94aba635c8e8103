"""An item of the programme: its facts, its parts, and when its lists open and close."""

from collections.abc import Mapping
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import Unknown
from app.importing.form import Form, in_sitting, list_ids, place_of, rows, sittings_in_time, with_item, without_item
from app.importing.packs import pack_titles
from app.importing.problems import Problem
from app.web.office.blueprint import blueprint
from app.web.office.door import checked_form
from app.web.office.plan.copies import Copy, change, copy_of
from app.web.office.plan.faults import Faults, faults_in, sentence, with_rest
from app.web.office.plan.page import plan_page
from app.web.office.plan.reading import Codes, given, typed, whole
from app.web.office.plan.words import KINDS, PARTS, POLICIES

MOST_PARTS = 60
EMPTY_ROWS = 2
KEPT = ("seed_speakers",)
"""Of an item, what its form does not show."""
TEXTS = ("number", "title", "short_title", "session", "start", "end", "kind", "speaker_policy", "committee", "pack")


def item_from(sent: Mapping[str, str], codes: Codes, before: Form) -> Form:
    """The item as it was typed; what is not on the page stays as `before` has it."""
    presiding = typed(sent, "presiding")
    # An item must have these, so that their being empty is refused at their fields.
    needed = {key: typed(sent, key) for key in ("number", "title", "session", "start", "end", "speaker_policy")}
    return needed | given(
        short_title=typed(sent, "short_title"), presiding=codes.one(presiding) if presiding else None,
        committee=typed(sent, "committee"), kind=typed(sent, "kind"), map_actions=typed(sent, "map_actions"),
        default_limit_seconds=whole(typed(sent, "default_limit_seconds")), pack=typed(sent, "pack"),
        invited=codes.several(typed(sent, "invited")), parts=parts_from(sent, codes),
        **{key: before.get(key) for key in KEPT},
    )


def parts_from(sent: Mapping[str, str], codes: Codes) -> list[Form]:
    """The rows in which something is written."""
    parts = []
    for row in range(MOST_PARTS):
        cells = {key: typed(sent, f"parts-{row}-{key}") for key in ("id", "title", "limit_seconds", "invited",
                                                                    "comment_limit_seconds")}
        if any(cells.values()):
            parts.append({
                "id": cells["id"], "title": cells["title"], "kind": typed(sent, f"parts-{row}-kind"),
            } | given(
                limit_seconds=whole(cells["limit_seconds"]),
                comment_limit_seconds=whole(cells["comment_limit_seconds"]), invited=codes.several(cells["invited"]),
            ))
    return parts


def windows_from(sent: Mapping[str, str], lists: int) -> list[dict[str, str]]:
    return [
        {key: typed(sent, f"windows-{row}-{key}").replace("T", " ") for key in ("opens", "closes")}
        for row in range(lists)
    ]


def item_faults(form: Form, item: Form, problems: tuple[Problem, ...]) -> Faults:
    """What is wrong with the item and the windows of its lists, by field."""
    taken = [each for each in rows(form, "items") if each["number"] == item["number"]]
    place = next((at for at, each in enumerate(rows(form, "items")) if each is item or each == item), None)
    faults = {} if place is None else faults_in(problems, f"items[{place}]")
    if len(taken) > 1 and "number" not in faults:
        # The reader has it against the second of them, which may be the other one.
        faults |= dict([("number", sentence(each)) for each in problems if each.field.endswith("].number")][:1])
    lists = list_ids(item)
    for at, window in enumerate(rows(form, "windows")):
        if window["list"] in lists:
            row = lists.index(window["list"])
            faults |= {
                f"windows-{row}-{key}": words for key, words in faults_in(problems, f"windows[{at}]").items()
            }
    return faults


def fresh_item(form: Form, sitting: str) -> Form:
    """After the last of a sitting, until its end."""
    of_sitting = next((each for each in sittings_in_time(form) if each["id"] == sitting), None)
    here = in_sitting(form, sitting)
    numbers = [int(str(each["number"])) for each in rows(form, "items") if str(each["number"]).isdecimal()]
    return {
        "number": str(max(numbers, default=0) + 1), "session": sitting,
        "start": here[-1]["end"] if here else of_sitting["start"] if of_sitting else "",
        "end": of_sitting["end"] if of_sitting else "", "kind": "committee", "speaker_policy": "open_floor",
        "presiding": here[-1].get("presiding", "") if here else "",
    }


def item_page(
    copy: Copy, number: str | None, item: Form, windows: list[dict[str, str]], faults: Faults | None = None
) -> str:
    sittings = [
        (each["id"], f"{each['date']}, {each['start']}–{each['end']}") for each in sittings_in_time(copy.form)
        if each["kind"] == "plenary"
    ]
    lists = list_ids(item)
    named = {part["id"]: part["title"] for part in item.get("parts", [])}
    committees = [(each["id"], each["name"]) for each in rows(copy.form, "committees")]
    parts = [*item.get("parts", []), *[{} for _ in range(EMPTY_ROWS)]]
    names: dict[str, Any] = {
        "sittings": sittings, "delegations": [(each.code, copy.name_of(each.code)) for each in copy.delegations],
        "policies": POLICIES, "part_kinds": PARTS, "kinds": with_own(KINDS, item.get("kind")),
        "packs": pack_titles().items(), "committees": committees,
        "windows": [
            {"name": named.get(each, item.get("title", "")), "list": each,
             **(windows[at] if at < len(windows) else {})}
            for at, each in enumerate(lists)
        ],
    }
    fields = [*TEXTS, "presiding", "map_actions", "default_limit_seconds", "invited"]
    fields += [f"parts-{row}-{key}" for row in range(len(parts)) for key in (
        "id", "title", "kind", "limit_seconds", "comment_limit_seconds", "invited")]
    fields += [f"windows-{row}-{key}" for row in range(len(lists)) for key in ("opens", "closes")]
    return plan_page(
        "item", copy, with_rest(faults or {}, fields), number=number, item=item, item_rows=parts, **names,
    )


def with_own(options: tuple[tuple[str, Any], ...], value: str | None) -> list[tuple[str, Any]]:
    """The choices, with a word of the file's own among them."""
    known = [code for code, _ in options]
    return [*options, *([(value, value)] if value and value not in known else [])]


def windows_of(form: Form, item: Form) -> list[dict[str, str]]:
    windows = {each["list"]: each for each in rows(form, "windows")}
    return [
        {key: str(windows.get(name, {}).get(key, "")) for key in ("opens", "closes")} for name in list_ids(item)
    ]


def found_item(copy: Copy, number: str) -> Form:
    place = place_of(copy.form, number)
    if place is None:
        raise Unknown("unknown_item", item=number)
    return rows(copy.form, "items")[place]


@blueprint.get("/meetings/<slug>/programme/items/<path:number>")
def item(slug: str, number: str) -> str:
    copy = copy_of(slug)
    found = found_item(copy, number)
    return item_page(copy, number, found, windows_of(copy.form, found))


@blueprint.get("/meetings/<slug>/programme/new-item")
def new_item(slug: str) -> str:
    copy = copy_of(slug)
    return item_page(copy, None, fresh_item(copy.form, request.args.get("sitting", "")), [])


@blueprint.post("/meetings/<slug>/programme/items/<path:number>")
def save_item(slug: str, number: str) -> ResponseReturnValue:
    copy = copy_of(slug)
    before = found_item(copy, number)
    sent = checked_form()
    if sent.get("act") == "remove":
        change(copy, lambda form: without_item(form, number))
        return redirect(url_for("office.programme", slug=slug, done="removed"), 303)
    return kept_item(copy, number, before, sent)


@blueprint.post("/meetings/<slug>/programme/new-item")
def make_item(slug: str) -> ResponseReturnValue:
    copy = copy_of(slug)
    return kept_item(copy, None, {}, checked_form())


def kept_item(copy: Copy, number: str | None, before: Form, sent: Mapping[str, str]) -> ResponseReturnValue:
    typed_item = item_from(sent, Codes(copy.delegations), before)
    windows = windows_from(sent, len(list_ids(typed_item)))
    edited = with_item(copy.form, number, typed_item, windows)
    faults = item_faults(edited, typed_item, copy.judged(edited).problems)
    if faults:
        return item_page(copy, number, typed_item, windows, faults), 422
    change(copy, lambda form: with_item(form, number, typed_item, windows))
    return redirect(
        url_for("office.programme", slug=copy.slug, done="saved", moved=typed_item["number"]), 303
    )
