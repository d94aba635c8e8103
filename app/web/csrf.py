"""The key by which a page shows that it is ours, written anew in every answer.

Pages are packed, and repeat words of their address. Were the key the same in two answers, who can make a browser ask
and sees the lengths of what it gets could guess it letter by letter.
"""

import base64
import secrets

from flask_wtf.csrf import generate_csrf, validate_csrf
from wtforms.validators import ValidationError

from app.web.errors import Foreign


def csrf_key() -> str:
    key = generate_csrf().encode()
    mask = secrets.token_bytes(len(key))
    return base64.urlsafe_b64encode(mask + crossed(key, mask)).decode()


def crossed(text: bytes, mask: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(text, mask, strict=True))


def check_key(given: str | None) -> None:
    """Raises Foreign `csrf_failed`."""
    try:
        validate_csrf(unmasked(given or ""))
    except (ValidationError, ValueError):
        raise Foreign("csrf_failed") from None


def unmasked(given: str) -> str:
    """Raises ValueError."""
    both = base64.b64decode(given.encode("ascii"), altchars=b"-_", validate=True)
    half = len(both) // 2
    return crossed(both[:half], both[half:]).decode("ascii")
