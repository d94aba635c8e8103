"""Runs a meeting through the rules as a desk does: each command decided, enacted and kept as an act of the log."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.domain.commands import Call, Command, EndSpeech, Move, StartClock
from app.domain.decide import Act, decide, enact
from app.domain.events import Event
from app.domain.meeting import EMPTY, Actor, Meeting
from app.domain.precedence import waiting
from tests.people import CHAIR

SPEECH_S = 150
CHANGE_S = 20


@dataclass
class Room:
    """A meeting that goes on. `now`: moved on by what is done; `acts`: its log."""

    now: datetime
    meeting: Meeting = EMPTY
    acts: list[Act] = field(default_factory=list)

    def bring(self, events: Iterable[Event], command: str, actor: Actor) -> None:
        happened = tuple(events)
        if not happened:
            return
        act = Act(version=self.meeting.version + len(happened), at=self.now, command=command, actor=actor,
                  seat="Desk 1", events=happened)
        self.meeting = enact(self.meeting, act)
        self.acts.append(act)

    def does(self, command: Command, actor: Actor = CHAIR, after_s: float = 0) -> None:
        self.now += timedelta(seconds=after_s)
        self.bring(decide(self.meeting, command, actor, self.now), command.name, actor)

    def hears(self, intervention: str, speech_s: float = SPEECH_S) -> None:
        """Gives the floor, lets the clock run, ends the speech."""
        self.does(Call(intervention=intervention, ending=None), after_s=CHANGE_S)
        self.does(StartClock(intervention=intervention), after_s=5)
        self.does(EndSpeech(intervention=intervention), after_s=speech_s)

    def hears_all(self, list_id: str) -> list[str]:
        """Who waits on a list, in its order; gives their ids."""
        heard = []
        while entries := waiting(self.meeting, list_id):
            self.hears(entries[0].id)
            heard.append(entries[0].id)
        return heard

    def shuffles(self, list_id: str, seed: int) -> None:
        """The desk puts everybody on a list somewhere else."""
        entries = [each.id for each in waiting(self.meeting, list_id)]
        chance = random.Random(seed)
        for each in entries:
            before = chance.choice([other for other in entries if other != each])
            self.does(Move(intervention=each, before=before), after_s=1)
