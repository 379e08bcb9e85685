"""The demonstration's remarks, one read and others not, and a log to look in."""

from datetime import UTC, datetime

from django.utils import timezone

from hours.models import Event, EventKind, Remark
from hours.page_words import PAGES
from ledsagning.demo.coming import LAST, NEXT
from ledsagning.demo.people import BERIT, PEOPLE
from ledsagning.demo.said import LOOKS, write_and_look
from ledsagning.demo.town import Clock, live, make_town, planned_steps
from ledsagning.people.models import AccessLog

NOW = datetime(2026, 3, 11, 8, 0, tzinfo=UTC)
CLOCK = Clock(NOW, months=2)
NAMED = {name for name, *_ in (*LAST, *NEXT)}
FEW = tuple(person for person in PEOPLE if person.name in NAMED)


def test_there_is_something_to_read_and_somebody_has_looked(db):
    town = make_town(CLOCK)
    steps = planned_steps(CLOCK, FEW)
    assert sum(live(town, steps)) == len(steps)
    write_and_look(town, CLOCK)
    assert [bool(remark.read_at) for remark in Remark.objects.order_by("at")] == [True, False, False]
    assert Remark.objects.filter(is_complaint=True).count() == 1
    assert Remark.objects.get(participant__name=BERIT).booking.pool.participant.name == BERIT
    assert Event.objects.filter(kind=EventKind.REMARK).count() == 3
    assert AccessLog.objects.count() == len(LOOKS)
    assert AccessLog.objects.filter(at__gt=timezone.make_aware(datetime(2026, 3, 10, 12))).count() == 0


def test_every_page_in_it_has_words():
    assert {page.split(" ")[1] for *_, page in LOOKS} <= set(PAGES)
