"""Erasing on every database that is supported: words are nowhere, the log holds, and only an erasure excuses that."""

import json
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import delete, insert, update

from app.domain.commands import Amend, ErasePerson, Inscribe, RaisePointOfOrder, Refuse, Resume, Rule, SetContact, Undo
from app.domain.events import PersonErased
from app.screens.views import SCREENS, Views
from app.store.meetings import meeting_row
from app.store.outbox import Letter, letters, put
from app.store.tables import EventRow, GenderRow, PersonalRow
from tests.conftest import SLUG, small_import
from tests.factories import INVITATION, NOON, later
from tests.people import CHAIR, KENYAN, SECRETARIAT
from tests.store.test_log import folded, request, rows, write

CANARIES = ("Amina Canary", "canary beside the door", "canary@example.org", "canary woman", "canary reasons")
KEPT = "Somebody Else"


@pytest.fixture
def service(make_service):
    """Kenya has said much; some of it was amended, taken back, refused and mailed."""
    service = make_service()
    service.create(SLUG, small_import(), uuid4(), INVITATION, is_demo=False)
    name, note, email, gender, reasons = CANARIES
    for command, actor in (
        (Resume(), CHAIR),
        (Inscribe(list="4", delegation="KEN", speaker=name, note=note, speaker_gender=gender), SECRETARIAT),
        (Amend(intervention="i4", speaker=name + " again"), SECRETARIAT),
        (Inscribe(list="4", delegation="NOR", kind="reply", speaker=KEPT, speaker_gender="other"), SECRETARIAT),
        (Inscribe(list="2.1", delegation="KEN", speaker=name), SECRETARIAT),
        (SetContact(email=email), KENYAN),
        (RaisePointOfOrder(), KENYAN),
        (Rule(intervention="o1", ruling="dismissed", words=reasons), CHAIR),
        (Refuse(intervention="i4", reason=reasons), CHAIR),
    ):
        service.perform(request(command, actor), NOON)
    service.writer.run(lambda connection: [
        put(connection, meeting_row(connection, SLUG)["id"], each, NOON)
        for each in (
            Letter(to=email, subject="Link", body="For you", purpose="link", about="KEN"),
            Letter(to="nor@example.org", subject="Receipt", body=f"Answers {name}", purpose="receipt", about="NOR"),
            Letter(to="nor@example.org", subject="Link", body="For you too", purpose="link", about="NOR"),
        )
    ])
    return service


def everything_in(service):
    """All that the database and the state say; on SQLite the bytes of its files too."""
    said = [repr(rows(service, table)) for table in (EventRow, PersonalRow, GenderRow)]
    with service.engine.connect() as connection:
        said.append(repr(letters(connection, None)))
    said.append(repr(service.load(SLUG)))
    views = Views(service.load(SLUG))
    said += [views.screen(name, list_id, "KEN").text for name in SCREENS for list_id in ("4", "2.1")]
    if service.engine.dialect.name == "sqlite":
        path = Path(service.engine.url.database)
        files = [path, *path.parent.glob(f"{path.name}-*")]
        said += [each.read_bytes().decode("latin-1") for each in files]
    return "\n".join(said)


def test_words_are_there_before(service):
    assert all(each in everything_in(service) for each in CANARIES)


def test_erased_words_are_nowhere_and_the_log_holds(service):
    service.erase(SLUG, "KEN", later(1))

    said = everything_in(service)
    assert [each for each in (*CANARIES, "Canary", "canary") if each in said] == []
    assert KEPT in said
    assert service.verify(SLUG)[1] is None
    assert [row["subject"] for row in rows(service, GenderRow)] == ["i5"]


def test_letters_about_the_person_are_blank_and_do_not_leave(service):
    service.erase(SLUG, "KEN", later(1))

    with service.engine.connect() as connection:
        kept = [(each.letter.to, each.letter.body, each.state) for each in reversed(letters(connection, SLUG))]
    assert kept == [("", "", "withdrawn"), ("", "", "withdrawn"), ("nor@example.org", "For you too", "waiting")]


def test_one_intervention_is_erased_and_the_others_stay(service):
    service.erase(SLUG, "i4", later(1))

    meeting = service.load(SLUG)
    assert (meeting.interventions["i4"].speaker, meeting.interventions["i6"].speaker) == (None, CANARIES[0])
    assert meeting.contacts["KEN"].email == CANARIES[2]
    erasure = json.loads(rows(service, EventRow)[-1]["payload"])
    assert [field for _, field in erasure["fields"]] == ["note", "speaker", "note", "speaker", "words"]
    assert service.verify(SLUG)[1] is None


@pytest.mark.parametrize("subject", ["i4", "i6", "o1", "KEN"])
def test_state_in_memory_is_the_fold_of_the_log_in_every_process(service, make_service, subject):
    other = make_service()
    assert other.load(SLUG) == service.load(SLUG)

    service.erase(SLUG, subject, later(1))

    assert folded(service) == service.load(SLUG) == other.load(SLUG)


def test_undo_brings_no_words_back(service):
    service.erase(SLUG, "KEN", later(1))

    service.perform(request(Undo(version=service.load(SLUG).deeds[-1].version), CHAIR), later(2))

    assert service.load(SLUG).interventions["i4"].state == "inscribed"
    assert "anary" not in everything_in(service)
    assert folded(service) == service.load(SLUG)


def test_erased_twice_still_holds(service):
    command = request(ErasePerson(subject="KEN"))

    answers = [service.perform(command, later(1)), service.perform(command, later(2))]
    service.erase(SLUG, "KEN", later(3))

    assert answers[0] == answers[1]
    assert sum(row["kind"] == PersonErased.kind for row in rows(service, EventRow)) == 2
    assert service.verify(SLUG)[1] is None


def test_words_that_are_gone_without_an_erasure_show(service):
    service.erase(SLUG, "i6", later(1))
    version = min(row["version"] for row in rows(service, PersonalRow))

    write(service, delete(PersonalRow).where(PersonalRow.version == version))

    assert service.verify(SLUG)[1].version == version
    assert service.verify(SLUG)[1].cause.startswith("personal words gone")


def test_words_that_come_back_after_an_erasure_show(service):
    gone = next(row for row in rows(service, PersonalRow) if row["words"] == CANARIES[0])
    service.erase(SLUG, "KEN", later(1))

    write(service, insert(PersonalRow).values(**gone))

    assert service.verify(SLUG)[1].version == gone["version"]
    assert service.verify(SLUG)[1].cause == "personal words came back: speaker"


def test_erasure_that_was_made_up_shows(service):
    service.erase(SLUG, "i4", later(1))
    erasure = rows(service, EventRow)[-1]
    others = [row for row in rows(service, PersonalRow) if row["words"] == KEPT]
    payload = json.loads(erasure["payload"])
    payload["fields"].append([others[0]["version"], others[0]["field"]])

    write(service, delete(PersonalRow).where(PersonalRow.version == others[0]["version"]))
    write(service, update(EventRow).where(EventRow.version == erasure["version"]).values(payload=json.dumps(payload)))

    assert service.verify(SLUG)[1].version == erasure["version"]
    assert service.verify(SLUG)[1].cause == "changed"


def test_later_words_are_not_covered_by_an_earlier_erasure(service):
    service.erase(SLUG, "KEN", later(1))
    service.perform(request(SetContact(email="new@example.org"), KENYAN), later(2))

    held = service.verify(SLUG)[1]
    version = service.load(SLUG).version
    write(service, delete(PersonalRow).where(PersonalRow.version == version))

    assert held is None
    assert service.verify(SLUG)[1].version == version
