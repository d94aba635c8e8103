"""The figures of a meeting that are public facts: who took the floor, on what, for how long. Nothing of gender."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from app.domain.meeting import Intervention, Meeting
from app.domain.precedence import category_of
from app.reports.closing import delivered, on_item


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many interventions were given, and the seconds that they took."""

    given: int
    seconds: float


@dataclass(frozen=True, kw_only=True)
class ItemFigures:
    """Planned and spoken seconds of an item. `first`: interventions that were a delegation's first of the meeting."""

    number: str
    planned_s: float
    used_s: float
    given: int
    written: int
    first: int
    absences: int


@dataclass(frozen=True, kw_only=True)
class Longest:
    intervention: str
    delegation: str
    spoken_s: float
    limit_s: int | None


@dataclass(frozen=True, kw_only=True)
class Figures:
    """`given`: delivered from the floor. `over`: those that passed their limit; `median_s`, `longest`: None if none."""

    given: int
    written: int
    spoken_s: float
    first: int
    delegations_heard: int
    absences: int
    points_of_order: int
    motions: int
    over: int
    median_s: float | None
    longest: Longest | None
    by_category: Mapping[str, Tally]
    by_region: Mapping[str, Tally]
    by_language: Mapping[str, Tally]
    by_kind: Mapping[str, Tally]
    by_delivery: Mapping[str, Tally]
    items: tuple[ItemFigures, ...]

    @property
    def first_share(self) -> float | None:
        """Of all interventions given, those that were a delegation's first."""
        return self.first / self.given if self.given else None


def figures_of(meeting: Meeting) -> Figures:
    """The figures as the meeting stands; a speech on the floor counts when it has ended."""
    entries = list(meeting.interventions.values())
    given = delivered(entries)
    written = [each for each in entries if each.state == "written"]
    first = first_of_each(given)
    region = {code: each.regional_group or "" for code, each in meeting.delegations.items()}
    return Figures(
        given=len(given), written=len(written), spoken_s=seconds(given), first=len(first),
        delegations_heard=len({each.delegation for each in given}),
        absences=sum(each.absences for each in entries),
        points_of_order=sum(each.motion is None for each in meeting.orders.values()),
        motions=sum(each.motion is not None for each in meeting.orders.values()),
        over=sum(is_over_limit(each) for each in given),
        median_s=median(each.spoken_s or 0 for each in given) if given else None,
        longest=longest(given),
        by_category=in_order(tallied(given, lambda each: category_of(meeting, each)), meeting.programme.order),
        by_region=tallied(given, lambda each: region[each.delegation]),
        by_language=tallied(given, lambda each: each.language or ""),
        by_kind=tallied([*given, *written], lambda each: each.kind),
        by_delivery=tallied([*given, *written], lambda each: "spoken" if each.state == "delivered" else "written"),
        items=tuple(item_figures(meeting, each.number, first) for each in meeting.programme.items),
    )


def seconds(given: Iterable[Intervention]) -> float:
    return round(sum(each.spoken_s or 0 for each in given), 3)


def tallied(entries: Iterable[Intervention], key: Callable[[Intervention], str]) -> dict[str, Tally]:
    """By a key, the most given first; "" stands for those that have none."""
    grouped: dict[str, list[Intervention]] = {}
    for each in entries:
        grouped.setdefault(key(each), []).append(each)
    found = {name: Tally(given=len(some), seconds=seconds(some)) for name, some in grouped.items()}
    return dict(sorted(found.items(), key=lambda pair: (pair[0] == "", -pair[1].given, pair[0])))


def in_order(tallies: Mapping[str, Tally], order: Iterable[str]) -> dict[str, Tally]:
    """As the programme orders its categories, then what it does not name."""
    ranked = [*(each for each in order if each in tallies), *(each for each in tallies if each not in set(order))]
    return {name: tallies[name] for name in dict.fromkeys(ranked)}


def first_of_each(given: Iterable[Intervention]) -> set[str]:
    """The ids of each delegation's first intervention, by when it ended."""
    first: dict[str, str] = {}
    for each in sorted(given, key=lambda each: (each.ended_at or each.inscribed_at, each.number)):
        first.setdefault(each.delegation, each.id)
    return set(first.values())


def is_over_limit(each: Intervention) -> bool:
    return each.limit_s is not None and (each.spoken_s or 0) > each.limit_s


def longest(given: Iterable[Intervention]) -> Longest | None:
    found = max(given, key=lambda each: (each.spoken_s or 0, -each.number), default=None)
    if found is None:
        return None
    return Longest(
        intervention=found.id, delegation=found.delegation, spoken_s=found.spoken_s or 0, limit_s=found.limit_s
    )


def item_figures(meeting: Meeting, number: str, first: set[str]) -> ItemFigures:
    item = next(each for each in meeting.programme.items if each.number == number)
    entries = on_item(meeting, item)
    given = delivered(entries)
    return ItemFigures(
        number=number, planned_s=(item.ends_at - item.starts_at).total_seconds(), used_s=seconds(given),
        given=len(given), written=sum(each.state == "written" for each in entries),
        first=sum(each.id in first for each in given), absences=sum(each.absences for each in entries),
    )
