"""How the files of a secretariat become a meeting: all of it, or nothing and every reason why not."""

from datetime import datetime
from pathlib import Path

from app.domain.events import Event
from app.importing.build import import_events
from app.importing.compare import Difference, differences
from app.importing.delegations_file import parse_delegations, parse_names, with_names
from app.importing.problems import Findings, ImportRefused, Problem, refuse_if_any
from app.importing.programme_file import parse_programme
from app.importing.shift import demo_start, moved

__all__ = ["Difference", "ImportRefused", "Problem", "demo_start", "differences", "read_meeting"]


def read_meeting(
    programme_path: Path, delegations_path: Path, names_path: Path | None = None, start: datetime | None = None
) -> list[Event]:
    """The events that bring the meeting into the log; with `start`, moved so that its first item begins then."""
    of_programme, of_delegations = Findings(programme_path.name), Findings(delegations_path.name)
    of_names = Findings(names_path.name if names_path else "")
    delegations, codes = parse_delegations(delegations_path, of_delegations)
    if names_path is not None:
        delegations = with_names(delegations, parse_names(names_path, codes, of_names))
    read = parse_programme(programme_path, codes, of_programme)
    refuse_if_any(of_programme, of_delegations, of_names)
    assert read is not None  # it is None only with a finding
    programme, seeds = read
    if start is not None:
        try:
            programme, seeds = moved(programme, seeds, start)
        except OverflowError:
            of_programme.add(None, "", f"the meeting cannot begin at {start.isoformat()}", "a start in our times")
            refuse_if_any(of_programme)
    return import_events(programme, delegations, seeds)
