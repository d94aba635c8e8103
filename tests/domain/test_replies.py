"""The right of reply: at the end of which list it is heard, to what, how often and for how long."""

from dataclasses import replace

import pytest

from app.domain.commands import Inscribe
from app.domain.decide import decide
from app.domain.errors import RuleBroken
from app.domain.events import ListClosed, MarkedAbsent, Refused, SpeechEnded, Withdrawn
from app.domain.limits import limit_of
from app.domain.precedence import waiting
from app.domain.programme import ReplyRule, Sitting
from app.domain.replies import WHEN, lane_of
from tests.factories import (
    LISTS,
    MORNING,
    PROGRAMME,
    called,
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
    ANGOLAN,
    CAMPAIGN,
    CHAIR,
    CROATIA,
    KENYA,
    KENYAN,
    NORWAY,
    NORWEGIAN,
    PERU,
    SECRETARIAT,
)

HOUR, DAY = 3600, 86_400
SITTING_OF = {"1": "am", "2": "am", "3": "am", "4": "pm", "6": "pm", "9": "next"}


def sitting(id, seconds):
    """One that begins so long after the morning of the first day did."""
    return Sitting(id=id, kind="plenary", starts_at=later(seconds, MORNING), ends_at=later(seconds + HOUR, MORNING))


def programme(when, limits_s=(600, 300), next_s=DAY):
    """Two sittings on the first day, one on the second."""
    return replace(
        PROGRAMME, reply=ReplyRule(limits_s=limits_s, when=when),
        sittings=(sitting("am", 0), sitting("pm", 6 * HOUR), sitting("next", next_s)),
        items=tuple(replace(each, sitting=SITTING_OF[each.number]) for each in PROGRAMME.items),
    )


def under(when, *happened, **more):
    return meeting(*happened, programme=programme(when, **more))


def heard(intervention, list="4"):
    ended = SpeechEnded(intervention=intervention, spoken_s=30.0)
    return (*speaking(intervention, list), done(ended, at=later(30), command="end_speech"))


def reply(delegation, intervention, list="4", **more):
    return inscribed(delegation, intervention, list, intervention_kind="reply", **more)


def asks(parent=None, list="4", **more):
    return Inscribe(list=list, kind="reply", in_reply_to=parent, **more)


def order(given, list):
    return [each.id for each in waiting(given, list)]


@pytest.mark.parametrize(("when", "lanes"), [
    ("end_of_item", LISTS),
    ("end_of_sitting", ("3.5", "3.5", "3.5", "3.5", "6", "6", "9")),
    ("end_of_day", ("6", "6", "6", "6", "6", "6", "9")),
    ("end_of_meeting", ("9",) * 7),
])
def test_lane_of_each_list(when, lanes):
    given = under(when)

    assert [lane_of(given, each) for each in LISTS] == list(lanes)


def test_days_are_those_of_the_place_of_the_meeting():
    before_midnight, after_midnight = 13.5 * HOUR, 14.5 * HOUR  # 23:30 and 00:30 in Zurich, both 8 June in UTC

    assert lane_of(under("end_of_day", next_s=before_midnight), "4") == "9"
    assert lane_of(under("end_of_day", next_s=after_midnight), "4") == "6"


def test_item_without_a_sitting_belongs_to_the_day_on_which_it_begins():
    planned = replace(programme("end_of_day"), sittings=())

    assert lane_of(meeting(programme=planned), "4") == "9"


@pytest.mark.parametrize(("when", "lane"), [
    ("end_of_item", "4"), ("end_of_sitting", "6"), ("end_of_day", "6"), ("end_of_meeting", "9"),
])
@pytest.mark.parametrize("actor", [KENYAN, SECRETARIAT])
def test_reply_goes_to_its_lane(when, lane, actor):
    given = under(when, *opened("4"), inscribed(NORWAY, "i1"), *heard("i1"))

    for list in {"4", lane}:
        (event,) = decide(given, asks("i1", list, delegation="KEN"), actor, later(60))
        assert (event.list, event.in_reply_to, event.delegation) == (lane, "i1", "KEN")
        assert event.intervention_kind == "reply"


@pytest.mark.parametrize("when", WHEN)
@pytest.mark.parametrize("happened", [(), opened("4"), (*opened("4"), ListClosed(list="4"))])
def test_reply_to_what_was_said_is_inscribed_whatever_the_list_is(when, happened):
    given = under(when, inscribed(NORWAY, "i1"), *happened)
    on_floor, over = following(given, called("i1")), following(given, *heard("i1"))

    for each in (on_floor, over):
        assert len(decide(each, asks("i1"), KENYAN, later(60))) == 1


@pytest.mark.parametrize("list", ["1", "9"])
def test_reply_to_what_was_said_where_the_desk_alone_inscribes(list):
    given = under("end_of_item", inscribed(NORWAY, "i1", list), *heard("i1", list))

    (event,) = decide(given, asks("i1", list), KENYAN, later(60))

    assert event.list == list
    assert refusal(given, Inscribe(list=list), KENYAN)[:2] == (RuleBroken, "by_the_desk_only")


@pytest.mark.parametrize(("happened", "code"), [((), "list_not_open"), ((ListClosed(list="4"),), "list_closed")])
@pytest.mark.parametrize(("of_parent", "parent"), [
    ((), "i1"), ((), None), ((Withdrawn(intervention="i1"),), "i1"), ((MarkedAbsent(intervention="i1"),), "i1"),
])
def test_reply_to_what_was_not_said_needs_an_open_list(happened, code, of_parent, parent):
    given = under("end_of_sitting", inscribed(NORWAY, "i1"), *happened, *of_parent)

    assert refusal(given, asks(parent), KENYAN)[:2] == (RuleBroken, code)
    assert decide(given, asks(parent, delegation="KEN"), CHAIR, later(60))[0].list == "6"
    assert decide(following(given, *opened("4")), asks(parent), KENYAN, later(60))[0].list == "6"


@pytest.mark.parametrize(("when", "others"), [
    ("end_of_item", ["2.1", "6", "9"]), ("end_of_sitting", ["2.1", "9"]), ("end_of_day", ["9"]), ("end_of_meeting", []),
])
@pytest.mark.parametrize("actor", [KENYAN, SECRETARIAT])
def test_reply_elsewhere_than_on_its_lane_is_refused(when, others, actor):
    given = under(when, inscribed(NORWAY, "i1"), *heard("i1"))

    for list in others:
        code = refusal(given, asks("i1", list, delegation="KEN"), actor)[:2]
        assert code == (RuleBroken, "other_list"), list


TWICE = (
    *opened("4", "6"), inscribed(NORWAY, "i1"), *heard("i1"),
    reply(KENYA, "i2", in_reply_to="i1"), reply(KENYA, "i3", in_reply_to="i1"),
)


def test_third_reply_is_refused_and_the_desk_may_grant_it():
    given = under("end_of_item", *TWICE)

    assert refusal(given, asks("i1"), KENYAN) == (RuleBroken, "no_more_replies", {"list": "4", "most": 2})
    for actor in (CHAIR, SECRETARIAT):
        (event,) = decide(given, asks("i1", delegation="KEN"), actor, later(60))
        after = following(given, done(event, at=later(60), by=actor))
        assert [limit_of(after, after.interventions[each]) for each in ("i2", "i3", "i4")] == [600, 300, 300]


def test_replies_of_others_and_on_other_lanes_are_counted_apart():
    given = under("end_of_item", *TWICE)

    assert decide(given, asks("i1"), NORWEGIAN, later(60))[0].list == "4"
    assert decide(given, asks(list="6"), KENYAN, later(60))[0].list == "6"


def test_replies_from_all_lists_of_a_lane_are_counted_together():
    given = under(
        "end_of_day", *opened("2.1", "4"), inscribed(NORWAY, "i1", "2.1", part="2.3"), *heard("i1", "2.1"),
        inscribed(NORWAY, "i2"), *heard("i2"),
        reply(KENYA, "i3", "6", in_reply_to="i1"), reply(KENYA, "i4", "6", in_reply_to="i2"),
    )

    for list, parent in (("2.1", "i1"), ("4", "i2")):
        assert refusal(given, asks(parent, list), KENYAN) == (
            RuleBroken, "no_more_replies", {"list": "6", "most": 2},
        )


@pytest.mark.parametrize("gone", ["i2", "i3"])
@pytest.mark.parametrize("event", [Withdrawn, Refused])
def test_withdrawn_and_refused_replies_do_not_count(gone, event):
    given = under("end_of_item", *TWICE, event(intervention=gone))
    kept = next(each for each in ("i2", "i3") if each != gone)

    (another,) = decide(given, asks("i1"), KENYAN, later(60))
    after = following(given, done(another, at=later(60), by=KENYAN))

    assert [limit_of(after, after.interventions[each]) for each in (kept, "i4")] == [600, 300]
    assert refusal(after, asks("i1"), KENYAN)[1] == "no_more_replies"


def test_reply_that_was_heard_counts():
    given = under("end_of_item", *TWICE, *heard("i2"))

    assert refusal(given, asks("i1"), KENYAN)[1] == "no_more_replies"
    assert limit_of(given, given.interventions["i3"]) == 300


def test_rules_may_know_no_reply():
    given = under("end_of_item", *opened("4"), limits_s=())

    assert refusal(given, asks(), KENYAN) == (RuleBroken, "no_more_replies", {"list": "4", "most": 0})


@pytest.mark.parametrize("list", ["2.1", "4"])
def test_replies_stand_behind_all_who_are_inscribed_later(list):
    given = under("end_of_item", reply(KENYA, "i1", list), reply(ANGOLA, "i2", list, at=later(1)))

    after = following(given, *(
        inscribed(each, f"i{number}", list, at=later(number), part="2.3" if list == "2.1" else None)
        for number, each in enumerate((CAMPAIGN, NORWAY, CROATIA), 3)
    ))

    assert order(after, list) == ["i4", "i5", "i3", "i1", "i2"]


def test_replies_from_earlier_lists_stand_behind_the_statements_of_their_lane():
    given = under(
        "end_of_sitting", inscribed(NORWAY, "i1"), *heard("i1"), reply(KENYA, "i2", "6", in_reply_to="i1"),
        inscribed(PERU, "i3", "6", at=later(600)), inscribed(CAMPAIGN, "i4", "6", at=later(601)),
        reply(PERU, "i5", "6", at=later(602)),
    )

    assert order(given, "6") == ["i3", "i4", "i2", "i5"]


def test_presenter_replies_after_the_comments():
    given = under(
        "end_of_item", *opened("3.4"), inscribed(ANGOLA, "i1", "3.4", part="3.4"),
        inscribed(KENYA, "i2", "3.4", part="3.4", intervention_kind="comment", in_reply_to="i1", at=later(1)),
    )
    (event,) = decide(given, asks("i2", "3.4"), ANGOLAN, later(2))
    given = following(
        given, event,
        inscribed(NORWAY, "i4", "3.4", part="3.4", intervention_kind="comment", in_reply_to="i1", at=later(3)),
    )

    assert order(given, "3.4") == ["i1", "i2", "i4", "i3"]
    assert order(following(given, *heard("i1", "3.4")), "3.4") == ["i2", "i4", "i3"]
