"""The minutes of a sitting: all that stands, in order, and nothing that was taken back."""

from datetime import timedelta

import pytest

from app.domain.commands import (
    Adjourn,
    Appeal,
    Call,
    CloseList,
    ConvertWritten,
    EndSpeech,
    Extend,
    Hear,
    Inscribe,
    MarkAbsent,
    Move,
    MoveMotion,
    OpenList,
    PutBack,
    RaisePointOfOrder,
    RecordVote,
    Redo,
    Refuse,
    Resume,
    Rule,
    SetLimit,
    SpeakOnMotion,
    StartClock,
    Suspend,
    TakeUp,
    Undo,
    Withdraw,
)
from app.domain.errors import Unknown
from app.reports.entries import CODES
from app.reports.minutes import Minutes, minutes_of, sitting_at, sittings_of
from tests.factories import IMPORT, INVITATION, MORNING, PROGRAMME, beginnings, inscribed, later
from tests.people import CHAIR, CROATIA, ECUADOR, KENYA, NORWAY, PERU, SECRETARIAT, acting_for
from tests.real_meeting import real_meeting
from tests.reports.running import Room


def small() -> Room:
    room = Room(INVITATION)
    everybody = (KENYA, NORWAY, PERU, CROATIA, ECUADOR)
    room.bring([
        *beginnings(), *(inscribed(each, f"i{number}", at=INVITATION) for number, each in enumerate(everybody, 1)),
    ], "import", IMPORT)
    room.now = MORNING
    return room


def minutes(room: Room, sitting: str = "am") -> Minutes:
    return minutes_of(room.acts, room.meeting, sitting)


def said(found: Minutes) -> list[tuple[int, str]]:
    """Each entry as the seconds since the planned start, and its code."""
    return [(round((each.at - MORNING).total_seconds()), each.code) for each in found.entries]


def codes(room: Room) -> list[str]:
    return [each.code for each in minutes(room).entries]


def test_draft_that_is_withdrawn_is_not_told():
    room = small()
    room.does(TakeUp(list="4"), after_s=60)
    room.does(Inscribe(list="6", draft=True), acting_for(KENYA), after_s=5)
    room.does(Withdraw(intervention="i6"), acting_for(KENYA), after_s=5)
    room.does(Withdraw(intervention="i2"), acting_for(NORWAY), after_s=5)

    withdrawn = [each.params["intervention"] for each in minutes(room).entries if each.code == "withdrawn"]

    assert withdrawn == ["i2"]


def test_sitting_opens_with_its_first_item_and_tells_each_speech():
    room = small()
    room.does(OpenList(list="4"), SECRETARIAT)
    room.does(TakeUp(list="4"), after_s=60)
    room.hears("i1", speech_s=200)
    room.does(Call(intervention="i2", ending=None), after_s=15)
    room.does(Extend(intervention="i2", seconds=60), after_s=5)
    room.does(EndSpeech(intervention="i2"), after_s=10)
    room.does(CloseList(list="4"), after_s=10)
    room.does(Adjourn(words="Until Vienna"), after_s=10)

    found = minutes(room)

    assert said(found) == [
        (0, "list_opened"), (60, "opened"), (60, "item_taken_up"), (80, "speech"), (300, "speech"),
        (305, "extended"), (325, "list_closed"), (335, "adjourned"),
    ]
    assert found.entries[0].by == "secretariat"
    assert found.entries[0].params == {"list": "4", "item": "4", "title": "Cooperation"}
    assert [each.params for each in found.speeches] == [
        {
            "intervention": "i1", "delegation": "KEN", "list": "4", "item": "4", "title": "Cooperation",
            "kind": "statement", "speaker": None, "on_behalf_of": None, "answers": None,
            "began_at": later(85, MORNING), "ended_at": later(285, MORNING), "spoken_s": 200.0, "limit_s": 180,
        },
        {
            "intervention": "i2", "delegation": "NOR", "list": "4", "item": "4", "title": "Cooperation",
            "kind": "statement", "speaker": None, "on_behalf_of": None, "answers": None,
            "began_at": later(300, MORNING), "ended_at": later(315, MORNING), "spoken_s": 0.0, "limit_s": 240,
        },
    ]
    assert (found.number, found.opened_at, found.rose_at, found.spoken_s) == (
        1, later(60, MORNING), later(335, MORNING), 200.0,
    )


def test_decisions_of_the_desk_are_told_with_who_took_them():
    room = small()
    room.does(TakeUp(list="4"))
    room.does(SetLimit(list="4", category="all", seconds=120), CHAIR)
    room.does(Move(intervention="i5", before="i1"), SECRETARIAT)
    room.does(MarkAbsent(intervention="i1"))
    room.does(PutBack(intervention="i1"))
    room.does(Refuse(intervention="i2", reason="Not accredited"), SECRETARIAT)
    room.does(ConvertWritten(intervention="i3"))
    room.does(Withdraw(intervention="i4"), acting_for(CROATIA))

    found = minutes(room).entries[2:]

    assert [(each.code, each.by, each.params.get("delegation")) for each in found] == [
        ("limit_set", "chair", None), ("moved", "secretariat", "ECU"), ("absent", "chair", "KEN"),
        ("placed_back", "chair", "KEN"), ("refused", "secretariat", "NOR"), ("converted", "chair", "PER"),
        ("withdrawn", "delegation", "HRV"),
    ]
    assert (found[0].params["category"], found[0].params["seconds"]) == ("all", 120)
    assert found[4].params["words"] == "Not accredited"


def test_who_was_called_and_absent_made_no_speech():
    room = small()
    room.does(Call(intervention="i1", ending=None))
    room.does(MarkAbsent(intervention="i1"))
    room.does(Call(intervention="i2", ending=None))
    room.does(PutBack(intervention="i2"))

    assert codes(room) == ["opened", "item_taken_up", "absent", "placed_back"]


def test_what_was_taken_back_is_not_told_and_what_was_done_again_is():
    room = small()
    room.does(TakeUp(list="4"))
    room.does(MarkAbsent(intervention="i1"))
    room.does(Undo(version=room.meeting.version))
    taken_back = codes(room)
    room.does(Redo(version=room.meeting.deeds[-1].version))

    assert taken_back == ["opened", "item_taken_up"]
    assert codes(room) == ["opened", "item_taken_up", "absent"]


def test_end_of_a_speech_that_was_taken_back_is_told_as_it_ended_at_last():
    room = small()
    room.does(Call(intervention="i1", ending=None))
    room.does(StartClock(intervention="i1"))
    room.does(EndSpeech(intervention="i1"), after_s=10)
    room.does(Undo(version=room.meeting.version))
    goes_on = minutes(room).speeches[0].params
    room.does(EndSpeech(intervention="i1"), after_s=50)

    ended = minutes(room).speeches[0].params
    assert (goes_on["ended_at"], goes_on["spoken_s"]) == (None, None)
    assert (ended["ended_at"], ended["spoken_s"]) == (later(60, MORNING), 60.0)


def test_points_of_order_and_motions_are_told_with_rulings_and_votes():
    room = small()
    room.does(TakeUp(list="4"))
    room.does(RaisePointOfOrder(), acting_for(KENYA))
    room.does(Hear(intervention="o1"))
    room.does(Rule(intervention="o1", ruling="dismissed", words="Out of order"))
    room.does(Appeal(intervention="o1"), acting_for(NORWAY))
    room.does(RecordVote(intervention="o1", in_favour=10, against=3, abstaining=1))
    room.does(MoveMotion(motion="close_debate"), acting_for(PERU))
    room.does(SpeakOnMotion(intervention="o2", side="against"), acting_for(KENYA))
    room.does(Hear(intervention="o2"))
    room.does(RecordVote(intervention="o2", in_favour=3, against=10, abstaining=0))
    room.does(MoveMotion(motion="suspend_meeting"), acting_for(PERU))
    room.does(Rule(intervention="o3", ruling="sustained"))

    found = minutes(room).entries[2:]

    assert [(each.code, each.params["delegation"]) for each in found] == [
        ("order_raised", "KEN"), ("order_dismissed", "KEN"), ("appealed", "NOR"), ("appeal_carried", "KEN"),
        ("motion_moved", "PER"), ("motion_speaker", "KEN"), ("motion_rejected", "PER"), ("motion_moved", "PER"),
        ("motion_carried", "PER"),
    ]
    assert found[1].params["words"] == "Out of order"
    assert [found[3].params["vote"], found[6].params["vote"], found[8].params["vote"]] == [
        (10, 3, 1), (3, 10, 0), None,
    ]
    assert {each.code for each in found} <= set(CODES)


def test_sitting_is_suspended_resumed_and_opened_anew_after_an_adjournment():
    room = small()
    room.does(TakeUp(list="4"))
    room.does(Suspend(words="Coffee"), after_s=60)
    room.does(Resume(), after_s=60)
    room.does(Adjourn(), after_s=60)
    room.does(Resume(), after_s=60)
    room.does(TakeUp(list="6"), after_s=60)

    found = minutes(room)

    assert codes(room) == ["opened", "item_taken_up", "suspended", "resumed", "adjourned", "opened", "item_taken_up"]
    assert found.rose_at is None
    assert found.entries[2].params == {"until": None, "words": "Coffee"}


def demo() -> Room:
    room = Room(INVITATION)
    room.bring(real_meeting(), "import", IMPORT)
    return room


def test_each_sitting_of_the_demo_has_what_was_done_in_its_time():
    room = demo()
    sittings = {each.id: each for each in sittings_of(room.meeting.programme)}
    room.now = sittings["d1-am"].starts_at
    room.hears_all("1")
    room.does(Suspend(until=sittings["d1-pm"].starts_at))
    room.now = sittings["d1-pm"].starts_at + timedelta(minutes=2)
    room.does(Resume())
    room.hears_all("2.1")  # what the morning did not reach
    room.does(Adjourn())

    found = {name: minutes_of(room.acts, room.meeting, name) for name in sittings}

    assert {name: (each.number, len(each.speeches)) for name, each in found.items()} == {
        "d1-am": (1, 2), "d1-pm": (2, 17), "d2-am": (3, 0), "d2-pm": (4, 0),
    }
    assert found["d1-pm"].entries[0].code == "resumed"
    assert found["d1-am"].rose_at is not None


def test_meeting_that_is_held_much_later_goes_by_its_items():
    room = demo()
    room.now = sittings_of(room.meeting.programme)[-1].ends_at + timedelta(days=3000)
    room.hears_all("1")
    room.hears_all("4")

    found = {name: len(minutes_of(room.acts, room.meeting, name).speeches) for name in ("d1-am", "d1-pm", "d2-am")}

    assert found == {"d1-am": 2, "d1-pm": 0, "d2-am": 4}


def test_what_was_done_long_before_belongs_to_no_sitting():
    assert sitting_at(PROGRAMME, INVITATION, "am") is None
    assert sitting_at(PROGRAMME, MORNING - timedelta(minutes=60), None) == "am"
    assert sitting_at(PROGRAMME, MORNING - timedelta(minutes=61), None) is None


@pytest.mark.parametrize("sitting", ["none", "d1-lunch"])
def test_there_are_no_minutes_of_what_is_no_sitting(sitting):
    room = demo()

    with pytest.raises(Unknown) as refused:
        minutes_of(room.acts, room.meeting, sitting)

    assert (refused.value.code, refused.value.params) == ("unknown_sitting", {"sitting": sitting})
