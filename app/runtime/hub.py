"""The hub, which watches the sockets and gives each thread its turn."""

import select
from collections.abc import Callable
from typing import Any

import eventlet
import eventlet.hubs
from eventlet.support import greenlets


class Hub:
    """The hub of green threads, as lines need it."""

    def __init__(self) -> None:
        # What watches the sockets for the hub can itself be watched: whether it has something, without taking it.
        self._watch = eventlet.patcher.original("select").poll()
        self._watch.register(eventlet.hubs.get_hub().poll.fileno(), select.POLLIN)
        self._over = greenlets.greenlet(int)
        self._over.switch()

    def _when(self, kind: str, descriptor: int, call: Callable[[int], None]) -> object:
        watch = eventlet.hubs.get_hub().add(kind, descriptor, call, call, ignored)
        # It holds the thread that has asked for it: that of the request, which is over, as long as the line lives.
        watch.greenlet = self._over
        return watch

    def give_way(self) -> bool:
        hub = eventlet.hubs.get_hub()
        is_due = hub.next_timers or (hub.timers and hub.timers[0][0] <= hub.clock())
        if not is_due and not self._watch.poll(0):
            return False
        eventlet.sleep(0)
        return True

    def when_readable(self, descriptor: int, call: Callable[[int], None]) -> object:
        return self._when(eventlet.hubs.hub.READ, descriptor, call)

    def when_writable(self, descriptor: int, call: Callable[[int], None]) -> object:
        return self._when(eventlet.hubs.hub.WRITE, descriptor, call)

    def forget(self, watch: Any) -> None:
        eventlet.hubs.get_hub().remove(watch)

    def start(self, work: Callable[[], None]) -> None:
        eventlet.spawn_n(work)


def ignored(*_: Any) -> None:
    """For what the hub tells and lines know already."""
