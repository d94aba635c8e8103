"""Whatever the files hold: a meeting comes of them, or a refusal, never anything else."""

from collections.abc import Sequence
from pathlib import Path

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.importing import ImportRefused, read_meeting
from tests.importing.small_meeting import DELEGATIONS, NAMES, PROGRAMME, write

FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
PIECES = st.sampled_from(
    ["\t", "\n", ":", "- ", "{", "}", "[", "]", '"', "'", "&a ", "*a", "!!int ", "!x ", "? ", "#", "|", ">", "---\n",
     "...", "%", "@", "~", "0", "-1", "1e9", "99:99", "2024-02-30", "\u202e", "\u0301", "\ufeff", "\x00", "\x85", ",",
     "<<: ", "null", "true", "KEN", "2.1", "9" * 30, "\U0001f600", "\\ud800", "\r"]
)  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.text(max_size=20) | PIECES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8) | st.integers(), inner, max_size=3),
    max_leaves=6,
)


def import_or_refuse(folder: Path, programme: str | bytes, delegations: str | bytes, names: str | bytes) -> None:
    files = write(folder, programme, delegations, names)
    try:
        said: Sequence[object] = read_meeting(*files)
    except ImportRefused as refused:
        said = [problem for problem in refused.problems if problem.found and problem.expected]
    assert said


@st.composite
def damaged(draw: st.DrawFn, text: str) -> str:
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        to = min(len(text), at + draw(st.integers(0, 30)))
        text = text[:at] + draw(PIECES | st.text(max_size=5)) + text[to:]
    return text.encode("utf-8", "replace").decode()


@st.composite
def mistaken(draw: st.DrawFn) -> str:
    """Right YAML, in which one value anywhere is of another kind."""
    tree = yaml.safe_load(PROGRAMME)
    here, key = tree, draw(st.sampled_from(list(tree)))
    while isinstance(here[key], dict | list) and here[key] and draw(st.booleans()):
        here = here[key]
        key = draw(st.sampled_from(list(here) if isinstance(here, dict) else range(len(here))))
    here[key] = draw(VALUES)
    return str(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False))


@FUZZ
@given(programme=damaged(PROGRAMME))
def test_damaged_programme_is_read_or_refused(tmp_path: Path, programme: str) -> None:
    import_or_refuse(tmp_path, programme, DELEGATIONS, NAMES)


@FUZZ
@given(programme=mistaken())
def test_mistaken_programme_is_read_or_refused(tmp_path: Path, programme: str) -> None:
    import_or_refuse(tmp_path, programme, DELEGATIONS, NAMES)


@FUZZ
@given(delegations=damaged(DELEGATIONS), names=damaged(NAMES))
def test_damaged_delegations_are_read_or_refused(tmp_path: Path, delegations: str, names: str) -> None:
    import_or_refuse(tmp_path, PROGRAMME, delegations, names)


@FUZZ
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_refused(tmp_path: Path, content: bytes) -> None:
    import_or_refuse(tmp_path, content, content, content)
