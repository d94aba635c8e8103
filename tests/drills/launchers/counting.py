"""The server, which on SIGUSR1 writes down how many greenlets and threads it has: `counting.py FILE`."""

import gc
import runpy
import signal
import sys
import threading
from pathlib import Path
from types import FrameType

from greenlet import greenlet  # noqa: TID251

sys.path.insert(0, str(Path(__file__).parents[3]))
written = Path(sys.argv[1])


def write_down(_signal: int, _frame: FrameType | None) -> None:
    """What lives since before the collector was tuned is not in its sight, and lives for ever."""
    greenlets = sum(isinstance(each, greenlet) and not each.dead for each in gc.get_objects())
    made = written.with_suffix(".new")
    made.write_text(f"{greenlets} {threading.active_count()}")
    made.rename(written)


signal.signal(signal.SIGUSR1, write_down)
runpy.run_path("wsgi.py", run_name="__main__")
