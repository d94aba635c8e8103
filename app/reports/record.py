"""The record of an item: who spoke on it, in groups, each in the order of delivery, as the log has it.

The groups are those of a published "summary and statements": who presided, whom the programme invited, presentations
with their comments, the other delegations, replies, written submissions. Whoever was absent, withdrew or was refused
is in none. No prose here: the sentences are made where the language is known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.errors import Unknown
from app.domain.meeting import WAITING, Meeting
from app.reports.groups import Group, groups_on, with_further

TO_COME = (WAITING, "called")
NOTHING_PUBLISHED: Mapping[str, Any] = {}


@dataclass(frozen=True, kw_only=True)
class ItemRecord:
    """`is_provisional`: somebody may still speak. `first_at`, `last_at`: when the first and last statement ended."""

    number: str
    title: str
    kind: str
    sitting: str
    presiding: str
    committee: str | None
    starts_at: datetime
    first_at: datetime | None
    last_at: datetime | None
    is_provisional: bool
    groups: tuple[Group, ...]

    @property
    def spoken_s(self) -> float:
        return sum(each.spoken_s or 0.0 for group in self.groups for each in group.contributions)

    @property
    def statements(self) -> int:
        """How many were delivered by word of mouth."""
        return sum(len(group.contributions) for group in self.groups if group.kind != "written")


def record_of(meeting: Meeting, item_or_list: str, published: Mapping[str, Any] = NOTHING_PUBLISHED) -> ItemRecord:
    """The record of an item by its number, or of one list by its id. `published`: the texts that are, by intervention.

    A number goes before an id that is the same: the only list of an item without parts bears its number. An item that
    is continued ("3 (cont'd)") has a record of its own. Raises Unknown `unknown_item`.
    """
    plans = [plan for plan in meeting.plans.values() if plan.item.number == item_or_list]
    plans = plans or [plan for plan in meeting.plans.values() if plan.id == item_or_list]
    if not plans:
        raise Unknown("unknown_item", item=item_or_list)
    item = plans[0].item
    groups = with_further([group for plan in plans for group in groups_on(meeting, plan, published)])
    ended = [each.at for group in groups if group.kind != "written" for each in group.contributions]
    return ItemRecord(
        number=item.number, title=item.title, kind=item.kind, sitting=item.sitting, presiding=item.presiding,
        committee=item.committee, starts_at=item.starts_at, groups=groups,
        first_at=min(ended, default=None), last_at=max(ended, default=None),
        is_provisional=any(each.state in TO_COME for plan in plans for each in meeting.on_list(plan.id)),
    )


def records_of(meeting: Meeting, published: Mapping[str, Any] = NOTHING_PUBLISHED) -> tuple[ItemRecord, ...]:
    """The records of all items, in the order of the programme."""
    return tuple(record_of(meeting, item.number, published) for item in meeting.programme.items)
