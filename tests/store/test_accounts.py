"""Accounts on every database that is supported: tries are counted, codes and links are used once, sessions end."""

from datetime import timedelta

import pyotp
import pytest

from app.accounts import Accounts
from app.domain.errors import NotAllowed, RuleBroken, Unknown
from app.store import accounts as kept
from app.store.accounts import Right
from app.store.database import Writer
from tests.conftest import SECRET
from tests.factories import NOON, later

CHAIR_HERE = Right("here-2017", "chair")


@pytest.fixture
def engine(make_engine):
    return make_engine()


@pytest.fixture
def accounts(engine):
    return Accounts(Writer(engine), SECRET)


@pytest.fixture
def amina(accounts):
    return accounts.add("amina", "Amina", [CHAIR_HERE], NOON)


def test_account_has_what_it_was_given(accounts, amina):
    account = accounts.get(amina)

    assert (account.name, account.shown_name, account.rights) == ("amina", "Amina", (CHAIR_HERE,))
    assert (account.has_password, account.has_authenticator, account.is_ready) == (False, False, False)
    assert accounts.named(" AMINA ") == (amina, "")
    assert accounts.named("a\x00") is None
    assert accounts.named("boris") is None
    with pytest.raises(Unknown):
        accounts.get(amina + 1)


def test_name_is_taken_once(accounts, amina):
    with pytest.raises(RuleBroken, match="account_exists"):
        accounts.add("amina", "Another", [], NOON)

    assert [each.shown_name for each in accounts.all()] == ["Amina"]


def test_set_up_makes_one_account_and_no_second(accounts):
    accounts.set_up("amina", "Amina", "hash", NOON)

    with pytest.raises(NotAllowed, match="set_up_already"):
        accounts.set_up("boris", "Boris", "hash", NOON)
    assert [each.name for each in accounts.all()] == ["amina"]


def test_from_the_fifth_try_on_each_waits_twice_as_long(accounts, amina):
    assert [accounts.begin_try(amina, NOON) for _ in range(6)] == [True] * 5 + [False]

    fifth = NOON + timedelta(seconds=2)
    assert not accounts.begin_try(amina, fifth - timedelta(milliseconds=1))
    assert accounts.begin_try(amina, fifth)
    assert not accounts.begin_try(amina, fifth + timedelta(milliseconds=3999))
    assert accounts.begin_try(amina, fifth + timedelta(seconds=4))


def test_ten_tries_in_ten_minutes_lock_for_ten_minutes(accounts, amina):
    at = NOON
    for number in range(10):
        assert accounts.begin_try(amina, at)
        at += timedelta(seconds=2 ** max(0, number - 3))
        assert at < NOON + kept.WINDOW
    last = at - timedelta(seconds=64)

    assert not accounts.begin_try(amina, last + kept.WINDOW - timedelta(seconds=1))
    assert accounts.begin_try(amina, last + kept.WINDOW)


def test_signing_in_forgets_the_tries(accounts, amina):
    for _ in range(4):
        accounts.begin_try(amina, NOON)
    accounts.sign_in(amina, "Firefox", NOON)

    assert [accounts.begin_try(amina, NOON) for _ in range(6)] == [True] * 5 + [False]


def test_code_of_a_step_is_used_once_and_none_before_it(engine, accounts, amina):
    def use(step):
        return Writer(engine).run(lambda connection: kept.use_step(connection, amina, step))

    assert [use(7), use(7), use(6), use(8)] == [True, False, False, True]


def test_invitation_is_used_once_and_ends_by_itself(accounts, amina):
    first = accounts.invite(amina, NOON)
    second = accounts.invite(amina, NOON)

    assert accounts.invited(first, NOON) is None, "a newer one ends it"
    assert accounts.invited("guessed", NOON) is None
    assert accounts.invited(second, NOON + timedelta(days=7)) is None
    assert accounts.invited(second, NOON + timedelta(days=6)).id == amina
    accounts.join(second, amina, "hash", NOON)
    assert accounts.invited(second, NOON) is None
    with pytest.raises(RuleBroken, match="link_used"):
        accounts.join(second, amina, "hash of a thief", NOON)
    assert accounts.named("amina") == (amina, "hash")


def test_another_authenticator_has_another_secret(accounts, amina):
    before = accounts.codes.secret_of(accounts.get(amina))
    accounts.join(accounts.invite(amina, NOON), amina, "hash", NOON)

    after = accounts.codes.secret_of(accounts.get(amina))
    assert before != after
    assert Accounts(Writer(accounts._writer.engine), "another secret of a server").codes.secret_of(
        accounts.get(amina)
    ) != after


@pytest.mark.parametrize(("seen_after", "asked_after", "holds"), [
    (None, timedelta(hours=11), True), (None, timedelta(hours=12), False),
    (timedelta(hours=11), timedelta(hours=22), True), (timedelta(hours=11), timedelta(hours=23), False),
])
def test_session_ends_when_it_was_not_seen_for_half_a_day(accounts, amina, seen_after, asked_after, holds):
    token = accounts.sign_in(amina, "Firefox", NOON)
    if seen_after:
        accounts.of_token(token, NOON + seen_after)

    found = accounts.of_token(token, NOON + asked_after)

    assert (found is not None) is holds


def test_session_ends_after_a_week_however_often_it_was_seen(accounts, amina):
    token = accounts.sign_in(amina, "Firefox", NOON)
    hours = [number for number in range(24 * 7 + 1) if accounts.of_token(token, NOON + timedelta(hours=number))]

    assert hours == list(range(24 * 7))


def test_sessions_end_each_by_itself_and_all_with_their_account(accounts, amina):
    tokens = [accounts.sign_in(amina, name, NOON) for name in ("one", "two", "three")]
    shown = {each.device: each for each in accounts.sessions(amina, NOON)}

    accounts.end_session(amina + 1, shown["one"].id, NOON)
    accounts.end_session(amina, shown["two"].id, NOON)
    assert [each.device for each in accounts.sessions(amina, NOON)] == ["three", "one"]
    accounts.end_others(amina, shown["three"].hash, NOON)
    assert [each.device for each in accounts.sessions(amina, NOON)] == ["three"]
    accounts.disable(amina, later(1))
    assert [accounts.of_token(each, later(1)) for each in tokens] == [None, None, None]


def test_recovery_codes_and_tokens_are_kept_as_hashes_only(engine, accounts, amina):
    accounts.set_password(amina, "hash")
    code = pyotp.TOTP(accounts.codes.secret_of(accounts.get(amina))).at(NOON)
    given = accounts.confirm_authenticator(accounts.get(amina), code, NOON)
    token, invitation = accounts.sign_in(amina, "Firefox", NOON), accounts.invite(amina, NOON)

    with engine.connect() as connection:
        written = "\n".join(
            str(connection.execute(table.select()).all())
            for table in kept.AccountRow.metadata.sorted_tables if table.name != "alembic_version"
        )
    secrets = [*given, *(each.replace("-", "") for each in given), token, invitation,
               accounts.codes.secret_of(accounts.get(amina))]  # fmt: skip
    assert not any(each in written for each in secrets)
