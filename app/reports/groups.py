"""The groups of a record: what each contribution to a list counts as, and in which order the groups stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.domain.meeting import Intervention, Meeting
from app.domain.precedence import category_of, presides
from app.domain.programme import ListPlan

STAGES = {"presiding": 0, "panel": 1, "address": 1, "update": 2, "presentation": 2, "view": 2, "reply": 4, "written": 5}
"""Groups of one stage follow the parts of the item; comments stand behind the group of what they are about."""
LOST_COMMENTS = 3
"""The stage of comments on what is itself in no group of statements."""
GIVEN = ("delivered", "written")


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """What one delegation gave. `answers`: the delegation that it replied to or commented on.

    `at`: when it ended, or for a text when it was inscribed; `spoken_s`, `limit_s`: seconds, None for a text.
    """

    intervention: str
    delegation: str
    category: str
    kind: str
    at: datetime
    role: str | None = None
    speaker: str | None = None
    on_behalf_of: str | None = None
    answers: str | None = None
    spoken_s: float | None = None
    limit_s: int | None = None
    is_converted: bool = False
    is_published: bool = False


@dataclass(frozen=True, kw_only=True)
class Group:
    """Those who contributed in one way, in the order of delivery. `key`: stays the same while the programme does.

    `on`: for comments the contribution that they hang on, for replies nothing: each names whom it answers.
    `is_further`: others have spoken on the item in another way before ("the following other delegations").
    """

    key: str
    kind: str
    list: str
    part: str | None
    title: str | None
    contributions: tuple[Contribution, ...]
    on: str | None = None
    on_delegation: str | None = None
    is_further: bool = False

    @property
    def delegations(self) -> tuple[str, ...]:
        return tuple(each.delegation for each in self.contributions)


def kind_of(plan: ListPlan, intervention: Intervention) -> str:
    """presiding | panel | address | update | presentation | comment | view | reply | written.

    address: by those whom the programme has speak alone, as at an opening; view: from the floor.
    """
    part = plan.part(intervention.part)
    if intervention.state == "written":
        return "written"
    if intervention.hangs:
        return intervention.kind
    if intervention.role == "panellist":
        return "panel"
    if presides(plan, intervention) or (part and part.kind == "presiding"):
        return "presiding"
    if part and part.kind.endswith("_with_comments"):
        return "presentation"
    if part and part.kind == "invited":
        return "update"
    return "address" if plan.item.speaker_policy == "invited_only" else "view"


def contribution(meeting: Meeting, intervention: Intervention, published: Mapping[str, Any]) -> Contribution:
    is_text = intervention.state == "written"
    answered = meeting.interventions.get(intervention.in_reply_to or "")
    return Contribution(
        intervention=intervention.id, delegation=intervention.delegation,
        category=category_of(meeting, intervention), kind=intervention.kind,
        at=intervention.ended_at or intervention.inscribed_at, role=intervention.role, speaker=intervention.speaker,
        on_behalf_of=intervention.on_behalf_of, answers=answered.delegation if answered else None,
        spoken_s=None if is_text else intervention.spoken_s, limit_s=None if is_text else intervention.limit_s,
        is_converted=is_text and intervention.is_converted, is_published=intervention.id in published,
    )


def key_of(plan: ListPlan, kind: str, intervention: Intervention) -> str:
    """Each presentation is a group, and so are the comments on each; replies and texts are one of the whole list."""
    match kind:
        case "presentation":
            return f"{kind}:{intervention.id}"
        case "comment":
            return f"{kind}:{intervention.in_reply_to or plan.id}"
        case "reply" | "written":
            return f"{kind}:{plan.id}"
        case _:
            return f"{kind}:{intervention.part or plan.id}"


def groups_on(meeting: Meeting, plan: ListPlan, published: Mapping[str, Any]) -> list[Group]:
    """The groups of a list in the order of a record."""
    gathered: dict[str, list[Intervention]] = {}
    given = [each for each in meeting.on_list(plan.id) if each.state in GIVEN]
    for each in sorted(given, key=lambda each: (each.ended_at or each.inscribed_at, each.number)):
        gathered.setdefault(key_of(plan, kind_of(plan, each), each), []).append(each)
    groups = [group_of(meeting, plan, key, entries, published) for key, entries in gathered.items()]
    return sorted(groups, key=lambda group: place_of(plan, group, groups))


def group_of(
    meeting: Meeting, plan: ListPlan, key: str, entries: Sequence[Intervention], published: Mapping[str, Any]
) -> Group:
    kind = kind_of(plan, entries[0])
    about = meeting.interventions.get(entries[0].in_reply_to or "") if kind == "comment" else None
    part = plan.part((about or entries[0]).part)
    has_several = len([each for each in meeting.plans.values() if each.item is plan.item]) > 1
    of_list = plan.title if has_several else None
    return Group(
        key=key, kind=kind, list=plan.id, part=part.id if part else None,
        title=part.title if part and kind not in ("reply", "written") else of_list,
        contributions=tuple(contribution(meeting, each, published) for each in entries),
        on=about.id if about else None, on_delegation=about.delegation if about else None,
    )


def place_of(plan: ListPlan, group: Group, groups: Sequence[Group]) -> tuple[int, int, datetime, int, datetime]:
    """By stage, part and time; comments directly behind the group that holds what they are about."""
    first_at = group.contributions[0].at
    if group.kind == "comment":
        held = (each for each in groups if group.on in [one.intervention for one in each.contributions])
        base = next((each for each in held if STAGES.get(each.kind, LOST_COMMENTS) < LOST_COMMENTS), None)
        if base is None:
            return (LOST_COMMENTS, 0, first_at, 0, first_at)
        return (*place_of(plan, base, groups)[:3], 1, first_at)
    part_ids = [part.id for part in plan.parts]
    stage, part = STAGES[group.kind], part_ids.index(group.part) if group.part in part_ids else len(part_ids)
    return (stage, part if stage == STAGES["view"] else 0, first_at, 0, first_at)


def with_further(groups: Sequence[Group]) -> tuple[Group, ...]:
    """Marks views from the floor before which others have spoken on the item in another way."""
    return tuple(
        replace(group, is_further=True)
        if group.kind == "view" and any(each.kind != "written" for each in groups[:at]) else group
        for at, group in enumerate(groups)
    )
