"""Where a link in a paper may lead: to a page, a mailbox or a place in itself; links are shown, never followed."""

import re

from app.papers.paper import PaperRefused

SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
PLAIN = ("http", "https", "mailto", "ftp", "tel")
PROGRAMS = ("macro", "vnd.sun.star.script", "javascript", "vbscript", "service", "slot")


def is_remote(target: str) -> bool:
    """Whether it leads out of the archive that it stands in."""
    target = target.strip()
    return bool(SCHEME.match(target)) or target.startswith(("/", "\\", "../"))


def refuse_link(target: str) -> None:
    """For links that somebody has to click on."""
    scheme = SCHEME.match(target)
    if scheme and scheme[1].lower() in PROGRAMS:
        raise PaperRefused("macros")
    if (scheme and scheme[1].lower() not in PLAIN) or target.strip().startswith(("\\\\", "//")):
        raise PaperRefused("external_content")
