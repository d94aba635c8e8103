"""Where documents become files: in a process of its own, so that the room never waits for one.

The process is sent JSON on its standard input and answers with the file. It knows the formats and nothing of the
server: to import the package as the server does would take longer than many a document.
"""

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from app.documents.card import Card
from app.documents.model import Document, from_json, to_json

logger = logging.getLogger(__name__)

ROOT = Path(__file__).parents[2]
TIMEOUT_S = 30
WAITS_S = 30
AT_ONCE = 2
NICENESS = 5
# A package without its first module: that one would join the server together.
BEGINNING = (
    "import sys, types; package = types.ModuleType('app'); package.__path__ = [sys.argv[1]]; "
    "sys.modules['app'] = package; from app.documents import press; press.main(sys.argv[2])"
)
places = threading.BoundedSemaphore(AT_ONCE)


class NotPressed(Exception):
    """A file was not made. cause: busy (too many at once) | timeout | failed (see the log)."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


def press(kind: str, document: Document, timeout_s: float = TIMEOUT_S) -> bytes:
    """The document as `docx` or `pdf`. Raises NotPressed; ValueError for another kind."""
    if kind not in ("docx", "pdf"):
        raise ValueError(f"no such kind: {kind}")
    return pressed(kind, to_json(document), timeout_s)


def press_cards(cards: Sequence[Card], title: str, timeout_s: float = TIMEOUT_S) -> bytes:
    """Sheets of cards as PDF. Raises NotPressed."""
    return pressed("cards", json.dumps({"title": title, "cards": [asdict(card) for card in cards]}), timeout_s)


def pressed(kind: str, words: str, timeout_s: float) -> bytes:
    """What the process makes of the words: `docx` or `pdf` of a document, or `cards`. Raises NotPressed."""
    if not places.acquire(timeout=WAITS_S):
        raise NotPressed("busy")
    try:
        process = subprocess.Popen(
            [sys.executable, "-I", "-c", BEGINNING, str(ROOT / "app"), kind], cwd=ROOT,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        file, said, is_late = answer_of(process, words, timeout_s)
    finally:
        places.release()
    if is_late:
        logger.warning("not pressed kind=%s cause=timeout", kind)
        raise NotPressed("timeout")
    if process.returncode or not file:
        logger.error("not pressed kind=%s code=%s said=%s", kind, process.returncode, last_line(said))
        raise NotPressed("failed")
    return file


def answer_of(process: "subprocess.Popen[bytes]", words: str, timeout_s: float) -> tuple[bytes, bytes, bool]:
    """What a process wrote to its two outputs, and whether it was stopped because it took too long.

    Not by the timeout of the library: where threads are green there are two of its exceptions, and one catches not
    the other.
    """
    late = threading.Event()

    def stop() -> None:
        late.set()
        process.kill()

    watch = threading.Timer(timeout_s, stop)
    watch.start()
    try:
        file, said = process.communicate(words.encode())
    finally:
        watch.cancel()
        if process.poll() is None:
            process.kill()
    return file, said, late.is_set()


def last_line(said: bytes) -> str:
    """How a traceback ends: the error, without what was being written."""
    lines = said.decode(errors="replace").strip().splitlines()
    return lines[-1][:200] if lines else ""


def main(kind: str) -> None:
    """The process itself: JSON in, a file out."""
    os.nice(NICENESS)
    words = sys.stdin.buffer.read().decode()
    # Each format costs its library a second: only the one that is asked for is loaded.
    if kind == "docx":
        from app.documents.docx import to_docx  # noqa: PLC0415

        sys.stdout.buffer.write(to_docx(from_json(words)))
        return
    from app.documents.html import to_html  # noqa: PLC0415
    from app.documents.pdf import to_pdf  # noqa: PLC0415

    if kind == "pdf":
        document = from_json(words)
        sys.stdout.buffer.write(to_pdf(to_html(document), document.direction))
    elif kind == "cards":
        from app.documents.cards import cards_html  # noqa: PLC0415

        asked = json.loads(words)
        cards = [Card(**card) for card in asked["cards"]]
        sys.stdout.buffer.write(to_pdf(cards_html(cards, asked["title"]), "ltr"))
