"""Who appears in the tests: delegations of a small meeting, and those who act in it."""

from app.domain.meeting import Actor
from app.domain.programme import Delegation

KENYA = Delegation(
    code="KEN", names={"en": "Kenya", "fr": "Kenya", "ar": "كينيا"}, category="state_party", flag="ke"
)
NORWAY = Delegation(
    code="NOR", names={"en": "Norway", "fr": "Norvège", "ar": "النرويج"}, category="state_party", flag="no"
)
COLOMBIA = Delegation(
    code="COL", names={"en": "Colombia", "fr": "Colombie"}, category="state_party", flag="co", language="es"
)
CROATIA = Delegation(code="HRV", names={"en": "Croatia", "fr": "Croatie"}, category="state_party", flag="hr")
PERU = Delegation(code="PER", names={"en": "Peru", "fr": "Pérou"}, category="state_party", flag="pe", language="es")
ANGOLA = Delegation(code="AGO", names={"en": "Angola"}, category="state_party", flag="ao")
ECUADOR = Delegation(code="ECU", names={"en": "Ecuador"}, category="state_party", flag="ec", language="es")
CHINA = Delegation(code="CHN", names={"en": "China"}, category="state_not_party", flag="cn", language="zh")
EUROPE = Delegation(code="EU", names={"en": "European Union"}, category="other", flag="eu")
RED_CROSS = Delegation(
    code="ICRC", names={"en": "International Committee of the Red Cross"}, category="international_organization"
)
CAMPAIGN = Delegation(code="ICBL", names={"en": "International Campaign to Ban Landmines"}, category="ngo")
HALO = Delegation(code="HALO", names={"en": "HALO Trust"}, category="ngo")

DELEGATIONS = (
    KENYA, NORWAY, COLOMBIA, CROATIA, PERU, ANGOLA, ECUADOR, CHINA, EUROPE, RED_CROSS, CAMPAIGN, HALO,
)


def acting_for(delegation: Delegation) -> Actor:
    return Actor(role="delegation", delegation=delegation.code)


CHAIR = Actor(role="chair")
SECRETARIAT = Actor(role="secretariat")
ROOM = Actor(role="room")
BOOTH = Actor(role="booth")
PUBLIC = Actor(role="public")
KENYAN = acting_for(KENYA)
NORWEGIAN = acting_for(NORWAY)
COLOMBIAN = acting_for(COLOMBIA)
CROAT = acting_for(CROATIA)
ANGOLAN = acting_for(ANGOLA)
EVERYBODY = (CHAIR, SECRETARIAT, KENYAN, NORWEGIAN, ROOM, BOOTH, PUBLIC)
