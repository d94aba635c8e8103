"""Plays a log as the displays lived through it: every screen after every act, patched from the one before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from app.domain.decide import Act, enact
from app.domain.meeting import EMPTY, Meeting
from app.live.audiences import Audience
from app.screens.canonical import Screen, merged
from app.screens.views import Views

OF_ALL = ("room", "public", "booth", "chair", "secretariat")


@dataclass
class Played:
    """What was played. `apart`: the first version and audience at which patched and built were not the same."""

    acts: int = 0
    screens: int = 0
    meeting: Meeting = EMPTY
    apart: tuple[int, Audience] | None = None


def audiences(meeting: Meeting, delegations: Iterable[str]) -> Iterator[Audience]:
    """The displays in the room, a desk on each list, and delegations."""
    slug = meeting.programme.slug
    for screen in OF_ALL:
        yield Audience(slug, screen)
    for list_id in meeting.plans:
        yield Audience(slug, "secretariat", list=list_id)
    for code in delegations:
        if code in meeting.delegations:
            yield Audience(slug, "delegate", delegation=code)


def play(acts: Iterable[Act], delegations: Iterable[str] | None = None) -> Played:
    """Plays acts to the end, or to the first screen that is wrong. `delegations`: whose screens; None: all."""
    played = Played()
    views: Views | None = None
    held: dict[Audience, tuple[Screen, Any]] = {}
    chosen = None if delegations is None else tuple(delegations)
    for act in acts:
        played.acts += 1
        meeting = played.meeting = enact(played.meeting, act)
        views = Views(meeting, views)
        # Of a delegation or a list that was taken out of the meeting nobody holds a screen any more.
        earlier, held = held, {}
        for audience in audiences(meeting, meeting.delegations if chosen is None else chosen):
            screen = audience.look(views)
            before = earlier.get(audience)
            shown = merged(before[1], screen.patch_from(before[0])) if before else screen.value
            played.screens += 1
            if shown != screen.value:
                played.apart = (act.version, audience)
                return played
            held[audience] = (screen, shown)
    # What was kept from version to version must be what is built from nothing.
    afresh = Views(played.meeting)
    wrong = next((each for each, (screen, _) in held.items() if screen.tag != each.look(afresh).tag), None)
    if wrong:
        played.apart = (played.meeting.version, wrong)
    return played
