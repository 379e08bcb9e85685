"""Who may see what: every helper returns the object, or answers 404 as if it did not exist (R18).

Every read of a person's record is logged with who, when, what page and in which capacity (R23, SoLPuL 10 §).
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from ledsagning.people.models import AccessLog, Escort, Municipality, Participant, Representative, Unit, User
from ledsagning.people.models.accounts import RoleKind

SELF = "self"
REPRESENTATIVE = "representative"
ESCORT = "escort"


def today() -> date:
    """The calendar day in Sweden."""
    return timezone.localdate()


def log_read(request: HttpRequest, participant: Participant, capacity: str) -> None:
    """Writes that this record was read. `capacity` is SELF, REPRESENTATIVE, ESCORT or a RoleKind."""
    page = request.resolver_match.view_name if request.resolver_match else request.path
    AccessLog.objects.create(
        user=request.user, participant=participant, capacity=capacity, page=f"{request.method} {page}"
    )


def log_listed(request: HttpRequest, people: Iterable[Participant | None], capacity: str) -> None:
    """Writes that these people's records were read in a list: a line each, in one transaction."""
    with transaction.atomic():
        for person in {person.pk: person for person in people if person}.values():
            log_read(request, person, capacity)


def people_acted_for(user: User) -> QuerySet[Participant]:
    """The account's own person and those it represents today.

    Staff of the person's municipality represent nobody there by that account: those who decide would see
    what a person has left (P2). An employee who is also a relative has an account of each kind.
    """
    serves = units_of(user, *RoleKind).values("municipality")
    mandates = Representative.objects.valid_on(today()).filter(user=user)
    mandates = mandates.exclude(participant__unit__municipality__in=serves)
    ids = list(mandates.values_list("participant", flat=True))
    return Participant.objects.filter(pk__in=ids) | Participant.objects.filter(user=user)


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
    """Units where the signed-in account holds one of the roles today; 404 when there is none."""
    units = units_of(request.user, *kinds)
    if not units.exists():
        raise Http404
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
