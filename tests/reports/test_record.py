"""The record of an item: the demo as its programme file says, in the order of delivery; and all ways to contribute."""

from datetime import timedelta

import pytest
import yaml

from app.demo import PROGRAMME
from app.domain.commands import ConvertWritten, Inscribe, MarkAbsent, Refuse, Withdraw
from app.domain.errors import Unknown
from app.domain.meeting import Meeting
from app.reports.record import ItemRecord, record_of, records_of
from tests.factories import IMPORT, INVITATION, NOON, inscribed, meeting
from tests.people import (
    ANGOLA,
    CAMPAIGN,
    COLOMBIA,
    CROATIA,
    ECUADOR,
    EUROPE,
    HALO,
    KENYA,
    NORWAY,
    PERU,
    SECRETARIAT,
    acting_for,
)
from tests.real_meeting import real_meeting
from tests.reports.running import SPEECH_S, Room

AGENDA = {item["number"]: item for item in yaml.safe_load(PROGRAMME.read_text())["items"]}
SEEDED = {number: item["seed_speakers"] for number, item in AGENDA.items()}
KINDS = {"presiding": "presiding", "invited": "update", "open_floor": "view"}


def demo() -> Room:
    room = Room(INVITATION)
    room.bring(real_meeting(), "import", IMPORT)
    room.now = room.meeting.programme.items[0].starts_at
    return room


def small(*events) -> Room:
    return Room(NOON, meeting(*events))


def in_groups(record: ItemRecord) -> list[tuple[str, str | None, tuple[str, ...]]]:
    return [(group.kind, group.part, group.delegations) for group in record.groups]


def seeded_groups(number: str) -> list[tuple[str, str | None, tuple[str, ...]]]:
    """The groups of an item as the programme file has them: by part, in its order; a part without seeds has none."""
    seeds, parts = SEEDED[number], AGENDA[number]["parts"]
    by_part = {part["id"]: tuple(each["code"] for each in seeds if each["part"] == part["id"]) for part in parts}
    return [(KINDS[part["kind"]], part["id"], by_part[part["id"]]) for part in parts if by_part[part["id"]]]


def in_order_of(heard: list[str], meeting: Meeting, part: str) -> tuple[str, ...]:
    called = [meeting.interventions[each] for each in heard]
    return tuple(each.delegation for each in called if each.part == part)


def unordered(groups: list[tuple[str, str | None, tuple[str, ...]]]) -> list[tuple[str, str | None, list[str]]]:
    return [(kind, part, sorted(delegations)) for kind, part, delegations in groups]


def test_record_of_item_2_is_that_of_the_programme_file_when_its_order_is_kept():
    room = demo()
    by_code = {each.delegation: each.id for each in room.meeting.on_list("2.1")}

    for seed in SEEDED["2"]:
        room.hears(by_code[seed["code"]])

    record = record_of(room.meeting, "2")
    assert in_groups(record) == seeded_groups("2")
    assert [len(delegations) for _, _, delegations in in_groups(record)] == [5, 12]
    assert not record.is_provisional


def test_record_of_item_2_follows_the_order_of_its_list():
    room = demo()

    heard = room.hears_all("2.1")

    found = in_groups(record_of(room.meeting, "2"))
    assert unordered(found) == unordered(seeded_groups("2"))
    assert [delegations for _, _, delegations in found] == [
        in_order_of(heard, room.meeting, part) for part in ("2.2", "2.3")
    ]
    assert found[1][2][:2] == ("EU", "CHL")  # who speaks for a group goes first, as the rules of the meeting say


@pytest.mark.parametrize("seed", range(5))
def test_record_of_item_2_follows_the_order_of_delivery_when_the_desk_moves_people(seed):
    room = demo()
    room.shuffles("2.1", seed)

    heard = room.hears_all("2.1")

    found = in_groups(record_of(room.meeting, "2"))
    planned = seeded_groups("2")
    assert found == [(kind, part, in_order_of(heard, room.meeting, part)) for kind, part, _ in planned]
    assert unordered(found) == unordered(planned)
    assert found != planned


def test_record_of_every_item_of_the_demo_names_all_its_speakers_once():
    room = demo()
    for list_id in room.meeting.plans:
        room.hears_all(list_id)

    records = records_of(room.meeting)

    named = {
        each.number: sorted(code for group in each.groups for code in group.delegations) for each in records
    }
    assert named == {number: sorted(each["code"] for each in seeds) for number, seeds in SEEDED.items()}
    assert [each.number for each in records] == [item.number for item in room.meeting.programme.items]
    assert not any(each.is_provisional for each in records)


def test_record_of_the_opening_and_of_the_panel_say_who_did_what():
    room = demo()
    room.hears_all("1")
    room.hears_all("6")

    opening, panel = record_of(room.meeting, "1"), record_of(room.meeting, "6")

    assert in_groups(opening) == [("presiding", None, ("AUT",)), ("address", None, ("GICHD",))]
    assert [each.speaker for group in opening.groups for each in group.contributions] == [
        None, "Ambassador Stefano Toscano",
    ]
    assert in_groups(panel) == [("panel", None, ("HALO", "MAG", "NPA", "DDG")), ("view", None, ("CHE", "AGO"))]
    assert [group.is_further for group in panel.groups] == [False, True]


def test_continued_item_has_a_record_of_its_own_with_comments_behind_each_presentation():
    room = demo()
    for list_id in ("3.1", "3.3", "3.4", "3.5"):
        room.hears_all(list_id)

    continued = record_of(room.meeting, "3 (cont'd)")

    assert in_groups(continued) == [
        ("presentation", "3.4", ("AGO",)), ("comment", "3.4", ("ICBL-CMC", "HALO")),
        ("presentation", "3.5", ("ECU",)), ("comment", "3.5", ("ICBL-CMC",)),
    ]
    assert [group.on_delegation for group in continued.groups] == [None, "AGO", None, "ECU"]
    assert [group.title for group in continued.groups][:2] == ["Request of Angola", "Request of Angola"]
    assert continued.is_provisional
    assert in_groups(record_of(room.meeting, "3")) == [
        ("update", "3.2", ("DZA",)), ("presentation", "3.3", ("MOZ",)), ("comment", "3.3", ("IRL", "ICBL-CMC")),
    ]


def test_reply_names_whom_it_answers_and_a_written_submission_is_told_apart():
    room = demo()
    room.hears_all("3.9")
    room.hears_all("5")

    updates, compliance = record_of(room.meeting, "3 (cont'd 2)"), record_of(room.meeting, "5")

    replies = [each for group in updates.groups if group.kind == "reply" for each in group.contributions]
    assert [(each.delegation, each.answers) for each in replies] == [("ARG", "GBR")]
    assert in_groups(compliance) == [("view", None, ("SDN", "SSD", "ICBL-CMC")), ("written", None, ("YEM",))]
    assert [each.is_converted for each in compliance.groups[1].contributions] == [False]


def test_who_gave_nothing_is_in_no_group():
    everybody = (KENYA, NORWAY, COLOMBIA, CROATIA, PERU)
    room = small(*(inscribed(each, f"i{number}") for number, each in enumerate(everybody, 1)))
    room.does(MarkAbsent(intervention="i1"))
    room.does(Withdraw(intervention="i2"), acting_for(NORWAY))
    room.does(Refuse(intervention="i3", reason="not accredited"))
    room.does(ConvertWritten(intervention="i4"))

    before = record_of(room.meeting, "4")
    room.hears("i5")

    assert in_groups(before) == [("written", None, ("HRV",))]
    assert before.is_provisional
    assert [each.is_converted for each in before.groups[0].contributions] == [True]
    assert in_groups(record_of(room.meeting, "4")) == [("view", None, ("PER",)), ("written", None, ("HRV",))]
    assert not record_of(room.meeting, "4").is_provisional


def test_contribution_tells_what_was_published_for_whom_and_how_long():
    room = small(
        inscribed(EUROPE, "i1", "2.1", part="2.3", intervention_kind="on_behalf",
                  on_behalf_of="European Union and its member States", speaker="Ms. Example"),
        inscribed(KENYA, "i2", "2.1", part="2.3"),
    )
    room.hears_all("2.1")

    record = record_of(room.meeting, "2", published={"i2": "/documents/7"})

    europe, kenya = record.groups[0].contributions
    assert [(each.is_published, each.spoken_s, each.limit_s) for each in (europe, kenya)] == [
        (False, SPEECH_S, 300), (True, SPEECH_S, 180),
    ]
    assert (europe.category, europe.on_behalf_of, europe.speaker) == (
        "group", "European Union and its member States", "Ms. Example",
    )
    assert (record.statements, record.spoken_s) == (2, 2 * SPEECH_S)
    assert (record.first_at, record.last_at) == (europe.at, kenya.at)
    assert kenya.at - europe.at == timedelta(seconds=SPEECH_S + 25)


def test_several_presentations_of_a_list_stand_in_the_order_of_delivery_each_with_its_comments():
    room = small(
        inscribed(ANGOLA, "i1", "3.4", part="3.4"), inscribed(ECUADOR, "i2", "3.4", part="3.4"),
        inscribed(HALO, "i3", "3.4", part="3.4", intervention_kind="comment", in_reply_to="i1"),
        inscribed(CAMPAIGN, "i4", "3.4", part="3.4", intervention_kind="comment", in_reply_to="i2"),
        inscribed(KENYA, "i5", "3.4", part="3.4", intervention_kind="comment", in_reply_to="i1",
                  delivery="written"),
    )
    for each in ("i2", "i4", "i1", "i3"):
        room.hears(each)

    groups = record_of(room.meeting, "3.4").groups

    assert [(group.key, group.delegations) for group in groups] == [
        ("presentation:i2", ("ECU",)), ("comment:i2", ("ICBL",)), ("presentation:i1", ("AGO",)),
        ("comment:i1", ("HALO",)), ("written:3.4", ("KEN",)),
    ]
    assert groups[-1].title == "Request of Angola"


def test_comment_where_nothing_is_presented_stands_behind_the_statements():
    room = small(
        inscribed(KENYA, "i1"), inscribed(NORWAY, "i2", intervention_kind="comment", in_reply_to="i1"),
        inscribed(PERU, "i3"), inscribed(CROATIA, "i4", intervention_kind="reply", in_reply_to="i1"),
    )

    room.hears_all("4")

    assert [(group.key, group.delegations) for group in record_of(room.meeting, "4").groups] == [
        ("view:4", ("KEN", "PER")), ("comment:i1", ("NOR",)), ("reply:4", ("HRV",)),
    ]


def test_committee_presents_first_whoever_of_it_speaks():
    room = small(inscribed(KENYA, "i1", "2.1", part="2.3"), inscribed(PERU, "i2", "2.1", part="2.1"))
    room.does(Inscribe(list="2.1", delegation="COL", role="president"), SECRETARIAT)

    room.hears_all("2.1")

    assert in_groups(record_of(room.meeting, "2")) == [
        ("presiding", "2.1", ("COL", "PER")), ("view", "2.3", ("KEN",)),
    ]


def test_record_of_a_list_has_its_groups_alone():
    room = demo()
    room.hears_all("3.4")
    room.hears_all("3.5")

    assert in_groups(record_of(room.meeting, "3.5")) == [
        ("presentation", "3.5", ("ECU",)), ("comment", "3.5", ("ICBL-CMC",)),
    ]


def test_unknown_item_has_no_record():
    with pytest.raises(Unknown) as refused:
        record_of(meeting(), "77")

    assert (refused.value.code, refused.value.params) == ("unknown_item", {"item": "77"})
