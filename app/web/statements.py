"""Texts of interventions over HTTP: handed in with what a look at the file found, and given to those who may read."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, cast

from flask import Blueprint, Response, request

from app.domain.commands import HandIn
from app.domain.commands.statements import Embargo, Reading
from app.domain.drafts import knows
from app.domain.errors import Malformed, NotAllowed, Unknown
from app.domain.meeting import Actor, Meeting
from app.domain.statement import Statement
from app.domain.statements import LARGEST, statement_of
from app.domain.text import clean
from app.papers.examine import examine
from app.papers.paper import Paper, PaperRefused
from app.store.files import File
from app.timing import utcnow
from app.web.api import check_csrf, check_rate
from app.web.bodies import read_command_id
from app.web.describing import described
from app.web.errors import NotSignedIn
from app.web.here import here
from app.web.operations_of_texts import HAND_IN, READ_TEXT, TAKE_TEXT

blueprint = Blueprint("statements", __name__, url_prefix="/api/v1/meetings/<slug>/statements")
READS_EARLY = ("booth", "secretariat")
"""Who reads a text before it is published, beside its delegation: the interpreters, and who hands it to them."""
READINGS: tuple[str, ...] = ("check_against_delivery", "verbatim")
EMBARGOES: tuple[str, ...] = ("spoken", "release")
"""First what holds where nothing is said."""
COST = 20
"""Of a text, in commands: up to 10 MB are held, and read for up to three seconds, before anybody can say no."""
FIELDS = ("intervention", "language", "reading", "embargo", "name", "command_id")


def asked_fields() -> dict[str, str]:
    """The fields of the query, each once, none unknown. Raises Malformed."""
    for name in request.args:
        if name not in FIELDS:
            raise Malformed("unnamed", name)
    fields = {name: request.args[name] for name in FIELDS if name in request.args}
    for name in ("intervention", "language", "name"):
        if not fields.get(name):
            raise Malformed("missing", name)
    clean("name", fields["name"], "file_name")
    return fields


def one_of(fields: Mapping[str, str], name: str, options: tuple[str, ...]) -> str:
    given = fields.get(name, options[0])
    if given not in options:
        raise Malformed("unknown_choice", name, expected=", ".join(options))
    return given


def command_of(fields: Mapping[str, str], raw: bytes, paper: Paper) -> HandIn:
    return HandIn(
        intervention=fields["intervention"], language=fields["language"], extension=paper.extension,
        media_type=paper.media_type, size=len(raw), words=paper.words, digest=hashlib.sha256(raw).hexdigest(),
        has_text=paper.has_text, pages=paper.pages, file_name=fields["name"],
        reading=cast(Reading, one_of(fields, "reading", READINGS)),
        embargo=cast(Embargo, one_of(fields, "embargo", EMBARGOES)),
    )


@blueprint.post("")
@described(HAND_IN)
def hand_in(slug: str) -> Response:
    """The file is the body. It is judged apart from the room, and refused whole or taken whole."""
    place = here()
    request.max_content_length = LARGEST
    caller = place.callers.of(request, slug)
    check_csrf(caller)
    check_rate(place, slug, caller, COST)
    fields = asked_fields()
    command_id = read_command_id(fields.get("command_id"))
    intervention = place.service.load(slug).intervention(fields["intervention"])
    if not knows(caller.actor, intervention):
        raise Unknown("unknown_intervention", intervention=intervention.id)
    if caller.actor.delegation not in (None, intervention.delegation) or caller.actor.role not in (
        "delegation", "secretariat"
    ):
        raise NotAllowed("not_yours", intervention=intervention.id)
    raw = request.get_data()
    try:
        paper = place.apart(lambda: examine(raw, fields["name"]))
    except PaperRefused as refused:
        raise Malformed(f"paper_{refused.code}", "file", **refused.params) from None
    command = command_of(fields, raw, paper)
    canonical = json.dumps({**fields, "digest": command.digest}, sort_keys=True).encode()
    asked = place.callers.asked(slug, caller, command_id, command, canonical, File(raw, paper.text))
    with place.in_flight:
        answer = place.service.perform(asked, utcnow())
    return Response(answer, content_type="application/json")


def may_read(actor: Actor, meeting: Meeting, statement: Statement) -> bool:
    """Everybody once it is published; before that its delegation and those who need it early."""
    intervention = meeting.intervention(statement.intervention)
    if not knows(actor, intervention):
        return False
    owner = intervention.delegation
    return statement.state == "released" or actor.role in READS_EARLY or actor.delegation == owner


def readable(slug: str, statement_id: str) -> tuple[Statement, File]:
    """A statement and its file, for who may read it. To others it is as if it were not there.

    Raises Unknown, NotSignedIn.
    """
    place = here()
    meeting = place.service.load(slug)
    try:
        actor = place.callers.of(request, slug).actor
    except NotSignedIn:
        if "Authorization" in request.headers:
            raise
        actor = place.callers.public(slug).actor
    statement = statement_of(meeting, statement_id)
    if not may_read(actor, meeting, statement):
        raise Unknown("unknown_statement", statement=statement_id)
    file = place.service.file(slug, statement_id)
    if file is None:
        raise Unknown("unknown_statement", statement=statement_id)
    return statement, file


@blueprint.get("/<statement_id>")
@described(TAKE_TEXT)
def download(slug: str, statement_id: str) -> Response:
    """The file, as it was handed in."""
    return as_attachment(slug, *readable(slug, statement_id))


def as_attachment(slug: str, statement: Statement, file: File) -> Response:
    """A file of somebody else's: never shown by a browser within a page of ours."""
    response = Response(file.content, content_type=statement.media_type)
    name = f"{slug}-{statement.delegation}-{statement.intervention}-{statement.language}.{statement.extension}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/<statement_id>/text")
@described(READ_TEXT)
def text(slug: str, statement_id: str) -> Response:
    """The plain words of it, for reading on a screen."""
    statement, file = readable(slug, statement_id)
    body: dict[str, Any] = {"statement": statement.id, "language": statement.language, "text": file.text}
    response = Response(json.dumps(body), content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
