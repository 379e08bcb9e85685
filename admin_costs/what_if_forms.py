"""What is put into the what-if page: in the address, prefilled from the baseline, never stored."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admin_costs.baseline import Baseline
from admin_costs.forms import MOST_ORE_PER_HOUR, WrittenField, no_more_than
from admin_costs.reading import read_count, read_kronor, read_number, read_permille
from admin_costs.what_if import Inputs, Range

MOST_PEOPLE = 100_000
MOST_HOURS = 744
MOST_GROWTH_PERMILLE = 5000
ALL_PERMILLE = 1000
ENDS = ("lag", "trolig", "hog")
END_NAMES = (gettext_lazy("Low"), gettext_lazy("Likely"), gettext_lazy("High"))
SAVED = (15, 30, 45)
"""Per cent, assumed where the baseline's steps say nothing."""
GROWTH = (5, 15, 30)
"""Per cent, assumed: how much Laholm's hours rose was never published."""
PRICE_SPREAD = (Fraction(95, 100), Fraction(1), Fraction(105, 100))
LEAST_SAVED, MOST_SAVED = Fraction(5, 100), Fraction(90, 100)


class Asked(NamedTuple):
    """A range that is asked for: its fields' name, what stands over them, a hint, and how they are read."""

    slug: str
    legend: Promise
    hint: Promise
    read: Callable[[str], int]
    most: int


RANGES = (
    Asked(
        "sparat",
        gettext_lazy("Administration saved, per cent of today's"),
        gettext_lazy("Steps that are no longer done: control of hours, reports of unused hours, renewals."),
        read_permille,
        ALL_PERMILLE,
    ),
    Asked(
        "okning",
        gettext_lazy("More companion hours, per cent of today's"),
        gettext_lazy("People who need not save their hours use more at first. Nobody knows how much."),
        read_permille,
        MOST_GROWTH_PERMILLE,
    ),
    Asked(
        "adminpris",
        gettext_lazy("An hour of administration, kronor"),
        gettext_lazy("With the employer's on-costs."),
        read_kronor,
        MOST_ORE_PER_HOUR,
    ),
    Asked(
        "pris",
        gettext_lazy("A companion hour, kronor"),
        gettext_lazy("What the municipality pays for it, all in."),
        read_kronor,
        MOST_ORE_PER_HOUR,
    ),
)


def read_hours_each(text: str) -> Decimal:
    """Hours a person and month, at most as many as there are."""
    hours = read_number(text)
    if hours > MOST_HOURS:
        raise forms.ValidationError(_("“%(text)s” is too much.") % {"text": text})
    return hours


class WhatIfForm(forms.Form):
    """People and their hours today, and a low, a likely and a high value of what is not known."""

    brukare = WrittenField(
        no_more_than(read_count, MOST_PEOPLE),
        width="input-4",
        label=gettext_lazy("People with companion service"),
        error_messages={"required": gettext_lazy("Write how many people.")},
    )
    timmar = WrittenField(
        read_hours_each,
        width="input-4",
        label=gettext_lazy("Companion hours, a person and month"),
        error_messages={"required": gettext_lazy("Write how many hours a person uses a month.")},
    )
    admin = WrittenField(
        read_hours_each,
        width="input-4",
        label=gettext_lazy("Hours of administration, a person and month"),
        error_messages={"required": gettext_lazy("Write how many hours administration takes.")},
    )

    def __init__(self, data: Any, *, prefilled: Mapping[str, str]) -> None:
        asked = {**prefilled, **data.dict()} if data else None
        super().__init__(asked or (prefilled if is_whole(prefilled) else None), initial=prefilled)
        for each in RANGES:
            for end, name in zip(ENDS, END_NAMES, strict=True):
                self.fields[f"{each.slug}_{end}"] = WrittenField(
                    no_more_than(each.read, each.most),
                    width="input-4",
                    label=name,
                    error_messages={
                        "required": _("%(what)s: write a value for “%(end)s”.")
                        % {"what": each.legend, "end": name}
                    },
                )

    @property
    def today(self) -> list[forms.BoundField]:
        """The fields of today."""
        return [self[name] for name in ("brukare", "timmar", "admin")]

    @property
    def ranges(self) -> list[tuple[Asked, list[forms.BoundField]]]:
        """Each range with its three fields."""
        return [(each, [self[f"{each.slug}_{end}"] for end in ENDS]) for each in RANGES]

    def query(self) -> str:
        """The same as an address has it."""
        return urlencode({name: self.data[name] for name in self.fields})

    def clean(self) -> dict[str, Any]:
        """Low before likely before high; and people, hours and prices that are something."""
        written = super().clean() or {}
        for name, text in (
            ("brukare", _("With nobody there is nothing to compute. Write at least 1.")),
            ("timmar", _("Without companion hours there is nothing to compute.")),
            ("admin", _("Without administration there is nothing to save.")),
            ("adminpris_lag", _("An hour of administration costs something.")),
            ("pris_lag", _("A companion hour costs something: without a price nothing can be said.")),
        ):
            if name in written and not written[name]:
                self.add_error(name, text)
        for each in RANGES:
            self.check_order(each, [written.get(f"{each.slug}_{end}") for end in ENDS])
        return written

    def check_order(self, each: Asked, values: list[int | None]) -> None:
        """Refuses a range that goes backwards."""
        low, likely, high = values
        if low is None or likely is None or high is None:
            return
        if not low <= likely <= high:
            self.add_error(
                f"{each.slug}_lag",
                _("%(what)s: low, likely and high do not come in that order.") % {"what": each.legend},
            )

    def inputs(self) -> Inputs:
        """What is written, as `what_if` takes it."""
        saved, growth, admin, escort = (
            [self.cleaned_data[f"{each.slug}_{end}"] for end in ENDS] for each in RANGES
        )
        return Inputs(
            people=self.cleaned_data["brukare"],
            escort_hours=Fraction(self.cleaned_data["timmar"]),
            admin_hours=Fraction(self.cleaned_data["admin"]),
            saved=Range(*(Fraction(permille, ALL_PERMILLE) for permille in saved)),
            growth=Range(*(Fraction(permille, ALL_PERMILLE) for permille in growth)),
            admin_ore=Range(*map(Fraction, admin)),
            escort_ore=Range(*map(Fraction, escort)),
        )


def is_whole(prefilled: Mapping[str, str]) -> bool:
    """Whether everything is known, so that there is an answer without anybody writing anything."""
    names = ["brukare", "timmar", "admin", *(f"{each.slug}_{end}" for each in RANGES for end in ENDS)]
    return all(prefilled.get(name) for name in names)


def prefilled(baseline: Baseline | None, escort_ore: int | None, admin_ore: int | None) -> dict[str, str]:
    """What stands in the form: the baseline's figures, and assumptions where it has none.

    `escort_ore` and `admin_ore` are hourly prices to fall back on.
    """
    found = ranges_of("okning", [str(percent) for percent in GROWTH])
    found |= ranges_of("sparat", saved_of(baseline.control_share if baseline else None))
    prices = {
        "pris": (baseline.escort_ore_per_hour if baseline else None) or escort_ore,
        "adminpris": (baseline.admin_ore_per_hour if baseline else None) or admin_ore,
    }
    for slug, ore in prices.items():
        if ore:
            found |= ranges_of(slug, [str(round(ore * share / 100)) for share in PRICE_SPREAD])
    if baseline:
        found |= {
            "brukare": str(baseline.people),
            "timmar": written(baseline.escort_hours),
            "admin": written(baseline.admin_hours),
        }
    return found


def saved_of(control: Fraction | None) -> list[str]:
    """Half of the control of hours, all of it, and half as much again; or the assumption."""
    if control is None or control < LEAST_SAVED:
        return [str(percent) for percent in SAVED]
    likely = min(control, MOST_SAVED)
    ends = (likely / 2, likely, min(likely * 3 / 2, MOST_SAVED))
    return [str(round(100 * share)) for share in ends]


def ranges_of(slug: str, values: list[str]) -> dict[str, str]:
    return {f"{slug}_{end}": value for end, value in zip(ENDS, values, strict=True)}


def written(value: Fraction) -> str:
    """A number as people write it, with two decimals."""
    return f"{float(value):.2f}".replace(".", ",")
