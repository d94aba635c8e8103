"""The feed of what has happened: what everybody has seen, once each, and nothing that was taken back."""

from app.domain.decide import Act
from app.domain.events import (
    Called,
    ClockStarted,
    ListClosed,
    MotionMoved,
    OrderHeard,
    OrderRaised,
    Redone,
    Ruled,
    SpeechEnded,
    TakenUp,
    Undone,
    VoteRecorded,
)
from app.reports.feed import MOST_ENTRIES, Happening, happenings, json_feed
from tests.factories import done as was_done
from tests.factories import following, inscribed, later, meeting, opened
from tests.people import CHAIR, KENYA, NORWAY

COOPERATION = {"item": "4", "item_title": "Cooperation", "list": "4"}


def log(*done):
    """The acts by which all that was done came into the log, from version 100 on."""
    version, acts = 100, []
    for each in done:
        version += len(each.events)
        acts.append(Act(
            version=version, at=each.at, command=each.command, actor=CHAIR, seat="", events=each.events,
        ))
    return acts


def taken_up(at=0):
    return was_done(TakenUp(list="4"), at=later(at), command="take_up")


def spoken(intervention, begun, spoken_s):
    return (
        was_done(Called(intervention=intervention, limit_s=180), at=later(begun)),
        was_done(ClockStarted(intervention=intervention), at=later(begun)),
        was_done(SpeechEnded(intervention=intervention, spoken_s=spoken_s), at=later(begun + spoken_s)),
    )


def test_interventions_given_are_told_newest_first_and_others_not():
    given = meeting(
        *opened("4"), inscribed(KENYA, "i1", speaker="Ms Canary"), inscribed(NORWAY, "i2"), taken_up(),
        *spoken("i1", 10, 170),
    )

    assert happenings(given, log(taken_up())) == [
        Happening("intervention-i1", later(180), "statement_given", {**COOPERATION, "name": "Kenya", "minutes": 3}),
        Happening("event-101", later(0), "item_taken_up", COOPERATION),
    ]


def test_list_that_was_closed_is_told():
    closed = was_done(ListClosed(list="4"), at=later(60))

    assert happenings(following(meeting(*opened("4")), closed), log(closed)) == [
        Happening("event-101", later(60), "list_closed", COOPERATION),
    ]


def test_what_was_taken_back_is_not_told_until_it_is_done_again():
    undone, redone = was_done(Undone(version=101), at=later(5)), was_done(Redone(version=101), at=later(6))

    assert happenings(meeting(), log(taken_up(), undone)) == []
    assert [each.code for each in happenings(meeting(), log(taken_up(), undone, redone))] == ["item_taken_up"]


def test_rulings_and_motions_are_told_without_the_words_of_the_chair():
    given = meeting(
        was_done(OrderRaised(order="o1", delegation="KEN")), was_done(OrderHeard(order="o1")),
        was_done(Ruled(order="o1", ruling="dismissed", words="Canary"), at=later(30)),
        was_done(MotionMoved(order="o2", delegation="NOR", motion="close_debate")),
        was_done(VoteRecorded(order="o2", in_favour=5, against=2, abstaining=0), at=later(60)),
        was_done(OrderRaised(order="o3", delegation="KEN")),
    )

    assert happenings(given, ()) == [
        Happening("order-o2", later(60), "motion_carried", {"name": "Norway", "motion": "close_debate"}),
        Happening("order-o1", later(30), "order_dismissed", {"name": "Kenya", "motion": None}),
    ]


def test_feed_has_the_form_of_json_feed_and_holds_the_latest_only():
    acts = log(*(taken_up(number) for number in range(MOST_ENTRIES + 5)))
    addresses = "http://here/small-2017", "http://here/feed.json"

    feed = json_feed(meeting(), acts, *addresses, "en", lambda code, params: code)

    assert {name: each for name, each in feed.items() if name != "items"} == {
        "version": "https://jsonfeed.org/version/1.1", "title": "Small Meetings of the Convention",
        "home_page_url": "http://here/small-2017", "feed_url": "http://here/feed.json", "language": "en",
    }
    assert len(feed["items"]) == len({each["id"] for each in feed["items"]}) == MOST_ENTRIES
    assert feed["items"][0] == {
        "id": "http://here/small-2017#event-305", "url": "http://here/small-2017", "content_text": "item_taken_up",
        "date_published": "2017-06-08T10:03:24.000Z", "tags": ["item_taken_up"],
    }
