"""E-mail against a real SMTP server: what can be tried again, what cannot, and what nobody knows."""

import smtplib
import socket
import threading

import pytest
from django.core.mail import EmailMessage

from hours.mail import meaning, send_email
from hours.peers import NoLongerSo, NotEver, NotNow, Unknown
from tests.hours.peers import free_port, smtp_peer


@pytest.fixture
def peer(settings):
    with smtp_peer() as peer:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", peer.port
        settings.EMAIL_USE_TLS = False
        yield peer


def mail() -> EmailMessage:
    headers = {"Message-ID": "<1@example.se>"}
    return EmailMessage("Besöket", "Hej!\n.\n..två\nÅsa\n", "l@example.se", ["b@example.se"], headers=headers)


def test_it_begins_between_354_and_the_content(peer):
    begun = []
    send_email(mail(), begin=lambda: begun.append((list(peer.asked), len(peer.mails))))
    assert begun == [(["b@example.se"], 0)]
    (come,) = peer.mails
    assert come.get_payload(decode=True).decode() == "Hej!\r\n.\r\n..två\r\nÅsa\r\n"
    assert (come["To"], come["Message-ID"]) == ("b@example.se", "<1@example.se>")


def test_stopped_at_the_last_moment_nothing_is_delivered(peer):
    def stop():
        raise NoLongerSo

    with pytest.raises(NoLongerSo):
        send_email(mail(), begin=stop)
    send_email(mail(), begin=lambda: None)
    assert len(peer.mails) == 1


@pytest.mark.parametrize(
    ("answer", "meaning"), [("550 No such user", NotEver), ("451 Greylisted", NotNow), ("421 Bye", NotNow)]
)
def test_a_recipient_that_is_refused(peer, answer, meaning):
    begun = []
    peer.rcpt = answer
    with pytest.raises(meaning, match=f"^smtp {answer[:3]}$"):
        send_email(mail(), begin=lambda: begun.append(1))
    assert (begun, peer.mails) == ([], [])


@pytest.mark.parametrize(("answer", "meaning"), [("554 Spam", NotEver), ("452 Full", NotNow)])
def test_a_content_that_is_refused_is_an_answer(peer, answer, meaning):
    peer.data = answer
    with pytest.raises(meaning, match=f"^smtp {answer[:3]}$"):
        send_email(mail(), begin=lambda: None)


def test_a_server_that_is_away(settings):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    with pytest.raises(NotNow, match="smtp not reached"):
        send_email(mail(), begin=lambda: None)


def test_a_host_that_is_nowhere(settings):
    settings.EMAIL_HOST = "mail.invalid"
    with pytest.raises(NotNow, match="smtp not reached"):
        send_email(mail(), begin=lambda: None)


def test_no_host_is_said(settings):
    settings.EMAIL_HOST = ""
    with pytest.raises(NotEver, match="smtp not set up"):
        send_email(mail(), begin=lambda: None)


def test_silence_after_the_content_is_unknown(peer, monkeypatch):
    monkeypatch.setattr("hours.mail.SECONDS_TO_ANSWER", 0.3)
    peer.slow["data"] = 2
    with pytest.raises(Unknown, match="smtp no answer"):
        send_email(mail(), begin=lambda: None)


def test_a_server_without_tls_gets_no_password(peer, settings):
    settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = True, "u", "p"
    with pytest.raises(NotNow):
        send_email(mail(), begin=lambda: None)
    assert peer.mails == []


def test_a_server_that_hangs_up_at_once(settings):
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=lambda: socket.socket.close(server.accept()[0]), daemon=True).start()
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.getsockname()
        settings.EMAIL_USE_TLS = False
        with pytest.raises(NotNow):
            send_email(mail(), begin=lambda: None)


def test_a_refused_sign_in_or_sender_is_not_the_recipients_fault():
    met = meaning(smtplib.SMTPAuthenticationError(535, b"no"), has_begun=False)
    assert (type(met), met.code) == (NotNow, "smtp 535")
    met = meaning(smtplib.SMTPSenderRefused(553, b"no", "l@example.se"), has_begun=False)
    assert (type(met), met.code) == (NotNow, "smtp 553")
