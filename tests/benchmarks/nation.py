"""A nation made up by the database itself: 290 municipalities, five years, two million visits.

As many people as had escort service in 2021 (6,669; domain section 3), five visits each a month, by a large
and a small provider; half a million logged entries; ratings. Only what the comparisons read, and the rows
they are made from. Figures of a month are summed from the visits by SQL, as admin_costs.monthly would sum
them one by one.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from django.db import connection
from django.db.backends.utils import CursorWrapper

from admin_costs.group_figures import tell_missing
from admin_costs.models import Activity, MonthlyStamp
from admin_costs.monthly import current_versions
from admin_costs.surveys import rating_question
from hours.models import Booking, Pool
from ledsagning.people.models import Municipality, Unit, User
from tests.cast import make_user

MONTHS = [date(2021 + number // 12, number % 12 + 1, 1) for number in range(60)]
VISITS_A_MONTH = 5
ENTRIES_A_MONTH = 29
PEOPLE = 6669

# In order: keys by chance would make the database turn to another page for each visit.
UUIDS = {
    "sqlite": "printf('%%032x', pool.id * 1000 + slot.number)",
    "postgresql": "lpad(to_hex(pool.id * 1000 + slot.number), 32, '0')::uuid",
}

SLOTS = (
    "CREATE TEMPORARY TABLE bench_slot (number int, month date, day date, starts_at {time}, ends_at {time})"
)

# Some places are more generous than others: 60 to 100 minutes and up to two hours more.
VISITS = """
INSERT INTO hours_booking (public_id, pool_id, unit_id, key, state, starts_at, ends_at, meeting_place,
    note, wishes_known, minutes_reserved, awaits_top_up, by_phone, booked_by_id, booked_at, provider_id,
    minutes_used, expenses_ore)
SELECT {uuid}, pool.id, pool.unit_id, {uuid}, 'done', slot.starts_at, slot.ends_at, '', '',
    FALSE, 0, FALSE, FALSE, %s, slot.starts_at, pool.unit_id + 1 + (pool.id %% 3) / 2,
    60 + pool.unit_id %% 41 + ((pool.id * 7919 + slot.number * 104729) %% 9) * 15, 0
FROM hours_pool pool CROSS JOIN bench_slot slot
"""
EVENTS = """
INSERT INTO hours_event (unit_id, kind, booking_id, at, done_month, visit_month)
SELECT booking.unit_id, 'reported', booking.id, booking.ends_at, slot.month, slot.month
FROM hours_booking booking JOIN bench_slot slot ON slot.starts_at = booking.starts_at
"""
ENTRIES = """
INSERT INTO admin_costs_effortentry (unit_id, day, month, activity_id, role, minutes, times, source, at)
SELECT unit.id, slot.day, slot.month, %s, 'coordinator', 10 + (unit.id * 31 + slot.number * 17) %% 50, 1,
    'quick_log', slot.starts_at
FROM people_unit unit CROSS JOIN (SELECT * FROM bench_slot WHERE number %% 5 = 0) slot
CROSS JOIN (SELECT number FROM bench_slot WHERE number < %s) again
WHERE unit.kind = 'authority'
"""
FIGURES = """
INSERT INTO admin_costs_monthlyfigures (unit_id, provider_id, month, age_group, sex, source, people, visits,
    minutes, cost_ore, expenses_ore, largest_minutes, second_minutes, squared_minutes)
SELECT unit_id, provider_id, month, age_group, sex, 'facts', COUNT(*), SUM(visits), SUM(minutes),
    SUM(minutes) * 517, 0, MAX(minutes), COALESCE(MAX(CASE WHEN place = 2 THEN minutes END), 0),
    SUM(minutes * minutes)
FROM (
    SELECT person.*, ROW_NUMBER() OVER (
        PARTITION BY unit_id, provider_id, month, age_group, sex ORDER BY minutes DESC) AS place
    FROM (
        SELECT booking.unit_id, booking.provider_id, event.visit_month AS month, pool.sex,
            CASE WHEN pool.birth_year < 1957 THEN '65+' ELSE '0–64' END AS age_group,
            COUNT(*) AS visits, SUM(booking.minutes_used) AS minutes
        FROM hours_event event
        JOIN hours_booking booking ON booking.id = event.booking_id
        JOIN hours_pool pool ON pool.id = booking.pool_id
        GROUP BY booking.unit_id, booking.provider_id, event.visit_month, pool.sex, age_group, pool.id
    ) person
) ranked
GROUP BY unit_id, provider_id, month, age_group, sex
"""
EFFORT = """
INSERT INTO admin_costs_monthlyeffort (unit_id, month, activity_id, role, source, times, minutes, cost_ore)
SELECT unit_id, month, activity_id, role, source, SUM(times), SUM(minutes), SUM(minutes) * 800
FROM admin_costs_effortentry GROUP BY unit_id, month, activity_id, role, source
"""
RATINGS = """
INSERT INTO admin_costs_surveyanswers (unit_id, month, question_id, answer, source, count)
SELECT figures.unit_id, figures.month, %s, %s, 'facts', SUM(figures.people) * %s / 10
FROM admin_costs_monthlyfigures figures GROUP BY figures.unit_id, figures.month
"""


def make_nation() -> User:
    """Everything, and the manager of Laholm."""
    user = make_user(username="bench")
    units = [*make_units()]
    make_pools(units)
    question = rating_question()
    best, okay, _bad = question.scale.answers
    activity = Activity.objects.filter(event_kind="", municipality=None).first()
    uuid, time = UUIDS[connection.vendor], "timestamptz" if connection.vendor == "postgresql" else "datetime"
    with connection.cursor() as cursor:
        make_room(cursor)
        cursor.execute(SLOTS.format(time=time))
        cursor.executemany("INSERT INTO bench_slot VALUES (%s, %s, %s, %s, %s)", [*slots()])
        cursor.execute("CREATE INDEX bench_slot_starts ON bench_slot (starts_at)")
        cursor.execute(VISITS.format(uuid=uuid), [user.pk])
        cursor.execute(EVENTS)
        cursor.execute(ENTRIES, [activity.pk, ENTRIES_A_MONTH])
        cursor.execute(FIGURES)
        cursor.execute(EFFORT)
        for answer, tenths in ((best, 7), (okay, 2)):
            cursor.execute(RATINGS, [question.pk, answer, tenths])
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    for municipality in Municipality.objects.all():
        tell_missing(municipality)
    stamp(Municipality.objects.get(pk="1381"))
    return user


def make_room(cursor: CursorWrapper) -> None:
    """Makes two million visits quick to store: no index of them that no comparison looks into.

    All of it is rolled back with the nation itself.
    """
    found = connection.introspection.get_constraints(cursor, Booking._meta.db_table)
    for name, facts in found.items():
        if facts["index"] and not (facts["unique"] or facts["primary_key"] or facts["foreign_key"]):
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
    if connection.vendor == "postgresql":
        cursor.execute("SET LOCAL session_replication_role = replica")


def make_units() -> Iterator[Unit]:
    """A unit that decides and two providers, one after the other, for each municipality."""
    kinds = (("Enheten", "authority"), ("Egen regi", "in_house"), ("Följ med", "provider"))
    units = [
        Unit(municipality_id=code, name=name, kind=kind)
        for code in Municipality.objects.order_by("pk").values_list("pk", flat=True)
        for name, kind in kinds
    ]
    yield from Unit.objects.bulk_create(units)[::3]


def make_pools(units: list[Unit]) -> None:
    """From 8 to about 200 people a unit, as places differ in size."""
    weights = [1 / (3 + number) + 0.004 for number in range(len(units))]
    share = (PEOPLE - 8 * len(units)) / sum(weights)
    counts = [8 + round(share * weight) for weight in weights]
    Pool.objects.bulk_create(
        Pool(unit=unit, birth_year=1930 + (7 * number) % 75, sex="KM"[number % 2])
        for unit, count in zip(units, counts, strict=True)
        for number in range(count)
    )


def slots() -> Iterator[tuple]:
    """When there are visits: five times a month for everybody."""
    for number in range(VISITS_A_MONTH * len(MONTHS)):
        month, place = MONTHS[number // VISITS_A_MONTH], number % VISITS_A_MONTH
        starts_at = datetime(month.year, month.month, 2 + 5 * place, 12, tzinfo=UTC)
        times = (starts_at, starts_at + timedelta(hours=3))
        yield (
            number,
            month,
            starts_at.date(),
            *(connection.ops.adapt_datetimefield_value(time) for time in times),
        )


def stamp(municipality: Municipality) -> None:
    """Says that the months are in step, as they are."""
    MonthlyStamp.objects.bulk_create(
        MonthlyStamp(unit_id=unit_id, month=month, **versions._asdict())
        for (unit_id, month), versions in current_versions(municipality).items()
    )
