"""`flask replay`: a screen as it was, and a log that is played whole."""

import pytest

from app.domain.decide import enact
from app.live import replaying
from app.screens.canonical import Screen
from tests.conftest import SLUG


def run(app, *words):
    return app.test_cli_runner().invoke(args=["replay", *map(str, words)])


@pytest.fixture
def sitting(chair, kenya):
    """A short sitting with an act that is taken back; the version at which Norway speaks."""
    chair.post("open_list", list="4")
    kenya.post("inscribe", list="4")
    chair.post("call", intervention="i3", ending=None)
    speaking = chair.post("start_clock", intervention="i3").json["version"]
    told = chair.post("tell", words="Coffee").json["version"]
    chair.post("undo", version=told)
    chair.post("end_speech", intervention="i3")
    return speaking


def test_screen_is_printed_in_the_bytes_of_the_api(app, sitting, chair):
    for screen, more, query in (
        ("room", (), ""), ("secretariat", ("--list", "2.1"), "&list=2.1"),
        ("delegate", ("--delegation", "KEN"), "&delegation=KEN"),
    ):
        printed = run(app, SLUG, screen, "--version", sitting, *more)

        assert (printed.exit_code, printed.output) == (
            0, chair.get(f"/replay/{screen}?version={sitting}{query}").text + "\n",
        )


@pytest.mark.parametrize(("words", "said"), [
    ((SLUG,), "Say which screen, or --check.\n"),
    ((SLUG, "room"), "Give exactly one of the fields: at, version.\n"),
    ((SLUG, "room", "--at", "noon"), "The field at is not as it should be.\n"),
    ((SLUG, "delegate", "--version", "99"), "The field delegation is missing.\n"),
    (("gone-2016", "room", "--version", "99"), "There is no such meeting.\n"),
    ((SLUG, "--check", "--delegation", "XXX"), "There is no delegation XXX in this meeting.\n"),
])
def test_what_is_asked_wrongly_is_said(app, words, said):
    result = run(app, *words)

    assert result.exit_code == 1
    assert said in result.output


def test_check_plays_every_screen_after_every_act(app, sitting, here):
    result = run(app, SLUG, "--check")

    meeting = here.service.load(SLUG)
    acts = 8
    screens = acts * (len(replaying.OF_ALL) + len(meeting.plans) + len(meeting.delegations))
    assert result.exit_code == 0
    assert result.output.startswith(f"{acts} acts, {screens} screens, ")


def test_check_goes_on_when_a_delegation_has_left(app, secretariat, here):
    assert secretariat.post("remove_delegation", delegation="KEN").status_code == 200
    secretariat.post("tell", words="Coffee")

    result = run(app, SLUG, "--check")

    assert "KEN" not in here.service.load(SLUG).delegations
    assert (result.exit_code, result.output.partition(",")[0]) == (0, "3 acts")


def test_check_finds_a_patch_that_forgets(app, sitting, monkeypatch):
    whole = Screen.patch_from
    monkeypatch.setattr(Screen, "patch_from", lambda self, before: {
        name: value for name, value in whole(self, before).items() if name != "speech"
    })

    result = run(app, SLUG, "--check")

    assert result.exit_code == 1
    assert f"{SLUG}:room:: is not the one that is built." in result.output


def test_check_finds_another_state_than_is_served(app, sitting, monkeypatch):
    monkeypatch.setattr(replaying, "enact", lambda meeting, act: (
        meeting if act.command == "end_speech" else enact(meeting, act)
    ))

    result = run(app, SLUG, "--check")

    assert result.exit_code == 1
    assert f"The fold of the log of {SLUG} is not the state that is served." in result.output
