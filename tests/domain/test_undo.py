"""Taking back the last act of the desk, and doing it again."""

from dataclasses import replace

import pytest

from app.domain.commands import (
    Adjourn,
    Amend,
    AnnounceList,
    Call,
    CloseList,
    ConvertWritten,
    EndSpeech,
    Extend,
    Inscribe,
    MarkAbsent,
    Move,
    OpenList,
    PauseClock,
    PutBack,
    Redo,
    Resume,
    ResumeClock,
    SetLimit,
    StartClock,
    Suspend,
    TakeUp,
    Tell,
    Undo,
    Withdraw,
    YieldPlace,
)
from app.domain.decide import decide
from app.domain.errors import NotAllowed, RuleBroken, Unknown
from app.domain.events import (
    Amended,
    ClockPaused,
    Inscribed,
    ListClosed,
    ListOpened,
    OrderRaised,
    Redone,
    Suspended,
    Told,
    Undone,
    Withdrawn,
)
from app.domain.meeting import CLOCK
from app.domain.undo import MOST_DEEDS, next_redo
from tests.factories import (
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
from tests.people import ANGOLA, CHAIR, KENYA, KENYAN, NORWAY, NORWEGIAN, PERU, SECRETARIAT

PARTS = ("lists", "interventions", "session", "taken_up", "floor", "notice", "delegations", "programme")
WAITING = meeting(
    *opened("4"), inscribed(KENYA, "i1"), inscribed(NORWAY, "i2", at=later(1)), inscribed(PERU, "i3", "6"),
)
CALLED = following(WAITING, called("i1"))
SPEAKING = following(WAITING, *speaking("i1"))
PAUSED = following(SPEAKING, done(ClockPaused(intervention="i1"), at=later(47)))
SUSPENDED = following(SPEAKING, done(ClockPaused(intervention="i1"), Suspended(), at=later(50)))


def parts(given):
    return {name: getattr(given, name) for name in PARTS}


def acted(given, command, actor=CHAIR, now=None):
    now = now or later(60)
    return following(given, done(*decide(given, command, actor, now), at=now, by=actor, command=command.name))


ACTS = [
    (WAITING, Inscribe(list="4", delegation="AGO"), SECRETARIAT),
    (WAITING, Amend(intervention="i1", speaker="Ms A"), SECRETARIAT),
    (WAITING, Amend(intervention="i1", delivery="written"), SECRETARIAT),
    (WAITING, Withdraw(intervention="i1"), SECRETARIAT),
    (WAITING, OpenList(list="6"), CHAIR),
    (WAITING, AnnounceList(list="4"), CHAIR),
    (WAITING, CloseList(list="4"), CHAIR),
    (WAITING, CloseList(list="4", at=later(900)), CHAIR),
    (WAITING, TakeUp(list="6"), CHAIR),
    (WAITING, Call(intervention="i1", ending=None), CHAIR),
    (SPEAKING, Call(intervention="i2", ending="i1"), CHAIR),
    (SPEAKING, Call(intervention="i3", ending="i1"), CHAIR),
    (CALLED, StartClock(intervention="i1"), CHAIR),
    (SPEAKING, PauseClock(intervention="i1"), CHAIR),
    (PAUSED, ResumeClock(intervention="i1"), CHAIR),
    (SPEAKING, Extend(intervention="i1", seconds=60), CHAIR),
    (SPEAKING, EndSpeech(intervention="i1"), CHAIR),
    (CALLED, MarkAbsent(intervention="i1"), CHAIR),
    (WAITING, MarkAbsent(intervention="i2"), CHAIR),
    (WAITING, Move(intervention="i2", before="i1"), CHAIR),
    (WAITING, SetLimit(list="4", category="all", seconds=60), CHAIR),
    (SPEAKING, Suspend(words="Coffee"), CHAIR),
    (SUSPENDED, Resume(), CHAIR),
    (WAITING, Adjourn(), CHAIR),
    (WAITING, Tell(words="Coffee"), CHAIR),
    (WAITING, ConvertWritten(intervention="i1"), CHAIR),
    (WAITING, ConvertWritten(list="4"), SECRETARIAT),
    (CALLED, PutBack(intervention="i1"), CHAIR),
    (WAITING, YieldPlace(intervention="i1"), SECRETARIAT),
]


@pytest.mark.parametrize(("given", "command", "actor"), ACTS)
def test_undo_restores_what_an_act_touched(given, command, actor):
    after = acted(given, command, actor)

    restored = acted(after, Undo(version=after.version), actor)

    assert parts(after) != parts(given)
    assert parts(restored) == parts(given)
    assert restored.version == after.version + 1
    assert restored.last_number == after.last_number


def test_undo_names_any_version_of_the_act():
    after = acted(SPEAKING, Call(intervention="i3", ending="i1"))

    for version in (after.version - 2, after.version - 1, after.version):
        assert decide(after, Undo(version=version), CHAIR, later(60)) == [Undone(version=after.version)]


def test_undo_goes_back_act_by_act():
    first = acted(WAITING, Tell(words="one"))
    second = acted(first, TakeUp(list="6"))

    once = acted(second, Undo(version=second.version))
    twice = acted(once, Undo(version=first.version))

    assert parts(once) == parts(first)
    assert parts(twice) == parts(WAITING)
    assert refusal(once, Undo(version=second.version)) == (
        RuleBroken, "not_last_act", {"version": first.version, "command": "tell"}
    )


def test_undo_of_one_desk_s_act_by_the_other():
    after = acted(WAITING, Tell(words="Coffee"), CHAIR)

    assert parts(acted(after, Undo(version=after.version), SECRETARIAT)) == parts(WAITING)


def test_undo_leaves_what_delegations_did_meanwhile():
    ended = acted(SPEAKING, EndSpeech(intervention="i1"))
    meanwhile = (inscribed(KENYA, "i4", at=later(70)), Withdrawn(intervention="i3"), amended("i2", note="late"))
    given = following(ended, *meanwhile)

    after = acted(given, Undo(version=ended.version), now=later(90))

    assert after.floor == SPEAKING.floor
    assert [(name, after.interventions[name].state) for name in ("i1", "i2", "i3", "i4")] == [
        ("i1", "called"), ("i2", "inscribed"), ("i3", "withdrawn"), ("i4", "inscribed"),
    ]
    assert after.interventions["i2"].note == "late"


INSCRIBED = acted(WAITING, Inscribe(list="4", delegation="AGO"), SECRETARIAT)
WITHDRAWN = acted(WAITING, Withdraw(intervention="i1"), SECRETARIAT)
CLOSES = acted(WAITING, CloseList(list="4", at=later(900)))
TURNED_WRITTEN = acted(WAITING, Amend(intervention="i1", delivery="written"), SECRETARIAT)


@pytest.mark.parametrize(("act", "meanwhile"), [
    (INSCRIBED, Amended(**{
        "intervention": "i4", "intervention_kind": "statement", "delivery": "spoken", "at": later(60), "note": "x",
    })),
    (INSCRIBED, Withdrawn(intervention="i4")),
    (INSCRIBED, inscribed(KENYA, "i5", intervention_kind="reply", in_reply_to="i4")),
    (WITHDRAWN, inscribed(KENYA, "i4", at=later(70))),
    (TURNED_WRITTEN, inscribed(KENYA, "i4", at=later(70))),
    (CLOSES, done(ListClosed(list="4"), at=later(900), by=CLOCK)),
])
def test_undo_is_refused_where_something_rests_on_the_act(act, meanwhile):
    given = following(act, meanwhile)

    kind, code, params = refusal(given, Undo(version=act.version), SECRETARIAT, later(1000))

    assert (kind, code, params["version"]) == (RuleBroken, "rests_on_it", act.version)


def test_undo_of_a_withdrawal_beside_another_kind_is_done():
    given = following(WITHDRAWN, inscribed(KENYA, "i4", intervention_kind="reply", at=later(70)))

    assert acted(given, Undo(version=WITHDRAWN.version), SECRETARIAT).interventions["i1"].state == "inscribed"


SUSPENDED_BY_CHAIR = acted(SPEAKING, Suspend())
UNDONE = acted(acted(WAITING, Tell(words="x")), Undo(version=WAITING.version + 1))


@pytest.mark.parametrize(("given", "version", "actor", "expected"), [
    (WAITING, WAITING.version + 1, CHAIR, (Unknown, "unknown_version", {"version": WAITING.version + 1})),
    (WAITING, 0, CHAIR, (Unknown, "unknown_version", {"version": 0})),
    (WAITING, -3, CHAIR, (Unknown, "unknown_version", {"version": -3})),
    (WAITING, WAITING.version, CHAIR, (RuleBroken, "not_last_act", {
        "version": WAITING.version - 3, "command": "list_opened",
    })),
    (meeting(inscribed(KENYA, "i1")), 1, CHAIR, (RuleBroken, "not_last_act", {})),
    (SPEAKING, SPEAKING.version - 1, CHAIR,
     (RuleBroken, "not_last_act", {"version": SPEAKING.version, "command": "start_clock"})),
    (UNDONE, WAITING.version + 2, CHAIR,
     (RuleBroken, "not_last_act", {"version": WAITING.version - 3, "command": "list_opened"})),
    (SUSPENDED_BY_CHAIR, SUSPENDED_BY_CHAIR.version, SECRETARIAT,
     (NotAllowed, "not_for_role", {"role": "secretariat", "command": "suspend"})),
    (WITHDRAWN, WITHDRAWN.version, CHAIR, (NotAllowed, "not_for_role", {"role": "chair", "command": "withdraw"})),
    (SPEAKING, SPEAKING.version, KENYAN, (NotAllowed, "not_for_role", {"role": "delegation", "command": "undo"})),
])
def test_undo_is_refused(given, version, actor, expected):
    assert refusal(given, Undo(version=version), actor) == expected


def test_acts_of_delegations_and_of_the_clock_are_not_the_desk_s_to_undo():
    given = following(WAITING, done(ListOpened(list="6"), by=CLOCK), inscribed(ANGOLA, "i4"))

    assert given.deeds == WAITING.deeds
    assert refusal(given, Undo(version=given.version))[1] == "not_last_act"


def test_undo_remembers_many_acts_and_not_all():
    given = WAITING
    for turn in range(MOST_DEEDS + 5):
        given = following(given, Told(words=f"notice {turn}"))

    assert len(given.deeds) == MOST_DEEDS


def test_undo_is_no_act_that_could_be_undone():
    assert [deed.is_undone for deed in UNDONE.deeds][-1]
    assert len(UNDONE.deeds) == len(WAITING.deeds) + 1


def test_number_of_an_inscription_that_was_taken_back_is_not_given_again():
    restored = acted(INSCRIBED, Undo(version=INSCRIBED.version), SECRETARIAT)

    (event,) = decide(restored, Inscribe(list="4", delegation="AGO"), SECRETARIAT, later(60))

    assert isinstance(event, Inscribed)
    assert event.intervention == "i5"


def test_desk_s_deed_knows_by_whom_from_where_and_what():
    deed = acted(WAITING, Call(intervention="i1", ending=None)).deeds[-1]

    assert (deed.command, deed.actor, deed.seat, deed.at) == ("call", CHAIR, "Desk 1", later(60))
    assert deed.facts == {"list": "4", "intervention": "i1", "limit_s": 180, "delegation": "KEN"}


@pytest.mark.parametrize(("given", "command", "actor"), ACTS)
def test_redo_does_again_what_was_taken_back(given, command, actor):
    after = acted(given, command, actor)
    undone = acted(after, Undo(version=after.version), actor)

    again = acted(undone, Redo(version=after.version), actor, later(90))

    assert parts(again) == parts(after)
    assert again.deeds == after.deeds
    assert again.version == after.version + 2


def test_redo_names_any_version_of_the_act():
    after = acted(SPEAKING, Call(intervention="i3", ending="i1"))
    undone = acted(after, Undo(version=after.version))

    for version in (after.version - 2, after.version - 1, after.version):
        assert decide(undone, Redo(version=version), CHAIR, later(60)) == [Redone(version=after.version)]


def test_three_acts_that_were_taken_back_are_done_again_in_their_order():
    states = [WAITING]
    for command in (TakeUp(list="4"), Call(intervention="i1", ending=None), StartClock(intervention="i1")):
        states.append(acted(states[-1], command))
    given = states[-1]
    for after in reversed(states[1:]):
        given = acted(given, Undo(version=after.version))
    assert parts(given) == parts(WAITING)

    for command, after in zip(("take_up", "call", "start_clock"), states[1:], strict=True):
        deed = next_redo(given)
        assert (deed.command, deed.version) == (command, after.version)
        given = acted(given, Redo(version=deed.version))
        assert parts(given) == parts(after)

    assert next_redo(given) is None


def test_redo_can_be_taken_back_and_done_again():
    told = acted(WAITING, Tell(words="Coffee"))
    given = told
    for command in (Undo, Redo, Undo, Redo):
        given = acted(given, command(version=told.version))

    assert parts(given) == parts(told)
    assert parts(acted(given, Undo(version=told.version))) == parts(WAITING)


def test_redo_leaves_what_delegations_did_meanwhile():
    moved = acted(WAITING, Move(intervention="i2", before="i1"))
    undone = acted(moved, Undo(version=moved.version))
    given = following(undone, inscribed(ANGOLA, "i4", at=later(70)), Withdrawn(intervention="i1"))

    after = acted(given, Redo(version=moved.version), now=later(90))

    assert after.interventions["i2"] == moved.interventions["i2"]
    assert (after.interventions["i1"].state, after.interventions["i4"].state) == ("withdrawn", "inscribed")


TOLD = acted(WAITING, Tell(words="Coffee"))
TOLD_UNDONE = acted(TOLD, Undo(version=TOLD.version))
NOTHING = (RuleBroken, "nothing_to_redo", {})


def test_redo_is_over_when_something_else_is_done():
    given = acted(TOLD_UNDONE, TakeUp(list="6"))

    assert next_redo(TOLD_UNDONE).command == "tell"
    assert next_redo(given) is None
    assert refusal(given, Redo(version=TOLD.version)) == NOTHING


def test_redo_stays_when_a_delegation_or_the_clock_acts():
    given = following(TOLD_UNDONE, inscribed(ANGOLA, "i4"), done(ListOpened(list="6"), by=CLOCK))

    assert decide(given, Redo(version=TOLD.version), SECRETARIAT, later(60)) == [Redone(version=TOLD.version)]


def undone(after, actor=CHAIR):
    return acted(after, Undo(version=after.version), actor)


MOVED = acted(WAITING, Move(intervention="i2", before="i1"))
CALLED_UP = acted(WAITING, Call(intervention="i2", ending=None))
STARTED = acted(CALLED, StartClock(intervention="i1"))


@pytest.mark.parametrize(("act", "meanwhile"), [
    (MOVED, amended("i2", at=later(1), note="late")),
    (MOVED, Withdrawn(intervention="i2")),
    (CALLED_UP, amended("i2", at=later(1), speaker="Ms A")),
    (CALLED_UP, Withdrawn(intervention="i2")),
    (WITHDRAWN, amended("i1", note="late")),
    (INSCRIBED, inscribed(ANGOLA, "i5", at=later(70))),
    (TURNED_WRITTEN, inscribed(KENYA, "i4", delivery="written", at=later(70))),
    (CLOSES, done(ListClosed(list="4"), at=later(900), by=CLOCK)),
    (STARTED, done(OrderRaised(order="o1", delegation="NOR"), at=later(70), by=NORWEGIAN)),
])
def test_redo_is_refused_where_something_was_changed_meanwhile(act, meanwhile):
    given = following(undone(act, SECRETARIAT), meanwhile)

    kind, code, params = refusal(given, Redo(version=act.version), SECRETARIAT, later(1000))

    assert (kind, code, params["version"]) == (RuleBroken, "rests_on_it", act.version)


def test_redo_never_gives_two_the_same_place():
    given = meeting(*opened("4"), *(
        inscribed(each, f"i{number}", at=later(number))
        for number, each in enumerate((KENYA, NORWAY, PERU, ANGOLA), start=1)
    ))
    moved = acted(given, Move(intervention="i4", after="i2"))

    # However somebody else came to that place meanwhile.
    back = undone(moved)
    taken = {**back.interventions, "i1": replace(back.interventions["i1"], rank=moved.interventions["i4"].rank)}

    assert decide(back, Redo(version=moved.version), CHAIR, later(1000))
    assert refusal(replace(back, interventions=taken), Redo(version=moved.version))[1] == "rests_on_it"


def test_reply_is_done_again_after_what_it_answers():
    replied = acted(INSCRIBED, Inscribe(list="4", delegation="PER", kind="reply", in_reply_to="i4"), SECRETARIAT)
    given = acted(undone(replied, SECRETARIAT), Undo(version=INSCRIBED.version), SECRETARIAT)

    assert refusal(given, Redo(version=replied.version), SECRETARIAT) == (
        RuleBroken, "nothing_to_redo", {"version": INSCRIBED.version, "command": "inscribe"},
    )
    for version in (INSCRIBED.version, replied.version):
        given = acted(given, Redo(version=version), SECRETARIAT)
    assert parts(given) == parts(replied)


@pytest.mark.parametrize(("given", "version", "actor", "expected"), [
    (WAITING, WAITING.version, CHAIR, NOTHING),
    (TOLD, TOLD.version, CHAIR, NOTHING),
    (meeting(), 1, CHAIR, NOTHING),
    (acted(TOLD_UNDONE, Redo(version=TOLD.version)), TOLD.version, CHAIR, NOTHING),
    (TOLD_UNDONE, TOLD.version + 1, CHAIR,
     (RuleBroken, "nothing_to_redo", {"version": TOLD.version, "command": "tell"})),
    (undone(SUSPENDED_BY_CHAIR), SUSPENDED_BY_CHAIR.version, SECRETARIAT,
     (NotAllowed, "not_for_role", {"role": "secretariat", "command": "suspend"})),
    (undone(WITHDRAWN, SECRETARIAT), WITHDRAWN.version, CHAIR,
     (NotAllowed, "not_for_role", {"role": "chair", "command": "withdraw"})),
    (TOLD_UNDONE, TOLD.version, KENYAN, (NotAllowed, "not_for_role", {"role": "delegation", "command": "redo"})),
])
def test_redo_is_refused(given, version, actor, expected):
    assert refusal(given, Redo(version=version), actor) == expected


def test_redo_of_one_desk_s_act_by_the_other():
    assert parts(acted(TOLD_UNDONE, Redo(version=TOLD.version), SECRETARIAT)) == parts(TOLD)
