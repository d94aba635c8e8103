"""The letters that Rostrum writes, each in the language of whom it is for."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from flask_babel import force_locale, format_date, format_datetime, gettext, ngettext

from app.domain.meeting import Meeting
from app.domain.programme import Item, lists_of
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


def letter_to(meeting: Meeting, code: str, purpose: str, subject: str, paragraphs: Sequence[str], dedup: str) -> Letter:
    """A letter to a delegation, made in its language, which is in force. `dedup`: of the act of sending.

    The contact is there. Empty paragraphs are left out.
    """
    language = language_for(meeting, code)
    delegation = meeting.delegations[code]
    named = delegation.names[language_of_name(delegation, language, meeting.programme.working_language)]
    head = (
        gettext("To the delegation: %(delegation)s", delegation=named),
        "\n".join(each for each in (meeting.programme.title, days(meeting)) if each),
    )
    foot = gettext(
        "Whoever has this link acts for your delegation. Pass it on within your delegation only; if it gets "
        "lost, the secretariat gives you another one."
    )
    return Letter(
        to=meeting.contacts[code].email, subject=" ".join(subject.split())[:300], language=language, purpose=purpose,
        body="\n\n".join(each for each in (*head, *paragraphs, foot) if each) + "\n", about=code, dedup=dedup,
    )


def link_letter(meeting: Meeting, code: str, dedup: str) -> Letter:
    """The letter by which a delegation gets its link."""
    with force_locale(language_for(meeting, code)):
        paragraphs = (
            gettext(
                "By this link your delegation asks for the floor, sees its place on the lists and when its turn comes:"
            ),
            LINK,
            deadline(meeting),
        )
        subject = gettext("%(meeting)s: the link of your delegation", meeting=meeting.programme.short_title)
        return letter_to(meeting, code, "link", subject, paragraphs, dedup)


def silent_letter(meeting: Meeting, code: str, items: Sequence[Item], dedup: str) -> Letter:
    """To a delegation that is on no list of items that concern it: one letter for all of them."""
    with force_locale(language_for(meeting, code)):
        paragraphs = (
            ngettext("Your delegation has not asked for the floor on an item that concerns it:",
                     "Your delegation has not asked for the floor on items that concern it:", len(items)),
            "\n".join(item_line(meeting, each) for each in items),
            gettext("If it wishes to speak, or to file a statement in writing, it asks for it by this link:"),
            LINK,
            gettext("If it does not wish to, there is nothing to be done."),
        )
        subject = gettext("%(meeting)s: your delegation is on no list yet", meeting=meeting.programme.short_title)
        return letter_to(meeting, code, "silent", subject, paragraphs, dedup)


def item_line(meeting: Meeting, item: Item) -> str:
    """An item, and when the last of its lists closes, if that is known."""
    lists = [meeting.lists[each] for each, _ in lists_of(item)]
    closing = [each.closes_at for each in lists if each.closes_at and each.state != "closed"]
    if not closing:
        return f"{item.number}. {item.title}"
    at = format_datetime(max(closing).astimezone(ZoneInfo(meeting.programme.timezone)), "long", rebase=False)
    return str(gettext(
        "%(number)s. %(title)s (its list closes on %(at)s)", number=item.number, title=item.title, at=at,
    ))


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
