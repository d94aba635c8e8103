"""Mail on its way: in every script, to servers that take it, refuse it, hang or are not there."""

import socket
import threading
from datetime import timedelta
from email import message_from_bytes, policy
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from app.post.postman import Postman
from app.post.smtp import Counter, Mail, message_of
from app.store.outbox import Letter, letters, put
from app.web.here import at_once
from config import MailServer
from deploy.programs import free_port
from tests.conftest import SLUG, small_import
from tests.factories import INVITATION, NOON, later

SENDER = '"Secretariat, Small Meetings" <office@example.org>'
SCRIPTS = {
    "ru": ("Ссылка вашей делегации", "Делегации: Норвегия\n\nпо этой ссылке"),
    "ar": ("رابط وفدكم", "إلى الوفد: كينيا\n\nبهذا الرابط"),
    "zh": ("贵代表团的链接", "致代表团:中国\n\n通过此链接"),
}


class Mailbox:
    """What a server was given; `refuse`: what it answers to these recipients."""

    def __init__(self, **refuse):
        self.messages, self.envelopes, self.refuse = [], [], refuse

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - named by aiosmtpd
        refused = self.refuse.get(address.partition("@")[0])
        if refused:
            return refused
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - named by aiosmtpd
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        self.envelopes.append((session.peer, envelope.rcpt_tos))
        return "250 OK"


@pytest.fixture
def serve():
    started = []

    def start(mailbox, **options):
        controller = Controller(mailbox, hostname="127.0.0.1", port=free_port(), **options)
        controller.start()
        started.append(controller)
        return controller.port

    yield start
    for controller in started:
        controller.stop()


def server_on(port, user="", password=""):
    return MailServer("127.0.0.1", port, user, password, "none", SENDER)


def hand_in(server, mails, timeout_s=5):
    """What became of each, on one visit."""
    counter = Counter(server, timeout_s)
    outcomes = {each.id: counter.hand_in(each, NOON) for each in mails}
    counter.leave()
    return outcomes


def mail(number, to="ken@example.org", language="en", subject="The link", body="Here it is."):
    return Mail(number, to, subject, body, language, INVITATION)


@pytest.mark.parametrize("language", SCRIPTS)
def test_mail_arrives_in_every_script(serve, language):
    mailbox = Mailbox()
    subject, body = SCRIPTS[language]
    sent = mail(7, language=language, subject=subject, body=body)

    outcomes = hand_in(server_on(serve(mailbox)), [sent])

    assert outcomes == {7: None}
    (got,) = mailbox.messages
    written = got.get_content().replace("\r\n", "\n").rstrip()
    assert (got["Subject"], written, got["Content-Language"]) == (subject, body, language)
    assert (got["To"], got["From"]) == ("ken@example.org", '"Secretariat, Small Meetings" <office@example.org>')
    assert (got["Date"].datetime, got["Auto-Submitted"]) == (NOON, "auto-generated")
    assert got["Message-ID"] == "<rostrum.7.20170412080000000000@example.org>"


def test_letters_of_a_batch_go_over_one_connection_and_one_that_is_refused_stops_no_other(serve):
    mailbox = Mailbox(full="452 4.2.2 mailbox full", gone="550 5.1.1 no such user")
    batch = [mail(1), mail(2, "full@example.org"), mail(3, "gone@example.org"), mail(4)]

    outcomes = hand_in(server_on(serve(mailbox)), batch)

    assert outcomes == {1: None, 2: "452 4.2.2 mailbox full", 3: "550 5.1.1 no such user", 4: None}
    assert len({peer for peer, _ in mailbox.envelopes}) == 1


def test_server_that_is_not_there_leaves_all_for_later():
    outcomes = hand_in(server_on(free_port()), [mail(1), mail(2)])

    assert set(outcomes) == {1, 2}
    assert all("refused" in trouble for trouble in outcomes.values())


def test_server_that_hangs_is_left_in_time():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        outcomes = hand_in(server_on(silent.getsockname()[1]), [mail(1)], timeout_s=0.3)

    assert set(outcomes) == {1}
    assert "timed out" in outcomes[1]


def test_server_that_hangs_up_in_the_midst_keeps_what_it_has_taken():
    def serve_one(listening):
        connection, _ = listening.accept()
        with connection, connection.makefile("rw", newline="\r\n") as lines:
            def say(words):
                lines.write(words + "\n")
                lines.flush()

            say("220 here")
            taken = 0
            while line := lines.readline():
                if line.startswith("mail") and taken:
                    return
                if line.startswith("data"):
                    say("354 go on")
                    while lines.readline() != ".\r\n":
                        pass
                    taken += 1
                say("250 OK")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve_one, args=(listening,))
        thread.start()
        outcomes = hand_in(server_on(listening.getsockname()[1]), [mail(1), mail(2), mail(3)])
        thread.join(10)

    assert outcomes[1] is None
    assert outcomes[2] == outcomes[3] == "Connection unexpectedly closed"


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_user_and_password_are_given(serve):
    asked = []

    def authenticate(server, session, envelope, mechanism, given):
        asked.append((given.login, given.password))
        return AuthResult(success=given.password == b"right", handled=False)

    port = serve(Mailbox(), authenticator=authenticate, auth_require_tls=False, auth_required=True)

    right = hand_in(server_on(port, "office", "right"), [mail(1)])
    wrong = hand_in(server_on(port, "office", "wrong"), [mail(1)])

    assert (right, asked[0]) == ({1: None}, (b"office", b"right"))
    assert wrong[1].startswith("535")


def test_password_is_not_given_without_the_encryption_that_was_asked_for(serve):
    mailbox = Mailbox()
    server = MailServer("127.0.0.1", serve(mailbox), "office", "secret", "starttls", SENDER)

    outcomes = hand_in(server, [mail(1)])

    assert outcomes == {1: "STARTTLS extension not supported by server."}
    assert mailbox.messages == []


@pytest.mark.parametrize("field", ["to", "subject"])
def test_header_that_would_be_two_is_never_written(field):
    with pytest.raises(ValueError, match="newline|linefeed"):
        message_of(mail(1, **{field: "a@example.org\r\nBcc: other@example.org"}), SENDER, NOON)


@pytest.fixture
def service(make_service):
    service = make_service()
    service.create(SLUG, small_import(), uuid4(), INVITATION, is_demo=False)
    return service


@pytest.fixture
def kept(service):
    """The letters of the outbox as (to, state, tries)."""
    def look():
        with service.engine.connect() as connection:
            return [(each.letter.to, each.state, each.tries) for each in reversed(letters(connection, None))]

    return look


def post(service, *to):
    def work(connection):
        for each in to:
            put(connection, None, Letter(to=each, subject="S", body="B", purpose="link", dedup=each), NOON)

    service.writer.run(work)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_postman_brings_what_is_due_once_and_the_rest_later(service, kept, serve):
    mailbox = Mailbox(full="452 4.2.2 mailbox full")
    clock = [NOON]
    postman = Postman(service.writer, server_on(serve(mailbox)), lambda each: each.letter.body, lambda: clock[0])
    post(service, "ken@example.org", "full@example.org")

    tried = [postman.round(at_once), postman.round(at_once)]
    clock[0] = later(60)
    mailbox.refuse = {}
    tried.append(postman.round(at_once))

    assert tried == [2, 0, 1]
    assert [to for _, (to,) in mailbox.envelopes] == ["ken@example.org", "full@example.org"]
    assert kept() == [("ken@example.org", "sent", 1), ("full@example.org", "sent", 2)]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_postman_holds_no_lock_while_a_server_hangs(service, kept):
    """Commands go on being done, and the letters are tried again in their time."""
    written = []

    def meanwhile(work):
        def command():
            service.revoke(SLUG, "KEN")
            written.append("command")

        thread = threading.Thread(target=work_and_keep, args=(work,))
        thread.start()
        command()
        thread.join(10)
        return outcomes[-1]

    outcomes = []

    def work_and_keep(work):
        outcomes.append(work())

    with socket.create_server(("127.0.0.1", 0)) as silent:
        server = server_on(silent.getsockname()[1])
        postman = Postman(service.writer, server, lambda each: each.letter.body, lambda: NOON, timeout_s=0.5)
        post(service, "ken@example.org")
        postman.round(meanwhile)

    assert set(written) == {"command"}
    assert kept() == [("ken@example.org", "waiting", 1)]


TWENTY = [f"{number}@example.org" for number in range(20)]


class SlowMailbox(Mailbox):
    """Each letter takes it four seconds by the clock of the test: `now`."""

    def __init__(self):
        super().__init__()
        self.now = NOON

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - named by aiosmtpd
        self.now += timedelta(seconds=4)
        return await super().handle_DATA(server, session, envelope)

    def got(self):
        return [to for _, (to,) in self.envelopes]


@pytest.fixture
def slow():
    return SlowMailbox()


@pytest.fixture
def postmen(make_service, service, serve, slow):
    """Of two processes, over one outbox with twenty letters."""
    server = server_on(serve(slow))
    post(service, *TWENTY)
    return [Postman(make_service().writer, server, lambda each: each.letter.body, lambda: slow.now) for _ in range(2)]


def test_letters_of_a_slow_server_leave_once_although_two_processes_look_for_them(postmen, slow, kept):
    one, other = postmen

    def other_looks_before_it_is_marked(work):
        done = work()
        other.round(at_once)
        return done

    one.round(other_looks_before_it_is_marked)

    assert slow.now > later(60)
    assert sorted(slow.got()) == sorted(TWENTY)
    assert {(state, tries) for _, state, tries in kept()} == {("sent", 1)}


def test_of_a_postman_who_dies_the_one_letter_in_hand_is_sent_again(postmen, slow, kept):
    one, other = postmen

    def third_is_the_last(work):
        done = work()
        if slow.got() == TWENTY[:3]:
            raise KeyboardInterrupt
        return done

    with pytest.raises(KeyboardInterrupt):
        one.round(third_is_the_last)
    other.round(at_once)
    others = slow.got()
    slow.now = later(15 * 60 + 8)
    other.round(at_once)

    assert others == TWENTY
    assert slow.got() == [*TWENTY, TWENTY[2]]
    assert {state for _, state, _ in kept()} == {"sent"}
