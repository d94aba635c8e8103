"""Texts that delegations hand in: under embargo until they were spoken, or until the secretariat releases them."""

from dataclasses import replace
from datetime import datetime

from app.domain import commands as asked
from app.domain import events as happened
from app.domain.errors import Malformed, RuleBroken, Unknown
from app.domain.limits import limit_of
from app.domain.lists import is_finished
from app.domain.meeting import GIVEN_UP, WAITING, Actor, Intervention, Meeting
from app.domain.permissions import check_owns
from app.domain.precedence import category_of
from app.domain.statement import HELD, Statement
from app.domain.text import clean, language_code

WORDS_PER_MINUTE = 110
"""How fast one speaks where interpreters follow, unless the body says otherwise."""
LARGEST = 10 * 1024 * 1024


def reads_s(meeting: Meeting, words: int) -> int:
    """How long a text takes to be read out at the speed of the body."""
    return round(60 * words / (meeting.programme.words_per_minute or WORDS_PER_MINUTE))


def texts_of(meeting: Meeting, intervention_id: str) -> list[Statement]:
    """The texts of an intervention that hold, as they were handed in. Sorted once for all interventions."""
    if "texts" not in meeting.derived:
        found: dict[str, list[Statement]] = {}
        for each in meeting.statements.values():
            if each.state in (HELD, "released"):
                found.setdefault(each.intervention, []).append(each)
        meeting.derived["texts"] = found
    return list(meeting.derived["texts"].get(intervention_id, ()))


def statement_of(meeting: Meeting, statement_id: str) -> Statement:
    """Raises Unknown `unknown_statement`."""
    if statement_id not in meeting.statements:
        raise Unknown("unknown_statement", statement=statement_id)
    return meeting.statements[statement_id]


def check_length(meeting: Meeting, intervention: Intervention, words: int) -> None:
    """Raises RuleBroken `too_many_words` where the body bounds what is filed in writing."""
    most = meeting.programme.written_words.get(category_of(meeting, intervention))
    if intervention.delivery == "written" and most is not None and words > most:
        raise RuleBroken("too_many_words", words=words, most=most)


def hand_in(meeting: Meeting, command: asked.HandIn, actor: Actor) -> list[happened.Event]:
    """Raises RuleBroken `intervention_gone`, `too_many_words`, `published`, Malformed."""
    intervention = meeting.intervention(command.intervention)
    check_owns(actor, intervention)
    if intervention.state in GIVEN_UP:
        raise RuleBroken("intervention_gone", intervention=intervention.id, state=intervention.state)
    language = language_code(command.language)
    if language is None:
        raise Malformed("missing", "language")
    check_length(meeting, intervention, command.words)
    check_stays_public(meeting, intervention, command, actor)
    return [happened.StatementHandedIn(
        statement=f"t{meeting.last_statement + 1}", intervention=intervention.id, language=language,
        extension=command.extension, media_type=command.media_type, size=command.size, words=command.words,
        digest=command.digest, has_text=command.has_text, reading=command.reading, embargo=command.embargo,
        pages=command.pages, file_name=clean("file_name", command.file_name),
    )]


def check_stays_public(meeting: Meeting, intervention: Intervention, command: asked.HandIn, actor: Actor) -> None:
    """Raises RuleBroken `published`: a delegation does not take back by a new text what all may read."""
    if actor.is_desk or is_spoken(intervention, command.embargo):
        return
    for each in texts_of(meeting, intervention.id):
        if each.state == "released" and each.language == command.language:
            raise RuleBroken("published", statement=each.id, since=each.released_at)


def is_spoken(intervention: Intervention, embargo: str) -> bool:
    """Whether a text is public as soon as it is handed in."""
    return intervention.state == "delivered" and embargo == "spoken"


def withdraw_statement(meeting: Meeting, command: asked.WithdrawStatement, actor: Actor) -> list[happened.Event]:
    """By its delegation until all may read it, and by the secretariat. Raises `statement_gone`, `published`.

    Others are not told of a text that they cannot read.
    """
    statement = statement_of(meeting, command.statement)
    if not actor.is_desk and statement.delegation != actor.delegation and statement.state != "released":
        raise Unknown("unknown_statement", statement=statement.id)
    check_owns(actor, meeting.intervention(statement.intervention))
    if statement.state not in (HELD, "released"):
        raise RuleBroken("statement_gone", statement=statement.id, state=statement.state)
    if statement.state == "released" and not actor.is_desk:
        raise RuleBroken("published", statement=statement.id, since=statement.released_at)
    return [happened.StatementWithdrawn(statement=statement.id)]


def release_statement(meeting: Meeting, command: asked.ReleaseStatement) -> list[happened.Event]:
    """Raises RuleBroken `statement_gone`, `is_draft`."""
    statement = statement_of(meeting, command.statement)
    if meeting.intervention(statement.intervention).is_private:
        raise RuleBroken("is_draft", intervention=statement.intervention)
    if statement.state == "released":
        return []
    if statement.state != HELD:
        raise RuleBroken("statement_gone", statement=statement.id, state=statement.state)
    return [happened.StatementReleased(statement=statement.id)]


def request_text(meeting: Meeting, command: asked.RequestText) -> list[happened.Event]:
    """Raises RuleBroken `not_waiting`, `text_is_there`."""
    intervention = meeting.intervention(command.intervention)
    if intervention.state not in (WAITING, "called"):
        raise RuleBroken("not_waiting", intervention=intervention.id, state=intervention.state)
    if texts_of(meeting, intervention.id):
        raise RuleBroken("text_is_there", intervention=intervention.id)
    return [] if intervention.id in meeting.text_requests else [happened.TextRequested(intervention=intervention.id)]


def over_s(meeting: Meeting, statement: Statement) -> int:
    """By how much a text is longer than the limit of its speaker, at the speed of the body; 0 if it fits."""
    intervention = meeting.interventions[statement.intervention]
    limit_s = limit_of(meeting, intervention) if intervention.state == WAITING else intervention.limit_s
    return max(0, reads_s(meeting, statement.words) - limit_s) if limit_s is not None else 0


def evolve_statements(before: Meeting, event: happened.Event, at: datetime) -> Meeting:
    """What an event does to the texts; `before`: the meeting as it was."""
    match event:
        case happened.StatementHandedIn():
            return handed_in(before, event, at)
        case happened.StatementWithdrawn():
            return with_state(before, [event.statement], "withdrawn")
        case happened.StatementReleased():
            return with_state(before, [event.statement], "released", at)
        case happened.TextRequested():
            return replace(before, text_requests={**before.text_requests, event.intervention: at})
        case happened.SpeechEnded():
            return with_state(before, spoken_texts(before, event.intervention), "released", at)
        case happened.TakenUp() if before.taken_up not in (None, event.list):
            return with_state(before, filed_texts(before), "released", at)
        case happened.Adjourned():
            return with_state(before, filed_texts(before), "released", at)
        case _:
            return before


def handed_in(meeting: Meeting, event: happened.StatementHandedIn, at: datetime) -> Meeting:
    intervention = meeting.interventions[event.intervention]
    number = meeting.last_statement + 1
    is_public = is_spoken(intervention, event.embargo)
    statement = Statement(
        id=event.statement, number=number, intervention=intervention.id, delegation=intervention.delegation,
        language=event.language, extension=event.extension, media_type=event.media_type, size=event.size,
        words=event.words, digest=event.digest, has_text=event.has_text, reading=event.reading, embargo=event.embargo,
        handed_in_at=at, pages=event.pages, file_name=event.file_name, state="released" if is_public else HELD,
        released_at=at if is_public else None,
    )
    replaced = [
        each.id for each in texts_of(meeting, intervention.id) if each.language == event.language
    ]
    freed = with_state(meeting, replaced, "replaced")
    requests = {name: since for name, since in meeting.text_requests.items() if name != intervention.id}
    return replace(
        freed, last_statement=number, statements={**freed.statements, statement.id: statement}, text_requests=requests
    )


def spoken_texts(meeting: Meeting, intervention_id: str) -> list[str]:
    """Those whose embargo ends with the speech."""
    return [
        each.id for each in texts_of(meeting, intervention_id) if each.state == HELD and each.embargo == "spoken"
    ]


def filed_texts(meeting: Meeting) -> list[str]:
    """Those filed in writing under the list that the room now leaves: what is not spoken ends its embargo so."""
    if meeting.taken_up is None or not is_finished(meeting, meeting.taken_up):
        return []
    written = [each for each in meeting.on_list(meeting.taken_up) if each.state == "written"]
    return [name for each in written for name in spoken_texts(meeting, each.id)]


def with_state(meeting: Meeting, statement_ids: list[str], state: str, at: datetime | None = None) -> Meeting:
    """The meeting with these texts in another state; `at`: from when all may read them."""
    if not statement_ids:
        return meeting
    changed = {
        name: replace(meeting.statements[name], state=state, released_at=at or meeting.statements[name].released_at)
        for name in statement_ids
    }
    return replace(meeting, statements={**meeting.statements, **changed})
