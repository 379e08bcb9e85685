"""Builds the demonstration's Laholm: the people, two imported years before, two lived years after."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from admin_costs.changes import register_change
from admin_costs.imports import import_files
from admin_costs.models.activities import StaffRole
from admin_costs.monthly import refresh
from admin_costs.rates import set_rate
from hours.times import add_months, local_date
from ledsagning.demo.capacity import staff_town
from ledsagning.demo.coming import clear_of_list, listed
from ledsagning.demo.decisions import rulings
from ledsagning.demo.doors import DOORS
from ledsagning.demo.effort import log_all
from ledsagning.demo.figures import ORE_PER_HOUR, write_files
from ledsagning.demo.history import History, Step, steps_in_order
from ledsagning.demo.measured import write_years
from ledsagning.demo.people import (
    AUTHORITY,
    COMPANIONS,
    GUARDIANS,
    IN_HOUSE,
    PEOPLE,
    PROVIDER,
    STAFF,
    Person,
)
from ledsagning.demo.photos import put_in_photos
from ledsagning.demo.plan import Planner, Visit, instant
from ledsagning.people.models import (
    Escort,
    Municipality,
    Participant,
    Representative,
    Role,
    Unit,
    User,
)

LAHOLM = "1381"
SEED = 1381
DAYS_AHEAD = 21
REGISTERED_BEFORE = timedelta(days=40)
CLAIMS = (
    "Brukarna tar ut mer av sina timmar. Administrationen minskar. Kostnaden blir i stort sett densamma. "
    "Fler är nöjda."
)


@dataclass(frozen=True)
class Clock:
    """The demonstration's days: all of it hangs on the moment it is made."""

    now: datetime
    months: int = 24
    """Whole months after the change, and as many before it."""

    @property
    def today(self) -> date:
        return local_date(self.now)

    @property
    def change(self) -> date:
        """The first day of the change month."""
        return add_months(self.today.replace(day=1), -self.months)

    @property
    def first(self) -> date:
        """The first day of the imported figures."""
        return add_months(self.change, -self.months)


@dataclass(frozen=True)
class Town:
    """Units and everybody in them, by name (participants) and account (the others)."""

    authority: Unit
    participants: dict[str, Participant]
    escorts: dict[str, Escort]
    staff: dict[str, User]


def make_account(account: str, name: str, **more: bool) -> User:
    """An account without a password. Only those with a door can be stepped in as; the others are history."""
    return User.objects.create_user(account, name=name, is_demo=account in DOORS, **more)


def make_units() -> dict[str, Unit]:
    """Laholm's three units."""
    laholm = Municipality.objects.get(code=LAHOLM)
    laholm.phone = "0430-00 00 00"
    laholm.email = "ledsagning@laholm.example"
    laholm.save(update_fields=["phone", "email"])
    kinds = {AUTHORITY: "authority", IN_HOUSE: "in_house", PROVIDER: "provider"}
    return {
        name: Unit.objects.get_or_create(municipality=laholm, name=name, defaults={"kind": kind})[0]
        for name, kind in kinds.items()
    }


def fictional_number(number: int) -> str:
    """One of the mobile numbers that nobody has: PTS keeps 070-174 06 05 to 06 99 for films and books."""
    return f"070-174 06 {5 + number:02}"


def birth_date(person: Person, number: int, today: date) -> date:
    """A day in the year in which the person becomes as old as they are."""
    return date(today.year - person.age, 1 + number % 12, 1 + number * 7 % 28)


def make_participants(authority: Unit, clock: Clock) -> dict[str, Participant]:
    """Everybody served, by name."""
    return {
        person.name: Participant.objects.create(
            user=make_account(person.account, person.name) if person.account else None,
            unit=authority,
            name=person.name,
            case_number=f"{clock.first.year}-{100 + number}",
            birth_date=birth_date(person, number, clock.today),
            sex=person.sex,
            phone=fictional_number(number),
        )
        for number, person in enumerate(PEOPLE)
    }


def make_town(clock: Clock) -> Town:
    """Units, accounts, roles, participants, mandates and escorts."""
    units = make_units()
    authority = units[AUTHORITY]
    since = clock.first
    participants = make_participants(authority, clock)
    make_guardians(participants, since)
    escorts = {
        one.account: Escort.objects.create(
            user=make_account(one.account, one.name),
            unit=units[one.provider],
            valid_from=since,
            phone=fictional_number(len(PEOPLE) + number),
        )
        for number, one in enumerate(COMPANIONS)
    }
    put_in_photos(escorts.values())
    staff = {
        # The administrator also comes into Django's own settings pages.
        kind: make_account(
            account, name, is_staff=kind == "administrator", is_superuser=kind == "administrator"
        )
        for account, name, kind in STAFF
    }
    for kind, user in staff.items():
        Role.objects.create(user=user, unit=authority, kind=kind, valid_from=since)
    return Town(authority, participants, escorts, staff)


def make_guardians(participants: dict[str, Participant], since: date) -> None:
    """Each with an account, and a mandate for every person they act for."""
    for guardian in GUARDIANS:
        user = make_account(guardian.account, guardian.name)
        for name in guardian.acts_for:
            Representative.objects.create(
                participant=participants[name], user=user, kind="god_man", valid_from=since
            )


def planned(clock: Clock, people: tuple[Person, ...] = PEOPLE) -> list[Visit]:
    """Every visit from the change until some weeks ahead."""
    planner = Planner(COMPANIONS, Random(SEED))
    last = clock.today + timedelta(days=DAYS_AHEAD)
    visits = [
        visit
        for person in people
        for visit in planner.months(person, add_months(clock.change, person.joins), last)
        if visit.starts_at.date() <= last and clear_of_list(visit, clock.today)
    ]
    return visits + list(listed(clock.today, clock.now))


def planned_steps(clock: Clock, people: tuple[Person, ...] = PEOPLE) -> list[Step]:
    """Everything that has happened by now, in order."""
    return steps_in_order(rulings(people, clock.change, clock.today), planned(clock, people), clock.now)


def live(town: Town, steps: list[Step]) -> Iterator[int]:
    """Does every step. Yields how many steps each month took."""
    history = History(
        participants=town.participants,
        escorts=town.escorts,
        coordinator=town.staff["coordinator"],
        case_officer=town.staff["case_officer"],
    )
    yield from history.run(steps)


def before_and_after(town: Town, clock: Clock) -> None:
    """The years before by import, the prices, the logged administration, and the change itself."""
    laholm, by = town.authority.municipality, town.staff["administrator"]
    for unit in laholm.units.filter(name__in=ORE_PER_HOUR):
        set_rate(
            laholm,
            role=StaffRole.ESCORT,
            valid_from=clock.first,
            ore_per_hour=ORE_PER_HOUR[unit.name],
            unit=unit,
            by=by,
            now=clock.now,
        )
    # Registered before anything could be seen of it, as it should be.
    registered_at = instant(clock.change - REGISTERED_BEFORE, 10 * 60)
    manager = town.staff["manager"]
    register_change(laholm, change_month=clock.change, claims=CLAIMS, by=manager, now=registered_at)
    staff_town(laholm, before=clock.first, after=clock.change, by=manager, now=clock.now)
    with TemporaryDirectory() as folder:
        files = write_files(
            Path(folder), first=clock.first, change=clock.change, today=clock.today, seed=SEED
        )
        import_files(laholm, files, now=clock.now, by=by)
    log_all(town.authority, town.staff, first=clock.change, now=clock.now, chance=Random(SEED))
    refresh(laholm)
    write_years(laholm, clock.change, clock.today, by=manager, now=clock.now)
