"""The demonstration's escorts have weeks of their own, one is ill, and a visit waits for the first yes."""

from hours.absences import absences_to_come
from hours.availability import week_of
from hours.models import Offer
from hours.times import local_date
from ledsagning.demo.escorts_days import AWAY, OFFERED_TO, WEEKS, live_their_days
from ledsagning.demo.people import COMPANIONS
from ledsagning.people.models import Escort, Participant
from tests.cast import NOW, make_escort


def test_every_day_of_theirs_is_there(cast):
    accounts = [one.account for one in COMPANIONS if one.account != "elsa"]
    escorts = {account: make_escort(unit=cast.provider, username=account) for account in accounts}
    escorts["elsa"] = cast.escort
    Participant.objects.update(name=OFFERED_TO)
    visit = cast.booking()
    live_their_days(escorts, cast.coordinator, today=local_date(NOW), now=NOW)
    assert {len(week_of(escorts[account])) for account, *_ in WEEKS} == {7, 5, 3}
    assert absences_to_come(Escort.objects.all(), NOW).count() == len(AWAY)
    assert list(Offer.objects.values_list("booking", "answer")) == [(visit.pk, "waiting")] * 3
    assert Offer.objects.filter(escort=cast.escort).exists()
