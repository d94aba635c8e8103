"""The screens of one version of a meeting: what several share is built and encoded once."""

from collections.abc import Callable
from functools import cached_property

from app.domain.changes import change_s
from app.domain.errors import Unknown
from app.domain.groups import groups_of
from app.domain.meeting import Intervention, Meeting
from app.domain.orders import may_raise
from app.screens.canonical import Screen, Section
from app.screens.cells import Cells
from app.screens.desk import acts_view, desk_entry, heard_on, redo_view, swaps_view, undo_view
from app.screens.floor import displays_view, forecast_view, item_view, list_view, meeting_view, notice_view, speech_view
from app.screens.lists import list_row, mine_view
from app.screens.members import members_view
from app.screens.orders import orders_view, ruling_view
from app.screens.statements import needed_texts, published_view
from app.screens.swaps import own_swaps

SCREENS = ("room", "public", "chair", "delegate", "secretariat", "booth")


class Views:
    """All screens of a meeting as it stands; of a screen nothing depends on the moment at which it is built.

    `before`: the views of an earlier version, from which it keeps what has not changed.
    """

    def __init__(self, meeting: Meeting, before: "Views | None" = None) -> None:
        self.meeting = meeting
        self._cells: Cells = Cells(meeting, before._cells if before else None)
        self._kept: dict[tuple[str, str], Section | None] = {}
        self._floors: dict[str | None, Screen] = {}

    def screen(self, name: str, list_id: str | None = None, delegation: str | None = None) -> Screen:
        """The screen of an audience; `list_id`: of another list than the room is on. Raises Unknown."""
        if name not in SCREENS:
            raise Unknown("unknown_screen", screen=name)
        if list_id is not None:
            self.meeting.plan(list_id)
        shown = list_id or self.meeting.taken_up
        match name:
            case "chair":
                return Screen({**self._floor(shown), **self._desk(shown)})
            case "secretariat":
                return Screen({**self._floor(shown), **self._desk(shown), "texts": self._texts(shown)})
            case "delegate":
                return Screen({**self._floor(shown), **self._delegate(delegation or "")})
            case "booth":
                return Screen({**self._floor(shown), "texts": self._texts(shown)})
            case "public":
                return Screen({**self._floor(shown), "published": self._published(shown)})
            case _:
                if shown not in self._floors:
                    self._floors[shown] = Screen(self._floor(shown))
                return self._floors[shown]

    def _once(
        self, name: str, list_id: str | None, build: Callable[[], object], is_plain: bool = False
    ) -> Section | None:
        key = (name, list_id or "")
        if key not in self._kept:
            value = build()
            self._kept[key] = None if value is None else Section(value, is_plain)
        return self._kept[key]

    @cached_property
    def _waiting(self) -> dict[str, list[Intervention]]:
        return self._cells.waiting()

    @cached_property
    def _waiting_s(self) -> dict[str, int]:
        """Seconds that those who wait on each list are expected to take."""
        return {
            list_id: sum(map(self._cells.takes_s, entries)) for list_id, entries in self._waiting.items()
        }

    @cached_property
    def _places(self) -> dict[str, tuple[int, int]]:
        """(place, seconds ahead) of each waiting intervention."""
        places = {}
        for entries in self._waiting.values():
            ahead_s = 0
            for place, intervention in enumerate(entries, start=1):
                places[intervention.id] = (place, ahead_s)
                ahead_s += self._cells.takes_s(intervention)
        return places

    def _floor(self, list_id: str | None) -> dict[str, Section | None]:
        meeting = self.meeting
        sections = {
            "meeting": self._once("meeting", None, lambda: meeting_view(meeting)),
            "speech": self._once("speech", None, lambda: speech_view(meeting)),
            "notice": self._once("notice", None, lambda: notice_view(meeting)),
            "displays": self._once("displays", None, lambda: displays_view(meeting)),
            "orders": self._once("orders", None, lambda: orders_view(meeting)),
            "ruling": self._once("ruling", None, lambda: ruling_view(meeting)),
        }
        if list_id is None:
            return {**sections, "entries": self._once("entries", None, dict)}
        return {
            **sections,
            "item": self._once("item", list_id, lambda: item_view(meeting.plans[list_id].item)),
            "list": self._once("list", list_id, lambda: list_view(meeting, list_id)),
            "entries": self._entries(list_id),
            "forecast": self._once(
                "forecast", list_id, lambda: forecast_view(meeting, list_id, self._waiting_s[list_id])
            ),
        }

    def _entries(self, list_id: str) -> Section | None:
        return self._once("entries", list_id, lambda: {
            each.id: self._cells.entry(each) for each in self._waiting[list_id]
        }, is_plain=True)

    def _desk_entries(self, list_id: str | None) -> Section | None:
        meeting = self.meeting
        waiting = self._waiting[list_id] if list_id else []
        return self._once("desk_entries", list_id, lambda: {
            each.id: desk_entry(meeting, self._cells.entry(each), each) for each in waiting
        })

    def _heard(self, list_id: str | None) -> Section | None:
        heard = heard_on(self.meeting, list_id) if list_id else []
        return self._once("heard", list_id, lambda: {each.id: self._cells.heard(each) for each in heard}, is_plain=True)

    def _texts(self, list_id: str | None) -> Section | None:
        waiting = self._waiting[list_id] if list_id else []
        return self._once("texts", list_id, lambda: needed_texts(self.meeting, waiting))

    def _published(self, list_id: str | None) -> Section | None:
        return self._once("published", list_id, lambda: published_view(self.meeting, list_id) if list_id else {})

    def _programme(self) -> dict[str, Section | None]:
        meeting = self.meeting
        return {
            "groups": self._once("groups", None, lambda: [group.name for group in meeting.programme.groups]),
            "lists": self._once(
                "lists", None,
                lambda: {
                    list_id: list_row(meeting, list_id, entries, self._waiting_s[list_id])
                    for list_id, entries in self._waiting.items()
                },
            ),
        }

    def _desk(self, list_id: str | None) -> dict[str, Section | None]:
        meeting = self.meeting
        return {
            **self._programme(),
            "entries": self._desk_entries(list_id),
            "heard": self._heard(list_id),
            "acts": self._once("acts", None, lambda: acts_view(meeting)),
            "undo": self._once("undo", None, lambda: undo_view(meeting)),
            "redo": self._once("redo", None, lambda: redo_view(meeting)),
            "swaps": self._once("swaps", None, lambda: swaps_view(meeting)),
        }

    def _delegate(self, code: str) -> dict[str, Section | None]:
        meeting = self.meeting
        meeting.delegation(code)
        mine = [each for each in meeting.interventions.values() if each.delegation == code]
        return {
            **self._programme(),
            "change_s": self._once("change_s", None, lambda: change_s(meeting)),
            "ready_ahead": self._once("ready_ahead", None, lambda: meeting.programme.ready_ahead),
            "delegation": Section(code),
            "member_of": Section(groups_of(meeting, code)),
            "swaps": Section(own_swaps(meeting, code)),
            "may_raise": Section(True) if may_raise(meeting, code) else None,
            "members": Section(members_view(meeting, code)),
            "preferred": Section(list(meeting.preferences.get(code, ()))),
            "registration_ends_at": self._once(
                "registration_ends_at", None, lambda: meeting.programme.registration_ends_at
            ),
            "mine": Section({each.id: mine_view(meeting, each, self._places.get(each.id)) for each in mine}),
        }
