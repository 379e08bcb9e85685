"""Specimens of an escort's own page: questions, a no that can be taken back, visits, and the other pages."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from hours.policy import State
from ledsagning.specimen import LONG, Specimen, a_visit

OWN = "hours/escort"


def specimens() -> Iterator[Specimen]:
    visit, long = a_visit(), a_visit(days=400, meeting_place=LONG, note=LONG)
    yield Specimen(
        _("Yes or no"),
        f"{OWN}/_asked.html",
        {_("Filled"): {"asked": [visit]}, _("Long text"): {"asked": [long]}},
    )
    yield Specimen(_("A no of just now"), f"{OWN}/_declined.html", {_("Filled"): {"declined": [visit]}})
    now = timezone.now()
    yield Specimen(
        _("Visits of a companion"),
        f"{OWN}/_visits.html",
        {
            _("Filled"): {"visits": [visit], "part": "coming", "now": now},
            _("To report"): {"visits": [a_visit(days=-1)], "part": "to_report", "now": now},
            _("Long text"): {"visits": [long], "part": "coming", "now": now},
        },
    )
    reported = [a_visit(State.DONE, days=-2), a_visit(State.DONE, days=-3, meeting_place=LONG)]
    yield Specimen(_("Reported visits"), f"{OWN}/_reported.html", {_("Filled"): {"visits": reported}})
    yield Specimen(_("A companion's other pages"), f"{OWN}/_own_pages.html", {_("Default"): {}})
