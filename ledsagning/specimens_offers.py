"""Specimens of the pages about offers and absence: whom to ask, what was answered, a week's hours."""

from collections.abc import Iterator
from datetime import time

from django.utils.translation import gettext as _

from hours.escort_forms import HoursForm
from hours.models import Offer, OfferAnswer
from hours.offering import Asking, Choice
from hours.policy import State
from ledsagning.specimen import LO, LONG, Specimen, a_visit

STAFF, ESCORT = "hours/coordinator", "hours/escort"


def specimens() -> Iterator[Specimen]:
    visit = a_visit(State.REQUESTED, days=2)
    offers = [Offer(booking=visit, escort=LO, answer=answer) for answer in OfferAnswer.values]
    yield Specimen(_("Answers to an offer"), f"{STAFF}/_offers.html", {_("Filled"): {"offers": offers}})
    choices = [Choice(LO, [_("free around that time")], is_ticked=True)]
    yield Specimen(
        _("Whom to ask"),
        f"{STAFF}/_whom_to_ask.html",
        {
            _("Filled"): {"asking": Asking(visit, choices=choices, can_offer=True)},
            _("Empty"): {"asking": Asking(visit, can_offer=True)},
            _("Long text"): {
                "asking": Asking(visit, choices=[Choice(LO, [LONG], is_ticked=False)], can_offer=True)
            },
        },
    )
    yield Specimen(
        _("An offer to a companion"), f"{ESCORT}/_offers.html", {_("Filled"): {"offers": offers[:1]}}
    )
    week = {0: [(time(8), time(12)), (time(13), time(16, 30))], 4: [(time(22), time(6))]}
    wrong = HoursForm({"day0": LONG[:60]}, week={}, wishes="")
    yield Specimen(
        _("A week's hours"),
        f"{ESCORT}/_hours_form.html",
        {
            _("Empty"): {"form": HoursForm(week={}, wishes=""), "week": {}},
            _("Filled"): {"form": HoursForm(week=week, wishes=""), "week": week},
            _("Error"): {"form": wrong, "week": {}},
        },
    )
