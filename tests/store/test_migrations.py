"""Tables that move up and down between versions of the program, with what is in them, on every database."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

import config
from app import cli, create_app
from app.extensions import db
from app.store.tables import Base
from tests.conftest import SECRET


@pytest.fixture
def app(database_url, tmp_path):
    """An app whose database has no tables yet."""
    app = create_app(config.load({
        "INSTANCE_PATH": str(tmp_path / "instance"), "SECRET_KEY": SECRET, "DATABASE_URL": database_url,
    }))
    cli.install(app)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def write(*statements):
    with db.engine.connect().execution_options(write=True) as connection, connection.begin():
        for each in statements:
            connection.execute(text(each))


def read(statement):
    with db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


def test_all_migrations_lead_to_the_tables_of_the_program_and_back_to_none(app):
    upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []

    downgrade(revision="base")

    assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}
    upgrade()
    assert set(Base.metadata.tables) <= set(inspect(db.engine).get_table_names())


def test_genders_of_speakers_are_kept_when_members_have_theirs_too(app):
    upgrade(revision="0001")
    write(
        "INSERT INTO meetings (id, slug, created_at, is_demo, head_version, head_mac)"
        " VALUES (1, 'small-2017', '2017-04-12T08:00:00.000Z', false, 0, '')",
        "INSERT INTO genders (meeting_id, intervention, gender) VALUES (1, 'i4', 'woman')",
    )

    upgrade(revision="0002")
    write("INSERT INTO genders (meeting_id, subject, gender) VALUES (1, 'm1', 'man')")
    above = read("SELECT subject, gender FROM genders ORDER BY subject")
    downgrade(revision="0001")

    assert above == [("i4", "woman"), ("m1", "man")]
    assert read("SELECT intervention, gender FROM genders ORDER BY intervention") == above
    assert not {"files", "publications"} & set(inspect(db.engine).get_table_names())
