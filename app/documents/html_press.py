"""Pages on paper: HTML becomes PDF in a process of its own, which computes long and needs much memory."""

import subprocess
import sys
from pathlib import Path

PRESS = Path(__file__).with_name("weasy.py")
TIMEOUT_S = 120


class PressFailed(Exception):
    """No PDF came of it; what the press said last."""


def pdf_of_html(html: str, folder: Path) -> bytes:
    """The PDF of a page whose files lie in a folder; it reads no others. Blocks. Raises PressFailed."""
    try:
        pressed = subprocess.run(
            [sys.executable, str(PRESS), str(folder)], input=html.encode(), capture_output=True, timeout=TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PressFailed("it took too long") from None
    if pressed.returncode or not pressed.stdout.startswith(b"%PDF"):
        said = pressed.stderr.decode(errors="replace").strip().splitlines()
        raise PressFailed(said[-1] if said else "the press said nothing")
    return pressed.stdout
