"""Remarks: sent once, read once, and the unread first."""

import uuid
from datetime import timedelta

import pytest

from hours.errors import Code, Refused
from hours.models import Event, EventKind, Rating, Remark
from hours.remarks import mark_read, rate_and_send, remarks_by, remarks_of, send
from hours.visits import may_be_asked
from ledsagning.people.models import Unit
from tests.cast import NOW, Cast, make_participant, make_unit
from tests.hours.asking import codes, kinds

HOUR = timedelta(hours=1)


def sent(cast: Cast, text: str = "Elsa kom sent.", **more: object) -> Remark:
    asked = {"key": uuid.uuid4(), "is_complaint": False, "by": cast.participant.user, "now": NOW} | more
    return send(cast.participant, text=text, **asked)


class TestSend:
    def test_it_goes_to_the_persons_unit_and_is_counted(self, cast):
        remark = sent(cast, is_complaint=True)
        assert (remark.unit, remark.participant, remark.by) == (
            cast.unit,
            cast.participant,
            cast.participant.user,
        )
        assert (remark.text, remark.is_complaint, remark.at) == ("Elsa kom sent.", True, NOW)
        assert (remark.read_at, remark.read_by, remark.booking) == (None, None, None)
        assert str(remark) == f"remark {remark.public_id}"
        event = Event.objects.get(kind=EventKind.REMARK)
        assert (event.unit, event.by, event.at, event.booking) == (
            cast.unit,
            cast.participant.user,
            NOW,
            None,
        )

    def test_about_a_visit_it_goes_to_the_visits_unit(self, cast):
        visit = cast.booking()
        cast.participant.unit = make_unit(name="Annan enhet")
        remark = sent(cast, booking=visit)
        assert (remark.unit, remark.booking) == (cast.unit, visit)
        assert kinds(visit)[-1] == "remark"

    def test_R34_the_same_key_is_one_remark(self, cast):
        key = uuid.uuid4()
        assert sent(cast, key=key) == sent(cast, key=key, now=NOW + HOUR)
        assert Event.objects.filter(kind=EventKind.REMARK).count() == 1

    @pytest.mark.parametrize("other", [{"text": "Elsa kom i tid."}, {"is_complaint": True}])
    def test_R34_the_same_key_with_other_words_is_refused(self, cast, other):
        key = uuid.uuid4()
        sent(cast, key=key)
        with pytest.raises(Refused) as refused:
            sent(cast, key=key, **other)
        assert codes(refused) == [Code.REMARK_ALREADY_SENT]
        assert Remark.objects.get().text == "Elsa kom sent."

    def test_R34_anothers_key_is_refused(self, cast):
        key = uuid.uuid4()
        sent(cast, key=key)
        olle = make_participant(unit=cast.unit, username="olle")
        with pytest.raises(Refused):
            send(olle, key=key, text="Elsa kom sent.", is_complaint=False, by=olle.user, now=NOW)
        assert Remark.objects.count() == 1


class TestRateAndSend:
    def test_the_press_and_its_words(self, cast):
        visit = cast.done()
        rating, remark = rate_and_send(
            cast.participant,
            visit,
            score=1,
            text="För sent.",
            is_complaint=True,
            by=cast.participant.user,
            now=NOW,
        )
        assert (rating.score, rating.comment) == (1, "För sent.")
        assert (remark.text, remark.booking, remark.is_complaint) == ("För sent.", visit, True)

    def test_neither_when_the_visit_is_rated(self, cast):
        visit = cast.done()
        given = {"text": "Nej.", "is_complaint": False, "by": cast.participant.user, "now": NOW}
        rate_and_send(cast.participant, visit, score=1, **given)
        with pytest.raises(Refused) as refused:
            rate_and_send(cast.participant, visit, score=2, **given)
        assert codes(refused) == [Code.ALREADY_RATED]
        assert (Rating.objects.count(), Remark.objects.count()) == (1, 1)
        visit.refresh_from_db()
        assert not may_be_asked(visit)


class TestMarkRead:
    def test_who_and_when(self, cast):
        remark = mark_read(sent(cast), by=cast.coordinator, now=NOW + HOUR)
        assert (remark.read_by, remark.read_at) == (cast.coordinator, NOW + HOUR)

    def test_the_first_to_say_so_stands(self, cast):
        remark = sent(cast)
        mark_read(remark, by=cast.coordinator, now=NOW)
        again = mark_read(remark, by=cast.manager, now=NOW + HOUR)
        assert (again.read_by, again.read_at) == (cast.coordinator, NOW)


class TestRemarksOf:
    def test_the_unread_that_has_waited_longest_is_first_then_the_newest_read(self, cast):
        for hours, text in enumerate(("läst 0", "oläst 1", "läst 2", "oläst 3")):
            remark = sent(cast, text, now=NOW + hours * HOUR)
            if text.startswith("läst"):
                mark_read(remark, by=cast.manager, now=NOW + 9 * HOUR)
        mine = Unit.objects.filter(pk=cast.unit.pk)
        assert [each.text for each in remarks_of(mine)] == ["oläst 1", "oläst 3", "läst 2", "läst 0"]

    def test_another_units_are_not_there(self, cast):
        sent(cast)
        assert not remarks_of(Unit.objects.filter(pk=cast.provider.pk))

    def test_a_persons_own_the_newest_first(self, cast):
        first, second = sent(cast), sent(cast, "Mer.", now=NOW + HOUR)
        olle = make_participant(unit=cast.unit, username="olle")
        send(olle, key=uuid.uuid4(), text="Hej.", is_complaint=False, by=olle.user, now=NOW)
        assert list(remarks_by(cast.participant)) == [second, first]
