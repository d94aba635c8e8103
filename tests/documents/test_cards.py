"""Cards: the code says the link, the card is in its language and that of the meeting."""

import shutil
import subprocess
from dataclasses import replace

import pytest

from app.documents.card import Card
from app.documents.cards import A_SHEET, cards_html, code_of, sheets
from app.documents.press import press_cards
from tests.documents.reading_codes import said_by

LINK = "https://rostrum.example.org/enter#small-2017.KEN.1.0123456789abcdefghijklmnopqrstuv"
KENYA = Card(
    meeting="Small Meetings", name="كينيا", language="ar", direction="rtl", invitation="امسح", link=LINK,
    address="rostrum.example.org", other_name="Kenya", flag="ke", plate="KEN",
)


@pytest.mark.parametrize("link", [LINK, "http://127.0.0.1:5000/enter#m.chair.1.x", LINK + "y" * 60])
def test_code_says_the_link(link):
    code = code_of(link)

    assert (code.error, code.is_micro) == ("M", False)
    assert said_by(code.matrix) == link


def test_eight_stand_on_a_sheet():
    cards = [replace(KENYA, plate=str(number)) for number in range(A_SHEET * 2 + 1)]

    laid = sheets(cards)

    assert [len(sheet) for sheet in laid] == [8, 8, 1]
    assert [card for sheet in laid for card, _ in sheet] == cards


def test_card_is_in_its_language_beside_that_of_the_meeting():
    html = cards_html([KENYA], "Small Meetings")

    assert '<section class="card" lang="ar" dir="rtl">' in html
    assert '<bdi lang="en" dir="ltr">Kenya</bdi>' in html
    assert LINK not in html


def test_names_make_no_markup():
    html = cards_html([replace(KENYA, name="<img src=x>", meeting="</p><script>")], "</title>")

    assert "<img src=x>" not in html
    assert "<script>" not in html


def text_of(pdf, folder):
    (folder / "page.pdf").write_bytes(pdf)
    return subprocess.run(
        ["pdftotext", folder / "page.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs pdftotext, of poppler-utils")
def test_press_prints_sheets(tmp_path):
    chinese = replace(
        KENYA, name="中国", language="zh", direction="ltr", flag="cn", invitation="扫码", other_name="China"
    )

    said = text_of(press_cards([chinese] * 9, "Small Meetings"), tmp_path)

    assert [said.count(words) for words in ("中国", "China", "扫码", "rostrum.example.org", "\f")] == [9, 9, 9, 9, 2]
