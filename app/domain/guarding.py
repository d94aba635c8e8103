"""Text that no spreadsheet takes for a formula, and how it is read back as it was.

A spreadsheet that opens a CSV file evaluates what begins with = + - @ or their full-width forms, some also after blanks
or quotes; one that takes the semicolon or the tab for the separator sees the beginning of a cell behind it. There an
apostrophe is put. `unguarded` takes exactly that apostrophe away: the pattern disregards apostrophes, so that a text
was guarded if and only if what follows its apostrophe matches. (OWASP, "CSV Injection".)
"""

import re

BLANKS = (
    "\\s\0'\"`\u2018\u2019\u201c\u201d\u00ab\u00bb\uff02\uff07\u00ad\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
)
LEADS = "=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212"
COULD_RUN = f"(?:\\A(?=[{BLANKS}]*[{LEADS}\t\r\n\0])|(?<=[;\t\r\n])(?=[{BLANKS}]*[{LEADS}]))"
TO_GUARD = re.compile(COULD_RUN)
GUARDED = re.compile(COULD_RUN.replace("(?=", "'(?="))


def could_run(text: str) -> bool:
    return TO_GUARD.search(text) is not None


def guarded(text: str) -> str:
    return TO_GUARD.sub("'", text)


def unguarded(text: str) -> str:
    return GUARDED.sub("", text)
