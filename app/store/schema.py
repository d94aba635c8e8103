"""Which tables this code expects. Apart from the migrations, so that a start that finds them does without alembic."""

from sqlalchemy import Engine, inspect, text

# The newest revision in migrations/versions; a test holds the two together.
HEAD = "0006"


def is_current(engine: Engine) -> bool:
    """Whether the database has the newest tables."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return bool(version == HEAD)
