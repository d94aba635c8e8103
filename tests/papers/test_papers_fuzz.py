"""Whatever bytes come in, a paper is read or refused; nothing else happens."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.papers.paper import PaperRefused
from tests.papers.good import MAKERS
from tests.papers.making import docx, examined_here, odt, packed_stream, pdf

WELL_BEHAVED = settings(
    deadline=None, max_examples=40, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
LONG = settings(WELL_BEHAVED, max_examples=250)
ROOTS = {
    "pdf": [
        pdf(),
        pdf(content=packed_stream(b"BT /F1 12 Tf (Good morning) Tj ET")),
        pdf(catalog=b"/OpenAction [3 0 R /Fit]"),
    ],
    "docx": [docx()],
    "odt": [odt()],
    "txt": ["Señora Presidenta, 主席".encode(), "Señora Presidenta, 主席".encode("utf-16")],
}
BEGINNINGS = {"pdf": b"%PDF-1.7\n", "docx": b"PK\x03\x04", "odt": b"PK\x03\x04", "txt": b""}


@st.composite
def damaged(draw: st.DrawFn, papers: list[bytes]) -> bytes:
    """A good paper with a piece cut out, put in twice or changed in a few bits."""
    raw = bytearray(draw(st.sampled_from(papers)))
    begin, end = sorted(draw(st.tuples(st.integers(0, len(raw)), st.integers(0, len(raw)))))
    match draw(st.sampled_from(("bits", "end", "hole", "twice"))):
        case "end":
            del raw[begin:]
        case "hole":
            del raw[begin:end]
        case "twice":
            raw[end:end] = raw[begin:end]
        case _:
            for at in draw(st.lists(st.integers(0, len(raw) - 1), min_size=1, max_size=8)):
                raw[at] ^= 1 << draw(st.integers(0, 7))
    return bytes(raw)


def read_or_refuse(raw: bytes, kind: str) -> None:
    with suppress(PaperRefused):
        examined_here(raw, f"a.{kind}")


@pytest.mark.parametrize("kind", ROOTS)
@WELL_BEHAVED
@given(raw=st.binary(max_size=2_000))
def test_random_bytes_are_read_or_refused(kind, raw):
    read_or_refuse(raw, kind)
    read_or_refuse(BEGINNINGS[kind] + raw + b"\n%%EOF", kind)


@pytest.mark.parametrize("kind", ROOTS)
@WELL_BEHAVED
@given(drawn=st.data())
def test_damaged_papers_are_read_or_refused(kind, drawn):
    read_or_refuse(drawn.draw(damaged(ROOTS[kind])), kind)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ROOTS)
def test_many_damaged_papers_are_read_or_refused(kind):
    papers = [*ROOTS[kind], MAKERS[kind]("en")]

    @LONG
    @given(raw=damaged(papers))
    def each(raw: bytes) -> None:
        read_or_refuse(raw, kind)

    each()


@pytest.mark.parametrize("kind", ["docx", "odt"])
@WELL_BEHAVED
@given(body=st.text(alphabet=st.sampled_from("<>/&;wtp:= \"'al!-[]"), max_size=60))
def test_broken_markup_is_read_or_refused(kind, body):
    read_or_refuse({"docx": docx, "odt": odt}[kind](body), kind)
