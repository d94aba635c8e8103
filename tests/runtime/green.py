"""Scripts in a process of their own: green threads are for the whole of a process, and not for that of the tests."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def found_by(script: str, *words: str) -> Any:
    """What a script has written, as JSON, before it ended well."""
    ended = subprocess.run(
        [sys.executable, "-c", script, *words], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)
