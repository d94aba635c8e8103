"""Links for functions and delegations: derived from the server's secret, never stored, ended by a new generation."""

import base64
import hmac
from dataclasses import dataclass

from app.domain.meeting import Actor
from app.keys import derive, mac

FUNCTIONS = ("chair", "secretariat", "room", "booth", "public")
SIGNATURE_LENGTH = 32


@dataclass(frozen=True)
class Link:
    """`holder`: a function, or the code of a delegation."""

    slug: str
    holder: str
    generation: int

    @property
    def actor(self) -> Actor:
        return actor_of(self.holder)


def actor_of(holder: str) -> Actor:
    return Actor(role=holder) if holder in FUNCTIONS else Actor(role="delegation", delegation=holder)


def page_of(slug: str, holder: str) -> str:
    """The path of the page of a holder."""
    if holder == "public":
        return f"/{slug}"
    return f"/{slug}/{holder}" if holder in FUNCTIONS else f"/{slug}/delegation/{holder}"


class Links:
    """Tokens: meeting, holder and generation in clear, and 192 bits by which only this server can have made them."""

    def __init__(self, secret: str, base_url: str) -> None:
        self._key = derive(secret, "links")
        self._base_url = base_url

    def _signature(self, link: Link) -> str:
        signed = mac(self._key, link.slug.encode(), link.holder.encode(), str(link.generation).encode())
        return base64.urlsafe_b64encode(signed).decode()[:SIGNATURE_LENGTH]

    def token(self, link: Link) -> str:
        return f"{link.slug}.{link.holder}.{link.generation}.{self._signature(link)}"

    def url(self, link: Link, base_url: str | None = None) -> str:
        """The link as people get it: the fragment reaches no server, proxy or log."""
        return f"{base_url or self._base_url}/enter#{self.token(link)}"

    def read(self, token: str) -> Link | None:
        """The link that a token of this server stands for, revoked or not; None for any other."""
        parts = token.split(".")
        # What cannot be printed (half a character, as JSON can write it) cannot be signed either.
        if len(parts) != 4 or not token.isprintable():
            return None
        if not parts[2].isascii() or not parts[2].isdigit() or len(parts[2]) > 9:
            return None
        link = Link(parts[0], parts[1], int(parts[2]))
        genuine = hmac.compare_digest(self._signature(link).encode(), parts[3].encode())
        return link if genuine else None
