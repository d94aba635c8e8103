"""The files of others are the files we took: nothing changed, nothing missing, nothing slipped in."""

import base64
import hashlib
import json
import re
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
NOTES = json.loads((HERE / "static/vendor/vendor.json").read_text())


def test_every_vendored_file_is_what_was_taken():
    for note in NOTES:
        content = (HERE / note["file"]).read_bytes()

        assert hashlib.sha256(content).hexdigest() == note["sha256"], note["file"]
        integrity = base64.b64encode(hashlib.sha384(content).digest()).decode()
        assert note["integrity"] == f"sha384-{integrity}", note["file"]


def test_nothing_lies_there_that_was_not_taken():
    folders = [HERE / "static/vendor", HERE / "tests/vendor"]
    there = {path.relative_to(HERE).as_posix() for folder in folders for path in folder.rglob("*") if path.is_file()}

    assert there == {note["file"] for note in NOTES} | {"static/vendor/vendor.json"}


def test_every_package_brings_its_licence():
    packages = {Path(note["file"]).parts[:3] for note in NOTES}

    assert all((HERE.joinpath(*package) / "LICENSE").is_file() for package in packages)
    assert {note["licence"] for note in NOTES} <= {"MIT", "OFL-1.1", "MPL-2.0"}


def test_versions_are_those_of_the_lock_file():
    locked = json.loads((HERE / "package-lock.json").read_text())["packages"]
    wanted = json.loads((HERE / "package.json").read_text())["devDependencies"]

    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert {Path(note["file"]).parts[2] for note in NOTES} == {
        f"{name.split('/')[-1]}-{version}" for name, version in wanted.items()
    }


def test_the_lock_file_leaves_the_registry_to_the_user():
    assert '"resolved"' not in (HERE / "package-lock.json").read_text()


def test_the_socket_client_stands_alone():
    source = (HERE / "static/vendor/socket.io-client-4.8.4/socket.io.esm.min.js").read_text()

    assert re.search(r"\bimport\b[^;]*?[\"']|\bfrom[\"']", source) is None
    assert re.search(r"\bexport\{[^}]*\bas io\b", source)


def test_every_font_named_in_the_stylesheet_is_there():
    sheet = HERE / "static/css/fonts.css"
    named = {(sheet.parent / url).resolve() for url in re.findall(r'url\("([^"]+)"\)', sheet.read_text())}

    assert named == set((HERE / "static/vendor").rglob("*.woff2"))
