"""Who works at the desks of each meeting, in this process and in the others."""

import time
from collections.abc import Callable

FORGOTTEN_AFTER_S = 12.0
"""Three beats: so long after its last word a process is taken to be gone."""
People = set[tuple[str, str]]
"""(role, seat)."""


class Desks:
    """`show(slug, desks)`: tells the desks of this process who works at all of them."""

    pass_on: Callable[[str, list[tuple[str, str]]], None] = staticmethod(lambda slug, desks: None)

    def __init__(
        self, show: Callable[[str, list[tuple[str, str]]], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._show = show
        self._clock = clock
        self._here: dict[str, People] = {}
        self._elsewhere: dict[tuple[str, str], tuple[People, float]] = {}

    def are_here(self, slug: str, people: People) -> None:
        """Those who work in this process now."""
        if people:
            self._here[slug] = people
        else:
            self._here.pop(slug, None)
        self.pass_on(slug, sorted(people))
        self._show(slug, self.all_of(slug))

    def are_elsewhere(self, process: str, slug: str, people: People) -> None:
        """Those who work in another process, as it says of itself."""
        before = self.all_of(slug)
        if people:
            self._elsewhere[process, slug] = (people, self._clock())
        else:
            self._elsewhere.pop((process, slug), None)
        if self.all_of(slug) != before:
            self._show(slug, self.all_of(slug))

    def all_of(self, slug: str) -> list[tuple[str, str]]:
        elsewhere = (people for (_, of), (people, _) in self._elsewhere.items() if of == slug)
        return sorted(self._here.get(slug, set()).union(*elsewhere))

    def beat(self) -> None:
        """Says it again, and forgets processes that no longer do."""
        for slug, people in self._here.items():
            self.pass_on(slug, sorted(people))
        gone = [key for key, (_, at) in self._elsewhere.items() if self._clock() - at > FORGOTTEN_AFTER_S]
        for process, slug in gone:
            self.are_elsewhere(process, slug, set())
