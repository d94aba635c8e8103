"""Settings of mail and webhooks: understood, or refused in a line that names them and tells no password."""

import pytest

import config
from config import MailServer, SettingError


def mail_of(tmp_path, url, sender="Office <office@example.org>"):
    return config.load({"INSTANCE_PATH": str(tmp_path), "MAIL_URL": url, "MAIL_FROM": sender}).mail


@pytest.mark.parametrize(("url", "server"), [
    ("smtp://mail.example.org", ("mail.example.org", 25, "", "", "none")),
    ("smtp://mail.example.org:587?starttls=yes", ("mail.example.org", 587, "", "", "starttls")),
    ("smtps://office:p%40ss%2Fword@mail.example.org/", ("mail.example.org", 465, "office", "p@ss/word", "tls")),
    ("smtp://[::1]:2525", ("::1", 2525, "", "", "none")),
])
def test_mail_server_is_understood(tmp_path, url, server):
    assert mail_of(tmp_path, url) == MailServer(*server, "Office <office@example.org>")


def test_without_a_mail_server_there_is_none(tmp_path):
    assert mail_of(tmp_path, " ", "") is None


@pytest.mark.parametrize("url", [
    "mail.example.org", "http://mail.example.org", "smtp://", "smtp://mail.example.org:99999",
    "smtp://mail.example.org:port", "smtp://office@mail.example.org", "smtp://mail.example.org/inbox",
    "smtp://mail.example.org?tls=yes", "smtp://mail.example.org?starttls=maybe", "smtps://mail.example.org?starttls=yes",
    "smtp://office:secret@mail.example.org#x",
])
def test_mail_server_that_cannot_be_is_named(tmp_path, url):
    with pytest.raises(SettingError, match="^MAIL_URL ") as refused:
        mail_of(tmp_path, url)

    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("sender", ["", "Office", "office@", "a@example.org\nBcc: b@example.org"])
def test_sender_that_cannot_be_is_named(tmp_path, sender):
    with pytest.raises(SettingError, match="^MAIL_FROM"):
        mail_of(tmp_path, "smtp://mail.example.org", sender)


@pytest.mark.parametrize(("written", "may"), [("", False), ("no", False), ("yes", True)])
def test_webhooks_call_this_machine_only_if_they_may(tmp_path, written, may):
    assert config.load({"INSTANCE_PATH": str(tmp_path), "WEBHOOK_LOOPBACK": written}).webhook_loopback is may


def test_loopback_that_is_neither_is_named(tmp_path):
    with pytest.raises(SettingError, match="^WEBHOOK_LOOPBACK='1' "):
        config.load({"INSTANCE_PATH": str(tmp_path), "WEBHOOK_LOOPBACK": "1"})


@pytest.mark.parametrize(
    ("written", "fanout", "has_lines"),
    [("", "batched", True), ("batched", "batched", True), ("direct", "direct", True), ("stock", "stock", False)],
)
def test_fanout_is_batched_unless_another_is_asked_for(tmp_path, written, fanout, has_lines):
    settings = config.load({"INSTANCE_PATH": str(tmp_path), "FANOUT": written})

    assert (settings.fanout, settings.has_lines) == (fanout, has_lines)


def test_fanout_of_another_kind_is_refused(tmp_path):
    with pytest.raises(SettingError, match="^FANOUT='fast' "):
        config.load({"INSTANCE_PATH": str(tmp_path), "FANOUT": "fast"})


@pytest.mark.parametrize("written", ["0", "01", "1000", "-1", "one"])
def test_worker_without_a_number_of_its_own_is_refused(tmp_path, written):
    with pytest.raises(SettingError, match="^WORKER=.* from 1 to 999"):
        config.load({"INSTANCE_PATH": str(tmp_path), "WORKER": written})


def test_worker_has_its_number(tmp_path):
    assert [config.load({"INSTANCE_PATH": str(tmp_path), "WORKER": each}).worker for each in ("", "1", "999")] == [
        "", "1", "999",
    ]
