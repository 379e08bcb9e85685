"""A time study that is over, a month or so ago: what a dozen colleagues answered. Made up, as all here.

The shares say nothing about a real municipality: they are there so that the page can be seen filled in.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from admin_costs.models import Activity, StudyMoment, TimeStudy
from admin_costs.sampling import draw_moments, work_days
from admin_costs.time_studies import begin_study
from ledsagning.demo.town import SEED, Clock, Town, make_account
from ledsagning.people.models import Role, User

WEEKS_AGO = 5
ANSWERED = 0.78
OTHER = ""
# Colleagues at the same unit, so that nobody stands alone in the figures.
COLLEAGUES = (
    ("signe", "Signe Granlund", "coordinator"),
    ("jakob", "Jakob Ekholm", "coordinator"),
    ("pernilla", "Pernilla Mossberg", "coordinator"),
    ("emil", "Emil Sandvik", "coordinator"),
    ("amira", "Amira Dahl", "coordinator"),
    ("lars", "Lars Hedman", "case_officer"),
    ("nora", "Nora Vikström", "case_officer"),
    ("olov", "Olov Fjell", "case_officer"),
    ("ylva", "Ylva Strand", "case_officer"),
)
# What each role was doing at a random moment: activity (none: something else, or a break) and weight.
DOING = {
    "coordinator": {
        "fragor": 20,
        "tillsattning": 16,
        "telefonbokning": 12,
        "meddelande-for-hand": 8,
        "ny-tillsattning": 7,
        "franvaro": 5,
        OTHER: 32,
    },
    "case_officer": {
        "utredning": 30,
        "uppfoljning": 13,
        "individuell-plan": 12,
        "fragor": 10,
        "overklagande": 3,
        OTHER: 32,
    },
    "administrator": {"ovrigt": 45, "lonemanad": 12, "fragor": 8, OTHER: 35},
}


def finished_study(town: Town, clock: Clock) -> TimeStudy:
    """The study and its answers."""
    chance = Random(SEED)
    first = clock.today - timedelta(days=7 * WEEKS_AGO + clock.today.weekday())
    study = begin_study(
        town.authority,
        covers_municipality=False,
        first_day=first,
        moments_a_day=6,
        starts=time(8),
        ends=time(17),
        by=town.staff["manager"],
        now=clock.now - timedelta(weeks=WEEKS_AGO + 2),
    )
    StudyMoment.objects.bulk_create(
        moment
        for user, kind in taking_part(town, clock.first)
        for moment in moments(study, user, kind, chance)
    )
    return study


def taking_part(town: Town, since: date) -> Iterator[tuple[User, str]]:
    """The unit's own staff and their colleagues, with their roles."""
    for kind in DOING:
        yield town.staff[kind], kind
    for account, name, kind in COLLEAGUES:
        user = make_account(account, name)
        Role.objects.create(user=user, unit=town.authority, kind=kind, valid_from=since)
        yield user, kind


def moments(study: TimeStudy, user: User, kind: str, chance: Random) -> Iterator[StudyMoment]:
    """Two weeks of somebody's moments, most of them answered within half an hour."""
    activities = {activity.slug: activity for activity in Activity.objects.filter(municipality=None)}
    for at in drawn(study, chance):
        slug = chance.choices(list(DOING[kind]), list(DOING[kind].values()))[0]
        moment = StudyMoment(study=study, user=user, at=at)
        if chance.random() < ANSWERED:
            moment.activity = activities.get(slug)
            moment.is_other = slug == OTHER
            moment.answered_at = at + timedelta(minutes=chance.randrange(30))
        yield moment


def drawn(study: TimeStudy, chance: Random) -> list[datetime]:
    """The moments themselves, by Swedish time."""
    days = work_days(study.first_day, study.last_day)
    found = draw_moments(days, starts=study.starts, ends=study.ends, a_day=study.moments_a_day, chance=chance)
    return [timezone.make_aware(moment) for moment in found]
