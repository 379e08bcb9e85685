"""Everything planning has to know of many visits and escorts, read in as many queries as for one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from django.db.models import Count, F

from hours.fitting import Diary, Limits, candidate, read_diaries, read_limits, wanted_of
from hours.matching import FULL_WEEK_MINUTES, Candidate, Obstacle, Suggestion, suggestions
from hours.models import Assignment, Booking, EscortWish, Offer, OfferAnswer
from hours.models.bookings import Answer
from hours.planning import EVENNESS, OpenVisit, Task, Worker, wish_points
from hours.policy import State
from hours.rules import Span
from hours.times import instants, local_date
from hours.week_patterns import expanded
from hours.working_time import WEEK, round_visit
from ledsagning.people.models import Escort, Participant, Skill

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts about these visits and escorts, by their keys; `together` and `gladly` by pool and escort."""

    visits: Sequence[Booking]
    escorts: Sequence[Escort]
    around: Span
    diaries: dict[int, Diary]
    limits: dict[int, Limits]
    together: dict[Pair, int]
    gladly: set[Pair]
    declined: set[Pair]
    wanted: dict[int, list[Skill]]
    skills: dict[int, set[int]]

    def candidate(self, visit: Booking, escort: Escort) -> Candidate:
        """Everything matching has to know of the escort for the visit, hard and soft."""
        diary, limits = self.diaries.get(escort.pk, Diary()), self.limits.get(visit.pool_id, Limits())
        return self.with_wishes(candidate(visit, escort, diary, limits), visit, escort)

    def with_wishes(self, known: Candidate, visit: Booking, escort: Escort) -> Candidate:
        pair = (visit.pool_id, escort.pk)
        wanted = self.wanted.get(visit.pool_id, ())
        return replace(
            known,
            visits_together=self.together.get(pair, 0),
            wished_for=visit.wished_escort_id == escort.pk or pair in self.gladly,
            declined_before=(visit.pk, escort.pk) in self.declined,
            wishes_known=visit.wishes_known,
            **wanted_of(wanted, self.skills.get(escort.pk, set()))._asdict(),
        )

    def task(self) -> Task:
        """The same as plain data, for hours.planning_search."""
        return Task([self.open_visit(visit) for visit in self.visits], [self.worker(e) for e in self.escorts])

    def open_visit(self, visit: Booking) -> OpenVisit:
        limits = self.limits.get(visit.pool_id, Limits())
        never = dict.fromkeys(limits.never, Obstacle.UNWANTED)
        if limits.named is not None:
            others = (escort.pk for escort in self.escorts if escort.user_id not in limits.named)
            never |= dict.fromkeys(others, Obstacle.PROTECTED)
        fitting = {
            escort.pk: wish_points(self.with_wishes(Candidate(escort.pk), visit, escort))
            for escort in self.told_apart(visit)
        }
        return OpenVisit(visit.pk, visit.span, fitting, never)

    def told_apart(self, visit: Booking) -> list[Escort]:
        """The escorts of whom anything at all is known for this visit: with wanted skills, everybody."""
        if visit.pool_id in self.wanted:
            return list(self.escorts)
        return [
            escort
            for escort in self.escorts
            if (visit.pool_id, escort.pk) in self.together
            or (visit.pool_id, escort.pk) in self.gladly
            or visit.wished_escort_id == escort.pk
        ]

    def worker(self, escort: Escort) -> Worker:
        diary = self.diaries.get(escort.pk, Diary())
        work = [*diary.promised.values(), *diary.worked]
        first, last = (local_date(each) for each in (self.around.starts_at, self.around.ends_at))
        return Worker(
            key=escort.pk,
            employed=employed(escort, self.around),
            work=work,
            absences=diary.absences,
            free=expanded(diary.rows, first, last) if diary.rows else None,
            minutes_per_week=escort.minutes_per_week,
            fitting=self.evenness(escort, work),
        )

    def evenness(self, escort: Escort, work: Sequence[Span]) -> int:
        """Points for those with little of their weeks promised yet."""
        weeks = max(1, (self.around.ends_at - self.around.starts_at) // WEEK)
        agreed = (escort.minutes_per_week or FULL_WEEK_MINUTES) * weeks
        return max(0, EVENNESS - EVENNESS * sum(span.minutes for span in work) // max(1, agreed))


def employed(escort: Escort, around: Span) -> Span:
    """The time of the employment within a period."""
    begins = max(around.starts_at, midnight(escort, "valid_from"))
    ends = around.ends_at if escort.valid_to is None else midnight(escort, "valid_to") + timedelta(hours=24)
    return Span(begins, max(begins, min(around.ends_at, ends)))


def midnight(escort: Escort, end: str) -> datetime:
    return instants(getattr(escort, end), time(0))[0]


def escorts_between(visits: Sequence[Booking]) -> list[Escort]:
    """Escorts of the municipality of the visits, employed on the day of some of them."""
    days = [local_date(visit.starts_at) for visit in visits]
    everybody = Escort.objects.filter(
        unit__municipality=visits[0].unit.municipality_id, user__is_active=True, valid_from__lte=max(days)
    )
    still = everybody.exclude(valid_to__lt=min(days))
    return list(still.select_related("user", "unit").order_by("pk"))


def read_facts(visits: Sequence[Booking], escorts: Sequence[Escort]) -> Facts:
    """About visits of one unit, at least one, with `unit` read. Ten queries, however many they are."""
    rounds = [round_visit(visit.span) for visit in visits]
    around = Span(min(each.starts_at for each in rounds), max(each.ends_at for each in rounds))
    pools = {visit.pool_id for visit in visits}
    done = Booking.objects.filter(pool__in=pools, escort__in=escorts, state=State.DONE)
    counted = done.order_by().values_list("pool", "escort").annotate(visits=Count("pk"))
    gladly = EscortWish.objects.filter(participant__pool__in=pools, never=False)
    declined = Assignment.objects.filter(booking__in=visits, answer=Answer.DECLINED).order_by()
    offered = Offer.objects.filter(booking__in=visits, answer=OfferAnswer.DECLINED).order_by()
    return Facts(
        visits=visits,
        escorts=escorts,
        around=around,
        diaries=read_diaries(escorts, around),
        limits=read_limits(pools),
        together={(pool, escort): number for pool, escort, number in counted},
        gladly=set(gladly.values_list("participant__pool", "escort")),
        declined=set(
            declined.values_list("booking", "escort").union(offered.values_list("booking", "escort"))
        ),
        wanted=read_wanted(pools),
        skills=read_skills(escorts),
    )


def suggest_each(visits: Sequence[Booking]) -> dict[int, list[tuple[Escort, Suggestion]]]:
    """Who can take each of these visits of one municipality, best first, by the visit's key: what
    hours.assignments.suggest says of each, in as many queries for all of them.
    """
    if not visits:
        return {}
    facts = read_facts(visits, escorts_between(visits))
    by_key = {escort.pk: escort for escort in facts.escorts}
    found = {}
    for visit in visits:
        ranked = suggestions(visit.span, [facts.candidate(visit, escort) for escort in facts.escorts])
        found[visit.pk] = [(by_key[each.escort_id], each) for each in ranked]
    return found


def read_wanted(pools: set[int]) -> dict[int, list[Skill]]:
    """What each person wants of whoever comes, languages first; only those who want something."""
    wants = Participant.skills_wanted.through.objects.filter(participant__pool__in=pools)
    found: dict[int, list[Skill]] = defaultdict(list)
    rows = wants.select_related("skill").order_by("skill__kind", "skill__name")
    for row in rows.annotate(pool=F("participant__pool")):
        found[row.pool].append(row.skill)  # type: ignore[attr-defined]  # the annotation above
    return dict(found)


def read_skills(escorts: Sequence[Escort]) -> dict[int, set[int]]:
    """Which skills each escort has."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = Escort.skills.through.objects.filter(escort__in=escorts)
    for escort_id, skill_id in rows.values_list("escort", "skill"):
        found[escort_id].add(skill_id)
    return found
