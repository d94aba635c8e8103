"""The file of a programme, sent by a browser, as the form that the editor works at."""

from app.documents.programme_file import programme_form
from app.domain.decide import Act, fold
from app.domain.meeting import EMPTY, Actor, Meeting
from app.domain.programme import Delegation, Programme
from app.importing.build import import_events
from app.importing.form import Form
from app.importing.problems import Findings, refuse_if_any
from app.importing.programme_file import programme_from
from app.importing.programme_workbook import read_programme_workbook
from app.importing.reference import reference
from app.importing.seeds import Seeds
from app.importing.source import decoded
from app.importing.values import compose
from app.importing.workbooks import LARGEST

__all__ = ["LARGEST", "form_of_file"]
WORKBOOK = b"PK\x03\x04"


def form_of_file(raw: bytes, name: str) -> Form:
    """With those who have asked to speak; whom it names is judged later. Raises ImportRefused."""
    findings = Findings(name[:80])
    if len(raw) > LARGEST:
        findings.add(None, "", "the file is too large", f"at most {LARGEST // 1024 // 1024} MB")
        refuse_if_any(findings)
    read = read_programme_workbook(raw, findings.file, None, findings) if raw.startswith(WORKBOOK) else _of_text(
        raw, findings)
    refuse_if_any(findings)
    assert read is not None  # it is None only with a finding
    return programme_form(_imported(*read), with_persons=True).form


def _of_text(raw: bytes, findings: Findings) -> tuple[Programme, Seeds] | None:
    text = decoded(raw, findings)
    value = compose(text, findings) if text is not None else None
    return None if value is None else programme_from(value, None)


def _imported(programme: Programme, seeds: Seeds) -> Meeting:
    """The meeting that an import would bring. Whom nobody knows is there, too, so that it is seen and refused later."""
    known = reference()
    strangers = dict.fromkeys(seed.code for seed in seeds.speakers if seed.code not in known)
    unknown = [Delegation(code=code, names={"en": code}, category="other") for code in strangers]
    events = import_events(programme, [*known.values(), *unknown], seeds)
    act = Act(
        version=len(events), at=seeds.invited_at, command="import", actor=Actor(role="import"), seat="",
        events=tuple(events),
    )
    return fold([act], EMPTY)
