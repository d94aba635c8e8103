"""A small meeting under each pack, and each thing that the pack states."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from app.domain import sitting
from app.domain.commands import DrawLots, Inscribe, MarkAbsent, MoveMotion, OfferSwap, SpeakOnMotion
from app.domain.decide import decide
from app.domain.errors import RuleBroken
from app.domain.events import Inscribed, ListClosed, MotionMoved, OrderRaised, SpeechEnded
from app.domain.limits import limit_of, reply_limit
from app.domain.precedence import because, waiting
from app.domain.programme import MotionRule, Programme, Sitting
from app.importing import ImportRefused
from app.importing.packs import FOLDER, NAMES, item_under_pack, read_pack, under_pack
from app.importing.programme_file import closings_before
from app.screens.orders import order_view
from tests.factories import (
    ASSISTANCE,
    NOON,
    PROGRAMME,
    done,
    following,
    inscribed,
    later,
    meeting,
    opened,
    refusal,
    speaking,
)
from tests.people import (
    ANGOLA,
    CAMPAIGN,
    CHAIR,
    CHINA,
    CROATIA,
    KENYA,
    NORWAY,
    PERU,
    RED_CROSS,
    SECRETARIAT,
    acting_for,
)

WISHES = (
    inscribed(CAMPAIGN, "i1"), inscribed(RED_CROSS, "i2"), inscribed(CHINA, "i3"), inscribed(PERU, "i4"),
    inscribed(KENYA, "i5", level="minister"),
    inscribed(CROATIA, "i6", intervention_kind="on_behalf", on_behalf_of="EU"),
)
BY_TIME = ["HRV", "PER", "KEN", "CHN", "ICRC", "ICBL"]
BY_LEVEL = ["HRV", "KEN", "PER", "CHN", "ICRC", "ICBL"]


@cache
def programme(pack: str) -> Programme:
    items = tuple(replace(item, limit_s=None, parts=tuple(
        replace(part, limit_s=None) for part in item.parts)) for item in PROGRAMME.items)
    return under_pack(replace(PROGRAMME, items=items), pack)


def under(pack, *more):
    return meeting(*opened("4"), *WISHES, *more, programme=programme(pack))


def after_speech(pack, intervention="i4"):
    """When one has spoken and the next is not called yet."""
    ended = done(SpeechEnded(intervention=intervention, spoken_s=30.0), at=later(30))
    return under(pack, *speaking(intervention), ended)


def acted(state, command, actor=CHAIR, at=60):
    return following(state, done(*decide(state, command, actor, later(at)), at=later(at), by=actor))


ORDERS = {
    **dict.fromkeys(NAMES, BY_TIME), "unga-plenary": BY_LEVEL, "unesco-gpd": BY_LEVEL,
    "un-special-session-2000": ["CHN", "PER", "KEN", "HRV", "ICRC", "ICBL"],
    "unfccc-hls": ["HRV", "KEN", "CHN", "PER", "ICRC", "ICBL"],
}
LIMITS = {
    # NGO, organization, State not party, State Party, State Party, group
    "apmbc-informal": [180, 180, 180, 180, 180, 300],
    "hrc-general-debate": [120, 120, 120, 180, 180, 300],
    "hrc-general-segment": [180, 180, 180, 300, 300, 300],
    "ilo-gb": [180, 180, 180, 180, 180, 300],
    "pace": [180, 180, 180, 180, 180, 300],
    "un-ldc5-2023": [180, 180, 300, 300, 300, 300],
    "un-special-session-2000": [420] * 6,
    "unesco-gpd": [180, 180, 180, 180, 180, 300],
    "unfccc-hls": [120, 180, 180, 180, 180, 300],
    "unga-plenary": [900] * 6,
    "unsc": [300] * 6,
    "who-wha": [60, 120, 120, 180, 180, 240],
}


def test_every_pack_is_here():
    assert set(NAMES) == set(LIMITS)


@pytest.mark.parametrize("pack", NAMES)
def test_order(pack):
    assert [each.delegation for each in waiting(under(pack), "4")] == ORDERS[pack]


@pytest.mark.parametrize("pack", NAMES)
def test_limits(pack):
    state = under(pack)
    assert [limit_of(state, state.interventions[f"i{number}"]) for number in range(1, 7)] == LIMITS[pack]


@pytest.mark.parametrize("pack", NAMES)
def test_replies(pack):
    first, second = (600, 300) if pack == "unga-plenary" else (180, 120)
    replies = [inscribed(PERU, each, intervention_kind="reply", in_reply_to="i5") for each in ("i7", "i8")]
    state = under(pack, *replies)
    assert [reply_limit(state, state.interventions[each]) for each in ("i7", "i8")] == [first, second]
    assert state.programme.reply.when == ("end_of_day" if pack == "unga-plenary" else "end_of_item")


@pytest.mark.parametrize("pack", NAMES)
def test_replies_land_where_and_as_often_as_the_pack_says(pack):
    lane = "9" if pack == "unga-plenary" else "4"
    state, peruvian = after_speech(pack, "i5"), acting_for(PERU)
    asked = Inscribe(list="4", kind="reply", in_reply_to="i5")
    for reply in ("i7", "i8"):
        state = acted(state, asked, peruvian)
        assert (state.interventions[reply].kind, state.interventions[reply].list) == ("reply", lane)
    assert refusal(state, asked, peruvian) == (RuleBroken, "no_more_replies", {"list": lane, "most": 2})


@pytest.mark.parametrize("pack", NAMES)
def test_closing_after_the_item_has_begun(pack):
    closes_at = under(pack, *speaking("i4")).lists["4"].closes_at
    assert closes_at == (later(900, NOON) if pack == "hrc-general-debate" else None)


def test_human_rights_council_closes_at_the_instant():
    state = under("hrc-general-debate", *speaking("i4"))
    due = sitting.due(state, later(900))
    assert sitting.due(state, later(899)) is None
    assert due is not None
    assert (due.at, due.event) == (later(900), ListClosed(list="4"))
    state = following(state, done(due.event, at=due.at))
    assert sitting.due(state, later(901)) is None
    assert refusal(state, Inscribe(list="4"), acting_for(ANGOLA), later(901))[:2] == (RuleBroken, "list_closed")


def test_pace_closes_an_hour_before_the_previous_sitting_ends():
    first = PROGRAMME.sittings[0]
    second = Sitting(id="pm", kind="plenary", starts_at=later(7200, first.ends_at), ends_at=later(9000, first.ends_at))
    item = replace(ASSISTANCE, sitting="pm")
    planned = replace(programme("pace"), sittings=(first, second), items=(item,))
    assert {each.closes_at for each in closings_before(planned)} == {later(-3600, first.ends_at)}
    assert closings_before(replace(planned, closes_before_previous_end_s=None)) == ()


@pytest.mark.parametrize("pack", NAMES)
def test_absence_and_readiness(pack):
    found = programme(pack)
    assert (found.absence, found.ready_ahead) == (("end_of_tier", 5) if pack == "unfccc-hls" else ("keep", 3))


@pytest.mark.parametrize("pack", NAMES)
def test_absent(pack):
    state = under(pack)
    once = acted(state, MarkAbsent(intervention="i5"), SECRETARIAT)
    twice = acted(once, MarkAbsent(intervention="i5"), at=90) if pack == "unfccc-hls" else once
    order = [each.delegation for each in waiting(once, "4")]
    if pack == "unfccc-hls":
        assert order == ["HRV", "CHN", "PER", "KEN", "ICRC", "ICBL"]
        assert (once.interventions["i5"].state, once.interventions["i5"].absences) == ("inscribed", 1)
    else:
        assert order == [each for each in ORDERS[pack] if each != "KEN"]
    assert twice.interventions["i5"].state == "absent"


@pytest.mark.parametrize("pack", NAMES)
def test_second_statement(pack):
    state, asked = after_speech(pack), Inscribe(list="4")
    if pack == "unfccc-hls":
        refused = (RuleBroken, "one_statement", {"intervention": "i4", "since": NOON})
        assert refusal(state, asked, acting_for(PERU)) == refused
    else:
        assert isinstance(decide(state, asked, acting_for(PERU), later(60))[0], Inscribed)
    assert decide(state, replace(asked, delegation="PER"), SECRETARIAT, later(60))
    assert decide(state, asked, acting_for(ANGOLA), later(60))


@pytest.mark.parametrize("pack", NAMES)
def test_places_are_exchanged_on_one_list_alone(pack):
    assert programme(pack).swaps == "same_list"
    state = under(pack, *opened("6"), inscribed(CHINA, "i7", "6"))
    offer = OfferSwap(mine="i4", theirs="i7")
    assert refusal(state, offer, acting_for(PERU)) == (RuleBroken, "other_list", {"intervention": "i7", "list": "6"})
    assert decide(state, replace(offer, theirs="i3"), acting_for(PERU), NOON)


def test_security_council_is_drawn():
    state = under("unsc")
    state = following(state, *decide(state, DrawLots(list="4", seed="1"), CHAIR, NOON))
    assert "lots" in [each["code"] for each in because(state, state.interventions["i4"])]


def test_special_session_has_thirteen_places_for_states():
    assert programme("un-special-session-2000").policy.tiers[0].capacity == 13


def test_general_assembly_states_motions_and_points_of_order():
    found = programme("unga-plenary")
    assert found.point_of_order_s == 300
    assert [each.kind for each in found.motions] == [
        "suspend_meeting", "adjourn_meeting", "adjourn_debate", "close_debate", "time_limit",
    ]
    assert found.motions[3] == MotionRule(kind="close_debate", speakers_for=0, speakers_against=2)


GENERAL_ASSEMBLY = {
    "suspend_meeting": (0, 0), "adjourn_meeting": (0, 0), "adjourn_debate": (2, 2), "close_debate": (0, 2),
    "time_limit": (2, 2),
}


@pytest.mark.parametrize(("motion", "speakers_for", "speakers_against"), [
    (motion, *speakers) for motion, speakers in GENERAL_ASSEMBLY.items()
])
def test_each_motion_of_the_general_assembly_takes_its_speakers(motion, speakers_for, speakers_against):
    state = acted(after_speech("unga-plenary"), MoveMotion(motion=motion), acting_for(NORWAY))
    for side, most, speakers in (
        ("for", speakers_for, (NORWAY, KENYA)), ("against", speakers_against, (PERU, CHINA)),
    ):
        asked = SpeakOnMotion(intervention="o1", side=side)
        for each in speakers[:most]:
            state = acted(state, asked, acting_for(each))
        assert refusal(state, asked, acting_for(ANGOLA)) == (
            RuleBroken, "motion_speakers_full", {"intervention": "o1", "most": most},
        )
    assert len(state.orders["o1"].speakers) == speakers_for + speakers_against


@pytest.mark.parametrize("pack", NAMES)
def test_limit_of_points_of_order_is_shown(pack):
    state = following(
        after_speech(pack), done(OrderRaised(order="o1", delegation="NOR"), at=later(60)),
        done(MotionMoved(order="o2", delegation="PER", motion="close_debate"), at=later(61)),
    )
    shown = [order_view(state, each)["limit_s"] for each in state.open_orders]
    assert shown == [300 if pack == "unga-plenary" else None, None]


def test_single_statements_of_single_packs_arrive():
    health, climate, rights = programme("who-wha"), programme("unfccc-hls"), programme("hrc-general-debate")
    assert (health.words_per_minute, health.discourage_double) == (110, True)
    assert (health.written_words["group"], health.written_words["state_party"]) == (800, 500)
    assert climate.one_statement
    assert set(rights.reduced_limits_s.values()) == {120}
    assert programme("pace").policy.edit_moves_to_end


def test_item_may_follow_another_pack_than_its_meeting():
    planned = programme("apmbc-informal")
    items = tuple(item_under_pack(item, "unga-plenary") if item.number == "4" else item for item in planned.items)
    state = meeting(*opened("4"), *WISHES, programme=replace(planned, items=items))
    assert [each.delegation for each in waiting(state, "4")] == BY_LEVEL
    assert [limit_of(state, state.interventions[each]) for each in ("i1", "i6")] == [900, 900]


@pytest.mark.parametrize("pack", NAMES)
def test_what_a_pack_does_not_say_is_inherited_and_marked(pack):
    base, _ = read_pack(FOLDER / "apmbc-informal.yaml")
    rules, inherited = read_pack(FOLDER / f"{pack}.yaml")
    assert programme(pack).inherited == inherited
    assert {key: rules[key] for key in inherited} == {key: base[key] for key in inherited}
    assert ("absence" in inherited) is (pack not in ("apmbc-informal", "unfccc-hls"))


@pytest.mark.parametrize(("line", "found"), [
    ("within: luck", '2: within: "luck" is not a key'),
    ("absense: keep", "2: absense: the key is unknown"),
    ("limits_s: {martian: 5}", "2: limits_s.martian: the key is unknown"),
    ("limits_s: {ngo: long}", '2: limits_s.ngo: "long" is not a number'),
    ("order: [{categories: [ngo]}, {categories: [ngo]}]", '2: order[1].categories: "ngo" stands in line 2 already'),
    ("order: [{categories: []}]", "2: order[0].categories: the list is empty"),
    ("replies: {when: end_of_day, most: 1, limits_s: [9, 8]}", "2: replies.limits_s: 2 limits are given for 1 replies"),
    ("closing: {}", "2: closing: 0 ways to close are given"),
    ("inherits: nobody", '2: inherits: "nobody" is not a pack'),
    ("motions: [{motion: sing, for: 1, against: 1}]", '2: motions[0].motion: "sing" is not a motion'),
])
def test_faulty_pack_is_refused_with_line_and_field(line, found, tmp_path: Path):
    path = tmp_path / "own.yaml"
    path.write_text(f"name: Own\n{line}\n")
    with pytest.raises(ImportRefused) as refused:
        read_pack(path)
    assert [str(each).partition("; expected")[0] for each in refused.value.problems] == [f"own.yaml:{found}"]
