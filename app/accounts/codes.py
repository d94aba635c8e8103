"""Codes of an authenticator (RFC 6238), codes for who has lost it, and tokens: all from one secret or from chance."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime

import pyotp

from app.keys import derive, mac
from app.store.accounts import Account

STEP_S = 30
LATE_STEPS = 1
RECOVERY_CODES = 8
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without the letters and digits that are taken for one another."""


def hash_of_token(token: str) -> str:
    """Of a token with 128 bits or more of chance: nobody guesses it from its hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    return secrets.token_urlsafe(24)


def new_recovery_codes() -> list[str]:
    """Eight codes of 59 bits, in groups that can be copied from paper."""
    letters = ["".join(secrets.choice(ALPHABET) for _ in range(12)) for _ in range(RECOVERY_CODES)]
    return ["-".join((each[:4], each[4:8], each[8:])) for each in letters]


def bare(code: str) -> str:
    """A code without what people write between its letters."""
    return "".join(each for each in code.casefold() if each.isalnum())[:40]


class Codes:
    """What is derived from the server's secret. It is not in the database: a copy of that opens nothing."""

    def __init__(self, secret: str) -> None:
        self._authenticators = derive(secret, "authenticator")
        self._recovery = derive(secret, "recovery code")
        self._set_up = derive(secret, "set-up")

    def secret_of(self, account: Account) -> str:
        """What the authenticator of an account is given: 160 bits in base32. Another generation, another secret."""
        made = mac(self._authenticators, str(account.id).encode(), str(account.totp_generation).encode())
        return base64.b32encode(made[:20]).decode()

    def address(self, account: Account, issuer: str) -> str:
        """The `otpauth:` address that an authenticator reads from the picture."""
        return pyotp.TOTP(self.secret_of(account)).provisioning_uri(name=account.name, issuer_name=issuer)

    def step(self, account: Account, code: str, now: datetime) -> int | None:
        """The step of thirty seconds whose code this is: now, the one before or the next; None for any other."""
        written = bare(code)
        current = int(now.timestamp()) // STEP_S
        totp = pyotp.TOTP(self.secret_of(account))
        steps = range(current - LATE_STEPS, current + LATE_STEPS + 1)
        return next((each for each in steps if hmac.compare_digest(totp.generate_otp(each), ascii_of(written))), None)

    def recovery_mac(self, account_id: int, code: str) -> str:
        return mac(self._recovery, str(account_id).encode(), bare(code).encode()).hex()

    def set_up_token(self) -> str:
        """Opens the set-up of a server that has no account."""
        return base64.urlsafe_b64encode(self._set_up[:24]).decode()


def ascii_of(code: str) -> str:
    return code.encode("ascii", "replace").decode()
