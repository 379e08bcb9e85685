"""A companion's month: the coordinator's page of it, and the companion's own."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hours import payroll
from hours.access import escort_of_or_404, month_or_404
from hours.pay_tables import TimeReportTable, extra_words
from hours.payroll_file import names_of
from hours.supplements import rules_of
from hours.views.payroll import months_around, provider_month_or_404
from ledsagning.people.access import escort_or_404


@login_required
@require_safe
def time_report(request: HttpRequest, month: str, provider_id: int, escort_id: int) -> HttpResponse:
    """A companion's visits in a provider's month: times, supplements, expenses and what is attested."""
    provider, day, period = provider_month_or_404(request, month, provider_id)
    escort = escort_of_or_404(provider, escort_id)
    rules = rules_of(provider.municipality)
    paid = payroll.as_paid(payroll.visits_of(provider, day, period).filter(escort=escort), rules)
    sums, names = payroll.sums_of(paid), names_of(rules)
    context = {
        "provider": provider,
        "escort": escort,
        "month": day,
        "sums": sums,
        "extra": extra_words(sums.by_code, names),
        "table": TimeReportTable(paid, names=names, month=day),
    }
    return render(request, "hours/pay/time_report.html", context)


@login_required
@require_safe
def own_time_report(request: HttpRequest, month: str) -> HttpResponse:
    """One's own visits of a month, whoever was the employer."""
    escort, day = escort_or_404(request), month_or_404(month)
    rules = rules_of(escort.unit.municipality)
    paid = payroll.as_paid(payroll.month_of_escort(escort, day), rules)
    sums, names = payroll.sums_of(paid), names_of(rules)
    context = months_around(day) | {
        "escort": escort,
        "sums": sums,
        "extra": extra_words(sums.by_code, names),
        "table": TimeReportTable(paid, names=names, month=day),
    }
    return render(request, "hours/pay/own_time_report.html", context)
