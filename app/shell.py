"""What the commands of the shell have in common: where they act, and how they end when they cannot."""

import sys
from typing import NoReturn

import click
from flask_babel import force_locale

from app.domain.errors import Refusal
from app.extensions import db
from app.store.place import said
from app.store.schema import is_current
from app.web.here import Here, here
from app.web.phrases import refusal_sentence


def fail(words: str) -> NoReturn:
    click.echo(words, err=True)
    sys.exit(1)


def refuse(refusal: Refusal) -> NoReturn:
    # The shell speaks English; there is no browser whose language could be asked.
    with force_locale("en"):
        fail(refusal_sentence(refusal.code, refusal.params))


def place() -> Here:
    """Here, if the tables are up to date. Ends the program if they are not."""
    if not is_current(db.engine):
        fail(f"The database {said(db.engine)} is not prepared. Run: .venv/bin/flask --app wsgi prepare")
    return here()


def place_of(slug: str) -> Here:
    """Here, if there is such a meeting. Ends the program if there is none."""
    if not is_current(db.engine) or slug not in here().service.slugs():
        fail(f"There is no meeting {slug} in the database {said(db.engine)}.")
    return here()
