"""The page of a document, and the PDF of it: whole, numbered, and blind to all that is not ours."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from app.documents.html import to_html
from app.documents.pdf import STATIC, OwnFiles, to_pdf
from tests.documents.sample import ARABIC, ENGLISH


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def test_page_shows_words_as_they_are():
    html = to_html(ENGLISH)

    assert '<html lang="en" dir="ltr">' in html
    assert "A note &lt;b&gt;by hand&lt;/b&gt;" in html
    assert '<a href="https://example.org/1.pdf"><bdi>Croatia</bdi></a>' in html
    assert '<col width="20%"><col width="60%"><col width="20%">' in html


def test_name_in_an_arabic_page_keeps_its_direction():
    assert "قدمت: <bdi>&#x2068;HALO&#x2069;</bdi>، كينيا" in to_html(ARABIC)


@pytest.mark.slow
def test_pdf_has_the_meeting_above_and_the_number_below_each_page_but_the_first():
    found = pages(to_pdf(to_html(ENGLISH), "ltr"))

    assert len(found) >= 3
    assert ["Small Meetings of the Convention" in each for each in found] == [False] + [True] * (len(found) - 1)
    assert all(f"{number}/{len(found)}" in each for number, each in enumerate(found, 1))
    assert all("From the log" in each for each in found)
    assert "Time Who Length" in found[1]
    assert "The end" in found[-1]


@pytest.mark.parametrize("address", [
    "file:///etc/passwd", f"{STATIC.as_uri()}/../config.py", "https://example.org/a.png",
    "file://elsewhere/static/mark.svg", "ftp://example.org/a", f"{STATIC.parent.as_uri()}/wsgi.py",
    f"{STATIC.as_uri()}/%2e%2e/wsgi.py",
])
def test_nothing_but_our_own_files_is_read(address):
    with pytest.raises(ValueError, match="not below static|disallowed"):
        OwnFiles().fetch(address)


def test_our_own_files_are_read():
    answer = OwnFiles().fetch(f"{STATIC.as_uri()}/css/print.css")

    assert b"@page" in answer.read()
