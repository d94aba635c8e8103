"""The server, dying at a named point of the command `tell` whose words name that point: `kill_at.py POINT`."""

import os
import signal
import sys
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))
warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
# As wsgi.py does it, and as early: what is wrapped below is imported here, before wsgi.py can patch.
import eventlet  # noqa: E402, TID251

eventlet.monkey_patch()

import runpy  # noqa: E402
from collections.abc import Callable  # noqa: E402
from typing import Any  # noqa: E402

from app import service  # noqa: E402
from app.domain.commands import Tell  # noqa: E402
from app.store.database import Writer  # noqa: E402

point = sys.argv[1]
condemned = False


def dying_after(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
    """The step; once it is done, the end of the process, if this is the point and the command is the one."""

    def take(*args: Any, **more: Any) -> Any:
        result = step(*args, **more)
        if name == point and condemned:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return take


def watching(perform: Callable[..., Any]) -> Callable[..., Any]:
    def take(self: Any, request: Any, *more: Any) -> Any:
        global condemned
        condemned = isinstance(request.command, Tell) and request.command.words == f"end {point}"
        return perform(self, request, *more)

    return take


service.decide = dying_after("after the decision", service.decide)
service.append = dying_after("after the events", service.append)
service.keep_answer = dying_after("before the commit", service.keep_answer)
Writer.run = dying_after("after the commit", Writer.run)
service.Service.perform = watching(dying_after("before the answer", service.Service.perform))
runpy.run_path("wsgi.py", run_name="__main__")
