"""The process that serves: `python wsgi.py`; and the app for `flask --app wsgi ...`, without green threads."""

if __name__ == "__main__":
    import sys
    import warnings

    warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
    import eventlet

    eventlet.monkey_patch()
    # Other programs are started from real threads only, where the green module is nine times slower (measured).
    sys.modules["subprocess"] = eventlet.patcher.original("subprocess")

import logging
import subprocess
import sys

from app import create_app, stand_guard
from app.extensions import db, socketio
from app.store.schema import is_current
from app.web.shown_links import print_links, print_set_up
from config import SettingError, load


def prepare(words: list[str]) -> None:
    """Brings the tables up to date. `--demo`: shows the links, of the demo if no meeting is there; `--lan`: for phones.

    What takes long to load is left to the shell: a server that starts again in a hurry needs none of it.
    """
    place = app.extensions["rostrum"]
    wants_demo, for_phones = "--demo" in words, "--lan" in words
    if not is_current(db.engine) or (wants_demo and not place.service.slugs()):
        asked = ["demo", *(["--lan"] if for_phones else [])] if wants_demo else ["prepare"]
        ended = subprocess.run([sys.executable, "-m", "flask", "--app", "wsgi", *asked]).returncode
        if ended:
            sys.exit(ended)
    elif wants_demo:
        for slug in place.service.slugs():
            print_links(place, slug, for_phones)
    print_set_up(place)
    sys.stdout.flush()


def main() -> None:
    """Serves until it is told to stop."""
    with app.app_context():
        prepare(sys.argv[1:])
    sockets.prepare(socketio)
    hub = Hub()
    lines = stand_guard(app, sockets.hang_up, hub, ring.opened)
    ticker = app.extensions["rostrum.ticker"]
    in_flight = app.extensions["rostrum"].in_flight
    socketio.start_background_task(ticker.run, socketio.sleep)
    if lines:
        socketio.start_background_task(lines.run, socketio.sleep)
    if relay := app.extensions.get("rostrum.relay"):
        socketio.start_background_task(relay.speak, socketio.sleep)
        socketio.start_background_task(relay.hear, socketio.sleep)
    if postman := app.extensions.get("rostrum.postman"):
        socketio.start_background_task(postman.run, socketio.sleep, serving.run_blocking)
    courier = app.extensions["rostrum.courier"]
    socketio.start_background_task(courier.run, socketio.sleep, serving.run_blocking)
    try:
        serving.serve(
            app, settings.host, settings.port,
            ready=lambda: logging.getLogger("rostrum").info("serves on %s", settings.base_url),
            in_flight=lambda: in_flight.value,
            hub=hub,
            lines=lines,
        )
    except OSError as error:
        cause = f"Port {settings.port} on {settings.host} cannot be opened: {error.strerror}."
        sys.exit(f"{cause} Stop the other program or choose another port with PORT.")
    with app.app_context():
        # Who closes a file of SQLite last takes its log of writes into it: what is left is one file, and whole.
        db.engine.dispose()


try:
    settings = load()
except SettingError as error:
    sys.exit(str(error))

if __name__ == "__main__":
    from app.runtime import postgres, ring, serving, sockets
    from app.runtime.hub import Hub

    logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    postgres.prepare()
    app = create_app(settings, async_mode="eventlet", apart=serving.run_blocking)
    main()
else:
    from app import cli

    app = create_app(settings)
    cli.install(app)
