"""What audiences are told when the office takes out of the meeting what some of them look at."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.errors import Unknown
from app.domain.events import DelegationRemoved, ProgrammeSet, Told
from app.live.audiences import Audience
from app.live.news import LATELY, News
from tests.factories import NOON, PROGRAMME, done, following, meeting
from tests.people import SECRETARIAT

SLUG = PROGRAMME.slug
CLOSING = Audience(SLUG, "room", list="9")
CHINA = Audience(SLUG, "delegate", delegation="CHN")
ROOM, KENYA = Audience(SLUG, "room"), Audience(SLUG, "delegate", delegation="KEN")
WITHOUT = replace(PROGRAMME, items=PROGRAMME.items[:-1])


def news_of(states, sent, now=lambda: NOON):
    """News of the last of these states; (event, audience) of what it tells goes to `sent`."""

    def load(_slug):
        return states[-1]

    return News(load, load, lambda event, audience, frame: sent.append((event, audience)), now)


@pytest.mark.parametrize(("gone", "taken_out"), [
    (CLOSING, ProgrammeSet(programme=WITHOUT)), (CHINA, DelegationRemoved(delegation="CHN")),
], ids=["list", "delegation"])
def test_others_are_told_when_what_an_audience_looks_at_is_taken_out(gone, taken_out):
    states, sent = [meeting()], []
    news = news_of(states, sent)
    for audience in (gone, ROOM, KENYA):
        news.join(audience)
    states.append(following(states[-1], done(taken_out, by=SECRETARIAT, command="set_programme")))
    news.tell(SLUG)
    sent.clear()

    states.append(following(states[-1], Told(words="Coffee is served")))
    news.tell(SLUG)
    news.beat(SLUG)

    assert sent == [(event, audience) for event in ("change", "beat") for audience in (ROOM, KENYA)]
    with pytest.raises(Unknown):
        news.join(gone)


def test_screens_of_long_ago_are_forgotten_however_few_they_are():
    states, now = [meeting()], [NOON]
    news = news_of(states, [], lambda: now[-1])
    first = news.join(ROOM)
    tags = [first.screen.tag]
    for number, pause in enumerate((timedelta(), LATELY / 2, LATELY)):
        now.append(now[-1] + pause)
        states.append(following(states[-1], Told(words=f"Notice {number}")))
        news.tell(SLUG)
        tags.append(news.join(ROOM).screen.tag)

    assert [news.join(ROOM).patch_from(tag) is not None for tag in tags[:-1]] == [False, False, True]


def test_another_log_with_the_same_version_is_told():
    """As after a restore that lost the last act, when another one has taken its place before anybody looked."""
    begun = meeting()
    states, sent = [following(begun, Told(words="Lost"))], []
    news = news_of(states, sent)
    for audience in (ROOM, KENYA):
        news.join(audience)
    news.tell(SLUG)
    states.append(following(begun, Told(words="Kept")))
    assert states[-1].version == states[0].version
    news.tell(SLUG)

    assert sent == [("change", ROOM), ("change", KENYA)]
    assert news.join(ROOM).screen.value["notice"]["words"] == "Kept"
    news.tell(SLUG)
    assert len(sent) == 2


def test_audience_whose_screen_cannot_be_built_is_not_told_and_the_others_are(monkeypatch, caplog):
    states, sent = [meeting()], []
    news = news_of(states, sent)
    for audience in (KENYA, CHINA, ROOM):
        news.join(audience)
    look = Audience.look

    def fail(audience, views):
        if audience in (ROOM, CHINA):
            raise OverflowError("date value out of range")
        return look(audience, views)

    monkeypatch.setattr(Audience, "look", fail)
    states.append(following(states[-1], Told(words="Coffee is served")))
    news.tell(SLUG)
    news.beat(SLUG)

    assert sent == [("change", KENYA), ("beat", KENYA)], "without a beat the others see that they are not live"
    assert caplog.text.count("audience cannot be told") == 2
