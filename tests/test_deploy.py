"""What lies in deploy/: it fits the program, and itself."""

import os
import re
import shutil
import subprocess
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from config import SettingError, load
from deploy.nginx import Site, SiteError, local_workers, render, site_asked_for
from deploy.where import where
from tests.conftest import settings_in

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
NAMED = re.compile(r'"([A-Z][A-Z_]+)"')
PYTHONS_OWN = {"PYTHONUNBUFFERED"}
PLAIN = Site(workers=local_workers(2), names=("rostrum.example.org",), listen=("8080",))
SECURE = replace(PLAIN, listen=Site.listen, certificate=Path("/etc/tls/chain.pem"), key=Path("/etc/tls/key.pem"))


# -- nginx


@pytest.mark.parametrize("site", [PLAIN, SECURE])
def test_all_is_filled_in(site):
    text = render(site)

    assert not re.search(r"\{\{|\}\}|#:|None", text)
    assert text.count("{") == text.count("}")


def test_worker_has_its_address_and_its_sessions():
    text = render(replace(PLAIN, workers={"1": "127.0.0.1:5001", "7": "192.0.2.7:80"}))

    assert text.count("server 192.0.2.7:80 max_fails=0;") == 2
    assert r'"~^7\." worker_7;' in text


def test_certificate_brings_tls_and_none_leaves_it_out():
    assert "ssl" not in "".join(line for line in render(PLAIN).splitlines() if not line.lstrip().startswith("#"))
    text = render(SECURE)
    assert "listen 443 ssl http2;" in text
    assert "listen [::]:443 ssl http2 default_server backlog=4096;" in text
    assert "ssl_certificate /etc/tls/chain.pem;" in text


@pytest.mark.parametrize(("port", "shown"), [(None, "$host;"), (443, "$host;"), (8443, "$host:8443;")])
def test_port_is_named_where_it_is_not_the_usual_one(port, shown):
    assert f"proxy_set_header Host {shown}" in render(replace(SECURE, public_port=port))


@pytest.mark.parametrize("change", [
    {"workers": {}}, {"names": ()}, {"listen": ()}, {"key": None}, {"workers": {"one": "127.0.0.1:5001"}},
    {"workers": {"1": "127.0.0.1"}}, {"names": ("a b",)}, {"names": ("_; return 200",)}, {"user": "a;b"},
    {"run": Path("/a b")}, {"listen": ("443 ssl",)}, {"certificate": Path("/a{b")},
])
def test_what_cannot_stand_in_it_is_refused(change):
    with pytest.raises(SiteError):
        render(replace(SECURE, **change))


def test_site_is_asked_for_in_the_shell():
    words = "--name a.example --name b.example --certificate /c --key /k --worker 1=192.0.2.1:5001"
    asked = site_asked_for(words.split())
    assert (asked.names, asked.workers) == (("a.example", "b.example"), {"1": "192.0.2.1:5001"})
    assert site_asked_for(["--name", "a.example", "--workers", "3"]) == Site(
        workers=local_workers(3), names=("a.example",), listen=("80", "[::]:80"),
    )


def test_there_are_as_many_workers_as_the_unit_has_ports_for():
    unit = (DEPLOY / "rostrum@.service").read_text()
    given = re.search(r"PORT=(\d+)%i ", unit)[1]

    assert local_workers(9) == {str(number): f"127.0.0.1:{given}{number}" for number in range(1, 10)}
    assert f"http://127.0.0.1:{given}%i/readyz" in unit
    for count in (0, 10):
        with pytest.raises(SiteError, match=f"1 to 9 workers, not {count}"):
            local_workers(count)


# -- Settings


def names_read():
    return set(NAMED.findall((ROOT / "config.py").read_text()))


def names_in(text):
    return set(re.findall(r"^#?([A-Z][A-Z_]+)=", text, re.MULTILINE))


def names_given():
    """By which file which settings are given to the workers."""
    unit = re.search(r"^Environment=(.*)$", (DEPLOY / "rostrum@.service").read_text(), re.MULTILINE)
    image = re.search(r"^ENV (.*)$", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)
    scripts = "".join((DEPLOY / name).read_text() for name in ("backup.sh", "restore.sh"))
    of_app = [each for each in COMPOSE["services"].values() if each["image"] == "rostrum"]
    return {
        "rostrum.env.example": names_in((DEPLOY / "rostrum.env.example").read_text()),
        "rostrum@.service": {word.partition("=")[0] for word in unit[1].split()} - PYTHONS_OWN,
        "Dockerfile": {word.partition("=")[0] for word in image[1].split()} - PYTHONS_OWN,
        "compose.yaml": {name for service in of_app for name in service["environment"]},
        "scripts": set(re.findall(r"\$\{?([A-Z_]{4,})", scripts)),
    }


@pytest.mark.parametrize("file", names_given())
def test_each_setting_that_is_given_is_read(file):
    assert names_given()[file] <= names_read()


def test_unit_gives_what_the_file_leaves_out():
    given = names_given()
    assert given["rostrum@.service"] == {"PORT", "WORKER"}
    assert given["rostrum.env.example"] & given["rostrum@.service"] == set()
    assert {"BASE_URL", "DATABASE_URL", "INSTANCE_PATH", "REDIS_URL"} <= given["rostrum.env.example"]


def test_file_is_understood_by_the_shell_and_by_the_program(tmp_path):
    all_given = re.sub(r"^#([A-Z_]+=)", r"\1", (DEPLOY / "rostrum.env.example").read_text(), flags=re.MULTILINE)
    (tmp_path / "rostrum.env").write_text(all_given)
    said = subprocess.run(
        ["bash", "-euc", "set -a; . ./rostrum.env; env --null"], cwd=tmp_path, capture_output=True, text=True,
        check=True,
    ).stdout
    given = dict(each.split("=", 1) for each in said.split("\0") if each)

    settings = load({**given, "INSTANCE_PATH": str(tmp_path), "REDIS_URL": ""})

    assert (settings.is_https, settings.metrics_token) == (True, "0123456789abcdef")
    assert settings.database_url == "postgresql+psycopg2://rostrum@/rostrum?host=/var/run/postgresql"
    assert settings.mail.sender == "Office <office@example.org>"


# -- Containers


def test_services_wait_for_what_is_there():
    services = COMPOSE["services"]
    for service in services.values():
        for name, how in service.get("depends_on", {}).items():
            one_time = how["condition"] == "service_completed_successfully"
            assert one_time or "healthcheck" in services[name]


def test_proxy_asks_each_worker_at_its_address():
    workers = {}
    for service in (each for name, each in COMPOSE["services"].items() if name.startswith("worker")):
        address, given = service["networks"]["inside"]["ipv4_address"], service["environment"]
        workers[given["WORKER"]] = f"{address}:{given['PORT']}"
    asked = re.findall(r"--worker (\d+)=(\S+)", COMPOSE["services"]["proxy"]["command"][-1])
    assert dict(asked) == workers == {"1": "172.30.84.11:5001", "2": "172.30.84.12:5002"}


def test_no_secret_is_written_down():
    text = (DEPLOY / "compose.yaml").read_text()
    assert re.findall(r"(?:PASSWORD|KEY|TOKEN)\S*: (?!\$\{)", text) == []
    assert "postgresql://rostrum:${POSTGRES_PASSWORD:?" in text
    assert "SECRET_KEY" not in text


def test_what_is_copied_into_the_image_is_there_and_let_through():
    copied = re.findall(r"^COPY (.+) \S+$", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)
    names = {name for each in copied for name in each.split()}
    let_through = re.findall(r"^!(\S+)$", (DEPLOY / "Dockerfile.dockerignore").read_text(), re.MULTILINE)
    assert all((ROOT / name).exists() for name in names)
    assert names == set(let_through)


# -- Units


def test_units_are_understood(tmp_path):
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is missing: install Debian's package systemd")
    units = {"rostrum@.service": "rostrum@.service", "rostrum.target": "rostrum.target",
             "rostrum@1.service": "rostrum@.service", "rostrum@2.service": "rostrum@.service"}
    for name, source in units.items():
        text = (DEPLOY / source).read_text().replace("/opt/rostrum/.venv/bin/python", "/bin/true")
        (tmp_path / name).write_text(text.replace("/usr/bin/curl", "/bin/true"))

    judged = subprocess.run(
        [program, "verify", *(tmp_path / name for name in units if "@." not in name)], capture_output=True, text=True,
        check=False,
    )
    assert (judged.returncode, judged.stderr) == (0, "")


# -- Documents


@pytest.mark.parametrize(("name", "before"), [
    ("room.md", ".venv/bin/"), ("deploying.md", "as_rostrum .venv/bin/"), ("packs.md", ".venv/bin/"),
])
def test_command_of_the_shell_works_as_it_is_written(name, before):
    text = (ROOT / "docs" / name).read_text()
    commands = re.findall(r"[\w./ ]*flask --app wsgi", text)
    assert commands
    assert all(each.strip().startswith(f"{before}flask") for each in commands)


def test_room_with_one_process_has_its_nginx():
    text = (ROOT / "docs" / "room.md").read_text()
    asked = re.search(r"^python3 deploy/nginx.py (.*) \\$", text, re.MULTILINE)[1].replace("FILE", "/etc/tls/file.pem")
    port = re.search(r"^export HOST=127\.0\.0\.1 PORT=(\d+)$", text, re.MULTILINE)[1]

    site = site_asked_for(asked.split())

    assert site.workers == {"1": f"127.0.0.1:{port}"}
    assert "listen 443 ssl" in render(site)


# -- Backups


def cron_lines():
    """What is done every so often, as the document gives it: by its first word."""
    text = (ROOT / "docs" / "deploying.md").read_text()
    lines = re.findall(r"^(?:[\d*/]+ ){5}rostrum (.*)$", text, re.MULTILINE)
    return {name: [line for line in lines if line.startswith(name)] for name in ("bash", "find")}


def aged(folder, hours):
    folder.mkdir()
    (folder / "secret_key").write_text("s")
    then = time.time() - hours * 3600
    os.utime(folder, (then, then))


def in_the_shell(line, folder):
    words = ["/bin/sh", "-c", line.replace("/var/backups/rostrum", str(folder))]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


def test_old_backups_go_and_those_that_were_never_finished(tmp_path):
    for name, hours in (("rostrum-new", 1), ("rostrum-old", 24 * 16), (".rostrum-now.part", 1),
                        (".rostrum-killed.part", 3), ("another", 24 * 16)):
        aged(tmp_path / name, hours)
    purge, _ = cron_lines()["find"]

    assert in_the_shell(purge, tmp_path) == ""

    assert {each.name for each in tmp_path.iterdir()} == {"rostrum-new", ".rostrum-now.part", "another"}


def test_it_is_said_when_the_newest_backup_is_old(tmp_path):
    _, alarm = cron_lines()["find"]
    aged(tmp_path / ".rostrum-now.part", 0)
    aged(tmp_path / "rostrum-old", 2)
    said = in_the_shell(alarm, tmp_path)
    aged(tmp_path / "rostrum-new", 0.5)

    assert said == "No backup of Rostrum for an hour.\n"
    assert in_the_shell(alarm, tmp_path) == ""


def test_backup_that_cannot_be_read_is_told_from_what_is_none():
    """In a folder of its own, whose way anybody may go: where the tests are root somebody else restores."""
    somebody = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}

    def restored(name):
        done = subprocess.run([folder / "restore.sh", folder / name], capture_output=True, text=True, check=False,
                              **somebody)
        return done.returncode, done.stderr.replace(f"{folder}/", "").partition(" by ")[0].rstrip()

    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)
        shutil.copy(DEPLOY / "restore.sh", folder)
        (folder / "empty").mkdir()
        for name, mode in (("closed", 0o000), ("secret", 0o755)):
            (folder / name).mkdir()
            for file in ("SHA256SUMS", "secret_key"):
                (folder / name / file).write_text("")
            (folder / name / "secret_key").chmod(0o000)
            (folder / name).chmod(mode)

        assert restored("closed") == (1, "closed cannot be read")
        assert restored("closed/rostrum-1") == (1, "closed/rostrum-1 cannot be read")
        assert restored("secret") == (1, "secret/secret_key cannot be read")
        assert restored("empty") == (1, "empty is no backup of Rostrum.")
        assert restored("nowhere") == (1, "There is no nowhere.")
        (folder / "closed").chmod(0o700)


# -- Where the data lie


def test_place_of_the_data_is_that_of_the_program(tmp_path):
    settings = settings_in(tmp_path)
    found = where({"INSTANCE_PATH": str(tmp_path)})
    assert settings.database_url == f"sqlite:///{found['file']}"
    assert found == {"instance": str(tmp_path), "kind": "sqlite", "file": f"{tmp_path}/rostrum.db"}
    assert list(tmp_path.iterdir()) == [], "it has made a secret"


@pytest.mark.parametrize(("url", "found"), [
    ("postgresql://a:b%40c@h:5/d?sslmode=require", {
        "PGUSER": "a", "PGPASSWORD": "b@c", "PGHOST": "h", "PGPORT": "5", "PGDATABASE": "d", "PGSSLMODE": "require",
    }),
    ("postgres://rostrum@/rostrum?host=/var/run/postgresql", {
        "PGUSER": "rostrum", "PGHOST": "/var/run/postgresql", "PGDATABASE": "rostrum",
    }),
])
def test_place_is_told_to_the_programs_of_postgresql(tmp_path, url, found):
    assert where({"INSTANCE_PATH": str(tmp_path), "DATABASE_URL": url}) == {
        "instance": str(tmp_path), "kind": "postgresql", **found,
    }


@pytest.mark.parametrize("url", ["sqlite:///meetings.db", "sqlite://", "postgresql://h/d?target_session_attrs=any"])
def test_place_that_cannot_be_told_is_refused(tmp_path, url):
    with pytest.raises(SettingError, match="^DATABASE_URL "):
        where({"INSTANCE_PATH": str(tmp_path), "DATABASE_URL": url})
