"""A coordinator's visits, and what each needs from a human. Reads nobody's balance (P2)."""

from datetime import datetime
from enum import StrEnum

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from hours.models import Assignment, Booking, Pool
from hours.models.bookings import Answer
from hours.policy import OPEN_STATES, State
from ledsagning.people.models import Unit


class Need(models.IntegerChoices):
    """What a visit needs, most urgent first."""

    SOMEBODY = 1, _("Needs a companion")
    SOMEBODY_ELSE = 2, _("Declined, needs somebody else")
    ANSWER = 3, _("Asked, has not answered")
    TOP_UP = 4, _("Hours to confirm")
    REPORT = 5, _("Passed, not reported")
    NOTHING = 6, _("Companion coming")
    UNFILLED = 7, _("Passed without a companion")
    CLOSED = 8, _("Closed")


class Part(StrEnum):
    """The list's parts, one at a time."""

    NEEDS = "needs"
    UPCOMING = "upcoming"
    PASSED = "passed"


# What somebody has to act on. The rest only happens.
ACT_ON = (Need.SOMEBODY, Need.SOMEBODY_ELSE, Need.ANSWER, Need.TOP_UP, Need.REPORT)


def with_needs(visits: QuerySet[Booking], now: datetime) -> QuerySet[Booking]:
    """Adds `need` (a Need) and `urgency` (smaller is more urgent; a declined visit waits like a new one)."""
    declined = Assignment.objects.filter(booking=OuterRef("pk"), answer=Answer.DECLINED)
    need = Case(
        When(~Q(state__in=OPEN_STATES), then=Value(Need.CLOSED)),
        When(state=State.ASSIGNED, ends_at__lte=now, then=Value(Need.REPORT)),
        When(ends_at__lte=now, then=Value(Need.UNFILLED)),
        When(Exists(declined), state=State.REQUESTED, then=Value(Need.SOMEBODY_ELSE)),
        When(state=State.REQUESTED, then=Value(Need.SOMEBODY)),
        When(accepted_at=None, then=Value(Need.ANSWER)),
        When(awaits_top_up=True, then=Value(Need.TOP_UP)),
        default=Value(Need.NOTHING),
        output_field=models.IntegerField(),
    )
    urgency = Case(
        When(need=Need.SOMEBODY_ELSE, then=Value(Need.SOMEBODY)),
        default="need",
        output_field=models.IntegerField(),
    )
    return visits.annotate(need=need).annotate(urgency=urgency)


def visits_of(units: QuerySet[Unit], part: Part, now: datetime) -> QuerySet[Booking]:
    """One part of the list: what needs somebody (most urgent first), what comes, or what has been."""
    visits = with_needs(Booking.objects.filter(unit__in=units), now).select_related(
        "pool__participant", "escort__user"
    )
    match part:
        case Part.NEEDS:
            waiting = Q(awaits_top_up=True, state__in=OPEN_STATES, ends_at__gt=now)
            return visits.filter(Q(need__in=ACT_ON) | waiting).order_by("urgency", "starts_at", "pk")
        case Part.UPCOMING:
            return visits.filter(state__in=OPEN_STATES, ends_at__gt=now).order_by("starts_at", "pk")
        case Part.PASSED:
            return (
                visits.filter(ends_at__lte=now).exclude(state=State.CANCELLED).order_by("-starts_at", "-pk")
            )


def open_visits_of(pool: Pool, now: datetime) -> QuerySet[Booking]:
    """One person's visits to come, with what each needs."""
    mine = Booking.objects.filter(pool=pool, state__in=OPEN_STATES, ends_at__gt=now)
    return (
        with_needs(mine, now).select_related("pool__participant", "escort__user").order_by("starts_at", "pk")
    )
