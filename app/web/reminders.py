"""Reminders: what a delegation has begun and not completed, and the letter that says so in its language."""

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import force_locale, format_datetime, gettext

from app.domain.meeting import DRAFT, WAITING, Intervention, Meeting
from app.domain.members import is_late, of_delegation
from app.domain.statements import texts_of
from app.store.outbox import LINK, Letter
from app.web.letters import language_for
from app.web.names import language_of_name

KINDS = ("drafts", "texts", "registration")
Lacking = dict[str, list[Intervention]]
"""What one delegation has not completed, by kind; for `registration` the list is empty."""


def incomplete(meeting: Meeting, kinds: Collection[str], now: datetime) -> dict[str, Lacking]:
    """By delegation, what of these kinds it has not completed; whoever lacks nothing is not there."""
    found: dict[str, Lacking] = {}
    for each in sorted(meeting.interventions.values(), key=lambda each: each.number):
        kind = "drafts" if each.state == DRAFT else "texts"
        lacks = each.state == DRAFT or (each.state in (WAITING, "written") and not texts_of(meeting, each.id))
        if lacks and kind in kinds and each.delegation in meeting.delegations:
            found.setdefault(each.delegation, {}).setdefault(kind, []).append(each)
    if "registration" in kinds and meeting.programme.registration_ends_at and not is_late(meeting, now):
        for code in meeting.delegations:
            if not of_delegation(meeting, code):
                found.setdefault(code, {})["registration"] = []
    return found


def reminder_letter(meeting: Meeting, code: str, lacking: Lacking, dedup: str) -> Letter:
    """One letter for all that a delegation has not completed. `dedup`: of the act of sending. The contact is there."""
    language = language_for(meeting, code)
    delegation = meeting.delegations[code]
    named = delegation.names[language_of_name(delegation, language, meeting.programme.working_language)]
    with force_locale(language):
        paragraphs = (
            gettext("To the delegation: %(delegation)s", delegation=named),
            meeting.programme.title,
            gettext("This is still to be completed by your delegation:"),
            *(paragraph(meeting, kind, found) for kind, found in lacking.items()),
            gettext("It is completed by this link:"),
            LINK,
            gettext("If nothing more is intended, there is nothing to be done."),
        )
        subject = gettext("%(meeting)s: still to be completed", meeting=meeting.programme.short_title)
    return Letter(
        to=meeting.contacts[code].email, subject=" ".join(subject.split())[:300], language=language,
        purpose="reminder", body="\n\n".join(each for each in paragraphs if each) + "\n", about=code, dedup=dedup,
    )


def paragraph(meeting: Meeting, kind: str, found: list[Intervention]) -> str:
    if kind == "registration":
        ends_at = meeting.programme.registration_ends_at
        there = ends_at and ends_at.astimezone(ZoneInfo(meeting.programme.timezone))
        at = format_datetime(there, "long", rebase=False)
        return str(gettext("No member of your delegation is registered. Registration ends on %(at)s.", at=at))
    head = gettext("Drafts, which are on no list until they are submitted:") if kind == "drafts" else gettext(
        "Interventions whose text was not handed in:"
    )
    items = [(each.id, meeting.plans[each.list].item) for each in found]
    lines = [
        gettext("%(number)s, item %(item)s: %(title)s", number=name, item=item.number, title=item.title)
        for name, item in items
    ]
    return "\n".join(map(str, [head, *lines]))
