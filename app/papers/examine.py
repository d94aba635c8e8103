"""The door for papers: what a delegation hands in, read in a process that is small, short-lived and alone."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from app.papers.kinds import kind_of
from app.papers.paper import MEDIA_TYPES, Paper, PaperRefused

APP = Path(__file__).parents[1]
WALL_CLOCK_S = 3.0
BOOT = """\
import sys, types
app = sys.modules["app"] = types.ModuleType("app")
app.__path__ = [sys.argv[1]]
from app.papers.child import main
sys.exit(main(sys.argv[2]))
"""
"""An empty package stands in for ours, whose own first module joins the whole program: it would take a second."""
FIELDS = {"pages": int | None, "has_text": bool, "words": int, "characters": int, "text": str}


def examine(raw: bytes, name: str) -> Paper:
    """The paper `raw`, whose file was called `name`. Blocks up to WALL_CLOCK_S. Raises PaperRefused."""
    kind = kind_of(raw, name)
    said = asked(kind, raw)
    if isinstance(said.get("refused"), str) and isinstance(said.get("params"), dict):
        raise PaperRefused(said["refused"], **said["params"])
    if not all(field in said and isinstance(said[field], of) for field, of in FIELDS.items()):
        raise PaperRefused("unreadable")
    return Paper(media_type=MEDIA_TYPES[kind], extension=kind, **{field: said[field] for field in FIELDS})


@contextmanager
def nameless(raw: bytes) -> Iterator[IO[bytes]]:
    """A file that holds the paper and that nobody else can open; in memory, where the system has such files.

    Through a pipe a green server would hand over 10 MB in small pieces, for a second or two.
    """
    with os.fdopen(os.memfd_create("paper"), "w+b") if sys.platform == "linux" else TemporaryFile() as paper:
        paper.write(raw)
        paper.seek(0)
        yield paper


def asked(kind: str, raw: bytes) -> dict[str, Any]:
    """What the child says. Raises PaperRefused if it says nothing that can be understood."""
    command = [sys.executable, "-I", "-c", BOOT, str(APP), kind]
    try:
        with nameless(raw) as paper:
            child = subprocess.run(
                command, stdin=paper, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=WALL_CLOCK_S, cwd="/",
                env={},
            )
        said = json.loads(child.stdout)
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise PaperRefused("unreadable") from error
    if child.returncode or not isinstance(said, dict):
        raise PaperRefused("unreadable")
    return said
