"""Visits a person books often, by the names they gave them: "Gymmet, tisdagar 10–12"."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest

from hours.models import Favourite
from ledsagning.people.access import participant_or_404
from ledsagning.people.models import Participant


class NameTaken(Exception):
    """The person has another favourite with this name."""


def favourites_of(person: Participant) -> list[Favourite]:
    """By name."""
    mine = Favourite.objects.filter(participant=person).select_related("wished_escort__user")
    return list(mine.order_by("name"))


def own_favourite_or_404(
    request: HttpRequest, public_id: UUID, favourite_id: UUID
) -> tuple[Participant, Favourite]:
    """A favourite of the person one is, or acts for."""
    person = participant_or_404(request, public_id)
    favourite = Favourite.objects.filter(participant=person, public_id=favourite_id).first()
    if favourite is None:
        raise Http404
    return person, favourite


def save(favourite: Favourite) -> Favourite:
    """Stores a new or changed favourite. Raises NameTaken. Sent twice is one: the same name says the same."""
    same = Favourite.objects.filter(participant=favourite.participant_id, name__iexact=favourite.name)
    if other := same.exclude(pk=favourite.pk).first():
        if favourite.pk is None and content(other) == content(favourite):
            return other
        raise NameTaken
    try:
        with transaction.atomic():
            favourite.save()
    except IntegrityError:  # the same name, saved in another window at this moment
        raise NameTaken from None
    return favourite


def content(favourite: Favourite) -> tuple[object, ...]:
    """What is booked by it."""
    return (
        favourite.weekday,
        favourite.starts,
        favourite.minutes,
        favourite.meeting_place,
        favourite.wished_escort_id,
        favourite.wishes_known,
    )


def remove(favourite: Favourite) -> None:
    """What has been booked by it stays booked."""
    Favourite.objects.filter(pk=favourite.pk).delete()
