"""What a command does: state + command -> events, or a refusal; and how acts build the state of a meeting."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from app.domain import commands as asked
from app.domain import (
    contacts,
    desk,
    displays,
    drafts,
    erasing,
    floor,
    inscription,
    lists,
    members,
    motions,
    ordering,
    orders,
    planning,
    presence,
    sitting,
    statements,
    swaps,
)
from app.domain.events import Event, Inscribed, Redone, Undone
from app.domain.evolve import evolve
from app.domain.meeting import EMPTY, Actor, Deed, Meeting
from app.domain.order import is_order_id
from app.domain.permissions import check_may_send
from app.domain.undo import redo, remembered, touched, undo


@dataclass(frozen=True, kw_only=True)
class Act:
    """What one command, or something that fell due, brought about. `version`: of the last of its events."""

    version: int
    at: datetime
    command: str
    actor: Actor
    seat: str
    events: tuple[Event, ...] = field(default_factory=tuple)

    @property
    def first_version(self) -> int:
        return self.version - len(self.events) + 1


def decide(meeting: Meeting, command: asked.Command, actor: Actor, now: datetime) -> list[Event]:
    """The events that a command brings about; none if all is as it asks. Raises a Refusal.

    `now` is never before the last event; what has fallen due by then is expected to have been enacted.
    """
    check_may_send(actor, command)
    now = max(now, meeting.at)
    meeting = drafts.known_to(meeting, command, actor)
    match command:
        case asked.Inscribe():
            return inscription.inscribe(meeting, command, actor, now)
        case asked.Amend():
            return inscription.amend(meeting, command, actor, now)
        case asked.Submit():
            return drafts.submit(meeting, command, actor, now)
        case asked.Prefer():
            return drafts.prefer(meeting, command, actor)
        case asked.RegisterMember():
            return members.register(meeting, command, actor, now)
        case asked.AmendMember():
            return members.amend(meeting, command, actor, now)
        case asked.WithdrawMember():
            return members.withdraw(meeting, command, actor)
        case asked.GrantMember():
            return members.grant(meeting, command, actor)
        case asked.DeclineMember():
            return members.decline(meeting, command, actor)
        case asked.HandIn():
            return statements.hand_in(meeting, command, actor)
        case asked.WithdrawStatement():
            return statements.withdraw_statement(meeting, command, actor)
        case asked.ReleaseStatement():
            return statements.release_statement(meeting, command)
        case asked.RequestText():
            return statements.request_text(meeting, command)
        case asked.SetProgramme():
            return planning.set_programme(meeting, command)
        case asked.SetDelegations():
            return planning.set_delegations(meeting, command)
        case asked.RemoveDelegation():
            return planning.remove_delegation(meeting, command)
        case asked.NoteRecord():
            return planning.note_record(meeting, command)
        case asked.RaisePointOfOrder():
            return orders.raise_point_of_order(meeting, command, actor)
        case asked.MoveMotion():
            return motions.move_motion(meeting, command, actor)
        case asked.SpeakOnMotion():
            return motions.speak_on_motion(meeting, command, actor)
        case asked.Hear():
            return orders.hear(meeting, command)
        case asked.Rule():
            return orders.rule(meeting, command)
        case asked.Appeal():
            return orders.appeal(meeting, command, actor)
        case asked.RecordVote():
            return orders.record_vote(meeting, command)
        case asked.Withdraw() if is_order_id(command.intervention):
            return orders.withdraw_order(meeting, command, actor)
        case asked.Withdraw():
            return inscription.withdraw(meeting, command, actor)
        case asked.OpenList():
            return lists.open_list(meeting, command)
        case asked.AnnounceList():
            return lists.announce_list(meeting, command)
        case asked.CloseList():
            return lists.close_list(meeting, command, now)
        case asked.SetLimit():
            return lists.set_limit(meeting, command)
        case asked.SetPolicy():
            return ordering.set_policy(meeting, command)
        case asked.DrawLots():
            return ordering.draw_lots(meeting, command, now)
        case asked.Move():
            return lists.move(meeting, command)
        case asked.TakeUp():
            return lists.take_up(meeting, command)
        case asked.Call():
            return floor.call(meeting, command, now)
        case asked.StartClock():
            return floor.start_clock(meeting, command)
        case asked.PauseClock():
            return floor.pause_clock(meeting, command)
        case asked.ResumeClock():
            return floor.resume_clock(meeting, command)
        case asked.Extend():
            return floor.extend(meeting, command)
        case asked.EndSpeech():
            return floor.end_speech(meeting, command, now)
        case asked.MarkAbsent():
            return presence.mark_absent(meeting, command)
        case asked.AnswerRoll():
            return presence.answer_roll(meeting, command, actor)
        case asked.YieldPlace():
            return presence.yield_place(meeting, command, actor)
        case asked.Refuse():
            return desk.refuse(meeting, command)
        case asked.ConvertWritten():
            return desk.convert_written(meeting, command)
        case asked.PutBack():
            return desk.put_back(meeting, command)
        case asked.OfferSwap():
            return swaps.offer_swap(meeting, command, actor)
        case asked.AnswerSwap():
            return swaps.answer_swap(meeting, command, actor)
        case asked.Suspend():
            return sitting.suspend(meeting, command, now)
        case asked.Resume():
            return sitting.resume(meeting)
        case asked.Adjourn():
            return sitting.adjourn(meeting, command, now)
        case asked.Tell():
            return sitting.tell(meeting, command)
        case asked.PointDisplay():
            return displays.point_display(meeting, command)
        case asked.SetContact():
            return contacts.set_contact(meeting, command, actor)
        case asked.ErasePerson():
            return erasing.erase_person(meeting, command)
        case asked.Undo():
            return undo(meeting, command, actor)
        case asked.Redo():
            return redo(meeting, command, actor)
        case _:
            raise AssertionError(f"no rule for {command!r}")


def facts(before: Meeting, events: Sequence[Event]) -> dict[str, Any]:
    """What fills the sentence by which an act is named: "floor given to Croatia"."""
    named: dict[str, Any] = {}
    for event in events:
        for name in ("intervention", "list", "seconds", "limit_s", "category", "words", "until", "seed", "display"):
            value = getattr(event, name, None)
            if value is not None:
                named[name] = value
        if isinstance(event, Inscribed):
            named["delegation"] = event.delegation
        elif "intervention" in named and named["intervention"] in before.interventions:
            named["delegation"] = before.interventions[named["intervention"]].delegation
    for event in events:
        named |= orders.order_facts(before, event)
    return named


def previewed(meeting: Meeting, command: asked.SetPolicy, actor: Actor, now: datetime) -> Meeting:
    """The meeting as it would be under another policy; nothing is done."""
    after = meeting
    for event in decide(meeting, command, actor, now):
        after = evolve(after, event, now, actor)
    return after


def enact(meeting: Meeting, act: Act) -> Meeting:
    """The meeting after an act. What the desk did is remembered, so that it can be taken back."""
    after = meeting
    for event in act.events:
        after = evolve(after, event, act.at, act.actor)
    after = replace(after, version=act.version, at=max(meeting.at, act.at))
    is_undo_or_redo = any(isinstance(event, (Undone, Redone)) for event in act.events)
    # The desks read of each other's deeds, and the chair knows of no draft.
    is_quiet = all(drafts.is_about_drafts(meeting, event) for event in act.events)
    if not act.actor.is_desk or is_undo_or_redo or is_quiet or act.command in asked.OF_THE_OFFICE:
        return after
    deed = Deed(
        version=act.version, first_version=act.first_version, at=act.at, command=act.command, actor=act.actor,
        seat=act.seat, facts=facts(meeting, act.events), touched=touched(meeting, after),
    )
    return replace(after, deeds=remembered(after, deed))


def fold(acts: Iterable[Act], meeting: Meeting = EMPTY) -> Meeting:
    """The state of a meeting is the fold of its log."""
    for act in acts:
        meeting = enact(meeting, act)
    return meeting

