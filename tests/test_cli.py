"""The commands of the shell."""

import json
import os
import re
import stat
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import create_engine

import config
from app import cli, create_app, demo
from app.domain.events import ProgrammeSet
from app.extensions import db
from app.store.place import said
from app.store.schema import is_current
from app.store.tables import Base, EventRow
from app.web.links import FUNCTIONS, Links
from app.web.shown_links import SHOWN_DELEGATIONS, command_of
from tests.conftest import SECRET, SLUG, settings_in
from tests.importing.small_meeting import DELEGATIONS, NAMES, PROGRAMME, changed, write


@pytest.fixture
def new(tmp_path) -> Flask:
    """An app whose database is not there yet."""
    app = create_app(settings_in(tmp_path / "instance"))
    cli.install(app)
    yield app
    with app.app_context():
        db.engine.dispose()


def run(app, *words):
    return app.test_cli_runner().invoke(args=[str(word) for word in words])


def test_links_of_all_holders(app):
    links = json.loads(run(app, "links", SLUG, "--json").output)

    delegations = links.pop("delegations")
    assert set(links) == set(FUNCTIONS)
    assert "KEN" in delegations
    token = links["chair"].removeprefix("http://127.0.0.1:5000/enter#")
    assert Links(SECRET, "").read(token).holder == "chair"
    assert len(set(links.values()) | set(delegations.values())) == len(links) + len(delegations)
    assert run(app, "links", SLUG, "--json").output == run(app, "links", SLUG, "--json").output


@pytest.mark.parametrize("words", [("links",), ("verify",), ("revoke", "chair")])
def test_meeting_that_is_not_here_is_said_in_one_line(app, new, words):
    command, *more = words
    for asked in (app, new):
        result = run(asked, command, "gone-2016", *more)
        file = asked.extensions["rostrum"].settings.instance_path / "rostrum.db"
        assert (result.exit_code, result.output) == (1, f"There is no meeting gone-2016 in the database {file}.\n")


@pytest.mark.parametrize(("url", "told"), [
    ("postgresql+psycopg2://a:secret@h:5/d", "postgresql://a:***@h:5/d"),
    ("postgresql+psycopg2://a@/d?host=/run&password=secret", "postgresql://a@/d?host=%2Frun&password=%2A%2A%2A"),
    ("sqlite:////srv/meeting.db", "/srv/meeting.db"), ("sqlite://", ":memory:"),
])
def test_database_is_named_without_its_password(url, told):
    assert said(create_engine(url)) == told


def test_command_that_is_shown_finds_the_same_database(tmp_path):
    usual = config.load({"INSTANCE_PATH": str(tmp_path)})
    moved = config.load({
        "INSTANCE_PATH": str(tmp_path / "a b"), "BASE_URL": "https://r.example.org",
        "DATABASE_URL": "postgresql://rostrum:secret@h/d?sslmode=require",
    })

    assert command_of(replace(usual, instance_path=config.INSTANCE, database_url=f"sqlite:///{config.INSTANCE}/rostrum.db"),
                      "links", "x") == ".venv/bin/flask --app wsgi links x"
    assert command_of(usual, "links", "x") == f"INSTANCE_PATH={tmp_path} .venv/bin/flask --app wsgi links x"
    assert command_of(moved, "links", "x") == (
        f"BASE_URL=https://r.example.org INSTANCE_PATH='{tmp_path}/a b' "
        "DATABASE_URL='postgresql+psycopg2://rostrum:***@h/d?sslmode=require' .venv/bin/flask --app wsgi links x"
    )


def test_verify_holds_and_names_the_first_bad_version(app, chair):
    chair.post("resume")
    good = run(app, "verify", SLUG)
    with app.app_context(), db.engine.connect().execution_options(write=True) as connection, connection.begin():
        connection.execute(EventRow.__table__.update().where(EventRow.version == 9).values(seat="Desk 9"))

    bad = run(app, "verify", SLUG)

    assert (good.exit_code, good.output) == (0, f"The log of {SLUG} holds: 17 versions.\n")
    assert (bad.exit_code, bad.output) == (1, f"Version 9 of {SLUG} is bad: changed.\n")


def test_revoke_gives_the_new_link_and_ends_the_old(app, kenya):
    result = run(app, "revoke", SLUG, "KEN")

    assert kenya.get("/screens/delegate").status_code == 401
    kenya.token = result.output.strip().partition("#")[2]
    assert kenya.get("/screens/delegate").status_code == 200
    assert run(app, "revoke", SLUG, "XXX").exit_code == 1


def test_erase_takes_words_away_and_the_log_holds(app, secretariat, here):
    secretariat.post("inscribe", list="4", delegation="KEN", speaker="Amina Canary")
    secretariat.post("set_contact", delegation="NOR", email="nor@example.org")

    result = run(app, "erase", SLUG, "--intervention", "i4", "--delegation", "NOR")

    assert (result.exit_code, result.output) == (0, "Erased: i4.\nErased: NOR.\n")
    meeting = here.service.load(SLUG)
    assert (meeting.interventions["i4"].speaker, meeting.contacts) == (None, {})
    assert run(app, "verify", SLUG).exit_code == 0


@pytest.mark.parametrize("words", [(), ("--intervention", "i99"), ("--delegation", "KEN", "--delegation", "XXX")])
def test_erase_of_nobody_erases_nothing(app, here, words):
    before = here.service.load(SLUG).version

    result = run(app, "erase", SLUG, *words)

    assert (result.exit_code, result.output.count("\n")) == (1, 1)
    assert here.service.load(SLUG).version == before


def test_import_prepares_the_database_and_imports_once(new, tmp_path):
    files = write(tmp_path, PROGRAMME, DELEGATIONS, NAMES)
    words = ("import-meeting", files[0], "--delegations", files[1], "--names", files[2])

    first, second = run(new, *words), run(new, *words)

    assert (first.exit_code, first.output) == (0, "Meeting small-2024 imported.\n")
    assert (second.exit_code, second.output) == (
        0, "Meeting small-2024 is there already; nothing was changed.\n",
    )
    here = new.extensions["rostrum"]
    assert (here.service.slugs(), here.service.verify("small-2024")[1]) == (["small-2024"], None)


def test_file_of_the_database_is_its_owners_alone_and_one_that_is_there_keeps_its_mode(new, tmp_path):
    file = tmp_path / "instance" / "rostrum.db"
    before = os.umask(0o022)
    try:
        run(new, "demo")
        modes = [stat.S_IMODE(each.stat().st_mode) for each in file.parent.iterdir()]
        file.chmod(0o640)
        run(new, "prepare")
        kept = stat.S_IMODE(file.stat().st_mode)
        run(new, "demo", "--fresh")
    finally:
        os.umask(before)

    assert (set(modes), kept) == ({0o600}, 0o640)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_import_of_the_same_meeting_with_other_content_is_refused_with_the_differences(new, tmp_path):
    files = write(tmp_path, PROGRAMME, DELEGATIONS, NAMES)
    run(new, "import-meeting", files[0], "--delegations", files[1])
    before = new.extensions["rostrum"].service.load("small-2024")
    write(tmp_path, changed(PROGRAMME, "title: Opening", "title: Reopening"), DELEGATIONS, NAMES)

    result = run(new, "import-meeting", files[0], "--delegations", files[1])

    assert result.exit_code == 1
    assert "Reopening" in result.output
    assert new.extensions["rostrum"].service.load("small-2024") == before


def test_import_of_a_faulty_file_leaves_nothing(new, tmp_path):
    files = write(tmp_path, changed(PROGRAMME, "title: Opening", "titel: Opening"), DELEGATIONS, NAMES)

    result = run(new, "import-meeting", files[0], "--delegations", files[1])
    run(new, "prepare")

    assert result.exit_code == 1
    assert re.search(r"^programme\.yaml:\d+: items\[0\]\.titel: ", result.output, re.MULTILINE)
    assert new.extensions["rostrum"].service.slugs() == []


@pytest.mark.parametrize("start", ["tomorrow", "2026-06-08", "2026-06-08T08:00:00"])
def test_start_that_is_no_instant_is_refused(new, start):
    result = run(new, "import-meeting", demo.PROGRAMME, "--delegations", demo.DELEGATIONS, "--start", start)

    assert result.exit_code == 2
    assert "2026-06-08T08:00:00Z" in result.output


def test_start_moves_the_programme(new):
    start = "2026-06-08T10:00:00+02:00"
    run(new, "import-meeting", demo.PROGRAMME, "--delegations", demo.DELEGATIONS, "--start", start)

    meeting = new.extensions["rostrum"].service.load("apmbc-im-2017")
    assert meeting.programme.items[0].starts_at == datetime(2026, 6, 8, 8, tzinfo=UTC)


def test_demo_seeds_once_prints_links_and_begins_anew_when_asked(new):
    first, second = run(new, "demo"), run(new, "demo")
    fresh = run(new, "demo", "--fresh")

    assert [each.exit_code for each in (first, second, fresh)] == [0, 0, 0]
    assert first.output == second.output == fresh.output
    for holder in (*FUNCTIONS, *SHOWN_DELEGATIONS):
        link = rf"^  {holder} +http://127\.0\.0\.1:5000/enter#apmbc-im-2017\.{holder}\.1\."
        assert re.search(link, first.output, re.MULTILINE)
    folder = new.extensions["rostrum"].settings.instance_path
    assert len(list(folder.glob("rostrum.db.*"))) >= 1
    meeting = new.extensions["rostrum"].service.load("apmbc-im-2017")
    assert meeting.plans["2.1"].item.starts_at.minute % 15 == 0
    assert [name for name, each in meeting.lists.items() if each.state == "open"] == [
        "3.4", "3.5", "3.6", "3.7", "3.8", "3.9", "4", "5", "6", "7", "8", "9",
    ]


def test_demo_as_it_was(new):
    run(new, "demo", "--as-is")

    imported = new.extensions["rostrum"].service.imported("apmbc-im-2017")
    programme = next(event.programme for event in imported if isinstance(event, ProgrammeSet))
    assert programme.items[0].starts_at == datetime(2017, 6, 8, 8, tzinfo=UTC)


def test_demo_for_phones_has_a_code_to_photograph(new):
    printed = run(new, "demo", "--lan").output

    assert set("█▀▄") & set(printed)


def test_migrations_lead_to_the_tables_of_the_program(new):
    run(new, "prepare")

    with new.app_context(), db.engine.connect() as connection:
        assert is_current(db.engine)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    assert run(new, "prepare").exit_code == 0


def test_pack_is_shown_with_what_it_inherits(app):
    result = run(app, "check-pack", "unfccc-hls")

    assert result.exit_code == 0
    assert "absence: end_of_tier\n" in result.output
    assert re.search(r"^replies: .* \(inherited\)$", result.output, re.MULTILINE)


def test_pack_that_is_not_there_is_said_in_one_line(app):
    result = run(app, "check-pack", "gone")

    assert result.exit_code == 1
    assert result.stderr.startswith("gone.yaml: cannot be read")
    assert result.stderr.count("\n") == 1
