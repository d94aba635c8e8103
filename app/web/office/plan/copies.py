"""The working copy of a programme: who may work at it, what it says, and how it is changed."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from app.documents.programme_file import programme_form
from app.domain.errors import Unknown
from app.domain.meeting import Actor, Meeting
from app.domain.programme import Delegation
from app.importing.form import Form, without_speakers
from app.importing.judging import Judged, judged
from app.importing.reference import reference
from app.store.database import NotNow
from app.store.working import Working, drop_working, keep_working, unborn, working_of
from app.web.callers import Caller
from app.web.here import here
from app.web.office.door import SECRETARIAT, secretariat_of
from app.web.office.people import office

MOST_TRIES = 3


@dataclass(frozen=True)
class Copy:
    """What somebody works at. `meeting`: None while it does not exist; `kept`: the row, None if nothing is changed.

    `form`: of the row, else of the meeting as it is in force.
    """

    slug: str
    caller: Caller
    meeting: Meeting | None
    kept: Working | None
    form: Form

    @cached_property
    def known(self) -> Mapping[str, Delegation]:
        """The delegations that the programme may name: of the meeting, else those whom the product knows."""
        return self.meeting.delegations if self.meeting else reference()

    @property
    def delegations(self) -> Iterable[Delegation]:
        return self.known.values()

    @property
    def codes(self) -> Collection[str]:
        return self.known.keys()

    @cached_property
    def in_force(self) -> Form | None:
        return form_of(self.meeting) if self.meeting else None

    def judged(self, form: Form | None = None) -> Judged:
        return judged(self.form if form is None else form, self.codes)

    def name_of(self, code: str) -> str:
        if code not in self.known:
            return code
        return self.meeting.name_of(code) if self.meeting else self.known[code].names["en"]


def form_of(meeting: Meeting) -> Form:
    """Of the programme alone. Raises RuleBroken `sitting_past_midnight`."""
    return without_speakers(programme_form(meeting, with_persons=False).form)


def working_here(slug: str) -> Working | None:
    with here().service.engine.connect() as connection:
        return working_of(connection, slug) if slug.isprintable() else None


def begun_here() -> list[str]:
    """The slugs of meetings that somebody is making."""
    with here().service.engine.connect() as connection:
        return unborn(connection)


def copy_of(slug: str) -> Copy:
    """For who works in the office of the meeting, or makes meetings where it does not exist yet.

    Raises Unknown, NotSignedIn, NotAllowed, RuleBroken `sitting_past_midnight`.
    """
    kept = working_here(slug)
    try:
        caller, meeting = secretariat_of(slug)
    except Unknown:
        if kept is None or kept.base:
            raise
        return Copy(slug, house_caller(), None, kept, json.loads(kept.form))
    return Copy(slug, caller, meeting, kept, json.loads(kept.form) if kept else form_of(meeting))


def house_caller() -> Caller:
    """Who makes meetings. Raises NotSignedIn, NotAllowed."""
    account, _ = office()
    return Caller(actor=Actor(role=SECRETARIAT), seat=account.shown_name[:40], by_session=True)


def change(copy: Copy, edit: Callable[[Form], Form]) -> None:
    """Keeps what `edit` makes of the form, also of one that somebody else has changed since. Raises NotNow."""
    for _ in range(MOST_TRIES):
        form = edit(copy.form)
        if copy.in_force == form:
            discard(copy.slug)
            return
        base = copy.kept.base if copy.kept else copy.meeting.version if copy.meeting else 0
        if keep(copy.slug, form, base, copy.caller.seat, copy.kept.form if copy.kept else None):
            return
        copy = copy_of(copy.slug)
    raise NotNow("busy")


def keep(slug: str, form: Form, base: int, seat: str, before: str | None) -> bool:
    """Whether it was kept: the form was still `before`."""
    place = here()
    working = Working(slug=slug, form=json.dumps(form), base=base, changed_at=place.now(), seat=seat)
    return place.service.writer.run(lambda connection: keep_working(connection, working, before))


def discard(slug: str) -> None:
    here().service.writer.run(lambda connection: drop_working(connection, slug))
