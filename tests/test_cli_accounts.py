"""Accounts from the shell, for who stands before the machine."""

import re

import pytest

from app.accounts.passwords import is_password
from app.store.accounts import Right
from tests.conftest import SLUG
from tests.web.signing_in import PASSWORD, Person, made


@pytest.fixture
def shell(app):
    return lambda *words, **more: app.test_cli_runner().invoke(args=words, **more)


def test_account_is_made_with_a_password_from_the_standard_input(here, shell):
    done = shell("account", "Amina@example.org", "--role", "office", "--password-stdin", input=f"{PASSWORD}\n")

    account_id, kept = here.accounts.named("amina@example.org")
    assert done.exit_code == 0
    assert PASSWORD not in done.output
    assert is_password(PASSWORD, kept)
    assert here.accounts.get(account_id).rights == (Right("*", "office"),)


def test_account_without_a_password_gets_an_invitation(app, here, shell):
    done = shell("account", "boris", "--role", "chair", "--meeting", SLUG)
    token = re.fullmatch(r"http://127\.0\.0\.1:5000/office/join#([\w-]+)", done.output.strip())[1]
    boris = Person(app, "boris")

    boris.send("/office/join", token=token, password=PASSWORD, again=PASSWORD)
    boris.enrol()

    assert boris.page(f"/{SLUG}/chair")["seat"] == "boris"


@pytest.mark.parametrize(("words", "given", "said"), [
    (("amina", "--role", "office", "--password-stdin"), "short\n", "at least 12 characters"),
    (("two words", "--role", "office"), "", "without spaces"),
    (("amina", "--role", "chair", "--meeting", "gone-2016"), "", "There is no meeting gone-2016"),
    (("boris", "--role", "chair"), "", "an account of this name already"),
])
def test_account_that_cannot_be(here, shell, words, given, said):
    here.accounts.add("boris", "Boris", [], here.now())

    done = shell("account", *words, input=given)

    assert (done.exit_code, len(here.accounts.all())) == (1, 1)
    assert said in done.output


def test_first_account_is_made_by_the_link_that_the_shell_prints_as_long_as_there_is_none(app, here, shell):
    shown = shell("set-up")
    token = re.search(r"http://127\.0\.0\.1:5000/office/set-up#([\w-]+)", shown.output)[1]
    here.accounts.add("boris", "Boris", [], here.now())

    assert (shown.exit_code, token) == (0, here.accounts.codes.set_up_token())
    again = shell("set-up")
    assert again.exit_code == 1
    assert again.output.startswith("There is an account already")


def test_reset_lets_in_who_has_lost_everything(app, here, shell):
    amina = Person(app)
    made(here, amina, Right("*", "office"))
    token = shell("reset", "amina").output.strip().partition("#")[2]

    anew = Person(app)
    anew.send("/office/join", token=token, password="another four words", again="another four words")
    anew.enrol()

    assert anew.see("/office/accounts").status_code == 200
    assert amina.give_password().status_code == 401
    assert shell("reset", "nobody").exit_code == 1
