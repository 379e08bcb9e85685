"""Specimens of pay: sums of a month, and the way to the months around."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from hours.payroll import Sums
from ledsagning.specimen import Specimen


def specimens() -> Iterator[Specimen]:
    around = {"before": date(2026, 2, 1), "after": date(2026, 4, 1), "before_url": "#", "after_url": "#"}
    yield Specimen(_("The months around"), "hours/pay/_months.html", {_("Filled"): around})
    sums = Sums(visits=12, minutes=2190, expenses_ore=12550, waiting=2, by_code=Counter(HELG=90))
    yield Specimen(
        _("A month of pay added up"),
        "hours/pay/_sums.html",
        {_("Filled"): {"sums": sums, "extra": "Helg 1,5 tim"}, _("Empty"): {"sums": Sums(), "extra": "–"}},
    )
