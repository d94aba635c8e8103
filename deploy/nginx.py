#!/usr/bin/env python3
"""Fills in deploy/nginx.conf: for a server, for the cluster of the workshop, for tests.

    python3 deploy/nginx.py --name rostrum.example.org --certificate FILE --key FILE > /etc/nginx/nginx.conf
"""

import argparse
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TEMPLATE = Path(__file__).with_name("nginx.conf")
AWAY = Path(__file__).with_name("away.html")
FIRST_PORT = 5001
MOST_LOCAL = 9
"""Of them a unit can make the port: 500 and the number."""
MARK = re.compile(r" *#: (template|tls|plain|end)\n")
NAME = re.compile(r"[0-9A-Za-z.-]+")
ADDRESS = re.compile(r"[0-9A-Za-z.-]+:[0-9]{1,5}")
WORD = re.compile(r"[^\s;{}'\"$\\]+")


class SiteError(Exception):
    """What cannot stand in the configuration: one line that names it."""


@dataclass(frozen=True)
class Site:
    """What differs from one nginx to the next.

    `workers`: the address of each by its name, which is its setting WORKER. `names`: the hosts by which people ask for
    it. `listen`, `listen_plain`: ports, or addresses with one; the plain ones lead to the others where there is a
    certificate. `public_port`: the port that people see, 443 or 80 if left out. `run`, `state`, `log`: folders, which
    must be there, for the id of the process, for what it keeps, for what it tells. `acme`: below it lies what a
    certificate authority asks for.
    """

    workers: Mapping[str, str]
    names: tuple[str, ...]
    listen: tuple[str, ...] = ("443", "[::]:443")
    listen_plain: tuple[str, ...] = ("80", "[::]:80")
    public_port: int | None = None
    certificate: Path | None = None
    key: Path | None = None
    user: str = "www-data"
    run: Path = Path("/run")
    state: Path = Path("/var/lib/nginx")
    log: Path = Path("/var/log/nginx")
    acme: Path = Path("/var/www/acme")


def render(site: Site) -> str:
    """The configuration of an nginx. Raises SiteError."""
    check(site)
    standard = 443 if site.certificate else 80
    port = site.public_port or standard
    words = {
        "user": site.user, "run": site.run, "state": site.state, "log": site.log, "acme": site.acme,
        "names": " ".join(site.names), "shown_port": "" if port == standard else f":{port}",
        "certificate": site.certificate, "key": site.key,
        "workers": "\n".join(f"        server {address} max_fails=0;" for address in site.workers.values()),
        "each_worker": "\n".join(
            f"    upstream worker_{name} {{\n        server {address} max_fails=0;\n        keepalive 64;\n"
            "        keepalive_timeout 10s;\n    }"
            for name, address in site.workers.items()
        ),
        "away": AWAY.read_text(),
        "sessions": "\n".join(rf'        "~^{name}\." worker_{name};' for name in site.workers),
    }
    kept = without(TEMPLATE.read_text(), ("template", "plain" if site.certificate else "tls"))
    for name, addresses in (("{{listen}}", site.listen), ("{{listen_plain}}", site.listen_plain)):
        kept = repeated(kept, name, addresses)
    return re.sub(r"\{\{(\w+)\}\}", lambda found: str(words[found[1]]), kept)


def repeated(text: str, name: str, values: tuple[str, ...]) -> str:
    """Each line in which the name stands, once for each value."""
    return "".join(
        line.replace(name, value) for line in text.splitlines(keepends=True)
        for value in (values if name in line else ("",))
    )


def without(text: str, sections: tuple[str, ...]) -> str:
    """The lines of a template without those of some sections, and without the marks."""
    kept, within = [], ""
    for line in text.splitlines(keepends=True):
        if mark := MARK.fullmatch(line):
            within = "" if mark[1] == "end" else mark[1]
        elif within not in sections:
            kept.append(line)
    return "".join(kept)


def check(site: Site) -> None:
    """Whether all of it can stand in a configuration. Raises SiteError."""
    if not site.workers or not site.names or not site.listen:
        raise SiteError("A site needs a worker, a name, and an address at which it listens.")
    if (site.certificate is None) != (site.key is None):
        raise SiteError("A certificate goes with its key: give both, or none.")
    for name, address in site.workers.items():
        if not (name.isascii() and name.isdigit()):
            raise SiteError(f"The worker {name!r} has no number for a name.")
        if not ADDRESS.fullmatch(address):
            raise SiteError(f"The worker {name} has no address: {address!r}. Give HOST:PORT.")
    for host in site.names:
        if not NAME.fullmatch(host):
            raise SiteError(f"{host!r} is no host name.")
    files = (site.certificate, site.key, site.run, site.state, site.log, site.acme)
    for word in (site.user, *site.listen, *site.listen_plain, *files):
        if word is not None and not WORD.fullmatch(str(word)):
            raise SiteError(f"{str(word)!r} cannot stand in a configuration.")


def local_workers(count: int) -> dict[str, str]:
    """As the units of systemd start them: 1 at port 5001, 2 at 5002. Raises SiteError."""
    if not 1 <= count <= MOST_LOCAL:
        raise SiteError(f"The units start 1 to {MOST_LOCAL} workers, not {count}. Name others by --worker.")
    return {str(number): f"127.0.0.1:{FIRST_PORT + number - 1}" for number in range(1, count + 1)}


def site_asked_for(words: list[str]) -> Site:
    parser = argparse.ArgumentParser(description="Print the configuration of nginx.")
    parser.add_argument("--name", action="append", required=True, help="a host by which people ask for it; repeatable")
    parser.add_argument("--certificate", type=Path, help="the chain; without it all goes by plain http")
    parser.add_argument("--key", type=Path)
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="at 127.0.0.1:5001 and so on (2)")
    parser.add_argument("--worker", action="append", metavar="NAME=HOST:PORT", help="in place of --workers; repeatable")
    parser.add_argument("--listen", action="append", metavar="[ADDRESS:]PORT", help="repeatable (443; plain: 80)")
    parser.add_argument("--public-port", type=int, help="what people see, if it is another")
    asked = parser.parse_args(words)
    named = dict(each.split("=", 1) if "=" in each else (each, "") for each in asked.worker or ())
    return Site(
        workers=named or local_workers(asked.workers), names=tuple(asked.name),
        listen=tuple(asked.listen or (Site.listen if asked.certificate else Site.listen_plain)),
        public_port=asked.public_port, certificate=asked.certificate, key=asked.key,
    )


if __name__ == "__main__":
    try:
        sys.stdout.write(render(site_asked_for(sys.argv[1:])))
    except SiteError as error:
        sys.exit(str(error))
