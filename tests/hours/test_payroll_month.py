"""A month of pay, counted by hand: April 2026 with Easter, and the two nights when the clock changes.

The supplements are the assumptions that come with the program: evening 19–22 and night 22–06 on weekdays,
weekend from Friday 19 to Monday 7, public holidays the whole day; of several the first of holiday, weekend,
night, evening.
"""

import uuid
from datetime import date, datetime, timedelta
from io import BytesIO

import openpyxl
import pytest

from hours.assignments import accept, assign
from hours.attests import attest
from hours.bookings import book
from hours.errors import Code, Refused
from hours.models import Booking, Event, EventKind
from hours.pay_columns import HEADINGS, document
from hours.payroll import lock_month, month_of_escort, paid_visits, period_of, sums_of
from hours.payroll_file import hours_of, payroll_csv, payroll_xlsx
from hours.supplements import add_supplement, end_supplement, rules_of
from hours.times import STOCKHOLM
from hours.visits import correct, no_show, report
from tests.cast import Cast, make_escort
from tests.test_architecture import ROOT

HOUR = timedelta(hours=1)
MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)
SOON = timedelta(minutes=5)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=STOCKHOLM)


def carried_out(
    cast: Cast, starts: str, ends: str, *, told: str = "", expenses_ore: int = 0, escort=None, late: str = ""
) -> Booking:
    """A visit at these times, reported until `told` when that was another time, soon after or at `late`."""
    escort = escort or cast.escort
    before = at(starts) - 48 * HOUR
    visit = book(
        cast.pool, key=uuid.uuid4(), starts_at=at(starts), ends_at=at(ends), by=cast.coordinator, now=before
    )
    visit = assign(visit, escort, by=cast.coordinator, now=before)
    visit = accept(visit, escort=escort, by=escort.user, now=before)
    ended = at(told or ends)
    return report(
        visit,
        starts_at=at(starts),
        ends_at=ended,
        by=escort.user,
        now=at(late) if late else ended + SOON,
        expenses_ore=expenses_ore,
    )


def attested(cast: Cast, visit: Booking) -> Booking:
    attest(visit, seen_reported_at=visit.reported_at, by=cast.coordinator, now=visit.reported_at + SOON)
    return visit


def lock(cast: Cast, month: date, now: str, **more) -> object:
    return lock_month(cast.provider, month, unit=cast.unit, by=cast.coordinator, now=at(now), **more)


def lines(file: bytes) -> list[str]:
    return file.decode("utf-8-sig").split("\r\n")


@pytest.fixture
def april(cast) -> Cast:
    """Elsa's and Tor's April."""
    cast.escort.payroll_number = "1042"
    cast.escort.save()
    # An ordinary Wednesday, 14–17: 180 minutes, nothing extra.
    carried_out(cast, "04-01 14:00", "04-01 17:00")
    # Thursday before Easter, 18–23.30, 330 minutes: evening 19–22 is 180, night 22–23.30 is 90.
    carried_out(cast, "04-02 18:00", "04-02 23:30")
    # Långfredagen 20 to påskafton 02, 360 minutes: holiday 20–24 is 240, then weekend 0–2 is 120.
    carried_out(cast, "04-03 20:00", "04-04 02:00")
    # Annandag påsk, Monday 6–8, 120 minutes, all of it a holiday (its weekend hours before 7 too).
    carried_out(cast, "04-06 06:00", "04-06 08:00")
    # Friday 17–20 told as 17–20.20, 200 minutes, weekend from 19: 80. An entrance fee of 125.50 kronor.
    attested(cast, carried_out(cast, "04-10 17:00", "04-10 20:00", told="04-10 20:20", expenses_ore=12550))
    # Twice on a Saturday: 10–12 and 13–14.30 are 120 + 90 = 210 minutes, all weekend. One row a day and code.
    carried_out(cast, "04-11 10:00", "04-11 12:00")
    carried_out(cast, "04-11 13:00", "04-11 14:30")
    # Tor: nobody came on Tuesday 14 April 19–20, paid as booked: 60 minutes, all evening.
    tor = make_escort(unit=cast.provider, username="=tor")
    missed = carried_out(cast, "04-13 10:00", "04-13 10:50", escort=tor)  # Monday 10–10.50: 50 minutes
    assert missed.attested_by is None
    visit = book(
        cast.pool,
        key=uuid.uuid4(),
        starts_at=at("04-14 19:00"),
        ends_at=at("04-14 20:00"),
        by=cast.coordinator,
        now=at("04-13 12:00"),
    )
    visit = assign(visit, tor, by=cast.coordinator, now=at("04-13 12:00"))
    attested(cast, no_show(visit, by=tor.user, now=at("04-14 19:30")))
    # Not attested: 30 minutes that are in no file until somebody has looked.
    carried_out(cast, "04-20 14:00", "04-20 15:00", told="04-20 14:30")
    return cast


# Hours: 330 min is 5.5, 200 is 3.333… → 3.33, 80 is 1.333… → 1.33, 50 is 0.8333… → 0.83.
ELSA = "2026-04;{};Egen regi;1042;Elsa"
TOR = "2026-04;{};Egen regi;;'=Tor"
EXPECTED = [
    "Period;Status;Utförare;Anställningsnummer;Namn;Datum;Kod;Benämning;Minuter;Timmar;Belopp",
    TOR + ";2026-04-13;TID;Arbetad tid;50;0,83;",
    TOR + ";2026-04-14;TID;Arbetad tid;60;1,00;",
    TOR + ";2026-04-14;KVALL;Kväll;60;1,00;",
    ELSA + ";2026-04-01;TID;Arbetad tid;180;3,00;",
    ELSA + ";2026-04-02;TID;Arbetad tid;330;5,50;",
    ELSA + ";2026-04-02;KVALL;Kväll;180;3,00;",
    ELSA + ";2026-04-02;NATT;Natt;90;1,50;",
    ELSA + ";2026-04-03;TID;Arbetad tid;360;6,00;",
    ELSA + ";2026-04-03;HELG;Helg;120;2,00;",
    ELSA + ";2026-04-03;STORHELG;Storhelg;240;4,00;",
    ELSA + ";2026-04-06;TID;Arbetad tid;120;2,00;",
    ELSA + ";2026-04-06;STORHELG;Storhelg;120;2,00;",
    ELSA + ";2026-04-10;TID;Arbetad tid;200;3,33;",
    ELSA + ";2026-04-10;HELG;Helg;80;1,33;",
    ELSA + ";2026-04-10;UTLAGG;Utlägg;;;125,50",
    ELSA + ";2026-04-11;TID;Arbetad tid;210;3,50;",
    ELSA + ";2026-04-11;HELG;Helg;210;3,50;",
]


def expected(status: str) -> list[str]:
    return [line.format(status) for line in EXPECTED] + [""]


def test_the_file_is_the_month_counted_by_hand(april):
    assert lines(payroll_csv(april.provider, APRIL, None)) == expected("preliminär")
    period = lock(april, APRIL, "05-02 09:00", leave_waiting=True)
    assert lines(payroll_csv(april.provider, APRIL, period)) == expected("låst")
    elsa = paid_visits(april.provider, APRIL, period)
    sums = sums_of(each for each in elsa if each.visit.escort == april.escort)
    # 180 + 330 + 360 + 120 + 200 + 210 = 1400
    assert (sums.visits, sums.minutes, sums.expenses_ore, sums.waiting) == (7, 1400, 12550, 0)
    assert sums.by_code == {"KVALL": 180, "NATT": 90, "HELG": 410, "STORHELG": 360}


def test_xlsx_has_the_same_cells(april):
    sheet = openpyxl.load_workbook(BytesIO(payroll_xlsx(april.provider, APRIL, None))).active
    read = [[as_csv(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert read[0] == list(HEADINGS)
    assert [";".join(row) for row in read] == expected("preliminär")[:-1]


def as_csv(cell: object) -> str:
    """A cell of the workbook as the CSV has it; a number that is one stays one."""
    if cell is None:
        return ""
    if isinstance(cell, float) or cell in (1, 2, 3, 4, 6):  # hours and kronor are written with two decimals
        return f"{cell:.2f}".replace(".", ",")
    return str(cell)


@pytest.mark.parametrize(
    ("starts", "ends", "row"),
    [
        # Autumn's night, Sunday: 01.30–03.30 on the clock is three hours, all weekend.
        ("10-25 01:30", "10-25 03:30", "180;3,00"),
        # Spring's: one hour.
        ("03-29 01:30", "03-29 03:30", "60;1,00"),
    ],
)
def test_the_nights_when_the_clock_changes(cast, starts, ends, row):
    visit = carried_out(cast, starts, ends)
    month = visit.starts_at.date().replace(day=1)
    rows = [line.split(";", 6)[6] for line in lines(payroll_csv(cast.provider, month, None))[1:-1]]
    assert rows == [f"TID;Arbetad tid;{row};", f"HELG;Helg;{row};"]


def test_no_person_served_is_named(april):
    file = payroll_csv(april.provider, APRIL, None).decode("utf-8-sig")
    assert "Berit" not in file
    assert "2026-1" not in [cell for line in file.split("\r\n") for cell in line.split(";")]


def test_a_month_with_something_to_attest_is_not_locked_by_a_slip(april):
    with pytest.raises(Refused) as refused:
        lock(april, APRIL, "05-02 09:00")
    (problem,) = refused.value.problems
    assert (problem.code, problem.values) == (Code.NOT_ATTESTED, {"count": 1})
    assert period_of(april.provider, APRIL) is None
    assert not Booking.objects.exclude(paid_in=None).exists()


def test_a_month_is_not_locked_before_it_is_over(april):
    with pytest.raises(Refused) as refused:
        lock(april, APRIL, "04-30 23:59", leave_waiting=True)
    assert [problem.code for problem in refused.value.problems] == [Code.MONTH_NOT_OVER]


def test_locked_twice_is_locked_once(april):
    first = lock(april, APRIL, "05-02 09:00", leave_waiting=True)
    second = lock(april, APRIL, "05-03 09:00")
    assert (first.pk, first.locked_at) == (second.pk, second.locked_at)
    assert Event.objects.filter(kind=EventKind.MONTH_LOCKED).count() == 1
    assert Booking.objects.filter(paid_in=first).count() == 9


def test_what_was_left_and_what_came_late_is_paid_with_the_next_month(april):
    period = lock(april, APRIL, "05-02 09:00", leave_waiting=True)
    before = payroll_csv(april.provider, APRIL, period)
    attested(april, Booking.objects.get(attested_at=None))  # 30 minutes on 20 April
    carried_out(april, "04-30 14:00", "04-30 15:00", late="05-04 09:00")  # Thursday
    carried_out(april, "05-04 10:00", "05-04 12:00")
    assert payroll_csv(april.provider, APRIL, period) == before
    may = lock(april, MAY, "06-01 09:00")
    assert lines(payroll_csv(april.provider, MAY, may))[1:-1] == [
        "2026-05;låst;Egen regi;1042;Elsa;2026-04-20;TID;Arbetad tid;30;0,50;",
        "2026-05;låst;Egen regi;1042;Elsa;2026-04-30;TID;Arbetad tid;60;1,00;",
        "2026-05;låst;Egen regi;1042;Elsa;2026-05-04;TID;Arbetad tid;120;2,00;",
    ]
    # Her own report still has April's visits in April.
    assert month_of_escort(april.escort, APRIL).count() == 9


def test_a_month_that_was_never_locked_is_in_no_other(april):
    """What was before the program counted pay stays where it is."""
    carried_out(april, "03-20 10:00", "03-20 12:00")
    lock(april, APRIL, "05-02 09:00", leave_waiting=True)
    assert Booking.objects.filter(paid_in=None, attested_at__isnull=False).count() == 1


def test_a_paid_report_is_not_corrected(april):
    period = lock(april, APRIL, "05-02 09:00", leave_waiting=True)
    visit = period.bookings.order_by("pk").first()
    with pytest.raises(Refused) as refused:
        correct(
            visit,
            starts_at=visit.starts_at,
            ends_at=visit.ends_at - HOUR,
            by=april.escort.user,
            now=at("05-02 10:00"),
        )
    assert [problem.code for problem in refused.value.problems] == [Code.PERIOD_LOCKED]


class TestSupplements:
    EVENING = {
        "name": "Sen kväll",
        "payroll_code": "OB2",
        "order": 10,
        "weekdays": "01234",
        "on_holidays": False,
        "starts": datetime(2000, 1, 1, 20).time(),
        "ends": datetime(2000, 1, 1).time(),
    }

    def test_own_rows_hold_from_their_day_and_the_assumptions_until_then(self, cast):
        add_supplement(cast.unit.municipality, valid_from=date(2026, 4, 9), **self.EVENING)
        carried_out(cast, "04-08 19:00", "04-08 21:00")  # Wednesday: the assumption's evening, 120
        carried_out(cast, "04-09 19:00", "04-09 21:00")  # Thursday: our own from 20, 60
        rows = [line.split(";", 5)[5] for line in lines(payroll_csv(cast.provider, APRIL, None))[1:-1]]
        assert rows == [
            "2026-04-08;TID;Arbetad tid;120;2,00;",
            "2026-04-08;KVALL;Kväll;120;2,00;",
            "2026-04-09;TID;Arbetad tid;120;2,00;",
            "2026-04-09;OB2;Sen kväll;60;1,00;",
        ]

    def test_nothing_changes_for_days_that_are_locked(self, april):
        row = add_supplement(april.unit.municipality, valid_from=date(2026, 4, 20), **self.EVENING)
        period = lock(april, APRIL, "05-02 09:00", leave_waiting=True)
        before = payroll_csv(april.provider, APRIL, period)
        with pytest.raises(Refused) as added:
            add_supplement(april.unit.municipality, valid_from=date(2026, 4, 30), **self.EVENING)
        with pytest.raises(Refused) as ended:
            end_supplement(row, last_day=date(2026, 4, 29))
        for refused, field in ((added, "valid_from"), (ended, "last_day")):
            (problem,) = refused.value.problems
            assert (problem.code, problem.at) == (Code.MONTH_IS_LOCKED, field)
        end_supplement(row, last_day=date(2026, 4, 30))
        add_supplement(april.unit.municipality, valid_from=MAY, **self.EVENING)
        assert payroll_csv(april.provider, APRIL, period) == before

    def test_another_municipality_keeps_the_assumptions(self, cast):
        add_supplement(cast.unit.municipality, valid_from=APRIL, **self.EVENING)
        other = type(cast.unit.municipality).objects.get(code="0180")
        assert {rule.code for rule in rules_of(other)} == {"STORHELG", "HELG", "NATT", "KVALL"}
        assert {rule.valid_to for rule in rules_of(other)} == {None}


@pytest.mark.parametrize(
    ("minutes", "hours"), [(0, "0.00"), (1, "0.02"), (50, "0.83"), (80, "1.33"), (9, "0.15"), (60, "1.00")]
)
def test_hours_have_two_decimals(minutes, hours):
    """A minute is 1.666… hundredths."""
    assert str(hours_of(minutes)) == hours


def test_the_document_is_written_from_the_columns():
    assert (ROOT / "docs/payroll.md").read_text(encoding="utf-8") == document()
