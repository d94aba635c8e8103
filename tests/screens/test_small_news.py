"""What every display is sent when the next speaker is called does not grow with the list."""

import json
from functools import cache

import pytest

from app.domain.commands import Call
from app.domain.decide import decide
from app.domain.meeting import Meeting
from app.screens.views import Views
from tests.factories import NOON, done, following, inscribed, later, meeting, opened, speaking
from tests.people import CHAIR, DELEGATIONS

SCREENS = ("room", "public", "booth", "chair", "secretariat")
SMALL = 300
"""Bytes of a patch as JSON, in UTF-8."""


@cache
def running(length: int) -> Meeting:
    """The list of item 4 with so many, of whom the first has the floor."""
    people = list(DELEGATIONS.values()) if isinstance(DELEGATIONS, dict) else list(DELEGATIONS)
    entries = [inscribed(people[number % len(people)], f"i{number}") for number in range(1, length + 1)]
    return following(meeting(), *opened("4"), *entries, *speaking("i1"))


def news_of_next(length: int, screen: str) -> int:
    """The size of the patch when the second is called, and with it the first has ended."""
    before = running(length)
    at = later(170, NOON)
    after = following(before, done(*decide(before, Call(intervention="i2", ending="i1"), CHAIR, at), at=at))
    patch = Views(after).screen(screen).patch_from(Views(before).screen(screen))
    return len(json.dumps(patch, separators=(",", ":"), ensure_ascii=False).encode())


@pytest.mark.parametrize("screen", ["room", "public"])
def test_next_speaker_on_a_list_of_sixty_is_small_news(screen):
    assert news_of_next(60, screen) <= SMALL


@pytest.mark.parametrize("screen", SCREENS)
def test_news_does_not_grow_with_the_list(screen):
    assert abs(news_of_next(500, screen) - news_of_next(10, screen)) <= 20
