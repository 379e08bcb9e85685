"""One action is one transaction, and the losers of a race try again (R32)."""

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from hours.transactions import ATTEMPTS, action
from ledsagning.people.models import Municipality


def losing(times: int, error: type[Exception] = IntegrityError):
    """An action that loses its first races. `tries` counts them."""
    tries = []

    @action
    def run(word: str, *, more: str) -> str:
        tries.append(word)
        Municipality.objects.filter(pk="1381").update(phone=f"{word} {len(tries)}")
        if len(tries) <= times:
            raise error("another writer was first")
        return f"{word} {more}"

    run.tries = tries
    return run


def phone() -> str:
    return Municipality.objects.get(pk="1381").phone


@pytest.mark.django_db(transaction=True)
class TestOutermost:
    @pytest.mark.parametrize("error", [IntegrityError, OperationalError])
    def test_R32_a_lost_race_is_run_again(self, error):
        run = losing(2, error)
        assert run("boka", more="nu") == "boka nu"
        assert len(run.tries) == 3
        assert phone() == "boka 3"

    def test_R32_what_is_lost_every_time_is_told_in_the_end(self):
        run = losing(ATTEMPTS)
        with pytest.raises(IntegrityError, match="another writer"):
            run("boka", more="nu")
        assert len(run.tries) == ATTEMPTS
        assert phone() == ""

    def test_what_is_wrong_for_another_reason_is_not_tried_again(self):
        run = losing(1, ValueError)
        with pytest.raises(ValueError, match="another writer"):
            run("boka", more="nu")
        assert len(run.tries) == 1
        assert phone() == ""


def test_R32_inside_another_transaction_there_is_nothing_to_try_again(db):
    assert connection.in_atomic_block
    run = losing(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        run("boka", more="nu")
    assert len(run.tries) == 1


def test_an_action_keeps_its_name():
    assert losing(0).__name__ == "run"
