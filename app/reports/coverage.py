"""What was not said: delegations that an item concerns and that are silent, actions of a plan that nobody speaks to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.meeting import GIVEN_UP, Intervention, Meeting
from app.domain.precedence import category_of
from app.domain.programme import Item
from app.reports.closing import on_item

MARKS = {"va": "victim_assistance", "a5": "article5"}
"""By committee: the mark of the delegations that its items concern."""


def mark_of(item: Item, marks: Mapping[str, str] | None = None) -> str | None:
    """The mark that an item concerns: as `marks` says by its number, else by its committee."""
    return (marks or {}).get(item.number) or MARKS.get(item.committee or "")


def item_of(meeting: Meeting, number: str) -> Item | None:
    return next((each for each in meeting.programme.items if each.number == number), None)


def silent(meeting: Meeting, item_number: str, mark: str) -> list[str]:
    """The codes of the delegations with a mark that are on no list of an item; who withdrew is silent, too."""
    item = item_of(meeting, item_number)
    entries = on_item(meeting, item) if item else []
    inscribed = {each.delegation for each in entries if each.state not in GIVEN_UP}
    concerned = [code for code, each in meeting.delegations.items() if mark in each.marks]
    return sorted(code for code in concerned if code not in inscribed)


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """How many interventions speak to each action, by item and by category. `gaps`: actions that nobody speaks to.

    `unannounced`: interventions on the plan's items that do not say to which actions they speak.
    """

    actions: tuple[int, ...]
    by_item: Mapping[int, Mapping[str, int]]
    by_category: Mapping[int, Mapping[str, int]]
    gaps: tuple[int, ...]
    unannounced: int


def coverage(meeting: Meeting, announced: Mapping[str, Iterable[int]]) -> Coverage:
    """The actions that the items of a meeting name or somebody announced. `announced`: by the id of an intervention."""
    standing = [each for each in meeting.asked if each.state not in (*GIVEN_UP, "absent")]
    spoken_to = {each.id: frozenset(announced.get(each.id, ())) for each in standing}
    planned = {action for item in meeting.programme.items for action in item.actions}
    actions = tuple(sorted(planned.union(*spoken_to.values())))
    on_plan = [each for each in standing if meeting.plans[each.list].item.actions]
    by_action = {action: [each for each in standing if action in spoken_to[each.id]] for action in actions}
    return Coverage(
        actions=actions,
        by_item={action: counted(meeting.plans[each.list].item.number for each in some)
                 for action, some in by_action.items()},
        by_category={action: counted(category_of(meeting, each) for each in some)
                     for action, some in by_action.items()},
        gaps=tuple(action for action, some in by_action.items() if not some),
        unannounced=sum(not spoken_to[each.id] for each in on_plan),
    )


def counted(names: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name in names:
        found[name] = found.get(name, 0) + 1
    return found


def speaking_to(meeting: Meeting, announced: Mapping[str, Iterable[int]], action: int) -> list[Intervention]:
    """The interventions behind a cell of the grid."""
    return [each for each in meeting.asked if action in set(announced.get(each.id, ()))]
