"""Drafts: on no list, known to their delegation and the secretariat alone, inscribed from when they are submitted."""

from dataclasses import replace

import pytest

from app.domain import commands as asked
from app.domain.decide import decide
from app.domain.errors import Malformed, NotAllowed, Refusal, RuleBroken, Unknown
from app.domain.events import (
    Amended,
    Inscribed,
    Preferred,
    Refused,
    SpeechEnded,
    Submitted,
    SwapAccepted,
    SwapOffered,
    Undone,
    Withdrawn,
)
from app.domain.meeting import Actor
from app.domain.programme import ReplyRule
from app.domain.undo import last_deed
from app.reports.coverage import coverage, speaking_to
from app.screens.views import Views
from tests.factories import (
    NOON,
    PROGRAMME,
    amended,
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
    BOOTH,
    CHAIR,
    KENYA,
    KENYAN,
    NORWAY,
    NORWEGIAN,
    PERU,
    PUBLIC,
    ROOM,
    SECRETARIAT,
    acting_for,
)

DRAFT, STRANGE = "i3", "i99"
BEFORE = meeting(*opened("4"), inscribed(KENYA, "i1"), inscribed(NORWAY, "i2", at=later(1)), *speaking("i1"))
DRAFTED = following(BEFORE, inscribed(ANGOLA, DRAFT, is_draft=True, at=later(2), actions=(7,)))
OTHERS = (CHAIR, KENYAN, NORWEGIAN, ROOM, BOOTH, PUBLIC)
SCREENS = [
    *((name, "4", None) for name in ("room", "public", "booth", "chair", "secretariat")),
    ("delegate", "4", "KEN"), ("delegate", "4", "NOR"),
]
SWAP = done(SwapOffered(swap="s1", mine="i1", theirs="i2"), by=KENYAN)


def naming(one: str) -> list[asked.Command]:
    """Every command that can name an intervention, each with this one."""
    return [
        asked.Inscribe(list="4", kind="comment", in_reply_to=one),
        asked.Inscribe(list="4", kind="reply", in_reply_to=one),
        asked.Inscribe(list="4", kind="comment", in_reply_to=one, delegation="PER"),
        asked.Inscribe(list="4", kind="comment", in_reply_to=one, draft=True),
        asked.Amend(intervention=one, note="seen"), asked.Amend(intervention="i2", in_reply_to=one),
        asked.Submit(intervention=one), asked.Prefer(interventions=(one,)), asked.Prefer(interventions=("i2", one)),
        asked.Withdraw(intervention=one), asked.Refuse(intervention=one, reason="Too late"),
        asked.ConvertWritten(intervention=one), asked.PutBack(intervention=one),
        asked.AnswerRoll(intervention=one, answer="ready"), asked.YieldPlace(intervention=one),
        asked.OfferSwap(mine="i2", theirs=one), asked.OfferSwap(mine=one, theirs="i2"),
        asked.HandIn(
            intervention=one, language="en", extension="txt", media_type="text/plain", size=9, words=2, digest="00",
        ),
        asked.RequestText(intervention=one),
        asked.Move(intervention=one, before="i2"), asked.Move(intervention="i2", before=one),
        asked.Move(intervention="i2", after=one), asked.Call(intervention=one, ending="i1"),
        asked.Call(intervention=one, ending=None), asked.Call(intervention="i2", ending=one),
        asked.StartClock(intervention=one), asked.PauseClock(intervention=one), asked.ResumeClock(intervention=one),
        asked.Extend(intervention=one, seconds=30), asked.EndSpeech(intervention=one),
        asked.MarkAbsent(intervention=one), asked.Hear(intervention=one),
        asked.Rule(intervention=one, ruling="dismissed"),
        asked.Appeal(intervention=one), asked.SpeakOnMotion(intervention=one, side="for"),
        asked.RecordVote(intervention=one, in_favour=1, against=0, abstaining=0),
    ]


def outcome(given, command, actor, one):
    """What somebody is answered, with the id that was meant left out."""
    try:
        events = decide(given, command, actor, later(9))
    except Refusal as refused:
        return type(refused), refused.code, repr(refused.params).replace(one, "?")
    return [repr(event).replace(one, "?") for event in events]


def shown(given):
    return {audience: Views(given).screen(*audience).text for audience in SCREENS}


def test_every_command_that_names_an_intervention_is_tried():
    has = {
        kind for kind, command in (asked.COMMANDS | asked.WITH_MORE).items()
        if set(command.__dataclass_fields__) & {"intervention", "in_reply_to", "mine", "before", "interventions"}
    }

    assert has == {command.name for command in naming(DRAFT)}


@pytest.mark.parametrize("actor", OTHERS, ids=lambda actor: actor.key)
@pytest.mark.parametrize("given", [
    pytest.param(DRAFTED, id="draft"),
    pytest.param(following(DRAFTED, Withdrawn(intervention=DRAFT)), id="withdrawn"),
])
def test_draft_is_answered_to_others_as_what_is_not_there(given, actor):
    for kind, strange in zip(naming(DRAFT), naming(STRANGE), strict=True):
        assert outcome(given, kind, actor, DRAFT) == outcome(given, strange, actor, STRANGE), kind


@pytest.mark.parametrize("command", [
    command for command in naming(DRAFT)
    if command.name not in {"amend", "submit", "prefer", "withdraw", "hand_in"}
    and "not_for_role" not in outcome(DRAFTED, command, SECRETARIAT, DRAFT)
], ids=lambda command: command.name)
def test_secretariat_cannot_treat_a_draft_as_if_it_were_on_a_list(command):
    assert isinstance(outcome(DRAFTED, command, SECRETARIAT, DRAFT), tuple)


@pytest.mark.parametrize("happened", [
    [],
    [amended(DRAFT, note="for us", at=later(2))],
    [Withdrawn(intervention=DRAFT)],
    [done(amended(DRAFT, note="for them", at=later(2)), by=SECRETARIAT, command="amend")],
    [done(Withdrawn(intervention=DRAFT), by=SECRETARIAT, command="withdraw")],
    [done(Preferred(delegation="AGO", interventions=(DRAFT,)), by=ANGOLAN)],
], ids=["made", "amended", "withdrawn", "amended for it", "withdrawn for it", "preferred"])
def test_nothing_of_a_draft_is_on_the_screens_of_others(happened):
    after = following(DRAFTED, *happened)

    assert shown(after) == shown(BEFORE)
    assert after.on_list("4") == BEFORE.on_list("4")
    assert set(Views(after).screen("delegate", "4", "AGO").value["mine"]) == {DRAFT}


def test_draft_that_the_secretariat_makes_is_no_deed_of_the_desk():
    made = inscribed(ANGOLA, DRAFT, is_draft=True)
    after = following(BEFORE, done(made, by=SECRETARIAT, command="inscribe"))

    assert last_deed(after) == last_deed(BEFORE)
    assert shown(after) == shown(BEFORE)


def test_draft_is_in_no_report():
    standing = following(DRAFTED, inscribed(PERU, "i4", at=later(3), actions=(8,)))

    announced = {each.id: each.actions for each in standing.interventions.values()}

    assert coverage(standing, announced).actions == (8,)
    assert speaking_to(standing, announced, 7) == []


def test_chair_prepares_no_drafts():
    command = asked.Inscribe(list="4", delegation="AGO", draft=True)

    assert refusal(BEFORE, command, CHAIR) == (NotAllowed, "not_for_role", {"role": "chair", "command": "inscribe"})


def test_draft_is_prepared_while_the_list_is_not_open():
    closed = meeting()

    (event,) = decide(closed, asked.Inscribe(list="4", draft=True, note="first thoughts"), KENYAN, NOON)

    assert event == Inscribed(
        intervention="i1", list="4", delegation="KEN", intervention_kind="statement", delivery="spoken", at=NOON,
        language="en", is_draft=True, note="first thoughts",
    )
    assert following(closed, event).interventions["i1"].state == "draft"
    assert refusal(following(closed, event), asked.Submit(intervention="i1"), KENYAN)[:2] == (
        RuleBroken, "list_not_open",
    )


def test_submitted_draft_is_inscribed_from_now():
    given = following(DRAFTED, inscribed(PERU, "i4", at=later(30)))

    events = decide(given, asked.Submit(intervention=DRAFT), ANGOLAN, later(60))

    after = following(given, done(*events, at=later(60), by=ANGOLAN))
    assert events == [Submitted(intervention=DRAFT, at=later(60))]
    assert (after.interventions[DRAFT].state, after.interventions[DRAFT].inscribed_at) == ("inscribed", later(60))
    assert list(Views(after).screen("room").value["entries"]) == ["i2", "i4", DRAFT]


def test_written_draft_is_filed_in_writing():
    given = following(BEFORE, inscribed(ANGOLA, DRAFT, is_draft=True, delivery="written"))

    after = following(given, Submitted(intervention=DRAFT, at=later(60)))

    assert after.interventions[DRAFT].state == "written"


@pytest.mark.parametrize(("given", "actor", "expected"), [
    (following(DRAFTED, done(Submitted(intervention=DRAFT, at=later(5)), by=ANGOLAN)), ANGOLAN,
     (RuleBroken, "not_a_draft", {"intervention": DRAFT, "state": "inscribed"})),
    (following(DRAFTED, Withdrawn(intervention=DRAFT)), ANGOLAN,
     (RuleBroken, "not_a_draft", {"intervention": DRAFT, "state": "withdrawn"})),
    (following(DRAFTED, inscribed(ANGOLA, "i4", at=later(4))), ANGOLAN,
     (RuleBroken, "already_inscribed", {"intervention": "i4", "since": later(4)})),
    (meeting(inscribed(ANGOLA, DRAFT, "1", is_draft=True)), ANGOLAN,
     (RuleBroken, "by_the_desk_only", {"list": "1"})),
    (DRAFTED, KENYAN, (Unknown, "unknown_intervention", {"intervention": DRAFT})),
    (meeting(*opened("4"), inscribed(ANGOLA, "i1"),
             inscribed(ANGOLA, DRAFT, "4", is_draft=True), programme=replace(PROGRAMME, one_statement=True)), ANGOLAN,
     (RuleBroken, "one_statement", {"intervention": "i1", "since": NOON})),
    (meeting(*opened("4"), inscribed(ANGOLA, DRAFT, is_draft=True, intervention_kind="comment"),
             programme=replace(PROGRAMME, comments=False)), ANGOLAN, (RuleBroken, "no_comments", {"list": "4"})),
    (meeting(*opened("4"), inscribed(ANGOLA, DRAFT, is_draft=True, intervention_kind="reply"),
             programme=replace(PROGRAMME, reply=ReplyRule(limits_s=()))), ANGOLAN,
     (RuleBroken, "no_more_replies", {"list": "4", "most": 0})),
])
def test_draft_is_submitted_by_the_rules_of_inscribing(given, actor, expected):
    assert refusal(given, asked.Submit(intervention=DRAFT), actor) == expected


def test_draft_of_a_reply_to_what_was_spoken_is_submitted_to_a_closed_list():
    given = meeting(
        *opened("4"), inscribed(KENYA, "i1"), called("i1"), done(SpeechEnded(intervention="i1", spoken_s=1.0)),
        inscribed(ANGOLA, DRAFT, is_draft=True, intervention_kind="reply", in_reply_to="i1"),
        done(*decide(meeting(*opened("4")), asked.CloseList(list="4"), CHAIR, NOON), command="close_list"),
    )

    assert decide(given, asked.Submit(intervention=DRAFT), ANGOLAN, later(9)) == [
        Submitted(intervention=DRAFT, at=later(9)),
    ]


def test_comment_that_was_drafted_before_the_presentation_hangs_under_it():
    comment = inscribed(KENYA, "i1", "3.4", is_draft=True, intervention_kind="comment")
    given = meeting(*opened("3.4"), comment, inscribed(ANGOLA, "i2", "3.4", part="3.4"))

    events = decide(given, asked.Submit(intervention="i1"), KENYAN, later(9))

    after = following(given, done(*events, at=later(9), by=KENYAN))
    assert [event.kind for event in events] == ["amended", "submitted"]
    assert (after.interventions["i1"].in_reply_to, after.interventions["i1"].state) == ("i2", "inscribed")


def test_draft_becomes_no_reply_where_replies_have_a_list_of_their_own():
    lanes = replace(PROGRAMME, reply=ReplyRule(when="end_of_sitting"))
    given = meeting(*opened("4"), inscribed(ANGOLA, DRAFT, is_draft=True), programme=lanes)

    assert refusal(given, asked.Amend(intervention=DRAFT, kind="reply"), ANGOLAN) == (
        RuleBroken, "reply_stays", {"list": "4"},
    )


def test_one_draft_of_a_kind_on_a_list():
    assert refusal(DRAFTED, asked.Inscribe(list="4", draft=True), ANGOLAN) == (
        RuleBroken, "already_inscribed", {"intervention": DRAFT, "since": later(2)},
    )
    assert decide(DRAFTED, asked.Inscribe(list="4"), ANGOLAN, NOON)[0].is_draft is False


def test_draft_is_not_refused():
    command = asked.Refuse(intervention=DRAFT, reason="Too late")

    assert refusal(DRAFTED, command, SECRETARIAT) == (
        RuleBroken, "not_waiting", {"intervention": DRAFT, "state": "draft"},
    )


def test_comment_that_is_a_draft_holds_up_no_exchange():
    across = replace(PROGRAMME, swaps="across_items")
    given = meeting(
        *opened("4", "6"), inscribed(KENYA, "i1"), inscribed(NORWAY, "i2", "6"), SWAP,
        inscribed(ANGOLA, DRAFT, is_draft=True, intervention_kind="comment", in_reply_to="i1"), programme=across,
    )

    (event,) = decide(given, asked.AnswerSwap(swap="s1", accept=True), NORWEGIAN, later(9))

    assert isinstance(event, SwapAccepted)


def test_undo_takes_a_submission_back_unless_somebody_answers_it():
    submitted = following(
        DRAFTED, done(Submitted(intervention=DRAFT, at=later(5)), at=later(5), by=SECRETARIAT, command="submit"),
    )
    answer = inscribed(PERU, "i4", at=later(6), intervention_kind="comment", in_reply_to=DRAFT)
    version = submitted.version

    back = following(submitted, done(*decide(submitted, asked.Undo(version=version), SECRETARIAT, later(7))))

    assert back.interventions == DRAFTED.interventions
    assert refusal(following(submitted, answer), asked.Undo(version=version), SECRETARIAT)[1] == "rests_on_it"


def test_undo_is_not_held_up_by_a_draft_that_nobody_knows():
    by_desk = following(BEFORE, done(inscribed(PERU, "i3", at=later(2)), command="inscribe"))
    draft = inscribed(ANGOLA, "i4", is_draft=True, intervention_kind="comment", in_reply_to="i3")
    given = following(by_desk, draft)

    back = following(given, done(*decide(given, asked.Undo(version=by_desk.version), CHAIR, later(7))))

    assert set(back.interventions) == {"i1", "i2", "i4"}
    assert Views(back).screen("delegate", "4", "AGO").value["mine"]["i4"]["answers"] == "i3"
    assert refusal(back, asked.Submit(intervention="i4"), ANGOLAN)[:2] == (Unknown, "unknown_intervention")


def test_undone_submission_is_done_again():
    submitted = following(
        DRAFTED, done(Submitted(intervention=DRAFT, at=later(5)), at=later(5), by=SECRETARIAT, command="submit"),
    )
    back = following(submitted, done(Undone(version=submitted.version)))

    (event,) = decide(back, asked.Redo(version=submitted.version), SECRETARIAT, later(9))

    assert following(back, done(event)).interventions == submitted.interventions


@pytest.mark.parametrize("command", [
    asked.Amend(intervention=DRAFT, note="better"), asked.Withdraw(intervention=DRAFT),
    asked.Submit(intervention=DRAFT), asked.Prefer(interventions=(DRAFT,), delegation="AGO"),
])
@pytest.mark.parametrize("actor", [SECRETARIAT, ANGOLAN], ids=lambda actor: actor.key)
def test_those_who_know_a_draft_work_on_it(command, actor):
    assert len(decide(DRAFTED, command, actor, later(9))) == 1


def test_draft_keeps_no_place_when_it_is_amended():
    (event,) = decide(DRAFTED, asked.Amend(intervention=DRAFT, delivery="written"), ANGOLAN, later(9))

    after = following(DRAFTED, event)
    assert isinstance(event, Amended)
    assert (after.interventions[DRAFT].state, after.interventions[DRAFT].delivery) == ("draft", "written")


def test_preference_is_seen_by_its_delegation_alone():
    given = following(BEFORE, inscribed(KENYA, "i3", "6"))

    (event,) = decide(given, asked.Prefer(interventions=("i3", "i1")), KENYAN, NOON)

    after = following(given, done(event, by=KENYAN))
    assert event == Preferred(delegation="KEN", interventions=("i3", "i1"))
    assert Views(after).screen("delegate", "4", "KEN").value["preferred"] == ["i3", "i1"]
    assert {name: text for name, text in shown(after).items() if name[2] != "KEN"} == {
        name: text for name, text in shown(given).items() if name[2] != "KEN"
    }
    assert decide(after, asked.Prefer(interventions=("i3", "i1")), KENYAN, NOON) == []


@pytest.mark.parametrize(("command", "actor", "expected"), [
    (asked.Prefer(interventions=("i1", "i1")), KENYAN, (Malformed, "given_twice", {"field": "interventions"})),
    (asked.Prefer(interventions=("i2",)), KENYAN, (NotAllowed, "not_yours", {"intervention": "i2"})),
    (asked.Prefer(interventions=("i99",)), KENYAN, (Unknown, "unknown_intervention", {"intervention": "i99"})),
    (asked.Prefer(interventions=("i1",), delegation="NOR"), KENYAN, (NotAllowed, "not_yours", {"delegation": "NOR"})),
    (asked.Prefer(interventions=()), SECRETARIAT, (Malformed, "missing", {"field": "delegation"})),
    (asked.Prefer(interventions=(), delegation="XXX"), SECRETARIAT,
     (Unknown, "unknown_delegation", {"delegation": "XXX"})),
    (asked.Prefer(interventions=()), Actor(role="chair"),
     (NotAllowed, "not_for_role", {"role": "chair", "command": "prefer"})),
    (asked.Prefer(interventions=()), acting_for(replace(PERU, code="XXX")),
     (Unknown, "unknown_delegation", {"delegation": "XXX"})),
])
def test_preference_that_is_refused(command, actor, expected):
    assert refusal(DRAFTED, command, actor) == expected


def test_refused_intervention_is_no_draft_to_its_delegation():
    given = following(BEFORE, done(Refused(intervention="i2", words="Too late"), command="refuse"))

    assert refusal(given, asked.Submit(intervention="i2"), NORWEGIAN) == (
        RuleBroken, "not_a_draft", {"intervention": "i2", "state": "refused"},
    )
