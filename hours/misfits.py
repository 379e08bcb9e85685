"""Planned work that no longer fits: promised visits whose escort has since got something in the way.

Nothing is taken from anybody: somebody looks at it, asks the escort, or asks somebody else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from hours.fitting import Diary, Limits, candidate, read_diaries, read_limits, wanted_of
from hours.matching import Obstacle, obstacles
from hours.models import Booking
from hours.policy import State
from hours.rules import Span
from hours.working_time import round_visit
from ledsagning.people.models import Escort, Unit


@dataclass(frozen=True, slots=True)
class Misfit:
    """A promised visit, the hard rules it breaks, and wanted languages and skills that its escort lacks."""

    visit: Booking
    obstacles: tuple[Obstacle, ...]
    languages_missing: tuple[str, ...] = ()
    skills_missing: tuple[str, ...] = ()


def promised_visits(units: Iterable[Unit] | QuerySet[Unit], now: datetime) -> list[Booking]:
    """Visits to come that somebody holds, with all that is asked of them and their escorts."""
    return list(
        Booking.objects.filter(unit__in=units, state=State.ASSIGNED, starts_at__gt=now)
        .select_related("pool__participant", "unit", "escort__user", "escort__unit")
        .prefetch_related("pool__participant__skills_wanted", "escort__skills")
        .order_by("starts_at", "pk")
    )


def misfits(units: Iterable[Unit] | QuerySet[Unit], now: datetime) -> list[Misfit]:
    """Promised visits to come that no longer fit, the soonest first, in eight queries."""
    held = [(visit, visit.escort) for visit in promised_visits(units, now) if visit.escort]
    if not held:
        return []
    first, last = (round_visit(visit.span) for visit, _ in (held[0], held[-1]))
    escorts = {escort.pk: escort for _, escort in held}
    diaries = read_diaries(escorts.values(), Span(first.starts_at, last.ends_at))
    limits = read_limits({visit.pool_id for visit, _ in held})
    found = [
        misfit(visit, escort, diaries.get(escort.pk, Diary()), limits.get(visit.pool_id, Limits()))
        for visit, escort in held
    ]
    return [one for one in found if one.obstacles or one.languages_missing or one.skills_missing]


def misfit(visit: Booking, escort: Escort, diary: Diary, limits: Limits) -> Misfit:
    """What stands between this visit and the escort who holds it."""
    person = visit.pool.participant
    wanted = person.skills_wanted.all() if person else ()
    lacking = wanted_of(wanted, {skill.pk for skill in escort.skills.all()})
    return Misfit(
        visit,
        tuple(obstacles(candidate(visit, escort, diary, limits), visit.span)),
        lacking.languages_missing,
        lacking.skills_missing,
    )
