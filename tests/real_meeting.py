"""The meeting of 2017 as it was planned: 233 delegations, whom to read takes longer than most tests."""

from functools import cache

from app.demo import demo_meeting
from app.domain.events import Event


@cache
def real_meeting() -> tuple[Event, ...]:
    return tuple(demo_meeting(None))
