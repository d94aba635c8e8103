"""A table of delegations read in: its columns sorted out on the screen, then taken over whole or not at all."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.domain.commands import SetDelegations
from app.domain.errors import Refusal, Unknown
from app.domain.meeting import Meeting
from app.importing.headings import DELEGATION_HEADINGS
from app.importing.problems import ImportRefused
from app.importing.reference import known_delegation
from app.importing.roll import JudgedRow, Preview, apply, delegations_from
from app.importing.tables import Table, columns_guessed, read_table
from app.importing.workbooks import LARGEST
from app.store.working import Upload, drop_upload, keep_upload, upload_of
from app.web.here import here
from app.web.office.blueprint import blueprint, office_page
from app.web.office.door import checked_form, command_id_of, perform, secretariat_of
from app.web.office.plan.faults import Faults
from app.web.office.plan.reading import Codes, typed
from app.web.phrases import code_sentences, refusal_sentence

LEFT_OUT = "-"
FIELDS = {
    "code": _l("Code"), "category": _l("Category"), "language": _l("Language"), "regional_group": _l("Regional group"),
    "email": _l("E-mail"), "alpha2": _l("Two letters of the flag"), "emblem": _l("Emblem"), "flag": _l("Flag"),
    "article5_obligations": _l("Article 5"), "victim_assistance": _l("Victim assistance"), "marks": _l("Marks"),
}


def field_words(field: str) -> str:
    words = code_sentences()
    if field.startswith("name"):
        spoken = field.removeprefix("name").removeprefix("_") or "en"
        return str(_("Name: %(language)s", language=words.get(f"language.{spoken}", spoken)))
    return str(FIELDS.get(field, field))


@blueprint.get("/meetings/<slug>/import-delegations")
def import_delegations(slug: str) -> str:
    _caller, meeting = secretariat_of(slug)
    return office_page("office/delegations/upload.html", "delegations", meeting)


@blueprint.post("/meetings/<slug>/import-delegations")
def upload_delegations(slug: str) -> ResponseReturnValue:
    caller, meeting = secretariat_of(slug)
    request.max_content_length = LARGEST + 200_000
    checked_form()
    file = request.files.get("file")
    raw = file.read() if file else b""
    name = (file.filename if file else None) or "-"
    try:
        read_table(raw, name[:80])
    except ImportRefused as refused:
        faults = {"file": " ".join(f"{each.found}; {each.expected}." for each in refused.problems[:3])}
        return office_page("office/delegations/upload.html", "delegations", meeting, faults), 422
    place = here()
    upload = Upload(
        id=str(uuid4()), slug=slug, name=name[:80], seat=caller.seat, content=raw, made_at=place.now(),
    )
    place.service.writer.run(lambda connection: keep_upload(connection, upload))
    return redirect(url_for("office.columns", slug=slug, upload=upload.id), 303)


def table_of(slug: str, upload: str) -> Table:
    """Raises Unknown, once it was taken over or a day has passed."""
    place = here()
    with place.service.engine.connect() as connection:
        kept = upload_of(connection, slug, upload, place.now()) if upload.isprintable() else None
    if kept is None:
        raise Unknown("unknown_page")
    return read_table(kept.content, kept.name)


@blueprint.get("/meetings/<slug>/import-delegations/<upload>")
def columns(slug: str, upload: str) -> str:
    _caller, meeting = secretariat_of(slug)
    table = table_of(slug, upload)
    return preview_page(meeting, table, columns_guessed(table.header), {})


@blueprint.post("/meetings/<slug>/import-delegations/<upload>")
def take_over(slug: str, upload: str) -> ResponseReturnValue:
    """`act` take: takes it over; else looks at it once more with other columns or choices."""
    caller, meeting = secretariat_of(slug)
    table = table_of(slug, upload)
    sent = checked_form()
    mapping, faults = mapping_from(sent, table)
    if faults or sent.get("act") != "take":
        return preview_page(meeting, table, mapping, sent, faults), 422 if faults else 200
    try:
        preview = delegations_from(table, mapping, meeting.delegations.values())
        events = apply(preview, choices_from(sent, preview, Codes(preview.known.values())))
        wanted = SetDelegations(delegations=tuple(each.delegation for each in events))
        perform(slug, caller, wanted, command_id_of(sent), repr(wanted).encode())
    except ImportRefused:
        return preview_page(meeting, table, mapping, sent, {"": _("Some rows are not decided yet.")}), 422
    except Refusal as refusal:
        return preview_page(meeting, table, mapping, sent, {"": refusal_sentence(refusal.code, refusal.params)}), 409
    here().service.writer.run(lambda connection: drop_upload(connection, upload))
    return redirect(url_for("office.delegations", slug=slug, done="saved"), 303)


def mapping_from(sent: Mapping[str, str], table: Table) -> tuple[dict[str, int], Faults]:
    mapping: dict[str, int] = {}
    faults: Faults = {}
    for column in range(len(table.header)):
        field = sent.get(f"column-{column}", "")
        if field in mapping:
            faults[f"column-{column}"] = _("Another column is this already.")
        elif field in DELEGATION_HEADINGS:
            mapping[field] = column
    return mapping, faults


def choices_from(sent: Mapping[str, str], preview: Preview, codes: Codes) -> dict[int, str | None]:
    """By line the code that a row means; None: it is left out."""
    choices: dict[int, str | None] = {}
    for row in preview.undecided:
        chosen = typed(sent, f"choice-{row.line}")
        if sent.get(f"leave-{row.line}") == "yes" or chosen == LEFT_OUT:
            choices[row.line] = None
        elif chosen:
            choices[row.line] = codes.one(chosen) if row.judgement == "unknown" else chosen
    return choices


def preview_page(
    meeting: Meeting, table: Table, mapping: dict[str, int], sent: Mapping[str, str], faults: Faults | None = None
) -> str:
    problems: tuple[str, ...] = ()
    preview = None
    try:
        preview = delegations_from(table, mapping, meeting.delegations.values())
        problems = problems_of(preview, sent)
    except ImportRefused as refused:
        problems = tuple(f"{each.found}; {each.expected}" for each in refused.problems)
    fields = {column: field for field, column in mapping.items()}
    names = {code: meeting.name_of(code) for code in meeting.delegations}
    return office_page(
        "office/delegations/preview.html", "delegations", meeting, faults, table=table, fields=fields,
        options=[("", _("Not taken over")), *[(each, field_words(each)) for each in DELEGATION_HEADINGS]],
        samples=[[row[column] for row in table.rows if row[column]][:2] for column in range(len(table.header))],
        preview=shown(preview, sent) if preview else None, problems=problems, command_id=uuid4(), names=names,
        left_out=LEFT_OUT,
    )


def problems_of(preview: Preview, sent: Mapping[str, str]) -> tuple[str, ...]:
    """Of cells, and, once somebody has tried to take it over, of the rows that are not decided."""
    problems = preview.problems
    if sent.get("act") == "take":
        try:
            apply(preview, choices_from(sent, preview, Codes(preview.known.values())))
        except ImportRefused as refused:
            problems = refused.problems
    return tuple(_("Line %(line)s, %(field)s: %(found)s; expected: %(expected)s", line=each.line,
                   field=field_words(each.field), found=each.found, expected=each.expected) for each in problems)


def shown(preview: Preview, sent: Mapping[str, str]) -> dict[str, Any]:
    """The rows by what was found of them; of those that change each field as it is and will be."""
    of: dict[str, list[dict[str, Any]]] = {each: [] for each in ("doubtful", "unknown", "new", "changed", "same")}
    for row in preview.rows:
        of[row.judgement].append({
            "line": row.line, "code": row.code, "reason": row.reason, "first_line": row.first_line,
            "name": next(iter(row.given.names.values()), row.given.code) or row.code,
            "changes": [(field_words(each.field), *(said(each.field, told) for told in (each.old, each.new)))
                        for each in row.changes],
            "candidates": [(code, name_of(preview, code)) for code in candidates(row)],
            "chosen": sent.get(f"choice-{row.line}", ""), "is_left": sent.get(f"leave-{row.line}") == "yes",
        })
    return {**of, "not_in_file": preview.not_in_file}


def said(field: str, value: str) -> str:
    return code_sentences().get(f"{field}.{value}", value) if field in ("category", "language") else value


def candidates(row: JudgedRow) -> tuple[str, ...]:
    return row.candidates or ((row.code,) if row.code else ())


def name_of(preview: Preview, code: str) -> str:
    found = preview.known.get(code) or known_delegation(code)
    return found.names.get("en", code) if found else code
