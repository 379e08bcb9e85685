"""The world of the states in tests/browser/states.py: somebody of each kind, a visit of each kind."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from unittest.mock import patch

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from admin_costs.capacity import set_capacity
from admin_costs.changes import open_comparison, register_change
from admin_costs.imports import import_files
from admin_costs.kolada import note_trouble, store
from admin_costs.kolada_rows import Figure, Wrong
from admin_costs.models import Activity, Stopwatch, StudyMoment, TimeStudy
from admin_costs.prices import store_index
from admin_costs.rounds import letter_of, take_ballot
from admin_costs.views.survey_answers import COOKIE
from admin_costs.year_figures import set_year_figure
from hours.answer_links import token_of
from hours.assignments import decline
from hours.bookings import cancel
from hours.models import Absence, Booking, PayPeriod
from hours.models.proposals import Proposal
from hours.offers import decline_offer, offer
from hours.payroll import lock_month
from hours.planning import Why
from hours.proposals import propose
from hours.staffing import name_staff
from hours.visits import report
from hours.wishes import wish
from ledsagning.people.models import Area, Escort, Municipality, Participant, Skill, User
from tests.addresses import make_world, site_addresses
from tests.admin_costs.figure_files import four_years
from tests.admin_costs.surveying import answer, ballot, codes_of, end, make_round
from tests.browser.state import State
from tests.browser.states import WHERE
from tests.cast import NOW, Cast, make_cast, make_escort, make_participant, make_staff, make_unit
from tests.hours.views.flow import Flow

DAY = timedelta(days=1)


@dataclass
class Walked:
    """Accounts by name, what addresses are filled in with by name, and the session of each account."""

    accounts: dict[str, User]
    values: dict[str, object]
    clients: dict[str, Client]
    anonymous = AnonymousUser()

    def url(self, state: State) -> str:
        """The address of a state, filled in."""
        filled = {name: self.values.get(value, value) for name, value in (WHERE | dict(state.where)).items()}
        (address,) = [address for address in site_addresses() if address.name == state.address]
        return (
            reverse(state.address, kwargs={name: filled[name] for name in address.parameters}) + state.query
        )

    def cookies(self, who: str, language: str, home: str) -> list[dict[str, str]]:
        """What makes a browser that of the account, in the language."""
        found = {settings.LANGUAGE_COOKIE_NAME: language}
        if who:
            found[settings.SESSION_COOKIE_NAME] = (
                self.clients[who].cookies[settings.SESSION_COOKIE_NAME].value
            )
        found[COOKIE] = "self.0.1.-.0.1.2.0.0.1"
        return [{"name": name, "value": value, "url": home} for name, value in found.items()]


def make_walked(figures: Path) -> Walked:
    """Everything, at NOW. `figures` is an empty folder for four years of another municipality's figures."""
    Municipality.objects.update(phone="0430-150 00", email="ledsagning@kommunen.example")
    cast = make_cast()
    bookings = visits(cast)
    world = make_world(cast, bookings["accepted"])
    nils = make_participant(unit=cast.unit, username="nils")
    accounts = {**world.accounts, **world.others, "nobody": cast.stranger, "nils": nils.user}
    wish(cast.participant, cast.escort, never=False)
    wish(cast.participant, make_escort(unit=cast.provider, username="per"), never=True)
    wants_arabic(cast)
    bookings["offered"] = cast.booking(starts_at=NOW + 7 * DAY)
    escorts = [cast.escort, world.others["another escort"].escort]
    decline_offer(
        offer(bookings["offered"], escorts, by=cast.coordinator, now=NOW)[1], by=escorts[1].user, now=NOW
    )
    paid(cast)
    compared(accounts["manager of another municipality"], figures)
    kolada_fetched()
    clients = {}
    for who, user in accounts.items():
        clients[who] = Client()
        clients[who].force_login(user)
    values = {
        "berit": cast.participant.public_id,
        "nils": nils.public_id,
        "olle": world.others["another participant"].participant.public_id,
        "activity": world.values["activity_id"][0],
        "favourite": world.values["favourite_id"][0],
        "series": world.values["series_id"][0],
        "remark": world.values["remark_id"][0],
        "proposal": at_work(world.values["proposal_id"][0]),
        "stopped_proposal": stopped_proposal(cast),
        "message": world.values["message_id"][0],
        "siv": protected_person(cast).public_id,
        "link": token_of(bookings["assigned"].assignments.get()),
        "answered link": token_of(bookings["accepted"].assignments.get()),
        "elsa": cast.escort.pk,
        "absence": world.values["absence_id"][0],
        **studies(cast, world.values["study_id"][0]),
        "supplement": world.values["supplement_id"][0],
        "provider": cast.provider.pk,
        **surveys(cast),
        **{name: booking.public_id for name, booking in bookings.items()},
        **drafts(clients, cast.participant),
    }
    return Walked(accounts, values, clients)


def protected_person(cast: Cast) -> Participant:
    """Siv, with protected identity and Elsa named for her."""
    siv = make_participant(unit=cast.unit, username=None, name="Siv")
    Participant.objects.filter(pk=siv.pk).update(is_protected=True)
    name_staff(siv, cast.escort.user, by=cast.coordinator, now=NOW)
    return siv


def at_work(proposal_id: object) -> object:
    """A proposal that somebody works on, however long the walk takes."""
    Proposal.objects.filter(public_id=proposal_id).update(heartbeat_at=timezone.now() + DAY)
    return proposal_id


def stopped_proposal(cast: Cast) -> object:
    """A proposal for all of Berit's open visits that was ended before its time; Elsa is away for one."""
    days = {"first_day": NOW.date(), "last_day": NOW.date() + 9 * DAY}
    proposal = propose(cast.unit, **days, by=cast.coordinator, now=NOW - DAY)
    nobody = proposal.visits.first()
    nobody.escort, nobody.obstacle = None, Why.NEEDED_MORE
    nobody.save()
    return proposal.public_id


def wants_arabic(cast: Cast) -> None:
    """Berit wants somebody who speaks Arabic, which Elsa does not: what is promised no longer fits."""
    arabic = Skill.objects.create(municipality=cast.unit.municipality, kind="language", name="Arabiska")
    Skill.objects.create(municipality=cast.unit.municipality, kind="skill", name="Ledarhund")
    cast.participant.skills_wanted.add(arabic)
    Escort.objects.filter(pk=cast.escort.pk).update(wishes="Gärna kvällar", minutes_per_week=1500)


def studies(cast: Cast, going: object) -> dict[str, object]:
    """The study that goes on, one that is over, and one that too few answered. And two stopwatches."""
    for user, hours in ((cast.manager, 1), (cast.administrator, 20)):
        Stopwatch.objects.create(user=user, unit=cast.unit, started_at=NOW - timedelta(hours=hours))
    phone = Activity.objects.get(slug="telefonbokning")
    found: dict[str, object] = {"study": going}
    for name, people in (("study over", 7), ("study of few", 2)):
        study = TimeStudy.objects.create(
            unit=cast.unit,
            first_day=date(2026, 1, 12),
            last_day=date(2026, 1, 25),
            starts=time(8),
            ends=time(17),
            by=cast.manager,
            at=NOW,
        )
        for number in range(people):
            user = make_staff(unit=cast.unit, kind="coordinator", username=f"{name} {number}")
            for activity in (phone, None):
                at = NOW - timedelta(days=50, hours=number, minutes=bool(activity))
                StudyMoment.objects.create(
                    study=study, user=user, at=at, activity=activity, is_other=not activity, answered_at=at
                )
        found[name] = study.public_id
    return found


def surveys(cast: Cast) -> dict[str, object]:
    """Rounds that have begun, not begun and are over (with few at one unit), and their letters."""
    going = make_round(cast.manager, {cast.unit: 12})
    coming = make_round(cast.manager, {cast.unit: 3}, opens_on=NOW.date() + DAY)
    over = make_round(cast.manager, {cast.unit: 12, cast.provider: 4})
    answer(going, [[0]])
    answer(over, [[0, 1, 2, 0, 1, 2, 0, 0]] * 5 + [[2, 0]] * 3, cast.unit)
    answer(over, [[1, 1]] * 3, cast.provider)
    end(over)
    codes = codes_of(going)
    take_ballot(letter_of(codes[0]), ballot(going, [0]), today=NOW.date())
    return {
        "survey": going.public_id,
        "survey to come": coming.public_id,
        "survey over": over.public_id,
        "survey letter": codes[1],
        "used letter": codes[0],
        "letter too early": codes_of(coming, day=NOW.date())[0],
    }


def visits(cast: Cast) -> dict[str, Booking]:
    """Berit's visits, one of each kind."""

    found = {
        "done": cast.done(starts_at=NOW - 3 * DAY, now=NOW - 9 * DAY),
        "to report": cast.accepted(starts_at=NOW - DAY, now=NOW - 9 * DAY),
        "accepted": cast.accepted(),
        "assigned": cast.assigned(starts_at=NOW + 3 * DAY),
        "requested": cast.booking(starts_at=NOW + 4 * DAY, note="Jag har käpp."),
        "further": cast.accepted(starts_at=NOW + 5 * DAY),
        "cancelled": cast.booking(starts_at=NOW + 6 * DAY),
        "taken away": cast.accepted(starts_at=NOW + 7 * DAY),
        "paid": cast.done(starts_at=NOW - 5 * DAY, now=NOW - 9 * DAY),
    }
    declined = cast.assigned(starts_at=NOW + 8 * DAY)
    decline(declined, escort=cast.escort, by=cast.escort.user, now=NOW)
    further = found["further"]
    Absence.objects.create(
        escort=cast.escort,
        starts_at=further.starts_at - DAY / 4,
        ends_at=further.ends_at,
        by=cast.escort.user,
        at=NOW,
    )
    Area.objects.create(municipality=cast.unit.municipality, name="Våxtorp")
    for name in ("cancelled", "taken away"):
        cancel(found[name], by=cast.participant.user, now=NOW)
    Booking.objects.filter(pk=found["paid"].pk).update(paid_in=month_sent_to_payroll(cast))
    return found


def paid(cast: Cast) -> None:
    """A report to attest this month, and last month locked."""
    visit = cast.accepted(starts_at=NOW - 2 * DAY, now=NOW - 9 * DAY)
    report(
        visit,
        starts_at=visit.starts_at,
        ends_at=visit.starts_at + timedelta(hours=2),
        by=cast.escort.user,
        now=NOW,
        expenses_ore=12550,
    )
    lock_month(cast.provider, date(2026, 2, 1), unit=cast.unit, by=cast.coordinator, now=NOW)


def month_sent_to_payroll(cast: Cast) -> PayPeriod:
    month = date(2026, 1, 1)  # February's is locked with its visits, and March is not over
    return PayPeriod.objects.create(
        provider=cast.provider, month=month, locked_at=NOW, locked_by=cast.coordinator
    )


def drafts(clients: dict[str, Client], person: Participant) -> dict[str, object]:
    """Keys of begun bookings: nothing answered, everything, an hour twice, a time taken, a time passed."""
    with patch.object(timezone, "now", lambda: NOW - 2 * DAY):
        passed = Flow(clients["participant"], person)
        passed.answer_all()
    begun, answered, night, overlapping = (Flow(clients["participant"], person) for _ in range(4))
    gunns = Flow(clients["representative"], person)
    answered.answer_all(day="20 mars")
    night.answer("dag", day="25 oktober")
    night.answer("tid", starts="02.30", length="2")
    overlapping.answer_all()
    named = {
        "begun": begun,
        "answered": answered,
        "night": night,
        "overlapping": overlapping,
        "passed": passed,
        "gunns": gunns,
    }
    lines = {"line": "på lördag 14–17, simhallen", "dayless": "14–17, simhallen"}
    return {name: flow.key for name, flow in named.items()} | {
        name: begun_by(clients["participant"], person, line) for name, line in lines.items()
    }


def begun_by(client: Client, person: Participant, line: str) -> str:
    """The key of the booking that a line began."""
    response = client.post(reverse("book_line", args=[person.public_id]), {"line": line})
    return response.url.split("/")[-3]


def kolada_fetched() -> None:
    """Kolada's figures of a cost and a quality, and one that could not be fetched the last time."""
    for kpi in ("N28812", "N28157", "U28417"):
        codes = {"1381": 6.4, "1380": 7.0, "1315": None}
        found = [
            Figure(kpi, code, year, "T", value, 1, "" if value else "..")
            for code, value in codes.items()
            for year in range(2020, 2026)
        ]
        store(kpi, found, title="Koladas eget namn", now=NOW)
    note_trouble("N28157", Wrong.UNREACHABLE, now=NOW)


def compared(manager: User, figures: Path) -> None:
    """A change to compare, with four years of figures: registered anew after they were opened."""
    municipality = Municipality.objects.get(code="0180")
    import_files(municipality, four_years(figures), now=NOW)
    first = register_change(
        municipality, change_month=date(2024, 1, 1), by=manager, now=NOW, claims="Mer tid."
    )
    open_comparison(first, by=manager, now=NOW)
    register_change(municipality, change_month=date(2024, 1, 1), bedding_in_months=3, by=manager, now=NOW)
    make_unit(code="0180", name="Ledsagning Norr")
    # So little that the standard times come to more than anybody can work.
    set_capacity(
        municipality,
        role="case_officer",
        valid_from=date(2022, 1, 1),
        paid_minutes=1200,
        practical_permille=800,
        cost_ore=12_000_00,
        by=manager,
        now=NOW,
    )
    for year, plans in ((2024, 11), (2025, 14)):
        set_year_figure(
            municipality, year=year, kind="people_with_plan", value=plans, source="SCB", by=manager, now=NOW
        )
    store_index("PKV", {"2022-01": 100.0, "2026-01": 110.0}, now=NOW)
