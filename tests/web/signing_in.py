"""A person who sets up, joins and signs in, as the server sees it: forms with their keys, codes of a phone."""

import re
from datetime import UTC, datetime

import pyotp
from flask import Flask
from werkzeug.test import TestResponse

from app.accounts.passwords import hash_of
from app.store.accounts import Right
from app.web.here import Here
from tests.web.browsing import ORIGIN, Browser

PASSWORD = "four words walk home"
HASH = hash_of(PASSWORD)


class Person(Browser):
    """One browser and one phone. `secret`: what the authenticator was given."""

    def __init__(self, app: Flask, name: str = "amina", here: Here | None = None) -> None:
        super().__init__(app)
        self.name = name
        self.secret = ""
        self.used: list[str] = []

    def see(self, path: str) -> TestResponse:
        return self.client.get(path)

    def send(self, path: str, page: str | None = None, origin: str = ORIGIN, **fields: str) -> TestResponse:
        """Sends the form of a page, with the key that the page holds."""
        shown = self.client.get(page or path.partition("?")[0]).text
        found = re.search(r'name="csrf_token" value="([^"]+)"', shown)
        return self.client.post(
            path, data={"csrf_token": found[1] if found else "", **fields}, headers={"Origin": origin}
        )

    def set_up(self, **more: str) -> TestResponse:
        fields = {"name": self.name, "shown_name": "Amina Diallo", "password": PASSWORD, "again": PASSWORD, **more}
        return self.send("/office/set-up", **fields)

    def read_secret(self) -> None:
        found = re.search(r"data-secret>([A-Z2-7 ]+)<", self.see("/office/second-factor").text)
        assert found
        self.secret = found[1].replace(" ", "")

    def code(self, steps: int = 0) -> str:
        """The code of now, or of so many half minutes later."""
        return pyotp.TOTP(self.secret).at(datetime.now(UTC), steps)

    def enrol(self) -> TestResponse:
        """Reads the picture and types the code of the half minute before, so that the one of now is still unused."""
        self.read_secret()
        return self.send("/office/second-factor", code=self.code(-1))

    def give_password(self, password: str = PASSWORD, way: str = "", name: str | None = None) -> TestResponse:
        return self.send(f"/office/sign-in?next={way}", name=name or self.name, password=password)

    def give_code(self, code: str, way: str = "") -> TestResponse:
        return self.send(f"/office/code?next={way}", code=code)

    def sign_in(self, steps: int = 0) -> None:
        assert self.give_password().status_code == 302
        assert self.give_code(self.code(steps)).headers["Location"] == "/office"

    def token(self) -> object:
        with self.client.session_transaction() as session:
            return session.get("account")


def made(here: Here, person: Person, *rights: Right) -> int:
    """An account with both factors, of which the last code that was used lies long back."""
    accounts = here.accounts
    account_id = accounts.add(person.name, person.name.title(), rights, here.now())
    accounts.set_password(account_id, HASH)
    person.secret = accounts.codes.secret_of(accounts.get(account_id))
    accounts.confirm_authenticator(accounts.get(account_id), person.code(-1), here.now())
    return account_id
