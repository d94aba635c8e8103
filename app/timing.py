"""The only clock."""

from datetime import UTC, datetime


def utcnow() -> datetime:
    """The present instant: aware, UTC, in whole milliseconds as everywhere on the wire and in the log."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)
