"""The meetings in which an account works, and the doors to each."""

from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app, url_for
from flask_babel import format_date

from app.domain.meeting import Meeting
from app.store.accounts import Account
from app.web.here import here
from app.web.office.blueprint import blueprint, office_page
from app.web.office.people import signed_in
from app.web.phrases import code_sentences

NEW_MEETING = "office.new_meeting"


def row_of(meeting: Meeting, account: Account) -> dict[str, Any]:
    programme = meeting.programme
    zone = ZoneInfo(programme.timezone)
    starts = [each.starts_at.astimezone(zone).date() for each in programme.sittings]
    days = [format_date(day, "medium") for day in dict.fromkeys((min(starts), max(starts)))] if starts else []
    return {
        "slug": programme.slug, "title": programme.title, "days": " – ".join(days), "state": meeting.session.state,
        "is_public": programme.is_public,
        "is_secretariat": account.may(programme.slug, "secretariat"), "is_chair": account.may(programme.slug, "chair"),
    }


@blueprint.get("")
def meetings() -> str:
    account, _ = signed_in()
    place = here()
    mine = [
        row_of(place.service.load(slug), account) for slug in place.service.slugs()
        if account.may(slug, "secretariat") or account.may(slug, "chair")
    ]
    may_make = account.is_office and NEW_MEETING in current_app.view_functions
    return office_page(
        "office/meetings.html", "meetings", meetings=mine, words_of=code_sentences(),
        new_meeting=url_for(NEW_MEETING) if may_make else None,
    )
