"""What is published of gender: no person can be found in it, whatever is held against whatever."""

from dataclasses import replace
from itertools import combinations

import pytest

from app.domain.meeting import Session
from app.domain.programme import Programme
from app.reports.publication import Publication, Row, Told, block_of, publications
from tests.factories import NOON, item
from tests.people import CROATIA
from tests.reports.auditing import SECRET, given_away
from tests.reports.gatherings import Gathering, empty, gatherings, spoken

Parts = dict[tuple[str, str], list[int]]
"""By what is public of a person, its group and the item: the answers given there."""


def told_over(seed: int) -> tuple[list[Publication], list[Gathering]]:
    """All that one meeting publishes, as it goes."""
    published: list[Publication] = []
    held = list(gatherings(seed))
    for each in held:
        published = publications(each.meeting, each.genders, each.members, published)
    return published, held


def place_of(said: str) -> int:
    return {"woman": 0, "man": 1}.get(said, 2)


def known_of_speakers(held: list[Gathering], told: frozenset[str], before: frozenset[str]) -> Parts:
    """By (group, item) of a batch: the persons first heard in it, as their answers. Their number is public."""
    last = held[-1]
    seen, found = set(), {}
    for each in last.meeting.interventions.values():
        who = (each.delegation, place_of(last.genders[each.id]))
        if who not in seen and each.id in told - before:
            found.setdefault((block_of(last.meeting, each.delegation), each.list), []).append(who[1])
        if each.id in told:
            seen.add(who)
    return found


def known_of_members(held: list[Gathering], told: frozenset[str], before: frozenset[str]) -> Parts:
    found = {}
    for each in told - before:
        row = block_of(held[-1].meeting, held[-1].members[each])
        found.setdefault((row, ""), []).append(place_of(held[-1].genders[each]))
    return found


def sums(answers: list[int]) -> list[int]:
    return [answers.count(column) for column in range(3)]


def shown_in(before: Row, after: Row) -> bool:
    """Whether a row of a batch can be had by taking one publication from the next."""
    return None not in (*before.persons, *after.persons)


def audit_batch(before: Told, after: Told, parts: Parts) -> list[object]:
    """The cells of a batch, split by whatever is public, that are known to hold one to four."""
    zero = Row((0, 0, 0), (0, 0, 0))
    first = not before.counted
    shown = {row for row, now in after.rows.items() if shown_in(zero if first else before.rows.get(row, zero), now)}
    faults: list[object] = []
    for blocks in ([{row} for row in shown] + [{row for row, _ in parts} - shown]):
        inside = {part: answers for part, answers in parts.items() if part[0] in blocks}
        demands = sums([answer for answers in inside.values() for answer in answers])
        for split in (0, 1, None):
            grouped: dict[object, int] = {}
            for part, answers in inside.items():
                key = part if split is None else part[split]
                grouped[key] = grouped.get(key, 0) + len(answers)
            faults += given_away(list(grouped.values()), demands)
    return faults


def cells(told: Told) -> dict[tuple[str, int], int | None]:
    rows = {"": told.whole, **told.rows}
    return {(name, at): each for name, row in rows.items() for at, each in enumerate(row.persons)}


def check(seed: int) -> tuple[int, int]:
    """How many tables were told, and how many cells held back, of a meeting in which nothing is given away."""
    published, held = told_over(seed)
    assert [each.after for each in published] == [*(each.number for each in held[0].meeting.programme.items), None]
    tables, hidden = 0, 0
    for name, known in (("speakers", known_of_speakers), ("registered", known_of_members)):
        series: list[Told] = [getattr(each, name) for each in published]
        for told in series:
            assert not [each for each in cells(told).values() if each in SECRET], seed
            for row in (told.whole, *told.rows.values()):
                assert [each is None for each in row.minutes] == [each is None for each in row.persons], seed
                assert not [1 for count, spent in zip(row.persons, row.minutes, strict=True) if count == 0 and spent]
        for one, other in combinations(map(cells, series), 2):
            changes = [abs((other[key] or 0) - (one.get(key) or 0)) for key in other if other[key] is not None]
            assert not [each for each in changes if each in SECRET], seed
        for before, after in zip([Told(), *series], series, strict=False):
            if after.counted != before.counted:
                tables += 1
                hidden += sum(None in row.persons for row in after.rows.values())
                assert audit_batch(before, after, known(held, after.counted, before.counted)) == [], seed
    return tables, hidden


def check_many(seeds: range) -> None:
    found = [check(seed) for seed in seeds]

    assert sum(tables for tables, _ in found) > len(seeds) / 2
    assert sum(hidden for _, hidden in found) > len(seeds) / 4


def test_nothing_is_given_away_by_a_hundred_meetings():
    check_many(range(100))


@pytest.mark.slow
def test_nothing_is_given_away_by_a_thousand_meetings():
    check_many(range(100, 1100))


def test_auditor_finds_what_margins_give_away():
    assert given_away([4, 6], [5, 5]) == []
    assert given_away([3, 6], [5, 4]) == [(1, 1)]
    assert given_away([3, 6], [9, 0]) == [(0, 0)]
    assert given_away([8, 6], [12, 2]) == []
    assert given_away([2, 2], [4, 0]) == [(0, 0), (1, 0)]


def small(answers: list[str], adjourned: bool = True) -> Gathering:
    """One item on which as many delegations speak as there are answers, three minutes each."""
    those = {f"D{at}": replace(CROATIA, code=f"D{at}", regional_group="Group") for at in range(len(answers))}
    programme: Programme = replace(empty(Programme(
        slug="", title="", short_title="", timezone="UTC", working_language="en", languages=("en",)
    ), {}).programme, items=(item("1", "One", 0), item("2", "Two", 60)))
    given = {f"i{at}": spoken(at, "1", f"D{at}", 180) for at in range(len(answers))}
    session = Session(state="adjourned" if adjourned else "in_session")
    meeting = replace(empty(programme, those), interventions=given, session=session, at=NOON)
    return Gathering(meeting, {f"i{at}": said for at, said in enumerate(answers)}, {})


def only_whole(held: Gathering) -> Row:
    return publications(held.meeting, held.genders, held.members)[-1].speakers.whole


def test_five_and_six_are_told():
    assert only_whole(small(["woman"] * 5 + ["man"] * 6)) == Row((5, 6, 0), (15, 20, 0))


@pytest.mark.parametrize("answers", [
    ["woman"] * 4 + ["man"] * 9, ["woman"] * 12, ["woman"] * 6 + ["man"] * 6 + [""], ["woman"] * 2 + ["man"] * 2,
])
def test_fewer_than_five_and_one_answer_of_all_are_not_told(answers):
    assert only_whole(small(answers)) == Row()


def test_one_delegation_does_not_make_five_persons():
    held = small(["woman"] * 6 + ["man"] * 6)
    same = {each.id: replace(each, delegation="D0") for each in held.meeting.interventions.values()}

    assert only_whole(replace(held, meeting=replace(held.meeting, interventions=same))) == Row()


def test_nothing_is_published_while_an_item_is_under_way():
    held = small(["woman"] * 5 + ["man"] * 6, adjourned=False)
    live = replace(held.meeting, taken_up="1")

    assert publications(live, held.genders, {}) == []
    assert [each.after for each in publications(held.meeting, held.genders, {})] == ["1"]


def test_later_answers_change_nothing_that_was_published():
    held = small(["woman"] * 5 + ["man"] * 6, adjourned=False)
    published = publications(held.meeting, held.genders, {})
    over = replace(held.meeting, session=Session(state="adjourned"))

    after_erasure = publications(over, {}, {}, published)

    assert after_erasure[:1] == published
    assert after_erasure[1].speakers == published[0].speakers


def test_four_more_wait_until_there_are_enough():
    held = small(["woman"] * 5 + ["man"] * 6, adjourned=False)
    published = publications(held.meeting, held.genders, {})
    more = {f"i{at}": spoken(at, "2", f"D{at - 20}", 60) for at in range(20, 24)}
    grown = replace(held.meeting, interventions={**held.meeting.interventions, **more})

    second = publications(grown, {**held.genders, **dict.fromkeys(more, "man")}, {}, published)

    assert [each.after for each in second] == ["1", "2"]
    assert second[1].speakers.whole == published[0].speakers.whole


def test_who_spoke_on_an_item_that_was_taken_up_again_still_counts_once():
    held = small(["woman"] * 5 + ["man"] * 6, adjourned=False)
    published = publications(held.meeting, held.genders, {})
    again = {f"i{at + 20}": spoken(at + 20, "2", f"D{at}", 180) for at in range(11)}
    waits = replace(spoken(40, "1", "D0", 0), state="inscribed")
    genders = {**held.genders, **{f"i{at + 20}": held.genders[f"i{at}"] for at in range(11)}}
    reopened = replace(held.meeting, interventions={**held.meeting.interventions, **again, "i40": waits})

    second = publications(reopened, genders, {}, published)

    assert [each.after for each in second] == ["1", "2"]
    assert second[1].speakers.whole == Row((5, 6, 0), (30, 40, 0))
