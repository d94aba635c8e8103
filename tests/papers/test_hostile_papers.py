"""Every paper that means harm is refused, and says why."""

import pytest

from app.papers.paper import PaperRefused
from tests.papers.hostile import HEAVY, HOSTILE, HOSTILE_ARCHIVES, HOSTILE_DOCX, HOSTILE_ODT, HOSTILE_OTHERS
from tests.papers.hostile_pdfs import HOSTILE_PDFS
from tests.papers.making import examined_here

TABLES = (HOSTILE_PDFS, HOSTILE_ARCHIVES, HOSTILE_DOCX, HOSTILE_ODT, HOSTILE_OTHERS)


def test_no_two_hostile_papers_have_the_same_name():
    assert len(HOSTILE) == sum(map(len, TABLES))


@pytest.mark.parametrize("name", [name for name in HOSTILE if name not in HEAVY])
def test_hostile_paper_is_refused_with_its_reason(name):
    make, code = HOSTILE[name]

    with pytest.raises(PaperRefused) as refused:
        examined_here(make(), name)

    assert refused.value.code == code
