"""A program that speaks to the server over HTTP, on one connection that it keeps."""

import http.client
import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from tests.drills.serving import SLUG, Server

API = f"/api/v1/meetings/{SLUG}"
BROKEN = (OSError, http.client.HTTPException)


GAVE_UP = (502, 504)
"""A proxy whose worker did not answer, or not in time: it knows no more than that."""


class NoAnswer(Exception):
    """Nobody knows whether it was done."""


@dataclass(frozen=True)
class Answer:
    status: int
    raw: bytes
    headers: dict[str, str]

    @property
    def body(self) -> dict[str, Any]:
        read: dict[str, Any] = json.loads(self.raw)
        return read

    @property
    def is_done(self) -> bool:
        return self.status == 200


def body_of(command: str, command_id: str | None = None, **fields: Any) -> bytes:
    return json.dumps({"command": command, "command_id": command_id or str(uuid4()), **fields}).encode()


class Client:
    """Acts as a holder of a link: `chair`, `secretariat`, `room`, or the code of a delegation."""

    def __init__(self, server: Server, holder: str, seat: str | None = None, timeout: float = 30.0) -> None:
        self.server = server
        self.holder = holder
        self.headers = {"Authorization": f"Bearer {server.tokens[holder]}"} | ({"X-Seat": seat} if seat else {})
        self.timeout = timeout
        self._connection: http.client.HTTPConnection | None = None

    def close(self) -> None:
        if self._connection:
            self._connection.close()
        self._connection = None

    def ask(self, method: str, path: str, body: bytes | None = None) -> Answer:
        """Asks once. Raises NoAnswer."""
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=self.timeout)
        headers = {**self.headers, **({"Content-Type": "application/json"} if body else {})}
        try:
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
            answer = Answer(response.status, response.read(), {k.lower(): v for k, v in response.getheaders()})
        except BROKEN as broken:
            self.close()
            raise NoAnswer from broken
        if answer.status in GAVE_UP:
            raise NoAnswer(answer)
        return answer

    def post(self, body: bytes) -> Answer:
        return self.ask("POST", f"{API}/commands", body)

    def post_until_answered(self, body: bytes, patience_s: float = 60.0) -> Answer:
        """Asks with the same bytes until somebody answers, as a good client does."""
        deadline = time.monotonic() + patience_s
        while True:
            try:
                answer = self.post(body)
                if answer.status != 503 or time.monotonic() > deadline:
                    return answer
            except NoAnswer:
                if time.monotonic() > deadline:
                    raise
            time.sleep(0.03)

    def send(self, command: str, **fields: Any) -> Answer:
        """A command under a new id; sent again under the same id where the connection had been closed meanwhile."""
        body = body_of(command, **fields)
        try:
            return self.post(body)
        except NoAnswer:
            return self.post(body)

    def do(self, command: str, **fields: Any) -> dict[str, Any]:
        """A command that must be done."""
        answer = self.send(command, **fields)
        assert answer.is_done, (command, fields, answer)
        return answer.body

    def fetch(self, screen: str, of_list: str | None = None) -> dict[str, Any]:
        """A screen with its version and tag."""
        query = f"?list={quote(of_list)}" if of_list else ""
        try:
            answer = self.ask("GET", f"{API}/screens/{screen}{query}")
        except NoAnswer:
            answer = self.ask("GET", f"{API}/screens/{screen}{query}")
        assert answer.is_done, answer
        return answer.body

    def screen(self, name: str, of_list: str | None = None) -> dict[str, Any]:
        found: dict[str, Any] = self.fetch(name, of_list)["screen"]
        return found
