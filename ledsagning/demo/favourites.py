"""What Berit books often, and a booking that she has begun and not sent."""

from datetime import datetime, time

from hours.beginnings import answers_of_line
from hours.drafts import begin
from hours.models import Favourite
from hours.times import local_date
from ledsagning.people.models import Participant

# Day of the week (Monday is 0; None is any day), start, minutes, and where.
FAVOURITES = (
    ("Gymmet", 1, time(10), 120, "Gymmet vid torget"),
    ("Simhallen", 5, time(14), 180, "Simhallen, entrén"),
    ("Promenad", None, time(11), 90, ""),
)
BEGUN = "på söndag, Mellbystrand"


def keep_favourites(person: Participant, now: datetime) -> None:
    """Three favourites, and a line without a time: home says that it is begun, and asks for the time."""
    for name, weekday, starts, minutes, place in FAVOURITES:
        Favourite.objects.create(
            participant=person,
            name=name,
            weekday=weekday,
            starts=starts,
            minutes=minutes,
            meeting_place=place,
        )
    if person.user:
        begin(person.user, person, answers=answers_of_line(BEGUN, person, local_date(now)))
