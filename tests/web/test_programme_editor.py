"""The editor of the programme: each form once good and once wrong, items moved, changes put in force or not."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from uuid import uuid4

import pytest

from app.domain.commands import Suspend, TakeUp
from app.importing.form import rows
from app.service import Request
from app.web.links import Link
from app.web.office.plan.copies import form_of, working_here
from tests.people import CHAIR
from tests.real_meeting import real_meeting
from tests.web.browsing import ORIGIN
from tests.web.editing import faults_of, fields_of, items_of, send
from tests.web.signing_in import Person

DEMO = "apmbc-im-2017"
PLAN = f"/office/meetings/{DEMO}/programme"
APRIL = datetime(2017, 4, 12, 8, tzinfo=UTC)


@pytest.fixture
def clerk(app, here):
    """Somebody in the secretariat of the real meeting of 2017, before it began."""
    here.service.create(DEMO, real_meeting(), uuid4(), APRIL, is_demo=False)
    person = Person(app)
    person.enter_with(here.links.token(Link(DEMO, "secretariat", 1)))
    return person


def programme(here):
    return here.service.load(DEMO).programme


def item(here, number):
    return next(each for each in programme(here).items if each.number == number)


def changes(clerk):
    """The rows of the page of changes, as (what, now, then)."""
    page = clerk.see(f"{PLAN}/changes").text
    rows_there = re.findall(r'<tr><th scope="row">(.*?)</th>\s*<td[^>]*>(.*?)</td><td>(.*?)</td>', page, re.S)
    return [tuple(unescape(re.sub("<[^>]+>", " ", cell)).replace("  ", " ").strip() for cell in row)
            for row in rows_there]  # fmt: skip


def put_in_force(clerk):
    return send(clerk, f"{PLAN}/changes")


def test_programme_in_force_is_shown_until_something_is_changed(app, clerk):
    page = clerk.see(PLAN)

    assert items_of(page)[:4] == [
        ("1", "10:00–10:15"), ("2", "10:15–12:00"), ("3", "12:00–13:00"), ("3 (cont'd)", "15:00–18:00"),
    ]
    assert "not in force yet" not in page.text
    with app.app_context():
        assert working_here(DEMO) is None


@pytest.mark.parametrize("page", ["facts", "rules", "sittings", "items/2", "items/3"])
def test_form_that_is_sent_as_it_is_changes_nothing(app, clerk, page):
    answer = send(clerk, f"{PLAN}/{page}")

    assert (answer.status_code, changes(clerk)) == (303, [])
    with app.app_context():
        assert working_here(DEMO) is None


def test_item_that_was_edited_is_in_force_only_when_it_is_put_in_force(clerk, here):
    before = item(here, "2")
    saved = send(clerk, f"{PLAN}/items/2", title="Victims", presiding="Norvège", default_limit_seconds="240")
    meanwhile = item(here, "2")
    told = changes(clerk)
    done = put_in_force(clerk)

    assert (saved.status_code, saved.headers["Location"]) == (303, f"{PLAN}?done=saved&moved=2")
    assert meanwhile == before
    assert told == [
        ("Item 2: Victims Title", "Matters related to the mandate of the Committee on Victim Assistance", "Victims"),
        ("Item 2: Victims Presiding", "COL", "NOR"),
        ("Item 2: Victims Limit", "180", "240"),
    ]
    assert done.headers["Location"] == f"{PLAN}?done=in_force"
    after = item(here, "2")
    assert (after.title, after.presiding, after.limit_s) == ("Victims", "NOR", 240)
    assert (after.parts, after.actions, after.panellists) == (before.parts, before.actions, before.panellists)


def test_faults_of_an_item_stand_at_their_fields(app, clerk):
    answer = send(
        clerk, f"{PLAN}/items/2", title="", presiding="Congo", end="09:00", default_limit_seconds="long",
        **{"parts-1-id": "2.1", "parts-2-invited": "KEN, XXX", "windows-0-opens": "2017-05-01T10:00",
           "windows-0-closes": "2017-04-01T10:00"},
    )

    assert answer.status_code == 422
    assert faults_of(answer) == {
        "title": "nothing is given; expected: a text",
        "presiding": '"Congo" is not a code; expected: capital letters, digits and hyphens, like KEN',
        "end": '"09:00" is not after the start, 10:15; expected: a later time',
        "default_limit_seconds": '"long" is not a number; expected: a whole number from 1 to 14400 seconds',
        "parts-1-id": '"2.1" is given a second time, first in line 1; expected: each part once',
        "parts-2-invited": '"XXX" is not among the delegations; expected: the code of a delegation',
        "windows-0-closes": "the list would close before it opens; expected: a later time",
    }
    with app.app_context():
        assert working_here(DEMO) is None


def test_item_is_added_with_parts_and_windows_and_removed_again(clerk, here):
    made = send(
        clerk, f"{PLAN}/new-item?sitting=d2-pm", f"{PLAN}/new-item?sitting=d2-pm", number="77", title="Any other",
        start="17:30", end="17:45", presiding="AUT",
        **{"parts-0-id": "77.1", "parts-0-title": "First", "parts-0-invited": "Kenya;ICRC"},
    )
    windowed = send(clerk, f"{PLAN}/items/77", **{"windows-0-opens": "2017-05-01T09:00"})
    put_in_force(clerk)
    added = item(here, "77")
    window = next(each for each in programme(here).windows if each.list == "77.1")
    send(clerk, f"{PLAN}/items/77", act="remove")
    put_in_force(clerk)

    assert (made.status_code, windowed.status_code) == (303, 303)
    assert ([part.invited for part in added.parts], window.opens_at) == (
        [("KEN", "ICRC")], datetime(2017, 5, 1, 7, tzinfo=UTC),
    )
    assert "77" not in [each.number for each in programme(here).items]
    assert "77.1" not in [each.list for each in programme(here).windows]


def test_number_that_is_there_already_is_refused(clerk):
    answer = send(clerk, f"{PLAN}/items/2", number="3")

    assert (answer.status_code, list(faults_of(answer))) == (422, ["number"])


def test_item_is_moved_down_and_up_and_the_hours_follow(app, clerk):
    send(clerk, f"{PLAN}/order", PLAN, move="down:2")
    down = items_of(clerk.see(PLAN))[:3]
    again = send(clerk, f"{PLAN}/order", PLAN, move="up:2")
    up = items_of(clerk.see(PLAN))[:3]

    assert down == [("1", "10:00–10:15"), ("3", "10:15–11:15"), ("2", "11:15–13:00")]
    assert up == [("1", "10:00–10:15"), ("2", "10:15–12:00"), ("3", "12:00–13:00")]
    assert again.headers["Location"] == f"{PLAN}?moved=2"
    with app.app_context():
        assert working_here(DEMO) is None, "it is as it was"


def test_item_is_put_where_the_pointer_leaves_it_and_too_much_is_said(clerk, here):
    send(clerk, f"{PLAN}/order", PLAN, number="4", sitting="d1-am", before="3")
    page = clerk.see(PLAN)
    refused = clerk.client.post(
        f"{PLAN}/changes", data=fields_of(page.text), headers={"Origin": ORIGIN}
    )

    assert items_of(page)[:4] == [
        ("1", "10:00–10:15"), ("2", "10:15–12:00"), ("4", "12:00–12:40"), ("3", "12:40–13:40"),
    ]
    assert "the item ends after its session" in page.text
    assert refused.status_code == 422
    assert item(here, "4").sitting != "d1-am"


@pytest.mark.parametrize("fields", [{"move": "up:99"}, {"number": "2", "sitting": "nowhere"}, {}])
def test_move_of_what_is_not_there_is_refused(clerk, fields):
    assert send(clerk, f"{PLAN}/order", PLAN, **fields).status_code in (404, 422)


def test_facts_are_changed_and_another_first_day_moves_everything(clerk, here):
    before = programme(here)
    answer = send(
        clerk, f"{PLAN}/facts", title="Meetings of 2018", first_day="2018-06-07", venue="Palais",
        official_languages=["en", "fr", "ar"], public="",
    )
    put_in_force(clerk)
    after = programme(here)

    assert answer.status_code == 303
    assert (after.title, after.venue, after.is_public) == ("Meetings of 2018", "Palais", False)
    assert set(after.languages) == {"ar", "en", "fr"}
    assert [new.starts_at - old.starts_at for old, new in zip(before.items, after.items, strict=True)] == [
        timedelta(days=364)
    ] * len(before.items)


def test_faults_of_facts_stand_at_their_fields(clerk):
    answer = send(
        clerk, f"{PLAN}/facts", title="", first_day="soon", timezone="Mars/Olympus", official_languages=["fr"],
    )

    assert answer.status_code == 422
    assert faults_of(answer).keys() == {"title", "first_day", "timezone", "working_language"}


def test_rules_are_changed_and_those_of_a_body_are_taken(clerk, here):
    send(clerk, f"{PLAN}/rules", change_seconds="20", **{
        "time_limits_seconds-ngo": "90", "right_of_reply-max_per_delegation": "1",
        "right_of_reply-limits_seconds": "60",
    })
    put_in_force(clerk)
    own = programme(here)
    send(clerk, f"{PLAN}/rules", pack="unga-plenary")
    put_in_force(clerk)
    body = programme(here)

    assert (own.change_s, own.limits_s["ngo"], own.reply.limits_s) == (20, 90, (60,))
    assert (own.pack, body.pack) == (None, "unga-plenary")
    assert body.policy != own.policy


def test_faults_of_rules_stand_at_their_fields(clerk):
    answer = send(clerk, f"{PLAN}/rules", warning_seconds="601", pack="nobody", **{"time_limits_seconds-ngo": "0"})

    assert answer.status_code == 422
    assert faults_of(answer).keys() == {"warning_seconds", "pack", "time_limits_seconds-ngo"}


def test_sitting_is_added_and_the_days_follow(clerk, here):
    fields = fields_of(clerk.see(f"{PLAN}/sittings").text)
    new = max(int(name.split("-")[1]) for name in fields if name.startswith("sessions-")) - 1
    answer = send(clerk, f"{PLAN}/sittings", **{
        f"sessions-{new}-date": "2017-06-10", f"sessions-{new}-start": "10:00", f"sessions-{new}-end": "13:00",
    })
    put_in_force(clerk)

    assert answer.status_code == 303
    added = programme(here).sittings[-1]
    assert (added.id, added.starts_at) == ("2017-06-10-1", datetime(2017, 6, 10, 8, tzinfo=UTC))


def test_sittings_that_overlap_are_refused_at_their_row(clerk):
    answer = send(clerk, f"{PLAN}/sittings", **{"sessions-1-start": "12:00", "sessions-2-end": "soon"})

    assert answer.status_code == 422
    assert faults_of(answer) == {
        "sessions-1-start": 'the session overlaps "d1-am"; expected: sessions one after the other',
        "sessions-2-end": '"soon" is not a time of day; expected: HH:MM',
    }


def test_changes_are_discarded(app, clerk, here):
    send(clerk, f"{PLAN}/items/2", title="Other")
    answer = send(clerk, f"{PLAN}/discard", PLAN)

    assert answer.headers["Location"] == f"{PLAN}?done=discarded"
    with app.app_context():
        assert working_here(DEMO) is None


def test_running_meeting_is_said_to_run_and_its_list_with_speakers_stays(clerk, here):
    perform(here, TakeUp(list="2.1"))
    send(clerk, f"{PLAN}/items/2", act="remove")
    page = clerk.see(f"{PLAN}/changes")
    refused = put_in_force(clerk)

    assert "The meeting is in session." in page.text
    assert (refused.status_code, faults_of(refused)[""]) == (
        409, "There are speakers on list 2.1. It cannot be taken out of the programme.",
    )
    assert item(here, "2").number == "2"


def perform(here, command):
    here.service.perform(Request(DEMO, CHAIR, "1", uuid4(), command, b""), here.now())


def test_programme_that_somebody_else_changed_meanwhile_is_looked_at_once_more(clerk, here):
    send(clerk, f"{PLAN}/items/2", title="Ours")
    seen = fields_of(clerk.see(f"{PLAN}/changes").text)
    working = form_in(clerk)
    put_in_force(clerk)
    send(clerk, f"{PLAN}/items/3", title="Theirs")

    late = clerk.client.post(f"{PLAN}/changes", data=seen, headers={"Origin": ORIGIN})

    assert working["2"] == "Ours"
    assert late.status_code == 409
    assert "Something has changed in the meeting meanwhile." in late.text
    assert item(here, "3").title != "Theirs"
    assert put_in_force(clerk).status_code == 303
    assert item(here, "3").title == "Theirs"


def test_list_that_goes_on_meanwhile_is_no_reason_to_look_again(clerk, here):
    perform(here, TakeUp(list="1"))
    send(clerk, f"{PLAN}/items/9", title="Ours")
    seen = fields_of(clerk.see(f"{PLAN}/changes").text)
    perform(here, Suspend())

    late = clerk.client.post(f"{PLAN}/changes", data=seen, headers={"Origin": ORIGIN})

    assert (late.status_code, item(here, "9").title) == (303, "Ours")


def form_in(clerk):
    """The items of the page, by number, by their titles."""
    return dict(re.findall(r'data-item="([^"]+)".*?/items/[^"]+">([^<]+)</a>', clerk.see(PLAN).text, re.S))


def test_form_of_the_meeting_has_no_speakers(here, clerk):
    assert [each for each in rows(form_of(here.service.load(DEMO)), "items") if "seed_speakers" in each] == []


@pytest.mark.parametrize("page", ["", "/facts", "/rules", "/sittings", "/items/2", "/changes"])
def test_only_the_secretariat_enters(app, here, clerk, page):
    stranger = Person(app)
    stranger.enter_with(here.links.token(Link(DEMO, "chair", 1)))

    assert stranger.see(f"{PLAN}{page}").status_code == 302
