"""Statements by the driver itself, on every database: rows, transactions and errors are as the library's."""

import pytest
from sqlalchemy import bindparam, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from app.store.driver import Prepared, execute
from app.store.tables import GenerationRow

ADD = Prepared.insertion(GenerationRow, "meeting_id", "holder", "generation")
OF_HOLDER = Prepared(
    select(GenerationRow.generation, GenerationRow.holder).where(
        GenerationRow.holder == bindparam("holder"), GenerationRow.generation >= bindparam("least")
    )
)


@pytest.fixture
def engine(make_service):
    engine = make_service().engine
    with engine.begin() as connection:
        connection.execute(text(
            "INSERT INTO meetings (id, slug, created_at, is_demo, head_version, head_mac) "
            "VALUES (7, 'it', '2026-01-01T00:00:00.000Z', false, 0, '')"
        ))
    return engine


def add(connection, holder, generation=2):
    return ADD.run(connection, {"generation": generation, "holder": holder, "meeting_id": 7})


def of(connection, holder, least=0):
    return OF_HOLDER.run(connection, {"least": least, "holder": holder})


def test_rows_are_those_that_were_put_in(engine):
    with engine.begin() as connection:
        assert add(connection, "KEN") == []
        assert add(connection, "100% 'odd' :name ?") == []

    with engine.connect() as connection:
        assert of(connection, "KEN") == [(2, "KEN")]
        assert of(connection, "100% 'odd' :name ?") == [(2, "100% 'odd' :name ?")]
        assert of(connection, "KEN", least=3) == []


def test_it_is_in_the_transaction_of_the_connection(engine):
    with engine.begin() as connection:
        add(connection, "KEN")
        connection.rollback()
    with engine.connect() as connection:
        add(connection, "NOR")
        assert connection.in_transaction(), "one begins, as with the library"

    with engine.connect() as connection:
        assert of(connection, "KEN") == of(connection, "NOR") == []


def test_what_is_there_twice_is_refused_as_by_the_library(engine):
    with engine.connect() as connection:
        add(connection, "KEN")
        with pytest.raises(IntegrityError):
            add(connection, "KEN")


def test_error_says_the_statement_and_not_what_was_in_it(engine):
    with engine.connect() as connection, pytest.raises(IntegrityError) as raised:
        add(connection, "words of a person", generation=None)

    assert "INSERT INTO" in str(raised.value.statement)
    assert raised.value.params is None


@pytest.mark.parametrize("database_url", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_connection_that_is_gone_is_known_to_be_and_another_is_taken(engine):
    with engine.connect() as connection:
        [(process,)] = execute(connection, "SELECT pg_backend_pid()")
        with engine.begin() as other:
            execute(other, "SELECT pg_terminate_backend(%s)", (process,))
        with pytest.raises(DBAPIError) as raised:
            of(connection, "KEN")

    assert raised.value.connection_invalidated
    with engine.connect() as connection:
        assert of(connection, "KEN") == []
