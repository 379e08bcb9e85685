"""Pay in the demonstration: last month is locked, and two reports of this month wait to be attested."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from hours.attests import waiting
from hours.models import Booking
from hours.payroll import lock_month, providers_of, start_of
from hours.times import add_months, first_of_month
from ledsagning.people.models import Escort, Unit, User

TO_ATTEST = 2
FIRST_NUMBER = 1001


@transaction.atomic
def pay_last_month(authority: Unit, coordinator: User, now: datetime) -> None:
    """Attests what was before, all but the two latest of this month, and locks last month."""
    for number, escort in enumerate(Escort.objects.order_by("pk"), FIRST_NUMBER):
        Escort.objects.filter(pk=escort.pk).update(payroll_number=str(number))
    units = Unit.objects.filter(pk=authority.pk)
    month = first_of_month(now)
    of_this_month = waiting(units).filter(starts_at__gte=start_of(month))
    left = list(of_this_month.order_by("-starts_at", "-pk").values_list("pk", flat=True)[:TO_ATTEST])
    seen = list(waiting(units).exclude(pk__in=left).values_list("pk", flat=True))
    # Not counted one by one: the administration of the time before comes in its own files.
    Booking.objects.filter(pk__in=seen).update(attested_at=F("reported_at"), attested_by=coordinator)
    for provider in providers_of(units):
        lock_month(provider, add_months(month, -1), unit=authority, by=coordinator, now=now)
