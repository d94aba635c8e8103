"""What many tests begin with: a small meeting in a real database, programs that ask, a PostgreSQL of our own."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, create_engine, text
from werkzeug.test import TestResponse

import config
from app import cli, create_app
from app.domain.events import Event, Inscribed
from app.extensions import db
from app.service import Service
from app.store.database import tune
from app.store.tables import Base
from app.web.here import Here
from app.web.links import Link
from deploy.programs import Postgres, ProgramMissing
from tests.factories import INVITATION, PROGRAMME, beginnings
from tests.people import CROATIA, NORWAY, PERU

SECRET = "known to the tests and to nobody else"
SLUG = PROGRAMME.slug
RECKLESS = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "shared_buffers=16MB")
"""No test cuts the power: what the server's own syncs cost is not worth waiting for."""


def first_inscribed() -> tuple[Event, ...]:
    """Three who were inscribed with the import: i1 Croatia and i2 Peru on 2.1, i3 Norway on 4."""
    return tuple(
        Inscribed(
            intervention=f"i{number}", list=list_id, delegation=each.code, intervention_kind="statement",
            delivery="spoken", at=INVITATION, part=part, language=each.language,
        )
        for number, (each, list_id, part) in enumerate(
            [(CROATIA, "2.1", "2.2"), (PERU, "2.1", "2.2"), (NORWAY, "4", None)], start=1
        )
    )


def small_import() -> list[Event]:
    return [*beginnings(), *first_inscribed()]


@dataclass
class Program:
    """A program that speaks for a holder of a link."""

    client: FlaskClient
    token: str
    slug: str = SLUG

    def headers(self, **more: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", **more}

    def post(self, command: str, command_id: str | None = None, **fields: Any) -> TestResponse:
        body = {"command": command, "command_id": command_id or str(uuid4()), **fields}
        return self.client.post(
            f"/api/v1/meetings/{self.slug}/commands", data=json.dumps(body), headers=self.headers()
        )

    def get(self, path: str, **more: str) -> TestResponse:
        return self.client.get(f"/api/v1/meetings/{self.slug}{path}", headers=self.headers(**more))

    def screen(self, name: str) -> dict[str, Any]:
        return self.get(f"/screens/{name}").json["screen"]


def settings_in(folder: Path) -> config.Settings:
    return config.load({"INSTANCE_PATH": str(folder), "SECRET_KEY": SECRET, "BURST": "100000"})


@pytest.fixture
def make_app() -> Iterator[Callable[..., Flask]]:
    """Makes apps over databases with tables; what they hold is let go when the test is over."""
    made: list[Flask] = []

    def make(settings: config.Settings) -> Flask:
        app = create_app(settings)
        made.append(app)
        with app.app_context():
            db.create_all()
        return app

    yield make
    for app in made:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture(scope="session")
def lasting_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An app with the small meeting, and beside its database a copy of it as it was imported."""
    folder = tmp_path_factory.mktemp("lasting")
    app = create_app(settings_in(folder))
    cli.install(app)
    here: Here = app.extensions["rostrum"]
    # In the thread of the request, so that nothing is under way when a test is over.
    here.service.announce = here.news.tell
    assert app.test_cli_runner().invoke(args=["prepare"]).exit_code == 0
    here.service.create(SLUG, small_import(), uuid4(), INVITATION, is_demo=False)
    with app.app_context():
        db.engine.dispose()
    shutil.copy(folder / "rostrum.db", folder / "as_imported.db")
    return app


@pytest.fixture
def app(lasting_app: Flask) -> Iterator[Flask]:
    """The app with the small meeting just imported. It lasts, because making one takes longer than most tests."""
    yield lasting_app
    with lasting_app.app_context():
        db.engine.dispose()
    service = lasting_app.extensions["rostrum"].service
    for slug in service.states.slugs():
        service.states.forget(slug)
    folder = lasting_app.extensions["rostrum"].settings.instance_path
    for file in folder.glob("rostrum.db*"):
        file.unlink()
    shutil.copy(folder / "as_imported.db", folder / "rostrum.db")


@pytest.fixture
def settings(app: Flask) -> config.Settings:
    """The settings of the app, by which a second one finds the same database."""
    return app.extensions["rostrum"].settings


@pytest.fixture
def here(app: Flask) -> Here:
    return app.extensions["rostrum"]


@pytest.fixture
def service(here: Here) -> Service:
    return here.service


@pytest.fixture
def program(app: Flask, here: Here) -> Callable[[str], Program]:
    """A program for a holder: `program("chair")`, `program("KEN")`."""
    return lambda holder: Program(app.test_client(), here.links.token(Link(SLUG, holder, 1)))


@pytest.fixture
def chair(program: Callable[[str], Program]) -> Program:
    return program("chair")


@pytest.fixture
def secretariat(program: Callable[[str], Program]) -> Program:
    return program("secretariat")


@pytest.fixture
def kenya(program: Callable[[str], Program]) -> Program:
    return program("KEN")


@pytest.fixture
def norway(program: Callable[[str], Program]) -> Program:
    return program("NOR")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL that lives as long as the tests."""
    with skipping():
        server = Postgres(settings=RECKLESS)
    try:
        server.start()
        yield server.url
    finally:
        server.end()


@contextmanager
def skipping() -> Iterator[None]:
    """Leaves a test out where a program of the system is missing; in CI that is a failure."""
    try:
        yield
    except ProgramMissing as missing:
        if os.environ.get("CI"):
            pytest.fail(str(missing))
        pytest.skip(str(missing))


@pytest.fixture
def postgres_database(postgres: str) -> Iterator[str]:
    """The URL of a database that is empty again when the test is over: quicker than a new one for each."""
    yield postgres
    engine = create_engine(postgres)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of each kind that is supported."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    url: str = request.getfixturevalue("postgres_database")
    return url


@pytest.fixture
def make_engine(database_url: str) -> Iterator[Callable[[], Engine]]:
    """Engines over one database with tables, each as a process of its own would have it."""
    made: list[Engine] = []

    def make() -> Engine:
        engine = create_engine(database_url)
        tune(engine)
        Base.metadata.create_all(engine)
        made.append(engine)
        return engine

    yield make
    for engine in made:
        engine.dispose()


@pytest.fixture
def make_service(make_engine: Callable[[], Engine]) -> Callable[[], Service]:
    return lambda: Service(make_engine(), SECRET)


