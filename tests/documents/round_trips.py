"""The meeting of some events, and the events of the files that it hands out."""

from collections.abc import Iterable
from pathlib import Path

from app.documents.programme_file import programme_yaml
from app.documents.sheets import csv_of
from app.documents.tables import delegations_sheet, programme_workbook
from app.domain.events import Event
from app.domain.evolve import evolve
from app.domain.meeting import EMPTY, Meeting
from app.importing import read_meeting
from app.importing.build import import_events
from app.importing.problems import Findings, refuse_if_any
from app.importing.programme_workbook import read_programme_workbook
from tests.factories import IMPORT, INVITATION


def meeting_of(events: Iterable[Event]) -> Meeting:
    meeting = EMPTY
    for event in events:
        meeting = evolve(meeting, event, INVITATION, IMPORT)
    return meeting


def again(meeting: Meeting, folder: Path) -> list[Event]:
    """The events of the YAML and the CSV that the meeting hands out."""
    programme, delegations = folder / "programme.yaml", folder / "delegations.csv"
    programme.write_bytes(programme_yaml(meeting, with_persons=True))
    delegations.write_bytes(csv_of(delegations_sheet(meeting)))
    return read_meeting(programme, delegations)


def again_by_workbook(meeting: Meeting) -> list[Event]:
    """The events of the workbook that the meeting hands out."""
    findings = Findings("programme.xlsx")
    raw = programme_workbook(meeting, with_persons=True)
    read = read_programme_workbook(raw, "programme.xlsx", meeting.delegations.keys(), findings)
    refuse_if_any(findings)
    assert read is not None
    return import_events(read[0], list(meeting.delegations.values()), read[1])
