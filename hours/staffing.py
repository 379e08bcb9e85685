"""What coordinators settle beside the visits: what an escort can and works, and who meets whom (R25)."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from hours.assignments import locked_escort
from hours.transactions import action
from ledsagning.people.models import Escort, NamedStaff, Participant, Skill, User


@action
def agree(escort: Escort, *, minutes_per_week: int | None, skills: Iterable[Skill]) -> Escort:
    """Stores an escort's agreed hours a week, and languages and skills.

    Under the escort's lock: an assignment reads either all of it or nothing.
    """
    escort = locked_escort(escort)
    escort.minutes_per_week = minutes_per_week
    escort.save(update_fields=["minutes_per_week"])
    escort.skills.set(skills)
    return escort


@action
def name_staff(person: Participant, user: User, *, by: User, now: datetime) -> NamedStaff:
    """Lets somebody meet a person with protected identity. Twice is the same as once."""
    named, _ = NamedStaff.objects.get_or_create(participant=person, user=user, defaults={"by": by, "at": now})
    return named


def nameable(person: Participant, escorts: QuerySet[Escort]) -> QuerySet[Escort]:
    """Those of the escorts who are not named for the person yet."""
    return escorts.exclude(user__in=person.named_staff.values("user"))
