"""Passwords: which are taken, how they are kept (Argon2id), and that a stranger's costs as long as a friend's."""

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.domain.errors import Malformed

SHORTEST, LONGEST = 12, 200
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""What OWASP's Password Storage Cheat Sheet asks of Argon2id at least: 19 MiB, two passes, one lane."""
NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$yBg/W9Ssdq0JYnHPZsGWNWoZ/gnxGAUnA5xR2HyTQ9k"
"""Verified against where there is no account, or none with a password: the answer takes as long, and is no."""
COMMONEST = frozenset((
    "123456789012", "1234567890123", "12345678901234", "123456789123", "1234567891011", "012345678910", "123123123123",
    "112233445566", "111222333444", "987654321098", "121212121212", "123456123456", "1q2w3e4r5t6y", "1qaz2wsx3edc",
    "qwertyuiopas", "qwertyuiop12", "qwertyuiop123", "qwerty123456", "qwerty1234567", "qwertyqwerty", "qwerty12345678",
    "asdfghjkl123", "asdfghjklzxc", "zxcvbnmasdfg", "password1234", "password12345", "password123456",
    "passwordpassword", "password123!", "passw0rd1234", "p@ssw0rd1234", "p@ssword1234", "mypassword12", "mypassword123",
    "administrator", "administrator1", "adminadmin12", "admin1234567", "admin12345678", "welcome12345", "welcome123456",
    "letmein12345", "changeme1234", "changemenow1", "iloveyou1234", "iloveyouforever", "abcdefghijkl", "abcdefghijklm",
    "abc123abc123", "abcd12345678", "a1b2c3d4e5f6", "superman1234", "sunshine1234", "football1234", "baseball1234",
    "princess1234", "trustno1trustno1", "correcthorsebatterystaple", "secretariat1", "secretariat12", "speakerslist",
    "rostrumrostrum",
))


def plain(password: str) -> str:
    """The password in one form, however its keyboard composes letters (NIST SP 800-63B asks for NFKC)."""
    return unicodedata.normalize("NFKC", password)


def check_password(password: str, *names: str) -> None:
    """Long enough, none of the commonest, no name of its owner. Raises Malformed `password_...` for `password`."""
    words = plain(password).casefold()
    if len(words) < SHORTEST:
        raise Malformed("password_too_short", "password", least=SHORTEST)
    if len(words) > LONGEST:
        raise Malformed("too_long", "password", most=LONGEST)
    named = {part for name in names for part in (name.casefold(), name.casefold().partition("@")[0])}
    if words in named:
        raise Malformed("password_is_name", "password")
    if words in COMMONEST or len(set(words)) < 4:
        raise Malformed("password_is_common", "password")


def hash_of(password: str) -> str:
    """The hash to keep. Takes some 50 ms and 19 MiB: to be done apart."""
    return HASHER.hash(plain(password))


def is_password(password: str, kept: str) -> bool:
    """Whether it is the password of a hash; "" is nobody's. Takes as long as hashing: to be done apart."""
    try:
        return HASHER.verify(kept or NOBODYS, plain(password)) and kept != ""
    except (VerificationError, InvalidHashError):
        return False
