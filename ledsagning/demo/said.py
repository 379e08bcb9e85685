"""What people have written to the unit, and who has looked at whose pages: a few lines of each to meet."""

from datetime import timedelta
from uuid import uuid5

from hours.models import Booking
from hours.policy import State
from hours.remarks import mark_read, send
from ledsagning.demo.history import KEYS
from ledsagning.demo.people import BERIT, NILS
from ledsagning.demo.town import Clock, Town
from ledsagning.people.models import AccessLog, User

# Who, by which account, days ago, what, a complaint?, about the latest visit?, days until it was read.
WRITTEN = (
    (BERIT, "berit", 6, "Elsa stod vid entrén och hittade mig direkt. Tack!", False, True, 1),
    (NILS, "gunn", 2, "Ledsagaren kom en halvtimme sent. Nils fick vänta ute i regnet.", True, True, None),
    ("Moa Vallmo", "moa", 1, "Det vore bra att få veta tidigare vem som kommer.", False, False, None),
)
# Whose record, who looked, as what, days ago, and at which page.
LOOKS = (
    (BERIT, "hanna", "case_officer", 24, "GET person_decisions"),
    (BERIT, "karin", "coordinator", 9, "GET phone_book"),
    (BERIT, "karin", "coordinator", 9, "POST phone_book"),
    (BERIT, "berit", "self", 6, "GET remark"),
    (BERIT, "berit", "self", 6, "POST remark"),
    (BERIT, "karin", "coordinator", 5, "POST read_remark"),
    (BERIT, "elsa", "escort", 2, "GET escort_list"),
    (BERIT, "karin", "coordinator", 1, "POST assign_visit"),
    (NILS, "gunn", "representative", 2, "POST remark"),
    (NILS, "karin", "coordinator", 1, "GET assign_visit"),
)


def write_and_look(town: Town, clock: Clock) -> None:
    """Sends and reads the remarks, and writes the looks at the times they would have had."""
    for name, account, days, text, is_complaint, about_visit, read_after in WRITTEN:
        person, at = town.participants[name], clock.now - timedelta(days=days)
        done = Booking.objects.filter(pool__participant=person, state=State.DONE, ends_at__lt=at)
        remark = send(
            person,
            key=uuid5(KEYS, f"{name} {text}"),
            text=text,
            is_complaint=is_complaint,
            by=User.objects.get(username=account),
            now=at,
            booking=done.order_by("-starts_at").first() if about_visit else None,
        )
        if read_after is not None:
            mark_read(remark, by=town.staff["coordinator"], now=at + timedelta(days=read_after))
    for name, account, capacity, days, page in LOOKS:
        user = User.objects.get(username=account)
        look = AccessLog.objects.create(
            user=user, participant=town.participants[name], capacity=capacity, page=page
        )
        # The log writes its own time; here it is the demonstration's.
        AccessLog.objects.filter(pk=look.pk).update(at=clock.now - timedelta(days=days))
