"""Every address of the site, walked from the URLconf: an address that is not listed here fails the tests.

The matrix says who may open which page about Berit (R17). A world is what the addresses are filled in with.
"""

import itertools
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from admin_costs.changes import register_change
from admin_costs.effort import activities_of, add_activity, log_effort
from admin_costs.models import Activity
from hours.drafts import STEPS
from hours.models import Booking
from ledsagning.people.models import User
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

SELF = {"participant", "representative"}
COORDINATOR, CASE_OFFICER, ESCORT = {"coordinator"}, {"case_officer"}, {"escort"}
KEEPERS = {"manager", "administrator"}
STAFF = {"coordinator", "case_officer", "manager", "administrator"}

# Open to all, signed in or not. `set_language` and signing out are Django's and take POST only.
PUBLIC = {"start", "sign_in", "sign_out", "set_language", "accessibility"}
# Who may open each page about Berit, or of Laholm. Everybody else gets the 404 of a page that is not there.
MATRIX: dict[str, set[str]] = {
    "participant_home": SELF,
    "book_start": SELF,
    "book_step": SELF,
    "book_check": SELF,
    "visit": SELF,
    "cancel_visit": SELF,
    "rate_visit": SELF,
    "escort_wishes": SELF,
    "coordinator_list": COORDINATOR,
    "phone_search": COORDINATOR,
    "phone_book": COORDINATOR,
    "assign_visit": COORDINATOR,
    "confirm_top_up": COORDINATOR,
    "report_for_escort": COORDINATOR,
    "cancel_for_caller": COORDINATOR,
    "escort_list": ESCORT,
    "accept_visit": ESCORT,
    "decline_visit": ESCORT,
    "report_visit": ESCORT,
    "no_show_visit": ESCORT,
    "decision_list": CASE_OFFICER,
    "new_participant": CASE_OFFICER,
    "person_decisions": CASE_OFFICER,
    "add_representative": CASE_OFFICER,
    "effort_log": STAFF,
    "undo_logged": {"coordinator"},  # who logged it
    "comparison": {"manager"},
    "comparison_csv": {"manager"},
    "comparison_xlsx": {"manager"},
    "register_change": {"manager"},
    "activities": KEEPERS,
    "add_activity": KEEPERS,
    "change_standard_time": KEEPERS,
    "add_rate": KEEPERS,
}
# What a municipality's units share: the same role at another unit of it may open these too.
SHARED = {"change_standard_time"}


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
    note: str = ""
    others: dict[str, User] = field(default_factory=dict)

    def urls(self, address: Address, **instead: object) -> list[str]:
        """The address filled in, one for each combination of values."""
        values = self.values | {name: [value] for name, value in instead.items()}
        names = sorted(address.parameters)
        combined = itertools.product(*(values[name] for name in names))
        return [reverse(address.name, kwargs=dict(zip(names, found, strict=True))) for found in combined]


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
            "key": [uuid.uuid4()],
            "step": list(STEPS),
            "entry_id": [entry.pk],
            "activity_id": [own_activity(cast).pk],
        },
        others=strangers(cast),
    )


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
    nothing = {"entry_id": 999_999, "activity_id": 999_999}
    ids = address.parameters - {"step", "key"}
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
