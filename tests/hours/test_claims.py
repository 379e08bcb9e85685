"""Whose turn it is: a lease, a fence, and one mark before the last step."""

from hours.claims import begin, claimed, ended, put_back
from hours.delivery import LEASE, step
from hours.models import Message, MessageState
from tests.cast import NOW


def now_is(message: Message) -> tuple[str, str]:
    message.refresh_from_db()
    return message.state, message.error


def test_a_claim_holds_as_long_as_the_lease(by_email):
    first = claimed(NOW, LEASE)
    assert (first, claimed(NOW, LEASE)) == (by_email, None)
    second = claimed(NOW + LEASE, LEASE)
    assert (second, second.attempts) == (by_email, 2)


def test_who_slept_too_long_may_not_begin(by_email):
    slept = claimed(NOW, LEASE)
    awake = claimed(NOW + LEASE, LEASE)
    assert begin(slept, now=NOW + LEASE) is False
    assert begin(awake, now=NOW + LEASE) is True
    assert begin(awake, now=NOW + LEASE) is False


def test_nor_write_how_it_ended(by_email):
    slept = claimed(NOW, LEASE)
    claimed(NOW + LEASE, LEASE)
    ended(slept, MessageState.FAILED, now=NOW, error="x")
    put_back(slept, now=NOW, error="x")
    assert now_is(by_email) == (MessageState.WAITING, "")


def test_an_abandoned_one_is_uncertain_and_a_late_answer_puts_it_right(by_email, clock):
    message = claimed(NOW, LEASE)
    begin(message, now=NOW)
    assert step() is None
    assert now_is(by_email)[0] == MessageState.SENDING
    clock.now = NOW + LEASE
    assert step() is None
    assert now_is(by_email) == (MessageState.FAILED, "uncertain")
    ended(message, MessageState.SENT, now=NOW)
    assert now_is(by_email) == (MessageState.SENT, "")


def test_what_a_coordinator_has_told_stays_told(by_email):
    message = claimed(NOW, LEASE)
    Message.objects.update(state=MessageState.TOLD)
    ended(message, MessageState.SENT, now=NOW)
    assert now_is(by_email)[0] == MessageState.TOLD


def test_an_abandoned_sms_that_the_service_cannot_be_asked_about(by_sms, clock, post):
    begin(claimed(NOW, LEASE), now=NOW)
    post.sms.history, clock.now = 500, NOW + LEASE
    step()
    assert now_is(by_sms) == (MessageState.FAILED, "uncertain")


def test_an_idle_worker_writes_nothing(cast, post, django_assert_num_queries):
    with django_assert_num_queries(3):
        assert step() is None
