"""Which pages may speak to us: our own. Stands before everything, HTTP and socket alike."""

import ipaddress
import json
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from config import LOOPBACK_NAMES

type_of_wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
REFUSED = json.dumps({
    "ok": False, "code": "foreign_origin", "params": {}, "message": "This page is not one of Rostrum's.",
}).encode()


def own_origins(base_url: str) -> frozenset[str]:
    """The origin of the links; for a server on loopback, under all names of loopback."""
    parts = urlsplit(base_url)
    port = f":{parts.port}" if parts.port else ""
    names = LOOPBACK_NAMES if parts.scheme == "http" else ()
    return frozenset({base_url, *(f"http://{name}{port}" for name in names)})


def is_literal(host: str) -> bool:
    """Whether a host is an IP address: no name that somebody else could point at us."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


class Doorman:
    """Refuses requests whose Origin is not ours, and requests that speak by cookie and hide theirs."""

    def __init__(self, inner: type_of_wsgi, base_url: str) -> None:
        self._inner = inner
        self._own = own_origins(base_url)

    def _admits(self, environ: dict[str, Any]) -> bool:
        origin = environ.get("HTTP_ORIGIN")
        if origin is not None:
            return origin in self._own or self._is_same_address(origin, environ)
        by_cookie = "HTTP_COOKIE" in environ and "HTTP_AUTHORIZATION" not in environ
        changes = environ.get("REQUEST_METHOD") not in ("GET", "HEAD")
        is_socket = environ.get("HTTP_UPGRADE", "").lower() == "websocket"
        return not (by_cookie and (changes or is_socket))

    def _is_same_address(self, origin: str, environ: dict[str, Any]) -> bool:
        """A page that we served under a bare address, as phones in the hall use it."""
        parts = urlsplit(origin)
        same = origin == f"{environ.get('wsgi.url_scheme')}://{environ.get('HTTP_HOST', '')}"
        return same and parts.hostname is not None and is_literal(parts.hostname)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if self._admits(environ):
            return self._inner(environ, start_response)
        headers = [("Content-Type", "application/json"), ("Content-Length", str(len(REFUSED)))]
        start_response("403 FORBIDDEN", headers)
        return [REFUSED]
