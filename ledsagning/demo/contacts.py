"""How the demonstration's people want to be told, and what they have yet to be told of the coming week."""

from datetime import datetime, timedelta

from django.db import transaction

from hours.models import Booking, EventKind, MessageKind
from hours.outbox import escort_told, tell
from hours.policy import OPEN_STATES
from ledsagning.demo.people import BERIT, NILS
from ledsagning.people.models import Participant, User

# Who has chosen what.
PARTICIPANTS: dict[str, dict[str, str]] = {
    BERIT: {"channel": "email", "email": "berit@example.se"},
    "Moa Vallmo": {"channel": "sms"},
    "Samuel Timjan": {"channel": "sms", "language": "en"},
    "Astrid Liljekonvalj": {"channel": "letter", "home_address": "Ängsvägen 3, 312 30 Laholm"},
}
ACCOUNTS = {
    "gunn": {"channel": "sms", "phone": "070-174 06 98"},
    "sture": {"channel": "email", "email": "sture@example.se"},
}
# Two more, whoever has a companion soonest: one wants a call, and the number of one takes no text messages.
# Both are on the coordinator's list.
BY_HAND = ({"channel": "phone"}, {"channel": "sms", "phone": "0430-00 00 01"})
TOLD_OF = timedelta(days=7)


def choose_channels(now: datetime) -> None:
    """Lets everybody choose, and writes the latest news of each visit of the coming week."""
    for name, chosen in PARTICIPANTS.items():
        Participant.objects.filter(name=name).update(**chosen)
    for account, chosen in ACCOUNTS.items():
        User.objects.filter(username=account).update(**chosen)
    coming = Booking.objects.filter(state__in=OPEN_STATES, starts_at__gt=now, starts_at__lt=now + TOLD_OF)
    others = coming.exclude(accepted_at=None).exclude(pool__participant__name__in=[*PARTICIPANTS, NILS])
    soonest = dict.fromkeys(others.order_by("starts_at").values_list("pool__participant", flat=True))
    for person_id, chosen in zip(soonest, BY_HAND, strict=False):
        Participant.objects.filter(pk=person_id).update(**chosen)
    with transaction.atomic():
        for visit in coming.select_related("pool__participant__unit", "unit"):
            kind, events = MessageKind.BOOKED, (EventKind.BOOKED, EventKind.PHONE_BOOKED)
            if escort_told(visit):
                kind, events = MessageKind.ESCORT_COMES, (EventKind.ACCEPTED,)
            if event := visit.events.filter(kind__in=events).order_by("-pk").first():
                tell(kind, visit, event=event)
