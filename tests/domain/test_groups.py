"""Group membership: known, and a hint where the group speaks too."""

from dataclasses import replace

from app.domain.events import Withdrawn
from app.domain.groups import groups_of, spoken_for, voices
from app.domain.programme import Group
from tests.factories import PROGRAMME, following, inscribed, meeting, opened
from tests.people import CROATIA, EUROPE, KENYA

MEMBERS = Group(name="European Union and its member States", code="EU", members=("HRV",))
KNOWN = replace(PROGRAMME, groups=(MEMBERS,))
BOTH = meeting(
    *opened("4"), inscribed(CROATIA, "i1"), inscribed(KENYA, "i2"),
    inscribed(EUROPE, "i3", intervention_kind="on_behalf", on_behalf_of="EU"), programme=KNOWN,
)


def test_member_is_told_that_its_group_speaks():
    assert groups_of(BOTH, "HRV") == ["European Union and its member States"]
    assert voices(BOTH, "4") == {"European Union and its member States": "EU"}
    assert spoken_for(BOTH, BOTH.interventions["i1"]) == "EU"


def test_others_and_the_voice_itself_are_not_told():
    assert spoken_for(BOTH, BOTH.interventions["i2"]) is None
    assert spoken_for(BOTH, BOTH.interventions["i3"]) is None


def test_group_that_has_withdrawn_speaks_for_nobody():
    gone = following(BOTH, Withdrawn(intervention="i3"))

    assert voices(gone, "4") == {}
    assert spoken_for(gone, gone.interventions["i1"]) is None


def test_regional_group_is_one_of_its_delegations():
    regional = replace(KNOWN, groups=(Group(name=KENYA.regional_group or "Africa"),))
    given = meeting(programme=regional)

    assert groups_of(given, "KEN") == ([KENYA.regional_group] if KENYA.regional_group else [])
