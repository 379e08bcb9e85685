"""A provider's month of pay: what there is, locking it, and its file. Nobody served is named here."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hours import payroll
from hours.access import month_or_404, provider_or_404
from hours.attests import waiting
from hours.errors import Refused
from hours.messages import sentence
from hours.models import PayPeriod
from hours.pay_forms import LockForm
from hours.pay_tables import EscortMonthTable, ProviderMonthTable, TimeReportTable
from hours.payroll_file import names_of
from hours.payroll_file import payroll_csv as csv_of
from hours.payroll_file import payroll_xlsx as xlsx_of
from hours.supplements import rules_of
from hours.times import add_months
from ledsagning.people.access import today, units_or_404
from ledsagning.people.models import Unit
from ledsagning.people.models.accounts import RoleKind
from ledsagning.spreadsheets import CSV, XLSX


def last_month() -> date:
    """The month that is paid now."""
    return add_months(today().replace(day=1), -1)


def months_around(month: date) -> dict[str, date]:
    """The month shown, and those before and after it."""
    return {"month": month, "before": add_months(month, -1), "after": add_months(month, 1)}


@login_required
@require_safe
def pay_months(request: HttpRequest) -> HttpResponse:
    """Every provider's month: how much, what waits, and whether it is locked."""
    units = units_or_404(request, RoleKind.COORDINATOR)
    asked = request.GET.get("manad")
    month = month_or_404(asked) if asked else last_month()
    rows = [provider_row(provider, month) for provider in payroll.providers_of(units)]
    context = months_around(month) | {
        "table": ProviderMonthTable(rows, month=month),
        "waiting": waiting(units).count(),
    }
    return render(request, "hours/pay/months.html", context)


def provider_row(provider: Unit, month: date) -> dict[str, Any]:
    """A provider's month in one row."""
    period = payroll.period_of(provider, month)
    return {
        "provider": provider,
        "period": period,
        "sums": payroll.sums_of(payroll.paid_visits(provider, month, period)),
        "not_reported": payroll.not_reported(provider, month, timezone.now()),
    }


def provider_month_or_404(
    request: HttpRequest, month: str, provider_id: int
) -> tuple[Unit, date, PayPeriod | None]:
    """A provider, a month, and its lock when it is locked."""
    provider, day = provider_or_404(request, provider_id), month_or_404(month)
    return provider, day, payroll.period_of(provider, day)


@login_required
@require_safe
def pay_month(request: HttpRequest, month: str, provider_id: int) -> HttpResponse:
    """A provider's month by companion."""
    provider, day, period = provider_month_or_404(request, month, provider_id)
    paid, names = payroll.paid_visits(provider, day, period), names_of(rules_of(provider.municipality))
    by_escort = payroll.sums_by_escort(paid)
    context = months_around(day) | {
        "provider": provider,
        "period": period,
        "sums": payroll.sums_of(paid),
        "not_reported": payroll.not_reported(provider, day, timezone.now()),
        "is_over": day < today().replace(day=1),
        "table": EscortMonthTable(by_escort, names=names, month=day, provider=provider),
    }
    return render(request, "hours/pay/month.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def lock_month(request: HttpRequest, month: str, provider_id: int) -> HttpResponse:
    """Locks a month, after one look at what is not attested. Then nothing in it changes any more."""
    provider, day, period = provider_month_or_404(request, month, provider_id)
    form, problems = LockForm(request.POST if request.method == "POST" else None), []
    if request.method == "POST" and form.is_valid():
        try:
            payroll.lock_month(
                provider,
                day,
                unit=units_or_404(request, RoleKind.COORDINATOR)[0],
                by=request.user,
                now=timezone.now(),
                leave_waiting=form.cleaned_data["leave"],
            )
        except Refused as refused:
            problems = [sentence(problem) for problem in refused.problems]
        else:
            messages.success(request, _("The month is locked. Take its file to the payroll program."))
            return redirect("pay_month", month, provider_id)
    return lock_page(request, provider, day, period, form, problems)


def lock_page(
    request: HttpRequest,
    provider: Unit,
    month: date,
    period: PayPeriod | None,
    form: LockForm,
    problems: list[str],
) -> HttpResponse:
    """What is locked, and what is not attested. Status 409 when there are problems: nothing was done."""
    paid, names = payroll.paid_visits(provider, month, period), names_of(rules_of(provider.municipality))
    waits = [each for each in paid if not each.is_attested]
    context = {
        "provider": provider,
        "month": month,
        "period": period,
        "form": form,
        "problems": problems,
        "sums": payroll.sums_of(paid),
        "not_reported": payroll.not_reported(provider, month, timezone.now()),
        "table": TimeReportTable(waits, names=names, month=month) if waits else None,
    }
    return render(request, "hours/pay/lock.html", context, status=409 if problems else 200)


@login_required
@require_safe
def payroll_csv(request: HttpRequest, month: str, provider_id: int) -> HttpResponse:
    """The payroll file as CSV."""
    provider, day, period = provider_month_or_404(request, month, provider_id)
    return download(csv_of(provider, day, period), CSV, day, period, "csv")


@login_required
@require_safe
def payroll_xlsx(request: HttpRequest, month: str, provider_id: int) -> HttpResponse:
    """The payroll file as XLSX."""
    provider, day, period = provider_month_or_404(request, month, provider_id)
    return download(xlsx_of(provider, day, period), XLSX, day, period, "xlsx")


def download(content: bytes, kind: str, month: date, period: PayPeriod | None, ending: str) -> HttpResponse:
    """A file with the month in its name, and whether it can still change."""
    name = f"lon-{month:%Y-%m}{'' if period else '-preliminar'}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
