"""Who gets into the office, and who must not."""

import re

import pytest

from app.store.accounts import ALL_MEETINGS, Right
from app.web.office.people import device
from tests.conftest import SLUG
from tests.web.browsing import ORIGIN
from tests.web.signing_in import PASSWORD, Person, made

ALL_SECRETARIAT = Right(ALL_MEETINGS, "secretariat")
OFFICE = Right(ALL_MEETINGS, "office")
PAGES = ("/office", "/office/sessions", "/office/accounts", f"/office/meetings/{SLUG}/programme")


@pytest.fixture
def amina(app, here):
    """Keeps the accounts."""
    person = Person(app)
    person.id = made(here, person, OFFICE)
    return person


@pytest.fixture
def boris(app, here):
    """Works as the secretariat of the small meeting."""
    person = Person(app, "boris")
    person.id = made(here, person, Right(SLUG, "secretariat"))
    return person


def statuses(person, *paths):
    return [person.see(path).status_code for path in paths]


def test_first_account_is_set_up_on_this_machine_and_opens_the_office(app):
    person = Person(app)

    assert person.set_up().headers["Location"] == "/office/second-factor"
    assert person.see("/office").headers["Location"] == "/office/second-factor"
    assert person.see(f"/{SLUG}/chair").status_code == 401
    codes = re.findall(r'<li class="secret">([a-z0-9-]{14})</li>', person.enrol().text)

    assert len(set(codes)) == 8
    assert statuses(person, *PAGES, f"/{SLUG}/chair", f"/{SLUG}/secretariat") == [200] * 6
    assert person.page(f"/{SLUG}/chair")["seat"] == "Amina Diallo"


def test_first_account_needs_the_link_of_the_console_from_elsewhere(app, here):
    person = Person(app)
    elsewhere = {"environ_overrides": {"REMOTE_ADDR": "192.0.2.7"}}
    person.see("/office/set-up")
    key = re.search(r'name="csrf_token" value="([^"]+)"', person.client.get("/office/set-up").text)[1]
    fields = {
        "csrf_token": key, "name": "amina", "shown_name": "Amina", "password": PASSWORD, "again": PASSWORD,
    }

    def tried(token):
        return person.client.post(
            "/office/set-up", data={**fields, "token": token}, headers={"Origin": ORIGIN}, **elsewhere
        ).status_code

    assert [tried(""), tried("guessed"), tried("é")] == [403, 403, 403]
    assert here.accounts.is_empty()
    assert tried(here.accounts.codes.set_up_token()) == 302
    assert tried(here.accounts.codes.set_up_token()) == 403, "the link ends with the first account"


def test_set_up_is_over_with_the_first_account(app, amina):
    stranger = Person(app, "mallory")

    assert stranger.see("/office/set-up").headers["Location"] == "/office/sign-in"
    assert stranger.send("/office/set-up", page="/office/sign-in", name="mallory", shown_name="M",
                         password=PASSWORD, again=PASSWORD).status_code == 403  # fmt: skip


@pytest.mark.parametrize(("fields", "words"), [
    ({"password": "too short", "again": "too short"}, "at least 12 characters"),
    ({"password": "aminadiallo1", "again": "aminadiallo1", "name": "aminadiallo1"}, "must not be the name"),
    ({"password": "Password1234", "again": "Password1234"}, "first that anybody would try"),
    ({"password": "aaaaaaaaaaaaaaaa", "again": "aaaaaaaaaaaaaaaa"}, "first that anybody would try"),
    ({"again": "another one it is"}, "The two are not the same"),
    ({"name": "amina diallo"}, "without spaces"), ({"name": ""}, "is missing"), ({"shown_name": " "}, "is missing"),
    ({"shown_name": "x" * 41}, "at most"), ({"name": "a\x00b"}, "without spaces"),
])
def test_set_up_says_beside_the_field_what_is_wrong(app, here, fields, words):
    answer = Person(app).set_up(**fields)

    assert answer.status_code == 422
    assert re.search(rf'<b class="form__fault">[^<]*{words}', answer.text)
    assert 'aria-invalid="true"' in answer.text
    assert here.accounts.is_empty()


def test_signing_in_takes_a_password_and_a_code(amina):
    assert amina.give_password(way=f"/office/meetings/{SLUG}/programme").status_code == 302
    assert amina.see("/office").headers["Location"] == "/office/sign-in?next=/office", "half the way is none"

    answer = amina.give_code(amina.code(), way=f"/office/meetings/{SLUG}/programme")

    assert answer.headers["Location"] == f"/office/meetings/{SLUG}/programme"
    assert statuses(amina, *PAGES) == [200] * 4


def test_wrong_name_and_wrong_password_are_told_alike(amina):
    texts = [
        re.sub(r'value="[^"]*"', "", answer.text)
        for answer in (amina.give_password("not the password"), amina.give_password(name="nobody"))
    ]

    assert texts[0] == texts[1]
    assert "Name, password or code is wrong" in texts[0]


def test_code_is_good_once(app, amina):
    thief = Person(app)
    code = amina.code()
    amina.give_password()
    thief.give_password()

    assert amina.give_code(code).status_code == 302
    assert thief.give_code(code).status_code == 401
    assert thief.see("/office").status_code == 302


def test_recovery_code_is_good_once(app, here):
    person = Person(app)
    person.set_up()
    codes = re.findall(r'<li class="secret">([a-z0-9-]{14})</li>', person.enrol().text)
    thief = Person(app)
    for each in (person, thief):
        each.give_password()

    assert person.give_code(codes[3].upper().replace("-", " ")).status_code == 302
    assert thief.give_code(codes[3]).status_code == 401


def test_code_without_a_password_opens_nothing(amina):
    assert amina.send("/office/code", page="/office/sign-in", code=amina.code()).status_code == 401
    assert amina.see("/office").status_code == 302


def test_ten_wrong_tries_lock_an_account_also_for_the_right_password(app, here, amina):
    now = here.now()
    for _ in range(10):
        here.accounts.begin_try(amina.id, now)

    assert amina.give_password().status_code == 401
    assert Person(app, "boris").give_password().status_code == 401


def test_session_begins_anew_at_sign_in_and_at_each_factor(app):
    person = Person(app)
    person.set_up()
    half = person.token()
    with person.client.session_transaction() as session:
        key = session["csrf_token"]

    person.enrol()

    with person.client.session_transaction() as session:
        assert session["csrf_token"] != key
    assert half is not None
    assert person.token() not in (None, half)
    with person.client.session_transaction() as session:
        session["account"] = half
    assert person.see("/office").headers["Location"].startswith("/office/sign-in")


def test_signing_out_ends_the_session_on_the_server_too(amina):
    amina.sign_in()
    token = amina.token()

    assert amina.send("/office/sign-out", page="/office").status_code == 302
    assert amina.token() is None
    with amina.client.session_transaction() as session:
        session["account"] = token

    assert amina.see("/office").headers["Location"].startswith("/office/sign-in")
    assert amina.see(f"/{SLUG}/chair").status_code == 401
    assert amina.post("resume", "chair", "x").json["code"] == "signed_out"


@pytest.mark.parametrize("way", [
    "https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "\\\\evil.example",
    "/%0d%0aevil", "evil",
])
def test_signing_in_leads_to_no_other_site(amina, way):
    amina.give_password()

    assert amina.give_code(amina.code(), way).headers["Location"] == "/office"


@pytest.mark.parametrize(("rights", "allowed"), [
    ((), ()), ((Right(SLUG, "chair"),), ("chair",)), ((Right(SLUG, "secretariat"),), ("secretariat",)),
    ((Right("gone-2016", "chair"),), ()), ((ALL_SECRETARIAT,), ("secretariat",)), ((OFFICE,), ("chair", "secretariat")),
])
def test_rights_open_what_they_say_and_nothing_else(app, here, rights, allowed):
    person = Person(app)
    made(here, person, *rights)
    person.sign_in()

    opened = [role for role in ("chair", "secretariat", "room", "booth", "delegation/KEN")
              if person.see(f"/{SLUG}/{role}").status_code == 200]  # fmt: skip
    assert opened == list(allowed)
    assert (person.see(f"/office/meetings/{SLUG}/programme").status_code == 200) == ("secretariat" in allowed)
    assert person.see("/office/accounts").status_code == (200 if OFFICE in rights else 403)
    csrf = re.search(r'name="csrf_token" value="([^"]+)"', person.see("/office").text)[1]
    assert (person.post("resume", "chair", csrf).status_code == 200) == ("chair" in allowed)


@pytest.mark.parametrize("lost", [
    lambda here, person: here.accounts.disable(person.id, here.now()),
    lambda here, person: here.accounts.end_others(person.id, "another", here.now()),
])
def test_right_that_is_lost_while_a_command_waits_for_its_turn_commands_no_more(here, boris, monkeypatch, lost):
    """As long as somebody else is at work in the meeting, here or in another process."""
    boris.sign_in()
    csrf = boris.page(f"/{SLUG}/secretariat")["csrf"]
    before, run = here.service.load(SLUG).version, here.service.writer.run

    def waited(work, about=None):
        monkeypatch.setattr(here.service.writer, "run", run)
        lost(here, boris)
        return run(work, about)

    monkeypatch.setattr(here.service.writer, "run", waited)
    answer = boris.post("tell", "secretariat", csrf, words="Coffee")

    assert (answer.status_code, answer.json["code"]) == (401, "signed_out")
    assert here.service.load(SLUG).version == before


def test_meeting_of_others_is_not_in_the_list(app, here, boris):
    other = Person(app, "carla")
    made(here, other, Right("gone-2016", "chair"))
    for each in (boris, other):
        each.sign_in()

    assert f"/{SLUG}/secretariat" in boris.see("/office").text
    assert f"/{SLUG}/" not in other.see("/office").text


@pytest.mark.parametrize(("said", "shown"), [
    ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox 140 · Linux"),
    ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36 "
     "Edg/139.0.0.0", "Edge 139 · Windows"),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 "
     "Mobile/15E148 Safari/604.1", "Safari · iPhone"),
    ("curl/8.5", ""), ("", ""), ("Firefox/" + "9" * 500, "Firefox"),
])
def test_device_is_named_in_few_words(said, shown):
    assert device(said) == shown


def test_page_of_the_office_names_its_origin_to_ourselves_alone(app, amina):
    # With no-referrer a browser sends `Origin: null` with a form, and the doorman refuses it.
    answer = amina.see("/office/sign-in")

    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert '<meta name="referrer" content="same-origin">' in answer.text


def test_stranger_is_shown_the_way_in_and_the_way_back(app, amina):
    for path in PAGES:
        assert Person(app).see(path).headers["Location"] == f"/office/sign-in?next={path}"


def test_link_of_a_secretariat_opens_its_own_meeting_as_before(app, amina):
    person = Person(app)
    person.enter("secretariat")

    assert person.see(f"/office/meetings/{SLUG}/programme").status_code == 200
    assert person.see("/office/accounts").status_code == 302
    assert person.page(f"/{SLUG}/secretariat")["seat"] == "Desk 1"


def test_link_that_has_ended_does_not_lock_out_an_account(amina, service):
    amina.enter("chair")
    amina.sign_in()
    service.revoke(SLUG, "chair")

    assert amina.page(f"/{SLUG}/chair")["seat"] == "Amina"


def test_invitation_is_joined_once(app, amina, here):
    amina.sign_in()
    handed = amina.send("/office/accounts", name="Carla@example.org", shown_name="Carla", role="chair", meeting=SLUG)
    token = re.search(r"/office/join#([\w-]+)<", handed.text)[1]
    carla, thief = Person(app, "carla@example.org"), Person(app)

    joined = carla.send("/office/join", token=token, password=PASSWORD, again=PASSWORD)
    again = thief.send("/office/join", token=token, password=PASSWORD, again=PASSWORD)
    carla.enrol()

    assert (joined.status_code, again.status_code) == (302, 409)
    assert statuses(carla, f"/{SLUG}/chair", f"/{SLUG}/secretariat", "/office/accounts") == [200, 401, 403]


def test_new_link_leaves_all_as_it_is_until_it_is_used(app, amina, boris, here):
    amina.sign_in()
    boris.sign_in()
    handed = amina.send(f"/office/accounts/{boris.id}/reset", page="/office/accounts")
    token = re.search(r"/office/join#([\w-]+)<", handed.text)[1]
    assert boris.see("/office").status_code == 200

    anew = Person(app, "boris")
    anew.send("/office/join", token=token, password="another four words", again="another four words")

    assert boris.see("/office").headers["Location"].startswith("/office/sign-in"), "the old sessions end"
    assert boris.give_password().status_code == 401
    assert anew.enrol().status_code == 200
    assert anew.secret != boris.secret


@pytest.mark.parametrize("path", ["reset", "disable", "enable"])
def test_accounts_are_kept_by_the_office_alone(amina, boris, here, path):
    boris.sign_in()

    answer = boris.send(f"/office/accounts/{amina.id}/{path}", page="/office/sessions")
    invited = boris.send("/office/accounts", page="/office/sessions", name="x", shown_name="X", role="office")

    assert (answer.status_code, invited.status_code) == (403, 403)
    assert [each.name for each in here.accounts.all()] == ["amina", "boris"]


def test_disabled_account_is_out_at_once(amina, boris):
    amina.sign_in()
    boris.sign_in()

    amina.send(f"/office/accounts/{boris.id}/disable", page="/office/accounts")

    assert boris.see(f"/{SLUG}/secretariat").status_code == 401
    assert boris.give_password().status_code == 401
    assert amina.send(f"/office/accounts/{amina.id}/disable", page="/office/accounts").status_code == 403


def test_sessions_are_ended_by_their_owner_alone(app, amina, boris, here):
    amina.sign_in()
    boris.sign_in()
    mine = here.accounts.sessions(amina.id, here.now())[0]

    boris.send("/office/sessions", session=str(mine.id))
    assert amina.see("/office").status_code == 200

    second = Person(app)
    second.secret = amina.secret
    second.sign_in(steps=1)
    second.send("/office/sessions", session="others")
    assert (amina.see("/office").status_code, second.see("/office").status_code) == (302, 200)
    assert boris.see("/office").status_code == 200


def test_own_password_is_changed_by_who_knows_it(amina):
    amina.sign_in()
    new = {"password": "another four words", "again": "another four words"}

    wrong = amina.send("/office/password", page="/office/sessions", current="not this one it is", **new)
    right = amina.send("/office/password", page="/office/sessions", current=PASSWORD, **new)

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert amina.give_password().status_code == 401
    assert amina.give_password("another four words").status_code == 302


@pytest.mark.parametrize("path", [
    "/office/set-up", "/office/sign-in", "/office/code", "/office/join", "/office/second-factor", "/office/sign-out",
    "/office/sessions", "/office/password", "/office/accounts", "/office/accounts/1/reset",
    "/office/accounts/1/disable",
])
def test_form_of_a_foreign_page_does_nothing(amina, path):
    amina.sign_in()

    without_key = amina.client.post(path, data={"csrf_token": "guessed"}, headers={"Origin": ORIGIN})
    foreign = amina.client.post(path, data={}, headers={"Origin": "https://evil.example"})

    assert (without_key.status_code, foreign.status_code) == (403, 403)
    assert amina.see("/office").status_code == 200


def test_log_holds_no_password_code_or_token(amina, boris, caplog):
    with caplog.at_level("INFO"):
        amina.give_password("not the password")
        code = amina.code()
        amina.sign_in()
        handed = amina.send(f"/office/accounts/{boris.id}/reset", page="/office/accounts")

    token = re.search(r"/office/join#([\w-]+)<", handed.text)[1]
    said = caplog.text
    assert "sign-in failed" in said
    assert f"signed in account={amina.id}" in said
    assert not any(each in said for each in (PASSWORD, "not the password", code, token, str(amina.token())))
