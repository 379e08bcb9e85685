"""What companions can and what some want, agreed hours and hours of the day; and one protected identity."""

from datetime import datetime, time

from hours.models import Availability, Booking
from hours.policy import State
from hours.staffing import agree, name_staff
from ledsagning.demo.people import BERIT, COMPANIONS
from ledsagning.people.models import Area, Escort, Municipality, Participant, Skill, User

LANGUAGES = ("Arabiska", "Finska", "Persiska", "Teckenspråk")
SKILLS = ("Köra bil", "Ledsaga en person med ledarhund", "Simma")
AREAS = ("Laholm", "Mellbystrand", "Knäred", "Våxtorp")

# Account: agreed hours a week, and what the companion can.
COMPANIONS_CAN: dict[str, tuple[float | None, tuple[str, ...]]] = {
    "elsa": (25, ("Teckenspråk", "Simma", "Ledsaga en person med ledarhund")),
    "ahmed": (30, ("Arabiska", "Simma")),
    "cecilia": (20, ("Köra bil",)),
    "filip": (30, ("Simma", "Köra bil")),
    "inger": (15, ("Finska",)),
    "leyla": (25, ("Arabiska", "Persiska")),
    "mats": (37.5, ("Köra bil", "Ledsaga en person med ledarhund")),
    "pia": (None, ()),
    "rolf": (25, ("Finska", "Simma")),
    "beata": (30, ("Köra bil",)),
    "goran": (37.5, ("Ledsaga en person med ledarhund",)),
    "nadia": (25, ("Arabiska", "Simma")),
    "oskar": (None, ("Teckenspråk",)),
    "tove": (25, ("Köra bil", "Simma")),
}
WISHES = {
    "elsa": "Gärna kvällar och helger",
    "ahmed": "Gärna simhallen",
    "mats": "Helst inte före klockan 10",
}
# Account: weekdays, from and to. The others can be asked at any time.
AT_HOURS = {
    "mats": (range(5), time(10), time(22)),
    "inger": (range(4), time(8), time(20)),
    "oskar": (range(7), time(9), time(23)),
}
WANTED: dict[str, tuple[str, ...]] = {
    BERIT: ("Simma",),
    "Daniela Mynta": ("Ledsaga en person med ledarhund",),
    "Fatima Rosenbuske": ("Arabiska",),
    "Amir Solros": ("Arabiska",),
    "Viktor Lingon": ("Finska",),
    "Samuel Timjan": ("Simma",),
    "Hawa Orkidé": ("Simma",),
}
# Has protected identity, so that only those named are sent. Nobody steps in as her.
PROTECTED = "Karolina Åkervinda"
NAMED = 3


def give_skills(municipality: Municipality, coordinator: User, now: datetime) -> None:
    """Everything above. Comes after the history, which was lived before anybody wrote it down."""
    skills = make_skills(municipality)
    escorts = {escort.user.username: escort for escort in Escort.objects.select_related("user")}
    for one in COMPANIONS:
        hours, can = COMPANIONS_CAN[one.account]
        minutes = None if hours is None else round(hours * 60)
        agree(escorts[one.account], minutes_per_week=minutes, skills=[skills[name] for name in can])
    for account, words in WISHES.items():
        Escort.objects.filter(user__username=account).update(wishes=words)
    for account, (weekdays, starts, ends) in AT_HOURS.items():
        Availability.objects.bulk_create(
            Availability(escort=escorts[account], weekday=weekday, starts=starts, ends=ends)
            for weekday in weekdays
        )
    areas = [Area.objects.get_or_create(municipality=municipality, name=name)[0] for name in AREAS]
    for number, person in enumerate(Participant.objects.order_by("pk")):
        person.area = areas[number % len(areas)]
        person.save(update_fields=["area"])
        person.skills_wanted.set([skills[name] for name in WANTED.get(person.name, ())])
    protect(Participant.objects.get(name=PROTECTED), coordinator, now)


def make_skills(municipality: Municipality) -> dict[str, Skill]:
    kinds = {**dict.fromkeys(LANGUAGES, "language"), **dict.fromkeys(SKILLS, "skill")}
    return {
        name: Skill.objects.get_or_create(municipality=municipality, name=name, defaults={"kind": kind})[0]
        for name, kind in kinds.items()
    }


def protect(person: Participant, coordinator: User, now: datetime) -> None:
    """Her identity is protected; those who have promised her visits are named, and whom she has met most."""
    person.is_protected, person.area = True, None
    person.save(update_fields=["is_protected", "area"])
    held = Booking.objects.filter(pool__participant=person, state__in=(State.ASSIGNED, State.DONE))
    latest = held.order_by("-starts_at").values_list("escort__user", flat=True)[:50]
    coming = held.filter(state=State.ASSIGNED).values_list("escort__user", flat=True)
    for user in User.objects.filter(pk__in={*coming, *list(dict.fromkeys(latest))[:NAMED]}):
        name_staff(person, user, by=coordinator, now=now)
