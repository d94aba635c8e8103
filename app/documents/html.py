"""A document as an HTML page, from which the PDF is made."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.documents.model import Document

TEMPLATES = Path(__file__).parents[2] / "templates"


@cache
def environment() -> Environment:
    """Of our own: the press knows no Flask."""
    return Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)


def to_html(document: Document) -> str:
    """The page in whole; its addresses are relative to static/."""
    return environment().get_template("documents/document.html").render(document=document)
