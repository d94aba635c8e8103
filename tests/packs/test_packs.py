"""A small meeting under each pack, and each thing that the pack states."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.commands import DrawLots
from app.domain.decide import decide
from app.domain.limits import limit_of, reply_limit
from app.domain.precedence import because, waiting
from app.domain.programme import MotionRule, Programme, Sitting
from app.importing import ImportRefused
from app.importing.packs import FOLDER, NAMES, item_under_pack, read_pack, under_pack
from app.importing.programme_file import closings_before
from tests.factories import ASSISTANCE, NOON, PROGRAMME, following, inscribed, later, meeting, opened, speaking
from tests.people import CAMPAIGN, CHAIR, CHINA, CROATIA, KENYA, PERU, RED_CROSS

WISHES = (
    inscribed(CAMPAIGN, "i1"), inscribed(RED_CROSS, "i2"), inscribed(CHINA, "i3"), inscribed(PERU, "i4"),
    inscribed(KENYA, "i5", level="minister"),
    inscribed(CROATIA, "i6", intervention_kind="on_behalf", on_behalf_of="EU"),
)
BY_TIME = ["HRV", "PER", "KEN", "CHN", "ICRC", "ICBL"]
BY_LEVEL = ["HRV", "KEN", "PER", "CHN", "ICRC", "ICBL"]


def programme(pack: str) -> Programme:
    items = tuple(replace(item, limit_s=None, parts=tuple(
        replace(part, limit_s=None) for part in item.parts)) for item in PROGRAMME.items)
    return under_pack(replace(PROGRAMME, items=items), pack)


def under(pack, *more):
    return meeting(*opened("4"), *WISHES, *more, programme=programme(pack))


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
def test_closing_after_the_item_has_begun(pack):
    closes_at = under(pack, *speaking("i4")).lists["4"].closes_at
    assert closes_at == (later(900, NOON) if pack == "hrc-general-debate" else None)


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
