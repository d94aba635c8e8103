"""What a delegation prepares: drafts on no list yet, and which of its interventions it would keep first."""

from dataclasses import replace
from datetime import datetime

from app.domain.commands import Prefer, Submit
from app.domain.errors import Malformed, NotAllowed, RuleBroken
from app.domain.events import Event, Preferred, Submitted
from app.domain.inscription import check_accepts, check_kind, check_whole
from app.domain.meeting import DRAFT, WAITING, Actor, Meeting
from app.domain.permissions import check_owns
from app.domain.replies import answers_spoken


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
    check_whole(meeting, replace(draft, state=state, inscribed_at=now))
    return [Submitted(intervention=draft.id, at=now)]


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
