"""The figures of a small meeting, whole."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.order import Order
from app.reports.coverage import Coverage, coverage, mark_of, silent
from app.reports.figures import Figures, ItemFigures, Longest, Tally, figures_of
from tests.factories import ASPIRATIONS, ASSISTANCE, COOPERATION, NOON, PROGRAMME, inscribed, meeting
from tests.people import CAMPAIGN, KENYA, NORWAY, PERU


def delivered(given, intervention, seconds, minutes, **more):
    """The meeting after a speech that ended so many minutes after noon."""
    spoken = replace(given.interventions[intervention], **{
        "state": "delivered", "spoken_s": seconds, "limit_s": 180, "ended_at": NOON + timedelta(minutes=minutes),
        **more,
    })
    return replace(given, interventions={**given.interventions, intervention: spoken})


@pytest.fixture
def held():
    given = meeting(
        inscribed(KENYA, "i1"), inscribed(PERU, "i2"), inscribed(KENYA, "i3", list="6"),
        inscribed(CAMPAIGN, "i4", list="6"), inscribed(NORWAY, "i5", delivery="written"),
    )
    given = delivered(delivered(delivered(given, "i1", 170.5, 3), "i2", 200, 7, absences=1), "i3", 90, 70)
    kenya = replace(KENYA, regional_group="African Group", marks=("victim_assistance",))
    peru = replace(PERU, marks=("victim_assistance", "article5"))
    order = Order(id="o1", number=1, delegation="NOR", raised_at=NOON)
    return replace(
        given, delegations={**given.delegations, "KEN": kenya, "PER": peru},
        orders={"o1": order, "o2": replace(order, id="o2", number=2, motion="close_debate")},
    )


def test_figures_of_a_meeting(held):
    figures = figures_of(held)

    nothing = {"used_s": 0, "given": 0, "written": 0, "first": 0, "absences": 0, "planned_s": 3600}
    assert figures == Figures(
        given=3, written=1, spoken_s=460.5, first=2, delegations_heard=2, absences=1, points_of_order=1, motions=1,
        over=1, median_s=170.5, longest=Longest(intervention="i2", delegation="PER", spoken_s=200, limit_s=180),
        by_category={"state_party": Tally(given=3, seconds=460.5)},
        by_region={"African Group": Tally(given=2, seconds=260.5), "": Tally(given=1, seconds=200)},
        by_language={"en": Tally(given=2, seconds=260.5), "es": Tally(given=1, seconds=200)},
        by_kind={"statement": Tally(given=4, seconds=460.5)},
        by_delivery={"spoken": Tally(given=3, seconds=460.5), "written": Tally(given=1, seconds=0)},
        items=(
            *(ItemFigures(number=number, **nothing) for number in ("1", "2", "3")),
            ItemFigures(number="4", planned_s=3600, used_s=370.5, given=2, written=1, first=2, absences=1),
            ItemFigures(number="6", planned_s=3600, used_s=90, given=1, written=0, first=0, absences=0),
            ItemFigures(number="9", **nothing),
        ),
    )
    assert figures.first_share == 2 / 3


def test_figures_of_a_meeting_where_nobody_spoke():
    figures = figures_of(meeting())

    assert (figures.given, figures.median_s, figures.longest, figures.first_share) == (0, None, None, None)


def test_who_carries_a_mark_and_is_on_no_list_is_silent(held):
    withdrawn = replace(held.interventions["i2"], state="withdrawn")
    without = replace(held, interventions={**held.interventions, "i2": withdrawn})

    assert silent(held, "4", "victim_assistance") == []
    assert silent(held, "6", "victim_assistance") == ["PER"]
    assert silent(without, "4", "victim_assistance") == ["PER"]
    assert silent(held, "6", "article5") == ["PER"]


def test_mark_is_that_of_the_committee_unless_said():
    assert mark_of(replace(ASSISTANCE, committee="va")) == "victim_assistance"
    assert mark_of(replace(ASSISTANCE, committee="a5")) == "article5"
    assert mark_of(replace(ASSISTANCE, committee="va"), {"2": "article5"}) == "article5"
    assert mark_of(ASSISTANCE) is None


def test_coverage_counts_actions_and_names_gaps(held):
    items = (replace(COOPERATION, actions=(1, 2, 3)), ASPIRATIONS)
    planned = replace(held, programme=replace(PROGRAMME, items=items))

    found = coverage(planned, {"i1": {1}, "i2": {1, 2}, "i3": {9}})

    assert found == Coverage(
        actions=(1, 2, 3, 9),
        by_item={1: {"4": 2}, 2: {"4": 1}, 3: {}, 9: {"6": 1}},
        by_category={1: {"state_party": 2}, 2: {"state_party": 1}, 3: {}, 9: {"state_party": 1}},
        gaps=(3,),
        unannounced=1,
    )
