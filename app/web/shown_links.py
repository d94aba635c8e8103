"""The links of a meeting as the shell shows them."""

import shlex

import click
from sqlalchemy import make_url

from app.store.place import without_password
from app.web.here import Here
from app.web.links import FUNCTIONS, Link
from config import INSTANCE, Settings, base_url_of, database_url_of

SHOWN_DELEGATIONS = ("CHL", "HRV", "KEN", "ICRC")


def links_of(place: Here, slug: str) -> dict[str, Link]:
    """A link for each holder of a meeting."""
    meeting, generations = place.service.load_with_links(slug)
    holders = [*FUNCTIONS, *meeting.delegations]
    return {holder: Link(slug, holder, generations.of(holder)) for holder in holders}


def command_of(settings: Settings, *words: str) -> str:
    """A command of the shell as it is pasted: with what it needs to find this database and to make these links.

    Whoever reads it may have a shell that knows none of that, and would be answered from another database. Passwords
    are not said; the secret lies in its folder, or in the environment of both.
    """
    usual = database_url_of({}, settings.instance_path)
    given = {
        "BASE_URL": settings.base_url if settings.base_url != base_url_of({}, "127.0.0.1", 5000) else "",
        "INSTANCE_PATH": str(settings.instance_path) if settings.instance_path != INSTANCE else "",
        "DATABASE_URL": without_password(make_url(settings.database_url)) if settings.database_url != usual else "",
    }
    needed = [f"{name}={shlex.quote(value)}" for name, value in given.items() if value]
    return " ".join((*needed, ".venv/bin/flask --app wsgi", *words))


def print_set_up(place: Here) -> None:
    """While there is no account: the link by which the first one is made, also from another machine."""
    if place.accounts.is_empty():
        token = place.accounts.codes.set_up_token()
        click.echo(f"\n  To set up the office: {place.settings.base_url}/office/set-up#{token}\n")


def print_links(place: Here, slug: str, for_phones: bool) -> None:
    """One link for each surface; `for_phones`: and a code to photograph."""
    all_links = links_of(place, slug)
    shown = [*FUNCTIONS, *(code for code in SHOWN_DELEGATIONS if code in all_links)]
    click.echo(f"\n{place.service.load(slug).programme.title}\n")
    for holder in shown:
        click.echo(f"  {holder:<12} {place.links.url(all_links[holder])}")
    click.echo(f"\n  All {len(all_links)} links: {command_of(place.settings, 'links', slug)}")
    if for_phones:
        import segno  # noqa: PLC0415 - only for phones

        code = next(each for each in (*SHOWN_DELEGATIONS, *all_links) if each in all_links)
        click.echo(f"\n  For a phone, as {code}:\n")
        segno.make(place.links.url(all_links[code])).terminal(compact=True)
