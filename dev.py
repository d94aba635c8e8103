#!/usr/bin/env python3
"""The workshop door: run, test, lint, lock and vendor, with nothing installed but Python itself."""

import argparse
import base64
import errno
import hashlib
import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

if sys.version_info < (3, 11):  # noqa: UP036 - this file is what meets an old Python, so it must still parse there
    sys.exit(f"Rostrum needs Python 3.11 or newer, this is {sys.version.split()[0]}: start dev.py with a newer one.")

from deploy.cluster import Cluster
from deploy.programs import ProgramMissing

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / "bin" / "python"
UV = "uv==0.13.9"
SLOW = "browser or drill or slow"
STRICT = os.environ.get("CI") == "true"
Command = list[str | Path]


# -- The environment ---------------------------------------------------------------------------------------------------


def prepare(lock: str) -> None:
    """Bring .venv to what the lock file names; a stamp with its hash makes the second time free."""
    digest = hashlib.sha256((HERE / lock).read_bytes()).hexdigest()
    stamp = VENV / f"{lock}.installed"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == digest:
        return
    if not PYTHON.exists() or subprocess.run([PYTHON, "-c", "import pip"], stderr=subprocess.DEVNULL).returncode:
        if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
            sys.exit("Python's venv module is not complete here: install the package python3-venv, then start again.")
        say("Making the environment in .venv ...")
        call([sys.executable, "-m", "venv", "--clear", VENV], "The environment .venv could not be made.")
    say(f"Installing what {lock} names (once; it takes about a minute) ...")
    pip: Command = [PYTHON, "-m", "pip", "-qq", "--disable-pip-version-check", "--no-input"]
    call([*pip, "install", "--require-hashes", "-r", HERE / lock], f"What {lock} names could not be installed.")
    stamp.write_text(digest)


def call(command: Command, failure: str) -> None:
    if subprocess.run(command, cwd=HERE).returncode:
        sys.exit(failure)


def say(line: str) -> None:
    print(line, flush=True)


# -- run ---------------------------------------------------------------------------------------------------------------


def run(wish: argparse.Namespace, _: list[str]) -> int:
    """Serve the demo meeting on this machine, or with --lan to every phone in the house."""
    prepare("run.lock")
    os.environ.update(settings(wish))
    check_folder(HERE / (os.environ.get("INSTANCE_PATH") or "instance"))
    check_port(os.environ["HOST"], int(os.environ["PORT"]))

    lan = ["--lan"] if wish.lan else []
    anew = [flag for flag, wished in (("--fresh", wish.fresh), ("--as-is", wish.as_is)) if wished]
    if anew:
        failed = subprocess.run([PYTHON, "-m", "flask", "--app", "wsgi", "demo", *anew, *lan], cwd=HERE).returncode
        if failed:
            return failed

    # The server takes the place of this process: signals reach it directly, and nothing is left behind when it ends.
    os.chdir(HERE)
    os.execv(PYTHON, [str(PYTHON), "wsgi.py", *([] if anew else ["--demo", *lan])])


def settings(wish: argparse.Namespace) -> dict[str, str]:
    port = wish.port or os.environ.get("PORT") or "5000"
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        sys.exit(f"The port must be a number from 1 to 65535, not {port!r}.")
    if not wish.lan:
        return {"HOST": os.environ.get("HOST") or "127.0.0.1", "PORT": port}
    return {"HOST": "0.0.0.0", "PORT": port, "BASE_URL": os.environ.get("BASE_URL") or f"http://{lan_address()}:{port}"}


def lan_address() -> str:
    found: list[str] = []
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        # Connecting by UDP sends nothing: it only asks the routes, here for an address reserved for documents.
        probe.connect(("192.0.2.1", 9))
        found.append(probe.getsockname()[0])
    with suppress(OSError):
        found += socket.gethostbyname_ex(socket.gethostname())[2]
    for address in found:
        if not address.startswith(("127.", "0.")):
            return address
    sys.exit("This machine has no address on a local network: connect it to one, or set BASE_URL.")


def check_folder(instance: Path) -> None:
    try:
        instance.mkdir(parents=True, exist_ok=True, mode=0o700)
        tempfile.TemporaryFile(dir=instance).close()
    except OSError as error:
        sys.exit(f"Cannot write to {instance} ({error.strerror}): set INSTANCE_PATH to a folder that is yours.")


def check_port(host: str, port: int) -> None:
    obstacle = obstacle_at(host, port)
    if obstacle == errno.EADDRINUSE:
        free = next((other for other in range(port + 1, min(port + 100, 65536)) if not obstacle_at(host, other)), 5000)
        sys.exit(f"Port {port} is taken: stop the other program, or run with --port {free}.")
    if obstacle == errno.EACCES:
        sys.exit(f"Port {port} is reserved for the administrator: run with --port 5000.")
    if obstacle:
        sys.exit(f"Cannot listen on {host} ({os.strerror(obstacle)}): set HOST to an address of this machine.")


def obstacle_at(host: str, port: int) -> int:
    """What forbids listening there, as an errno; 0 when nothing does."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
            trial.listen()
    except socket.gaierror:
        return errno.EADDRNOTAVAIL
    except OSError as error:
        return error.errno or errno.EIO
    return 0


# -- cluster -----------------------------------------------------------------------------------------------------------


def cluster(wish: argparse.Namespace, _: list[str]) -> int:
    """Serve the demo by two workers behind nginx, on PostgreSQL and Redis, until Ctrl-C; nothing is kept."""
    prepare("run.lock")
    os.environ.update(settings(argparse.Namespace(lan=False, port=wish.port)))
    port = int(os.environ.pop("PORT"))
    check_port("127.0.0.1", port)
    end_with_the_terminal()
    try:
        house = Cluster(wish.workers, python=PYTHON, port=port)
    except ProgramMissing as missing:
        sys.exit(f"{missing}.")
    with house:
        house.start_stores()
        seeded = house.flask("demo")
        if seeded.returncode:
            sys.exit(seeded.stderr)
        house.start_workers()
        say(seeded.stdout + house.flask("set-up").stdout)
        numbers = ", ".join(f"{each.number} (pid {each.pid}, port {each.port})" for each in house.workers)
        say(f"Workers {numbers} behind nginx on {house.url}")
        signal.pause()
    return 0


def end_with_the_terminal() -> None:
    """Lets SIGTERM and the end of the terminal end this process as Ctrl-C does: nothing of it is left behind."""
    ends = [signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # whoever starts it by nohup wants it to stay
        ends.append(signal.SIGHUP)

    def end(*_: object) -> None:
        # A terminal that closes says so more than once, and the second time must not cut short what the first began.
        for each in ends:
            signal.signal(each, signal.SIG_IGN)
        sys.exit(0)

    for each in ends:
        signal.signal(each, end)


# -- test and lint -----------------------------------------------------------------------------------------------------


def test(wish: argparse.Namespace, extra: list[str]) -> int:
    """Run all tests, the browser's too; further words go to pytest, which then runs once, with them."""
    prepare("test.lock")
    missing = missing_programs()
    for name, lost in missing.items():
        say(f"{name} is not here: {lost}.")
    if missing and STRICT:
        sys.exit("With CI=true nothing may be left out.")

    pytest: Command = [PYTHON, "-m", "pytest"]
    without_browser = " and not browser" if "Chromium" in missing else ""
    if extra:
        pytest += ["-m", "not browser"] if without_browser else []
        return subprocess.run([*pytest, *extra], cwd=HERE).returncode
    modules = [] if "node" in missing else scripts()
    outcomes = [watched(["node", "--test", "--test-reporter=spec", *modules], "ℹ pass")] if modules else []
    workers = min(os.cpu_count() or 1, 4)
    outcomes.append(watched([*pytest, "-n", str(workers if workers > 1 else 0), "-m", f"not ({SLOW})"], "==="))
    # A file at a time for each worker: what a file starts once is started once.
    apart = ["-n", str(workers if workers > 1 else 0), "--dist", "loadfile"]
    outcomes.append(watched([*pytest, *apart, "-m", f"({SLOW}){without_browser}"], "==="))

    say("\n".join(outcome.closing for outcome in outcomes))
    skipped = [line for outcome in outcomes for line in outcome.skipped if "tracing is forbidden" not in line]
    if skipped and STRICT:
        sys.exit("\n".join(["With CI=true nothing may be left out:", *skipped]))
    codes = [outcome.code for outcome in outcomes]
    # 5 is pytest's word for "nothing to run": no fault of one part, but of all together.
    return 0 if 0 in codes[-2:] and all(code in (0, 5) for code in codes) else 1


def missing_programs() -> dict[str, str]:
    """What of the outside programs is not here, and what that costs."""
    missing = {}
    if not shutil.which("node"):
        missing["node"] = "the tests of the browser's modules are skipped"
    chromium = find_chromium()
    if chromium:
        os.environ["CHROMIUM"] = chromium
    else:
        missing["Chromium"] = "the browser tests are skipped"
    if not (shutil.which("initdb") or list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))):
        missing["PostgreSQL"] = "its tests are skipped, the store is tried on SQLite alone"
    return missing


def find_chromium() -> str | None:
    names = [os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"]
    found = next(filter(None, (shutil.which(name) for name in names if name)), None)
    if found or not (shutil.which("apt-get") and os.geteuid() == 0):
        return found
    say("Installing Chromium for the browser tests ...")
    calm = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        subprocess.run(["apt-get", "-qq", *step], env=calm, stdout=subprocess.DEVNULL)
    return shutil.which("chromium")


def scripts() -> list[str]:
    found = [path for folder in ("static/js", "tests/js") for path in (HERE / folder).rglob("*.test.*")]
    return sorted(str(path.relative_to(HERE)) for path in found if path.suffix in (".js", ".mjs"))


class Outcome(NamedTuple):
    """How a test runner ended: its exit code, its closing line, and the tests it says it left out."""

    code: int
    closing: str
    skipped: list[str]


def watched(command: Command, closing: str) -> Outcome:
    """Run a test runner, letting its words through. `closing`: how its closing line begins."""
    said = b""
    with subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, bufsize=0) as process:
        assert process.stdout
        for piece in iter(partial(process.stdout.read, 65536), b""):
            sys.stdout.buffer.write(piece)
            sys.stdout.flush()
            said += piece
    lines = said.decode(errors="replace").splitlines()
    closed = (line for line in reversed(lines) if line.startswith(closing))
    last = next(closed, f"{command[0]} did not come to its end.")
    return Outcome(process.returncode, last, [line for line in lines if line.startswith("SKIPPED ")])


def lint(_: argparse.Namespace, __: list[str]) -> int:
    """Check style and types."""
    prepare("test.lock")
    return max(subprocess.run([PYTHON, "-m", *check], cwd=HERE).returncode for check in (["ruff", "check"], ["mypy"]))


# -- translate ---------------------------------------------------------------------------------------------------------


def translate(_: argparse.Namespace, extra: list[str]) -> int:
    """Write the sentences into the catalogues; --missing LANGUAGE prints what lacks, --fill LANGUAGE FILE adds it."""
    prepare("run.lock")
    program = "import sys; from app.catalogues import main; main(sys.argv[1:])"
    return subprocess.run([PYTHON, "-c", program, *extra], cwd=HERE).returncode


# -- lock and vendor ---------------------------------------------------------------------------------------------------


def lock(_: argparse.Namespace, extra: list[str]) -> int:
    """Write both lock files anew from pyproject.toml; further words go to uv (--upgrade, --upgrade-package NAME)."""
    with tempfile.TemporaryDirectory() as folder:
        uv = shutil.which("uv")
        if not uv:
            call([sys.executable, "-m", "venv", folder], "No environment for uv could be made.")
            call([f"{folder}/bin/python", "-m", "pip", "--quiet", "install", UV], "uv could not be installed.")
            uv = f"{folder}/bin/uv"
        compiler: Command = [uv, "pip", "compile", "pyproject.toml", "--quiet", "--universal", "--generate-hashes"]
        compiler += ["--python-version", "3.11", "--custom-compile-command", "python3 dev.py lock", *extra]
        call([*compiler, "-o", "run.lock"], "run.lock could not be written.")
        call([*compiler, "--extra", "test", "-c", "run.lock", "-o", "test.lock"], "test.lock could not be written.")
    return 0


def vendor(_: argparse.Namespace, __: list[str]) -> int:
    """Fetch anew the files of others that we serve, exactly as pinned, and note what each of them must be."""
    wanted = json.loads((HERE / "package.json").read_text())["vendor"]
    with tempfile.TemporaryDirectory() as folder:
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(HERE / name, folder)
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=folder, check=True)
        for into in {wish["into"] for wish in wanted.values()}:
            shutil.rmtree(HERE / into, ignore_errors=True)
        notes = [note for name, wish in wanted.items() for note in copies(Path(folder, "node_modules", name), wish)]
    (HERE / "static/vendor/vendor.json").write_text(json.dumps(notes, indent=1) + "\n")
    print(f"{len(notes)} files vendored; static/vendor/vendor.json says what each must be.")
    return 0


def copies(package: Path, wish: dict[str, str]) -> list[dict[str, str]]:
    about = json.loads((package / "package.json").read_text())
    target = HERE / wish["into"] / f"{package.name}-{about['version']}"
    notes = []
    licences = sorted(path.name for path in package.glob("LICENSE*"))
    for source in [wish["files"].replace("*", stem) for stem in wish["only"].split()] + licences:
        # "dist" and the like say where it lay with its makers; only a folder below it is part of the name here.
        file = target.joinpath(*Path(source).parts[1:] or [source])
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(package / source, file)
        content = file.read_bytes()
        notes.append({
            "file": file.relative_to(HERE).as_posix(),
            "licence": about["license"],
            "sha256": hashlib.sha256(content).hexdigest(),
            "integrity": "sha384-" + base64.b64encode(hashlib.sha384(content).digest()).decode(),
        })
    return notes


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py", description=__doc__)
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for command in (run, cluster, test, lint, translate, lock, vendor):
        commands.add_parser(command.__name__, help=command.__doc__).set_defaults(do=command)
    of_cluster = commands.choices["cluster"]
    of_cluster.add_argument("--workers", type=int, default=2, choices=range(1, 10), metavar="N", help="instead of 2")
    of_cluster.add_argument("--port", metavar="N", help="instead of 5000 or what PORT says")
    options = commands.choices["run"]
    options.add_argument("--lan", action="store_true", help="listen on the local network, with a QR code for phones")
    options.add_argument("--fresh", action="store_true", help="put the old database aside and begin the demo anew")
    options.add_argument("--as-is", action="store_true", help="keep the dates of 2017, instead of beginning today")
    options.add_argument("--port", metavar="N", help="instead of 5000 or what PORT says")
    # What follows test, translate and lock is for others, which know more words than we do.
    passing = sys.argv[1:2] in (["test"], ["translate"], ["lock"])
    wish = parser.parse_args(sys.argv[1:2] if passing else sys.argv[1:])
    return int(wish.do(wish, sys.argv[2:] if passing else []))


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that pip and pytest end with us
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
