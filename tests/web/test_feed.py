"""The feed of a meeting over HTTP."""

from dataclasses import replace
from uuid import uuid4

import pytest

from app.web.feed import SENTENCES, sentence
from app.web.phrases import CODES
from tests.conftest import SLUG, Program
from tests.factories import INVITATION, PROGRAMME, beginnings

MOTIONS = [None, *(code.removeprefix("motion.") for code in CODES if code.startswith("motion."))]
FEED = f"/api/v1/meetings/{SLUG}/feed.json"


@pytest.fixture
def sitting(chair):
    """Croatia has spoken, the list is closed."""
    for command, fields in (
        ("take_up", {"item": "2"}), ("call", {"intervention": "i1", "ending": None}),
        ("start_clock", {"intervention": "i1"}), ("end_speech", {"intervention": "i1"}),
        ("open_list", {"list": "2.1"}), ("close_list", {"list": "2.1"}),
    ):
        assert chair.post(command, **fields).status_code == 200, command


def said(answer):
    return [each["content_text"] for each in answer.json["items"]]


def test_anybody_reads_what_has_happened(app, sitting):
    answer = app.test_client().get(FEED)

    assert (answer.status_code, answer.content_type) == (200, "application/feed+json")
    assert said(answer) == [
        "The list of item 2, Victim Assistance, was closed.",
        "Croatia has spoken on item 2, Victim Assistance (minutes: 1).",
        "Item 2 was taken up: Victim Assistance.",
    ]
    assert answer.json["home_page_url"] == f"http://127.0.0.1:5000/{SLUG}"


def test_feed_that_is_known_is_not_sent_again_until_something_happens(app, chair, sitting):
    client = app.test_client()
    tag = client.get(FEED).headers["ETag"]

    chair.post("tell", words="Coffee")
    known = client.get(FEED, headers={"If-None-Match": tag})
    chair.post("undo", version=chair.screen("chair")["undo"]["version"])
    chair.post("undo", version=chair.screen("chair")["undo"]["version"])
    changed = client.get(FEED, headers={"If-None-Match": tag})

    assert (known.status_code, known.data) == (304, b"")
    assert (changed.status_code, len(said(changed))) == (200, 2)


@pytest.mark.parametrize(("query", "language"), [("", "en"), ("?lang=fr", "fr"), ("?lang=xx", "en")])
def test_feed_is_in_the_language_that_is_asked_for(app, query, language):
    answer = app.test_client().get(FEED + query, headers={"Accept-Language": "ar"})

    assert answer.json["language"] == language


def test_closed_meeting_has_a_feed_for_its_links_only(app, here):
    programme = replace(PROGRAMME, slug="closed-2017", is_public=False)
    here.service.create("closed-2017", list(beginnings(programme)), uuid4(), INVITATION, is_demo=False)
    address = "/api/v1/meetings/closed-2017/feed.json"
    from_elsewhere = Program(app.test_client(), "x", "closed-2017")

    assert app.test_client().get(address).status_code == 401
    assert from_elsewhere.get("/feed.json").status_code == 401
    assert app.test_client().get("/api/v1/meetings/gone-2016/feed.json").status_code == 404


@pytest.mark.parametrize("code", SENTENCES)
def test_every_happening_has_a_sentence_whose_gaps_are_filled(app, code):
    params = {"name": "Kenya", "item": "4", "item_title": "Cooperation", "list": "4", "minutes": 3}
    with app.test_request_context():
        words = [sentence(code, {**params, "motion": motion}) for motion in MOTIONS]

    assert all("%(" not in each and each.endswith(".") for each in words)
