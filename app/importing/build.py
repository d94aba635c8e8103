"""What an import says to the log: the programme, the delegations, those who have asked for the floor."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from app.domain.events import DelegationSet, Event, Inscribed, ProgrammeSet
from app.domain.planning import with_regional_groups
from app.domain.programme import Delegation, Programme
from app.importing.collation import collation_of
from app.importing.seeds import Seeds


def import_events(programme: Programme, delegations: Sequence[Delegation], seeds: Seeds) -> list[Event]:
    return [
        ProgrammeSet(programme=with_regional_groups(programme, delegations)),
        *(DelegationSet(delegation=sortable(each)) for each in delegations),
        *inscriptions(delegations, seeds),
    ]


def sortable(delegation: Delegation) -> Delegation:
    return replace(delegation, collation=collation_of(delegation.names))


def inscriptions(delegations: Sequence[Delegation], seeds: Seeds) -> list[Inscribed]:
    """Nobody wrote down who asked when: the order of the file becomes the order of inscription, list by list."""
    languages = {delegation.code: delegation.language for delegation in delegations}
    asked: Counter[str] = Counter()
    events = []
    for place, seed in enumerate(seeds.speakers, start=1):
        asked[seed.list] += 1
        events.append(
            Inscribed(
                intervention=f"i{place}",
                list=seed.list,
                delegation=seed.code,
                intervention_kind=seed.kind,
                delivery=seed.delivery,
                at=seeds.invited_at + timedelta(minutes=asked[seed.list]),
                part=seed.part,
                role=seed.role,
                on_behalf_of=seed.on_behalf_of,
                in_reply_to=None if seed.answers is None else f"i{seed.answers + 1}",
                language=languages.get(seed.code),
                speaker=seed.speaker,
            )
        )
    return events
