"""What matching has to know of escorts and of the person: read in a few queries, however many escorts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from django.db.models import Count, QuerySet

from hours.matching import Candidate, Obstacle, Suggestion, hindered, suggestions
from hours.models import Absence, Availability, Booking, EscortWish, OfferAnswer
from hours.models.bookings import Answer
from hours.policy import State
from hours.rules import Span
from hours.times import local_date
from hours.week_patterns import WeekRow
from hours.working_time import round_visit
from ledsagning.people.models import Escort, Participant, Skill, SkillKind


@dataclass(slots=True)
class Diary:
    """An escort's time: promised visits by the booking's key, visits carried out, absence, agreed hours."""

    promised: dict[int, Span] = field(default_factory=dict)
    worked: list[Span] = field(default_factory=list)
    absences: list[Span] = field(default_factory=list)
    rows: list[WeekRow] = field(default_factory=list)


@dataclass(slots=True)
class Limits:
    """Whom a person may be sent. `named` are the accounts of named staff; None: anybody."""

    never: set[int] = field(default_factory=set)
    named: set[int] | None = None


def escorts_for(booking: Booking) -> QuerySet[Escort]:
    """Escorts of the booking's municipality who are employed on the day of the visit."""
    return (
        Escort.objects.valid_on(local_date(booking.starts_at))
        .filter(unit__municipality=booking.unit.municipality_id, user__is_active=True)
        .select_related("user", "unit")
    )


def is_employed(escort: Escort, booking: Booking) -> bool:
    """Whether the escort is one of `escorts_for` the booking; both with their units read."""
    day = local_date(booking.starts_at)
    is_there = escort.valid_from <= day and (escort.valid_to is None or day <= escort.valid_to)
    same_place = escort.unit.municipality_id == booking.unit.municipality_id
    return is_there and same_place and escort.user.is_active


def read_diaries(escorts: Iterable[Escort], within: Span) -> dict[int, Diary]:
    """Every escort's time within a period, in three queries."""
    ids = [escort.pk for escort in escorts]
    found: dict[int, Diary] = defaultdict(Diary)
    meets = {"escort__in": ids, "ends_at__gt": within.starts_at, "starts_at__lt": within.ends_at}
    visits = Booking.objects.filter(**meets, state__in=(State.ASSIGNED, State.DONE))
    for visit in visits.only(
        "escort", "state", "starts_at", "ends_at", "actual_starts_at", "actual_ends_at"
    ).order_by("starts_at", "pk"):
        diary = found[visit.escort_id]  # type: ignore[index]  # the filter named escorts
        if visit.state == State.ASSIGNED:
            diary.promised[visit.pk] = visit.span
        else:
            diary.worked.append(visit.told)
    away = Absence.objects.filter(**meets, taken_back_at=None)
    for escort_id, starts_at, ends_at in away.values_list("escort", "starts_at", "ends_at"):
        found[escort_id].absences.append(Span(starts_at, ends_at))
    rows = Availability.objects.filter(escort__in=ids)
    for escort_id, weekday, starts, ends in rows.values_list("escort", "weekday", "starts", "ends"):
        found[escort_id].rows.append(WeekRow(weekday, starts, ends))
    return found


def read_limits(pools: Iterable[int]) -> dict[int, Limits]:
    """Whom the people of these pools may be sent, in two queries."""
    found: dict[int, Limits] = defaultdict(Limits)
    never = EscortWish.objects.filter(participant__pool__in=pools, never=True)
    for pool_id, escort_id in never.values_list("participant__pool", "escort"):
        found[pool_id].never.add(escort_id)
    protected = Participant.objects.filter(pool__in=pools, is_protected=True)
    for pool_id, user_id in protected.order_by().values_list("pool", "named_staff__user"):
        limits = found[pool_id]
        limits.named = (limits.named or set()) | ({user_id} if user_id else set())
    return found


def candidate(booking: Booking, escort: Escort, diary: Diary, limits: Limits) -> Candidate:
    """The escort for this visit, by what the hard rules ask. The visit itself makes nobody busy."""
    around = round_visit(booking.span)
    others = (span for key, span in diary.promised.items() if key != booking.pk)
    return Candidate(
        escort_id=escort.pk,
        busy=tuple(span for span in others if span.overlaps(around)),
        worked=tuple(span for span in diary.worked if span.overlaps(around)),
        absences=tuple(diary.absences),
        rows=tuple(diary.rows),
        minutes_per_week=escort.minutes_per_week,
        avoided=escort.pk in limits.never,
        is_named=limits.named is None or escort.user_id in limits.named,
        is_employed=is_employed(escort, booking),
    )


def by_hard_rules(booking: Booking, escorts: Iterable[Escort]) -> list[Candidate]:
    """Each escort for this visit, by what the hard rules ask, in five queries. User and unit are read."""
    escorts = list(escorts)
    diaries = read_diaries(escorts, round_visit(booking.span))
    limits = read_limits([booking.pool_id]).get(booking.pool_id, Limits())
    return [candidate(booking, escort, diaries.get(escort.pk, Diary()), limits) for escort in escorts]


def skills_wanted(pool_id: int) -> list[Skill]:
    """What the person wants of whoever comes, languages first."""
    wants = Participant.skills_wanted.through.objects.filter(participant__pool=pool_id)
    return list(Skill.objects.filter(pk__in=wants.values("skill")))


def has_of(wanted: Iterable[Skill], escorts: Iterable[Escort]) -> dict[int, set[int]]:
    """Which of the wanted skills each escort has, by the keys of both."""
    through = Escort.skills.through.objects.filter(skill__in=wanted, escort__in=escorts)
    found: dict[int, set[int]] = defaultdict(set)
    for escort_id, skill_id in through.values_list("escort", "skill"):
        found[escort_id].add(skill_id)
    return found


class Wanted(NamedTuple):
    """What a person wants, by name, as an escort has it or lacks it."""

    languages: tuple[str, ...]
    languages_missing: tuple[str, ...]
    skills: tuple[str, ...]
    skills_missing: tuple[str, ...]


def wanted_of(wanted: Iterable[Skill], has: set[int]) -> Wanted:
    """What is wanted, parted by kind and by whether it is among the keys that the escort has."""

    def names(kind: SkillKind, *, there: bool) -> tuple[str, ...]:
        return tuple(each.name for each in wanted if each.kind == kind and (each.pk in has) is there)

    wanted = list(wanted)
    return Wanted(
        languages=names(SkillKind.LANGUAGE, there=True),
        languages_missing=names(SkillKind.LANGUAGE, there=False),
        skills=names(SkillKind.SKILL, there=True),
        skills_missing=names(SkillKind.SKILL, there=False),
    )


def candidates(booking: Booking, escorts: Iterable[Escort]) -> list[Candidate]:
    """Everything matching needs to know of each escort for this visit, hard and soft."""
    escorts = list(escorts)
    done = Booking.objects.filter(pool=booking.pool_id, state=State.DONE)
    together: Mapping[int, int] = dict(done.order_by().values_list("escort").annotate(visits=Count("pk")))
    gladly = set(
        EscortWish.objects.filter(participant__pool=booking.pool_id, never=False).values_list(
            "escort", flat=True
        )
    )
    said_no = booking.assignments.filter(answer=Answer.DECLINED).values_list("escort", flat=True)
    declined = {
        *said_no,
        *booking.offers.filter(answer=OfferAnswer.DECLINED).values_list("escort", flat=True),
    }
    wanted = skills_wanted(booking.pool_id)
    has = has_of(wanted, escorts) if wanted else {}
    return [
        replace(
            known,
            visits_together=together.get(known.escort_id, 0),
            wished_for=booking.wished_escort_id == known.escort_id or known.escort_id in gladly,
            declined_before=known.escort_id in declined,
            wishes_known=booking.wishes_known,
            **wanted_of(wanted, has.get(known.escort_id, set()))._asdict(),
        )
        for known in by_hard_rules(booking, escorts)
    ]


@dataclass(frozen=True, slots=True)
class Fitting:
    """Everybody for a visit: who can come, best first, and who cannot with every obstacle."""

    suggested: list[tuple[Escort, Suggestion]]
    hindered: list[tuple[Escort, list[Obstacle]]]


def fitting(booking: Booking) -> Fitting:
    """Who can take this visit and who cannot, of those employed that day, in about ten queries."""
    escorts = {escort.pk: escort for escort in escorts_for(booking)}
    known = candidates(booking, escorts.values())
    return Fitting(
        [(escorts[found.escort_id], found) for found in suggestions(booking.span, known)],
        [(escorts[one.escort_id], stands) for one, stands in hindered(booking.span, known)],
    )
