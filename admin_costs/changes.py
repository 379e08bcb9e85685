"""The registered change that before and after are told apart by: locked as it is written, then opened."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.formats import number_format

from admin_costs.group_rules import Level
from admin_costs.models import Change, ChangeOpening, GroupFigures, PriceIndex
from ledsagning.people.models import Municipality, Unit, User
from ledsagning.people.models.places import UnitKind


@dataclass(frozen=True, slots=True)
class Version:
    """A registered change, the how-manieth it is, when its comparison was first opened, and if somebody had
    seen figures by an earlier version when it was registered."""

    number: int
    change: Change
    opening: ChangeOpening | None
    after_figures_were_seen: bool
    compared_with: tuple[Unit | Municipality, ...]

    @property
    def margin(self) -> str:
        """The margin in per cent, with a decimal where it has one."""
        return number_format(Decimal(self.change.margin_permille) / 10, use_l10n=True)


def registered_changes(municipality: Municipality) -> QuerySet[Change]:
    """Everything registered, oldest first; the last one holds."""
    return Change.objects.filter(municipality=municipality).select_related("by", "price_index").order_by("pk")


def current_change(municipality: Municipality) -> Change | None:
    """The change that before and after are told apart by."""
    return registered_changes(municipality).last()


def versions(municipality: Municipality) -> list[Version]:
    """Everything registered, oldest first, with what its reader has to know."""
    found: list[Version] = []
    seen_at: datetime | None = None
    changes = list(registered_changes(municipality).select_related("opening__by"))
    named = named_in(municipality, changes)
    for number, change in enumerate(changes, start=1):
        opening: ChangeOpening | None = getattr(change, "opening", None)
        is_after = seen_at is not None and seen_at <= change.at
        keys = (*change.comparison_units, *change.comparison_municipalities)
        found.append(
            Version(number, change, opening, is_after, tuple(named[key] for key in keys if key in named))
        )
        if opening and (seen_at is None or opening.at < seen_at):
            seen_at = opening.at
    return found


def named_in(municipality: Municipality, changes: Collection[Change]) -> dict[int | str, Unit | Municipality]:
    """What the changes are compared with: units by primary key, and municipalities by code."""
    codes = {code for change in changes for code in change.comparison_municipalities}
    units: dict[int | str, Unit | Municipality] = {unit.pk: unit for unit in municipality.units.all()}
    return units | {each.pk: each for each in Municipality.objects.filter(pk__in=codes)}


def possible_comparison_municipalities(municipality: Municipality) -> QuerySet[Municipality]:
    """Those that something is told of here, whether they are served here or hand their file over."""
    told = GroupFigures.objects.filter(level=Level.MUNICIPALITY).order_by().values("municipality").distinct()
    return Municipality.objects.filter(pk__in=told).exclude(pk=municipality.pk).order_by("name")


def possible_comparison_units(municipality: Municipality) -> QuerySet[Unit]:
    """The units of a municipality that may have gone on as before: none where it has only one."""
    units = municipality.units.filter(kind=UnitKind.AUTHORITY).order_by("name")
    return units if units.count() > 1 else units.none()


def register_change(
    municipality: Municipality,
    *,
    change_month: date,
    bedding_in_months: int = 0,
    margin_permille: int = 50,
    claims: str = "",
    comparison_units: Collection[Unit] = (),
    comparison_municipalities: Collection[Municipality] = (),
    price_index: PriceIndex | None = None,
    by: User | None,
    now: datetime,
) -> Change:
    """Registers a change and so locks it, or registers it anew: what stood before is kept."""
    return Change.objects.create(
        municipality=municipality,
        change_month=change_month.replace(day=1),
        bedding_in_months=bedding_in_months,
        margin_permille=margin_permille,
        claims=claims,
        comparison_units=sorted(unit.pk for unit in comparison_units),
        comparison_municipalities=sorted(each.pk for each in comparison_municipalities),
        price_index=price_index,
        by=by,
        at=now,
    )


def open_comparison(change: Change, *, by: User | None, now: datetime) -> ChangeOpening:
    """Writes down that the comparison by a change is opened, the first time."""
    opening, _is_first = ChangeOpening.objects.get_or_create(change=change, defaults={"by": by, "at": now})
    return opening
