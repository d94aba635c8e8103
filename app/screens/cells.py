"""What screens show of each intervention, kept from one version of the meeting to the next if nothing changed it.

On a list of 500 a command changes one entry or two: building the others anew would take longer than all the rest.
"""

from typing import Any

from app.domain.limits import takes_s
from app.domain.meeting import WAITING, Intervention, Meeting
from app.domain.precedence import depends_on, rank_of
from app.screens.canonical import plain
from app.screens.desk import heard_entry
from app.screens.floor import entry_view


def are_same(before: tuple[object, ...], now: tuple[object, ...]) -> bool:
    """By identity: parts of a meeting are never changed, only replaced."""
    return all(old is new for old, new in zip(before, now, strict=True))


class Cell:
    """One intervention at one version: its place, its expected seconds, and its entry as JSON has it."""

    def __init__(self, meeting: Meeting, intervention: Intervention, depends: tuple[object, ...]) -> None:
        self.rank = rank_of(meeting, intervention)
        self.takes_s = takes_s(meeting, intervention)
        self.depends = depends
        self._entry: dict[str, Any] | None = None

    def entry(self, meeting: Meeting, intervention: Intervention) -> dict[str, Any]:
        if self._entry is None:
            self._entry = plain(entry_view(meeting, intervention))
        return self._entry


class Cells:
    """The cells of a meeting as it stands. `before`: those of an earlier version, of which the right ones are kept."""

    def __init__(self, meeting: Meeting, before: "Cells | None" = None) -> None:
        self._meeting = meeting
        self._before = before._cells if before else {}
        self._cells: dict[str, Cell] = {}
        self._heard_before = before._heard if before else {}
        self._heard: dict[str, tuple[tuple[object, ...], dict[str, Any]]] = {}

    def of(self, intervention: Intervention) -> Cell:
        cell = self._cells.get(intervention.id)
        if cell is None:
            depends = depends_on(self._meeting, intervention)
            cell = self._before.get(intervention.id)
            if cell is None or not are_same(cell.depends, depends):
                cell = Cell(self._meeting, intervention, depends)
            self._cells[intervention.id] = cell
        return cell

    def entry(self, intervention: Intervention) -> dict[str, Any]:
        return self.of(intervention).entry(self._meeting, intervention)

    def heard(self, intervention: Intervention) -> dict[str, Any]:
        """What a desk sees of one who waits no more, as JSON has it."""
        meeting = self._meeting
        depends = (intervention, meeting.delegations.get(intervention.delegation), meeting.programme)
        known = self._heard_before.get(intervention.id)
        if known is None or not are_same(known[0], depends):
            known = (depends, plain(heard_entry(meeting, intervention)))
        self._heard[intervention.id] = known
        return known[1]

    def takes_s(self, intervention: Intervention) -> int:
        return self.of(intervention).takes_s

    def waiting(self) -> dict[str, list[Intervention]]:
        """Who waits on each list, the next speaker first."""
        found: dict[str, list[Intervention]] = {list_id: [] for list_id in self._meeting.plans}
        for intervention in self._meeting.interventions.values():
            if intervention.state == WAITING:
                found[intervention.list].append(intervention)
        return {
            list_id: sorted(entries, key=lambda each: self.of(each).rank) for list_id, entries in found.items()
        }
