"""What a delegation prepares: drafts on no list yet, and which of its interventions it would keep first."""

from dataclasses import fields, replace
from datetime import datetime

from app.domain.commands import Command, Prefer, Submit
from app.domain.errors import Malformed, NotAllowed, RuleBroken
from app.domain.events import Amended, Event, Inscribed, Preferred, Submitted, Withdrawn
from app.domain.inscription import amendment, check_accepts, check_kind, check_whole, commented_on, presentation_of
from app.domain.meeting import DRAFT, WAITING, Actor, Intervention, Meeting
from app.domain.permissions import check_owns
from app.domain.replies import answers_spoken


def knows(actor: Actor, intervention: Intervention) -> bool:
    """Whether somebody may know of an intervention: of a draft its delegation and the secretariat alone."""
    return not intervention.is_private or actor.role == "secretariat" or actor.delegation == intervention.delegation


def known_to(meeting: Meeting, command: Command, actor: Actor) -> Meeting:
    """The meeting by which a command is decided: a draft of others that it names is as if it were not there.

    So whatever is sent about one is answered as about an id that nobody was ever given.
    """
    meant = (meeting.interventions.get(name) for name in named(command))
    hidden = {each.id for each in meant if each is not None and not knows(actor, each)}
    if not hidden:
        return meeting
    known = {name: each for name, each in meeting.interventions.items() if name not in hidden}
    return replace(meeting, interventions=known)


def named(command: Command) -> list[str]:
    """All words of a command that could be the id of an intervention."""
    values = [getattr(command, each.name) for each in fields(command)]
    several = [each for value in values if isinstance(value, tuple) for each in value]
    return [each for each in (*values, *several) if isinstance(each, str)]


def is_about_drafts(meeting: Meeting, event: Event) -> bool:
    """Whether an event changes a draft alone, and no list. `meeting`: as it was before."""
    match event:
        case Inscribed():
            return event.is_draft
        case Amended() | Withdrawn():
            return meeting.interventions[event.intervention].state == DRAFT
        case _:
            return False


def submit(meeting: Meeting, command: Submit, actor: Actor, now: datetime) -> list[Event]:
    """Inscribes a draft, as if it were written now. Raises RuleBroken `not_a_draft`, and as `inscribe` does."""
    draft = meeting.intervention(command.intervention)
    check_owns(actor, draft)
    if draft.state != DRAFT:
        raise RuleBroken("not_a_draft", intervention=draft.id, state=draft.state)
    if not (draft.kind == "reply" and answers_spoken(meeting, draft.in_reply_to)):
        check_accepts(meeting, draft.list, actor)
    check_kind(meeting, meeting.plans[draft.list], draft.kind, draft.delegation, actor, None)
    state = "written" if draft.delivery == "written" else WAITING
    plan = meeting.plans[draft.list]
    target = draft.in_reply_to
    if draft.kind == "comment":  # what is commented on may have come onto the list since
        target = commented_on(meeting, plan, target) or presentation_of(meeting, plan)
    wanted = replace(draft, state=state, inscribed_at=now, in_reply_to=target)
    check_whole(meeting, wanted)
    submitted = Submitted(intervention=draft.id, at=now)
    return [submitted] if target == draft.in_reply_to else [amendment(wanted), submitted]


def prefer(meeting: Meeting, command: Prefer, actor: Actor) -> list[Event]:
    """Raises Malformed, Unknown, NotAllowed `not_yours`."""
    code = command.delegation or actor.delegation
    if code is None:
        raise Malformed("missing", "delegation")
    meeting.delegation(code)
    if len(set(command.interventions)) != len(command.interventions):
        raise Malformed("given_twice", "interventions")
    for name in command.interventions:
        if meeting.intervention(name).delegation != code:
            raise NotAllowed("not_yours", intervention=name)
    if meeting.preferences.get(code, ()) == command.interventions:
        return []
    return [Preferred(delegation=code, interventions=command.interventions)]


def evolve_drafts(meeting: Meeting, event: Event) -> Meeting:
    match event:
        case Submitted():
            draft = meeting.interventions[event.intervention]
            state = "written" if draft.delivery == "written" else WAITING
            submitted = replace(draft, state=state, inscribed_at=event.at)
            return replace(meeting, interventions={**meeting.interventions, draft.id: submitted})
        case Preferred():
            return replace(meeting, preferences={**meeting.preferences, event.delegation: event.interventions})
        case _:
            return meeting
