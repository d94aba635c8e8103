"""Commands of the shell: prepare the database, import a meeting, the demo, links, revoke, verify, erase."""

import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import click
from flask import Flask
from flask.cli import with_appcontext
from flask_migrate import Migrate, upgrade

from app import cli_accounts, cli_replay
from app.demo import demo_meeting
from app.domain.erasing import concerned
from app.domain.events import Event, ProgrammeSet
from app.extensions import db
from app.importing import ImportRefused, differences, read_meeting
from app.importing.packs import FOLDER, read_pack
from app.shell import fail, place_of
from app.store.schema import is_current
from app.timing import utcnow
from app.web.here import Here, here
from app.web.links import FUNCTIONS, Link
from app.web.shown_links import links_of, print_links

MIGRATIONS = Path(__file__).parent / "store" / "migrations"


def prepare_database() -> None:
    """Brings the tables up to date."""
    if not is_current(db.engine):
        upgrade()


def instant(_context: click.Context, _parameter: click.Parameter, value: str | None) -> datetime | None:
    if value is None:
        return None
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        raise click.BadParameter("not an instant; expected as 2026-06-08T08:00:00Z") from None
    if at.tzinfo is None:
        raise click.BadParameter("needs a time zone, as 2026-06-08T08:00:00Z")
    return at.astimezone(UTC)


def slug_of(events: list[Event]) -> str:
    return next(event.programme.slug for event in events if isinstance(event, ProgrammeSet))


def create_meeting(place: Here, events: list[Event], is_demo: bool) -> str | None:
    """Creates what was read. The slug; None if it is there already, just so. Ends the program if it is otherwise."""
    slug = slug_of(events)
    if slug in place.service.slugs():
        found = differences(place.service.imported(slug), events)
        if found:
            named = "\n".join(f"  {each}" for each in found[:20])
            fail(f"The meeting {slug} exists with other content; nothing was changed:\n{named}")
        return None
    place.service.create(slug, events, uuid4(), utcnow(), is_demo)
    return slug


@click.command("prepare")
@with_appcontext
def prepare() -> None:
    """Brings the tables of the database up to date."""
    prepare_database()


@click.command("import-meeting")
@click.argument("programme", type=click.Path(path_type=Path))
@click.option("--delegations", type=click.Path(path_type=Path), required=True)
@click.option("--names", type=click.Path(path_type=Path))
@click.option("--start", callback=instant, help="When the first item begins; the whole programme moves with it.")
@with_appcontext
def import_meeting(programme: Path, delegations: Path, names: Path | None, start: datetime | None) -> None:
    """Creates a meeting from files; faulty ones are refused whole."""
    try:
        events = read_meeting(programme, delegations, names, start)
    except ImportRefused as refused:
        fail("\n".join(str(problem) for problem in refused.problems))
        return
    prepare_database()
    made = create_meeting(here(), events, is_demo=False)
    click.echo(f"Meeting {slug_of(events)} {'imported' if made else 'is there already; nothing was changed'}.")


def set_aside() -> None:
    """Moves the database of a demo away, so that a new one is made; nothing is deleted."""
    url = db.engine.url
    if url.get_backend_name() != "sqlite" or not url.database:
        fail("--fresh needs the SQLite database of the demo. With DATABASE_URL, give an empty database instead.")
        return
    db.engine.dispose()
    stamp = utcnow().strftime("%Y%m%d-%H%M%S")
    for suffix in ("", "-wal", "-shm"):
        file = Path(f"{url.database}{suffix}")
        if file.exists():
            file.rename(file.with_name(f"{file.name}.{stamp}"))


@click.command("demo")
@click.option("--fresh", is_flag=True, help="Set the old database aside and begin anew.")
@click.option("--as-is", is_flag=True, help="Keep the dates of 2017.")
@click.option("--lan", is_flag=True, help="Print a code for phones, too.")
@with_appcontext
def demo(fresh: bool, as_is: bool, lan: bool) -> None:
    """Prepares the database, seeds the demo meeting if there is no meeting, and prints the links."""
    place = here()
    if fresh:
        set_aside()
    prepare_database()
    if not place.service.slugs():
        create_meeting(place, demo_meeting(None if as_is else utcnow()), is_demo=True)
    for slug in place.service.slugs():
        print_links(place, slug, lan)


@click.command("check-pack")
@click.argument("name")
def check_pack(name: str) -> None:
    """Print the rules of a pack, and which of them it inherits."""
    try:
        rules, inherited = read_pack(FOLDER / f"{name}.yaml")
    except ImportRefused as refused:
        fail("\n".join(str(problem) for problem in refused.problems))
        return
    for key, rule in rules.items():
        click.echo(f"{key}: {rule}{' (inherited)' if key in inherited else ''}")


@click.command("links")
@click.argument("meeting")
@click.option("--json", "as_json", is_flag=True)
@with_appcontext
def links(meeting: str, as_json: bool) -> None:
    """Prints the link of each function and delegation."""
    place = place_of(meeting)
    urls = {holder: place.links.url(link) for holder, link in links_of(place, meeting).items()}
    if not as_json:
        for holder, url in urls.items():
            click.echo(f"{holder:<14} {url}")
        return
    functions = {holder: urls.pop(holder) for holder in FUNCTIONS}
    click.echo(json.dumps({**functions, "delegations": urls}))


@click.command("revoke")
@click.argument("meeting")
@click.argument("holder")
@with_appcontext
def revoke(meeting: str, holder: str) -> None:
    """Ends the links of a function or a delegation and closes its sockets; prints the new link."""
    place = place_of(meeting)
    if holder not in links_of(place, meeting):
        fail(f"{holder} is neither a function nor a delegation of {meeting}.")
    generation = place.service.revoke(meeting, holder)
    click.echo(place.links.url(Link(meeting, holder, generation)))


@click.command("verify")
@click.argument("meeting")
@with_appcontext
def verify(meeting: str) -> None:
    """Recomputes the chain of the log; exit 1 and the first bad version if it does not hold."""
    length, bad = place_of(meeting).service.verify(meeting)
    if bad:
        fail(f"Version {bad.version} of {meeting} is bad: {bad.cause}.")
    click.echo(f"The log of {meeting} holds: {length} versions.")


@click.command("erase")
@click.argument("meeting")
@click.option("--intervention", "subjects", multiple=True, help="Its speaker, notes and reasons; or a point of order.")
@click.option("--member", "members", multiple=True, help="Name, function, address and needs of a member.")
@click.option("--delegation", "codes", multiple=True, help="All words about all that is its own, and its address.")
@with_appcontext
def erase(meeting: str, subjects: tuple[str, ...], members: tuple[str, ...], codes: tuple[str, ...]) -> None:
    """Erases what a meeting says in words about persons. What happened stays, and the log still holds."""
    place = place_of(meeting)
    asked = [*subjects, *members, *codes]
    if not asked:
        fail("Say what to erase: --intervention i3, --member m2 or --delegation KEN.")
    known = place.service.load(meeting)
    for subject in asked:
        if subject not in concerned(known, subject) and subject not in known.delegations:
            fail(f"There is nobody and nothing to erase under {subject} in {meeting}; nothing was erased.")
    for subject in asked:
        place.service.erase(meeting, subject, utcnow())
        click.echo(f"Erased: {subject}.")


def install(app: Flask) -> None:
    """Teaches the app the commands of the shell."""
    Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True)
    for command in (prepare, import_meeting, check_pack, demo, links, revoke, verify, erase):
        app.cli.add_command(command)
    cli_accounts.install(app)
    cli_replay.install(app)

