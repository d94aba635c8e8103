"""The workshop door: what it says when something is in the way, and how it hands over to the server."""

import ast
import hashlib
import json
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

from deploy import programs
from tests.conftest import skipping

HERE = Path(__file__).resolve().parent.parent
# Stand-ins for the flask command and the server: each says with what it was started.
FLASK = "import sys; print('demo', *sys.argv[1:], flush=True)\n"
SETTINGS = ("HOST", "PORT", "BASE_URL", "DATABASE_URL", "REDIS_URL", "INSTANCE_PATH")
SERVER = """
import json, os, sys
names = os.environ.keys() & {"HOST", "PORT", "BASE_URL", "DATABASE_URL"}
print("serve", *sys.argv[1:])
print(json.dumps({name: os.environ[name] for name in names}))
sys.exit(int(os.environ.get("LEAVE_WITH", 0)))
"""
# A Python as Debian gives it without python3-venv.
BARE = """
import importlib.util, runpy
find = importlib.util.find_spec
importlib.util.find_spec = lambda name: None if name == "ensurepip" else find(name)
runpy.run_path("dev.py", run_name="__main__")
"""


@pytest.fixture
def workshop(tmp_path):
    """A tree with dev.py, an environment that counts as ready, and the stand-ins."""
    shutil.copy(HERE / "dev.py", tmp_path)
    shutil.copytree(HERE / "deploy", tmp_path / "deploy", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/python").symlink_to(sys.executable)
    make_ready(tmp_path, "run.lock")
    (tmp_path / "flask.py").write_text(FLASK)
    (tmp_path / "wsgi.py").write_text(SERVER)
    return tmp_path


def make_ready(folder, lock):
    (folder / lock).write_text("")
    (folder / f".venv/{lock}.installed").write_text(hashlib.sha256(b"").hexdigest())


def run(workshop, *flags, **settings):
    return start(workshop, [sys.executable, "dev.py", "run", *flags], {**surroundings(), **settings})


def start(folder, command, env=None):
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=30)


def surroundings():
    """The environment of this process, without what would steer the program."""
    return {name: value for name, value in os.environ.items() if name not in SETTINGS}


def free_port():
    return str(programs.free_port())


def test_run_begins_the_demo_anew_then_becomes_the_server(workshop):
    port = free_port()

    ended = run(workshop, "--fresh", "--as-is", PORT=port, DATABASE_URL="sqlite:///elsewhere.sqlite")

    demo, served, server = ended.stdout.splitlines()
    assert (demo, served) == ("demo --app wsgi demo --fresh --as-is", "serve")
    assert json.loads(server) == {
        "HOST": "127.0.0.1",
        "PORT": port,
        "DATABASE_URL": "sqlite:///elsewhere.sqlite",
    }
    assert (ended.returncode, ended.stderr) == (0, "")


def test_run_ends_as_the_server_ends(workshop):
    assert run(workshop, PORT=free_port(), LEAVE_WITH="7").returncode == 7


def test_run_does_not_serve_when_the_demo_fails(workshop):
    (workshop / "flask.py").write_text("import sys; sys.exit('The file is not ours.')")

    ended = run(workshop, "--fresh", PORT=free_port())

    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", "The file is not ours.\n")


def test_lan_listens_everywhere_and_prints_links_of_the_given_address(workshop):
    ended = run(workshop, "--lan", "--port", free_port(), BASE_URL="http://hall.example:5000")

    served, server = ended.stdout.splitlines()
    assert served == "serve --demo --lan"
    assert json.loads(server)["HOST"] == "0.0.0.0"


def test_lan_finds_an_address_that_others_can_reach_or_says_that_there_is_none(workshop):
    port = free_port()

    ended = run(workshop, "--lan", PORT=port)

    if ended.returncode:
        assert ended.stderr.startswith("This machine has no address on a local network: ")
    else:
        base = json.loads(ended.stdout.splitlines()[1])["BASE_URL"]
        assert base.endswith(f":{port}")
        assert "//127." not in base


def test_run_says_in_one_line_that_the_port_is_taken(workshop):
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]

        ended = run(workshop, "--port", str(taken))

    assert ended.returncode == 1
    assert ended.stdout == ""
    line, _, suggested = ended.stderr.strip().rpartition(" ")
    assert line == f"Port {taken} is taken: stop the other program, or run with --port"
    assert int(suggested.rstrip(".")) > taken


@pytest.mark.parametrize(
    ("flags", "settings", "line"),
    [
        ((), {"PORT": "five"}, "The port must be a number from 1 to 65535, not 'five'."),
        (("--port", "70000"), {}, "The port must be a number from 1 to 65535, not '70000'."),
        (("--port", "0"), {}, "The port must be a number from 1 to 65535, not '0'."),
        ((), {"HOST": "192.0.2.7"}, "Cannot listen on 192.0.2.7 (Cannot assign requested address): "
            "set HOST to an address of this machine."),
        ((), {"INSTANCE_PATH": "/dev/null/here"}, "Cannot write to /dev/null/here (Not a directory): "
            "set INSTANCE_PATH to a folder that is yours."),
    ],
)  # fmt: skip
def test_run_says_in_one_line_what_is_in_the_way(workshop, flags, settings, line):
    ended = run(workshop, *flags, **{"PORT": free_port(), **settings})

    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", line + "\n")


def test_without_ensurepip_the_missing_package_is_named(workshop):
    (workshop / ".venv/bin/python").unlink()
    (workshop / "bare.py").write_text(BARE)

    ended = start(workshop, [sys.executable, "bare.py", "run"])

    assert ended.returncode == 1
    assert ended.stderr == (
        "Python's venv module is not complete here: install the package python3-venv, then start again.\n"
    )


def test_an_old_python_can_read_the_file_and_is_refused_in_one_line():
    source = (HERE / "dev.py").read_text()
    ast.parse(source, feature_version=(3, 7))
    old = "import sys; sys.version_info = (3, 9, 2); import dev"

    ended = start(HERE, [sys.executable, "-c", old])

    assert ended.returncode == 1
    assert ended.stderr.startswith("Rostrum needs Python 3.11 or newer, this is ")
    assert ended.stderr.count("\n") == 1


def test_a_missing_program_closes_the_gate_in_ci(workshop):
    make_ready(workshop, "test.lock")

    ended = start(workshop, [sys.executable, "dev.py", "test"], {"PATH": str(workshop), "CI": "true"})

    assert ended.returncode == 1
    assert "node is not here: the tests of the browser's modules are skipped." in ended.stdout.splitlines()
    assert ended.stderr == "With CI=true nothing may be left out.\n"


# What pytest said in its two parts, whether it was CI, and the exit code that follows.
PASSED, FAILED, NOTHING = ("=== 3 passed ===", 0), ("=== 1 failed ===", 1), ("=== no tests ran ===", 5)
SKIPPED = ("SKIPPED [1] tests/test_queue.py:9: no Redis\n=== 2 passed, 1 skipped ===", 0)
UNTRACED = ("SKIPPED [1] tests/test_sync.py:9: tracing is forbidden here\n=== 2 passed, 1 skipped ===", 0)


@pytest.mark.parametrize(
    ("fast", "rest", "ci", "code"),
    [
        (PASSED, PASSED, "true", 0),
        (PASSED, NOTHING, "true", 0),
        (NOTHING, NOTHING, "", 1),
        (FAILED, PASSED, "", 1),
        (PASSED, FAILED, "", 1),
        (PASSED, SKIPPED, "", 0),
        (PASSED, SKIPPED, "true", 1),
        (PASSED, UNTRACED, "true", 0),
    ],
)
def test_all_parts_decide_together_and_close_the_output(workshop, fast, rest, ci, code):
    make_ready(workshop, "test.lock")
    for program in ("node", "chromium", "initdb"):
        (workshop / program).write_text("")
        (workshop / program).chmod(0o755)
    (workshop / "pytest.py").write_text(
        f"import sys\nwords, code = {fast!r} if '--dist' not in sys.argv else {rest!r}\nprint(words)\nsys.exit(code)\n"
    )

    ended = start(workshop, [sys.executable, "dev.py", "test"], {"PATH": str(workshop), "CI": ci})

    assert ended.returncode == code
    assert ended.stdout.splitlines()[-2:] == [fast[0].splitlines()[-1], rest[0].splitlines()[-1]]


@pytest.mark.drill
def test_the_demo_is_served_and_control_c_ends_it_cleanly(tmp_path):
    port = free_port()
    command = [sys.executable, HERE / "dev.py", "run"]
    instance = tmp_path / "instance"
    settings = {**surroundings(), "PORT": port, "INSTANCE_PATH": str(instance)}

    with subprocess.Popen(command, env=settings, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert answer(f"http://127.0.0.1:{port}/", server) == 200
            modes = modes_in(instance)
            server.send_signal(signal.SIGINT)
            said, _ = server.communicate(timeout=5)
        finally:
            server.kill()

    assert server.returncode == 0
    assert f"http://127.0.0.1:{port}/enter#" in said
    with socket.create_server(("127.0.0.1", int(port))):
        pass  # the port is free again
    assert modes == {".": 0o700, "rostrum.db": 0o600, "rostrum.db-shm": 0o600, "rostrum.db-wal": 0o600,
                     "secret_key": 0o600}
    assert set(modes_in(instance)) == {".", "rostrum.db", "secret_key"}, "what was written is in one file"


@pytest.mark.drill
@pytest.mark.postgres
@pytest.mark.timeout(120)
@pytest.mark.parametrize("moment", ["while it starts", "while it serves"])
def test_nothing_of_the_house_outlives_its_terminal(moment):
    with skipping():
        for name, package in (("redis-server", "redis-server"), ("nginx", "nginx-light")):
            programs.found(name, package)
        programs.found("initdb", "postgresql", sorted(Path("/usr/lib/postgresql").glob("*/bin")))
    command = [sys.executable, HERE / "dev.py", "cluster", "--port", free_port()]

    with tempfile.TemporaryDirectory(prefix="terminal-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL runs as another user where this one is root
        settings = {**surroundings(), "TMPDIR": folder}
        with subprocess.Popen(
            command, env=settings, stdout=subprocess.PIPE, text=True, start_new_session=True, preexec_fn=hears_hang_ups,
        ) as house:
            try:
                said = said_before(moment, house, folder)
                begun = len(alive_in(house.pid))
                links = pasted(said)
                for _ in range(3):
                    hang_up(house.pid)
                house.wait(90)
            finally:
                house.kill()
            left = alive_in(house.pid)
            for each in left:
                os.kill(each, signal.SIGKILL)
        assert (left, os.listdir(folder)) == ([], [])
    if moment == "while it serves":
        # Before it serves, what it is just starting may hear of the end first, and fail.
        assert house.returncode == 0
        assert begun > 4
        assert "/office/set-up#" in said
        assert links.count("/enter#") > 230


def hears_hang_ups():
    """Where the tests themselves run by nohup, what they start would take the end of a terminal for nothing."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def said_before(moment, house, folder):
    """What the house has said when the moment has come."""
    if moment == "while it starts":
        programs.wait_for(lambda: any(Path(folder).glob("rostrum-postgres-*/data")), 60, "a database")
        return ""
    said = ""
    while "\nWorkers " not in said:
        line = house.stdout.readline()
        assert line, "it has ended"
        said += line
    return said


def pasted(said):
    """What the command that is shown for all links says in another shell; nothing where none is shown yet."""
    shown = re.search(r"links: (.+)$", said, re.MULTILINE)
    return start(HERE, ["/bin/sh", "-c", shown[1]], surroundings()).stdout if shown else ""


def hang_up(session):
    """As the kernel does it, and the shell before it: to all that stand at the terminal."""
    with suppress(ProcessLookupError):
        os.killpg(session, signal.SIGHUP)
    time.sleep(0.05)


def alive_in(session):
    """The processes of a session."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            state, *numbers = (process / "stat").read_text().rpartition(")")[2].split()
            if int(numbers[2]) == session and state != "Z" and int(process.name) != session:
                found.append(int(process.name))
    return found


def modes_in(folder):
    """What everybody may do with a folder and the files in it."""
    return {name: stat.S_IMODE((folder / name).stat().st_mode) for name in (".", *os.listdir(folder))}


def answer(url, server):
    """The status that a server gives as soon as it listens."""
    until = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as page:
                return page.status
        except OSError:
            if time.monotonic() > until or server.poll() is not None:
                raise
            time.sleep(0.1)
