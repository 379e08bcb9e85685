"""Every address of the site, walked from the URLconf: an address that is not listed here fails the tests.

Who may open which page stands in tests/matrix.py (R17). A world is what the addresses are filled in with.
"""

import itertools
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from admin_costs.changes import register_change
from admin_costs.effort import activities_of, add_activity, log_effort
from admin_costs.models import Activity, StudyMoment, TimeStudy
from hours import escort_feeds
from hours.answer_links import token_of
from hours.drafts import STEPS
from hours.feeds import address_of, turn_on
from hours.models import Absence, Booking, Favourite, Message, Offer, Receipt, Remark, Series, Supplement
from hours.models.proposals import Proposal
from hours.outbox import escort_told
from hours.policy import Frequency
from hours.proposals import propose
from hours.remarks import send
from hours.series import clock_of
from hours.supplements import add_supplement
from hours.times import local_date
from ledsagning.people.models import EscortPhoto, User
from tests.admin_costs.surveying import codes_of, make_round
from tests.cast import (
    NOW,
    Cast,
    make_escort,
    make_participant,
    make_pool,
    make_staff,
    make_unit,
    make_user,
)
from tests.matrix import MATRIX, SHARED, STAFF


@dataclass(frozen=True)
class Address:
    """One pattern of the URLconf: its name with namespace, and the parameters it wants."""

    name: str
    parameters: frozenset[str]


def addresses(patterns: list | None = None, namespace: str = "") -> Iterator[Address]:
    """Every named address there is. A pattern without a name is told by its route."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            name = namespace + (pattern.name or str(pattern.pattern))
            yield Address(name, frozenset(pattern.pattern.regex.groupindex))


def site_addresses() -> list[Address]:
    """Those of our own; Django's admin is walked apart."""
    return [address for address in addresses() if not address.name.startswith("admin:")]


@dataclass
class World:
    """Who is there, and what addresses are filled in with (parameter → values)."""

    accounts: dict[str, User]
    values: dict[str, list[object]]
    others: dict[str, User] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)

    def urls(self, address: Address, **instead: object) -> list[str]:
        """The address filled in, one for each combination of values."""
        values = self.values | {name: [value] for name, value in instead.items()}
        names = sorted(address.parameters)
        combined = itertools.product(*(values[name] for name in names))
        return [reverse(address.name, kwargs=dict(zip(names, found, strict=True))) for found in combined]

    def signed_in(self) -> "World":
        """The same, where everybody has signed in once: for worlds that are kept for a whole file."""
        for who, user in (self.accounts | self.others).items():
            self.cookies[who] = browser(user).cookies[settings.SESSION_COOKIE_NAME].value
        return self

    def browser(self, who: str) -> Client:
        """A browser of somebody's who has signed in: a new one, so that no test meets another's cookies."""
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = self.cookies[who]
        return client


def make_world(cast: Cast, booking: Booking) -> World:
    """Berit's visit and everybody around it, with strangers of each kind who look alike but may not see it.

    Strangers: another person with a visit and an escort of their own, and every role at another unit of
    Laholm and in another municipality.
    """
    entry = log_effort(
        unit=cast.unit,
        day=NOW.date(),
        activity=activities_of(cast.unit.municipality).filter(event_kind="").first(),
        role="coordinator",
        minutes=25,
        by=cast.coordinator,
        now=NOW,
    )
    register_change(
        cast.unit.municipality,
        change_month=NOW.date().replace(month=1, day=1),
        bedding_in_months=0,
        margin_permille=50,
        claims="",
        by=cast.manager,
        now=NOW,
    )
    return World(
        accounts={
            "participant": cast.participant.user,
            "representative": cast.representative.user,
            "escort": cast.escort.user,
            "coordinator": cast.coordinator,
            "case_officer": cast.case_officer,
            "manager": cast.manager,
            "administrator": cast.administrator,
        },
        values={
            "public_id": [cast.participant.public_id],
            "booking_id": [booking.public_id],
            "series_id": [series_with(booking).public_id],
            "which": ["senare"],
            "question": ["veckodag", "tid"],
            "key": [uuid.uuid4()],
            "step": list(STEPS),
            "favourite_id": [make_favourite(cast).public_id],
            "entry_id": [entry.pk],
            "message_id": [message_to_tell(booking).public_id],
            "activity_id": [own_activity(cast).pk],
            "study_id": [(moment := asked_now(cast)).study.public_id],
            "moment_id": [moment.pk],
            "proposal_id": [own_proposal(cast, booking).public_id],
            "remark_id": [own_remark(cast, booking).public_id],
            "escort_id": [EscortPhoto.objects.create(escort=cast.escort, jpeg=b"a picture").escort_id],
            "token": [token_of(booking.assignments.get())],
            "own_address": [escort_feeds.address_of(escort_feeds.turn_on(cast.escort, now=NOW))],
            "absence_id": [absence_over(booking, cast).public_id],
            "offer_id": [offer_taken(booking, cast).public_id],
            "month": ["2026-02"],
            "measure": ["beviljat-och-anvant"],
            "provider_id": [cast.provider.pk],
            "supplement_id": [own_supplement(cast).pk],
            "receipt_id": [own_receipt(booking).public_id],
            "round_id": [(survey := make_round(cast.manager, {cast.unit: 12})).public_id],
            "code": codes_of(survey)[:1],
            "number": [1],
            "perspective": ["participant"],
            "address": [address_of(turn_on(cast.participant, cast.participant.user, now=NOW))],
        },
        others=strangers(cast),
    )


def absence_over(booking: Booking, cast: Cast) -> Absence:
    """Elsa is away during the visit."""
    times = {"starts_at": booking.starts_at, "ends_at": booking.ends_at}
    return Absence.objects.create(escort=cast.escort, by=cast.coordinator, at=NOW, **times)


def offer_taken(booking: Booking, cast: Cast) -> Offer:
    """The visit was offered to Elsa, who said yes."""
    return Offer.objects.create(
        booking=booking, escort=cast.escort, by=cast.coordinator, at=NOW, answer="accepted", answered_at=NOW
    )


def message_to_tell(booking: Booking) -> Message:
    """What a coordinator has to tell Berit by letter: that Elsa comes."""
    return Message.objects.create(
        key=f"told:{booking.pk}",
        kind="escort_comes",
        unit=booking.unit,
        participant=booking.pool.participant,
        booking=booking,
        about_escort_id=escort_told(booking),
        about_starts_at=booking.starts_at,
        channel="letter",
        state="by_hand",
        made_at=NOW,
        due_at=NOW,
        expires_at=booking.starts_at,
    )


def own_proposal(cast: Cast, booking: Booking) -> Proposal:
    """A proposal for the day of Berit's visit, with the visit in it."""
    day = local_date(NOW) + timedelta(days=1)
    proposal = propose(cast.unit, first_day=day, last_day=day, by=cast.coordinator, now=NOW)
    proposal.visits.get_or_create(booking=booking, defaults={"escort": cast.escort})
    return proposal


def make_favourite(cast: Cast) -> Favourite:
    """Berit's gym, Tuesdays 10-12."""
    return Favourite.objects.create(
        participant=cast.participant,
        name="Gymmet",
        weekday=1,
        starts=time(10),
        minutes=120,
        meeting_place="Gymmet",
    )


def series_with(booking: Booking) -> Series:
    """A series whose one visit this is: it books nothing more, so that the world's hours stay as they are."""
    day = local_date(booking.starts_at)
    series = Series.objects.create(
        key=uuid.uuid4(),
        pool=booking.pool,
        frequency=Frequency.WEEKLY,
        first_day=day,
        last_day=day,
        booked_through=day,
        starts=clock_of(booking),
        minutes=booking.span.minutes,
        booked_by=booking.booked_by,
        booked_at=booking.booked_at,
    )
    Booking.objects.filter(pk=booking.pk).update(series=series, series_day=day)
    return series


def own_activity(cast: Cast) -> Activity:
    """An activity that only Laholm has."""
    return add_activity(
        cast.unit.municipality,
        name="Öppet hus",
        process="new",
        role="coordinator",
        minutes=60,
        by=cast.manager,
        now=NOW,
    )


def asked_now(cast: Cast) -> StudyMoment:
    """What a time study of the unit asks its coordinator at NOW."""
    study = TimeStudy.objects.create(
        unit=cast.unit,
        first_day=NOW.date(),
        last_day=NOW.date() + timedelta(days=13),
        starts=time(8),
        ends=time(17),
        by=cast.manager,
        at=NOW,
    )
    return StudyMoment.objects.create(study=study, user=cast.coordinator, at=NOW - timedelta(minutes=5))


def own_supplement(cast: Cast) -> Supplement:
    """What only Laholm pays extra for, when the assumptions have held long enough."""
    return add_supplement(
        cast.unit.municipality,
        name="Lördag",
        payroll_code="LO1",
        order=10,
        weekdays="5",
        on_holidays=False,
        starts=time(0),
        ends=time(0),
        valid_from=date(2030, 1, 1),
    )


def own_remark(cast: Cast, booking: Booking) -> Remark:
    """A complaint of Berit's about the visit."""
    return send(
        cast.participant,
        key=uuid.uuid4(),
        text="Elsa kom sent.",
        is_complaint=True,
        by=cast.participant.user,
        now=NOW,
        booking=booking,
    )


def own_receipt(booking: Booking) -> Receipt:
    """What Elsa paid when she went with Berit."""
    return Receipt.objects.create(booking=booking, jpeg=b"a picture", by=booking.booked_by, at=NOW)


def strangers(cast: Cast) -> dict[str, User]:
    """Accounts of every kind that have nothing to do with Berit."""
    olle = make_participant(unit=cast.unit, username="olle")
    make_pool(participant=olle, by=cast.case_officer)
    found = {"another participant": olle.user, "nobody": cast.stranger}
    found["another escort"] = make_escort(unit=cast.provider, username="tor").user
    places = {
        "another unit": make_unit(name="Annan enhet"),
        "another municipality": make_unit(code="0180", name="Sthlm"),
    }
    for place, unit in places.items():
        for kind in STAFF:
            found[f"{kind} of {place}"] = make_staff(unit=unit, kind=kind, username=f"{kind}{unit.pk}")
        found[f"escort of {place}"] = make_escort(unit=unit, username=f"escort{unit.pk}").user
    return found


def may_open(who: str, address: Address) -> bool:
    """Whether an account of the world, by what it is called there, may open an address of Berit or Laholm."""
    kind = who.removesuffix(" of another unit")
    return who in MATRIX[address.name] or (address.name in SHARED and kind in MATRIX[address.name])


def own_address_of(user: User) -> dict[str, object]:
    """The parameters of a person's own page, to put another's visit into."""
    person = getattr(user, "participant", None)
    return {"public_id": person.public_id} if person else {}


def missing(address: Address) -> dict[str, object]:
    """The address's ids swapped for ids that nothing has."""
    numbers = ("entry_id", "activity_id", "escort_id", "moment_id", "provider_id", "supplement_id")
    nothing = dict.fromkeys(numbers, 999_999)
    ids = address.parameters - {"step", "key", "which", "question", "month"}
    return {name: nothing.get(name) or uuid.UUID(int=7) for name in ids}


def browser(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def superuser() -> User:
    """Who sets the place up in Django's admin."""
    user = make_user(username="root")
    User.objects.filter(pk=user.pk).update(is_staff=True, is_superuser=True)
    return User.objects.get(pk=user.pk)
