"""The outbox before the eyes of the office: of one meeting, or of the house."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, make_response, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import lazy_gettext as _l

from app.domain.errors import Malformed, RuleBroken
from app.domain.meeting import Meeting
from app.store.outbox import Kept
from app.web.here import here
from app.web.letters import filled
from app.web.office import people
from app.web.office.blueprint import blueprint, office_page
from app.web.office.door import checked_form, outbox, retry_letter, secretariat_of
from app.web.office.files import direction_of

PURPOSES = {
    "link": _l("Link"), "receipt": _l("Receipt"), "reminder": _l("Reminder"), "silent": _l("To the silent"),
    "registration": _l("Registration"),
}
STATES = {"waiting": _l("Waiting"), "sent": _l("Sent"), "failed": _l("Failed"), "withdrawn": _l("Withdrawn")}


def row_of(kept: Kept, meeting: Meeting | None) -> dict[str, Any]:
    """A letter as the list shows it; times are those of the meeting, of the house those of UTC."""
    zone = ZoneInfo(meeting.programme.timezone) if meeting else UTC
    about = kept.letter.about
    known = meeting is not None and about in meeting.delegations

    def at(instant: datetime | None) -> str:
        there = instant and instant.astimezone(zone)
        return f"{format_date(there, 'medium', rebase=False)}, {there:%H:%M}" if there else ""

    return {
        "id": kept.id, "slug": kept.slug, "to": kept.letter.to, "subject": kept.letter.subject,
        "purpose": PURPOSES.get(kept.letter.purpose, kept.letter.purpose), "state": kept.state,
        "state_words": STATES[kept.state], "about": meeting.name_of(about) if meeting and about and known else about,
        "language": kept.letter.language, "dir": direction_of(kept.letter.language), "created_at": at(kept.created_at),
        "sent_at": at(kept.sent_at), "next_at": at(kept.next_at) if kept.state == "waiting" and kept.tries else "",
        "tries": kept.tries, "last_error": kept.last_error, "may_leave": kept.state in ("waiting", "failed"),
    }


def list_page(slug: str | None, meeting: Meeting | None) -> str:
    kept = outbox().letters(slug)
    return office_page(
        "office/letters.html", "letters" if slug else "mail", meeting, rows=[row_of(each, meeting) for each in kept],
        waiting=sum(each.state == "waiting" for each in kept), failed=sum(each.state == "failed" for each in kept),
        has_mail=here().settings.mail is not None,
    )


def letter_page(kept: Kept, meeting: Meeting | None) -> Response:
    """One letter with its text, which may hold a link: it is kept in no cache."""
    place = here()
    page = office_page(
        "office/letter.html", "letters" if meeting else "mail", meeting, row=row_of(kept, meeting),
        text=filled(place.service, place.links, kept), has_mail=place.settings.mail is not None,
        back=url_for("office.letters", slug=kept.slug) if meeting else url_for("office.mail"),
        act=url_for("office.act_on_letter", slug=kept.slug, letter_id=kept.id) if meeting
        else url_for("office.act_on_house_letter", letter_id=kept.id),
    )
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    return response


def act_on(kept: Kept) -> str:
    """Does what the form asks of a letter; the code of what was done. Raises Malformed, RuleBroken `letter_left`."""
    act = checked_form().get("act")
    if act not in ("retry", "withdraw"):
        raise Malformed("unknown_choice", "act", expected=["retry", "withdraw"])
    done = retry_letter(kept.id) if act == "retry" else outbox().withdraw(kept.id)
    if not done:
        raise RuleBroken("letter_left")
    return "retried" if act == "retry" else "withdrawn"


@blueprint.get("/meetings/<slug>/mail")
def letters(slug: str) -> str:
    _, meeting = secretariat_of(slug)
    return list_page(slug, meeting)


@blueprint.get("/meetings/<slug>/mail/<row:letter_id>")
def letter(slug: str, letter_id: int) -> Response:
    _, meeting = secretariat_of(slug)
    return letter_page(outbox().letter(letter_id, slug), meeting)


@blueprint.post("/meetings/<slug>/mail/<row:letter_id>")
def act_on_letter(slug: str, letter_id: int) -> ResponseReturnValue:
    secretariat_of(slug)
    done = act_on(outbox().letter(letter_id, slug))
    return redirect(url_for("office.letters", slug=slug, done=done), 303)


@blueprint.get("/mail")
def mail() -> str:
    people.office()
    return list_page(None, None)


@blueprint.get("/mail/<row:letter_id>")
def house_letter(letter_id: int) -> Response:
    people.office()
    return letter_page(outbox().letter(letter_id, None), None)


@blueprint.post("/mail/<row:letter_id>")
def act_on_house_letter(letter_id: int) -> ResponseReturnValue:
    people.office()
    done = act_on(outbox().letter(letter_id, None))
    return redirect(url_for("office.mail", done=done), 303)
