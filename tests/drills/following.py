"""A display: follows a screen over the socket as docs/protocol.md says one must, and writes down what it was told."""

import hashlib
import json
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import websocket

from tests.drills.serving import SLUG, Server

PAUSE_S = 0.1


@dataclass(frozen=True)
class News:
    """`name`: change, beat, revoked, watch (the answer to it), clock, lost, back. `at`: the monotonic clock."""

    at: float
    name: str
    frame: dict[str, Any]


def merged(target: Any, patch: Any) -> Any:
    """RFC 7396, written anew so that the server is not judged by itself."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result


def tag_of(screen: dict[str, Any]) -> str:
    text = json.dumps(screen, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.blake2b(text.encode(), digest_size=9).hexdigest()


class Follower:
    """`loses(frame)`: changes that never reach it, as if the network had eaten them. `checks`: each change against its
    tag; where there are hundreds, only the last one is.
    """

    def __init__(
        self, server: Server, holder: str, screen: str, of_list: str | None = None,
        loses: Callable[[dict[str, Any]], bool] = lambda _: False, checks: bool = True,
    ) -> None:
        self._checks = checks
        self.server = server
        self.holder = holder
        self.watched = {"meeting": SLUG, "screen": screen, **({"list": of_list} if of_list else {})}
        self.news: list[News] = []
        self.screen: dict[str, Any] = {}
        self.tag = ""
        self.version = 0
        self.asked = 0
        self.wrong: list[str] = []
        self._loses = loses
        self._changed = threading.Condition()
        self._stopped = False
        self._waits_for_answer = False
        self._socket: websocket.WebSocket | None = None
        self._thread = threading.Thread(target=self._run, name=f"{holder} follows {screen}", daemon=True)
        self._thread.start()
        self.wait_for(lambda: bool(self.tag), 20)

    # -- What a drill asks of it

    def wait_for(self, holds: Callable[[], bool], seconds: float) -> float:
        """Waits until something holds; the moment at which it was seen to."""
        with self._changed:
            came = self._changed.wait_for(holds, seconds)
        assert came, f"{self._thread.name}: not within {seconds} s; last heard: {self.news[-3:]}"
        return time.monotonic()

    def named(self, name: str) -> list[News]:
        return [each for each in self.news if each.name == name]

    def close(self) -> None:
        self._stopped = True
        self._hang_up()
        self._thread.join(5)

    def emit(self, event: str, body: dict[str, Any], ack: int | None = None) -> None:
        if self._socket:
            self._socket.send(f"42{'' if ack is None else ack}{json.dumps([event, body])}")

    # -- The thread that listens

    def _hang_up(self) -> None:
        raw = self._socket.sock if self._socket else None
        if raw:
            try:
                raw.shutdown(socket.SHUT_RDWR)
            except OSError:
                return

    def _run(self) -> None:
        while not self._stopped:
            try:
                self._listen()
            except (OSError, websocket.WebSocketException):
                pass
            finally:
                if self._socket:
                    # Its `close` leaves the descriptor open where the server has said farewell first.
                    self._socket.shutdown()
                self._socket = None
            self._write_down("lost", {})
            time.sleep(PAUSE_S)

    def _listen(self) -> None:
        self._socket = websocket.create_connection(
            f"ws://127.0.0.1:{self.server.port}/socket.io/?EIO=4&transport=websocket", timeout=30, suppress_origin=True,
            enable_multithread=True,
        )
        while not self._stopped:
            words = self._socket.recv()
            if not words:
                return
            self._hear(words if isinstance(words, str) else words.decode())

    def _hear(self, words: str) -> None:
        match words[:1], words[1:2]:
            case "0", _:
                assert self._socket
                self._socket.send("40" + json.dumps({"token": self.server.tokens[self.holder]}))
            case "2", _:
                assert self._socket
                self._socket.send("3")
            case "4", "0":
                self._write_down("back", {})
                self._ask()
            case "4", "3":
                number, _, frames = words[2:].partition("[")
                self._answered(int(number), json.loads(f"[{frames}")[0])
            case "4", "2":
                name, frame = json.loads(words[2:])
                self._told(name, frame)

    def _ask(self) -> None:
        self.asked += 1
        self._waits_for_answer = True
        self.emit("watch", {**self.watched, **({"tag": self.tag} if self.tag else {})}, ack=1)

    def _answered(self, number: int, frame: dict[str, Any]) -> None:
        if number != 1:
            return self._write_down("clock", frame)
        self._waits_for_answer = False
        if not frame.get("ok"):
            self.wrong.append(f"watch was refused: {frame}")
        elif "screen" in frame or frame["tag"] == self.tag:
            self._take(frame.get("screen", self.screen), frame)
        elif frame.get("base") == self.tag:
            self._take(merged(self.screen, frame["patch"]), frame)
        else:
            self.wrong.append("the screen was left out for another tag")
        return self._write_down("watch", frame)

    def _told(self, name: str, frame: dict[str, Any]) -> None:
        if name == "change" and not self._loses(frame):
            if frame["base"] == self.tag:
                self._take(merged(self.screen, frame["patch"]), frame)
            elif frame["tag"] != self.tag and not self._waits_for_answer:
                self._ask()
        elif name == "beat" and frame["tag"] != self.tag and not self._waits_for_answer:
            self._ask()
        self._write_down(name, frame)

    def _take(self, screen: dict[str, Any], frame: dict[str, Any]) -> None:
        if self._checks and tag_of(screen) != frame["tag"]:
            self.wrong.append(f"what was pushed is not what its tag says: {frame}")
        with self._changed:
            self.screen, self.tag, self.version = screen, frame["tag"], frame["version"]

    def _write_down(self, name: str, frame: dict[str, Any]) -> None:
        with self._changed:
            self.news.append(News(time.monotonic(), name, frame))
            self._changed.notify_all()
