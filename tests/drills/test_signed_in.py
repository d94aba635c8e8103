"""Who signs out, or is signed out from elsewhere, is gone from every display within a second."""

import re
import time
from collections.abc import Iterator

import pyotp
import pytest
import requests
import websocket

from tests.drills.serving import SLUG, Server

pytestmark = pytest.mark.drill
PASSWORD = "four words walk home"


class Visitor:
    """A browser without a window: one cookie jar, and the forms of the office's pages."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.jar = requests.Session()

    def see(self, path: str) -> requests.Response:
        return self.jar.get(f"{self.server.url}{path}", timeout=10)

    def send(self, page: str, path: str, **fields: str) -> requests.Response:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.see(page).text)
        assert found
        return self.jar.post(
            f"{self.server.url}{path}", data={"csrf_token": found[1], **fields}, headers={"Origin": self.server.url},
            timeout=10,
        )

    def listen(self) -> websocket.WebSocket:
        """A socket at the chair's desk, let in."""
        cookies = "; ".join(f"{each.name}={each.value}" for each in self.jar.cookies)
        heard = websocket.create_connection(
            f"ws://127.0.0.1:{self.server.port}/socket.io/?EIO=4&transport=websocket", timeout=5, cookie=cookies,
            origin=self.server.url,
        )
        assert str(heard.recv()).startswith("0")
        heard.send(f'40{{"as":"chair","meeting":"{SLUG}"}}')
        assert str(heard.recv()).startswith('40{"sid"')
        return heard


@pytest.fixture
def amina(server: Server) -> Iterator[Visitor]:
    """Has set up the server, and sits at the chair's desk."""
    visitor = Visitor(server)
    fields = {"name": "amina", "shown_name": "Amina", "password": PASSWORD, "again": PASSWORD}
    shown = visitor.send("/office/set-up", "/office/set-up", **fields).text
    secret = re.search(r"data-secret>([A-Z2-7 ]+)<", shown)
    assert secret
    code = pyotp.TOTP(secret[1].replace(" ", "")).now()
    visitor.send("/office/second-factor", "/office/second-factor", code=code)
    assert visitor.see(f"/{SLUG}/chair").status_code == 200
    yield visitor
    visitor.jar.close()


def test_socket_of_an_ended_session_is_closed_within_a_second(server: Server, amina: Visitor) -> None:
    heard = amina.listen()

    assert amina.send("/office", "/office/sign-out").status_code == 200
    ended = time.monotonic()
    said = []
    try:
        while words := heard.recv():
            said.append(str(words))
    except (OSError, websocket.WebSocketException):
        said.append("lost")
    took = time.monotonic() - ended
    heard.shutdown()

    assert '42["revoked",{"code":"signed_out"}]' in said
    assert took <= 1
    assert amina.see(f"/{SLUG}/chair").status_code == 401


def test_link_of_the_console_ends_with_the_first_account(server: Server, amina: Visitor) -> None:
    link = re.search(rf"{server.url}/office/set-up#([\w-]+)", server.log)
    assert link

    stranger = Visitor(server)
    fields = {"name": "mallory", "shown_name": "M", "password": PASSWORD, "again": PASSWORD, "token": link[1]}
    refused = stranger.send("/office/sign-in", "/office/set-up", **fields)
    stranger.jar.close()

    assert refused.status_code == 403
