"""Time studies: for two weeks those who agree are asked at random moments what they do.

Taking part is each one's own choice, and can be ended at any moment: being watched is a cost too. Moments are
drawn by the system's own chance, so nobody can foretell them. Answers are read only when the study is
over, as shares of the whole group (admin_costs.sampling): a result that grows tells who answered.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from admin_costs.models import Activity, StudyMoment, TimeStudy
from admin_costs.sampling import Answer, Share, draw_moments, shares, work_days
from ledsagning.people.access import units_of
from ledsagning.people.models import Municipality, Role, Unit, User
from ledsagning.people.models.accounts import RoleKind

DAYS = 14
OPEN_FOR = timedelta(minutes=30)
"""So long after its moment a question can be answered; later nobody remembers, and it passes."""
TAKE_PART = (RoleKind.COORDINATOR, RoleKind.CASE_OFFICER, RoleKind.ADMINISTRATOR)
BEGIN = (RoleKind.MANAGER, RoleKind.ADMINISTRATOR)


class AlreadyStudied(Exception):
    """There is a study of the municipality at that time: two at once could be compared to find one person."""


class NoDaysLeft(Exception):
    """The study is over, or has no work day left to ask on."""


def begin_study(
    unit: Unit,
    *,
    covers_municipality: bool,
    first_day: date,
    moments_a_day: int,
    starts: time,
    ends: time,
    by: User,
    now: datetime,
) -> TimeStudy:
    """Registers a study of two weeks. Raises AlreadyStudied."""
    last_day = first_day + timedelta(days=DAYS - 1)
    with transaction.atomic():
        # Two who begin at once take turns. "No key": bookings need not wait.
        Municipality.objects.select_for_update(no_key=True).get(pk=unit.municipality_id)
        others = TimeStudy.objects.filter(unit__municipality=unit.municipality_id, ended_at=None)
        if others.filter(first_day__lte=last_day, last_day__gte=first_day).exists():
            raise AlreadyStudied
        return TimeStudy.objects.create(
            unit=unit,
            covers_municipality=covers_municipality,
            first_day=first_day,
            last_day=last_day,
            moments_a_day=moments_a_day,
            starts=starts,
            ends=ends,
            by=by,
            at=now,
        )


def studies_seen_by(user: User, *kinds: RoleKind) -> QuerySet[TimeStudy]:
    """Studies of units where the account holds one of the roles today, latest first."""
    units = units_of(user, *kinds)
    whole = Q(covers_municipality=True, unit__municipality__in=units.values("municipality"))
    return TimeStudy.objects.filter(Q(unit__in=units) | whole).select_related("unit__municipality")


def may_take_part(unit: Unit, *, covers_municipality: bool, today: date) -> int:
    """How many people hold a role today with which they may take part."""
    there = Q(unit__municipality=unit.municipality_id) if covers_municipality else Q(unit=unit)
    held = Role.objects.valid_on(today).filter(there, kind__in=TAKE_PART)
    return held.values("user").distinct().order_by().count()


def is_over(study: TimeStudy, now: datetime) -> bool:
    """Whether nobody is asked any more: its last day has passed, or it was ended."""
    return study.ended_at is not None or timezone.localtime(now).date() > study.last_day


def takes_part(study: TimeStudy, user: User, now: datetime) -> bool:
    """Whether the account will be asked again."""
    return not is_over(study, now) and study.moments.filter(user=user, at__gt=now).exists()


def take_part(study: TimeStudy, user: User, *, now: datetime, chance: Random) -> None:
    """Draws an account's moments, from tomorrow or the first day; twice is once. Raises NoDaysLeft."""
    with transaction.atomic():
        # Two presses at once take turns: the second finds the first one's moments.
        study = TimeStudy.objects.select_for_update().get(pk=study.pk)
        if takes_part(study, user, now):
            return
        tomorrow = timezone.localtime(now).date() + timedelta(days=1)
        days = work_days(max(study.first_day, tomorrow), study.last_day)
        if is_over(study, now) or not days:
            raise NoDaysLeft
        drawn = draw_moments(
            days, starts=study.starts, ends=study.ends, a_day=study.moments_a_day, chance=chance
        )
        StudyMoment.objects.bulk_create(
            StudyMoment(study=study, user=user, at=timezone.make_aware(moment)) for moment in drawn
        )


def stop_taking_part(study: TimeStudy, user: User, *, now: datetime) -> None:
    """No more questions to the account. What it has answered stays in the group's shares."""
    study.moments.filter(user=user, answered_at=None, at__gt=now - OPEN_FOR).delete()


def end_study(study: TimeStudy, *, now: datetime) -> None:
    """Asks nobody any more. Ended twice is once; what is over by itself stays as it is."""
    if is_over(study, now):
        return
    with transaction.atomic():
        TimeStudy.objects.filter(pk=study.pk, ended_at=None).update(ended_at=now)
        study.moments.filter(answered_at=None, at__gt=now - OPEN_FOR).delete()


def open_moments(user: User, now: datetime) -> QuerySet[StudyMoment]:
    """Moments of the account that can be answered now, the oldest first: it passes first."""
    return StudyMoment.objects.filter(
        user=user, answered_at=None, at__lte=now, at__gt=now - OPEN_FOR, study__ended_at=None
    ).order_by("at")


def answer(moment: StudyMoment, *, activity: Activity | None, now: datetime) -> bool:
    """Stores what was done at the moment; None is something else. False when it has passed or is answered."""
    still_open = open_moments(moment.user, now).filter(pk=moment.pk).values("pk")
    given = {"activity": activity, "is_other": activity is None, "answered_at": now}
    return bool(StudyMoment.objects.filter(pk__in=still_open, answered_at=None).update(**given))


@dataclass(frozen=True, slots=True)
class Result:
    """What a study that is over tells of the group."""

    asked: int
    answered: int
    people: int
    shares: list[Share]


def result_of(study: TimeStudy, now: datetime) -> Result | None:
    """The result; None while the study goes on, or when fewer than five people have answered (P7)."""
    if not is_over(study, now):
        return None
    rows = study.moments.exclude(answered_at=None).order_by("pk").values_list("user", "activity")
    answers = [Answer(person, activity) for person, activity in rows]
    if not (found := shares(answers)):
        return None
    people = len({answer.person for answer in answers})
    return Result(study.moments.count(), len(answers), people, found)
