"""The process that serves: `python wsgi.py`; and the app for `flask --app wsgi ...`, without green threads."""

if __name__ == "__main__":
    import warnings

    warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
    import eventlet

    eventlet.monkey_patch()

import logging
import subprocess
import sys

from app import create_app, guard
from app.extensions import db, socketio
from app.store.schema import is_current
from config import SettingError, load


def main() -> None:
    """Serves until it is told to stop."""
    from app import runtime  # noqa: PLC0415 - only where green threads run

    with app.app_context():
        current = is_current(db.engine)
    if not current:
        subprocess.run([sys.executable, "-m", "flask", "--app", "wsgi", "prepare"], check=True)
    runtime.prepare(socketio)
    guard(app, runtime.hang_up)
    ticker = app.extensions["rostrum.ticker"]
    in_flight = app.extensions["rostrum"].in_flight
    socketio.start_background_task(ticker.run, socketio.sleep)
    try:
        runtime.serve(
            app, settings.host, settings.port,
            ready=lambda: logging.getLogger("rostrum").info("serves on %s", settings.base_url),
            in_flight=lambda: in_flight.value,
        )
    except OSError as error:
        cause = f"Port {settings.port} on {settings.host} cannot be opened: {error.strerror}."
        sys.exit(f"{cause} Stop the other program or choose another port with PORT.")


try:
    settings = load()
except SettingError as error:
    sys.exit(str(error))
app = create_app(settings, async_mode="eventlet" if __name__ == "__main__" else "threading")

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    main()
else:
    # The importer and the migrations come with the commands; a server that starts again in a hurry needs neither.
    from app import cli

    cli.install(app)
