"""What no page may do: make markup out of words, hide code in markup, ask another host, read only from the left."""

import re
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent.parent
PLACES = {
    "js": [HERE / "static/sw.js", *sorted((HERE / "static/js").rglob("*.js"))],
    "css": sorted((HERE / "static/css").rglob("*.css")),
    "html": sorted((HERE / "templates").rglob("*.html")),
}
COMMENTS = {"js": r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", "css": r"/\*.*?\*/", "html": r"\{#.*?#\}|<!--.*?-->"}

RULES = [
    ("js", r"\b(inner|outer)HTML\b|insertAdjacentHTML|document\.write|ContextualFragment", "words by textContent"),
    ("js", r"\beval\s*\(|\bnew Function\b|\bset(Timeout|Interval)\s*\(\s*[\"'`]", "no code out of strings"),
    ("js", r"cssText|setAttribute\(\s*[\"'](style|on\w+)[\"']", "the page's policy forbids inline style and handlers"),
    ("js", r"crypto\.(randomUUID|subtle)", "not there on plain http away from loopback: see lib/uuid.js"),
    ("js", r"[\"'`](https?:)?//[a-z]", "no other host"),
    ("html", r"\son[a-z]+\s*=", "no inline handlers"),
    ("html", r"\sstyle\s*=|<style\b", "no inline style"),
    ("html", r"<script(?![^>]*(\bsrc=|type=\"application/json\"))", "no inline script"),
    ("html", r"javascript:|(?<!ICONS\[name\] )\|\s*safe\b", "no code, no raw markup but our own icons"),
    ("html", r"(src|href)=\"(https?:)?//", "no other host"),
    ("css", r"!important", "a variant sets variables, the base rule reads them"),
    ("css", r"@import|url\([\"']?(https?:)?//", "no other host"),
    ("css", r"\b(margin|padding|border)-(left|right)\b|\btext-align:\s*(left|right)\b", "Arabic reads from the right"),
    ("css", r"^\s*(left|right):", "Arabic begins on the right"),
]
IMPORT = r"^(?:import|export)\s+(?:(?:(\w+)\s*,?\s*)?(?:\*(?:\s+as\s+\w+)?|\{([^}]*)\})?\s*from\s*)?[\"']([^\"']+)[\"']"
EXPORT = r"\bexport\s*(?:(?:async\s+)?(?:function\*?|const|let|class)\s+(\w+)|\{([^}]*)\})"


def bare(path: Path) -> str:
    """The file without its comments, line numbers kept."""
    comment = re.compile(COMMENTS[path.suffix[1:]], flags=re.DOTALL)
    return comment.sub(lambda found: "\n" * found[0].count("\n"), path.read_text())


@pytest.mark.parametrize(("place", "forbidden", "why"), RULES, ids=[f"{place}: {why}" for place, _, why in RULES])
def test_front_end_keeps(place, forbidden, why):
    breaches = [
        f"{path.relative_to(HERE)}:{text[: found.start()].count(chr(10)) + 1} {found[0].strip()}"
        for path in PLACES[place]
        for text in [bare(path)]
        for found in re.finditer(forbidden, text, flags=re.MULTILINE)
    ]

    assert breaches == [], why


def names(listed: str, *, outward: bool) -> set[str]:
    """Of `a, b as c`: what it is called outside (c), or within (b)."""
    pairs = [part.split(" as ") for part in listed.split(",") if part.strip()]
    return {pair[-1 if outward else 0].strip() for pair in pairs}


def exported(path: Path) -> set[str]:
    found = re.findall(EXPORT, path.read_text())
    return {name for name, _ in found if name} | {name for _, listed in found for name in names(listed, outward=True)}


def test_every_import_leads_to_something():
    lost = []
    for path in PLACES["js"]:
        for _, listed, wanted in re.findall(IMPORT, bare(path), flags=re.MULTILINE):
            target = HERE / wanted.lstrip("/") if wanted.startswith("/") else path.parent / wanted
            if not target.is_file():
                lost.append(f"{path.relative_to(HERE)}: no file {wanted}")
            elif unknown := names(listed, outward=False) - exported(target):
                lost.append(f"{path.relative_to(HERE)}: no {', '.join(sorted(unknown))} in {wanted}")

    assert lost == []
