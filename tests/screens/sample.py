"""A meeting in which every part of a screen has something to show."""

from app.domain.events import ClosingAnnounced, LimitSet, Moved, Told
from tests.factories import inscribed, later, meeting, opened, speaking
from tests.people import ANGOLA, CAMPAIGN, CROATIA, EUROPE, HALO, KENYA, NORWAY, PERU

FULL = meeting(
    *opened("2.1", "4", "6"), ClosingAnnounced(list="4", closes_at=later(7200)),
    LimitSet(list="2.1", category="ngo", seconds=90),
    inscribed(CROATIA, "i1", "2.1", part="2.2", speaker="Ms Canary", note="note of Croatia", minutes=4),
    inscribed(PERU, "i2", "2.1", part="2.2", language="es", at=later(1)),
    inscribed(EUROPE, "i3", "2.1", part="2.3", intervention_kind="on_behalf", on_behalf_of="EU", at=later(2)),
    inscribed(KENYA, "i4", "2.1", part="2.3", note="note of Kenya", at=later(3)),
    inscribed(CAMPAIGN, "i5", "2.1", part="2.3", intervention_kind="reply", in_reply_to="i4", at=later(4)),
    inscribed(NORWAY, "i6", "2.1", delivery="written", note="note of Norway", speaker="Mr Written"),
    inscribed(KENYA, "i7", "4"), inscribed(HALO, "i8", "6", role="panellist"),
    inscribed(ANGOLA, "i9", "3.4", part="3.4"),
    inscribed(KENYA, "i10", "3.4", part="3.4", intervention_kind="comment", in_reply_to="i9"),
    *speaking("i1", "2.1", 300), Moved(intervention="i5", rank="2"),
    Told(words="Coffee is served"),
)
