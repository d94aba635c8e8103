"""Any commands, by anybody, at any time: what must always hold of a meeting and of what its displays are shown."""

import json
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.domain import commands as asked
from app.domain.decide import Act, decide, enact, fold, previewed
from app.domain.errors import Refusal
from app.domain.meeting import CLOCK, EMPTY, WAITING, Meeting
from app.domain.policy import WITHIN
from app.domain.precedence import rank_of, waiting
from app.domain.presence import ABSENCES
from app.domain.programme import ReplyRule
from app.domain.replies import lane_of
from app.domain.sitting import due
from app.domain.swaps import SWAPS
from app.domain.undo import last_deed
from app.screens.canonical import Screen, canonical
from app.screens.views import Views
from tests.domain.office_rules import Office
from tests.factories import IMPORT, INVITATION, LISTS, NOON, PROGRAMME, beginnings
from tests.people import CHAIR, EUROPE, HALO, KENYA, NORWAY, SECRETARIAT, acting_for

pytestmark = pytest.mark.slow

DELEGATIONS = [acting_for(each) for each in (KENYA, NORWAY, EUROPE, HALO)]
DESKS = [CHAIR, SECRETARIAT]
AUDIENCES = [
    ("room", None, None), ("public", None, None), ("booth", None, None), ("chair", None, None),
    ("secretariat", "3.4", None), ("room", "4", None), ("delegate", None, "KEN"), ("delegate", None, "NOR"),
]
SHARED = ("meeting", "item", "list", "speech", "entries", "orders", "notice", "displays", "forecast")
"""What everybody in the room may see; the rest is the desk's or a delegation's."""
WORDS = st.sampled_from([None, "H.E. Ms Amina Mohamed", "السفير", "李大使"])


def merged(target: object, patch: object) -> object:
    """RFC 7396, written down once more for the check."""
    if not isinstance(patch, dict):
        return patch
    kept = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            kept.pop(name, None)
        else:
            kept[name] = merged(kept.get(name), value)
    return kept


def no_null(value: object) -> bool:
    if isinstance(value, dict):
        return all(no_null(each) for each in value.values())
    if isinstance(value, list):
        return all(no_null(each) for each in value)
    return value is not None


def screens(views: Views) -> dict[tuple[str, str | None, str | None], Screen]:
    return {audience: views.screen(*audience) for audience in AUDIENCES}


class Sitting(Office, RuleBasedStateMachine):
    """A meeting in the hands of two desks and four delegations who do what they like."""

    @initialize(absence=st.sampled_from(ABSENCES), swaps=st.sampled_from(SWAPS),
                when=st.sampled_from(["end_of_item", "end_of_sitting", "end_of_day"]))
    def imported(self, absence, swaps, when) -> None:
        reply = ReplyRule(limits_s=(600, 300), when=when)
        programme = replace(PROGRAMME, absence=absence, swaps=swaps, reply=reply)
        act = Act(
            version=len(beginnings()), at=INVITATION, command="import", actor=IMPORT, seat="",
            events=beginnings(programme),
        )
        self.acts = [act]
        self.meeting = enact(EMPTY, act)
        self.now = NOON
        self.views = Views(self.meeting)
        self.shown = screens(self.views)

    def ids(self) -> list[str]:
        return [*self.meeting.interventions, "i999"]

    def send(self, command: asked.Command, actor) -> None:
        """Decides, enacts, and judges what the displays are told."""
        self.fall_due()
        before = self.meeting
        try:
            events = decide(before, command, actor, self.now)
        except Refusal:
            return
        if events:
            self.enact(Act(
                version=before.version + len(events), at=self.now, command=command.name, actor=actor, seat="1",
                events=tuple(events),
            ))
        else:
            assert screens(Views(before))[AUDIENCES[0]].tag == self.shown[AUDIENCES[0]].tag

    def fall_due(self) -> None:
        while (fallen := due(self.meeting, self.now)) is not None:
            self.enact(Act(
                version=self.meeting.version + 1, at=max(fallen.at, self.meeting.at), command=fallen.event.kind,
                actor=CLOCK, seat="", events=(fallen.event,),
            ))

    def enact(self, act: Act) -> None:
        before, self.meeting = self.meeting, enact(self.meeting, act)
        self.acts.append(act)
        # As the server keeps from one version to the next what has not changed, and as a new process would build it.
        self.views, fresh = Views(self.meeting, self.views), screens(Views(self.meeting))
        after = screens(self.views)
        for audience, screen in after.items():
            assert screen.text == fresh[audience].text, f"kept is not built: {audience}"
            self.judge(audience, self.shown[audience], screen)
        self.judge_room(before, act)
        self.judge_office(before, act, after)
        self.shown = after

    def judge(self, audience, old: Screen, new: Screen) -> None:
        patch = new.patch_from(old)
        assert merged(old.value, patch) == new.value, f"pushed is not fetched: {audience}"
        assert (old.tag == new.tag) is (old.text == new.text) is (patch == {})
        assert new.text == canonical(new.value)
        assert json.loads(new.text) == new.value
        assert no_null(new.value)

    def judge_room(self, before: Meeting, act: Act) -> None:
        """Whether the room's screen should have changed, by what happened and not by the screen's own code."""
        changed = self.shown[AUDIENCES[0]].text != Views(self.meeting).screen("room").text
        kinds = {event.kind for event in act.events}
        if kinds & {"called", "speech_ended", "clock_started", "clock_paused", "clock_resumed", "extended", "told"}:
            assert changed, f"the room was not told of {kinds}"
        if kinds <= {"inscribed", "amended", "withdrawn"} and before.taken_up not in {
            self.meeting.interventions[event.intervention].list for event in act.events
        }:
            assert not changed, f"the room was told of another list: {kinds}"
        if kinds == {"amended"}:
            old, new = (each.interventions[act.events[0].intervention] for each in (before, self.meeting))
            changes = {each.name for each in fields(old) if getattr(old, each.name) != getattr(new, each.name)}
            only_note = changes <= {"note"}
            assert not (only_note and changed), "a note for the desk reached the room"

    @rule(seconds=st.integers(0, 400))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)
        self.fall_due()

    @rule(
        data=st.data(), list_id=st.sampled_from(LISTS),
        kind=st.sampled_from(["statement", "on_behalf", "comment", "reply"]),
        delivery=st.sampled_from(["spoken", "spoken", "written"]), speaker=WORDS, note=WORDS,
        minutes=st.sampled_from([None, 1, 4]), by_desk=st.booleans(),
    )
    def inscribe(self, data, list_id, kind, delivery, speaker, note, minutes, by_desk) -> None:
        delegation = data.draw(st.sampled_from(DELEGATIONS))
        group = data.draw(st.sampled_from([None, "European Union and its member States", "Friends"]))
        self.send(asked.Inscribe(
            list=list_id, kind=kind, delivery=delivery, speaker=speaker, note=note, minutes=minutes,
            on_behalf_of=group, in_reply_to=data.draw(st.sampled_from([None, *self.ids()])),
            delegation=delegation.delegation if by_desk else None,
        ), data.draw(st.sampled_from(DESKS)) if by_desk else delegation)

    @rule(data=st.data(), note=WORDS, kind=st.sampled_from(["statement", "comment", None]),
          delivery=st.sampled_from(["spoken", "written", None]))
    def amend(self, data, note, kind, delivery) -> None:
        given = {name: value for name, value in (("kind", kind), ("delivery", delivery)) if value}
        command = asked.Amend(intervention=data.draw(st.sampled_from(self.ids())), note=note, **given)
        self.send(command, data.draw(st.sampled_from([SECRETARIAT, *DELEGATIONS])))

    @rule(data=st.data())
    def withdraw(self, data) -> None:
        command = asked.Withdraw(intervention=data.draw(st.sampled_from(self.ids())))
        self.send(command, data.draw(st.sampled_from([SECRETARIAT, *DELEGATIONS])))

    @rule(list_id=st.sampled_from(LISTS), actor=st.sampled_from(DESKS), after=st.sampled_from([None, 60, 600]),
          kind=st.sampled_from([asked.OpenList, asked.OpenList, asked.AnnounceList, asked.CloseList]))
    def turn_list(self, list_id, actor, after, kind) -> None:
        more = {"at": self.now + timedelta(seconds=after)} if after and kind is asked.CloseList else {}
        self.send(kind(list=list_id, **more), actor)

    @rule(list_id=st.sampled_from(LISTS), actor=st.sampled_from(DESKS))
    def take_up(self, list_id, actor) -> None:
        self.send(asked.TakeUp(list=list_id), actor)

    @rule(data=st.data(), actor=st.sampled_from(DESKS), knows=st.sampled_from([True, True, True, False]))
    def call(self, data, actor, knows) -> None:
        queue = [each.id for list_id in LISTS for each in waiting(self.meeting, list_id)] or ["i999"]
        ending = self.meeting.floor.intervention if self.meeting.floor and knows else None
        self.send(asked.Call(intervention=data.draw(st.sampled_from(queue)), ending=ending), actor)

    @precondition(lambda self: self.meeting.floor is not None)
    @rule(actor=st.sampled_from(DESKS), seconds=st.sampled_from([-60, 30, 60]), kind=st.sampled_from(
        [asked.StartClock, asked.PauseClock, asked.ResumeClock, asked.EndSpeech, asked.Extend, asked.MarkAbsent]))
    def act_on_floor(self, actor, seconds, kind) -> None:
        more = {"seconds": seconds} if kind is asked.Extend else {}
        self.send(kind(intervention=self.meeting.floor.intervention, **more), actor)

    @rule(data=st.data(), raiser=st.sampled_from(DELEGATIONS), by_desk=st.booleans())
    def raise_point_of_order(self, data, raiser, by_desk) -> None:
        command = asked.RaisePointOfOrder(delegation=raiser.delegation if by_desk else None)
        self.send(command, data.draw(st.sampled_from(DESKS)) if by_desk else raiser)

    @precondition(lambda self: self.meeting.orders)
    @rule(data=st.data(), raiser=st.sampled_from(DELEGATIONS), actor=st.sampled_from(DESKS), by_desk=st.booleans(),
          votes=st.integers(0, 2), act=st.sampled_from(["hear", "rule", "rule", "appeal", "vote", "withdraw"]))
    def decide_order(self, data, raiser, actor, by_desk, votes, act) -> None:
        order = data.draw(st.sampled_from(list(self.meeting.orders)))
        match act:
            case "hear":
                self.send(asked.Hear(intervention=order), actor)
            case "rule":
                ruling = data.draw(st.sampled_from(["sustained", "dismissed"]))
                self.send(asked.Rule(intervention=order, ruling=ruling, words=data.draw(WORDS)), CHAIR)
            case "appeal":
                command = asked.Appeal(intervention=order, delegation=raiser.delegation)
                self.send(command, actor if by_desk else raiser)
            case "vote":
                self.send(asked.RecordVote(intervention=order, in_favour=votes, against=1, abstaining=9), actor)
            case _:
                self.send(asked.Withdraw(intervention=order), actor if by_desk else raiser)

    @rule(data=st.data(), mover=st.sampled_from(DELEGATIONS), by_desk=st.booleans(),
          motion=st.sampled_from(["suspend_meeting", "adjourn_debate", "close_debate", "time_limit"]))
    def move_motion(self, data, mover, by_desk, motion) -> None:
        command = asked.MoveMotion(motion=motion, delegation=mover.delegation if by_desk else None)
        self.send(command, data.draw(st.sampled_from(DESKS)) if by_desk else mover)

    @precondition(lambda self: self.meeting.orders)
    @rule(data=st.data(), actor=st.sampled_from(DELEGATIONS), side=st.sampled_from(["for", "against"]))
    def speak_on_motion(self, data, actor, side) -> None:
        order = data.draw(st.sampled_from(list(self.meeting.orders)))
        self.send(asked.SpeakOnMotion(intervention=order, side=side), actor)

    @rule(data=st.data(), actor=st.sampled_from(DESKS), before=st.booleans())
    def move(self, data, actor, before) -> None:
        one, other = data.draw(st.sampled_from(self.ids())), data.draw(st.sampled_from(self.ids()))
        self.send(asked.Move(intervention=one, **{"before" if before else "after": other}), actor)

    @rule(data=st.data(), actor=st.sampled_from(DESKS))
    def mark_absent(self, data, actor) -> None:
        self.send(asked.MarkAbsent(intervention=data.draw(st.sampled_from(self.ids()))), actor)

    @rule(data=st.data(), actor=st.sampled_from(DESKS),
          kind=st.sampled_from(["refuse", "convert", "convert all", "back", "back"]))
    def handle(self, data, actor, kind) -> None:
        one = data.draw(st.sampled_from(self.ids()))
        match kind:
            case "refuse":
                self.send(asked.Refuse(intervention=one, reason="Too late"), actor)
            case "convert":
                self.send(asked.ConvertWritten(intervention=one), actor)
            case "convert all":
                self.send(asked.ConvertWritten(list=data.draw(st.sampled_from(LISTS))), actor)
            case _:
                self.send(asked.PutBack(intervention=one), actor)

    @rule(data=st.data(), actor=st.sampled_from([SECRETARIAT, *DELEGATIONS]),
          answer=st.sampled_from(["ready", "not_in_room", None]))
    def be_asked(self, data, actor, answer) -> None:
        one = data.draw(st.sampled_from(self.ids()))
        command = asked.AnswerRoll(intervention=one, answer=answer) if answer else asked.YieldPlace(intervention=one)
        self.send(command, actor)

    @rule(data=st.data(), actor=st.sampled_from(DELEGATIONS))
    def offer_swap(self, data, actor) -> None:
        own = [each.id for each in self.meeting.interventions.values() if each.delegation == actor.delegation]
        mine = data.draw(st.sampled_from(own or self.ids()))
        self.send(asked.OfferSwap(mine=mine, theirs=data.draw(st.sampled_from(self.ids()))), actor)

    @precondition(lambda self: self.meeting.swaps)
    @rule(data=st.data(), actor=st.sampled_from(DELEGATIONS), accept=st.sampled_from([True, True, False]))
    def answer_swap(self, data, actor, accept) -> None:
        swap = data.draw(st.sampled_from(list(self.meeting.swaps)))
        before = {each.id: each for each in self.meeting.interventions.values()}
        self.send(asked.AnswerSwap(swap=swap, accept=accept), actor)
        after = self.meeting.swaps[swap]
        if after.state == "accepted" and accept and before != self.meeting.interventions:
            self.judge_swap(before, after)

    def judge_swap(self, before, swap) -> None:
        """Two places are exchanged and nobody else's changes."""
        changed = {name for name, each in self.meeting.interventions.items() if before[name] is not each}
        assert changed == {swap.mine, swap.theirs}
        assert {self.meeting.interventions[name].list for name in changed} == {before[name].list for name in changed}

    @rule(list_id=st.sampled_from(LISTS), category=st.sampled_from(["all", "ngo", "state_party", "nobody"]),
          seconds=st.sampled_from([60, 120, 300]), actor=st.sampled_from(DESKS))
    def set_limit(self, list_id, category, seconds, actor) -> None:
        self.send(asked.SetLimit(list=list_id, category=category, seconds=seconds), actor)

    @rule(list_id=st.sampled_from(LISTS), within=st.sampled_from(WITHIN), first=st.booleans(), to_end=st.booleans(),
          capacity=st.sampled_from([None, 0, 1, 2]), actor=st.sampled_from(DESKS))
    def set_policy(self, list_id, within, first, to_end, capacity, actor) -> None:
        bounded = {} if capacity is None else {"tiers": [["group", "ngo"], ["state_party"]], "capacity": [0, capacity]}
        command = asked.SetPolicy(
            list=list_id, within=within, not_yet_spoken_first=first, edit_moves_to_end=to_end, **bounded,
        )
        self.fall_due()
        is_there = list_id in self.meeting.plans
        promised = waiting(previewed(self.meeting, command, actor, self.now), list_id) if is_there else []
        self.send(command, actor)
        assert waiting(self.meeting, list_id) == promised, "another order than was shown before"

    @rule(list_id=st.sampled_from(LISTS), seed=st.sampled_from([None, "1", "2"]), actor=st.sampled_from(DESKS))
    def draw_lots(self, list_id, seed, actor) -> None:
        self.send(asked.DrawLots(list=list_id, seed=seed), actor)

    @rule(words=st.sampled_from(["", "Coffee is served", "Two minutes for all"]), actor=st.sampled_from(DESKS))
    def tell(self, words, actor) -> None:
        self.send(asked.Tell(words=words), actor)

    @rule(data=st.data(), email=st.sampled_from([None, "a@example.org", "nobody"]), by_desk=st.booleans())
    def set_contact(self, data, email, by_desk) -> None:
        delegation = data.draw(st.sampled_from(DELEGATIONS))
        command = asked.SetContact(delegation=delegation.delegation, email=email)
        self.send(command, SECRETARIAT if by_desk else delegation)

    @rule(data=st.data(), whole=st.booleans())
    def erase_person(self, data, whole) -> None:
        """Nothing of the words is left, however far one goes back; the rest of the meeting is as it was."""
        names = [each.delegation for each in DELEGATIONS] if whole else [*self.ids(), *self.meeting.orders]
        subject, before = data.draw(st.sampled_from(names)), self.meeting
        self.send(asked.ErasePerson(subject=subject), SECRETARIAT)
        if self.meeting is before:
            return
        kept = [*self.meeting.interventions.values(), *self.meeting.orders.values(), *(
            part for deed in self.meeting.deeds for _, *parts in deed.touched for part in parts
        )]
        for part in kept:
            if subject in (getattr(part, "id", None), getattr(part, "delegation", None)):
                said = [getattr(part, name, None) for name in ("speaker", "note", "refused_for", "words")]
                # A text has as many words as it has: that is a number, and nobody's.
                assert not any(isinstance(each, str) and each for each in said), f"words were left of {subject}"
        assert self.meeting.floor == before.floor
        assert {name: each.state for name, each in self.meeting.interventions.items()} == {
            name: each.state for name, each in before.interventions.items()
        }

    @rule(actor=st.sampled_from(DESKS), display=st.sampled_from(["main", "left", "Not a name"]),
          layout=st.sampled_from(["stage", "list"]), languages=st.sampled_from([[], ["en"], ["fr", "ar"]]))
    def point_display(self, actor, display, layout, languages) -> None:
        self.send(asked.PointDisplay(display=display, layout=layout, languages=languages), actor)

    @rule(actor=st.sampled_from(DESKS), until=st.sampled_from([None, 300]),
          kind=st.sampled_from([asked.Suspend, asked.Resume, asked.Resume, asked.Adjourn]))
    def turn_sitting(self, actor, until, kind) -> None:
        more = {} if kind is asked.Resume or until is None else {"until": self.now + timedelta(seconds=until)}
        self.send(kind(**more), actor)

    @rule(actor=st.sampled_from(DESKS), back=st.sampled_from([0, 0, 0, 1]))
    def undo(self, actor, back) -> None:
        deeds = [deed.version for deed in self.meeting.deeds if not deed.is_undone]
        version = deeds[-1 - back] if len(deeds) > back else self.meeting.version
        self.send(asked.Undo(version=version), actor)

    @rule(actor=st.sampled_from(DESKS), back=st.sampled_from([0, 0, 0, 1]))
    def redo(self, actor, back) -> None:
        undone = [deed.version for deed in self.meeting.deeds if deed.is_undone]
        self.send(asked.Redo(version=undone[-1 - back] if len(undone) > back else self.meeting.version), actor)

    @rule(actor=st.sampled_from(DESKS), many=st.integers(1, 3))
    def undo_and_redo(self, actor, many) -> None:
        """What is taken back and done again is as it was, if all of it could be."""
        self.fall_due()
        before = self.meeting
        versions = []
        for _ in range(many):
            deed = last_deed(self.meeting)
            if deed is None:
                break
            seen = self.meeting.version
            self.send(asked.Undo(version=deed.version), CHAIR)
            if self.meeting.version == seen:
                break
            versions.append(deed.version)
        for version in reversed(versions):
            seen = self.meeting.version
            self.send(asked.Redo(version=version), CHAIR)
            if self.meeting.version == seen:
                return
        if versions:
            assert self.meeting.floor == before.floor
            assert self.meeting.lists == before.lists
            assert self.meeting.interventions == before.interventions
            assert self.meeting.statements == before.statements

    @invariant()
    def open_swaps_are_between_those_who_wait(self) -> None:
        for swap in self.meeting.swaps.values():
            if swap.state == "offered":
                states = [self.meeting.interventions[each].state for each in (swap.mine, swap.theirs)]
                assert states == [WAITING, WAITING]

    @invariant()
    def one_speech_at_most(self) -> None:
        called = [each.id for each in self.meeting.interventions.values() if each.state == "called"]
        assert called == ([self.meeting.floor.intervention] if self.meeting.floor else [])

    @invariant()
    def no_clock_runs_beside_a_point_of_order(self) -> None:
        points = [each for each in self.meeting.open_orders if each.motion is None]
        raisers = [each.delegation for each in points]
        assert not (raisers and self.meeting.floor and self.meeting.floor.state == "speaking")
        assert len(raisers) == len(set(raisers))
        assert sum(each.state != "raised" for each in points) <= 1

    @invariant()
    def each_motion_is_before_the_meeting_once(self) -> None:
        motions = [each.motion for each in self.meeting.open_orders if each.motion]
        assert len(motions) == len(set(motions))
        for order in self.meeting.orders.values():
            sides = [side for _, side in order.speakers]
            assert sides.count("for") <= 2
            assert sides.count("against") <= 2
            assert len({code for code, _ in order.speakers}) == len(order.speakers)

    @invariant()
    def replies_stand_behind_statements(self) -> None:
        for list_id in LISTS:
            queue = waiting(self.meeting, list_id)
            unmoved = [each.kind == "reply" for each in queue if each.rank is None]
            assert unmoved == sorted(unmoved)
            for each in queue:
                parent = self.meeting.interventions.get(each.in_reply_to or "")
                if each.kind == "reply" and parent is not None and not self.is_replanned:
                    assert lane_of(self.meeting, parent.list) == each.list

    @invariant()
    def points_of_order_are_on_no_list(self) -> None:
        assert not set(self.meeting.orders) & set(self.meeting.interventions)
        for (_, list_id, _), screen in self.shown.items():
            assert not set(self.meeting.orders) & set(screen.value["entries"]), list_id

    @invariant()
    def nobody_waits_twice(self) -> None:
        pairs = [
            (each.list, each.delegation, each.kind) for each in self.meeting.interventions.values()
            if each.state == WAITING and each.kind in ("statement", "on_behalf")
        ]
        assert len(pairs) == len(set(pairs))

    @invariant()
    def places_are_distinct(self) -> None:
        for list_id in LISTS:
            ranks = [rank_of(self.meeting, each) for each in waiting(self.meeting, list_id)]
            assert ranks == sorted(set(ranks))
            assert not any(rank.endswith("0") for rank in ranks)

    def teardown(self) -> None:
        """The state is the fold of the log, and whoever asks is in the log, once for each wish."""
        if not hasattr(self, "acts"):
            return
        assert fold(self.acts) == self.meeting
        wishes = [event.intervention for act in self.acts for event in act.events if event.kind == "inscribed"]
        assert len(wishes) == len(set(wishes))
        undone = set(wishes) - set(self.meeting.interventions)
        taken_back = sum(event.kind == "undone" for act in self.acts for event in act.events)
        assert len(undone) <= taken_back


TestSitting = Sitting.TestCase
TestSitting.settings = settings(
    max_examples=60, stateful_step_count=60, deadline=None, suppress_health_check=list(HealthCheck)
)


def test_shared_sections_are_the_same_for_every_audience():
    meeting = enact(EMPTY, Act(
        version=len(beginnings()), at=datetime(2017, 4, 12, tzinfo=UTC), command="import", actor=IMPORT, seat="",
        events=beginnings(),
    ))
    shown = screens(Views(meeting))

    for name in ("meeting", "orders"):
        assert len({canonical(screen.value[name]) for screen in shown.values()}) == 1
    assert set(shown["room", None, None].value) <= set(SHARED)
