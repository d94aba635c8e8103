"""Where the database is: as it is said to people, and as its file is made."""

import os
from contextlib import suppress
from typing import Any

from sqlalchemy import URL, Engine, event


def said(engine: Engine) -> str:
    """Which database it is, for whoever asked another than was meant; no password is in it."""
    url = engine.url
    if url.get_backend_name() == "sqlite":
        return url.database or ":memory:"
    return without_password(url.set(drivername=url.get_backend_name()))


def without_password(url: URL) -> str:
    """As it may be shown; where a password was stand three stars."""
    hidden = {name: "***" for name in url.query if "password" in name}
    return url.update_query_dict(hidden).render_as_string(hide_password=True)


def keep_private(engine: Engine) -> None:
    """A file of SQLite that is not there yet is made for its owner alone, before anything is in it.

    Words about persons come to lie there. What SQLite puts beside it gets the same mode; a file that is there keeps its
    own.
    """
    file = engine.url.database
    if engine.dialect.name != "sqlite" or not file or file.startswith((":memory:", "file:")):
        return

    @event.listens_for(engine, "do_connect")
    def make(_dialect: Any, _record: Any, _words: Any, _options: Any) -> None:
        # Where it cannot be made SQLite says so itself.
        with suppress(OSError):
            os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
