"""For whoever watches over the program: it lives, it can work, what it counts, and who may read that."""

import re
from dataclasses import replace

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import create_engine, text

import config
from app.extensions import db
from app.live.guard import Guard
from app.web.health import readiness
from tests.conftest import SECRET, SLUG
from tests.web.browsing import Browser

TOKEN = "for the watcher alone 42"


def counted(answer):
    """Every sample of the text, by name and labels."""
    assert answer.status_code == 200, answer.text
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(answer.text) for sample in family.samples
    }


def test_process_that_lives_says_so_and_touches_nothing(app):
    with app.app_context():
        db.engine.dispose()

    answer = app.test_client().get("/healthz")

    assert (answer.status_code, answer.text, answer.content_type) == (200, "ok", "text/plain; charset=utf-8")
    with app.app_context():
        assert db.engine.pool.checkedin() == 0


def test_program_that_can_work_is_ready(app):
    answer = app.test_client().get("/readyz")

    assert (answer.status_code, answer.json) == (200, {"ok": True, "database": "ok", "tables": "ok"})


def test_tables_that_are_not_current_are_named(app, service):
    with service.engine.connect().execution_options(write=True) as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = 'older'"))

    answer = app.test_client().get("/readyz")

    assert (answer.status_code, answer.json) == (503, {"ok": False, "database": "ok", "tables": "failing"})


def test_database_that_is_gone_is_named_and_nothing_of_it(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path}/no/such/folder/secret.db")

    assert readiness(engine) == {"ok": False, "database": "failing", "tables": "unknown"}


@pytest.mark.parametrize("holder", ["chair", "secretariat"])
def test_desk_reads_the_figures_by_its_link_and_by_its_cookie(app, program, holder):
    browser = Browser(app)
    browser.enter("room")
    browser.enter(holder)

    by_link = app.test_client().get("/metrics", headers=program(holder).headers())
    for answer in (by_link, browser.client.get("/metrics")):
        assert answer.status_code == 200
        assert answer.content_type.startswith("text/plain")


@pytest.mark.parametrize(("holder", "status", "code"), [
    ("room", 403, "not_for_role"), ("KEN", 403, "not_for_role"), ("public", 403, "not_for_role"),
])
def test_others_do_not_read_the_figures(app, program, holder, status, code):
    answer = app.test_client().get("/metrics", headers=program(holder).headers())
    browser = Browser(app)
    browser.enter(holder)

    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert browser.client.get("/metrics").status_code == 401


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer x", "Bearer \xff", f"Bearer {TOKEN}", "Basic eDp5"])
def test_strangers_do_not_read_the_figures(app, header):
    answer = app.test_client().get("/metrics", headers={"Authorization": header} if header else {})

    assert (answer.status_code, answer.json["ok"]) == (401, False)


def test_revoked_desk_does_not_read_the_figures(app, program, service):
    browser, chair = Browser(app), program("chair")
    browser.enter("chair")
    service.revoke(SLUG, "chair")

    assert app.test_client().get("/metrics", headers=chair.headers()).status_code == 401
    assert browser.client.get("/metrics").status_code == 401


def test_token_of_the_settings_reads_the_figures_and_nothing_else(make_app, settings):
    client = make_app(replace(settings, metrics_token=TOKEN)).test_client()
    headers = {"Authorization": f"Bearer {TOKEN}"}

    assert client.get("/metrics", headers=headers).status_code == 200
    assert client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}3"}).status_code == 401
    assert client.get(f"/api/v1/meetings/{SLUG}/screens/chair", headers=headers).status_code == 401


@pytest.mark.parametrize("token", ["short", "fifteen letters", "sixteen letters é"])
def test_token_that_is_none_is_refused_at_the_start(tmp_path, token):
    with pytest.raises(config.SettingError, match="^METRICS_TOKEN is no token"):
        config.load({"INSTANCE_PATH": str(tmp_path), "SECRET_KEY": SECRET, "METRICS_TOKEN": token})


def test_commands_are_counted_by_kind_and_outcome(app, chair, kenya):
    def figures():
        return counted(app.test_client().get("/metrics", headers=chair.headers()))

    before = figures()
    chair.post("tell", words="Coffee")
    chair.post("start_clock", intervention="i1")
    kenya.post("suspend")
    chair.post("dance")

    after = figures()
    grown = {key: after[key] - before.get(key, 0) for key in after if after[key] != before.get(key, 0)}
    assert {key: value for key, value in grown.items() if key[0] == "rostrum_commands_total"} == {
        ("rostrum_commands_total", "done", "tell"): 1, ("rostrum_commands_total", "not_on_floor", "start_clock"): 1,
        ("rostrum_commands_total", "not_for_role", "suspend"): 1,
        ("rostrum_commands_total", "unknown_command", "unread"): 1,
    }
    assert grown["rostrum_command_seconds_count",] == 4
    assert after["rostrum_meeting_version", SLUG] == before["rostrum_meeting_version", SLUG] + 1
    assert after["rostrum_commands_in_flight",] == 0


def test_figures_of_one_app_are_not_those_of_another(app, chair, make_app, settings):
    other = make_app(settings).test_client()
    chair.post("tell", words="Coffee")

    figures = counted(other.get("/metrics", headers=chair.headers()))

    assert [key for key in figures if key[0] == "rostrum_commands_total"] == []


def test_no_label_holds_words_of_persons_or_tokens(app, chair):
    chair.post("inscribe", list="4", delegation="KEN", speaker="Ms Canary", note="Canary")
    chair.post("tell", words="Canary")

    answer = app.test_client().get("/metrics", headers=chair.headers())

    labels = set(re.findall(r'(\w+)="', answer.text))
    assert labels <= {"kind", "outcome", "le", "event", "screen", "meeting", "cause", "channel", "state"}
    assert "anary" not in answer.text
    assert chair.token not in answer.text


def test_connections_that_were_cut_are_counted(app, chair):
    ticker = app.extensions["rostrum.ticker"]
    guard = Guard(app.extensions["socketio"], lambda connection: None)
    guard.cuts["slow"] += 2
    ticker.guard = guard
    try:
        figures = counted(app.test_client().get("/metrics", headers=chair.headers()))
    finally:
        ticker.guard = None

    assert figures["rostrum_connections_cut_total", "slow"] == 2
