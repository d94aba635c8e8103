"""Sheets of cards to cut out, each with a code to photograph."""

from collections.abc import Sequence
from pathlib import Path

import segno
from jinja2 import Environment, FileSystemLoader

from app.documents.card import Card

ROOT = Path(__file__).parents[2]
FLAGS = "vendor/flag-icons-7.5.0/4x3"
A_SHEET = 8


def code_of(link: str) -> segno.QRCode:
    """The code of a link: level M, which bears a fold or a stain."""
    return segno.make(link, error="m", micro=False)


def sheets(cards: Sequence[Card]) -> list[list[tuple[Card, str]]]:
    """Each sheet: its cards, and the picture of the code of each."""
    drawn = [(card, code_of(card.link).svg_data_uri(border=0)) for card in cards]
    return [drawn[first:first + A_SHEET] for first in range(0, len(drawn), A_SHEET)]


def cards_html(cards: Sequence[Card], title: str) -> str:
    """The sheets as HTML; its files lie in static/."""
    templates = Environment(loader=FileSystemLoader(ROOT / "templates"), autoescape=True)
    return templates.get_template("documents/cards.html").render(sheets=sheets(cards), title=title, flags=FLAGS)
