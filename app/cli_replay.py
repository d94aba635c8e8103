"""The command of the shell that shows a screen as it was, and plays a whole log to see that the screens hold."""

import time

import click
from flask import Flask
from flask.cli import with_appcontext

from app.domain.errors import Refusal
from app.live.replaying import Played, play
from app.screens.views import SCREENS
from app.shell import fail, place, refuse
from app.web.here import Here
from app.web.moments import asked, shown_at


def fault_of(here: Here, meeting: str, played: Played) -> str | None:
    """What is wrong after a log was played; None if nothing is."""
    if played.apart:
        version, audience = played.apart
        return f"At version {version} the patched screen of {audience.room} is not the one that is built."
    if played.meeting != here.service.load(meeting):
        return f"The fold of the log of {meeting} is not the state that is served."
    return None


def check(here: Here, meeting: str, delegation: str | None) -> None:
    """Plays the log and says what was done. Ends the program if a screen or the end is wrong."""
    began = time.perf_counter()
    acts = [told.act for told in here.service.history(meeting).told]
    played = play(acts, None if delegation is None else [delegation])
    fault = fault_of(here, meeting, played)
    took_s = time.perf_counter() - began
    click.echo(f"{played.acts} acts, {played.screens} screens, {took_s:.1f} seconds.")
    if fault:
        fail(fault)


@click.command("replay")
@click.argument("meeting")
@click.argument("screen", required=False, type=click.Choice(SCREENS))
@click.option("--at", help="An instant, as 2026-06-08T08:00:00Z.")
@click.option("--version", help="A version of the log.")
@click.option("--list", "list_id", help="Another list than the room was on.")
@click.option("--delegation", help="The code of a delegation: of the screen of a delegate.")
@click.option("--check", "is_check", is_flag=True, help="Play the whole log, and compare all screens.")
@with_appcontext
def replay(
    meeting: str, screen: str | None, at: str | None, version: str | None, list_id: str | None,
    delegation: str | None, is_check: bool,
) -> None:
    """Prints a screen as it was at a moment; with --check, plays the whole log."""
    here = place()
    fields = {"at": at, "version": version, "list": list_id, "delegation": delegation}
    try:
        if is_check:
            if delegation is not None:
                here.service.load(meeting).delegation(delegation)
            check(here, meeting, delegation)
        elif screen is None:
            fail("Say which screen, or --check.")
        else:
            given = {name: value for name, value in fields.items() if value is not None}
            click.echo(shown_at(here.service, meeting, asked(screen, given))[1])
    except Refusal as refusal:
        refuse(refusal)


def install(app: Flask) -> None:
    app.cli.add_command(replay)
