"""The outbox as the office has it before it: put letters in, look at them, try again, take back."""

from collections.abc import Sequence
from datetime import datetime

from app.store.database import Writer
from app.store.meetings import meeting_row
from app.store.outbox import Kept, Letter, letter, letters, put, retry, withdraw


class Box:
    """`slug`: of a meeting; None for the whole house."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def put(self, slug: str, written: Sequence[Letter], now: datetime) -> int:
        """Puts all of them in, or none; how many were not there already. Raises Unknown, NotNow."""
        return self._writer.run(lambda connection: sum(
            put(connection, meeting_row(connection, slug)["id"], each, now) is not None for each in written
        ))

    def letters(self, slug: str | None) -> list[Kept]:
        with self._writer.engine.connect() as connection:
            return letters(connection, slug)

    def letter(self, letter_id: int, slug: str | None) -> Kept:
        """Raises Unknown `unknown_letter`."""
        with self._writer.engine.connect() as connection:
            return letter(connection, letter_id, slug)

    def retry(self, letter_id: int, now: datetime) -> bool:
        return self._writer.run(lambda connection: retry(connection, letter_id, now))

    def withdraw(self, letter_id: int) -> bool:
        return self._writer.run(lambda connection: withdraw(connection, letter_id))
