"""Which pages may speak to us, over HTTP and over the socket: eight that may not, and those that may."""

from dataclasses import replace

import pytest

from app.web.origins import own_origins
from tests.conftest import SLUG
from tests.web.browsing import ORIGIN, Browser

FOREIGN = [
    "https://evil.example", "null", "http://127.0.0.1:5001", "http://127.0.0.1:5000.evil.example",
    "http://evil.example/127.0.0.1:5000", "https://127.0.0.1:5000", "HTTP://127.0.0.1:5000",
    "http://127.0.0.1:5000/", "", "http://127.0.0.1",
]
SOCKET = "/socket.io/?EIO=4&transport=polling"
COMMANDS = f"/api/v1/meetings/{SLUG}/commands"
SCREEN = f"/api/v1/meetings/{SLUG}/screens/chair"


@pytest.mark.parametrize("origin", FOREIGN)
def test_foreign_page_is_refused_whatever_it_holds(app, chair, service, origin):
    browser = Browser(app)
    browser.enter("chair")
    headers = {"Origin": origin}

    answers = [
        browser.client.post(COMMANDS, data="{}", headers=headers),
        browser.client.get(SCREEN, headers=headers),
        browser.client.get(SOCKET, headers=headers),
        browser.client.get(SOCKET.replace("polling", "websocket"), headers={**headers, "Upgrade": "websocket"}),
        browser.client.post("/enter", data="{}", headers=headers),
        chair.client.post(COMMANDS, data="{}", headers=chair.headers(**headers)),
    ]

    assert [(each.status_code, each.json["code"]) for each in answers] == [(403, "foreign_origin")] * len(answers)


def test_page_that_hides_where_it_is_may_look_and_not_touch(app):
    browser = Browser(app)
    browser.enter("chair")

    assert browser.client.get(SCREEN).status_code == 200
    assert browser.client.post(COMMANDS, data="{}").status_code == 403
    assert browser.client.post("/enter", data="{}").status_code == 403
    assert browser.client.get(SOCKET, headers={"Upgrade": "websocket"}).status_code == 403


def test_program_needs_no_origin(chair):
    assert chair.post("resume").status_code == 200


@pytest.mark.parametrize("origin", [ORIGIN, "http://localhost:5000", "http://[::1]:5000"])
def test_own_page_may_speak(app, chair, origin):
    headers = {"Origin": origin}

    assert chair.client.post(COMMANDS, data="{}", headers=chair.headers(**headers)).status_code == 422
    assert app.test_client().get(SOCKET, headers=headers).status_code == 200


def test_page_under_a_bare_address_of_ours_may_speak_and_under_a_name_may_not(chair):
    def ask(host, origin):
        return chair.client.post(
            COMMANDS, data="{}", headers=chair.headers(Origin=origin), base_url=f"http://{host}"
        ).status_code

    assert ask("192.168.1.7:5000", "http://192.168.1.7:5000") == 422
    assert ask("192.168.1.7:5000", "http://192.168.1.8:5000") == 403
    assert ask("rebound.example:5000", "http://rebound.example:5000") == 403


def test_origins_of_a_house_with_a_name(make_app, settings, app):
    named = make_app(replace(settings, base_url="https://rostrum.example.org")).test_client()

    assert own_origins("https://rostrum.example.org") == {"https://rostrum.example.org"}
    for origin, status in (
        ("https://rostrum.example.org", 401), ("http://rostrum.example.org", 403), ("http://localhost", 403),
        ("https://rostrum.example.org.evil.example", 403), ("https://rostrum.example.org:8443", 403),
    ):
        assert named.post(COMMANDS, data="{}", headers={"Origin": origin}).status_code == status, origin
