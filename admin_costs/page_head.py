"""What stands at the head of every staff page: a stopwatch that goes, and a question of a time study.

One query on a page where there is neither.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Subquery
from django.utils import timezone

from admin_costs.effort import activities_of
from admin_costs.models import Activity, StudyMoment
from admin_costs.models.activities import Process
from admin_costs.stopwatch import minutes_gone
from admin_costs.time_studies import open_moments
from ledsagning.people.models import User

MOST_ANSWERS = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: the moment it is about, and the answers to press. `has_more` on the study's own page."""

    moment: StudyMoment
    activities: list[Activity]
    has_more: bool


@dataclass(frozen=True, slots=True)
class PageHead:
    """Minutes of the stopwatch, when one goes; and what is asked, when something is."""

    stopwatch_minutes: int | None
    asked: Asked | None


def page_head(user: User, now: datetime) -> PageHead:
    """What stands at the head of the account's pages now."""
    first_open = Subquery(open_moments(user, now).values("pk")[:1])
    since, moment_id = User.objects.filter(pk=user.pk).values_list("stopwatch__started_at", first_open).get()
    return PageHead(
        stopwatch_minutes=minutes_gone(since, now) if since else None,
        asked=asked(moment_id, user, now) if moment_id else None,
    )


def asked(moment_id: int, user: User, now: datetime) -> Asked:
    """The question with what the account has answered before, most often first, then its roles' work."""
    moment = StudyMoment.objects.select_related("study__unit__municipality").get(pk=moment_id)
    held = set(user.roles.valid_on(timezone.localtime(now).date()).values_list("kind", flat=True))
    mine = moment.study.moments.filter(user=user).exclude(activity=None).order_by()
    given = Counter(mine.values_list("activity", flat=True))
    there = sorted(
        activities_of(moment.study.unit.municipality),
        key=lambda each: (-given[each.pk], each.role not in held, each.process == Process.OLD, each.name),
    )
    likely = [each for each in there if given[each.pk] or each.role in held] or there
    return Asked(moment, likely[:MOST_ANSWERS], has_more=len(there) > MOST_ANSWERS)
