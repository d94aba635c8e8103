"""The meeting that a new installation shows."""

from datetime import datetime
from pathlib import Path

from app.domain.events import Event
from app.importing import demo_start, read_meeting

HERE = Path(__file__).parent
PROGRAMME = HERE / "programme.yaml"
DELEGATIONS = HERE / "delegations.csv"
NAMES = HERE / "names.csv"


def demo_meeting(now: datetime | None) -> list[Event]:
    """As if it were about to begin; `now` None: as it was planned for 2017."""
    return read_meeting(PROGRAMME, DELEGATIONS, NAMES, start=None if now is None else demo_start(now))
