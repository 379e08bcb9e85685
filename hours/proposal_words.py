"""Words for what is proposed: how many get somebody, and why a visit got no one."""

from collections import Counter

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hours.matching import Obstacle
from hours.models.proposals import ProposedVisit
from hours.planning import Why

WHY_NOBODY: dict[str, str | Promise] = {
    Why.NEEDED_MORE: gettext_lazy("Those who could come are needed more for other visits."),
    Why.NOBODY_EMPLOYED: gettext_lazy("No companion is employed that day."),
    Obstacle.NOT_EMPLOYED: gettext_lazy("No companion is employed that day."),
    Obstacle.UNWANTED: gettext_lazy("The person has asked not to meet those who could come."),
    Obstacle.PROTECTED: gettext_lazy("None of those named for the person can come."),
    Obstacle.BUSY: gettext_lazy("Everybody who works then has another visit."),
    Obstacle.ABSENT: gettext_lazy("Those who usually work then are away."),
    Obstacle.OUTSIDE_HOURS: gettext_lazy("Nobody works at those hours."),
    Obstacle.DAILY_REST: gettext_lazy("Those who are free would get less than 11 hours of rest."),
    Obstacle.WEEKLY_REST: gettext_lazy("Those who are free would get less than 36 hours of rest that week."),
    Obstacle.WEEKLY_HOURS: gettext_lazy("Those who are free would work more that week than is agreed."),
}


def why_words(row: ProposedVisit) -> str:
    """Why the visit got no one, in a sentence."""
    return str(WHY_NOBODY.get(row.obstacle, ""))


def why_counted(codes: Counter[str]) -> list[tuple[str, int]]:
    """The reasons, the commonest first, with how many visits each."""
    return [(str(WHY_NOBODY.get(code, "")), number) for code, number in codes.most_common()]


def score_words(found: int, visits: int) -> str:
    """As in "987 of 1,000 visits get a companion"."""
    if not visits:
        return _("No visit without a companion on these days.")
    return ngettext(
        "%(found)s of %(visits)s visit gets a companion",
        "%(found)s of %(visits)s visits get a companion",
        visits,
    ) % {"found": f"{found:n}", "visits": f"{visits:n}"}
