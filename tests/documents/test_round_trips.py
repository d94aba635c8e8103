"""What a meeting hands out and takes back: YAML, CSV and XLSX make the events that it came from."""

import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.demo import demo_meeting
from app.documents.programme_file import programme_form, programme_yaml
from app.domain.errors import RuleBroken
from app.domain.events import DelegationSet, Event, Inscribed, ProgrammeSet, Withdrawn
from app.domain.programme import Programme
from app.importing import differences, read_meeting
from app.importing.build import sortable
from app.importing.packs import NAMES, under_pack
from tests.documents.round_trips import again, again_by_workbook, meeting_of
from tests.importing import small_meeting

DEMO = demo_meeting(None)
SCRIPTS = st.sampled_from([
    "Quote \" and ' here", "=1+1", "+41 22", "-dash", "@home", "'=x", "''", "null", "~", "true", "2017-06-08", "10:00",
    "1e3", "0x1F", "[a]", "{a: b}", "# no comment", "a: b", "- a", "& anchor", "* star", "! tag", "%", "_x0041_",
    "a; b", "العنوان الرئيسي", "Пункт повестки", "议程项目", "Ça & là <b>", "👍🏽 emoji", "e\u0301",
    "a\u00a0b", "a\u200bb", "\uff1dSUM(A1)", "a|b", "\\n", "C:\\x", "x" * 300, "a  b", "a;=1+1", ".", "...", "---",
    "Nº 1", "a,b",
])
WORDS = SCRIPTS | st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=60)


@pytest.fixture
def small(tmp_path: Path) -> list[Event]:
    paths = small_meeting.write(tmp_path, small_meeting.PROGRAMME, small_meeting.DELEGATIONS, small_meeting.NAMES)
    return read_meeting(*paths)


def programme_of(events: list[Event]) -> Programme:
    return next(event.programme for event in events if isinstance(event, ProgrammeSet))


def test_demo_is_read_again_from_yaml_and_csv(tmp_path: Path) -> None:
    found = again(meeting_of(DEMO), tmp_path)

    assert differences(DEMO, found) == []
    assert found == DEMO


def test_demo_is_read_again_from_a_workbook() -> None:
    found = again_by_workbook(meeting_of(DEMO))

    assert differences(DEMO, found) == []
    assert found == DEMO


def test_demo_that_is_about_to_begin_is_read_again(tmp_path: Path) -> None:
    moved = demo_meeting(datetime(2026, 11, 25, 7, 7, 3, tzinfo=UTC))

    assert again(meeting_of(moved), tmp_path) == moved
    assert again_by_workbook(meeting_of(moved)) == moved


@pytest.mark.parametrize("hour", range(13, 24))
def test_demo_that_goes_past_midnight_is_read_again(hour: int, tmp_path: Path) -> None:
    late = demo_meeting(datetime(2026, 6, 8, hour, 7, tzinfo=UTC))

    assert again(meeting_of(late), tmp_path) == late


@pytest.mark.parametrize("evening", [datetime(2026, 10, 24, 21, tzinfo=UTC), datetime(2026, 3, 28, 22, tzinfo=UTC)])
def test_night_in_which_the_clocks_change_is_read_again(evening: datetime, tmp_path: Path) -> None:
    late = demo_meeting(evening)

    assert again(meeting_of(late), tmp_path) == late
    assert again_by_workbook(meeting_of(late)) == late


def test_meeting_with_windows_replies_and_an_invisible_hour_is_read_again(small: list[Event], tmp_path: Path) -> None:
    assert again(meeting_of(small), tmp_path) == small
    assert again_by_workbook(meeting_of(small)) == small


@pytest.mark.parametrize("pack", NAMES)
def test_meeting_under_a_pack_is_read_again(pack: str, tmp_path: Path, small: list[Event]) -> None:
    text = small_meeting.PROGRAMME.replace("  attendance:", f"  pack: {pack}\n  attendance:", 1)
    text = "\n".join(line for line in text.splitlines() if "order: [" not in line and "right_of_reply:" not in line)
    events = read_meeting(*small_meeting.write(tmp_path, text, small_meeting.DELEGATIONS, small_meeting.NAMES))

    limits_s = programme_of(small).limits_s
    assert programme_of(events).limits_s == under_pack(programme_of(small), pack).limits_s | limits_s
    assert differences(events, again(meeting_of(events), tmp_path)) == []
    assert differences(events, again_by_workbook(meeting_of(events))) == []


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS.map(str.strip).filter(bool), min_size=12, max_size=12))
def test_words_of_all_scripts_are_read_again(words: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = small_meeting.write(
            Path(folder), small_meeting.PROGRAMME, small_meeting.DELEGATIONS, small_meeting.NAMES
        )
        events = [_reworded(event, words) for event in read_meeting(*paths)]
        meeting = meeting_of(events)

        assert differences(events, again(meeting, Path(folder))) == []
        assert differences(events, again_by_workbook(meeting)) == []


def _reworded(event: Event, words: list[str]) -> Event:
    match event:
        case ProgrammeSet(programme=programme):
            items = tuple(
                replace(item, title=words[number], short_title=words[number + 2][:80].strip(), parts=tuple(
                    replace(part, title=words[number + 4 + place]) for place, part in enumerate(item.parts)
                ))
                for number, item in enumerate(programme.items)
            )
            return ProgrammeSet(programme=replace(programme, title=words[8], venue=words[9], items=items))
        case DelegationSet(delegation=delegation):
            names = {language: words[10] + name for language, name in delegation.names.items()}
            return DelegationSet(delegation=sortable(replace(delegation, names=names)))
        case Inscribed():
            return replace(event, speaker=words[11][:120].strip())
        case _:
            return event


def test_names_of_persons_are_given_only_where_they_are_asked_for() -> None:
    meeting = meeting_of(DEMO)

    assert b"Stefano Toscano" not in programme_yaml(meeting)
    assert b"Stefano Toscano" in programme_yaml(meeting, with_persons=True)


def test_who_has_withdrawn_is_not_in_the_file_and_whom_it_cannot_say_is_named(small: list[Event]) -> None:
    first, answer = [event for event in small if isinstance(event, Inscribed)][1:3]
    form = programme_form(meeting_of([*small, Withdrawn(intervention=first.intervention)]), with_persons=True)

    assert answer.in_reply_to == first.intervention
    assert form.left_out == (answer.intervention,)
    assert "seed_speakers" in form.form["items"][1]
    assert [seed["code"] for seed in form.form["items"][1]["seed_speakers"]] == ["KEN", "NOR"]


def test_sitting_past_midnight_has_no_form(small: list[Event]) -> None:
    programme = programme_of(small)
    late = replace(programme.sittings[0], ends_at=programme.sittings[2].ends_at)
    meeting = meeting_of([ProgrammeSet(programme=replace(programme, sittings=(late,)))])

    with pytest.raises(RuleBroken) as refused:
        programme_yaml(meeting)

    assert (refused.value.code, refused.value.params) == ("sitting_past_midnight", {"sitting": "am"})
