"""Members of delegations: registered until the deadline, asked for after it, known to their own and the secretariat."""

from dataclasses import replace

import pytest

from app.domain import commands as asked
from app.domain.decide import decide
from app.domain.errors import Malformed, NotAllowed, RuleBroken, Unknown
from app.domain.events import MemberAmended, MemberDeclined, MemberGranted, MemberRegistered, MemberWithdrawn
from app.domain.member import Member
from app.domain.members import MOST_MEMBERS, of_delegation
from app.domain.undo import last_deed
from app.screens.views import Views
from tests.factories import NOON, PROGRAMME, done, following, later, meeting, refusal
from tests.people import BOOTH, CHAIR, KENYAN, NORWEGIAN, PUBLIC, ROOM, SECRETARIAT

UNTIL_NOON = replace(PROGRAMME, registration_ends_at=NOON)
OPEN = meeting(programme=UNTIL_NOON)
BEFORE, AFTER = later(-1), later(0)
AMINA = MemberRegistered(
    member="m1", delegation="KEN", capacity="head", languages=("en", "fr"), person="H.E. Ms Amina Mohamed",
    function="Minister", email="amina@example.org", access_needs="Step-free way to the rostrum",
)
JUMA = MemberRegistered(member="m2", delegation="KEN", capacity="adviser", person="Mr Juma Otieno")
LATE = MemberRegistered(member="m2", delegation="KEN", capacity="adviser", person="Mr Juma Otieno", is_request=True)
KARI = MemberRegistered(member="m3", delegation="NOR", capacity="head", person="Ms Kari Nordmann")
HERE = following(OPEN, done(AMINA, by=KENYAN), done(JUMA, by=KENYAN), done(KARI, by=NORWEGIAN))
ASKED = following(OPEN, done(AMINA, by=KENYAN), done(LATE, by=KENYAN))
DECLINED = following(ASKED, done(MemberDeclined(member="m2", words="The hall is full"), by=SECRETARIAT))


def registering(**more):
    return asked.RegisterMember(**{"person": "Mr Juma Otieno", **more})


def members_of(given, code="KEN"):
    return Views(given).screen("delegate", None, code).value["members"]


def test_member_is_registered_with_what_the_venue_must_know():
    command = asked.RegisterMember(
        person=" H.E. Ms Amina Mohamed ", capacity="head", function="Minister", email="amina@example.org",
        languages=("en", "fr", "en"), access_needs="Step-free way to the rostrum", gender="woman",
    )

    events = decide(OPEN, command, KENYAN, BEFORE)

    assert events == [AMINA]
    assert following(OPEN, done(*events, by=KENYAN)).members == {"m1": Member(
        id="m1", number=1, delegation="KEN", capacity="head", state="registered", languages=("en", "fr"),
        person="H.E. Ms Amina Mohamed", function="Minister", email="amina@example.org",
        access_needs="Step-free way to the rostrum",
    )}


@pytest.mark.parametrize(("given", "actor", "at", "is_request"), [
    (OPEN, KENYAN, BEFORE, False), (OPEN, KENYAN, AFTER, True), (OPEN, KENYAN, later(86400), True),
    (OPEN, SECRETARIAT, AFTER, False), (meeting(), KENYAN, later(86400), False),
], ids=["before", "at the deadline", "after", "by the secretariat", "no deadline"])
def test_who_comes_late_is_asked_for(given, actor, at, is_request):
    (event,) = decide(given, registering(delegation="KEN"), actor, at)

    after = following(given, done(event, at=at, by=actor))
    assert event.is_request is is_request
    assert after.members["m1"].state == ("requested" if is_request else "registered")


def test_clock_that_is_behind_the_log_does_not_open_the_registration_again():
    given = following(OPEN, done(KARI, at=AFTER, by=NORWEGIAN))

    (event,) = decide(given, registering(), KENYAN, BEFORE)

    assert event.is_request is True


def test_late_request_is_granted():
    (event,) = decide(ASKED, asked.GrantMember(member="m2"), SECRETARIAT, AFTER)

    after = following(ASKED, done(event, by=SECRETARIAT, command="grant_member"))
    assert event == MemberGranted(member="m2")
    assert after.members["m2"].state == "registered"
    assert decide(after, asked.GrantMember(member="m2"), SECRETARIAT, AFTER) == []


def test_late_request_is_declined_with_words_that_its_delegation_reads():
    (event,) = decide(ASKED, asked.DeclineMember(member="m2", reason=" The hall is full "), SECRETARIAT, AFTER)

    after = following(ASKED, done(event, by=SECRETARIAT, command="decline_member"))
    assert event == MemberDeclined(member="m2", words="The hall is full")
    assert after.members == DECLINED.members
    assert members_of(after)["m2"] == {
        "rank": "001", "capacity": "adviser", "state": "declined", "languages": [], "person": "Mr Juma Otieno",
        "declined_for": "The hall is full",
    }


def test_member_who_was_declined_is_asked_for_again():
    (event,) = decide(DECLINED, registering(), KENYAN, AFTER)

    assert (event.member, event.is_request) == ("m3", True)


def test_member_is_amended_and_what_was_left_out_stays():
    command = asked.AmendMember(member="m1", function="", languages=("sw",), gender="")

    (event,) = decide(HERE, command, KENYAN, BEFORE)

    assert event == MemberAmended(
        member="m1", capacity="head", languages=("sw",), person=AMINA.person, function=None, email=AMINA.email,
        access_needs=AMINA.access_needs,
    )
    assert following(HERE, done(event, by=KENYAN)).members["m1"] == replace(
        HERE.members["m1"], languages=("sw",), function=None,
    )


def test_amendment_of_the_gender_alone_is_no_event():
    assert decide(HERE, asked.AmendMember(member="m1", gender="woman"), KENYAN, BEFORE) == []


def test_request_that_is_amended_stays_one():
    (event,) = decide(ASKED, asked.AmendMember(member="m2", person="Mr J. Otieno"), KENYAN, AFTER)

    assert following(ASKED, done(event, by=KENYAN)).members["m2"].state == "requested"


def test_another_person_takes_no_place_of_a_member_after_the_deadline():
    other = asked.AmendMember(member="m1", person="Mr Somebody Else")

    assert refusal(HERE, other, KENYAN, AFTER) == (RuleBroken, "registration_over", {"member": "m1", "since": NOON})
    assert decide(following(OPEN, done(AMINA, at=later(-9), by=KENYAN)), other, KENYAN, BEFORE)
    assert decide(HERE, other, SECRETARIAT, AFTER)
    assert decide(HERE, asked.AmendMember(member="m1", function="Envoy"), KENYAN, AFTER)


def test_member_who_withdraws_makes_room():
    (event,) = decide(HERE, asked.WithdrawMember(member="m1"), KENYAN, AFTER)

    after = following(HERE, done(event, by=KENYAN))
    assert event == MemberWithdrawn(member="m1")
    assert [each.id for each in of_delegation(after, "KEN")] == ["m2"]
    assert decide(after, asked.AmendMember(member="m2", capacity="head"), KENYAN, AFTER)


def test_number_is_not_given_twice():
    after = following(HERE, done(MemberWithdrawn(member="m3"), by=NORWEGIAN))

    assert decide(after, registering(), KENYAN, BEFORE)[0].member == "m4"


def test_members_are_shown_by_capacity_then_as_they_came():
    given = following(OPEN, *(
        done(MemberRegistered(member=f"m{number}", delegation="KEN", capacity=capacity, person="X"), by=KENYAN)
        for number, capacity in enumerate(("observer", "adviser", "alternate", "head", "adviser"), start=1)
    ))

    shown = members_of(given)

    assert sorted(shown, key=lambda name: shown[name]["rank"]) == ["m4", "m3", "m2", "m5", "m1"]


@pytest.mark.parametrize("audience", [
    *((name, None, None) for name in ("room", "public", "booth", "chair", "secretariat")), ("delegate", None, "NOR"),
])
def test_members_are_on_the_screen_of_their_own_delegation_alone(audience):
    with_norway = following(OPEN, done(replace(KARI, member="m1"), by=NORWEGIAN))
    both = following(
        with_norway, done(replace(AMINA, member="m2"), by=KENYAN), done(replace(LATE, member="m3"), by=KENYAN),
        done(MemberDeclined(member="m3", words="Full"), by=SECRETARIAT, command="decline_member"),
    )

    assert Views(both).screen(*audience).text == Views(with_norway).screen(*audience).text


def test_delegation_sees_until_when_it_registers():
    assert Views(OPEN).screen("delegate", None, "KEN").value["registration_ends_at"] == "2017-06-08T10:00:00.000Z"
    assert "registration_ends_at" not in Views(meeting()).screen("delegate", None, "KEN").value


@pytest.mark.parametrize("command", [
    registering(delegation="KEN"), asked.AmendMember(member="m1", function="Envoy"), asked.WithdrawMember(member="m1"),
    asked.GrantMember(member="m2"), asked.DeclineMember(member="m2", reason="Full"),
], ids=lambda command: command.name)
def test_registration_is_no_deed_of_the_sitting(command):
    events = decide(ASKED, command, SECRETARIAT, AFTER)

    after = following(ASKED, done(*events, by=SECRETARIAT, command=command.name))
    assert last_deed(after) == last_deed(ASKED)
    assert refusal(after, asked.Undo(version=after.version), SECRETARIAT)[1] == "not_last_act"


FULL = following(OPEN, *(
    done(MemberRegistered(member=f"m{number}", delegation="KEN", capacity="adviser", person="X"), by=KENYAN)
    for number in range(1, MOST_MEMBERS + 1)
))
GONE = following(HERE, done(MemberWithdrawn(member="m2"), by=KENYAN))


@pytest.mark.parametrize(("given", "command", "actor", "expected"), [
    (OPEN, registering(), SECRETARIAT, (Malformed, "missing", {"field": "delegation"})),
    (OPEN, registering(delegation="XXX"), SECRETARIAT, (Unknown, "unknown_delegation", {"delegation": "XXX"})),
    (OPEN, registering(delegation="NOR"), KENYAN, (NotAllowed, "not_yours", {"delegation": "NOR"})),
    (HERE, registering(capacity="head"), KENYAN,
     (RuleBroken, "head_taken", {"member": "m1", "delegation": "KEN"})),
    (HERE, asked.AmendMember(member="m2", capacity="head"), KENYAN,
     (RuleBroken, "head_taken", {"member": "m1", "delegation": "KEN"})),
    (FULL, registering(), KENYAN, (RuleBroken, "delegation_full", {"delegation": "KEN", "most": MOST_MEMBERS})),
    (HERE, asked.AmendMember(member="m1", person=" "), KENYAN, (Malformed, "missing", {"field": "person"})),
    (HERE, asked.AmendMember(member="m9"), KENYAN, (Unknown, "unknown_member", {"member": "m9"})),
    (HERE, asked.AmendMember(member="m1", person="X"), NORWEGIAN, (NotAllowed, "not_yours", {"member": "m1"})),
    (HERE, asked.WithdrawMember(member="m1"), NORWEGIAN, (NotAllowed, "not_yours", {"member": "m1"})),
    (GONE, asked.AmendMember(member="m2", person="X"), KENYAN,
     (RuleBroken, "member_gone", {"member": "m2", "state": "withdrawn"})),
    (GONE, asked.WithdrawMember(member="m2"), KENYAN,
     (RuleBroken, "member_gone", {"member": "m2", "state": "withdrawn"})),
    (GONE, asked.GrantMember(member="m2"), SECRETARIAT,
     (RuleBroken, "member_gone", {"member": "m2", "state": "withdrawn"})),
    (DECLINED, asked.GrantMember(member="m2"), SECRETARIAT,
     (RuleBroken, "member_gone", {"member": "m2", "state": "declined"})),
    (HERE, asked.DeclineMember(member="m2", reason="Full"), SECRETARIAT,
     (RuleBroken, "member_registered", {"member": "m2"})),
    (ASKED, asked.DeclineMember(member="m2", reason=" "), SECRETARIAT, (Malformed, "missing", {"field": "reason"})),
    (ASKED, asked.GrantMember(member="m2"), KENYAN,
     (NotAllowed, "not_for_role", {"role": "delegation", "command": "grant_member"})),
    (ASKED, asked.DeclineMember(member="m2", reason="No"), KENYAN,
     (NotAllowed, "not_for_role", {"role": "delegation", "command": "decline_member"})),
    *((OPEN, registering(delegation="KEN"), actor,
       (NotAllowed, "not_for_role", {"role": actor.role, "command": "register_member"}))
      for actor in (CHAIR, ROOM, BOOTH, PUBLIC)),
])
def test_registration_that_is_refused(given, command, actor, expected):
    assert refusal(given, command, actor, BEFORE) == expected


@pytest.mark.parametrize(("field", "value", "code", "named"), [
    ("person", "", "missing", "person"), ("person", "x" * 121, "too_long", "person"),
    ("person", "A\0B", "not_plain_text", "person"), ("function", "x" * 161, "too_long", "function"),
    ("access_needs", "x" * 501, "too_long", "access_needs"), ("gender", "x" * 41, "too_long", "gender"),
    ("email", "amina", "no_address", "email"), ("email", "a@b", "no_address", "email"),
    ("email", "a@b.org, c@d.org", "no_address", "email"),
    ("email", "a@b.org\nBcc: all@b.org", "not_plain_text", "email"),
    ("email", "<a@b.org>", "no_address", "email"), ("email", "ä@b.org", "no_address", "email"),
    ("email", "a@b..org", "no_address", "email"), ("email", "a@.org", "no_address", "email"),
    ("email", "x" * 250 + "@b.org", "too_long", "email"),
    ("languages", ("English",), "unknown_language", "languages"),
    ("languages", ("en", "fr", "es", "ar", "ru", "zh", "sw"), "too_many_of", "languages"),
])
@pytest.mark.parametrize("kind", ["register", "amend"])
def test_words_of_a_registration_that_are_refused(kind, field, value, code, named):
    command = registering(**{field: value}) if kind == "register" else asked.AmendMember(member="m1", **{field: value})

    assert refusal(HERE, command, KENYAN, BEFORE)[:2] == (Malformed, code)
    assert refusal(HERE, command, KENYAN, BEFORE)[2]["field"] == named


@pytest.mark.parametrize("email", ["amina@example.org", "a.b+c@mail.example.co.ke", "", None])
def test_addresses_that_are_taken(email):
    assert decide(OPEN, registering(email=email), KENYAN, BEFORE)[0].email == (email or None)
