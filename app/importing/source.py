"""A file of the meeting as text: readable, not too long, in UTF-8, without characters that deceive."""

import re
from pathlib import Path

from app.importing.problems import Findings

LARGEST = 2 * 1024 * 1024
"""Bytes; the largest conferences need about a tenth."""

UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""Control characters, other line ends and overrides of direction: they could move a name on the wall."""


def read_text(path: Path, findings: Findings) -> str | None:
    """The text without a byte order mark; None if there is none to go on with."""
    raw = _read(path, findings)
    return None if raw is None else decoded(raw, findings)


def decoded(raw: bytes, findings: Findings) -> str | None:
    """As `read_text`, of a file that is here already."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = _line_at(raw[: error.start].decode("utf-8", "replace"))
        findings.add(line, "", f"byte 0x{raw[error.start]:02X} is not UTF-8", "a file saved as UTF-8")
        return None
    if unseen := UNSEEN.search(text):
        code = f"U+{ord(unseen[0]):04X}"
        findings.add(_line_at(text[: unseen.start()]), "", f"the character {code} is not allowed", "visible text")
        return None
    if not text.strip():
        findings.add(None, "", "the file is empty", "something in it")
        return None
    return text


def _read(path: Path, findings: Findings) -> bytes | None:
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or str(error)
        findings.add(None, "", f"cannot be read ({reason})", "a file")
        return None
    if len(raw) > LARGEST:
        findings.add(None, "", "the file is too large", f"at most {LARGEST // 1024 // 1024} MB")
        return None
    return raw


def _line_at(before: str) -> int:
    return 1 + len(re.findall("\r\n|\r|\n", before))
