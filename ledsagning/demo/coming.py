"""The visits one meets when stepping in: yesterday's, tomorrow's and those after, in every state."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from ledsagning.demo.people import BERIT, COMPANIONS, NILS, PEOPLE
from ledsagning.demo.plan import Visit, instant

ASKED = {"book": 26, "assign": 20}  # hours before now
ACCEPTED = {"book": 74, "assign": 70, "accept": 52}
DECLINED = {"book": 27, "ask_first": 21, "decline": 6}
LOOKING = {"book": 3}

# Who, with whom, days from today, from and to (hours of the day), where, and what has happened.
# No "with": nobody has been found yet. The same companion declined where the third list says so.
LAST = (
    (BERIT, "elsa", -1, 13, 15.5, "Biblioteket i Laholm", {**ACCEPTED, "report": 1}),
    (NILS, "elsa", -1, 17, 19, "Simhallen, entrén", ACCEPTED),
)
NEXT = (
    (BERIT, "elsa", 1, 14, 17, "Simhallen, entrén", ACCEPTED),
    (BERIT, "", 4, 11, 13.5, "Mellbystrand, parkeringen", LOOKING),
    (BERIT, "elsa", 9, 10, 13, "Teckningsmuseet", ASKED),
    (NILS, "ahmed", 2, 10, 12, "Matbutiken vid torget", ACCEPTED),
    (NILS, "elsa", 6, 13, 16, "Laholms station", DECLINED),
    ("Astrid Liljekonvalj", "", 3, 10, 12, "Vårdcentralen, entrén", LOOKING),
    ("Moa Vallmo", "", 5, 18, 21, "Folkets park", LOOKING),
    ("Samuel Timjan", "elsa", 3, 15, 18, "Simhallen, entrén", ASKED),
)
# The people above live by the list alone on these days.
FROM_DAYS, TO_DAYS = -2, 21


def clear_of_list(visit: Visit, today: date) -> bool:
    """Whether a planned visit may stand beside the list: not around today with its people or with Elsa."""
    from_today = (visit.starts_at.date() - today).days
    people = {BERIT, NILS}
    accounts = {visit.companion.account, visit.asked_first.account}
    return not (
        FROM_DAYS <= from_today <= TO_DAYS and (visit.person.name in people or accounts & {"elsa", "ahmed"})
    )


def listed(today: date, now: datetime) -> Iterator[Visit]:
    """The list as visits whose steps lie as many hours before `now` as it says."""
    people = {person.name: person for person in PEOPLE}
    companions = {one.account: one for one in COMPANIONS}
    for name, account, days, start, end, place, hours_ago in (*LAST, *NEXT):
        day = today + timedelta(days=days)
        companion = companions[account or "elsa"]
        yield Visit(
            person=people[name],
            companion=companion,
            asked_first=companion,
            starts_at=instant(day, int(start * 60)),
            ends_at=instant(day, int(end * 60)),
            place=place,
            by_phone=not people[name].account,
            outcome="done",
            steps={step: now - timedelta(hours=ago) for step, ago in hours_ago.items()},
        )
