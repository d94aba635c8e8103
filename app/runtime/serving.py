"""The server, from its first connection to the end of the process."""

import gc
import logging
import resource
import signal
import socket
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import TypeVar, cast

import eventlet
import eventlet.event
import eventlet.wsgi
from eventlet import tpool
from flask import Flask

from app.live.lines import Lines
from app.runtime.http import HEADER_TIMEOUT_S, Http, Listener
from app.runtime.hub import Hub

logger = logging.getLogger(__name__)

BACKLOG = 4096
SPARE_DESCRIPTORS = 500
SPARE_SLOTS = 500
"""Connections that websockets leave to requests."""
DRAIN_S = 3.0
YOUNG_GENERATION = 10_000
T = TypeVar("T")


def serve(
    app: Flask, host: str, port: int, ready: Callable[[], None], in_flight: Callable[[], int],
    hub: Hub, lines: Lines | None = None,
) -> None:
    """Serves until SIGTERM or SIGINT; then takes nothing new, lets what runs finish, and returns.

    `ready` is called once the port is open; `in_flight` tells how many commands are being done. `lines`: count
    together with the requests against the descriptors of the process.
    Raises OSError if the port is taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Left to itself it would share the port with another server, and each would get half of the room.
    listener = eventlet.listen((host, port), family, backlog=BACKLOG, reuse_port=False)
    stop = eventlet.event.Event()

    def asked_to_stop(_signal: int, _frame: FrameType | None) -> None:
        if not stop.ready():
            stop.send(None)

    signal.signal(signal.SIGTERM, asked_to_stop)
    signal.signal(signal.SIGINT, asked_to_stop)
    most = slots()
    pool = eventlet.GreenPool(most)
    door = Listener(listener, pool.free, hub)
    if lines is not None:

        def changed(count: int) -> None:
            pool.resize(most - count)
            door.look_now_and_then()

        lines.most, lines.changed = most - SPARE_SLOTS, changed
    server = eventlet.spawn(
        eventlet.wsgi.server, door, app, custom_pool=pool, protocol=Http, socket_timeout=HEADER_TIMEOUT_S,
        log_output=False, debug=False,
    )
    server.link(lambda _: stop.ready() or stop.send(None))
    tune_collector()
    ready()
    stop.wait()
    if lines is not None:
        lines.changed = lambda _: None
    door.shut()
    deadline = time.monotonic() + DRAIN_S
    while in_flight() and time.monotonic() < deadline:
        eventlet.sleep(0.02)
    logger.info("stopped in_flight=%s", in_flight())
    sys.stdout.flush()


def slots() -> int:
    """Connections that may be open at once: the descriptors of the process, less some for files and the database."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return max(64, hard - SPARE_DESCRIPTORS)


def tune_collector() -> None:
    """Takes what lives for ever out of the collector's sight, and lets it look less often: it took half a fan-out."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_GENERATION, 20, 100)


def run_blocking(work: Callable[[], T]) -> T:
    """Does work that computes long or blocks in a real thread, so that nobody else waits for it."""
    return cast(T, tpool.execute(work))
