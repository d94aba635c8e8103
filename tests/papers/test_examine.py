"""A paper is read in a process of its own, and whatever becomes of that, an answer comes."""

import time

import pytest

from app.papers.child import counted
from app.papers.examine import WALL_CLOCK_S, asked, examine
from app.papers.paper import MEDIA_TYPES, Paper, PaperRefused, Reading
from tests.papers.good import made_pdf, words
from tests.papers.hostile import HOSTILE
from tests.papers.making import SAID, docx, odt, packed_stream, pdf

FORMS = {"pdf": pdf(), "docx": docx(), "odt": odt(), "txt": SAID.encode()}


@pytest.mark.parametrize("kind", FORMS)
def test_paper_is_read(kind):
    paper = examine(FORMS[kind], f"Déclaration 2.{kind}")

    assert paper == Paper(
        media_type=MEDIA_TYPES[kind], extension=kind, words=4, characters=26, pages=1 if kind == "pdf" else None,
        has_text=True, text=SAID,
    )


def test_paper_in_arabic_is_read():
    assert examine(made_pdf("ar"), "a.pdf").words == words("ar")


def test_large_paper_is_read():
    raw = pdf(content=packed_stream(b""), o6=b"<< /Length 9000000 >>\nstream\n" + b"0" * 9_000_000 + b"\nendstream")

    paper = examine(raw, "scan.pdf")

    assert (paper.pages, paper.has_text, paper.words, paper.text) == (1, False, 0, "")


@pytest.mark.parametrize("name", [
    "nothing.pdf", "script among names.pdf", "flate bomb.pdf", "branching pages.pdf", "up.docx", "laughs.docx",
    "macros.docx", "basic.odt", "bell.txt",
])
def test_hostile_paper_is_refused_by_the_process(name):
    make, code = HOSTILE[name]

    with pytest.raises(PaperRefused) as refused:
        examine(make(), name)

    assert refused.value.code == code


def test_refusal_has_its_params():
    with pytest.raises(PaperRefused) as refused:
        examine(b"a b " * 2_000_000, "a.txt")

    assert (refused.value.code, refused.value.params) == ("too_long", {"limit": 1_000_000})


def test_process_that_dies_means_that_the_paper_cannot_be_read():
    with pytest.raises(PaperRefused) as refused:
        asked("no kind of ours", b"Good morning")

    assert refused.value.code == "unreadable"


def test_process_that_needs_more_memory_than_it_has_means_that_the_paper_cannot_be_read():
    began = time.monotonic()

    with pytest.raises(PaperRefused) as refused:
        asked("txt", b"a" * 60_000_000)

    assert refused.value.code == "unreadable"
    assert time.monotonic() - began < WALL_CLOCK_S


def test_text_of_figures_only_is_no_text():
    assert counted(Reading(" 1. \n 2. ", 3)) == {
        "pages": 3, "has_text": False, "words": 0, "characters": 0, "text": "",
    }
