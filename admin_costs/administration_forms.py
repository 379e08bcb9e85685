"""Forms of what administration costs: which half-year, and the capacity of a role."""

from collections.abc import Collection
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admin_costs.administration_tables import POST_MINUTES, half_words
from admin_costs.forms import MOST_ORE_PER_HOUR, WrittenField, no_more_than, this_month
from admin_costs.models.activities import StaffRole
from admin_costs.process_costs import HalfYear
from admin_costs.reading import read_count, read_kronor, read_month, read_number, read_permille

MONTHS_A_DECISION = 12
MOST_MONTHS_A_DECISION = 120
MOST_POSTS = 200
MOST_HOURS = MOST_POSTS * POST_MINUTES // 60
MOST_ORE_A_MONTH = 50_000_000_00
PRACTICAL_PERMILLE = 800
POSTS, HOURS = "posts", "hours"


class AdministrationForm(forms.Form):
    """Which half-year, and how long a decision used to last. In the address; nothing is stored."""

    tid = forms.ChoiceField(label=gettext_lazy("When"))
    manader = WrittenField(
        no_more_than(read_count, MOST_MONTHS_A_DECISION),
        width="input-4",
        label=gettext_lazy("Months a decision used to last"),
        error_messages={"required": gettext_lazy("Write how many months. Most decisions last 12.")},
    )

    def __init__(self, data: Any, *, halves: Collection[HalfYear], asked: HalfYear | None) -> None:
        chosen = f"{asked.year}-{asked.half}" if asked else ""
        initial = {"tid": chosen, "manader": str(MONTHS_A_DECISION)}
        super().__init__(initial | data.dict() if data else None, initial=initial)
        self.fields["tid"].choices = [  # type: ignore[attr-defined]
            (f"{half.year}-{half.half}", half_words(half).capitalize())
            for half in sorted(halves, reverse=True)
        ]

    def clean_manader(self) -> int:
        months: int = self.cleaned_data["manader"]
        if months < 1:
            raise forms.ValidationError(_("A decision lasts a month at the least."))
        return months

    @property
    def months_a_decision(self) -> int:
        """What is written, or the usual where it cannot be read."""
        if self.is_bound and self.is_valid():
            return self.cleaned_data["manader"]
        return MONTHS_A_DECISION


class CapacityForm(forms.Form):
    """A role's paid time and its cost, a month, from a month on."""

    role = forms.ChoiceField(
        choices=[(role.value, role.label) for role in StaffRole if role != StaffRole.ESCORT],
        label=gettext_lazy("Which role?"),
    )
    amount = WrittenField(
        read_number,
        label=gettext_lazy("How much working time for companion service?"),
        help_text=gettext_lazy("All who have the role, together. 0 when nobody does it any more."),
        error_messages={"required": gettext_lazy("Write how much.")},
    )
    unit = forms.ChoiceField(
        choices=[(POSTS, gettext_lazy("full-time posts")), (HOURS, gettext_lazy("paid hours a month"))],
        initial=POSTS,
        widget=forms.RadioSelect,
        label=gettext_lazy("Counted in"),
    )
    practical_permille = WrittenField(
        read_permille,
        width="input-4",
        initial=str(PRACTICAL_PERMILLE // 10),
        label=gettext_lazy("Share that can be worked, per cent"),
        help_text=gettext_lazy("The rest is breaks, meetings and training. 80 to 85 is usual."),
        error_messages={"required": gettext_lazy("Write the share, such as 80.")},
    )
    cost_ore = WrittenField(
        no_more_than(read_kronor, MOST_ORE_A_MONTH),
        label=gettext_lazy("What it costs, kronor a month"),
        help_text=gettext_lazy("Wages with the employer's on-costs, and what goes with the post."),
        error_messages={"required": gettext_lazy("Write what it costs.")},
    )
    valid_from = WrittenField(
        read_month,
        label=gettext_lazy("From which month?"),
        help_text=gettext_lazy(
            "Year and month, such as 2024-01. Earlier months keep the capacity that they have."
        ),
        initial=this_month,
        error_messages={"required": gettext_lazy("Write the month.")},
    )

    def clean_practical_permille(self) -> int:
        permille: int = self.cleaned_data["practical_permille"]
        if not 0 < permille <= 1000:
            raise forms.ValidationError(_("Write a share above 0 and at most 100 per cent."))
        return permille

    def clean(self) -> dict[str, Any]:
        """Paid minutes of posts or hours, and a cost that goes with them."""
        written = super().clean() or {}
        if "amount" in written and "unit" in written:
            written["paid_minutes"] = self.paid_minutes(written["amount"], written["unit"])
        if "cost_ore" in written and "paid_minutes" in written and "amount" not in self.errors:
            self.check_cost(written["cost_ore"], written["paid_minutes"])
        return written

    def paid_minutes(self, amount: Decimal, unit: str) -> int:
        """The paid minutes a month."""
        if amount > (MOST_POSTS if unit == POSTS else MOST_HOURS):
            text = _("“%(text)s” is too much.") % {"text": self.data.get("amount")}
            self.add_error("amount", text)
            return 0
        minutes = amount * (POST_MINUTES if unit == POSTS else 60)
        return int(minutes.quantize(Decimal(1), ROUND_HALF_UP))

    def check_cost(self, cost_ore: int, paid_minutes: int) -> None:
        """Refuses a cost that must be a slip of the pen."""
        if not paid_minutes and cost_ore:
            self.add_error("cost_ore", _("Nobody is paid, so it costs 0."))
        elif paid_minutes and not cost_ore:
            self.add_error("cost_ore", _("Paid time costs something."))
        elif paid_minutes and 60 * cost_ore / paid_minutes > MOST_ORE_PER_HOUR:
            self.add_error(
                "cost_ore", _("That is more than 10,000 kronor a paid hour. Is it the cost of a month?")
            )

    def capacity(self) -> dict[str, Any]:
        """The capacity, as `capacity.set_capacity` takes it."""
        names = ("role", "paid_minutes", "practical_permille", "cost_ore", "valid_from")
        return {name: self.cleaned_data[name] for name in names}
