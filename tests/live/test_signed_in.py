"""Sockets of who is signed in: they are the account's, and end with its session or its right."""

import pytest

from app.store.accounts import Right
from tests.conftest import SLUG
from tests.live.conftest import Display
from tests.web.browsing import ORIGIN
from tests.web.signing_in import Person, made


@pytest.fixture
def amina(app, here):
    person = Person(app)
    person.id = made(here, person, Right(SLUG, "chair"))
    person.sign_in()
    return person


def desk(app, person, role="chair"):
    return Display(
        app, {"as": role, "meeting": SLUG}, flask_test_client=person.client, headers={"Origin": ORIGIN}
    )


def told(display):
    return [(frame["event"], frame["code"]) for frame in display.received() if frame["event"] == "revoked"]


def test_account_watches_what_it_may_and_no_more(app, amina):
    chair = desk(app, amina)

    assert chair.watch("chair")["ok"]
    assert [frame["desks"] for frame in chair.received() if frame["event"] == "here"] == [
        [{"by": "chair", "seat": "Amina"}]
    ]
    assert not desk(app, amina, "secretariat").socket.is_connected()


@pytest.mark.parametrize("ends", ["session", "account"])
def test_socket_is_told_and_closed_with_its_session_and_no_other(app, here, amina, display, ends):
    mine, other = desk(app, amina), display("chair")
    for each in (mine, other):
        each.watch("chair")
    ticker = app.extensions["rostrum.ticker"]
    ticker.end_revoked()
    assert told(mine) == []

    if ends == "session":
        amina.send("/office/sign-out", page="/office")
    else:
        here.accounts.disable(amina.id, here.now())
    ticker.end_revoked()

    assert told(mine) == [("revoked", "signed_out")]
    assert (mine.socket.is_connected(), other.socket.is_connected()) == (False, True)
    assert not desk(app, amina).socket.is_connected()
