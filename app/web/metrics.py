"""What the program counts of itself, for whoever watches over it; no label names a person or holds a token."""

import time
from collections.abc import Iterator
from types import TracebackType
from typing import Protocol

from flask_socketio import SocketIO
from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric

from app.domain.errors import Refusal
from app.live.subscriptions import Subscriptions
from app.live.ticker import Ticker
from app.service import Service
from app.store.database import NotNow
from app.store.outbox import standing

SECONDS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)


class Counted(Protocol):
    value: int


class Metrics:
    """The counters of one app, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry(auto_describe=False)
        ProcessCollector(registry=self.registry)
        self._commands = Counter(
            "rostrum_commands", "Commands by kind and outcome: done, or the code of the refusal.", ["kind", "outcome"],
            registry=self.registry,
        )
        self._seconds = Histogram(
            "rostrum_command_seconds", "Seconds from a command to its answer.", buckets=SECONDS, registry=self.registry,
        )
        self._frames = Counter(
            "rostrum_frames_sent", "Frames by event and screen; one goes to all sockets of an audience.",
            ["event", "screen"], registry=self.registry,
        )

    def watch(self, standing: "Standing") -> None:
        self.registry.register(standing)

    def sent(self, event: str, screen: str) -> None:
        self._frames.labels(event, screen).inc()

    def answered(self, kind: str, outcome: str, seconds: float) -> None:
        self._commands.labels(kind, outcome).inc()
        self._seconds.observe(seconds)

    def text(self) -> bytes:
        """All of it, as Prometheus reads it."""
        return generate_latest(self.registry)


class Measured:
    """Measures one command, `with` it: how long until the answer, and what became of it. `kind`: once it is read."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._began = time.perf_counter()
        self.kind = "unread"

    def __enter__(self) -> "Measured":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        outcome = error.code if isinstance(error, (Refusal, NotNow)) else "failed" if error else "done"
        self._metrics.answered(self.kind, outcome, time.perf_counter() - self._began)


class Standing:
    """What is of the moment, asked when somebody reads it."""

    def __init__(
        self, service: Service, subscriptions: Subscriptions, ticker: Ticker, in_flight: Counted, socketio: SocketIO
    ) -> None:
        self._socketio = socketio
        self._service = service
        self._subscriptions = subscriptions
        self._ticker = ticker
        self._in_flight = in_flight

    def collect(self) -> Iterator[Metric]:
        yield self._connections()
        server = self._socketio.server
        yield GaugeMetricFamily("rostrum_sockets", "Connections of the engine.", value=len(server.eio.sockets))
        rooms = sum(map(len, server.manager.rooms.values()))
        yield GaugeMetricFamily("rostrum_rooms", "Rooms: one for each socket and audience.", value=rooms)
        yield self._versions()
        yield self._outbox()
        yield GaugeMetricFamily(
            "rostrum_commands_in_flight", "Commands that are being done.", value=self._in_flight.value
        )
        cut = CounterMetricFamily("rostrum_connections_cut", "Connections cut, by cause.", labels=["cause"])
        for cause, times in sorted(self._ticker.guard.cuts.items() if self._ticker.guard else ()):
            cut.add_metric([cause], times)
        yield cut

    def _connections(self) -> GaugeMetricFamily:
        """A socket counts once for each screen that it watches, and as `none` while it watches none."""
        found: dict[str, int] = {}
        for connection in list(self._subscriptions.connections.values()):
            for screen in {each.screen for each in connection.audiences} or {"none"}:
                found[screen] = found.get(screen, 0) + 1
        family = GaugeMetricFamily("rostrum_connections", "Sockets by the screen they watch.", labels=["screen"])
        for screen, sockets in sorted(found.items()):
            family.add_metric([screen], sockets)
        return family

    def _versions(self) -> GaugeMetricFamily:
        family = GaugeMetricFamily("rostrum_meeting_version", "The version of each meeting.", labels=["meeting"])
        for slug in self._service.slugs():
            family.add_metric([slug], self._service.load(slug).version)
        return family

    def _outbox(self) -> GaugeMetricFamily:
        """Of mail there is always a number, so that an alarm has something to watch before the first letter."""
        family = GaugeMetricFamily(
            "rostrum_outbox", "Letters that wait, or have failed, by channel.", labels=["channel", "state"]
        )
        with self._service.engine.connect() as connection:
            found = standing(connection)
        for channel, state in sorted({("mail", "waiting"), ("mail", "failed"), *found}):
            family.add_metric([channel, state], found.get((channel, state), 0))
        return family
