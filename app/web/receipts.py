"""Receipts: what a delegation asked for, and what the desk decided on it, by letter, in the language of its letters."""

from collections.abc import Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

from flask_babel import force_locale, format_datetime, gettext
from flask_babel import lazy_gettext as _l

from app.domain import events as happened
from app.domain.events import Event
from app.domain.meeting import WAITING, Actor, Intervention, Meeting
from app.domain.precedence import waiting
from app.store.outbox import LINK, Letter
from app.web.figures_parts import language_name
from app.web.letters import language_for
from app.web.names import language_of_name
from app.web.office.inscriptions import reason_words
from app.web.phrases import code_sentences

SENDERS = ("delegation", "chair", "secretariat")
FACTS = ("state", "rank", "is_converted")
"""Of an intervention, what an act of the desk changes when it is taken back or done again."""
DONE = {
    "inscribed": _l("inscribed"), "submitted": _l("inscribed"), "amended": _l("changed"),
    "withdrawn": _l("withdrawn"), "refused": _l("request for the floor refused"),
    "converted_to_written": _l("statement filed in writing"), "placed_back": _l("back on the list"),
    "moved": _l("another place on the list"), "undone": _l("a decision of the desk was changed"),
    "redone": _l("a decision of the desk was changed"), "statement_handed_in": _l("text received"),
    "member_registered": _l("registration received"), "member_amended": _l("registration changed"),
    "member_withdrawn": _l("registration withdrawn"), "member_granted": _l("registration granted"),
    "member_declined": _l("registration declined"),
}
BY_DESK = {
    "inscribed": _l("inscribed by the desk"), "submitted": _l("inscribed by the desk"),
    "amended": _l("changed by the desk"), "withdrawn": _l("withdrawn by the desk"),
}
"""What reads otherwise where the desk did it."""
Subject = tuple[str, str]
"""What a receipt is about: (kind of the event, id of the intervention, the member or the text)."""


def concerned(
    before: Meeting, after: Meeting, events: Sequence[Event], actor: Actor
) -> Mapping[str, Sequence[Subject]]:
    """What an act tells of, by delegation with an address; nothing of what the clock does, of drafts, of speeches."""
    if actor.role not in SENDERS:
        return {}
    subjects: dict[str, list[Subject]] = {}
    for event in events:
        for subject in subjects_of(before, after, event):
            subjects.setdefault(owner_of(after, subject), []).append(subject)
    return {
        code: found for code, found in subjects.items() if code in after.contacts and code in after.delegations
    }


def subjects_of(before: Meeting, after: Meeting, event: Event) -> Iterable[Subject]:
    """What an event tells a delegation of; nothing of what is known to it alone, or stands at the lectern."""
    match event:
        case (
            happened.Inscribed() | happened.Submitted() | happened.Amended() | happened.Withdrawn()
            | happened.Refused() | happened.ConvertedToWritten() | happened.PlacedBack() | happened.Moved()
        ):
            return [(event.kind, event.intervention)] if is_told(before, after, event.intervention) else []
        case happened.StatementHandedIn():
            told = is_told(before, after, event.intervention, with_drafts=True)
            return [(event.kind, event.statement)] if told else []
        case (
            happened.MemberRegistered() | happened.MemberAmended() | happened.MemberWithdrawn()
            | happened.MemberGranted() | happened.MemberDeclined()
        ):
            return [(event.kind, event.member)]
        case happened.Undone() | happened.Redone():
            return [
                (event.kind, each.id) for each in after.interventions.values()
                if (was := before.interventions.get(each.id)) is not None and was is not each
                and any(getattr(was, fact) != getattr(each, fact) for fact in FACTS)
                and is_told(before, after, each.id)
            ]
        case _:
            return []


def is_told(before: Meeting, after: Meeting, intervention: str, with_drafts: bool = False) -> bool:
    """Whether it is before the speech: neither at the lectern nor heard; of drafts only what is handed in for them."""
    states = [each.interventions[intervention] for each in (before, after) if intervention in each.interventions]
    if any(each.state in ("called", "delivered") for each in states):
        return False
    return with_drafts or not states[-1].is_private


def owner_of(meeting: Meeting, subject: Subject) -> str:
    kind, name = subject
    if kind.startswith("member_"):
        return meeting.members[name].delegation
    return meeting.statements[name].delegation if kind == "statement_handed_in" else (
        meeting.interventions[name].delegation
    )


def receipt(meeting: Meeting, code: str, subjects: Sequence[Subject], actor: Actor) -> Letter:
    """To a delegation that is `concerned`, of a meeting as an act has left it: one act gives one receipt, however often
    it is asked for.
    """
    language = language_for(meeting, code)
    delegation = meeting.delegations[code]
    named = delegation.names[language_of_name(delegation, language, meeting.programme.working_language)]
    with force_locale(language):
        paragraphs = (
            gettext("To the delegation: %(delegation)s", delegation=named),
            meeting.programme.title,
            *(about(meeting, subject, actor) for subject in subjects),
            gettext("By this link your delegation changes or withdraws it, and sees how things stand at any moment:"),
            LINK,
            gettext("If your delegation did not ask for this, tell the secretariat."),
        )
        subject = gettext(
            "%(meeting)s: %(what)s", meeting=meeting.programme.short_title, what=headline(subjects[0][0], actor)
        )
    return Letter(
        to=meeting.contacts[code].email, subject=one_line(subject), language=language, purpose="receipt",
        body="\n\n".join(each for each in paragraphs if each) + "\n", about=code, dedup=f"v{meeting.version}",
    )


def one_line(subject: str) -> str:
    """A subject that any mail can carry, whatever a title holds: a letter that cannot be written stops no command."""
    return "".join(each for each in " ".join(subject.split()) if each.isprintable())[:300]


def headline(kind: str, actor: Actor) -> str:
    """What was done, as the subject of the letter and as its first line."""
    return str(BY_DESK.get(kind, DONE[kind]) if actor.is_desk else DONE[kind])


def about(meeting: Meeting, subject: Subject, actor: Actor) -> str:
    """What there is to know of it, a line each. No words about persons: a letter lies in more hands than the log."""
    kind, name = subject
    if kind.startswith("member_"):
        lines = member_lines(meeting, name)
    elif kind == "statement_handed_in":
        lines = [*text_lines(meeting, name), *wish_lines(meeting, meeting.statements[name].intervention)]
    else:
        lines = wish_lines(meeting, name)
    done = gettext("%(what)s, %(at)s", what=headline(kind, actor), at=instant(meeting))
    return "\n".join([done[:1].upper() + done[1:], *lines])


def wish_lines(meeting: Meeting, name: str) -> list[str]:
    intervention, said = meeting.interventions[name], code_sentences()
    plan = meeting.plans[intervention.list]
    kind = said[f"kind.{intervention.kind}"]
    if intervention.delivery == "written":
        kind = gettext("%(first)s, %(second)s", first=kind, second=said["delivery.written"])
    lines = [
        gettext("Number: %(number)s", number=name),
        gettext("Item %(number)s: %(title)s", number=plan.item.number, title=plan.item.title),
        gettext("List: %(list)s", list=plan.title),
        gettext("Kind: %(kind)s", kind=kind),
        *([gettext("Language: %(language)s", language=language_name(intervention.language))]
          if intervention.language else []),
        *([gettext("On behalf of: %(group)s", group=intervention.on_behalf_of)] if intervention.on_behalf_of else []),
    ]
    return [*map(str, lines), *standing_lines(meeting, intervention)]


def standing_lines(meeting: Meeting, intervention: Intervention) -> list[str]:
    """Its place as of then and why, or what it is if it waits for none."""
    if intervention.state != WAITING or intervention.delivery == "written":
        state = code_sentences().get(f"state.{intervention.state}", intervention.state)
        return [str(gettext("State: %(state)s", state=state))]
    queue = [each.id for each in waiting(meeting, intervention.list)]
    place, reasons = queue.index(intervention.id) + 1, "; ".join(reason_words(meeting, intervention))
    return [
        str(gettext("Place on the list now: %(place)s of %(all)s", place=place, all=len(queue))),
        str(gettext("Why: %(reasons)s", reasons=reasons)),
        str(gettext("The place may change as others are inscribed, withdraw or are heard.")),
    ]


def text_lines(meeting: Meeting, name: str) -> list[str]:
    statement, said = meeting.statements[name], code_sentences()
    lines = [
        gettext("Text: %(number)s", number=name),
        gettext("Language of the text: %(language)s", language=language_name(statement.language)),
        *([gettext("Words: %(words)s", words=statement.words)] if statement.has_text else []),
        gettext("Published: %(when)s", when=said[f"embargo.{statement.embargo}"]),
        gettext("SHA-256 of the file: %(digest)s", digest=statement.digest),
    ]
    return list(map(str, lines))


def member_lines(meeting: Meeting, name: str) -> list[str]:
    member, said = meeting.members[name], code_sentences()
    lines = [
        gettext("Number: %(number)s", number=name),
        gettext("Capacity: %(capacity)s", capacity=said[f"capacity.{member.capacity}"]),
        gettext("State: %(state)s", state=said.get(f"state.{member.state}", member.state)),
    ]
    return list(map(str, lines))


def instant(meeting: Meeting) -> str:
    """When it was done, by the clock of the place."""
    there = meeting.at.astimezone(ZoneInfo(meeting.programme.timezone))
    return str(format_datetime(there, "long", rebase=False))
