"""Who has asked to speak, as the file of a programme can say it; what it cannot say is named."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.domain.meeting import GIVEN_UP, Intervention, Meeting

WRITTEN = "written_only"
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_")


@dataclass
class Asked:
    """`rows`: by item, in the order of inscription; `left_out`: the interventions that the form has no words for."""

    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)


@dataclass
class _Rows:
    """Follows the reader of the file: whom an answer would mean, and who would be refused as given twice."""

    meeting: Meeting
    with_persons: bool
    asked: Asked = field(default_factory=Asked)
    last: dict[tuple[str, str, str], str] = field(default_factory=dict)
    taken: set[tuple[str, str, str, str]] = field(default_factory=set)

    def add(self, each: Intervention) -> None:
        plan = self.meeting.plans.get(each.list)
        row = self._row(each) if plan and self._can_be_said(each) else None
        if row is None or plan is None:
            self.asked.left_out.append(each.id)
            return
        self.asked.rows.setdefault(plan.item.number, []).append(row)
        self.taken.add((each.list, each.delegation, each.kind, each.delivery))
        self.last["right_of_reply_to", each.list, each.delegation] = each.id
        if not each.hangs:
            self.last["in_reply_to", each.list, each.delegation] = each.id

    def _can_be_said(self, each: Intervention) -> bool:
        is_twice = (each.list, each.delegation, each.kind, each.delivery) in self.taken and not each.hangs
        plan = self.meeting.plans[each.list]
        # A reply that the rules have heard at the end of another list names no part of its own.
        has_its_part = plan.part(each.part) is not None if each.part or plan.is_presentation else True
        return not is_twice and has_its_part and each.delegation in self.meeting.delegations and _is_word(each.role)

    def _row(self, each: Intervention) -> dict[str, str] | None:
        row = {"code": each.delegation}
        if self.meeting.plans[each.list].item.parts:
            row["part"] = each.part or ""
        row |= {"role": each.role} if each.role else {}
        row |= {"name": each.speaker} if each.speaker and self.with_persons else {}
        row |= {"on_behalf_of": each.on_behalf_of} if each.on_behalf_of else {}
        if each.hangs:
            key = "in_reply_to" if each.kind == "comment" else "right_of_reply_to"
            answered = self.meeting.interventions.get(each.in_reply_to or "")
            if answered is None or self.last.get((key, each.list, answered.delegation)) != answered.id:
                return None
            row[key] = answered.delegation
        elif (each.kind == "on_behalf") != bool(each.on_behalf_of) or each.kind not in ("statement", "on_behalf"):
            return None
        return row | ({"delivery": WRITTEN} if each.delivery == "written" else {})


def _is_word(role: str | None) -> bool:
    return role is None or (set(role) <= LETTERS and role[:1].isalpha() and len(role) <= 40)


def asked_of(meeting: Meeting, with_persons: bool) -> Asked:
    """Those who have asked and have not withdrawn, no drafts; `with_persons`: with the names of their speakers."""
    rows = _Rows(meeting, with_persons)
    for each in in_order(meeting.asked):
        if each.state not in GIVEN_UP:
            rows.add(each)
    return rows.asked


def in_order(interventions: Iterable[Intervention]) -> list[Intervention]:
    return sorted(interventions, key=lambda each: each.number)
