"""The peer of the desk command: Flask-SocketIO on eventlet as it comes, which emits what it is posted. Nothing else."""

import sys
import warnings

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
import eventlet  # noqa: E402, TID251 - the peer is the library itself

eventlet.monkey_patch()

from flask import Flask, request  # noqa: E402
from flask_socketio import SocketIO, join_room  # noqa: E402

app = Flask("stock")
socketio = SocketIO(app, async_mode="eventlet", cors_allowed_origins=[])


@socketio.on("watch")  # type: ignore[untyped-decorator]
def watch(_: object) -> dict[str, bool]:
    join_room("room")
    return {"ok": True}


@app.post("/")
def tell() -> str:
    socketio.emit("change", request.get_json(), to="room")
    return ""


if __name__ == "__main__":
    # As it comes it takes 1,024 connections and then hangs.
    socketio.run(app, host="0.0.0.0", port=int(sys.argv[1]), log_output=False, max_size=40_000)
