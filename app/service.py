"""The one door for every change to a meeting: permission, state, decision, log, answer; then the news."""

import json
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Engine

from app.domain.commands import Amend, AmendMember, Command, ErasePerson, Inscribe, RegisterMember
from app.domain.decide import Act, decide
from app.domain.errors import Refusal
from app.domain.events import (
    Event,
    Inscribed,
    MemberRegistered,
    MotionMoved,
    OrderRaised,
    PersonErased,
    StatementHandedIn,
    SwapOffered,
)
from app.domain.facts import facts
from app.domain.meeting import CLOCK, EMPTY, Actor, Meeting
from app.domain.permissions import check_may_send
from app.domain.sitting import due
from app.domain.statement import HELD
from app.domain.text import clean
from app.keys import derive, mac
from app.store.answers import earlier_answer, genders, keep_answer, keep_gender
from app.store.database import Writer
from app.store.erasing import erase, find, wipe
from app.store.files import File, drop_files, file_of, keep_file
from app.store.history import Histories, History
from app.store.log import BadVersion, Head, append, first_act, read_after, verify, version_of_import
from app.store.meetings import (
    Generations,
    add_meeting,
    demo_slugs,
    generations,
    meeting_row,
    meeting_slugs,
    next_seat,
    raise_generation,
)
from app.store.outbox import Letter, put
from app.store.publications import publish, published
from app.store.states import State, States, after
from app.store.webhooks import put_facts

logger = logging.getLogger(__name__)

IMPORT = Actor(role="import")
SHELL_SEAT = "shell"
LATELY_S = 0.2
"""For so long a link may still open something after another process has revoked it."""


@dataclass(frozen=True)
class Request:
    """A command as it came: who asks, from which seat, under which id, with which body, and the file beside it.

    `check`: in the transaction, raises a Refusal where the link or the session of who asks holds no longer.
    """

    slug: str
    actor: Actor
    seat: str
    command_id: UUID
    command: Command
    body: bytes
    file: File | None = None
    check: Callable[[Connection, Meeting, Generations], None] | None = None


def answer_to(version: int, events: list[Event]) -> bytes:
    """The answer to a command that was done: ok, the version, the ids of what it made."""
    answer: dict[str, object] = {"ok": True, "version": version}
    for event in events:
        if isinstance(event, Inscribed):
            answer["intervention"] = event.intervention
        elif isinstance(event, (OrderRaised, MotionMoved)):
            answer["intervention"] = event.order
        elif isinstance(event, SwapOffered):
            answer["swap"] = event.swap
        elif isinstance(event, MemberRegistered):
            answer["member"] = event.member
        elif isinstance(event, StatementHandedIn):
            answer["statement"] = event.statement
    return json.dumps(answer).encode()


class Service:
    """What the program does to meetings. `announce(slug)`: tells the displays, after the commit.

    `apart(work)`: does work that blocks so that nobody else waits for it. `letters_for(before, after, events, actor)`:
    what an act tells by letter; it stands in its transaction, so it neither waits for anything nor asks the database.
    """

    announce: Callable[[str], object] = staticmethod(lambda slug: None)
    letters_for: Callable[[Meeting, Meeting, Sequence[Event], Actor], Sequence[Letter]] = staticmethod(
        lambda before, after, events, actor: ()
    )
    apart: Callable[[Callable[[], Any]], Any] = staticmethod(lambda work: work())

    def __init__(self, engine: Engine, secret: str) -> None:
        self.engine = engine
        self.writer = Writer(engine)
        self.states = States()
        self._lately: dict[str, tuple[float, Generations]] = {}
        self._revocations = 0
        self._histories = Histories(lambda work: self.apart(work))
        self._log_key = derive(secret, "log")
        self._body_key = derive(secret, "command body")

    def perform(self, request: Request, now: datetime) -> bytes:
        """Does a command once and gives its answer; asked again under the same id, the first answer.

        Raises a Refusal, or NotNow; then nothing was changed.
        """
        try:
            check_may_send(request.actor, request.command)
            answer, changed = self.writer.run(lambda connection: self._perform(connection, request, now), request.slug)
        except Refusal as refusal:
            logger.info(
                "command refused kind=%s meeting=%s actor=%s code=%s",
                request.command.name, request.slug, request.actor.key, refusal.code,
            )
            raise
        if changed:
            self.states.keep(request.slug, changed)
            self.announce(request.slug)
        logger.info(
            "command done kind=%s meeting=%s actor=%s version=%s",
            request.command.name, request.slug, request.actor.key, changed.meeting.version if changed else "as before",
        )
        if isinstance(request.command, ErasePerson):
            self._wipe()
        return answer

    def _perform(self, connection: Connection, request: Request, now: datetime) -> tuple[bytes, State | None]:
        # Nothing in here may yield to another greenlet: on SQLite it holds the one lock of the database.
        state = self.states.catch_up(connection, request.slug)
        if request.check:
            request.check(connection, state.meeting, self._links(connection, request.slug, state))
        body_mac = mac(self._body_key, request.body).hex()
        key = (state.head.meeting_id, request.actor.key, str(request.command_id))
        earlier = earlier_answer(connection, *key, body_mac)
        if earlier is not None:
            return earlier, None
        before = state.head.version
        state = self._settled(connection, request.slug, state, now)
        now = max(now, state.meeting.at)
        events = decide(state.meeting, request.command, request.actor, now)
        earlier_state = state.meeting
        events = [self._erased(connection, state.head.meeting_id, each) for each in events]
        state = self._appended(connection, state, events, request, now)
        self._keep_file(connection, request, earlier_state, state, events)
        answer = answer_to(state.meeting.version, events)
        keep_answer(connection, *key, body_mac, answer, now)
        self._keep_gender(connection, state.head.meeting_id, request.command, events)
        return answer, state if state.head.version != before else None

    def _appended(
        self, connection: Connection, state: State, events: list[Event], request: Request, now: datetime
    ) -> State:
        if not events:
            return state
        act = Act(
            version=state.head.version + len(events), at=now, command=request.command.name, actor=request.actor,
            seat=request.seat, events=tuple(events),
        )
        head = append(connection, self._log_key, state.head, act, str(request.command_id))
        return self._told(connection, state, act, after(state, [act], head))

    def _told(self, connection: Connection, before: State, act: Act, state: State) -> State:
        """The state after an act, whose letters and calls lie in the outbox: both are there, or neither."""
        for letter in self.letters_for(before.meeting, state.meeting, act.events, act.actor):
            put(connection, state.head.meeting_id, letter, act.at)
        told = facts(before.meeting, state.meeting, act.events)
        put_facts(connection, state.head.meeting_id, state.meeting, told)
        return state

    def _erased(self, connection: Connection, meeting_id: int, event: Event) -> Event:
        """An erasure with the words named that it takes away, and these taken away."""
        if not isinstance(event, PersonErased):
            return event
        found = find(connection, meeting_id, event.subject)
        erase(connection, meeting_id, found)
        return replace(event, fields=tuple(found.words))

    def _wipe(self) -> None:
        """After the commit: the words leave the file too. Asked again, an erasure does it again."""
        try:
            if self.engine.dialect.name == "sqlite":
                self.apart(lambda: wipe(self.engine))
            else:
                wipe(self.engine)
        except OSError as trouble:
            logger.warning("erased words may still lie in unused parts of the file cause=%s", trouble)

    def _settled(self, connection: Connection, slug: str, state: State, now: datetime) -> State:
        """The state after all that has fallen due, each dated at its own instant."""
        while (fallen := due(state.meeting, max(now, state.meeting.at))) is not None:
            act = Act(
                version=state.head.version + 1, at=max(fallen.at, state.meeting.at), command=fallen.event.kind,
                actor=CLOCK, seat="", events=(fallen.event,),
            )
            head = append(connection, self._log_key, state.head, act, str(fallen.command_id))
            state = self._told(connection, state, act, after(state, [act], head))
            logger.info("fallen due kind=%s meeting=%s version=%s", act.command, slug, act.version)
        return state

    def _keep_gender(
        self, connection: Connection, meeting_id: int, command: Command, events: list[Event]
    ) -> None:
        match command:
            case Inscribe(speaker_gender=gender) | RegisterMember(gender=gender) if gender:
                subjects = [each.intervention for each in events if isinstance(each, Inscribed)]
                subjects += [each.member for each in events if isinstance(each, MemberRegistered)]
            case Amend(intervention=subject) if "speaker_gender" in (changes := command.changes()):
                subjects, gender = [subject], changes["speaker_gender"]
            case AmendMember(member=subject) if "gender" in (changes := command.changes()):
                subjects, gender = [subject], changes["gender"]
            case _:
                return
        for subject in subjects:
            keep_gender(connection, meeting_id, subject, clean("gender", gender))

    def _keep_file(
        self, connection: Connection, request: Request, before: Meeting, state: State, events: list[Event]
    ) -> None:
        """The file of what was handed in; those of statements that are no more go with them."""
        meeting_id = state.head.meeting_id
        for event in events:
            if isinstance(event, StatementHandedIn):
                if request.file is None:
                    raise ValueError("a statement without its file")
                keep_file(connection, meeting_id, event.statement, request.file)
        there = (HELD, "released")
        after_it = state.meeting.statements
        gone = [
            name for name, each in before.statements.items()
            if each is not after_it[name] and each.state in there and after_it[name].state not in there
        ]
        if gone:
            drop_files(connection, meeting_id, gone)

    def settle(self, slug: str, now: datetime) -> None:
        """Appends what has fallen due, if anything has."""
        if due(self.load(slug), now) is None:
            return

        def work(connection: Connection) -> State:
            return self._settled(connection, slug, self.states.catch_up(connection, slug), now)

        self.states.keep(slug, self.writer.run(work, slug))
        self.announce(slug)

    def load(self, slug: str) -> Meeting:
        """The meeting as the log has it. Raises Unknown `unknown_meeting`."""
        with self.engine.connect() as connection:
            return self.states.catch_up(connection, slug).meeting

    def load_with_links(self, slug: str) -> tuple[Meeting, Generations]:
        """The meeting, and the generations of its links. Raises Unknown."""
        with self.engine.connect() as connection:
            state = self.states.catch_up(connection, slug)
            return state.meeting, self._links(connection, slug, state)

    def _links(self, connection: Connection, slug: str, state: State) -> Generations:
        before = self._revocations
        links = generations(connection, state.head.meeting_id)
        if self._revocations == before:  # else this may be from before it
            self._lately[slug] = (time.monotonic(), links)
        return links

    def lately(self, slug: str, within_s: float = LATELY_S) -> tuple[Meeting, Generations]:
        """The meeting and the generations of its links, as read at most so many seconds ago; to know who asks.

        Never older than what this process has itself done. Raises Unknown.
        """
        read_at, links = self._lately.get(slug, (0.0, None))
        state = self.states.known(slug)
        if state is None or links is None or time.monotonic() - read_at > within_s:
            return self.load_with_links(slug)
        return state.meeting, links

    def known(self, slug: str) -> Meeting:
        """The meeting as this process knows it, which is never older than what it has itself done. Raises Unknown."""
        state = self.states.known(slug)
        return state.meeting if state else self.load(slug)

    def slugs(self) -> list[str]:
        with self.engine.connect() as connection:
            return meeting_slugs(connection)

    def demo_slugs(self) -> list[str]:
        with self.engine.connect() as connection:
            return demo_slugs(connection)

    def create(self, slug: str, events: list[Event], command_id: UUID, now: datetime, is_demo: bool) -> Meeting:
        """A meeting from the events of an import, whole or not at all. Raises NotNow if the slug is taken."""

        def work(connection: Connection) -> State:
            meeting_id = add_meeting(connection, slug, now, is_demo)
            state = State(EMPTY, Head(meeting_id, 0, ""))
            act = Act(
                version=len(events), at=now, command="import", actor=IMPORT, seat="", events=tuple(events),
            )
            imported = after(state, [act], append(connection, self._log_key, state.head, act, str(command_id)))
            return self._settled(connection, slug, imported, now)

        state = self.writer.run(work)
        self.states.keep(slug, state)
        return state.meeting

    def imported(self, slug: str) -> list[Event]:
        """The events by which a meeting was imported. Raises Unknown."""
        with self.engine.connect() as connection:
            return list(first_act(connection, meeting_row(connection, slug)["id"]).events)

    def acts(self, slug: str) -> list[Act]:
        """All that was done since the import, from the log. Raises Unknown."""
        with self.engine.connect() as connection:
            meeting_id = meeting_row(connection, slug)["id"]
            return read_after(connection, Head(meeting_id, version_of_import(connection, meeting_id), ""))[0]

    def history(self, slug: str) -> History:
        """The acts of a meeting, its import among them, and what it was after each. Raises Unknown."""
        with self.engine.connect() as connection:
            return self._histories.of(connection, slug)

    def replayed(self, slug: str, moment: datetime | int) -> Meeting:
        """The meeting as it was at an instant, or at a version. Raises Unknown, Malformed."""
        history = self.history(slug)
        count = history.count_of(moment) if isinstance(moment, int) else history.count_at(moment)
        return history.after(count)

    def revoke(self, slug: str, holder: str) -> int:
        """Ends all links of a role or a delegation; the new generation. Raises Unknown."""

        def work(connection: Connection) -> int:
            return raise_generation(connection, meeting_row(connection, slug)["id"], holder)

        generation = self.writer.run(work)
        self._revocations += 1
        self._lately.pop(slug, None)
        return generation

    def seat(self, slug: str, holder: str) -> int:
        """The number of a new seat of a holder."""
        return self.writer.run(
            lambda connection: next_seat(connection, meeting_row(connection, slug)["id"], holder), slug
        )

    def file(self, slug: str, statement: str) -> File | None:
        """The file of a statement; None once it was withdrawn or replaced. Raises Unknown."""
        with self.engine.connect() as connection:
            return file_of(connection, meeting_row(connection, slug)["id"], statement)

    def genders(self, slug: str) -> dict[str, str]:
        """Self-declared genders by intervention or member: for figures, and for nobody's eyes. Raises Unknown."""
        with self.engine.connect() as connection:
            return genders(connection, meeting_row(connection, slug)["id"])

    def published(self, slug: str) -> list[str]:
        """Figures as they were published. Raises Unknown."""
        with self.engine.connect() as connection:
            return published(connection, meeting_row(connection, slug)["id"])

    def publish(self, slug: str, after: int, contents: Sequence[str]) -> list[str]:
        """Publishes what comes after so many, unless another process was first; all that is published then."""

        def work(connection: Connection) -> list[str]:
            meeting_id = meeting_row(connection, slug)["id"]
            before = published(connection, meeting_id)
            if len(before) == after:
                publish(connection, meeting_id, contents, after)
            return published(connection, meeting_id)

        return self.writer.run(work)

    def erase(self, slug: str, subject: str, now: datetime) -> None:
        """Erases the words about an intervention, a point of order or a delegation. Raises Unknown, NotNow."""
        command = ErasePerson(subject=subject)
        self.perform(Request(slug, Actor(role="secretariat"), SHELL_SEAT, uuid4(), command, b"erase"), now)

    def verify(self, slug: str) -> tuple[int, BadVersion | None]:
        """The length of the log, and the first version at which its chain does not hold. Raises Unknown."""
        with self.engine.connect() as connection:
            row = meeting_row(connection, slug)
            return row["head_version"], verify(connection, self._log_key, row)

    def anchor(self, slug: str) -> tuple[Head, BadVersion | None]:
        """Where the log ends, and the first version at which its chain does not hold. Raises Unknown."""
        with self.engine.connect() as connection:
            row = meeting_row(connection, slug)
            return Head(row["id"], row["head_version"], row["head_mac"]), verify(connection, self._log_key, row)
