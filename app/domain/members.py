"""Who comes: the members of each delegation, registered until the deadline and asked for after it."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.domain import commands as asked
from app.domain import events as happened
from app.domain.errors import Malformed, NotAllowed, RuleBroken, Unknown
from app.domain.meeting import Actor, Meeting
from app.domain.member import COMING, Member
from app.domain.text import clean, language_code

MOST_MEMBERS = 60
MOST_LANGUAGES = 6
ADDRESS = re.compile(r"[^@\s,;<>\"\\]{1,64}@([^@\s.,;<>\"\\]{1,63}\.)+[^@\s.,;<>\"\\]{2,63}\Z")


def is_late(meeting: Meeting, now: datetime) -> bool:
    """Whether the deadline of registration has passed; a meeting without one takes members to the end."""
    ends_at = meeting.programme.registration_ends_at
    return ends_at is not None and now >= ends_at


def of_delegation(meeting: Meeting, code: str) -> list[Member]:
    """Those of a delegation who come or have asked to: the head first, then as they were registered."""
    order = ("head", "alternate", "adviser", "observer")
    mine = [each for each in meeting.members.values() if each.delegation == code and each.state in COMING]
    return sorted(mine, key=lambda each: (order.index(each.capacity), each.number))


def address(email: str | None) -> str | None:
    """An address to which a mail can go. Raises Malformed."""
    kept = clean("email", email)
    if kept is not None and (not kept.isascii() or not ADDRESS.match(kept)):
        raise Malformed("no_address", "email")
    return kept


def spoken(languages: tuple[str, ...]) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(code for each in languages if (code := language_code(each, "languages"))))
    if len(codes) > MOST_LANGUAGES:
        raise Malformed("too_many_of", "languages", most=MOST_LANGUAGES)
    return codes


def named(person: str | None) -> str:
    kept = clean("person", person)
    if kept is None:
        raise Malformed("missing", "person")
    return kept


def check_one_head(meeting: Meeting, code: str, capacity: str, but: str | None = None) -> None:
    """Raises RuleBroken `head_taken`: a delegation has one head."""
    heads = [each for each in of_delegation(meeting, code) if each.capacity == "head" and each.id != but]
    if capacity == "head" and heads:
        raise RuleBroken("head_taken", member=heads[0].id, delegation=code)


def member_of(meeting: Meeting, member_id: str, actor: Actor) -> Member:
    """Raises Unknown `unknown_member`, NotAllowed `not_yours`, RuleBroken `member_gone`."""
    member = meeting.members.get(member_id)
    if member is None:
        raise Unknown("unknown_member", member=member_id)
    if not actor.is_desk and member.delegation != actor.delegation:
        raise NotAllowed("not_yours", member=member_id)
    if member.state not in COMING:
        raise RuleBroken("member_gone", member=member_id, state=member.state)
    return member


def register(
    meeting: Meeting, command: asked.RegisterMember, actor: Actor, now: datetime
) -> list[happened.Event]:
    """Raises Malformed, Unknown, RuleBroken `head_taken`, `delegation_full`."""
    code = command.delegation or actor.delegation
    if code is None:
        raise Malformed("missing", "delegation")
    meeting.delegation(code)
    clean("gender", command.gender)
    if len(of_delegation(meeting, code)) >= MOST_MEMBERS:
        raise RuleBroken("delegation_full", delegation=code, most=MOST_MEMBERS)
    check_one_head(meeting, code, command.capacity)
    return [happened.MemberRegistered(
        member=f"m{meeting.last_member + 1}", delegation=code, capacity=command.capacity,
        languages=spoken(command.languages), is_request=is_late(meeting, now) and not actor.is_desk,
        person=named(command.person), function=clean("function", command.function), email=address(command.email),
        access_needs=clean("access_needs", command.access_needs),
    )]


def amend(meeting: Meeting, command: asked.AmendMember, actor: Actor, now: datetime) -> list[happened.Event]:
    """Raises as `register` does, and RuleBroken `registration_over` for another person in the place of a member.

    Who comes instead after the deadline is asked for anew; a request that waits is still the delegation's to change.
    """
    member = member_of(meeting, command.member, actor)
    changes = dict(command.changes())
    clean("gender", changes.pop("gender", None))
    readers: dict[str, Any] = {
        "person": named, "email": address, "languages": spoken, "function": lambda words: clean("function", words),
        "access_needs": lambda words: clean("access_needs", words), "capacity": lambda code: code,
    }
    wanted = replace(member, **{name: readers[name](value) for name, value in changes.items()})
    if wanted == member:
        return []
    is_other = wanted.person != member.person and member.state == "registered"
    if is_other and is_late(meeting, now) and not actor.is_desk:
        raise RuleBroken("registration_over", member=member.id, since=meeting.programme.registration_ends_at)
    check_one_head(meeting, member.delegation, wanted.capacity, but=member.id)
    return [happened.MemberAmended(
        member=member.id, capacity=wanted.capacity, languages=wanted.languages, person=wanted.person,
        function=wanted.function, email=wanted.email, access_needs=wanted.access_needs,
    )]


def withdraw(meeting: Meeting, command: asked.WithdrawMember, actor: Actor) -> list[happened.Event]:
    return [happened.MemberWithdrawn(member=member_of(meeting, command.member, actor).id)]


def grant(meeting: Meeting, command: asked.GrantMember, actor: Actor) -> list[happened.Event]:
    member = member_of(meeting, command.member, actor)
    return [] if member.state == "registered" else [happened.MemberGranted(member=member.id)]


def decline(meeting: Meeting, command: asked.DeclineMember, actor: Actor) -> list[happened.Event]:
    """Raises RuleBroken `member_registered` for one who was let in: that one is withdrawn."""
    member = member_of(meeting, command.member, actor)
    if member.state == "registered":
        raise RuleBroken("member_registered", member=member.id)
    words = clean("reason", command.reason)
    if words is None:
        raise Malformed("missing", "reason")
    return [happened.MemberDeclined(member=member.id, words=words)]


def evolve_members(meeting: Meeting, event: happened.Event) -> Meeting:
    """What an event does to the members."""
    match event:
        case happened.MemberRegistered():
            number = meeting.last_member + 1
            member = Member(
                id=event.member, number=number, delegation=event.delegation, capacity=event.capacity,
                state="requested" if event.is_request else "registered", languages=event.languages,
                person=event.person, function=event.function, email=event.email, access_needs=event.access_needs,
            )
            return replace(meeting, last_member=number, members={**meeting.members, member.id: member})
        case happened.MemberAmended():
            return changed(
                meeting, event.member, capacity=event.capacity, languages=event.languages, person=event.person,
                function=event.function, email=event.email, access_needs=event.access_needs,
            )
        case happened.MemberWithdrawn():
            return changed(meeting, event.member, state="withdrawn")
        case happened.MemberGranted():
            return changed(meeting, event.member, state="registered")
        case happened.MemberDeclined():
            return changed(meeting, event.member, state="declined", declined_for=event.words)
        case _:
            return meeting


def changed(meeting: Meeting, member_id: str, **changes: Any) -> Meeting:
    return replace(meeting, members={**meeting.members, member_id: replace(meeting.members[member_id], **changes)})
