"""A coordinator's visits, and what each needs from a human. Reads nobody's balance (P2)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.db import models
from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from hours.models import (
    Absence,
    Assignment,
    Booking,
    Offer,
    OfferAnswer,
    Pool,
)
from hours.models.bookings import Answer
from hours.policy import OPEN_STATES, State
from hours.times import instants
from ledsagning.people.models import Area, Unit


class Need(models.IntegerChoices):
    """What a visit needs. How urgent it is, with its time, is said by the policy below."""

    SOMEBODY = 1, _("Needs a companion")
    SOMEBODY_ELSE = 2, _("Declined, needs somebody else")
    ABSENT = 9, _("The companion is absent")
    OFFERED = 10, _("Offered to several")
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


# The policy of "most urgent first", in this order: how near the visit is (a day, a week, later); what nobody
# has done anything about before what waits for an answer, and both before hours to confirm, for those visits
# take place all the same; then by the clock. What has passed comes after everything.
# So a visit in two hours without a companion stands before one in three weeks, and this afternoon's question
# that nobody has answered before a visit next Monday that nobody has been asked for.
HORIZONS = (timedelta(days=1), timedelta(days=7))
GRAVITY = {
    Need.SOMEBODY: 0,
    Need.SOMEBODY_ELSE: 0,
    Need.ABSENT: 0,
    Need.OFFERED: 1,
    Need.ANSWER: 1,
    Need.TOP_UP: 2,
}
STEP = 3
AFTERWARDS = STEP * (len(HORIZONS) + 1)

NOBODY_COMES = tuple(need for need, gravity in GRAVITY.items() if gravity == 0)
# What somebody has to act on. The rest only happens.
ACT_ON = (*GRAVITY, Need.REPORT)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a coordinator looks at just now; None is everything."""

    unit: Unit | None = None
    day: date | None = None
    area: Area | None = None


EVERYTHING = Filters()


def number(value: int) -> Value:
    return Value(value, output_field=IntegerField())


def is_absent(now: datetime) -> Exists:
    """Whether the visit's escort has said to be away then. An absence taken back is none."""
    away = Absence.objects.filter(
        escort=OuterRef("escort"),
        taken_back_at=None,
        starts_at__lt=OuterRef("ends_at"),
        ends_at__gt=OuterRef("starts_at"),
    )
    return Exists(away.filter(ends_at__gt=now))


def offers_waiting() -> Coalesce:
    """How many have been offered the visit and not answered."""
    waiting = Offer.objects.filter(booking=OuterRef("pk"), answer=OfferAnswer.WAITING).order_by()
    counted = waiting.values("booking").annotate(offers=Count("pk")).values("offers")
    return Coalesce(Subquery(counted), 0)


def needs(now: datetime) -> list[tuple[Q, Need]]:
    """When a visit needs what: the first that holds. A visit of which none holds needs nothing."""
    declined = Assignment.objects.filter(booking=OuterRef("pk"), answer=Answer.DECLINED)
    return [
        (~Q(state__in=OPEN_STATES), Need.CLOSED),
        (Q(state=State.ASSIGNED, ends_at__lte=now), Need.REPORT),
        (Q(ends_at__lte=now), Need.UNFILLED),
        (Q(state=State.REQUESTED, offers_open__gt=0), Need.OFFERED),
        (Q(Exists(declined), state=State.REQUESTED), Need.SOMEBODY_ELSE),
        (Q(state=State.REQUESTED), Need.SOMEBODY),
        (Q(is_absent(now)), Need.ABSENT),
        (Q(accepted_at=None), Need.ANSWER),
        (Q(awaits_top_up=True), Need.TOP_UP),
    ]


def with_needs(visits: QuerySet[Booking], now: datetime) -> QuerySet[Booking]:
    """Adds `need` (a Need), `urgency` (smaller is more urgent) and `offers_open` (offers unanswered)."""
    first_that_holds = needs(now)
    need = Case(
        *(When(holds, then=number(need)) for holds, need in first_that_holds), default=number(Need.NOTHING)
    )
    gravity = Case(
        *(When(holds, then=number(gravity_of(need))) for holds, need in first_that_holds),
        default=number(gravity_of(Need.NOTHING)),
    )
    near = [When(starts_at__lt=now + within, then=number(n * STEP)) for n, within in enumerate(HORIZONS)]
    horizon = Case(*near, default=number(len(HORIZONS) * STEP))
    return visits.annotate(offers_open=offers_waiting()).annotate(need=need, urgency=gravity + horizon)


def gravity_of(need: Need) -> int:
    """How grave a need is beside others as near in time; what has passed or needs nothing comes after all."""
    return GRAVITY.get(need, AFTERWARDS + need)


def filtered(visits: QuerySet[Booking], filters: Filters) -> QuerySet[Booking]:
    """Those of a unit, of a day (that begin on it, on Swedish clocks), of people who live in an area."""
    if filters.unit:
        visits = visits.filter(unit=filters.unit)
    if filters.day:
        begins, ends = (instants(filters.day + timedelta(days=apart), time(0))[0] for apart in (0, 1))
        visits = visits.filter(starts_at__gte=begins, starts_at__lt=ends)
    if filters.area:
        # Where somebody with a protected identity lives is not told by a list either (R25).
        visits = visits.filter(pool__participant__area=filters.area, pool__participant__is_protected=False)
    return visits


def visits_of(
    units: QuerySet[Unit] | list[Unit], part: Part, now: datetime, filters: Filters = EVERYTHING
) -> QuerySet[Booking]:
    """One part of the list: what needs somebody (most urgent first), what comes, or what has been."""
    visits = filtered(Booking.objects.filter(unit__in=units), filters)
    visits = with_needs(visits, now).select_related("pool__participant", "escort__user")
    match part:
        case Part.NEEDS:
            waiting = Q(awaits_top_up=True, ends_at__gt=now)
            open_ones = visits.filter(Q(need__in=ACT_ON) | waiting, state__in=OPEN_STATES)
            return open_ones.order_by("urgency", "starts_at", "pk")
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
