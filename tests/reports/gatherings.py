"""Meetings at random, closed item by item, and the answers that their speakers and members gave."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from app.domain.meeting import EMPTY, Intervention, Meeting, Session, SpeakersList
from app.domain.programme import Delegation, Programme
from tests.factories import NOON, item

GROUPS = ("African Group", "Asia-Pacific Group", "Western Group", None)


@dataclass(frozen=True)
class Gathering:
    meeting: Meeting
    genders: dict[str, str]
    members: dict[str, str]


def delegations(random: Random, many: int) -> dict[str, Delegation]:
    groups = random.sample(GROUPS, random.randint(1, len(GROUPS)))
    return {
        f"D{number}": Delegation(
            code=f"D{number}", names={"en": f"Delegation {number}"}, category="ngo",
            regional_group=random.choice(groups),
        )
        for number in range(many)
    }


def spoken(number: int, list_id: str, code: str, seconds: float) -> Intervention:
    return Intervention(
        id=f"i{number}", number=number, list=list_id, delegation=code, kind="statement", delivery="spoken",
        inscribed_at=NOON, state="delivered", limit_s=180, spoken_s=seconds,
        ended_at=NOON + timedelta(minutes=number),
    )


def gatherings(seed: int) -> Iterator[Gathering]:
    """One meeting after each of its items, and when it is adjourned."""
    random = Random(seed)
    numbers = [str(number) for number in range(1, random.randint(2, 8))]
    programme = replace(EMPTY.programme, items=tuple(item(each, each, 10 * int(each)) for each in numbers))
    those = delegations(random, random.randint(5, 60))
    weights = [random.random() ** 2 for _ in range(3)] + [random.choice([0, 0, 0.05])]
    answers = ("woman", "man", "", "another")
    members = {f"m{number}": random.choice(list(those)) for number in range(random.randint(0, 90))}
    genders = {each: random.choices(answers, weights)[0] for each in members}
    meeting = empty(programme, those)
    number = 0
    for each in numbers:
        given = dict(meeting.interventions)
        for code in random.choices(list(those), k=random.randint(1, 40)):
            number += 1
            given[f"i{number}"] = spoken(number, each, code, random.randint(20, 400))
            genders[f"i{number}"] = random.choices(answers, weights)[0]
        meeting = replace(meeting, interventions=given, at=NOON + timedelta(hours=number))
        yield Gathering(meeting, dict(genders), dict(members))
    yield Gathering(replace(meeting, session=Session(state="adjourned")), dict(genders), dict(members))


def empty(programme: Programme, those: dict[str, Delegation]) -> Meeting:
    lists = {each: SpeakersList(id=each) for each in programme.plans}
    return replace(EMPTY, programme=programme, delegations=those, lists=lists)
