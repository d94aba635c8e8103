"""The few statements that every command needs, handed to the driver as they are.

What the library does around a statement, put together once or not, takes ten times as long as SQLite takes for it
(measured), and a command needs seven. Parameters and rows are the driver's own: instants as text.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ClauseElement, Connection, bindparam, insert
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError


class Compiled(NamedTuple):
    """`order`: of the parameters; None where the driver takes them by their names."""

    sql: str
    order: tuple[str, ...] | None


class Prepared:
    """A statement that is put together once."""

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement
        self._compiled: dict[str, Compiled] = {}

    @classmethod
    def insertion(cls, into: type[Any], *names: str) -> "Prepared":
        """Of one row, of which these columns are given."""
        return cls(insert(into).inline().values({name: bindparam(name) for name in names}))

    def run(self, connection: Connection, parameters: Mapping[str, Any]) -> list[Any]:
        """The rows, if it gives any; in the transaction of the connection. Raises what SQLAlchemy does."""
        compiled = self._compiled.get(connection.dialect.name) or self._compile(connection.dialect)
        if not connection.in_transaction():
            connection.begin()
        values = parameters if compiled.order is None else [parameters[name] for name in compiled.order]
        return execute(connection, compiled.sql, values)

    def _compile(self, dialect: Dialect) -> Compiled:
        made = self._statement.compile(dialect=dialect)
        order = tuple(made.positiontup) if made.positional else None  # type: ignore[attr-defined]
        compiled = self._compiled[dialect.name] = Compiled(str(made), order)
        return compiled


def execute(connection: Connection, sql: str, parameters: Mapping[str, Any] | Sequence[Any] = ()) -> list[Any]:
    """Has the driver do it. Raises SQLAlchemy's errors: what may be tried again is told by them."""
    dialect = connection.dialect
    raw = connection.connection
    try:
        cursor = raw.cursor()
        try:
            cursor.execute(sql, parameters)
            return list(cursor.fetchall()) if cursor.description else []
        finally:
            cursor.close()
    except dialect.loaded_dbapi.Error as error:
        is_gone = dialect.is_disconnect(error, raw, None)
        if is_gone:
            connection.invalidate(error)
        raise DBAPIError.instance(
            sql, None, error, dialect.loaded_dbapi.Error, connection_invalidated=is_gone, dialect=dialect,
        ) from error
