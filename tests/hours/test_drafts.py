"""Drafts: an account's own, kept signed out and for weeks, then removed (R11)."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from hours import drafts
from hours.models import BookingDraft
from tests.cast import NOW, Cast, make_participant

DAY = timedelta(days=1)
SATURDAY = {"dag": {"day": "lördag 14 mars 2026"}}


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Call with an instant: from then on it is that time."""

    def stop(instant):
        monkeypatch.setattr(timezone, "now", lambda: instant)

    stop(NOW)
    return stop


def begin(cast: Cast, **answers: dict[str, str]) -> uuid.UUID:
    return drafts.begin(cast.participant.user, cast.participant, answers=answers)


def test_R11_what_is_answered_is_there_again(cast):
    user, person = cast.participant.user, cast.participant
    draft = drafts.find(user, person, begin(cast))
    drafts.keep(user, draft, "dag", SATURDAY["dag"])
    kept = drafts.keep(user, draft, "plats", {"place": "Simhallen"})
    assert kept.answers == SATURDAY | {"plats": {"place": "Simhallen"}}
    assert drafts.find(user, person, draft.key) == kept


def test_a_draft_is_its_users_about_its_person(cast):
    key = begin(cast, **SATURDAY)
    other = make_participant(unit=cast.unit, username="olle")
    assert drafts.find(cast.participant.user, cast.participant, key)
    assert drafts.find(cast.representative.user, cast.participant, key) is None
    assert drafts.find(cast.participant.user, other, key) is None
    assert drafts.begun(cast.representative.user, cast.participant) == []
    drafts.throw_away(cast.representative.user, cast.participant, key)
    assert drafts.find(cast.participant.user, cast.participant, key)


def test_the_mark_of_the_answers_changes_with_them(cast):
    user, person = cast.participant.user, cast.participant
    draft = drafts.find(user, person, begin(cast, **SATURDAY))
    assert draft.seen == drafts.find(user, person, draft.key).seen
    assert draft.seen != drafts.keep(user, draft, "plats", {"place": ""}).seen


def test_begun_are_those_with_an_answer_and_not_sent_latest_first(cast, clock):
    user, person = cast.participant.user, cast.participant
    begin(cast)
    first, second, third = (begin(cast, dag={"day": day}) for day in ("12 mars", "13 mars", "14 mars"))
    clock(NOW + DAY)
    drafts.keep(user, drafts.find(user, person, first), "plats", {"place": ""})
    drafts.mark_sent(user, drafts.find(user, person, second), now=NOW)
    assert [draft.key for draft in drafts.begun(user, person)] == [first, third]


def test_what_is_sent_is_not_begun_anew_by_the_same_answers(cast):
    key = begin(cast, **SATURDAY)
    assert begin(cast, **SATURDAY) == key
    drafts.mark_sent(
        cast.participant.user, drafts.find(cast.participant.user, cast.participant, key), now=NOW
    )
    assert begin(cast, **SATURDAY) != key


def test_an_answer_to_a_draft_that_was_thrown_away_brings_nothing_back(cast):
    user, person = cast.participant.user, cast.participant
    draft = drafts.find(user, person, begin(cast, **SATURDAY))
    drafts.throw_away(user, person, draft.key)
    assert drafts.keep(user, draft, "plats", {"place": "x"}) == draft
    assert not BookingDraft.objects.exists()


def test_R11_after_a_month_untouched_they_are_removed(cast, clock):
    user, person = cast.participant.user, cast.participant
    old, touched = begin(cast, **SATURDAY), begin(cast, dag={"day": "15 mars"})
    clock(NOW + DAY)
    drafts.keep(user, drafts.find(user, person, touched), "plats", {"place": ""})
    assert drafts.tidy(NOW + 30 * DAY) == 0
    assert drafts.tidy(NOW + 30 * DAY + timedelta(minutes=1)) == 1
    assert [draft.key for draft in drafts.begun(user, person)] == [touched]
    assert drafts.find(user, person, old) is None
