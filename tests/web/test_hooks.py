"""Webhooks from the form of the office to the program that is called: what it is told, and that nothing is lost."""

import json
import re
import threading
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import jsonschema_rs
import pytest

from app.domain.events import Resumed
from app.domain.facts import TOLD, Fact, facts
from app.post.courier import Courier
from app.post.hooks import Hooks
from app.post.webhooks import signature
from app.store.outbox import letters
from app.timing import utcnow
from app.web.here import at_once
from app.web.hook_secrets import hook_secret
from app.web.webhook_shapes import SHAPES
from tests.conftest import SLUG
from tests.post.test_webhooks import receiver, status
from tests.web.browsing import ORIGIN, Browser
from tests.web.test_statements import sent

HOOKS = f"/office/meetings/{SLUG}/hooks"
URL = "https://hooks.example.org/rostrum"


@pytest.fixture
def office(app):
    browser = Browser(app)
    browser.enter("secretariat")
    return browser


def post(browser, path=HOOKS, **fields):
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.client.get(HOOKS).text)[1]
    return browser.client.post(path, data={"csrf_token": token, **fields}, headers={"Origin": ORIGIN})


@pytest.fixture
def hooks(service):
    return Hooks(service.writer, SLUG)


@pytest.fixture
def told(hooks):
    """The bodies of all that is to be told, the eldest first."""
    return lambda: [json.loads(each.letter.body) for each in reversed(hooks.deliveries())]


def speak(chair, norway):
    """Norway hands in a text, is called and heard: by the end the text is published."""
    assert sent(norway).status_code == 200
    for command, fields in (
        ("take_up", {"list": "4"}), ("call", {"intervention": "i3", "ending": None}),
        ("start_clock", {"intervention": "i3"}), ("end_speech", {"intervention": "i3"}),
    ):
        assert chair.post(command, **fields).status_code == 200, command


def signed(got, secret):
    """Whether each request was signed by this secret."""
    return [
        headers["Rostrum-Signature"] == signature(secret, int(headers["Rostrum-Timestamp"]), body)
        for _, headers, body in got
    ]


@pytest.fixture
def courier(service, here):
    """A courier whose clock the test moves: `courier(now)` goes one round then."""
    clock = [utcnow()]
    going = Courier(
        service.writer, partial(hook_secret, here.settings.secret_key), lambda: clock[0], may_loopback=True,
        timeout_s=5,
    )

    def go(now: datetime) -> int:
        clock[0] = now
        return going.round(at_once)

    return go


def test_program_is_told_until_it_answers_and_can_verify_who_calls(hooks, here, chair, norway, courier):
    def third_time(handler, count):
        status(200 if count > 2 else 500)(handler, count)

    with receiver(third_time) as (port, got):
        made = hooks.add(f"http://127.0.0.1:{port}/hook", ["call"], True, utcnow())
        speak(chair, norway)
        now = utcnow()
        rounds = [courier(now + timedelta(minutes=minute)) for minute in (0, 0.5, 1.1, 6.2, 500)]

    (kept,) = hooks.deliveries()
    assert rounds == [1, 0, 1, 1, 0]
    assert (kept.state, kept.tries, kept.last_error) == ("sent", 3, None)
    assert signed(got, hook_secret(here.settings.secret_key, made)) == [True] * 3
    assert {headers["Rostrum-Delivery"] for _, headers, _ in got} == {json.loads(got[0][2])["id"]}
    assert len({headers["Rostrum-Timestamp"] for _, headers, _ in got}) == 3


def test_act_is_told_in_codes_of_the_public_screen(hooks, chair, norway, told):
    hooks.add(URL, TOLD, False, utcnow())

    speak(chair, norway)

    place = {"list": "4", "item": "4"}
    speech = {**place, "intervention": "i3", "delegation": "NOR", "kind": "statement"}
    own = {"id", "at", "version", "limit_s", "spoken_s"}
    events = [{key: each[key] for key in each.keys() - own} for each in told()]
    assert events == [
        {"meeting": SLUG, "event": "taken_up", **place}, {"meeting": SLUG, "event": "call", **speech},
        {"meeting": SLUG, "event": "begin", **speech}, {"meeting": SLUG, "event": "end", **speech},
        {"meeting": SLUG, "event": "statement_released", **speech, "statement": "t1", "language": "en"},
    ]
    assert told()[1]["limit_s"] > 0


def test_each_call_has_the_shape_that_is_published(app, hooks, chair, norway, told, service):
    made = hooks.add(URL, TOLD, False, utcnow())
    speak(chair, norway)
    for command, fields in (
        ("open_list", {"list": "2.1"}), ("announce_list", {"list": "2.1"}), ("close_list", {"list": "2.1"}),
        ("suspend", {"words": "a canary"}), ("resume", {}), ("adjourn", {"words": "a canary"}),
    ):
        assert chair.post(command, **fields).status_code == 200, command
    hooks.test(made.id, service.load(SLUG), utcnow())

    document = app.test_client().get("/api/v1/openapi.json").json
    for body in told():
        shape = document["webhooks"][body["event"]]["post"]["requestBody"]["content"]["application/json"]["schema"]
        jsonschema_rs.validate({**shape, "components": document["components"]}, body)
    assert {each["event"] for each in told()} == {*TOLD, "test"}
    assert "canary" not in json.dumps(told())
    assert set(SHAPES) == {*TOLD, "test"}


def test_what_the_clock_does_is_told_too(hooks, chair, secretariat, told, service):
    hooks.add(URL, ["list_closed"], False, utcnow())
    secretariat.post("open_list", list="2.1")
    closes_at = utcnow() + timedelta(minutes=5)
    assert chair.post("close_list", list="2.1", at=closes_at.isoformat()).status_code == 200
    before = told()

    service.settle(SLUG, closes_at + timedelta(minutes=1))

    assert before == []
    assert [(each["event"], each["list"]) for each in told()] == [("list_closed", "2.1")]


def test_meeting_that_is_not_public_tells_nothing(service):
    public = service.load(SLUG)
    closed = replace(public, programme=replace(public.programme, is_public=False))

    assert facts(public, public, [Resumed()]) == [Fact(event="resumed", codes={})]
    assert facts(closed, closed, [Resumed()]) == []


def test_act_asked_for_again_is_told_once_and_a_refused_one_never(hooks, secretariat, chair, told):
    hooks.add(URL, TOLD, False, utcnow())
    command_id = "7a0f6f0e-64a4-4c55-8a0d-0f7d1f5f2c11"

    answers = [chair.post("suspend", command_id).status_code for _ in range(3)]
    refused = chair.post("suspend").status_code

    assert (answers, refused) == ([200] * 3, 409)
    assert [each["event"] for each in told()] == ["suspended"]


def test_dead_program_holds_up_no_other(hooks, chair, courier):
    with receiver(status(500)) as (dead, tried), receiver(status(200)) as (port, got):
        hooks.add(f"http://127.0.0.1:{dead}/", TOLD, True, utcnow())
        hooks.add(f"http://127.0.0.1:{port}/", TOLD, True, utcnow() + timedelta(seconds=1))
        chair.post("suspend")
        chair.post("resume")
        tries = courier(utcnow())

    assert (tries, len(tried), len(got)) == (4, 1, 2)


def test_calls_that_take_long_are_made_once_although_two_processes_look_for_them(hooks, here, service, chair):
    """Each takes nine seconds by the clock, and is marked before the next."""
    clock = [utcnow()]
    one, other = (
        Courier(service.writer, partial(hook_secret, here.settings.secret_key), lambda: clock[0], may_loopback=True)
        for _ in range(2)
    )
    sent_before = []

    def slowly(work):
        sent_before.append([each.state for each in hooks.deliveries()].count("sent"))
        done = work()
        clock[0] += timedelta(seconds=9)
        other.round(at_once)
        return done

    with receiver(status(200)) as (port, got):
        made = hooks.add(f"http://127.0.0.1:{port}/", TOLD, True, clock[0])
        for _ in range(10):
            hooks.test(made.id, service.load(SLUG), clock[0])
            clock[0] += timedelta(milliseconds=1)
        one.round(slowly)

    assert len({headers["Rostrum-Delivery"] for _, headers, _ in got}) == len(got) == 10
    assert sent_before == list(range(10))
    assert len({headers["Rostrum-Timestamp"] for _, headers, _ in got}) == 10


def test_program_that_hangs_holds_up_itself_alone(hooks, here, service, chair):
    """Its calls stay under way; the next rounds bring the others theirs, and itself nothing more."""
    hanging, waiting = threading.Event(), []

    def hang(handler, count):
        hanging.wait(10)
        status(200)(handler, count)

    going = Courier(
        service.writer, partial(hook_secret, here.settings.secret_key), utcnow, may_loopback=True, timeout_s=20,
    )

    def start(work):
        waiting.append(threading.Thread(target=work))
        waiting[-1].start()

    with receiver(hang) as (stuck, tried), receiver(status(200)) as (port, got):
        for number, to in enumerate((stuck, port)):
            hooks.add(f"http://127.0.0.1:{to}/", TOLD, True, utcnow() + timedelta(seconds=number))
        chair.post("suspend")
        first = going.round(at_once, start)
        waiting[1].join(10)
        chair.post("resume")
        second = going.round(at_once, start)
        waiting[2].join(10)
        heard_meanwhile = (len(got), [each.state for each in hooks.deliveries()].count("sent"))
        hanging.set()
        waiting[0].join(10)
        third = going.round(at_once, start)
        waiting[3].join(10)

    assert (first, second, heard_meanwhile, third) == (2, 1, (2, 2), 1)
    assert len(tried) == 2
    assert [each.state for each in hooks.deliveries()] == ["sent"] * 4


def test_call_that_was_given_up_is_tried_again_by_hand(office, hooks, chair, courier):
    with receiver(lambda handler, count: status(200 if count > 30 else 500)(handler, count)) as (port, got):
        made = hooks.add(f"http://127.0.0.1:{port}/", ["suspended"], True, utcnow())
        chair.post("suspend")
        now = utcnow()
        while hooks.deliveries()[0].state == "waiting":
            now += timedelta(days=1)
            courier(now)
        page = office.client.get(HOOKS).text
        (delivery,) = hooks.deliveries()
        name = delivery.letter.headers["Rostrum-Delivery"]
        tries = len(got)
        answer = post(office, f"{HOOKS}/{made.id}", act="again", delivery=name)
        courier(utcnow())

    assert delivery.state == "failed"
    assert f'name="delivery" value="{name}"' in page
    assert answer.status_code == 303
    assert (len(got), hooks.deliveries()[0].tries) == (tries + 1, 1)
    assert post(office, f"{HOOKS}/{made.id}x", act="again", delivery=name).status_code == 404


def test_secret_is_shown_once_and_a_new_one_signs(office, hooks, here):
    page = post(office, url=URL, events=["call", "end"]).text

    (made,) = hooks.all()
    secret = hook_secret(here.settings.secret_key, made)
    assert secret in page
    assert secret not in office.client.get(HOOKS).text
    assert made.events == ("call", "end")
    again = post(office, f"{HOOKS}/{made.id}", act="renew").text
    (renewed,) = hooks.all()
    assert secret not in again
    assert hook_secret(here.settings.secret_key, renewed) in again


@pytest.mark.parametrize(("url", "events", "sentence"), [
    ("", ["call"], "The field url is missing."),
    ("http://example.org/", ["call"], "The address must begin with https://."),
    ("https://10.0.0.1/", ["call"], "This address is not on the open net; it is not called."),
    ("https://127.0.0.1/", ["call"], "This address is not on the open net; it is not called."),
    ("https://a:b@example.org/", ["call"], "The address must hold no password and no part behind #."),
    ("nonsense", ["call"], "This is no address that can be called."),
    (URL, [], "Choose what it is told."),
    (URL, ["gossip"], "gossip"),
])
def test_form_says_what_is_wrong(office, hooks, url, events, sentence):
    answer = post(office, url=url, events=events)

    assert answer.status_code == 422
    assert sentence in answer.text or sentence == "gossip"
    assert hooks.all() == []


def test_address_is_told_once(office, hooks):
    post(office, url=URL, events=["call"])

    assert post(office, url=URL, events=["end"]).status_code == 409
    assert [each.events for each in hooks.all()] == [("call",)]


def test_paused_program_is_told_nothing_then_or_later(office, hooks, chair, courier):
    with receiver(status(200)) as (port, got):
        made = hooks.add(f"http://127.0.0.1:{port}/", TOLD, True, utcnow())
        chair.post("suspend")
        assert post(office, f"{HOOKS}/{made.id}", act="pause").status_code == 303
        chair.post("resume")
        post(office, f"{HOOKS}/{made.id}", act="resume")
        post(office, f"{HOOKS}/{made.id}", act="test")
        courier(utcnow())

    assert [headers["Rostrum-Event"] for _, headers, _ in got] == ["test"]
    assert [each.state for each in hooks.deliveries()] == ["sent", "withdrawn"]
    assert 'data-state="withdrawn"' in office.client.get(HOOKS).text


def test_removed_program_is_gone_with_what_waited(office, hooks, chair, courier):
    made = hooks.add(URL, TOLD, False, utcnow())
    chair.post("suspend")

    assert post(office, f"{HOOKS}/{made.id}", act="remove").status_code == 303

    assert (hooks.all(), courier(utcnow())) == ([], 0)
    assert post(office, f"{HOOKS}/{made.id}", act="remove").status_code == 404


def test_calls_are_no_letters(hooks, chair, service):
    hooks.add(URL, TOLD, False, utcnow())
    chair.post("suspend")

    with service.engine.connect() as connection:
        assert letters(connection, SLUG) == []


def test_page_is_for_the_secretariat_only(app):
    browser = Browser(app)
    browser.enter("KEN")

    answer = browser.client.get(HOOKS)

    assert answer.status_code == 302
    assert "/office/sign-in" in answer.headers["Location"]
