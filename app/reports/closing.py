"""Which items of a meeting are closed, and what was spoken on them: figures are never told of what is under way."""

from app.domain.lists import HEARD, is_finished
from app.domain.meeting import Intervention, Meeting
from app.domain.programme import Item, lists_of


def lists_on(item: Item) -> list[str]:
    return [list_id for list_id, _ in lists_of(item)]


def on_item(meeting: Meeting, item: Item) -> list[Intervention]:
    """All interventions of an item, whatever became of them."""
    return [each for list_id in lists_on(item) for each in meeting.on_list(list_id)]


def is_over(meeting: Meeting) -> bool:
    """Adjourned, and not until another hour."""
    return meeting.session.state == "adjourned" and meeting.session.until is None


def is_closed(meeting: Meeting, item: Item) -> bool:
    """Somebody was heard, the room is elsewhere, and each list is finished or empty, or the sitting is over."""
    entries = on_item(meeting, item)
    is_there = meeting.taken_up in lists_on(item) and meeting.session.state != "adjourned"
    if is_there or not any(each.state in HEARD for each in entries) or any(each.state == "called" for each in entries):
        return False
    sitting = next((each for each in meeting.programme.sittings if each.id == item.sitting), None)
    if is_over(meeting) or (sitting is not None and meeting.at >= sitting.ends_at):
        return True
    return all(is_finished(meeting, each) for each in lists_on(item) if meeting.on_list(each))


def closed_items(meeting: Meeting) -> list[Item]:
    """In the order of the programme."""
    return [item for item in meeting.programme.items if is_closed(meeting, item)]


def delivered(entries: list[Intervention]) -> list[Intervention]:
    return [each for each in entries if each.state == "delivered"]
