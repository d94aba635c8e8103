"""The letters that Rostrum writes, each in the language of whom it is for."""

from zoneinfo import ZoneInfo

from flask_babel import force_locale, format_date, format_datetime, gettext

from app.domain.meeting import Meeting
from app.service import Service
from app.store.outbox import LINK, Kept, Letter
from app.web.languages import OFFERED
from app.web.links import Link, Links
from app.web.names import language_of_name


def filled(service: Service, links: Links, kept: Kept) -> str:
    """The text of a letter as it leaves: with the link that is in force at that moment."""
    body = kept.letter.body
    if LINK not in body or kept.slug is None or kept.letter.about is None:
        return body
    _, generations = service.load_with_links(kept.slug)
    link = Link(kept.slug, kept.letter.about, generations.of(kept.letter.about))
    return body.replace(LINK, links.url(link))


def language_for(meeting: Meeting, code: str) -> str:
    """The language in which a delegation is written to: that of its contact, its own, the meeting's."""
    contact = meeting.contacts.get(code)
    working = meeting.programme.working_language
    wanted = (contact.language if contact else None, meeting.delegations[code].language, working)
    return next((each for each in wanted if each in OFFERED), "en")


def link_letter(meeting: Meeting, code: str, dedup: str) -> Letter:
    """The letter by which a delegation gets its link. `dedup`: of the act of sending. The contact is there."""
    language = language_for(meeting, code)
    delegation = meeting.delegations[code]
    named = delegation.names[language_of_name(delegation, language, meeting.programme.working_language)]
    with force_locale(language):
        paragraphs = (
            gettext("To the delegation: %(delegation)s", delegation=named),
            "\n".join(each for each in (meeting.programme.title, days(meeting)) if each),
            gettext(
                "By this link your delegation asks for the floor, sees its place on the lists and when its turn comes:"
            ),
            LINK,
            deadline(meeting),
            gettext(
                "Whoever has this link acts for your delegation. Pass it on within your delegation only; if it gets "
                "lost, the secretariat gives you another one."
            ),
        )
        subject = gettext("%(meeting)s: the link of your delegation", meeting=meeting.programme.short_title)
    return Letter(
        to=meeting.contacts[code].email, subject=" ".join(subject.split())[:300], language=language, purpose="link",
        body="\n\n".join(each for each in paragraphs if each) + "\n", about=code, dedup=dedup,
    )


def days(meeting: Meeting) -> str:
    """The first and the last day of a meeting, in the language in force."""
    zone = ZoneInfo(meeting.programme.timezone)
    dates = sorted({each.starts_at.astimezone(zone).date() for each in meeting.programme.sittings})
    if not dates:
        return ""
    first, last = (str(format_date(each, "long")) for each in (dates[0], dates[-1]))
    return first if first == last else str(gettext("%(first)s to %(last)s", first=first, last=last))


def deadline(meeting: Meeting) -> str:
    """When the first list closes, if it is known; in the language in force and the time of the meeting."""
    closing = [each.closes_at for each in meeting.lists.values() if each.closes_at and each.closes_at > meeting.at]
    if not closing:
        return ""
    zone = ZoneInfo(meeting.programme.timezone)
    at = format_datetime(min(closing).astimezone(zone), "long", rebase=False)
    return str(gettext("The first list of speakers closes on %(at)s.", at=at))
