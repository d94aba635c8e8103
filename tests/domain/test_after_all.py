"""Rules that meet each other: what one lets through, another must not have to suffer."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.domain.commands import (
    Amend,
    ConvertWritten,
    Hear,
    Inscribe,
    MarkAbsent,
    Move,
    MoveMotion,
    OfferSwap,
    PutBack,
    RaisePointOfOrder,
    RecordVote,
    Refuse,
    Rule,
    Undo,
    YieldPlace,
)
from app.domain.decide import decide
from app.domain.errors import Malformed, RuleBroken
from app.domain.events import Called, ListClosed, ProgrammeSet, TakenUp
from app.domain.forecast import day
from app.domain.meeting import Actor
from app.domain.precedence import rank_of, waiting
from app.domain.programme import ReplyRule
from app.domain.undo import next_redo
from tests.factories import INVITATION, MORNING, NOON, PROGRAMME, done, following, inscribed, later, meeting, opened
from tests.people import ANGOLA, CAMPAIGN, CHAIR, ECUADOR, KENYA, NORWAY, PERU, SECRETARIAT

KEN = Actor(role="delegation", delegation="KEN")
THREE = (inscribed(PERU, "i1"), inscribed(KENYA, "i2", at=later(1)), inscribed(NORWAY, "i3", at=later(2)))


def under(**rules):
    return meeting(*opened("4"), *THREE, programme=replace(PROGRAMME, **rules))


def after(given, command, actor=CHAIR, at=NOON):
    return following(given, done(*decide(given, command, actor, at), at=at, by=actor, command=command.name))


def order(given, list_id="4"):
    return [each.id for each in waiting(given, list_id)]


def test_reason_of_a_refusal_is_required_and_kept():
    given = after(under(), Refuse(intervention="i2", reason="  Not on this item "))

    assert given.interventions["i2"].refused_for == "Not on this item"
    with pytest.raises(Malformed):
        decide(given, Refuse(intervention="i1", reason=" "), CHAIR, NOON)


def test_new_deed_leaves_nothing_older_to_redo():
    given = after(under(), MarkAbsent(intervention="i1"))
    given = after(given, Undo(version=given.version))
    assert next_redo(given).command == "mark_absent"
    given = after(given, ConvertWritten(intervention="i3"))
    assert next_redo(given) is None
    given = after(given, Undo(version=given.version))
    assert next_redo(given).command == "convert_written"


def test_absent_one_does_not_wait_twice():
    given = under(absence="end_of_list")
    given = following(given, done(Called(intervention="i2", limit_s=180)))
    given = after(given, Inscribe(list="4"), KEN)
    given = after(given, MarkAbsent(intervention="i2"))

    assert given.interventions["i2"].state == "absent"


def test_second_absence_files_no_second_text():
    given = under(absence="once_then_written")
    given = after(given, MarkAbsent(intervention="i2"))
    given = after(given, Inscribe(list="4", delivery="written"), KEN)
    given = after(given, MarkAbsent(intervention="i2"))

    assert given.interventions["i2"].state == "absent"


def test_end_of_a_tier_holds_for_those_who_come_later():
    given = after(under(absence="end_of_tier"), MarkAbsent(intervention="i2"))
    given = following(given, inscribed(CAMPAIGN, "i4", at=later(3)), inscribed(ANGOLA, "i5", at=later(4)))

    assert order(given) == ["i1", "i3", "i5", "i2", "i4"]


def test_end_of_the_list_is_behind_the_comments_of_the_last_presentation():
    given = meeting(
        *opened("3.4"), inscribed(ANGOLA, "i1", "3.4", part="3.4"), inscribed(ECUADOR, "i2", "3.4", part="3.4"),
        inscribed(NORWAY, "i3", "3.4", intervention_kind="comment", in_reply_to="i2"),
        programme=replace(PROGRAMME, absence="end_of_list"),
    )

    assert order(after(given, MarkAbsent(intervention="i1")), "3.4") == ["i2", "i3", "i1"]


def test_statement_yields_to_statements_and_a_reply_to_replies():
    given = following(under(), inscribed(KENYA, "i4", intervention_kind="reply", in_reply_to="i1"))

    with pytest.raises(RuleBroken) as refusal:
        decide(given, YieldPlace(intervention="i3"), SECRETARIAT, NOON)
    assert refusal.value.code == "nobody_follows"
    given = following(given, inscribed(PERU, "i5", intervention_kind="reply", in_reply_to="i2", at=later(9)))
    given = after(given, YieldPlace(intervention="i4"), SECRETARIAT)
    given = following(given, inscribed(NORWAY, "i6", intervention_kind="reply", in_reply_to="i2", at=later(10)))
    assert order(given) == ["i1", "i2", "i3", "i5", "i4", "i6"]


def test_who_yields_or_is_skipped_stays_before_those_who_come_later():
    for command in (YieldPlace(intervention="i2"), Move(intervention="i2", after="i3")):
        given = after(under(), command, SECRETARIAT)
        given = following(given, inscribed(ANGOLA, "i4", at=later(5)), inscribed(CAMPAIGN, "i5", at=later(6)))
        assert order(given) == ["i1", "i3", "i2", "i4", "i5"]


def test_reply_does_not_become_a_statement_on_a_closed_list():
    given = following(under(), done(Called(intervention="i1", limit_s=180)), done(ListClosed(list="4")))
    given = after(given, Inscribe(list="4", kind="reply", in_reply_to="i1"), Actor(role="delegation", delegation="HRV"))

    with pytest.raises(RuleBroken) as refusal:
        decide(given, Amend(intervention="i4", kind="statement"), Actor(role="delegation", delegation="HRV"), NOON)
    assert refusal.value.code == "list_closed"


def test_ruling_waits_for_what_goes_before():
    given = following(under(), done(Called(intervention="i1", limit_s=180)))
    for command in (MoveMotion(motion="close_debate", delegation="KEN"), Hear(intervention="o1"),
                    RaisePointOfOrder(delegation="NOR")):
        given = after(given, command)

    with pytest.raises(RuleBroken) as refusal:
        decide(given, Rule(intervention="o1", ruling="sustained"), CHAIR, NOON)
    assert refusal.value.code == "order_pending"
    assert decide(given, Hear(intervention="o2"), CHAIR, NOON)


def test_text_that_was_never_to_be_spoken_does_not_come_back_as_a_speech():
    given = following(under(), inscribed(ANGOLA, "i4", delivery="written"))
    given = after(given, Refuse(intervention="i4", reason="Another item"))

    with pytest.raises(RuleBroken) as refusal:
        decide(given, PutBack(intervention="i4"), CHAIR, NOON)
    assert refusal.value.code == "not_gone"


def test_level_is_cleared_by_empty_words():
    given = following(under(), inscribed(ANGOLA, "i4", level="minister"))
    given = after(given, Amend(intervention="i4", level=""), SECRETARIAT)

    assert given.interventions["i4"].level is None


def test_day_is_that_of_the_meeting_wherever_it_is():
    """At Auckland the morning of the 9th is the evening of the 8th in UTC."""
    start = datetime(2017, 6, 8, 22, tzinfo=UTC)
    items = tuple(
        replace(each, starts_at=start + (each.starts_at - MORNING), ends_at=start + (each.ends_at - MORNING))
        for each in PROGRAMME.items
    )
    given = meeting(programme=replace(PROGRAMME, timezone="Pacific/Auckland", items=items))
    given = following(given, done(TakenUp(list="1"), at=start))

    assert list(day(given, start)) == list(given.plans)


def test_presentation_with_comments_is_not_swapped_away_from_them():
    given = meeting(
        *opened("3.4", "3.5"), inscribed(ANGOLA, "i1", "3.4", part="3.4"), inscribed(ECUADOR, "i2", "3.5", part="3.5"),
        inscribed(NORWAY, "i3", "3.4", intervention_kind="comment", in_reply_to="i1"),
        programme=replace(PROGRAMME, swaps="across_items"),
    )

    with pytest.raises(RuleBroken) as refusal:
        decide(given, OfferSwap(mine="i1", theirs="i2"), Actor(role="delegation", delegation="AGO"), NOON)
    assert refusal.value.code == "cannot_swap"


@pytest.mark.parametrize(("rules", "kind", "code"), [
    ({"reply": ReplyRule(limits_s=())}, "reply", "no_more_replies"),
    ({"reply": ReplyRule(when="end_of_day")}, "reply", "reply_stays"),
    ({"comments": False}, "comment", "no_comments"),
])
def test_amending_is_no_way_round_a_rule(rules, kind, code):
    with pytest.raises(RuleBroken) as refusal:
        decide(under(**rules), Amend(intervention="i2", kind=kind), KEN, NOON)
    assert refusal.value.code == code


def test_programme_that_no_longer_knows_an_open_motion_keeps_it_last():
    given = following(under(), done(Called(intervention="i1", limit_s=180)))
    given = after(given, MoveMotion(motion="close_debate", delegation="KEN"))
    fewer = replace(PROGRAMME, motions=tuple(each for each in PROGRAMME.motion_rules if each.kind != "close_debate"))
    given = following(given, done(ProgrammeSet(programme=fewer), at=INVITATION))

    assert [each.motion for each in given.open_orders] == ["close_debate"]


def test_vote_waits_for_what_goes_before():
    given = under()
    given = following(given, done(Called(intervention="i1", limit_s=180)))
    for command in (MoveMotion(motion="close_debate", delegation="KEN"),
                    MoveMotion(motion="suspend_meeting", delegation="NOR")):
        given = after(given, command)
    given = replace(given, orders={
        name: replace(each, state="heard") for name, each in given.orders.items()
    })

    with pytest.raises(RuleBroken) as refusal:
        decide(given, RecordVote(intervention="o1", in_favour=1, against=0, abstaining=0), CHAIR, NOON)
    assert refusal.value.code == "order_pending"
    assert len({rank_of(given, each) for each in waiting(given, "4")}) == len(waiting(given, "4"))
