"""Who may enter the office, and how a form of it becomes a command."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from flask import request
from werkzeug.datastructures import ImmutableMultiDict

from app.domain.commands import Command
from app.domain.errors import Malformed
from app.domain.meeting import Meeting
from app.post.box import Box
from app.store.outbox import Letter
from app.web.api import check_rate
from app.web.callers import Caller
from app.web.csrf import check_key
from app.web.errors import NotSignedIn
from app.web.here import here

SECRETARIAT = "secretariat"


def secretariat_of(slug: str) -> tuple[Caller, Meeting]:
    """The caller, who works in the office of this meeting, and the meeting. Raises NotSignedIn, Unknown."""
    place = here()
    meeting = place.service.load(slug)
    caller = place.callers.by_session(slug, SECRETARIAT)
    if caller is None:
        raise NotSignedIn("not_signed_in")
    return caller, meeting


def put_letters(slug: str, letters: Sequence[Letter]) -> int:
    """Puts letters into the outbox, all or none; how many were not there already. Raises NotNow."""
    return outbox().put(slug, letters, here().now())


def retry_letter(letter_id: int) -> bool:
    """Whether a letter that had not left is tried again now."""
    return outbox().retry(letter_id, here().now())


def outbox() -> Box:
    return Box(here().service.writer)


def checked_form() -> "ImmutableMultiDict[str, str]":
    """The form that was sent, by a page of ours. Raises Foreign `csrf_failed`."""
    check_key(request.form.get("csrf_token"))
    return request.form


def command_id_of(form: "ImmutableMultiDict[str, str]") -> UUID:
    """The id under which a form is done once, however often its button is pressed; a new one if it has none."""
    written = form.get("command_id", "")
    try:
        return UUID(written) if written else uuid4()
    except ValueError:
        raise Malformed("malformed", "command_id") from None


def perform(slug: str, caller: Caller, command: Command, command_id: UUID, canonical: bytes) -> bytes:
    """Does what a form asks. `canonical`: the form in the same bytes, however sent. Raises a Refusal, NotNow."""
    place = here()
    check_rate(place, slug, caller)
    with place.in_flight:
        asked = place.callers.asked(slug, caller, command_id, command, canonical)
        return place.service.perform(asked, place.now())
