"""What would trust cost here? From the municipality's own baseline; nothing is stored."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from admin_costs import what_if_words as words
from admin_costs.baseline import Baseline, baseline_of
from admin_costs.changes import current_change
from admin_costs.costs import NoRate
from admin_costs.models.activities import StaffRole
from admin_costs.monthly import refresh
from admin_costs.power_words import Foresight, foresight
from admin_costs.quality import latest_quality, quality_sentence
from admin_costs.rates import price_list
from admin_costs.what_if import MARGIN, Answer, what_if
from admin_costs.what_if_forms import WhatIfForm, prefilled
from ledsagning.people.access import municipality_or_404
from ledsagning.people.models import Municipality
from ledsagning.people.models.accounts import RoleKind
from ledsagning.spreadsheets import CSV


@dataclass(frozen=True)
class Asked:
    """The municipality, its baseline (earlier than `before`), and the form with what it gives.

    `is_changed` is that its way of working has changed already, from `before` on.
    """

    municipality: Municipality
    before: date
    baseline: Baseline | None
    form: WhatIfForm
    answer: Answer | None
    is_changed: bool

    @property
    def quality(self) -> str:
        """What people think today, for no cost is told without it."""
        return quality_sentence(latest_quality(self.municipality, before=self.before))

    def said(self) -> list[str]:
        """The answer in sentences."""
        if self.answer is None:
            return []
        return [
            words.pays_sentence(self.answer),
            words.outcome_sentence(self.answer),
            *words.zero_sum_sentences(self.answer),
        ]

    def foresight(self) -> Foresight:
        """What could be seen of a change, with the people that are written."""
        return foresight(
            self.municipality,
            change_month=self.before,
            margin=float(MARGIN),
            today=timezone.localdate(),
            people=self.form.cleaned_data["brukare"],
        )


def asked_for(request: HttpRequest) -> Asked:
    """What is written in the address, or the baseline's figures."""
    municipality = municipality_or_404(request, RoleKind.MANAGER)
    refresh(municipality)
    change, this_month = current_change(municipality), timezone.localdate().replace(day=1)
    before = min(change.change_month, this_month) if change else this_month
    baseline = baseline_of(municipality, before=before)
    prices = {
        role: price_at(municipality, role, before) for role in (StaffRole.ESCORT, StaffRole.CASE_OFFICER)
    }
    filled = prefilled(baseline, prices[StaffRole.ESCORT], prices[StaffRole.CASE_OFFICER])
    form = WhatIfForm(request.GET, prefilled=filled)
    answer = what_if(form.inputs()) if form.is_valid() else None
    return Asked(municipality, before, baseline, form, answer, before < this_month)


def price_at(municipality: Municipality, role: StaffRole, month: date) -> int | None:
    """A registered or assumed price of an hour; None where there is none."""
    try:
        return price_list(municipality).ore_per_hour(role, month)
    except NoRate:
        return None


@login_required
@require_safe
def what_if_page(request: HttpRequest) -> HttpResponse:
    """The form and its answer."""
    asked = asked_for(request)
    context: dict[str, object] = {
        "form": asked.form,
        "baseline": words.baseline_sentence(asked.baseline),
        "assumptions": words.assumption_sentences(asked.baseline),
        "quality": asked.quality,
        "is_changed": asked.is_changed,
    }
    if asked.answer:
        seen, people = asked.foresight(), asked.form.cleaned_data["brukare"]
        growth = float(asked.form.inputs().growth.likely)
        context |= {
            "said": asked.said(),
            "cases": words.CASES,
            "rows": words.rows_of(asked.answer),
            "knowing": words.knowing_sentences(seen, growth, people),
            "query": asked.form.query(),
        }
    return render(request, "admin_costs/what_if.html", context)


@login_required
@require_safe
def what_if_file_csv(request: HttpRequest) -> HttpResponse:
    """The table for a spreadsheet; where there is no answer, the page, which says why."""
    asked = asked_for(request)
    if asked.answer is None:
        return redirect(f"{reverse('what_if')}?{request.GET.urlencode()}")
    name = f"tank-om-{timezone.localdate():%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    content = words.what_if_csv(asked.answer, [*asked.said(), asked.quality])
    return HttpResponse(content, content_type=CSV, headers=headers)
