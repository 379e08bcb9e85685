"""Who may see what: every helper returns the object, or answers 404 as if it did not exist (R18).

Every read of a person's record is logged with who, when, what page and in which capacity (R23, SoLPuL 10 §).
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from ledsagning.people.models import (
    AccessLog,
    Escort,
    Municipality,
    Participant,
    Representative,
    Role,
    Unit,
    User,
)
from ledsagning.people.models.accounts import RoleKind

SELF = "self"
REPRESENTATIVE = "representative"
ESCORT = "escort"
CALENDAR = "calendar"


def today() -> date:
    """The calendar day in Sweden."""
    return timezone.localdate()


def read_line(request: HttpRequest, participant: Participant, capacity: str, user: User) -> AccessLog:
    """A line of the log, not yet written: who read whose record, as what, and on what page."""
    page = request.resolver_match.view_name if request.resolver_match else request.path
    return AccessLog(user=user, participant=participant, capacity=capacity, page=f"{request.method} {page}")


def log_read(
    request: HttpRequest, participant: Participant, capacity: str, *, user: User | None = None
) -> None:
    """Writes that this record was read. `capacity` is SELF, REPRESENTATIVE, ESCORT, CALENDAR or a RoleKind.

    `user` is whose calendar reads, where nobody is signed in.
    """
    read_line(request, participant, capacity, user or request.user).save()


def log_listed(request: HttpRequest, people: Iterable[Participant | None], capacity: str) -> None:
    """Writes that these people's records were read in a list: a line each, all of them or none."""
    each = {person.pk: person for person in people if person}.values()
    AccessLog.objects.bulk_create([read_line(request, person, capacity, request.user) for person in each])


def mandates_of(user: User) -> QuerySet[Representative]:
    """The account's mandates that hold today.

    Staff of the person's municipality represent nobody there by that account: those who decide would see
    what a person has left (P2). An employee who is also a relative has an account of each kind.
    """
    serves = units_of(user, *RoleKind).values("municipality")
    mandates = Representative.objects.valid_on(today()).filter(user=user)
    return mandates.exclude(participant__unit__municipality__in=serves)


def people_acted_for(user: User) -> QuerySet[Participant]:
    """The account's own person and those it represents today."""
    mandates = mandates_of(user).values("participant")
    return Participant.objects.filter(pk__in=mandates) | Participant.objects.filter(user=user)


def own_person(user: User) -> Participant | None:
    """The person whose own account it is."""
    return Participant.objects.filter(user=user).first()


def valid_mandates(user: User) -> list[Representative]:
    """Whom the account may act for today, by name; of several mandates for one person the longest."""
    found = mandates_of(user).select_related("participant")
    by_name = found.order_by("participant__name", "participant", F("valid_to").asc(nulls_last=True), "pk")
    return list({mandate.participant_id: mandate for mandate in by_name}.values())


def mandates_held_for(person: Participant) -> list[Representative]:
    """Every mandate to act for the person that can be used today, by the representative's name."""
    serving = Role.objects.valid_on(today()).filter(unit__municipality=person.unit.municipality_id)
    mandates = Representative.objects.valid_on(today()).filter(participant=person, user__is_active=True)
    usable = mandates.exclude(user__in=serving.values("user"))
    return list(usable.select_related("user").order_by("user__name", "user", "pk"))


def participant_or_404(request: HttpRequest, public_id: UUID) -> Participant:
    """The person's own record, for the person or a representative whose mandate holds today.

    Sets `request.acting_for` to the person when a representative acts, so that every page says so.
    """
    person = (
        people_acted_for(request.user)
        .filter(public_id=public_id)
        .select_related("unit__municipality")
        .first()
    )
    if person is None:
        raise Http404
    is_self = person.user_id == request.user.pk
    request.person = person
    request.acting_for = None if is_self else person
    log_read(request, person, SELF if is_self else REPRESENTATIVE)
    return person


def units_of(user: User, *kinds: RoleKind) -> QuerySet[Unit]:
    """Units where the account holds one of the roles today."""
    return Unit.objects.filter(
        pk__in=user.roles.valid_on(today()).filter(kind__in=kinds).values("unit")
    ).select_related("municipality")


def units_or_404(request: HttpRequest, *kinds: RoleKind) -> QuerySet[Unit]:
    """Units where the signed-in account holds one of the roles today; 404 when there is none.

    Sets `request.units` to them, so that the page's frame knows where one is without asking again.
    """
    units = units_of(request.user, *kinds)
    if not units:  # reads them, once for whoever goes through them too
        raise Http404
    request.units = units
    return units


def municipality_or_404(request: HttpRequest, *kinds: RoleKind) -> Municipality:
    """The municipality of the account's unit in one of the roles."""
    return units_or_404(request, *kinds)[0].municipality


def escort_or_404(request: HttpRequest) -> Escort:
    """The signed-in account's own escort row, while employed."""
    escort = Escort.objects.valid_on(today()).filter(user=request.user).select_related("unit").first()
    if escort is None:
        raise Http404
    return escort


def served_participant_or_404(request: HttpRequest, public_id: UUID, kind: RoleKind) -> Participant:
    """A person of a unit where the account is coordinator or case officer today. Logged."""
    units = units_or_404(request, kind)
    person = (
        Participant.objects.filter(unit__in=units, public_id=public_id)
        .select_related("unit__municipality")
        .first()
    )
    if person is None:
        raise Http404
    log_read(request, person, kind)
    return person
