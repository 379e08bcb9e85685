"""Specimens of measuring time: what stands over every staff page, and what is logged in one press."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from admin_costs.models import Activity, StudyMoment
from admin_costs.page_head import Asked, PageHead
from admin_costs.usual import Usual
from ledsagning.people.models import Unit
from ledsagning.specimen import LONG, Specimen

NAMES = ("Bokning per telefon", "Frågor från brukare och företrädare", "Tillsättning av ledsagare")


def specimens() -> Iterator[Specimen]:
    activities = [Activity(pk=number, name=name) for number, name in enumerate(NAMES, start=1)]
    asked = Asked(StudyMoment(pk=0, at=timezone.now()), activities, has_more=True)
    yield Specimen(
        _("Over every staff page"),
        "_staff_head.html",
        {
            _("A time study asks"): {"head": PageHead(None, asked)},
            _("A stopwatch goes"): {"head": PageHead(14, None)},
        },
    )
    usual = [Usual(activity, 5 * activity.pk) for activity in activities]
    long = [Usual(Activity(pk=9, name=LONG), 90)]
    given = {"day": f"{timezone.localdate():%Y-%m-%d}", "unit": Unit(pk=0)}
    yield Specimen(
        _("Logged in one press"),
        "admin_costs/_usual.html",
        {_("Filled"): {**given, "usual": usual}, _("Long text"): {**given, "usual": long}},
    )
