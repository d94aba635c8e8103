"""What the office changes of a meeting that runs: the programme, the delegations, the words around the record."""

from dataclasses import replace

import pytest

from app.domain import commands as asked
from app.domain.decide import decide
from app.domain.errors import Malformed, NotAllowed, RuleBroken, Unknown
from app.domain.events import (
    Appealed,
    Called,
    ClosingAnnounced,
    DelegationRemoved,
    DelegationSet,
    ListClosed,
    ListOpened,
    MemberDeclined,
    MemberRegistered,
    MemberWithdrawn,
    MotionMoved,
    MotionSpeakerAdded,
    OrderRaised,
    PlacedBack,
    ProgrammeSet,
    RecordNoted,
    Refused,
    Ruled,
    SpeechEnded,
    SwapOffered,
    TakenUp,
)
from app.domain.limits import limit_of
from app.domain.precedence import waiting
from app.domain.programme import Group, ReplyRule, Window
from app.domain.sitting import due
from app.domain.undo import last_deed
from app.screens.views import Views
from tests.factories import (
    ASPIRATIONS,
    ASSISTANCE,
    COOPERATION,
    NOON,
    PROGRAMME,
    called,
    done,
    following,
    inscribed,
    item,
    later,
    meeting,
    opened,
    refusal,
    speaking,
)
from tests.people import (
    ANGOLA,
    CHAIR,
    CHINA,
    CROATIA,
    DELEGATIONS,
    EUROPE,
    KENYA,
    KENYAN,
    NORWAY,
    NORWEGIAN,
    PERU,
    SECRETARIAT,
)

RUNNING = meeting(
    *opened("4", "6"), inscribed(KENYA, "i1"), inscribed(NORWAY, "i2", at=later(1)), *speaking("i1"),
)
AUDIENCES = [
    *((name, None, None) for name in ("room", "public", "booth", "chair", "secretariat")),
    *(("delegate", None, each.code) for each in DELEGATIONS),
]


def without(*numbers, programme=PROGRAMME):
    return replace(programme, items=tuple(each for each in programme.items if each.number not in numbers))


def with_item(changed, programme=PROGRAMME):
    items = tuple(changed if each.number == changed.number else each for each in programme.items)
    return replace(programme, items=items)


def planned(given, programme, at=60):
    """The meeting after its programme was set anew, by the command."""
    command = asked.SetProgramme(programme=programme, expected=given.version)
    events = decide(given, command, SECRETARIAT, later(at))
    return following(given, done(*events, at=later(at), by=SECRETARIAT, command="set_programme"))


def acted(given, command, actor=CHAIR, at=70):
    events = decide(given, command, actor, later(at))
    return following(given, done(*events, at=later(at), by=actor, command=command.name))


def all_screens(given):
    return {audience: Views(given).screen(*audience).value for audience in AUDIENCES}


def test_programme_of_a_running_meeting_is_set_and_who_speaks_speaks_on():
    longer = with_item(replace(COOPERATION, title="All about cooperation", limit_s=240))

    after = planned(RUNNING, longer)

    assert after.programme == longer
    assert (after.floor, after.taken_up, after.lists) == (RUNNING.floor, RUNNING.taken_up, RUNNING.lists)
    assert limit_of(after, after.interventions["i2"]) == 240
    assert last_deed(after) == last_deed(RUNNING)
    assert Views(after).screen("room").value["item"]["title"] == "All about cooperation"


def test_programme_as_it_is_brings_no_event():
    command = asked.SetProgramme(programme=PROGRAMME, expected=RUNNING.version)

    assert decide(RUNNING, command, SECRETARIAT, NOON) == []


def test_programme_with_a_new_item_has_a_new_list():
    more = replace(PROGRAMME, items=(*PROGRAMME.items, item("10", "Thanks", 300)))

    after = planned(RUNNING, more)

    assert after.lists["10"].state == "not_open"
    assert {**after.lists, "10": None} == {**RUNNING.lists, "10": None}


def test_list_on_which_nobody_is_goes_with_its_item():
    after = planned(RUNNING, without("9"))

    assert "9" not in after.lists
    assert "9" not in Views(after).screen("chair").value["lists"]


@pytest.mark.parametrize(("given", "programme", "expected"), [
    (RUNNING, replace(PROGRAMME, slug="other-2017"),
     (Malformed, "slug_stays", {"field": "slug", "slug": "small-2017"})),
    (RUNNING, without("4"), (RuleBroken, "list_in_use", {"list": "4", "intervention": "i1"})),
    (meeting(TakenUp(list="6")), without("6"), (RuleBroken, "list_in_use", {"list": "6", "intervention": ""})),
    (meeting(*opened("6"), inscribed(KENYA, "i1", "6"), done(Refused(intervention="i1", words="Late"))), without("6"),
     (RuleBroken, "list_in_use", {"list": "6", "intervention": "i1"})),
    (meeting(inscribed(KENYA, "i1", "6", is_draft=True)), without("6"),
     (RuleBroken, "list_in_use", {"list": "6", "intervention": "i1"})),
    (RUNNING, with_item(replace(COOPERATION, presiding="XXX")),
     (Unknown, "unknown_delegation", {"delegation": "XXX"})),
    (RUNNING, with_item(replace(ASPIRATIONS, panellists=("XXX",))),
     (Unknown, "unknown_delegation", {"delegation": "XXX"})),
    (RUNNING, with_item(replace(COOPERATION, invited=("XXX",))),
     (Unknown, "unknown_delegation", {"delegation": "XXX"})),
    (RUNNING, with_item(replace(ASSISTANCE, parts=(replace(ASSISTANCE.parts[0], invited=("XXX",)),))),
     (Unknown, "unknown_delegation", {"delegation": "XXX"})),
])
def test_programme_that_is_refused(given, programme, expected):
    command = asked.SetProgramme(programme=programme, expected=given.version)

    assert refusal(given, command, SECRETARIAT) == expected


def test_programme_that_was_judged_on_an_earlier_version_is_refused():
    command = asked.SetProgramme(programme=without("9"), expected=RUNNING.version - 1)

    assert refusal(RUNNING, command, SECRETARIAT) == (RuleBroken, "meeting_changed", {"version": RUNNING.version})


@pytest.mark.parametrize("command", [
    asked.SetProgramme(programme=without("9"), expected=RUNNING.version),
    asked.SetDelegations(delegations=(CHINA,)), asked.RemoveDelegation(delegation="CHN"),
    asked.NoteRecord(item="4", place="before", words="Words"),
], ids=lambda command: command.name)
@pytest.mark.parametrize("actor", [CHAIR, KENYAN], ids=lambda actor: actor.key)
def test_plan_is_the_secretariats(command, actor):
    assert refusal(RUNNING, command, actor)[:2] == (NotAllowed, "not_for_role")


WINDOWED = replace(PROGRAMME, windows=(Window(list="4", opens_at=later(-3600), closes_at=later(-600)),))
RENAMED = replace(WINDOWED, title="Meetings of the Convention")


def test_list_that_was_opened_again_stays_open_when_a_title_is_changed():
    given = meeting(
        done(ListOpened(list="4"), at=later(-3600)), done(ListClosed(list="4"), at=later(-600)), *opened("4"),
        programme=WINDOWED,
    )

    after = planned(given, RENAMED)

    assert after.lists == given.lists
    assert due(after, later(90)) is None


@pytest.mark.parametrize("changed", [
    lambda given: planned(given, replace(PROGRAMME, title="Meetings")),
    lambda given: acted(given, asked.SetDelegations(delegations=(replace(KENYA, regional_group="East"),)), SECRETARIAT),
], ids=["programme", "regional group"])
def test_closing_that_was_announced_is_kept_when_the_programme_is_changed(changed):
    given = following(RUNNING, ClosingAnnounced(list="4", closes_at=later(600)))

    after = changed(given)

    assert after.programme != given.programme
    assert after.lists["4"] == given.lists["4"]
    assert due(after, later(600)).event == ListClosed(list="4")


@pytest.mark.parametrize(("window", "state", "expected"), [
    (Window(list="6", opens_at=later(30)), "not_open", ListOpened(list="6")),
    (Window(list="6", opens_at=later(600)), "not_open", None),
    (Window(list="6", closes_at=later(30)), "open", ListClosed(list="6")),
    (Window(list="6", opens_at=later(30)), "open", None),
    (Window(list="6", opens_at=later(30), closes_at=later(40)), "closed", None),
])
def test_window_that_is_new_holds_for_what_is_still_to_come(window, state, expected):
    begun = {"not_open": (), "open": opened("6"), "closed": (*opened("6"), ListClosed(list="6"))}[state]

    after = planned(meeting(*begun), replace(PROGRAMME, windows=(window,)))

    fallen = due(after, later(60))
    assert (fallen and fallen.event) == expected
    assert after.lists["6"].state == state


def test_open_offer_outlives_the_change_and_is_judged_by_the_new_rules():
    across = replace(PROGRAMME, swaps="across_items")
    given = meeting(
        *opened("4", "6"), inscribed(KENYA, "i1"), inscribed(NORWAY, "i2", "6"),
        done(SwapOffered(swap="s1", mine="i1", theirs="i2"), by=KENYAN), programme=across,
    )

    after = planned(given, PROGRAMME)

    assert after.swaps == given.swaps
    assert refusal(after, asked.AnswerSwap(swap="s1", accept=True), NORWEGIAN)[:2] == (RuleBroken, "other_list")


LANES = replace(PROGRAMME, reply=ReplyRule(when="end_of_sitting"))
NEW_LANE = replace(LANES, items=(*LANES.items, item("10", "Thanks", 300)))
REPLIED = meeting(
    *opened("4", "9"), inscribed(KENYA, "i1"), called("i1"), done(SpeechEnded(intervention="i1", spoken_s=9.0)),
    inscribed(NORWAY, "i2", "9", intervention_kind="reply", in_reply_to="i1", at=later(5)), programme=LANES,
)


def test_reply_stays_where_it_stands_when_another_list_ends_the_sitting():
    moved = planned(REPLIED, NEW_LANE)
    on_floor = following(moved, called("i2", "9", at=later(80)))

    assert decide(on_floor, asked.PutBack(intervention="i2"), CHAIR, later(90)) == [PlacedBack(intervention="i2")]
    assert [event.kind for event in decide(moved, asked.Amend(intervention="i2", note="x"), NORWEGIAN, later(90))] == [
        "amended",
    ]
    assert refusal(
        following(moved, inscribed(PERU, "i3", "4", at=later(6))),
        asked.Amend(intervention="i2", in_reply_to="i3"), NORWEGIAN,
    )[:2] == (RuleBroken, "other_list")


def test_undo_does_not_lead_to_a_list_that_is_gone():
    given = meeting(done(TakenUp(list="6"), command="take_up"), done(TakenUp(list="4"), command="take_up"))

    after = planned(given, without("6"))

    assert refusal(after, asked.Undo(version=given.version), CHAIR)[1] == "rests_on_it"


@pytest.mark.parametrize("deed", [
    asked.Inscribe(list="6", delegation="KEN"), asked.OpenList(list="6"), asked.TakeUp(list="6"),
    asked.Inscribe(list="6", delegation="KEN", delivery="written"),
], ids=["inscribe", "open_list", "take_up", "written"])
def test_redo_does_not_lead_to_a_list_that_is_gone(deed):
    acting = acted(meeting(), deed)
    undone = acted(acting, asked.Undo(version=acting.version))

    after = planned(undone, without("6"))

    assert refusal(after, asked.Redo(version=acting.version), CHAIR)[1] == "rests_on_it"


@pytest.mark.parametrize("deed", [
    asked.Inscribe(list="4", delegation="CHN"), asked.Inscribe(list="4", delegation="CHN", delivery="written"),
    asked.RaisePointOfOrder(delegation="CHN"),
], ids=["inscribe", "written", "point of order"])
def test_redo_does_not_lead_to_a_delegation_that_is_gone(deed):
    acting = acted(meeting(TakenUp(list="4")), deed)
    undone = acted(acting, asked.Undo(version=acting.version))

    after = acted(undone, asked.RemoveDelegation(delegation="CHN"), SECRETARIAT)

    assert refusal(after, asked.Redo(version=acting.version), CHAIR)[1] == "rests_on_it"


def test_deed_before_a_change_of_programme_is_taken_back():
    after = planned(RUNNING, with_item(replace(COOPERATION, limit_s=240)))

    back = acted(after, asked.Undo(version=RUNNING.version))

    assert back.floor.state == "called"
    assert back.programme == after.programme


@pytest.mark.parametrize("changed", [
    without("9"), with_item(replace(ASSISTANCE, parts=ASSISTANCE.parts[:1])), replace(PROGRAMME, groups=()),
    replace(PROGRAMME, order=("state_party",), limits_s={}), replace(PROGRAMME, items=PROGRAMME.items[::-1]),
    replace(PROGRAMME, working_language="ar"),
])
def test_every_screen_stands_after_a_change(changed):
    given = following(
        RUNNING, *opened("2.1"), inscribed(CROATIA, "i3", "2.1", part="2.2"), inscribed(PERU, "i4", "2.1", part="2.2"),
        inscribed(EUROPE, "i5", "4", intervention_kind="on_behalf", on_behalf_of="EU"),
        done(Refused(intervention="i4", words="Late")),
    )

    after = planned(given, changed)

    assert all(screen["meeting"]["slug"] == "small-2017" for screen in all_screens(after).values())
    assert [each.id for each in waiting(after, "2.1")] == ["i3"]


def test_delegation_is_added_and_its_regional_group_with_it():
    chile = replace(PERU, code="CHL", names={"en": "Chile"}, regional_group="GRULAC")

    events = decide(RUNNING, asked.SetDelegations(delegations=(chile, KENYA)), SECRETARIAT, NOON)

    after = following(RUNNING, done(*events, by=SECRETARIAT, command="set_delegations"))
    assert events == [
        DelegationSet(delegation=chile),
        ProgrammeSet(programme=replace(PROGRAMME, groups=(*PROGRAMME.groups, Group(name="GRULAC")))),
    ]
    assert after.delegations["CHL"] == chile
    assert Views(after).screen("delegate", None, "CHL").value["member_of"] == ["GRULAC"]


def test_delegation_given_twice_is_refused():
    assert refusal(RUNNING, asked.SetDelegations(delegations=(CHINA, CHINA)), SECRETARIAT) == (
        Malformed, "given_twice", {"field": "delegations"},
    )


def test_delegation_that_came_by_mistake_is_removed():
    events = decide(RUNNING, asked.RemoveDelegation(delegation="CHN"), SECRETARIAT, NOON)

    after = following(RUNNING, done(*events, by=SECRETARIAT, command="remove_delegation"))
    assert events == [DelegationRemoved(delegation="CHN")]
    assert "CHN" not in after.delegations
    assert last_deed(after) == last_deed(RUNNING)


MEMBER = MemberRegistered(member="m1", delegation="CHN", capacity="head", person="Ms Li")
RAISED = following(RUNNING, OrderRaised(order="o1", delegation="PER"))


@pytest.mark.parametrize(("given", "code"), [
    (RUNNING, "COL"), (RUNNING, "HALO"), (RUNNING, "PER"), (RUNNING, "EU"), (RUNNING, "KEN"),
    (meeting(programme=with_item(replace(COOPERATION, invited=("CHN",)))), "CHN"),
    (meeting(programme=replace(PROGRAMME, groups=(Group(name="Friends", members=("CHN",)),))), "CHN"),
    (following(RUNNING, inscribed(CHINA, "i3", "6"), done(Refused(intervention="i3", words="Late"))), "CHN"),
    (following(RUNNING, inscribed(CHINA, "i3", "6", is_draft=True)), "CHN"),
    (following(RUNNING, MEMBER), "CHN"),
    (following(RUNNING, MEMBER, MemberDeclined(member="m1", words="Full")), "CHN"),
    (following(RUNNING, MEMBER, MemberWithdrawn(member="m1")), "CHN"),
    (following(RUNNING, OrderRaised(order="o1", delegation="CHN")), "CHN"),
    (following(RAISED, Ruled(order="o1", ruling="dismissed"), Appealed(order="o1", delegation="CHN")), "CHN"),
    (following(
        RUNNING, MotionMoved(order="o1", delegation="PER", motion="adjourn_debate"),
        MotionSpeakerAdded(order="o1", delegation="CHN", side="for"),
    ), "CHN"),
], ids=["presides", "on a panel", "invited in a part", "a group", "speaks", "invited", "of a group", "refused",
        "drafts", "has a member", "had a member declined", "had a member", "raised", "appealed", "speaks on a motion"])
def test_delegation_that_has_to_do_with_the_meeting_is_not_removed(given, code):
    assert refusal(given, asked.RemoveDelegation(delegation=code), SECRETARIAT) == (
        RuleBroken, "delegation_in_use", {"delegation": code},
    )


def test_delegation_that_is_not_there_is_not_removed():
    assert refusal(RUNNING, asked.RemoveDelegation(delegation="XXX"), SECRETARIAT) == (
        Unknown, "unknown_delegation", {"delegation": "XXX"},
    )


@pytest.mark.parametrize("place", ["before", "after", "group:2.2"])
def test_words_around_the_record_are_noted_and_cleared(place):
    (noted,) = decide(RUNNING, asked.NoteRecord(item="4", place=place, words=" Film shown. "), SECRETARIAT, NOON)
    after = following(RUNNING, done(noted, by=SECRETARIAT, command="note_record"))
    again = decide(after, asked.NoteRecord(item="4", place=place, words="Film shown."), SECRETARIAT, NOON)
    (cleared,) = decide(after, asked.NoteRecord(item="4", place=place, words=""), SECRETARIAT, NOON)

    assert noted == RecordNoted(item="4", place=place, words="Film shown.")
    assert after.record_notes == {("4", place): "Film shown."}
    assert again == []
    assert following(after, cleared).record_notes == {}
    assert last_deed(after) == last_deed(RUNNING)
    assert all_screens(after) == all_screens(RUNNING)


@pytest.mark.parametrize(("fields", "expected"), [
    ({"item": "77"}, (Unknown, "unknown_item", {"item": "77"})),
    ({"place": "beside"}, (Malformed, "malformed", {"field": "place"})),
    ({"place": "group:"}, (Malformed, "malformed", {"field": "place"})),
    ({"place": "group:\n"}, (Malformed, "malformed", {"field": "place"})),
    ({"place": "group:" + "x" * 60}, (Malformed, "malformed", {"field": "place"})),
    ({"words": "x" * 4001}, (Malformed, "too_long", {"field": "words", "most": 4000})),
    ({"words": "\0"}, (Malformed, "not_plain_text", {"field": "words"})),
])
def test_words_around_the_record_that_are_refused(fields, expected):
    command = asked.NoteRecord(**{"item": "4", "place": "before", "words": "Words", **fields})

    assert refusal(RUNNING, command, SECRETARIAT) == expected


def test_call_after_a_change_gives_the_new_limit():
    after = planned(RUNNING, with_item(replace(COOPERATION, limit_s=240)))

    events = decide(after, asked.Call(intervention="i2", ending="i1"), CHAIR, later(90))

    assert events[-1] == Called(intervention="i2", limit_s=240)
    assert ANGOLA.code in after.delegations
