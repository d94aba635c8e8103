"""Commands of the shell for accounts: the first one, any other, and who has lost everything is let in again."""

import sys

import click
from flask import Flask
from flask.cli import with_appcontext

from app.accounts.house import RESET_HOLDS, name_of, shown_name_of
from app.accounts.passwords import check_password, hash_of
from app.domain.errors import Refusal
from app.extensions import db
from app.shell import fail, place, place_of, refuse
from app.store.accounts import ALL_MEETINGS, OFFICE, ROLES, Right
from app.store.place import said
from app.web.here import Here
from app.web.shown_links import print_set_up


@click.command("account")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), required=True)
@click.option("--meeting", default=ALL_MEETINGS, help="The meeting in which it works; without, all.")
@click.option("--shown-name", help="The name under which others see what it does; without, the name.")
@click.option("--password-stdin", is_flag=True, help="Read the password from the standard input.")
@with_appcontext
def account(name: str, role: str, meeting: str, shown_name: str | None, password_stdin: bool) -> None:
    """Makes an account; prints its invitation, unless the password is given."""
    house = place()
    if meeting != ALL_MEETINGS:
        place_of(meeting)
    try:
        known, shown = name_of(name), shown_name_of(shown_name or name[:40])
        password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
        if password is not None:
            check_password(password, known, shown)
        right = Right(ALL_MEETINGS if role == OFFICE else meeting, role)
        made = house.accounts.add(known, shown, [right], house.now())
    except Refusal as refusal:
        refuse(refusal)
    if password is not None:
        house.accounts.set_password(made, hash_of(password))
        click.echo(f"Account {known} made. Its second factor is set up when it signs in first.")
    else:
        click.echo(join_url(house, house.accounts.invite(made, house.now())))


@click.command("set-up")
@with_appcontext
def set_up() -> None:
    """Prints the link by which the first account is made."""
    house = place()
    if not house.accounts.is_empty():
        fail("There is an account already: it invites others. `flask reset` lets in who has lost all.")
    print_set_up(house)


@click.command("reset")
@click.argument("name")
@with_appcontext
def reset(name: str) -> None:
    """Prints a link by which an account chooses a new password and a new authenticator."""
    house = place()
    found = house.accounts.named(name)
    if found is None:
        fail(f"There is no account {name} in the database {said(db.engine)}.")
    click.echo(join_url(house, house.accounts.invite(found[0], house.now(), RESET_HOLDS)))


def join_url(house: Here, token: str) -> str:
    """The link as it is handed over: the fragment reaches no server, proxy or log."""
    return f"{house.settings.base_url}/office/join#{token}"


def install(app: Flask) -> None:
    for command in (set_up, account, reset):
        app.cli.add_command(command)
