"""What runs in the process that reads a paper: one paper in, one answer out, and next to nothing allowed."""

import importlib
import json
import logging
import os
import resource
import sys
from pathlib import Path
from typing import Any

from app.papers.paper import MAX_BYTES, MAX_CHARACTERS, MAX_TEXT, MB, PaperRefused, Reading
from app.papers.words import count_characters, count_words, has_letters, legible

CPU_S = 2
EXTRA_MEMORY = 44 * MB
"""Of address space, beyond what is taken when the reader is loaded. Hostile papers stay under 50 MB more with it."""
DESCRIPTORS = 8
STATM = Path("/proc/self/statm")


def main(kind: str) -> int:
    """Reads the paper on standard input, and writes the answer of `answer` as JSON."""
    # A damaged paper is worth ten thousand warnings to a reader, which nobody reads: half of the time went into them.
    logging.disable(logging.CRITICAL)
    load(kind)
    limit_process()
    with open(0, "rb", buffering=0, closefd=False) as paper:
        raw = paper.read()
    sys.stdout.write(json.dumps(answer(kind, raw)))
    return 0


def load(kind: str) -> None:
    if kind == "pdf":
        # Pictures and ciphers are none of our business; without them the reader starts sooner.
        sys.modules.update(dict.fromkeys(("PIL", "cryptography", "Crypto")))  # type: ignore[arg-type]
    importlib.import_module(f"app.papers.{kind}")


def limit_process() -> None:
    for which, limit in (
        (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_NOFILE, DESCRIPTORS),
        (resource.RLIMIT_NPROC, 0), (resource.RLIMIT_CPU, CPU_S),
    ):
        resource.setrlimit(which, (limit, limit))
    if STATM.exists():  # without it nobody knows how much is taken already
        taken = int(STATM.read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        resource.setrlimit(resource.RLIMIT_AS, (taken + EXTRA_MEMORY, taken + EXTRA_MEMORY))


def answer(kind: str, raw: bytes) -> dict[str, Any]:
    """The fields of a Paper that are read from it; or `refused` and `params`."""
    try:
        return counted(read_as(kind, raw))
    except PaperRefused as refused:
        return {"refused": refused.code, "params": refused.params}


def read_as(kind: str, raw: bytes) -> Reading:
    """Raises PaperRefused."""
    assert len(raw) <= MAX_BYTES
    reading: Reading = importlib.import_module(f"app.papers.{kind}").read(raw)
    if len(reading.text) > MAX_CHARACTERS:
        raise PaperRefused("too_long", limit=MAX_CHARACTERS)
    return reading


def counted(reading: Reading) -> dict[str, Any]:
    """A paper without a letter, as a scan, is a legitimate statement: it has no text, and nobody knows its length."""
    text = legible(reading.text).strip()
    if not has_letters(text):
        return {"pages": reading.pages, "has_text": False, "words": 0, "characters": 0, "text": ""}
    return {
        "pages": reading.pages, "has_text": True, "words": count_words(text), "characters": count_characters(text),
        "text": text[:MAX_TEXT],
    }
