"""Keys for single purposes, derived from the server's secret: none of them is stored."""

import hashlib
import hmac


def derive(secret: str, purpose: str) -> bytes:
    """A 256-bit key for one purpose (HKDF's expand step with one block, RFC 5869)."""
    return hmac.new(secret.encode(), purpose.encode() + b"\x01", hashlib.sha256).digest()


def mac(key: bytes, *parts: bytes) -> bytes:
    """HMAC-SHA256 over parts, each with its length, so that no two lists of parts read alike."""
    digest = hmac.new(key, digestmod=hashlib.sha256)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()
