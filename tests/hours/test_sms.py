"""46elks' API against a real HTTP peer; Swedish numbers; how many segments a text costs."""

from datetime import UTC, datetime, timedelta

import pytest

from hours.peers import NotEver, NotNow, Unknown
from hours.sms import Sms, e164, is_it, segments, send_sms, takes_sms, was_taken
from tests.hours.peers import free_port, sms_peer

HELLO = Sms("+46701740605", "Laholm", "Hej på dig, Åsa & co!")


@pytest.fixture
def peer(settings):
    with sms_peer() as peer:
        settings.SMS_URL = f"http://127.0.0.1:{peer.port}/a1"
        settings.SMS_USER, settings.SMS_PASSWORD = "u", "p"
        yield peer


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("070-174 06 05", "+46701740605"),
        ("0701740605", "+46701740605"),
        ("+46 (0)70-174 06 05", "+46701740605"),
        ("+46 70 174 06 05", "+46701740605"),
        ("0046701740605", "+46701740605"),
        ("(070) 174.06.05", "+46701740605"),
        ("0430-150 00", "+4643015000"),
        ("08-123 45 67", "+4681234567"),
        ("+47 912 34 567", "+4791234567"),
        ("070–174 06 05", "+46701740605"),
    ],
)
def test_a_number_as_people_write_it(written, number):
    assert e164(written) == number


@pytest.mark.parametrize(
    "written",
    [
        "",
        "0",
        "112",
        "70-174 06 05",
        "070-174 06 05 06 07",
        "ring mig",
        "+4607",
        "+0701740605",
        "٠٧٠١٧٤٠٦٠٥",
        "x0701740605",
    ],
)
def test_what_is_no_number(written):
    assert e164(written) is None


@pytest.mark.parametrize(
    ("number", "takes"),
    [
        ("+46701740605", True),
        ("+46791740605", True),
        ("+4643015000", False),
        ("+46101234567", False),
        ("+4791234567", True),
    ],
)
def test_which_numbers_take_text_messages(number, takes):
    assert takes_sms(number) is takes


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("å" * 160, 1),
        ("å" * 161, 2),
        ("a" * 306, 2),
        ("a" * 459, 3),
        ("a" * 460, 4),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("š" * 70, 1),
        ("š" * 71, 2),
        ("š" * 201, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
    ],
)
def test_how_many_segments(text, count):
    assert segments(text) == count


def test_it_is_sent_as_the_documentation_says(peer):
    begun = []
    send_sms(HELLO, begin=lambda: begun.append(len(peer.taken)))
    assert begun == [0]
    sent = {name: peer.taken[0][name] for name in ("from", "to", "message")}
    assert sent == {"from": "Laholm", "to": "+46701740605", "message": "Hej på dig, Åsa & co!"}
    assert peer.seen == [("/a1/sms", "Basic dTpw")]


@pytest.mark.parametrize(
    ("status", "meaning"),
    [
        (400, NotEver),
        (401, NotNow),
        (402, NotNow),
        (403, NotEver),
        (404, NotEver),
        (408, NotNow),
        (429, NotNow),
        (500, Unknown),
        (502, Unknown),
        (503, NotNow),
    ],
)
def test_what_a_refusal_means(peer, status, meaning):
    peer.status = status
    with pytest.raises(meaning) as met:
        send_sms(HELLO, begin=lambda: None)
    assert met.value.code == f"sms {status}"


def test_nothing_has_begun_when_the_peer_cannot_be_reached(settings):
    settings.SMS_URL, settings.SMS_USER = f"http://127.0.0.1:{free_port()}/a1", "u"
    begun = []
    with pytest.raises(NotNow, match="sms not reached"):
        send_sms(HELLO, begin=lambda: begun.append(1))
    assert begun == []


def test_silence_after_the_last_step_is_unknown(peer, monkeypatch):
    monkeypatch.setattr("hours.sms.SECONDS_TO_ANSWER", 0.2)
    peer.slow = 1
    with pytest.raises(Unknown, match="sms no answer"):
        send_sms(HELLO, begin=lambda: None)
    assert was_taken(HELLO, datetime.now(UTC)) is True


def test_without_an_account_it_says_so(settings):
    settings.SMS_USER = ""
    with pytest.raises(NotEver, match="sms not set up"):
        send_sms(HELLO, begin=lambda: None)


def test_what_is_stopped_at_the_last_moment_is_not_sent(peer):
    def stop():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        send_sms(HELLO, begin=stop)
    assert peer.taken == []


class TestHistory:
    def test_whether_the_peer_has_it(self, peer):
        since = datetime.now(UTC)
        assert was_taken(HELLO, since) is False
        send_sms(HELLO, begin=lambda: None)
        assert was_taken(HELLO, since) is True
        assert was_taken(HELLO._replace(text="Hej"), since) is False
        assert was_taken(HELLO, since + timedelta(hours=1)) is False

    def test_no_answer_is_no_answer(self, peer, settings):
        peer.history = 500
        assert was_taken(HELLO, datetime.now(UTC)) is None
        settings.SMS_URL = f"http://127.0.0.1:{free_port()}/a1"
        assert was_taken(HELLO, datetime.now(UTC)) is None

    @pytest.mark.parametrize(
        "changed",
        [{"direction": "incoming"}, {"created": "in the morning"}, {"created": None}, {"to": "+46"}],
    )
    def test_a_line_that_is_not_it(self, changed):
        row = {
            "to": HELLO.to,
            "message": HELLO.text,
            "created": "2026-03-11T08:00:00.1",
            "direction": "outgoing",
        }
        earliest = datetime(2026, 3, 11, 7, tzinfo=UTC)
        assert is_it(row, HELLO, earliest)
        assert is_it({**row, "created": "2026-03-11T09:00:00+01:00"}, HELLO, earliest)
        assert not is_it({**row, **changed}, HELLO, earliest)
