"""How an intervention comes onto a list, is amended and withdrawn."""

from dataclasses import replace
from datetime import datetime

from app.domain.commands import Amend, Inscribe, Withdraw
from app.domain.errors import Malformed, RuleBroken, Unknown
from app.domain.events import Amended, Event, Inscribed, Withdrawn
from app.domain.keys import policy_of
from app.domain.meeting import DRAFT, GIVEN_UP, HANGING, WAITING, Actor, Intervention, Meeting
from app.domain.permissions import check_owns
from app.domain.policy import OrderPolicy
from app.domain.programme import ListPlan
from app.domain.replies import answers_spoken, check_may_reply, lane_of
from app.domain.text import clean, language_code

MOST_MINUTES = 240
MOST_ACTIONS = 40
HIGHEST_ACTION = 999
MOST_ON_LIST = 50
"""What a delegation leaves on one list by itself; far more than any does, and little for displays to carry."""
STILL_HERE = (DRAFT, WAITING, "written")
"""What may still be amended or withdrawn."""
FIELDS_THAT_MOVE = ("speaker", "kind")
BY_THE_DESK = ("invited_only", "presiding_only")


def is_by_desk(meeting: Meeting, list_id: str) -> bool:
    """Whether only the desk inscribes on a list, which its item says."""
    return meeting.plans[list_id].item.speaker_policy in BY_THE_DESK


def refuses(meeting: Meeting, list_id: str) -> str | None:
    """The code of why a delegation cannot inscribe itself on a list now; None if it can. The desk always may."""
    if is_by_desk(meeting, list_id):
        return "by_the_desk_only"
    state = meeting.lists[list_id].state
    return {"not_open": "list_not_open", "closed": "list_closed"}.get(state)


def check_accepts(meeting: Meeting, list_id: str, actor: Actor) -> None:
    """Raises RuleBroken `list_not_open`, `list_closed`, `by_the_desk_only`."""
    code = None if actor.is_desk else refuses(meeting, list_id)
    if code:
        speakers_list = meeting.lists[list_id]
        instants = {
            name: at
            for name, at in {"since": speakers_list.since, "opens_at": speakers_list.opens_at}.items()
            if at is not None
        }
        raise RuleBroken(code, list=list_id, **instants)


def part_for(plan: ListPlan, command: Inscribe, delegation: str) -> str | None:
    """The part under which a delegation speaks: the desk's choice, else where it is invited, else the open floor."""
    if command.part is not None:
        if plan.part(command.part) is None:
            raise Unknown("unknown_part", part=command.part, list=plan.id)
        return command.part
    if command.role in ("president", "presiding", "chair"):
        return next((part.id for part in plan.parts if part.kind == "presiding"), None)
    if command.kind in HANGING:
        return plan.parts[0].id if plan.is_presentation else None
    invited = next((part.id for part in plan.parts if delegation in part.invited), None)
    return invited or next((part.id for part in plan.parts if part.kind == "open_floor"), None)


def role_for(plan: ListPlan, command: Inscribe, delegation: str) -> str | None:
    if command.role is None and delegation in plan.item.panellists and command.kind == "statement":
        return "panellist"
    return clean("role", command.role)


def waits_already(meeting: Meeting, wanted: Intervention) -> Intervention | None:
    """The waiting intervention of the same kind of the same delegation on the same list."""
    if wanted.hangs:
        return None
    others = meeting.interventions.values() if wanted.state == DRAFT else meeting.on_list(wanted.list)
    return next(
        (
            each for each in others
            if each.list == wanted.list and each.id != wanted.id and each.delegation == wanted.delegation
            and each.kind == wanted.kind and each.state == wanted.state
        ),
        None,
    )


def check_whole(meeting: Meeting, wanted: Intervention) -> None:
    """What must hold of an intervention whoever asks. Raises Malformed, Unknown, RuleBroken."""
    if wanted.kind == "on_behalf" and wanted.on_behalf_of is None:
        raise Malformed("missing", "on_behalf_of")
    if wanted.in_reply_to is not None and not stands(meeting, wanted):
        parent = meeting.intervention(wanted.in_reply_to)
        if parent.is_private:  # nobody but its delegation knows of it
            raise Unknown("unknown_intervention", intervention=parent.id)
        there = lane_of(meeting, parent.list) if wanted.kind == "reply" else parent.list
        if there != wanted.list or parent.id == wanted.id:
            raise RuleBroken("other_list", intervention=parent.id, list=there)
    if wanted.minutes is not None and not 1 <= wanted.minutes <= MOST_MINUTES:
        raise Malformed("out_of_range", "minutes", least=1, most=MOST_MINUTES)
    check_actions(wanted.actions)
    double = waits_already(meeting, wanted)
    if double:
        raise RuleBroken("already_inscribed", intervention=double.id, since=double.inscribed_at)


def stands(meeting: Meeting, wanted: Intervention) -> bool:
    """Whether it answers what it has answered before: the office may have put another list at the end since."""
    was = meeting.interventions.get(wanted.id)
    if was is None or was.state == DRAFT:
        return False
    return (was.kind, was.in_reply_to, was.list) == (wanted.kind, wanted.in_reply_to, wanted.list)


def check_actions(actions: tuple[int, ...]) -> None:
    """Numbers of actions of the plan, each once. Raises Malformed."""
    if len(actions) > MOST_ACTIONS or len(set(actions)) != len(actions):
        raise Malformed("malformed", "actions")
    if any(not 1 <= each <= HIGHEST_ACTION for each in actions):
        raise Malformed("out_of_range", "actions", least=1, most=HIGHEST_ACTION)


def check_first_statement(meeting: Meeting, plan: ListPlan, delegation: str) -> None:
    """Raises RuleBroken `one_statement` where the rules allow a delegation one on an item; the desk may grant more."""
    if not meeting.programme.one_statement:
        return
    for each in meeting.interventions.values():
        is_same = meeting.plans[each.list].item is plan.item and each.delegation == delegation
        if is_same and each.kind == "statement" and each.state not in (DRAFT, *GIVEN_UP):
            raise RuleBroken("one_statement", intervention=each.id, since=each.inscribed_at)


def check_lane(meeting: Meeting, wanted: Intervention, was: str) -> None:
    """Raises RuleBroken `reply_stays` where replies have a list of their own. `was`: the kind until now."""
    has_lane = meeting.programme.reply.when != "end_of_item"
    if was != wanted.kind and "reply" in (was, wanted.kind) and has_lane:
        raise RuleBroken("reply_stays", list=wanted.list)


def check_kind(meeting: Meeting, plan: ListPlan, wanted: str, delegation: str, actor: Actor, was: str | None) -> None:
    """Whether the rules of the body know such a wish of a delegation; the desk may grant what they do not.

    Raises RuleBroken `no_comments`, `one_statement`, `no_more_replies`.
    """
    if actor.is_desk or was == wanted:
        return
    if wanted == "reply":
        check_may_reply(meeting, plan.id, delegation)
    if wanted == "comment" and not meeting.programme.comments:
        raise RuleBroken("no_comments", list=plan.id)
    if wanted == "statement":
        check_first_statement(meeting, plan, delegation)


def check_share(meeting: Meeting, wanted: Intervention) -> None:
    """Raises RuleBroken `too_many_on_list`: what was given up stays on the chair's screen, and makes each act dearer.

    Comments and replies that wait count too, for a delegation may have several; the desk may go beyond.
    """
    left = sum(
        each.list == wanted.list and each.delegation == wanted.delegation
        and (each.state in GIVEN_UP or (each.hangs and each.state in STILL_HERE))
        for each in meeting.interventions.values()
    )
    if left >= MOST_ON_LIST:
        raise RuleBroken("too_many_on_list", list=wanted.list, most=MOST_ON_LIST)


def policies_on(meeting: Meeting, list_id: str) -> list[OrderPolicy]:
    parts: list[str | None] = [None, *(part.id for part in meeting.plans[list_id].parts)]
    return [policy_of(meeting, list_id, part) for part in parts]


def levels_asked(meeting: Meeting, list_id: str) -> list[str]:
    """The ladder, highest first, where a list goes by the level of its speakers; else nothing is asked."""
    by_level = [policy for policy in policies_on(meeting, list_id) if policy.within == "level"]
    return list(dict.fromkeys(each for policy in by_level for each in policy.levels))


def known_level(meeting: Meeting, list_id: str, level: str | None) -> str | None:
    """The level of a speaker is one of a ladder of the meeting. Raises Malformed."""
    ladder = dict.fromkeys(each for policy in policies_on(meeting, list_id) for each in policy.levels)
    if level and level not in ladder:
        raise Malformed("unknown_level", "level", expected=list(ladder))
    return level or None


def sent_to_end(meeting: Meeting, was: Intervention, wanted: Intervention, now: datetime) -> Intervention:
    """Where the policy says so, a changed speaker or kind is inscribed anew, from now."""
    moves = any(getattr(was, name) != getattr(wanted, name) for name in FIELDS_THAT_MOVE)
    if moves and was.state == WAITING and policy_of(meeting, was.list, was.part).edit_moves_to_end:
        return replace(wanted, inscribed_at=now)
    return wanted


def presentation_of(meeting: Meeting, plan: ListPlan) -> str | None:
    """On what a comment is made if it does not say so: the only presentation of its list."""
    made = [each.id for each in meeting.on_list(plan.id) if not each.hangs and each.state not in GIVEN_UP]
    return made[0] if plan.is_presentation and len(made) == 1 else None


def commented_on(meeting: Meeting, plan: ListPlan, wanted: str | None) -> str | None:
    """On what a comment is made: comments hang under presentations, so one on a comment is on what that one is on."""
    passed: set[str] = set()
    while plan.is_presentation and wanted is not None and wanted in meeting.interventions and wanted not in passed:
        target = meeting.interventions[wanted]
        if target.kind != "comment" or target.in_reply_to is None:
            break
        passed.add(wanted)
        wanted = target.in_reply_to
    return wanted


def inscribe(meeting: Meeting, command: Inscribe, actor: Actor, now: datetime) -> list[Event]:
    plan = meeting.plan(command.list)
    code = command.delegation or actor.delegation
    if code is None:
        raise Malformed("missing", "delegation")
    delegation = meeting.delegation(code)
    is_reply = command.kind == "reply"
    if not command.draft and not (is_reply and answers_spoken(meeting, command.in_reply_to)):
        check_accepts(meeting, plan.id, actor)
    if is_reply:
        plan = meeting.plan(lane_of(meeting, plan.id))
    clean("speaker_gender", command.speaker_gender)
    in_reply_to = command.in_reply_to
    if command.kind == "comment":
        in_reply_to = commented_on(meeting, plan, in_reply_to) or presentation_of(meeting, plan)
    if not command.draft:
        check_kind(meeting, plan, command.kind, code, actor, None)
    number = meeting.last_number + 1
    wanted = Intervention(
        id=f"i{number}",
        number=number,
        list=plan.id,
        delegation=code,
        kind=command.kind,
        delivery=command.delivery,
        inscribed_at=now,
        state=DRAFT if command.draft else "written" if command.delivery == "written" else WAITING,
        part=part_for(plan, command, code),
        role=role_for(plan, command, code),
        on_behalf_of=clean("on_behalf_of", command.on_behalf_of),
        in_reply_to=in_reply_to,
        language=language_code(command.language) or delegation.language,
        minutes=command.minutes,
        level=known_level(meeting, plan.id, command.level),
        speaker=clean("speaker", command.speaker),
        note=clean("note", command.note),
        actions=command.actions,
    )
    check_whole(meeting, wanted)
    if not actor.is_desk:
        check_share(meeting, wanted)
    return [Inscribed(
        intervention=wanted.id, list=wanted.list, delegation=code, intervention_kind=wanted.kind,
        delivery=wanted.delivery, at=now, part=wanted.part, role=wanted.role, on_behalf_of=wanted.on_behalf_of,
        in_reply_to=wanted.in_reply_to, language=wanted.language, minutes=wanted.minutes,
        level=wanted.level, actions=wanted.actions, is_draft=command.draft, speaker=wanted.speaker, note=wanted.note,
    )]


def check_asked(intervention: Intervention) -> None:
    """Raises RuleBroken `not_waiting` for a draft: nobody has been asked yet."""
    if intervention.is_private:
        raise RuleBroken("not_waiting", intervention=intervention.id, state=intervention.state)


def check_still_here(intervention: Intervention) -> None:
    """Raises RuleBroken `not_waiting`: once called, nothing is amended or withdrawn."""
    if intervention.state not in STILL_HERE:
        raise RuleBroken("not_waiting", intervention=intervention.id, state=intervention.state)


def amended(intervention: Intervention, command: Amend, now: datetime) -> Intervention:
    """The intervention with the changes; what becomes spoken is inscribed from now: a text keeps no place."""
    changes = dict(command.changes())
    changes.pop("speaker_gender", None)
    for name in ("speaker", "on_behalf_of", "note"):
        if name in changes:
            changes[name] = clean(name, changes[name])
    if "language" in changes:
        changes["language"] = language_code(changes["language"])
    for name in ("in_reply_to", "level"):
        if name in changes:
            changes[name] = changes[name] or None
    wanted = replace(intervention, **changes)
    if intervention.state == DRAFT:
        return wanted
    state = "written" if wanted.delivery == "written" else WAITING
    joins_late = state == WAITING and intervention.state == "written"
    return replace(wanted, state=state, inscribed_at=now if joins_late else intervention.inscribed_at)


def amend(meeting: Meeting, command: Amend, actor: Actor, now: datetime) -> list[Event]:
    intervention = meeting.intervention(command.intervention)
    check_owns(actor, intervention)
    check_still_here(intervention)
    clean("speaker_gender", command.changes().get("speaker_gender"))
    wanted = amended(intervention, command, now)
    if wanted.kind == "comment":
        target = commented_on(meeting, meeting.plans[wanted.list], wanted.in_reply_to)
        wanted = replace(wanted, in_reply_to=target)
    leaves_lane = intervention.kind == "reply" and wanted.kind != "reply"
    if wanted.state == WAITING and (intervention.state == "written" or leaves_lane):
        check_accepts(meeting, intervention.list, actor)
    if wanted == intervention:
        return []
    check_lane(meeting, wanted, intervention.kind)
    if wanted.state != DRAFT:
        check_kind(
            meeting, meeting.plans[wanted.list], wanted.kind, wanted.delegation, actor, intervention.kind
        )
    if wanted.level != intervention.level:
        known_level(meeting, wanted.list, wanted.level)
    wanted = sent_to_end(meeting, intervention, wanted, now)
    check_whole(meeting, wanted)
    return [amendment(wanted)]


def amendment(wanted: Intervention) -> Amended:
    return Amended(
        intervention=wanted.id, intervention_kind=wanted.kind, delivery=wanted.delivery, at=wanted.inscribed_at,
        on_behalf_of=wanted.on_behalf_of, in_reply_to=wanted.in_reply_to, language=wanted.language,
        minutes=wanted.minutes, level=wanted.level, actions=wanted.actions, speaker=wanted.speaker, note=wanted.note,
    )


def withdraw(meeting: Meeting, command: Withdraw, actor: Actor) -> list[Event]:
    intervention = meeting.intervention(command.intervention)
    check_owns(actor, intervention)
    check_still_here(intervention)
    return [Withdrawn(intervention=intervention.id)]
