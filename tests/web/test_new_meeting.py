"""A new meeting in the office: from nothing, from a file, from another meeting; created only when it is whole."""

import io
import re
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from app.store.accounts import Right
from app.web.office.plan.making import guessed_slug
from tests.conftest import SLUG
from tests.real_meeting import real_meeting
from tests.web.browsing import ORIGIN
from tests.web.editing import faults_of, items_of, send
from tests.web.signing_in import Person, made

DEMO = "apmbc-im-2017"
PROGRAMME = Path(__file__).parents[2] / "app" / "demo" / "programme.yaml"
NEW = "/office/new"


@pytest.fixture
def office(app, here):
    person = Person(app)
    made(here, person, Right("*", "office"))
    person.sign_in()
    return person


@pytest.fixture
def demo(here):
    here.service.create(DEMO, real_meeting(), uuid4(), datetime(2017, 4, 12, 8, tzinfo=UTC), is_demo=False)


def from_nothing(office, **typed):
    return send(office, NEW, **{
        "way": "nothing", "title": "Réunion d’été", "slug": "", "first_day": "2027-06-08", "last_day": "2027-06-09",
        "official_languages": ["fr", "en"], "working_language": "fr", **typed,
    })


def plan_of(slug):
    return f"/office/meetings/{slug}/programme"


def from_file(office, content, **typed):
    return send(office, NEW, way="file", file=(io.BytesIO(content), "programme.yaml"), **{"file_slug": "", **typed})


def test_meeting_is_made_from_nothing_with_the_delegations_that_it_names(office, here):
    begun = from_nothing(office)
    plan = begun.headers["Location"]
    too_early = office.see(f"{plan}/changes").text
    send(office, f"{plan}/new-item?sitting=d1-am", f"{plan}/new-item?sitting=d1-am", title="Ouverture",
         presiding="Norvège", end="11:00")  # fmt: skip
    before = here.service.slugs()
    created = send(office, f"{plan}/changes")

    assert plan == plan_of("reunion-d-ete")
    assert "Create the meeting" not in too_early
    assert before == [SLUG]
    assert created.headers["Location"] == f"{plan}?done=made"
    meeting = here.service.load("reunion-d-ete")
    assert list(meeting.delegations) == ["NOR"]
    assert [each.starts_at.isoformat() for each in meeting.programme.sittings] == [
        "2027-06-08T08:00:00+00:00", "2027-06-08T13:00:00+00:00",
        "2027-06-09T08:00:00+00:00", "2027-06-09T13:00:00+00:00",
    ]
    assert [(each.title, each.presiding) for each in meeting.programme.items] == [("Ouverture", "NOR")]
    assert "not in force" not in office.see(plan).text


def test_faults_of_a_new_meeting_stand_at_their_fields(office):
    answer = from_nothing(
        office, title="", slug="Very Bad", first_day="2027-06-08", last_day="2027-06-07", timezone="Mars",
        working_language="ru",
    )

    assert answer.status_code == 422
    assert faults_of(answer).keys() == {"title", "slug", "last_day", "timezone", "working_language"}


@pytest.mark.parametrize("slug", [SLUG, "office"])
def test_address_that_is_taken_is_refused_at_its_field(office, slug):
    answer = from_nothing(office, slug=slug)

    assert (answer.status_code, list(faults_of(answer))) == (422, ["slug"])


def test_address_of_a_meeting_that_somebody_is_making_is_taken(office):
    from_nothing(office)

    assert list(faults_of(from_nothing(office))) == ["slug"]


def test_meeting_is_made_from_its_file_with_those_who_have_asked(office, here):
    begun = from_file(office, PROGRAMME.read_bytes())
    created = send(office, f"{begun.headers['Location']}/changes")

    assert begun.headers["Location"] == plan_of(DEMO)
    assert created.status_code == 303
    meeting = here.service.load(DEMO)
    assert (len(meeting.interventions), len(meeting.delegations)) == (78, 72)


def test_findings_of_a_faulty_file_are_listed(office):
    answer = from_file(office, PROGRAMME.read_bytes().replace(b"d1-am, start", b"d9, start", 1)[:5000])
    workbook = from_file(office, b"PK\x03\x04 no workbook at all")

    assert (answer.status_code, workbook.status_code) == (422, 422)
    assert re.findall(r"<li>(programme.yaml[^<]*)</li>", answer.text)
    assert "is not a workbook" in workbook.text


def test_code_that_nobody_knows_is_a_problem_and_no_meeting(office, here):
    begun = from_file(office, PROGRAMME.read_bytes().replace(b"code: HRV", b"code: XYZ"))
    plan = begun.headers["Location"]
    refused = send(office, f"{plan}/changes", plan)

    assert begun.status_code == 303
    assert "&#34;XYZ&#34; is not among the delegations" in office.see(plan).text
    assert (refused.status_code, here.service.slugs()) == (422, [SLUG])


def test_no_file_is_said_at_its_field(office):
    assert faults_of(send(office, NEW, way="file", file_slug="")) == {"file": "Choose a file."}


def test_file_that_is_too_large_is_refused(office):
    answer = office.client.post(
        NEW, data=b"x" * (6 * 1024 * 1024), content_type="multipart/form-data; boundary=b", headers={"Origin": ORIGIN},
    )

    assert answer.status_code == 413


def test_next_meeting_is_copied_without_speakers_on_its_own_days(office, demo, here):
    begun = send(office, NEW, way="copy", of=DEMO, copy_day="2028-06-08", copy_title="", copy_slug="next")
    send(office, f"{plan_of('next')}/changes", whom="all")
    old, new = here.service.load(DEMO), here.service.load("next")

    assert begun.headers["Location"] == plan_of("next")
    assert new.interventions == {}
    assert len(new.delegations) == len(old.delegations)
    assert [each.starts_at.date() for each in new.programme.items[:1]] == [date(2028, 6, 8)]
    assert [each.title for each in new.programme.items] == [each.title for each in old.programme.items]


def test_faults_of_a_copy_stand_at_their_fields(office, demo):
    answer = send(office, NEW, way="copy", of=DEMO, copy_day="", copy_title="", copy_slug="")

    assert faults_of(answer) == {"copy_day": "Give the first day."}


def test_meeting_that_does_not_exist_is_worked_at_by_who_makes_meetings_alone(app, office, here):
    plan = from_nothing(office).headers["Location"]
    clerk = Person(app, "ben")
    made(here, clerk, Right(SLUG, "secretariat"))
    clerk.sign_in()
    stranger = Person(app)

    assert (clerk.see(NEW).status_code, clerk.see(plan).status_code) == (403, 403)
    assert (stranger.see(NEW).status_code, stranger.see(plan).status_code) == (302, 302)


def test_meeting_that_does_not_exist_is_given_up(office):
    plan = from_nothing(office).headers["Location"]
    shown = office.see(NEW).text
    gone = send(office, f"{plan}/discard", plan)

    assert f'href="{plan}"' in shown
    assert f'href="{plan}"' not in office.see(NEW).text
    assert (gone.status_code, office.see(plan).status_code) == (303, 404)


def test_items_of_a_new_meeting_follow_one_another(office):
    plan = from_nothing(office).headers["Location"]
    for end in ("11:00", "12:00"):
        send(office, f"{plan}/new-item?sitting=d1-am", f"{plan}/new-item?sitting=d1-am", title="Point",
             presiding="NOR", end=end)  # fmt: skip

    assert items_of(office.see(plan)) == [("1", "10:00–11:00"), ("2", "11:00–12:00")]


@pytest.mark.parametrize(("title", "slug"), [
    ("Réunion d’été 2027", "reunion-d-ete-2027"), ("会议", ""), ("A" * 80, "a" * 60),
])
def test_address_is_guessed_from_the_title(title, slug):
    assert guessed_slug(title) == slug
