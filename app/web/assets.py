"""The files of the pages: read once, packed once, and addressed by a fingerprint of them all."""

import gzip
import hashlib
import json
import mimetypes
import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from flask import Blueprint, Response, current_app, request
from werkzeug.exceptions import NotFound

blueprint = Blueprint("assets", __name__)
KEPT = "rostrum.files"
AGE_S = 31_536_000
FINGERPRINT = re.compile(r"[0-9a-f]{12}")
IMPORT = re.compile(r'^(?:import|export)\b[^"\';]*?\bfrom\s*"([^"]+)"|^import\s*"([^"]+)"', re.MULTILINE)
SHEETS_OF_SHELL = re.compile(r"css/(tokens|base|line|fonts|delegate(_\w+)?)\.css")
MODULES_OF_SHELL = ("js/delegate.js", "js/delegate/following.js", "js/delegate/whole.js")
GROWS_SMALLER = ("text/", "image/svg+xml", "application/json")


@dataclass(frozen=True)
class File:
    content: bytes
    media_type: str

    @cached_property
    def tag(self) -> str:
        return hashlib.blake2b(self.content, digest_size=8).hexdigest()

    @cached_property
    def packed(self) -> bytes | None:
        """The same, for who takes gzip; None where it would not be smaller."""
        if not self.media_type.startswith(GROWS_SMALLER):
            return None
        packed = gzip.compress(self.content, mtime=0)
        return packed if len(packed) < len(self.content) else None


class Release:
    """All files as they are at one moment."""

    def __init__(self, folder: Path) -> None:
        self.files = {
            path.relative_to(folder).as_posix(): File(path.read_bytes(), media_type_of(path.name))
            for path in sorted(folder.rglob("*")) if path.is_file()
        }
        listed = "\n".join(f"{name} {file.tag}" for name, file in self.files.items())
        self.fingerprint = hashlib.blake2b(listed.encode(), digest_size=6).hexdigest()
        self._imported: dict[str, tuple[str, ...]] = {}

    def address(self, name: str) -> str:
        """Under the fingerprint of all, so that what a file names relatively is under it as well. Raises KeyError."""
        self.files[name]
        return f"/static/{self.fingerprint}/{name}"

    def imported(self, entry: str) -> tuple[str, ...]:
        """The modules that a module needs before it begins, those it names itself first."""
        if entry not in self._imported:
            found = [entry]
            for name in found:
                found += [each for each in dict.fromkeys(self._named_in(name)) if each not in found]
            self._imported[entry] = tuple(found[1:])
        return self._imported[entry]

    def shell(self) -> list[str]:
        """What the page of a delegation needs, the letters excepted: they are kept as they are asked for."""
        sheets = [name for name in self.files if SHEETS_OF_SHELL.fullmatch(name)]
        modules = [each for entry in MODULES_OF_SHELL for each in (entry, *self.imported(entry))]
        return list(dict.fromkeys([*sheets, *modules, "mark.svg", "delegate_mark.svg"]))

    def _named_in(self, name: str) -> list[str]:
        wanted = (first or second for first, second in IMPORT.findall(self.files[name].content.decode()))
        return [posixpath.normpath(posixpath.join(posixpath.dirname(name), each)) for each in wanted]


def media_type_of(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


class Files:
    """The release that this process gives, read when it is first asked for. Like code, templates and sentences, a file
    that is changed is in force with the next start.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def release(self) -> Release:
        return Release(self._folder)


def release() -> Release:
    files: Files = current_app.extensions[KEPT]
    return files.release


def asset(name: str) -> str:
    """The address of a static file."""
    return release().address(name)


def imported(entry: str) -> list[str]:
    """The addresses of the modules that a module needs, for a page that fetches them all at once."""
    now = release()
    return [now.address(name) for name in now.imported(entry)]


def later(entry: str, soon: str, module: str, sheets: Sequence[str], last: Sequence[str]) -> dict[str, list[str]]:
    """What a page fetches when its entry has begun, each module with what that imports: the one that comes soon; then
    another, and style sheets; and those that can wait until that has begun as well.
    """
    now = release()
    first, second = with_imports(now, soon, entry), with_imports(now, module, entry)
    named = {"soon": first, "modules": [each for each in second if each not in first], "sheets": sheets, "last": last}
    return {kind: [now.address(name) for name in names] for kind, names in named.items()}


def with_imports(now: Release, module: str, entry: str) -> list[str]:
    """A module and what it imports, without what the entry has brought."""
    has = {entry, *now.imported(entry)}
    return [name for name in (module, *now.imported(module)) if name not in has]


@blueprint.get("/static/<path:name>")
def file(name: str) -> Response:
    first, _, rest = name.partition("/")
    asked, name = (first, rest) if FINGERPRINT.fullmatch(first) else ("", name)
    now = release()
    found = now.files.get(name)
    if found is None:
        raise NotFound
    # During an update a page of the one version may ask a worker of the other: what it is given must not be kept under
    # that address. What is vendored bears its version in its path.
    is_what_was_asked_for = asked == now.fingerprint or not asked and name.startswith("vendor/")
    response = given(found)
    if is_what_was_asked_for:
        response.headers["Cache-Control"] = f"public, max-age={AGE_S}, immutable"
        return response
    response.headers["Cache-Control"] = "public, no-cache"
    response.set_etag(found.tag, weak=True)
    response.make_conditional(request)
    return response


@blueprint.get("/sw.js")
def worker() -> Response:
    """The service worker of phones, told what it is to keep: a new release is a new worker."""
    now = release()
    shell = [now.address(name) for name in now.shell()]
    told = f"const RELEASE = {json.dumps(now.fingerprint)}\nconst SHELL = {json.dumps(shell)}\n"
    response = Response(told + now.files["sw.js"].content.decode(), mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Service-Worker-Allowed"] = "/"
    response.headers["Content-Security-Policy"] = "default-src 'none'; connect-src 'self'"
    return response


def given(found: File) -> Response:
    """A file as the browser takes it."""
    is_packed = found.packed is not None and takes_gzip()
    response = Response(found.packed if is_packed else found.content, mimetype=found.media_type)
    if is_packed:
        response.headers["Content-Encoding"] = "gzip"
    return response


def takes_gzip() -> bool:
    return request.accept_encodings["gzip"] > 0
