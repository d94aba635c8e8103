"""The wait for PostgreSQL: others have their turn meanwhile, and it has an end."""

from typing import Any

import eventlet.hubs
from psycopg2 import OperationalError, extensions

CONNECT_S = 3.0
ANSWER_S = 25.0
"""Of silence, on a connection that stands: longer than the server itself lets a statement take."""


def prepare(connect_s: float = CONNECT_S, answer_s: float = ANSWER_S) -> None:
    """From here on every connection waits so. The driver lets one go whose wait has failed.

    Without it a server that is lost without a word is waited for until the system gives it up, which may take hours:
    where the driver waits by a function of ours, its own limits hold no more.
    """

    def wait(connection: Any) -> None:
        most = connect_s if connection.status == extensions.STATUS_SETUP else answer_s
        while (state := connection.poll()) != extensions.POLL_OK:
            eventlet.hubs.trampoline(
                connection.fileno(), read=state == extensions.POLL_READ, write=state == extensions.POLL_WRITE,
                timeout=most, timeout_exc=OperationalError("the server does not answer"),
            )

    extensions.set_wait_callback(wait)
