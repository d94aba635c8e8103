"""Says for the shell where the data of the settings lie: `eval "$(python -m deploy.where)"`.

`kind` (sqlite, postgresql), `instance` (the folder of the secret), `file` (of SQLite); for PostgreSQL the variables
that its programs know, so that no password stands on a command line, where every user of the machine can read it.
"""

import os
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from config import SettingError, database_url_of, instance_folder

KNOWN = {"host": "PGHOST", "port": "PGPORT", "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT"}
"""What may stand behind the `?` of a DATABASE_URL, and by what name the programs of PostgreSQL know it."""


def where(environ: Mapping[str, str]) -> dict[str, str]:
    """Raises SettingError. Makes no secret where there is none."""
    instance = instance_folder(environ)
    url = database_url_of(environ, instance)
    place = {"instance": str(instance)}
    if url.startswith("sqlite://"):
        return {**place, "kind": "sqlite", "file": str(file_of(url))}
    return {**place, "kind": "postgresql", **variables_of(url)}


def file_of(url: str) -> Path:
    file = Path(url.removeprefix("sqlite:///"))
    if not file.is_absolute():
        raise SettingError("DATABASE_URL names no absolute file. Give sqlite:////FOLDER/FILE, or leave it out.")
    return file


def variables_of(url: str) -> dict[str, str]:
    parts = urlsplit(url)
    asked = dict(parse_qsl(parts.query))
    if unknown := sorted(set(asked) - set(KNOWN)):
        raise SettingError(f"DATABASE_URL holds what is not known here: {', '.join(unknown)}.")
    found = {
        "PGUSER": unquote(parts.username or ""), "PGPASSWORD": unquote(parts.password or ""),
        "PGHOST": unquote(parts.hostname or ""), "PGPORT": str(parts.port or ""),
        "PGDATABASE": unquote(parts.path.removeprefix("/")), **{KNOWN[name]: value for name, value in asked.items()},
    }
    return {name: value for name, value in found.items() if value}


def main() -> int:
    try:
        found = where(os.environ)
    except SettingError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for name, value in found.items():
        sys.stdout.write(f"{'export ' if name.startswith('PG') else ''}{name}={shlex.quote(value)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
