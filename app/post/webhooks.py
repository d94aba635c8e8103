"""One call of a webhook: to an address that may be called and to no other, signed, its answer read in part."""

import hashlib
import hmac
import http.client
import ipaddress
import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

TIMEOUT_S = 10.0
MOST_READ = 4096
LONGEST_URL = 500
NAT64 = ipaddress.ip_network("64:ff9b::/96")
PORTS = {"https": 443, "http": 80}


class NotCalled(Exception):
    """A URL that is not called. `code`: no_url | not_https | has_password | not_public | unknown_host."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Target:
    """Where a call goes: `path` with its query."""

    scheme: str
    host: str
    port: int
    path: str


@dataclass(frozen=True)
class Call:
    """`delivery`: names it, the same at each try. `at_s`: seconds since 1970, which the signature covers."""

    url: str
    secret: str
    event: str
    delivery: str
    body: bytes
    at_s: int


def signature(secret: str, at_s: int, body: bytes) -> str:
    """What stands in Rostrum-Signature: HMAC-SHA256 over timestamp, a full stop and the body."""
    return "v1=" + hmac.new(secret.encode(), str(at_s).encode() + b"." + body, hashlib.sha256).hexdigest()


def target_of(url: str, may_loopback: bool) -> Target:
    """The parts of a URL, checked as far as they can be without asking for its address. Raises NotCalled."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise NotCalled("no_url") from None
    if len(url) > LONGEST_URL or not url.isascii() or not url.isprintable() or " " in url or not host or port == 0:
        raise NotCalled("no_url")
    if parts.scheme not in PORTS:
        raise NotCalled("not_https")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise NotCalled("has_password")
    if parts.scheme == "http" and not (may_loopback and is_loopback(host)):
        raise NotCalled("not_https")
    with suppress(ValueError):
        if not may_be_called(host, may_loopback):
            raise NotCalled("not_public")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port or PORTS[parts.scheme], path)


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def may_be_called(address: str, may_loopback: bool) -> bool:
    """Whether an address is one of the open net; one that holds another inside is judged by that one, too.

    Raises ValueError if it is a name.
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
        elif ip.sixtofour is not None or ip.teredo is not None or ip in NAT64:
            return False
    if ip.is_loopback:
        return may_loopback
    return ip.is_global and not ip.is_multicast


def address_of(target: Target, may_loopback: bool) -> str:
    """The address to connect to; one among them that may not be called refuses all. Raises NotCalled, OSError."""
    found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    addresses = [str(each[4][0]) for each in found]
    if not addresses:
        raise NotCalled("unknown_host")
    if not all(may_be_called(each, may_loopback) for each in addresses):
        raise NotCalled("not_public")
    return addresses[0]


def deliver(call: Call, may_loopback: bool, timeout_s: float = TIMEOUT_S) -> str | None:
    """Makes a call; None if it was answered by 2xx, else what was wrong. No redirect is followed."""
    try:
        target = target_of(call.url, may_loopback)
        address = address_of(target, may_loopback)
        with socket.create_connection((address, target.port), timeout=timeout_s) as raw:
            # Of the timeout of a socket each byte gets its own: a receiver that trickles is cut off by the clock.
            alarm = threading.Timer(timeout_s, cut, [raw])
            alarm.daemon = True
            alarm.start()
            try:
                return answered(call, target, raw)
            finally:
                alarm.cancel()
    except NotCalled as trouble:
        return trouble.code
    except (OSError, http.client.HTTPException) as trouble:
        return str(trouble) or type(trouble).__name__


def cut(raw: socket.socket) -> None:
    with suppress(OSError):
        raw.shutdown(socket.SHUT_RDWR)


def answered(call: Call, target: Target, raw: socket.socket) -> str | None:
    """Sends over a connection that stands, to the address that was judged. Raises OSError, HTTPException."""
    connection = http.client.HTTPConnection(target.host, target.port)
    connection.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=target.host) if (
        target.scheme == "https"
    ) else raw
    try:
        connection.request("POST", target.path, body=call.body, headers={
            "Content-Type": "application/json", "User-Agent": "Rostrum", "Connection": "close",
            "Rostrum-Event": call.event, "Rostrum-Delivery": call.delivery, "Rostrum-Timestamp": str(call.at_s),
            "Rostrum-Signature": signature(call.secret, call.at_s, call.body),
        })
        response = connection.getresponse()
        response.read(MOST_READ)
        return None if 200 <= response.status < 300 else f"HTTP {response.status}"
    finally:
        connection.close()
