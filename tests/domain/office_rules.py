"""Drafts, texts, members and a programme that changes, for the machine of test_state_machine.py: rules and laws."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from app.domain import commands as asked
from app.domain.drafts import is_about_drafts
from app.domain.lists import is_finished
from app.domain.meeting import WAITING
from app.domain.member import COMING
from app.domain.programme import Window
from app.domain.statement import HELD
from app.domain.statements import spoken_texts, texts_of
from tests.factories import ASPIRATIONS, CLOSING, LISTS, PROGRAMME, item
from tests.people import BOOTH, CHAIR, CHINA, EUROPE, HALO, KENYA, NORWAY, SECRETARIAT, acting_for

WHO = [acting_for(each) for each in (KENYA, NORWAY, EUROPE, HALO)]
OFFICE = [SECRETARIAT, *WHO]
CAPACITIES = st.sampled_from(["head", "adviser", "observer"])
NEW_ITEM = item("10", "Thanks", 300)
RELEASES = {"statement_released", "speech_ended", "taken_up", "adjourned", "redone"}
BY_NAME = ("acts", "undo", "redo", "swaps")
"""Sections of the desks that still name what was inscribed once and has been taken back to a draft since."""


class Office:
    """What the office and the delegations do beside the sitting. Mixed into a machine that sends, enacts and shows."""

    is_replanned = False

    def some(self, data, kind) -> str:
        prefix = kind[0] if kind != "statements" else "t"
        return data.draw(st.sampled_from([*getattr(self.meeting, kind), f"{prefix}999"]))

    @rule(data=st.data(), list_id=st.sampled_from(LISTS), actor=st.sampled_from([CHAIR, *OFFICE]),
          kind=st.sampled_from(["statement", "comment", "reply"]), delivery=st.sampled_from(["spoken", "written"]))
    def draft(self, data, list_id, actor, kind, delivery) -> None:
        code = None if actor.delegation else data.draw(st.sampled_from(WHO)).delegation
        self.send(asked.Inscribe(
            list=list_id, kind=kind, delivery=delivery, delegation=code, draft=True, speaker="Ms Canary",
            in_reply_to=data.draw(st.sampled_from([None, *self.ids()])),
        ), actor)

    @rule(data=st.data(), actor=st.sampled_from(OFFICE))
    def submit(self, data, actor) -> None:
        drafts = [name for name, each in self.meeting.interventions.items() if each.state == "draft"]
        self.send(asked.Submit(intervention=data.draw(st.sampled_from(drafts or self.ids()))), actor)

    @rule(data=st.data(), actor=st.sampled_from(WHO))
    def prefer(self, data, actor) -> None:
        own = [name for name, each in self.meeting.interventions.items() if each.delegation == actor.delegation]
        self.send(asked.Prefer(interventions=tuple(data.draw(st.permutations(own or ["i999"])))), actor)

    @rule(data=st.data(), actor=st.sampled_from(OFFICE), language=st.sampled_from(["en", "fr"]),
          embargo=st.sampled_from(["spoken", "spoken", "release"]), words=st.sampled_from([0, 90, 9000]))
    def hand_in_anything(self, data, actor, language, embargo, words) -> None:
        self.hand_in(data, actor, language, embargo, words)

    def hand_in(self, data, actor, language, embargo, words, one=None) -> None:
        self.send(asked.HandIn(
            intervention=one or data.draw(st.sampled_from(self.ids())), language=language, extension="txt",
            media_type="text/plain", size=words, words=words, digest="ab" * 32, has_text=words > 0, embargo=embargo,
            file_name="canary.txt",
        ), actor)

    @rule(data=st.data(), steps=st.lists(
        st.sampled_from(["text", "text", "start", "end", "end", "undo", "redo", "back", "next", "leave"]), max_size=8,
    ))
    def speak(self, data, steps) -> None:
        """Somebody waits, is called, and texts come at any moment of it."""
        waiting = [each for each in self.meeting.interventions.values() if each.state == WAITING]
        if not waiting or not self.goes_on():
            code = data.draw(st.sampled_from(WHO)).delegation
            self.send(asked.Resume(), CHAIR)
            self.send(asked.Inscribe(list=data.draw(st.sampled_from(["4", "6"])), delegation=code), SECRETARIAT)
            return
        one = data.draw(st.sampled_from(waiting))
        owner = next(each for each in [*WHO, acting_for(CHINA)] if each.delegation == one.delegation)
        self.send(asked.Call(intervention=one.id, ending=self.on_floor()), CHAIR)
        for step in steps:
            self.step(data, step, one.id, owner)

    def goes_on(self) -> bool:
        return self.meeting.session.state in ("not_begun", "in_session") and not self.meeting.open_orders

    def on_floor(self) -> str | None:
        return self.meeting.floor.intervention if self.meeting.floor else None

    def step(self, data, step, one, owner) -> None:
        if step == "text":
            self.hand_in(data, owner, data.draw(st.sampled_from(["en", "fr"])),
                         data.draw(st.sampled_from(["spoken", "spoken", "release"])), 90, one)
            return
        others = [each.id for each in self.meeting.interventions.values() if each.state == WAITING]
        deeds = [each.version for each in self.meeting.deeds if not each.is_undone]
        undone = [each.version for each in self.meeting.deeds if each.may_redo]
        self.send({
            "start": asked.StartClock(intervention=one), "end": asked.EndSpeech(intervention=one),
            "undo": asked.Undo(version=deeds[-1] if deeds else 1),
            "redo": asked.Redo(version=undone[-1] if undone else 1), "back": asked.PutBack(intervention=one),
            "next": asked.Call(intervention=others[0] if others else one, ending=self.on_floor()),
            "leave": asked.TakeUp(list=data.draw(st.sampled_from(["4", "6"]))),
        }[step], CHAIR)

    @precondition(lambda self: self.meeting.statements)
    @rule(data=st.data(), actor=st.sampled_from([CHAIR, *OFFICE]),
          kind=st.sampled_from([asked.WithdrawStatement, asked.ReleaseStatement]))
    def treat_text(self, data, actor, kind) -> None:
        self.send(kind(statement=self.some(data, "statements")), actor)

    @rule(data=st.data(), actor=st.sampled_from([BOOTH, SECRETARIAT]))
    def request_text(self, data, actor) -> None:
        self.send(asked.RequestText(intervention=data.draw(st.sampled_from(self.ids()))), actor)

    @rule(data=st.data(), actor=st.sampled_from(OFFICE), capacity=CAPACITIES)
    def register(self, data, actor, capacity) -> None:
        code = None if actor.delegation else data.draw(st.sampled_from(WHO)).delegation
        self.send(asked.RegisterMember(person="Ms Canary", capacity=capacity, delegation=code), actor)

    @precondition(lambda self: self.meeting.members)
    @rule(data=st.data(), actor=st.sampled_from(OFFICE), capacity=CAPACITIES,
          kind=st.sampled_from(["amend", "withdraw", "grant", "decline"]))
    def treat_member(self, data, actor, capacity, kind) -> None:
        member = self.some(data, "members")
        self.send({
            "amend": asked.AmendMember(member=member, capacity=capacity, person="Mr Canary"),
            "withdraw": asked.WithdrawMember(member=member), "grant": asked.GrantMember(member=member),
            "decline": asked.DeclineMember(member=member, reason="Full"),
        }[kind], actor)

    @rule(edit=st.sampled_from(["title", "more", "less", "window", "no window", "limit", "deadline", "parts"]),
          seconds=st.sampled_from([-60, 60, 600]), list_id=st.sampled_from(LISTS), late=st.sampled_from([0, 0, 1]))
    def set_programme(self, edit, seconds, list_id, late) -> None:
        was = self.meeting.programme
        at = self.now + timedelta(seconds=seconds)
        optional = {CLOSING.number, ASPIRATIONS.number, NEW_ITEM.number}
        kept = tuple(each for each in was.items if each.number not in optional)
        wanted = {
            "title": replace(was, title=f"Meetings {seconds}"),
            "more": replace(was, items=(*kept, ASPIRATIONS, CLOSING, NEW_ITEM)), "less": replace(was, items=kept),
            "window": replace(was, windows=(Window(list=list_id, opens_at=at, closes_at=at + timedelta(seconds=90)),)),
            "no window": replace(was, windows=()), "limit": replace(was, limits_s={**was.limits_s, "ngo": 90}),
            "deadline": replace(was, registration_ends_at=at),
            "parts": replace(was, items=tuple(
                replace(each, parts=each.parts[:2] if len(each.parts) > 2 else PROGRAMME.items[1].parts)
                if each.number == "2" else each for each in was.items
            )),
        }[edit]
        self.is_replanned = self.is_replanned or edit in ("more", "less")
        self.fall_due()
        self.send(asked.SetProgramme(programme=wanted, expected=self.meeting.version - late), SECRETARIAT)

    @rule(kind=st.sampled_from([asked.RemoveDelegation(delegation="CHN"), asked.RemoveDelegation(delegation="KEN"),
                                asked.SetDelegations(delegations=(CHINA,))]))
    def set_delegations(self, kind) -> None:
        if kind != asked.RemoveDelegation(delegation="KEN") or self.knows("KEN"):
            self.send(kind, SECRETARIAT)

    def knows(self, code) -> bool:
        """Kenya's screen is looked at all the time: it is only tried to remove where that must be refused."""
        return any(each.delegation == code for each in self.meeting.interventions.values())

    @rule(by_desk=st.booleans(), actor=st.sampled_from([CHAIR, SECRETARIAT]), list_id=st.sampled_from(LISTS))
    def inscribe_china(self, by_desk, actor, list_id) -> None:
        """Whose delegation comes and goes."""
        self.send(asked.Inscribe(list=list_id, delegation="CHN"), actor if by_desk else acting_for(CHINA))

    @rule(place=st.sampled_from(["before", "after", "group:2.2", "beside"]), words=st.sampled_from(["", "Film shown"]))
    def note_record(self, place, words) -> None:
        self.send(asked.NoteRecord(item="4", place=place, words=words), SECRETARIAT)

    def judge_office(self, before, act, shown) -> None:
        """What an act may do to the screens of those whom it does not concern. `shown`: the screens after it."""
        kinds = {event.kind for event in act.events}
        if all(is_about_drafts(before, event) for event in act.events):
            self.judge_quiet(act.events[0], shown)
        public = {name for name, each in self.meeting.statements.items() if each.state == "released"}
        fresh = {name for name in public if before.statements.get(name) and before.statements[name].state == HELD}
        assert not fresh or kinds & RELEASES, f"made public by {kinds}"
        for name in fresh:
            intervention = self.meeting.interventions[self.meeting.statements[name].intervention]
            if kinds & {"statement_released", "redone"}:
                continue
            left = before.taken_up is not None and is_finished(self.meeting, before.taken_up)
            assert intervention.state == "delivered" or (intervention.state == "written" and left)
        self.open_early = getattr(self, "open_early", set()) | (fresh if kinds & RELEASES - {"speech_ended"} else set())
        self.submitted = getattr(self, "submitted", set()) | {
            event.intervention for event in act.events if event.kind == "submitted"
        }

    def judge_quiet(self, event, shown) -> None:
        owner = self.meeting.interventions[event.intervention].delegation
        for audience, screen in shown.items():
            if audience[2] != owner:
                assert screen.text == self.shown[audience].text, f"{audience} was told of a draft"

    @invariant()
    def drafts_are_on_no_list(self) -> None:
        for each in self.meeting.interventions.values():
            if each.is_private:
                assert each not in self.meeting.on_list(each.list)
                self.is_hidden(each.id, each.delegation, but=each.id in getattr(self, "submitted", set()))

    @invariant()
    def texts_that_are_not_public_are_hidden(self) -> None:
        for each in self.meeting.statements.values():
            if each.state != "released":
                self.is_hidden(each.id, each.delegation, also=("booth", "secretariat"))

    def is_hidden(self, name, owner, also=(), but=False) -> None:
        """Whether an id is on no screen but its owner's and those `also`. `but`: except where desks read of deeds."""
        for audience, screen in self.shown.items():
            if audience[0] in also or audience[2] == owner:
                continue
            sections = {key: value for key, value in screen.value.items() if not (but and key in BY_NAME)}
            assert f"'{name}'" not in repr(sections), f"{name} is shown to {audience}"

    @invariant()
    def texts_are_public_as_soon_as_they_were_spoken_and_not_before(self) -> None:
        for each in self.meeting.interventions.values():
            if each.state == "delivered":
                assert spoken_texts(self.meeting, each.id) == []
        if self.meeting.floor:
            for text in texts_of(self.meeting, self.meeting.floor.intervention):
                assert text.state == HELD or text.id in self.open_early

    @invariant()
    def one_text_in_a_language(self) -> None:
        for name in self.meeting.interventions:
            languages = [each.language for each in texts_of(self.meeting, name)]
            assert len(languages) == len(set(languages))

    @invariant()
    def one_head_of_a_delegation(self) -> None:
        heads = Counter(
            each.delegation for each in self.meeting.members.values()
            if each.capacity == "head" and each.state in COMING
        )
        assert set(heads.values()) <= {1}

    @invariant()
    def all_that_is_there_has_its_place(self) -> None:
        assert set(self.meeting.lists) == set(self.meeting.plans)
        assert self.meeting.taken_up is None or self.meeting.taken_up in self.meeting.plans
        for each in self.meeting.interventions.values():
            assert each.list in self.meeting.plans
            assert each.delegation in self.meeting.delegations
