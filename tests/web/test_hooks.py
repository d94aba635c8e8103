"""Webhooks from the form of the office to the program that is called: what it is told, when, and that it is not lost."""

import json
import re
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace

import jsonschema
import pytest

from app import create_app
from app.domain.facts import TOLD
from app.domain.meeting import EMPTY
from app.extensions import db
from app.post.courier import Courier
from app.post.hooks import Hooks
from app.post.webhooks import signature
from app.store.outbox import letters
from app.timing import utcnow
from app.web.here import at_once
from app.web.hook_secrets import hook_secret
from app.web.webhook_shapes import SHAPES
from tests.conftest import SLUG
from tests.post.test_webhooks import receiver, status
from tests.web.browsing import ORIGIN, Browser

HOOKS = f"/office/meetings/{SLUG}/hooks"
URL = "https://hooks.example.org/rostrum"


@pytest.fixture
def office(app):
    browser = Browser(app)
    browser.enter("secretariat")
    return browser


def post(browser, path=HOOKS, **fields):
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.client.get(HOOKS).text)[1]
    return browser.client.post(path, data={"csrf_token": token, **fields}, headers={"Origin": ORIGIN})


@pytest.fixture
def hooks(service):
    return Hooks(service.writer, SLUG)


@pytest.fixture
def told(hooks):
    """The bodies of all that is to be told, the eldest first."""
    return lambda: [json.loads(each.letter.body) for each in reversed(hooks.deliveries())]


def speak(chair, secretariat):
    secretariat.post("open_list", list="2.1")
    for command, fields in (
        ("take_up", {"list": "2.1"}), ("call", {"intervention": "i1"}), ("start_clock", {}), ("end_speech", {}),
    ):
        assert chair.post(command, **fields).status_code == 200, command


def courier_of(service, here, at):
    return Courier(
        service.writer, lambda hook: hook_secret(here.settings.secret_key, hook), lambda: at[0], may_loopback=True,
        timeout_s=5,
    )
