"""The server with a database that answers before it has synced: what the check of the syncs must find out."""

import runpy
import sys
from pathlib import Path

root = Path(__file__).parents[3]
sys.path.insert(0, str(root))
source = (root / "app" / "store" / "database.py").read_text()
assert "synchronous=FULL" in source

import sqlite3  # noqa: E402

real_connect = sqlite3.connect


class Lazy(sqlite3.Connection):
    def execute(self, statement, *more):
        return super().execute(statement.replace("synchronous=FULL", "synchronous=NORMAL"), *more)


def connect(*args, **more):
    return real_connect(*args, **{**more, "factory": Lazy})


sqlite3.connect = connect
sqlite3.dbapi2.connect = connect
runpy.run_path(str(root / "wsgi.py"), run_name="__main__")
