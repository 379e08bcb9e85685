"""The worker, a process of its own, killed at any moment (kill -9): each event reaches each exactly once.

Real peers: an SMTP server and an HTTP server. What nobody can know is never sent again by itself; it is on
the coordinator's list. Negative control: a worker that marks nothing before the last step sends twice.
"""

import random
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from hours.claims import UNCERTAIN
from hours.letters import letter
from hours.models import Message, MessageState
from hours.outbox import for_a_human
from ledsagning.people.models import Participant, Unit, User
from tests.cast import NOW, TOMORROW_14, Cast
from tests.hours.peers import Post, both_peers, kill, wait_for

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)
OPEN = (MessageState.WAITING, MessageState.SENDING)


@pytest.fixture
def post(cast: Cast, monkeypatch):
    """Berit is told by e-mail, Gunn by text message."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    Participant.objects.update(channel="email", email="berit@example.se")
    User.objects.filter(username="gunn").update(channel="sms", phone="070-174 06 05")
    cast.pool.refresh_from_db()
    with both_peers() as post:
        yield post


def book(cast: Cast, visits: int) -> None:
    for day in range(visits):
        cast.booking(starts_at=TOMORROW_14 + day * DAY)


def finish(post: Post, controls: str = "") -> None:
    """Workers, one after the other, until nothing waits."""
    until = time.monotonic() + 120
    while Message.objects.filter(state__in=OPEN).exists():
        assert time.monotonic() < until, Counter(Message.objects.values_list("state", "error"))
        post.run(controls)
        time.sleep(0.3)


def arrived(post: Post) -> dict[str, int]:
    """How often each message has reached its peer, by public id. All messages of the test are counted."""
    mails, texts = post.smtp.ids(), post.sms.texts()
    return {
        str(message.public_id): mails[str(message.public_id)]
        if message.channel == "email"
        else texts[letter(message, NOW).sms]
        for message in Message.objects.select_related("participant", "unit__municipality", "booking")
    }


def uncertain() -> list[Message]:
    """On the coordinator's list, for a human to call about."""
    listed = for_a_human(Unit.objects.all(), NOW)
    return [message for message in listed if message.error.startswith(UNCERTAIN)]


def test_without_any_trouble_each_comes_once(cast, post):
    book(cast, 2)
    printed = post.run()
    assert set(arrived(post).values()) == {1}
    assert {message.state for message in Message.objects.all()} == {MessageState.SENT}
    assert printed.count(" sent") == 4
    for private in ("Berit", "berit@", "0701740605", "070-174", "Simhallen"):
        assert private not in printed
    assert post.sms.seen[0] == ("/a1/sms", "Basic dTpw")
    assert post.sms.taken[0]["to"] == "+46701740605"


@pytest.mark.parametrize("channel", ["email", "sms"])
def test_killed_while_the_peer_has_it_and_has_not_answered(cast, post, channel):
    book(cast, 2)
    Message.objects.exclude(channel=channel).delete()
    post.smtp.slow["data"] = post.sms.slow = 5
    has_come = (lambda: post.smtp.mails) if channel == "email" else (lambda: post.sms.taken)
    worker = post.start()
    wait_for(has_come, worker)
    kill(worker)
    assert Message.objects.filter(state=MessageState.SENDING).count() == 1
    post.smtp.slow["data"] = post.sms.slow = 0
    time.sleep(1.1)  # the lease
    finish(post)
    assert list(arrived(post).values()) == [1, 1]
    # 46elks can be asked; a mail server cannot, so a human is told that it is not known.
    assert len(uncertain()) == (1 if channel == "email" else 0)


def test_killed_before_the_last_step_it_is_sent_by_the_next(cast, post):
    book(cast, 1)
    Message.objects.exclude(channel="email").delete()
    post.smtp.slow["rcpt"] = 30
    worker = post.start()
    wait_for(lambda: post.smtp.asked, worker)
    kill(worker)
    assert Message.objects.get().state == MessageState.WAITING
    assert post.smtp.mails == []
    post.smtp.slow["rcpt"] = 0
    time.sleep(1.1)
    finish(post)
    assert Message.objects.get().state == MessageState.SENT
    assert list(arrived(post).values()) == [1]


@pytest.mark.parametrize("seed", [1, 2])
def test_R35_killed_at_random_moments_nothing_comes_twice_and_nothing_is_lost(cast, post, seed):
    chance = random.Random(seed)
    visits, kills = 6, 4
    book(cast, visits)
    post.smtp.slow = {"rcpt": 0.05, "data": 0.05}
    post.sms.slow = 0.05
    for _ in range(kills):
        before = sum(arrived(post).values())
        worker = post.start()
        # Not counted from the start: importing Django takes longer than sending.
        goal = before + chance.randint(0, 2)
        wait_for(lambda goal=goal: sum(arrived(post).values()) >= goal and post.smtp.asked, worker)
        time.sleep(chance.uniform(0, 0.15))
        kill(worker)
    finish(post)
    come = arrived(post)
    not_known = {str(message.public_id) for message in uncertain()}
    assert max(come.values()) == 1
    assert {message_id for message_id, times in come.items() if times == 0} <= not_known
    assert len(come) == 2 * visits
    assert len(not_known) <= kills


@pytest.mark.parametrize("channel", ["email", "sms"])
def test_R35_negative_control_unmarked_it_comes_twice(cast, post, channel):
    """The same kill, when the worker writes nothing before the last step."""
    book(cast, 1)
    Message.objects.exclude(channel=channel).delete()
    post.smtp.slow["data"] = post.sms.slow = 5
    has_come = (lambda: post.smtp.mails) if channel == "email" else (lambda: post.sms.taken)
    worker = post.start("unmarked")
    wait_for(has_come, worker)
    kill(worker)
    post.smtp.slow["data"] = post.sms.slow = 0
    time.sleep(1.1)
    finish(post, "unmarked")
    assert list(arrived(post).values()) == [2]


def test_two_workers_at_once_share_the_work(cast, post):
    book(cast, 6)
    post.smtp.slow = {"rcpt": 0.05, "data": 0.05}
    post.sms.slow = 0.1
    workers = [post.start(lease=60), post.start(lease=60)]
    printed = [worker.communicate(timeout=120)[0] for worker in workers]
    assert [worker.returncode for worker in workers] == [0, 0], printed
    assert set(arrived(post).values()) == {1}
    assert sum(output.count(" sent") for output in printed) == 12


def test_R31_negative_control_two_workers_that_claim_nothing_send_it_twice(cast, post):
    book(cast, 1)
    Message.objects.exclude(channel="email").delete()
    post.smtp.slow["rcpt"] = 5
    workers = [post.start("unclaimed"), post.start("unclaimed")]
    for worker in workers:
        worker.communicate(timeout=120)
    assert list(arrived(post).values()) == [2]


def deed(cast: Cast, post: Post, messages: int) -> None:
    """Elsa is asked for so many visits in one press; nobody else is told anything."""
    User.objects.filter(username="elsa").update(channel="email", email="elsa@example.se")
    cast.escort.refresh_from_db()
    for day in range(messages):
        cast.assigned(starts_at=TOMORROW_14 + day * DAY)
    Message.objects.exclude(kind="asked").delete()


def test_two_workers_at_once_tell_of_one_deed_once(cast, post):
    deed(cast, post, 2)
    # Each worker has a message of its own, and neither has begun when the other asks what is told.
    post.smtp.slow["rcpt"] = 4
    workers = [post.start(lease=60), post.start(lease=60)]
    printed = [worker.communicate(timeout=120)[0] for worker in workers]
    assert [worker.returncode for worker in workers] == [0, 0], printed
    assert post.smtp.asked == ["elsa@example.se"] * 2
    (mail,) = post.smtp.mails
    assert "1 fråga till" in mail.get_payload(decode=True).decode()
    assert sorted(message.state for message in Message.objects.all()) == ["dropped", "sent"]


def test_told_to_stop_it_ends_after_the_message_at_hand(cast, post):
    book(cast, 3)
    Message.objects.exclude(channel="email").delete()
    post.smtp.slow["data"] = 1
    worker = post.start()
    wait_for(lambda: post.smtp.mails, worker)
    worker.terminate()
    printed, _ = worker.communicate(timeout=30)
    assert worker.returncode == 0, printed
    assert sorted(message.state for message in Message.objects.all()) == ["sent", "waiting", "waiting"]
    assert len(post.smtp.mails) == 1
