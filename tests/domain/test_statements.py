"""Texts: under embargo until they were spoken or are released, seen by nobody before whom that does not concern."""

from dataclasses import replace

import pytest

from app.domain import commands as asked
from app.domain.decide import decide
from app.domain.errors import Malformed, NotAllowed, RuleBroken, Unknown
from app.domain.events import (
    Adjourned,
    ConvertedToWritten,
    MarkedAbsent,
    Refused,
    SpeechEnded,
    StatementHandedIn,
    StatementReleased,
    StatementWithdrawn,
    TakenUp,
    TextRequested,
    Withdrawn,
)
from app.domain.statements import texts_of
from app.domain.undo import last_deed
from app.screens.views import Views
from tests.factories import (
    COOPERATION,
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
from tests.people import ANGOLA, BOOTH, CHAIR, KENYA, KENYAN, NORWAY, NORWEGIAN, PERU, PUBLIC, ROOM, SECRETARIAT

ITS_WORDS = 330
GIVEN = meeting(*opened("4", "6"), inscribed(KENYA, "i1"), inscribed(NORWAY, "i2", at=later(1)), TakenUp(list="4"))
FOUND = {
    "extension": "pdf", "media_type": "application/pdf", "size": 4711, "words": ITS_WORDS, "digest": "ab" * 32,
    "has_text": True, "reading": "check_against_delivery", "embargo": "spoken",
}


def handed_in(statement="t1", intervention="i1", language="en", **more):
    return StatementHandedIn(**{
        "statement": statement, "intervention": intervention, "language": language, **FOUND, **more,
    })


def text(statement="t1", at=5, by=KENYAN, **more):
    return done(handed_in(statement, **more), at=later(at), by=by, command="hand_in")


def hand_in(intervention="i1", language="en", **more):
    return asked.HandIn(**{"intervention": intervention, "language": language, **FOUND, "file_name": "it.pdf", **more})


def acted(given, command, actor=CHAIR, at=60):
    events = decide(given, command, actor, later(at))
    return following(given, done(*events, at=later(at), by=actor, command=command.name))


def states(given):
    return {name: each.state for name, each in given.statements.items()}


HELD = following(GIVEN, text(file_name="it.pdf"))
SPEAKING = following(HELD, *speaking("i1", since=later(10)))
ENDED = acted(SPEAKING, asked.EndSpeech(intervention="i1"))


def test_text_is_handed_in_with_what_was_found_in_it():
    (event,) = decide(GIVEN, hand_in(pages=2), KENYAN, later(5))

    after = following(GIVEN, done(event, at=later(5), by=KENYAN))
    assert event == handed_in(pages=2, file_name="it.pdf")
    assert (states(after), after.statements["t1"].handed_in_at) == ({"t1": "handed_in"}, later(5))
    assert Views(after).screen("delegate", None, "KEN").value["mine"]["i1"]["statements"] == {"t1": {
        "rank": "000001", "language": "en", "extension": "pdf", "state": "handed_in", "has_text": True, "pages": 2,
        "reading": "check_against_delivery", "embargo": "spoken", "words": ITS_WORDS, "size": 4711,
        "handed_in_at": "2017-06-08T10:00:05.000Z", "reads_s": 180,
    }}


@pytest.mark.parametrize(("limit_s", "words_per_minute", "reads_s", "over_s"), [
    (180, None, 180, None), (120, None, 180, 60), (180, 100, 198, 18), (240, 100, 198, None),
])
def test_text_that_is_longer_than_the_limit_is_known_to_be(limit_s, words_per_minute, reads_s, over_s):
    items = tuple(replace(each, limit_s=limit_s) if each == COOPERATION else each for each in PROGRAMME.items)
    slower = replace(PROGRAMME, items=items, words_per_minute=words_per_minute)
    given = meeting(*opened("4"), inscribed(KENYA, "i1"), text(), programme=slower)

    shown = Views(given).screen("delegate", None, "KEN").value["mine"]["i1"]["statements"]["t1"]

    assert (shown["reads_s"], shown.get("over_s")) == (reads_s, over_s)


PRIVATE = [
    *((name, "4", None) for name in ("room", "public", "chair")), ("delegate", "4", "NOR"), ("delegate", "4", "AGO"),
]


@pytest.mark.parametrize("after", [
    HELD,
    following(HELD, text("t2", language="fr", reading="verbatim", embargo="release")),
    following(HELD, text("t2", words=7, size=9)),
    following(HELD, text("t2", language="fr", by=SECRETARIAT)),
    following(HELD, done(StatementWithdrawn(statement="t1"), by=KENYAN)),
    following(HELD, done(TextRequested(intervention="i1"), by=BOOTH)),
], ids=["handed in", "second language", "replaced", "by secretariat", "withdrawn", "asked for"])
def test_nothing_of_a_text_under_embargo_is_on_the_screens_of_others(after):
    for audience in PRIVATE:
        assert Views(after).screen(*audience).text == Views(GIVEN).screen(*audience).text, audience


@pytest.mark.parametrize("screen", ["booth", "secretariat"])
def test_who_needs_a_text_early_has_it_on_the_screen(screen):
    assert set(Views(HELD).screen(screen, "4").value["texts"]["i1"]["statements"]) == {"t1"}


def test_text_is_public_when_it_was_spoken():
    assert states(ENDED) == {"t1": "released"}
    assert Views(ENDED).screen("public").value["published"] == {"t1": {
        "rank": "2017-06-08T10:01:00.000Z 000001 000001", "intervention": "i1", "delegation": "KEN", "name": "Kenya",
        "language": "en", "extension": "pdf", "reading": "check_against_delivery", "words": ITS_WORDS,
        "released_at": "2017-06-08T10:01:00.000Z",
    }}


@pytest.mark.parametrize("command", [
    asked.StartClock(intervention="i1"), asked.PauseClock(intervention="i1"),
    asked.Extend(intervention="i1", seconds=30), asked.PutBack(intervention="i1"), asked.MarkAbsent(intervention="i1"),
])
def test_text_is_held_while_it_was_not_spoken_to_the_end(command):
    given = SPEAKING if command.name in ("pause_clock", "extend") else following(
        HELD, done(*decide(HELD, asked.Call(intervention="i1", ending=None), CHAIR, NOON), command="call"),
    )

    assert states(acted(given, command)) == {"t1": "handed_in"}


def test_call_of_the_next_releases_the_text_of_the_one_before():
    after = acted(SPEAKING, asked.Call(intervention="i2", ending="i1"))

    assert states(after) == {"t1": "released"}
    assert states(acted(after, asked.Undo(version=after.version))) == {"t1": "handed_in"}


def test_undo_of_the_end_takes_the_release_back_and_redo_does_it_again():
    back = acted(ENDED, asked.Undo(version=ENDED.version), at=70)
    again = acted(back, asked.Redo(version=ENDED.version), at=80)

    assert back.statements == SPEAKING.statements
    assert Views(back).screen("public").value["published"] == {}
    assert again.statements == ENDED.statements


def test_text_that_waits_for_the_secretariat_is_held_after_the_speech():
    given = following(GIVEN, text(embargo="release"), *speaking("i1", since=later(10)))

    ended = acted(given, asked.EndSpeech(intervention="i1"))
    released = acted(ended, asked.ReleaseStatement(statement="t1"), SECRETARIAT, at=90)

    assert (states(ended), states(released)) == ({"t1": "handed_in"}, {"t1": "released"})
    assert released.statements["t1"].released_at == later(90)
    assert last_deed(released) == last_deed(ended)
    assert decide(released, asked.ReleaseStatement(statement="t1"), SECRETARIAT, later(99)) == []


def test_text_after_the_speech_is_public_at_once():
    spoken = following(GIVEN, *speaking("i1"), done(SpeechEnded(intervention="i1", spoken_s=9.0), command="end_speech"))

    assert states(following(spoken, text())) == {"t1": "released"}
    assert states(following(spoken, text(embargo="release"))) == {"t1": "handed_in"}


def test_end_is_not_taken_back_when_a_text_became_public_by_it_since():
    spoken = acted(following(GIVEN, *speaking("i1")), asked.EndSpeech(intervention="i1"))
    undo = asked.Undo(version=spoken.version)

    assert refusal(following(spoken, text(at=70)), undo)[1] == "rests_on_it"
    assert decide(following(spoken, text(at=70, embargo="release")), undo, CHAIR, later(80))


def test_end_is_not_done_again_over_a_text_that_came_meanwhile():
    spoken = acted(following(GIVEN, *speaking("i1")), asked.EndSpeech(intervention="i1"))
    back = acted(spoken, asked.Undo(version=spoken.version))
    redo = asked.Redo(version=spoken.version)

    assert refusal(following(back, text(at=70)), redo)[1] == "rests_on_it"
    assert states(acted(following(back, text(at=70)), asked.EndSpeech(intervention="i1"), at=80)) == {"t1": "released"}
    assert decide(following(back, text(at=70, embargo="release")), redo, CHAIR, later(80))


WRITTEN = meeting(
    *opened("4", "6"), inscribed(KENYA, "i1"), inscribed(NORWAY, "i2", delivery="written", at=later(1)),
    inscribed(ANGOLA, "i3", at=later(2)), inscribed(PERU, "i4", "6"), TakenUp(list="4"),
    text(intervention="i2", by=NORWEGIAN),
    text("t2", intervention="i2", language="fr", embargo="release", by=NORWEGIAN),
    *speaking("i1", since=later(10)),
)
HEARD = following(
    WRITTEN, done(SpeechEnded(intervention="i1", spoken_s=5.0), at=later(20), command="end_speech"),
    done(MarkedAbsent(intervention="i3"), at=later(21), command="mark_absent"),
)


@pytest.mark.parametrize(("given", "command", "expected"), [
    (HEARD, asked.TakeUp(list="6"), "released"),
    (HEARD, asked.Call(intervention="i4", ending=None), "released"),
    (HEARD, asked.Adjourn(), "released"),
    (HEARD, asked.Suspend(), "handed_in"),
    (following(HEARD, inscribed(ANGOLA, "i5", at=later(30))), asked.TakeUp(list="6"), "handed_in"),
    (WRITTEN, asked.Call(intervention="i4", ending="i1"), "handed_in"),
    (following(WRITTEN, done(Withdrawn(intervention="i3"), by=CHAIR)), asked.Call(intervention="i4", ending="i1"),
     "released"),
])
def test_text_filed_in_writing_is_public_when_the_room_leaves_the_finished_list(given, command, expected):
    after = acted(given, command)

    assert states(after) == {"t1": expected, "t2": "handed_in"}
    assert states(acted(after, asked.Undo(version=after.version))) == states(given)


def test_text_of_what_was_turned_into_writing_goes_with_the_list():
    given = following(
        GIVEN, text(), done(ConvertedToWritten(intervention="i1")), *speaking("i2"),
        done(SpeechEnded(intervention="i2", spoken_s=5.0), at=later(20)),
    )

    assert states(acted(given, asked.TakeUp(list="6"))) == {"t1": "released"}


def test_text_in_the_same_language_takes_the_place_of_the_earlier():
    after = following(HELD, text("t2", language="fr"), text("t3", words=12))

    assert states(after) == {"t1": "replaced", "t2": "handed_in", "t3": "handed_in"}
    assert [each.id for each in texts_of(after, "i1")] == ["t2", "t3"]


def test_text_that_is_public_is_corrected_and_not_taken_back_by_its_delegation():
    corrected = acted(ENDED, hand_in(words=12), KENYAN, at=70)
    early = acted(HELD, asked.ReleaseStatement(statement="t1"), SECRETARIAT)

    assert states(corrected) == {"t1": "replaced", "t2": "released"}
    assert refusal(ENDED, hand_in(embargo="release"), KENYAN) == (
        RuleBroken, "published", {"statement": "t1", "since": later(60)},
    )
    assert refusal(early, hand_in(), KENYAN)[1] == "published"
    assert states(acted(early, hand_in(language="fr"), KENYAN, at=70)) == {"t1": "released", "t2": "handed_in"}
    assert states(acted(early, hand_in(), SECRETARIAT, at=70)) == {"t1": "replaced", "t2": "handed_in"}


LIMITED = replace(PROGRAMME, written_words={"state_party": 300})
FILED = meeting(*opened("4"), inscribed(KENYA, "i1", delivery="written"), programme=LIMITED)


@pytest.mark.parametrize(("given", "command", "actor", "expected"), [
    (GIVEN, hand_in("i99"), KENYAN, (Unknown, "unknown_intervention", {"intervention": "i99"})),
    (GIVEN, hand_in("i1"), NORWEGIAN, (NotAllowed, "not_yours", {"intervention": "i1"})),
    (GIVEN, hand_in("i1"), CHAIR, (NotAllowed, "not_for_role", {"role": "chair", "command": "hand_in"})),
    (GIVEN, hand_in(language=""), KENYAN, (Malformed, "missing", {"field": "language"})),
    (GIVEN, hand_in(language="English"), KENYAN, (Malformed, "unknown_language", {"field": "language"})),
    (GIVEN, hand_in(file_name="x" * 161), KENYAN, (Malformed, "too_long", {"field": "file_name", "most": 160})),
    (GIVEN, hand_in(file_name="a\0b"), KENYAN, (Malformed, "not_plain_text", {"field": "file_name"})),
    (following(GIVEN, Withdrawn(intervention="i1")), hand_in(), KENYAN,
     (RuleBroken, "intervention_gone", {"intervention": "i1", "state": "withdrawn"})),
    (following(GIVEN, done(Refused(intervention="i1", words="Late"))), hand_in(), KENYAN,
     (RuleBroken, "intervention_gone", {"intervention": "i1", "state": "refused"})),
    (FILED, hand_in(), KENYAN, (RuleBroken, "too_many_words", {"words": 330, "most": 300})),
    (GIVEN, asked.WithdrawStatement(statement="t9"), KENYAN, (Unknown, "unknown_statement", {"statement": "t9"})),
    (HELD, asked.WithdrawStatement(statement="t1"), NORWEGIAN, (Unknown, "unknown_statement", {"statement": "t1"})),
    (ENDED, asked.WithdrawStatement(statement="t1"), NORWEGIAN, (NotAllowed, "not_yours", {"intervention": "i1"})),
    (ENDED, asked.WithdrawStatement(statement="t1"), KENYAN,
     (RuleBroken, "published", {"statement": "t1", "since": later(60)})),
    (following(HELD, text("t2")), asked.WithdrawStatement(statement="t1"), KENYAN,
     (RuleBroken, "statement_gone", {"statement": "t1", "state": "replaced"})),
    (following(HELD, text("t2")), asked.ReleaseStatement(statement="t1"), SECRETARIAT,
     (RuleBroken, "statement_gone", {"statement": "t1", "state": "replaced"})),
    (GIVEN, asked.ReleaseStatement(statement="t9"), SECRETARIAT, (Unknown, "unknown_statement", {"statement": "t9"})),
    (HELD, asked.ReleaseStatement(statement="t1"), CHAIR,
     (NotAllowed, "not_for_role", {"role": "chair", "command": "release_statement"})),
    (following(GIVEN, inscribed(KENYA, "i3", "6", is_draft=True), text(intervention="i3")),
     asked.ReleaseStatement(statement="t1"), SECRETARIAT, (RuleBroken, "is_draft", {"intervention": "i3"})),
    (HELD, asked.RequestText(intervention="i1"), BOOTH, (RuleBroken, "text_is_there", {"intervention": "i1"})),
    (ENDED, asked.RequestText(intervention="i1"), BOOTH,
     (RuleBroken, "not_waiting", {"intervention": "i1", "state": "delivered"})),
    (FILED, asked.RequestText(intervention="i1"), BOOTH,
     (RuleBroken, "not_waiting", {"intervention": "i1", "state": "written"})),
    *((HELD, asked.RequestText(intervention="i2"), actor,
       (NotAllowed, "not_for_role", {"role": actor.role, "command": "request_text"}))
      for actor in (CHAIR, KENYAN, ROOM, PUBLIC)),
])
def test_statement_command_that_is_refused(given, command, actor, expected):
    assert refusal(given, command, actor, later(80)) == expected


def test_text_in_writing_may_be_as_long_as_the_body_allows():
    assert decide(FILED, hand_in(words=300), KENYAN, NOON)
    assert decide(GIVEN, hand_in(words=9000), KENYAN, NOON)


def test_secretariat_withdraws_what_is_public():
    assert decide(ENDED, asked.WithdrawStatement(statement="t1"), SECRETARIAT, NOON) == [
        StatementWithdrawn(statement="t1"),
    ]
    gone = following(ENDED, done(StatementWithdrawn(statement="t1"), by=SECRETARIAT, command="withdraw_statement"))
    assert Views(gone).screen("public").value["published"] == {}
    assert refusal(gone, asked.Undo(version=ENDED.version))[1] == "rests_on_it"


def test_interpreters_ask_once_until_the_text_is_there():
    (event,) = decide(GIVEN, asked.RequestText(intervention="i1"), BOOTH, later(3))
    wanted = following(GIVEN, done(event, at=later(3), by=BOOTH, command="request_text"))

    assert event == TextRequested(intervention="i1")
    assert decide(wanted, asked.RequestText(intervention="i1"), BOOTH, later(4)) == []
    assert Views(wanted).screen("booth", "4").value["texts"]["i1"]["requested_at"] == "2017-06-08T10:00:03.000Z"
    assert following(wanted, text()).text_requests == {}


def test_office_commands_are_no_deeds_of_the_sitting():
    after = following(
        SPEAKING, done(StatementReleased(statement="t1"), by=SECRETARIAT, command="release_statement"),
        done(TextRequested(intervention="i2"), by=SECRETARIAT, command="request_text"),
        text("t2", intervention="i2", by=SECRETARIAT),
    )

    assert last_deed(after) == last_deed(SPEAKING)


def test_adjourned_meeting_that_goes_on_has_published_what_it_has():
    after = following(HEARD, done(Adjourned(), at=later(40), command="adjourn"))

    assert after.statements["t1"].released_at == later(40)


BY_DESK = acted(GIVEN, asked.Inscribe(list="6", kind="statement", delivery="spoken", delegation="KEN"), SECRETARIAT)


@pytest.mark.parametrize(("meanwhile", "is_refused"), [
    ([text(intervention="i3")], True),
    ([text()], False),
    ([text(intervention="i3"), done(StatementWithdrawn(statement="t1"), at=later(6), by=KENYAN)], False),
])
def test_inscription_by_the_desk_is_not_taken_back_from_under_a_text(meanwhile, is_refused):
    given, undo = following(BY_DESK, *meanwhile), asked.Undo(version=BY_DESK.version)

    if is_refused:
        expected = {"version": BY_DESK.version, "command": "inscribe"}
        assert refusal(given, undo, SECRETARIAT) == (RuleBroken, "rests_on_it", expected)
    else:
        assert "i3" not in acted(given, undo, SECRETARIAT, at=70).interventions


def test_text_of_a_draft_stays_when_its_submission_is_taken_back():
    draft = following(GIVEN, inscribed(KENYA, "i3", "6", is_draft=True), text(intervention="i3"))
    submitted = acted(draft, asked.Submit(intervention="i3"), SECRETARIAT)

    back = acted(submitted, asked.Undo(version=submitted.version), SECRETARIAT, at=70)

    assert (back.interventions["i3"].state, states(back)) == ("draft", {"t1": "handed_in"})
