"""A speakers' list: opening and closing it, its limits, who stands where, which one the room is on."""

from datetime import UTC, datetime, timedelta

from app.domain.commands import AnnounceList, CloseList, Move, OpenList, SetLimit, TakeUp
from app.domain.errors import Malformed, RuleBroken, Unknown
from app.domain.events import ClosingAnnounced, Event, LimitSet, ListClosed, ListOpened, Moved, TakenUp
from app.domain.floor import LONGEST_LIMIT_S, SHORTEST_LIMIT_S, check_sitting, on_floor
from app.domain.meeting import WAITING, Meeting
from app.domain.places import LAST, MOST_MOVED, check_short, waiting_place
from app.domain.precedence import between, rank_of, waiting

HEARD = ("delivered", "absent")
FARTHEST = timedelta(days=731)
"""An adjourned meeting comes back at its next session, which is a year or two later; what is farther is mistyped."""


def open_list(meeting: Meeting, command: OpenList) -> list[Event]:
    plan = meeting.plan(command.list)
    if meeting.lists[plan.id].state == "open":
        return []
    return [ListOpened(list=plan.id)]


def announce_list(meeting: Meeting, command: AnnounceList) -> list[Event]:
    """The closing is announced; whoever still wishes to speak asks now (GA rule 73)."""
    plan = meeting.plan(command.list)
    match meeting.lists[plan.id].state:
        case "announced":
            return []
        case "open":
            return [ClosingAnnounced(list=plan.id)]
        case "closed":
            raise RuleBroken("list_closed", list=plan.id)
        case _:
            raise RuleBroken("list_not_open", list=plan.id)


def close_list(meeting: Meeting, command: CloseList, now: datetime) -> list[Event]:
    plan = meeting.plan(command.list)
    speakers_list = meeting.lists[plan.id]
    if speakers_list.state == "closed":
        return []
    if command.at is None:
        return [ListClosed(list=plan.id)]
    at = still_to_come(meeting, command.at, "at", now)
    if speakers_list.state == "not_open":
        raise RuleBroken("list_not_open", list=plan.id)
    if speakers_list.state == "announced" and speakers_list.closes_at == at:
        return []
    return [ClosingAnnounced(list=plan.id, closes_at=at)]


def still_to_come(meeting: Meeting, at: datetime, field: str, now: datetime) -> datetime:
    """An instant after now, in UTC, at most FARTHEST after what is later: now, or the end of the programme.

    What no calendar can write in another zone would stop every display. Raises Malformed `no_zone`, `in_the_past`,
    `out_of_range`.
    """
    if at.tzinfo is None:
        raise Malformed("no_zone", field)
    if at <= now:
        raise Malformed("in_the_past", field)
    latest = max([now, *(item.ends_at for item in meeting.programme.items)])
    if at - latest > FARTHEST:
        raise Malformed("out_of_range", field, least=now, most=latest + FARTHEST)
    return at.astimezone(UTC)


def set_limit(meeting: Meeting, command: SetLimit) -> list[Event]:
    plan = meeting.plan(command.list)
    categories = ("all", *meeting.programme.order)
    if command.category not in categories:
        raise Malformed("unknown_category", "category", expected=list(categories))
    if not SHORTEST_LIMIT_S <= command.seconds <= LONGEST_LIMIT_S:
        raise Malformed("out_of_range", "seconds", least=SHORTEST_LIMIT_S, most=LONGEST_LIMIT_S)
    event = LimitSet(list=plan.id, category=command.category, seconds=command.seconds)
    return [] if limits_after(meeting, event) == meeting.lists[plan.id].limits_s else [event]


def limits_after(meeting: Meeting, event: LimitSet) -> dict[str, int]:
    """A limit for all takes the place of those set for single categories before."""
    kept = {} if event.category == "all" else meeting.lists[event.list].limits_s
    return {**kept, event.category: event.seconds}


def move(meeting: Meeting, command: Move) -> list[Event]:
    """Raises Malformed, Unknown, RuleBroken `not_waiting`, `other_list`, `moved_too_often`."""
    if (command.before is None) == (command.after is None):
        raise Malformed("one_of", "before", fields=["before", "after"])
    moved = waiting_place(meeting, command.intervention)
    target = waiting_place(meeting, command.before or command.after or "")
    if target.id == moved.id:
        raise Malformed("not_itself", "before" if command.before else "after")
    if target.list != moved.list:
        raise RuleBroken("other_list", intervention=target.id, list=target.list)
    entries = waiting(meeting, moved.list)
    others = [each for each in entries if each.id != moved.id]
    index = [each.id for each in others].index(target.id) + (0 if command.before else 1)
    if entries[index].id == moved.id:
        return []
    low = rank_of(meeting, others[index - 1]) if index else ""
    # Behind the last one, and before whoever comes later and belongs behind that one.
    high = rank_of(meeting, others[index]) if index < len(others) else low + LAST
    return [Moved(intervention=moved.id, rank=check_short(meeting, moved, between(low, high), MOST_MOVED))]


def is_finished(meeting: Meeting, list_id: str) -> bool:
    """Somebody was heard, and nobody waits or has the floor."""
    states = [each.state for each in meeting.on_list(list_id)]
    return any(state in HEARD for state in states) and not any(state in (WAITING, "called") for state in states)


def list_to_take_up(meeting: Meeting, command: TakeUp) -> str:
    """The list that is meant: itself, or the first of the item that is not finished (else its last)."""
    if (command.item is None) == (command.list is None):
        raise Malformed("one_of", "item", fields=["item", "list"])
    if command.list is not None:
        return meeting.plan(command.list).id
    of_item = [plan.id for plan in meeting.plans.values() if plan.item.number == command.item]
    if not of_item:
        raise Unknown("unknown_item", item=command.item)
    return next((each for each in of_item if not is_finished(meeting, each)), of_item[-1])


def take_up(meeting: Meeting, command: TakeUp) -> list[Event]:
    list_id = list_to_take_up(meeting, command)
    if meeting.taken_up == list_id and meeting.session.state == "in_session":
        return []
    check_sitting(meeting)
    if meeting.floor is not None and meeting.taken_up != list_id:
        raise RuleBroken("floor_taken", **on_floor(meeting))
    return [TakenUp(list=list_id)]
