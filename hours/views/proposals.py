"""Auto-assign: ask for a proposal, follow it, accept it in whole or in part. Shows nobody's hours (P2)."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from hours.improving import start_improving
from hours.matching import suggestion
from hours.messages import reason_words, sentence
from hours.models.proposals import Proposal, ProposalState, ProposedVisit
from hours.planning_facts import read_facts
from hours.proposal_forms import PeriodForm
from hours.proposal_words import score_words, why_counted, why_words
from hours.proposals import Accepted, accept_visits, has_stopped, propose, try_again
from ledsagning.people.access import log_listed, units_or_404
from ledsagning.people.models.accounts import RoleKind
from ledsagning.templatetags.people_words import day_words

READ_OR_SEND = ["GET", "HEAD", "POST"]
A_PAGE = 50
EARLIER_SHOWN = 10
LEFT_OUT_SHOWN = 10


@login_required
@require_http_methods(READ_OR_SEND)
def proposal_list(request: HttpRequest) -> HttpResponse:
    """Asks for which days, and lists earlier proposals."""
    units = units_or_404(request, RoleKind.COORDINATOR)
    form = PeriodForm(request.POST or None, units=units, today=timezone.localdate())
    if form.is_valid():
        asked = form.cleaned_data
        proposal = propose(
            asked["unit"],
            first_day=asked["first_day"],
            last_day=asked["last_day"],
            by=request.user,
            now=timezone.now(),
        )
        if proposal.state == ProposalState.RUNNING:
            start_improving(proposal)
        return redirect("proposal", proposal.public_id)
    earlier = Proposal.objects.filter(unit__in=units).select_related("unit", "by")[:EARLIER_SHOWN]
    return render(request, "hours/coordinator/proposals.html", {"form": form, "earlier": earlier})


def proposal_or_404(request: HttpRequest, proposal_id: UUID) -> Proposal:
    """A proposal of a unit where the account is coordinator today."""
    units = units_or_404(request, RoleKind.COORDINATOR)
    proposal = Proposal.objects.filter(unit__in=units, public_id=proposal_id).select_related("unit").first()
    if proposal is None:
        raise Http404
    return proposal


@login_required
@require_http_methods(READ_OR_SEND)
def proposal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """What is proposed, a page at a time; for htmx how far it has come. One press accepts."""
    found = proposal_or_404(request, proposal_id)
    if request.method == "POST":
        return accepted(request, found)
    if request.htmx and not request.htmx.history_restore_request:
        answer = render(request, "hours/coordinator/_proposal_progress.html", progress(found))
        if found.state != ProposalState.RUNNING or has_stopped(found, timezone.now()):
            answer["HX-Refresh"] = "true"
        return answer
    return proposal_page(request, found)


def progress(found: Proposal) -> dict[str, Any]:
    """How far it has come, and how many visits get somebody."""
    rows = found.visits.order_by()
    stopped = has_stopped(found, timezone.now())
    is_running = found.state == ProposalState.RUNNING and not stopped
    return {
        "proposal": found,
        "is_running": is_running,
        "asks_again": is_running,
        "has_stopped": found.state == ProposalState.FAILED or stopped,
        "score": score_words(rows.exclude(escort=None).count(), rows.count()),
        "percent": found.progress_permille // 10,
    }


def proposal_page(request: HttpRequest, found: Proposal, left_out: list[str] | None = None) -> HttpResponse:
    """Proposed visits and those that got no one, each a page at a time. Status 409: some were left out."""
    rows = found.visits.select_related(
        "booking__unit", "booking__pool__participant", "escort__user", "escort__unit"
    ).order_by("booking__starts_at", "pk")
    with_escort = Paginator(rows.exclude(escort=None), A_PAGE).get_page(request.GET.get("page"))
    nobody = Paginator(rows.filter(escort=None), A_PAGE).get_page(request.GET.get("nobody"))
    shown = [*with_escort, *nobody]
    log_listed(request, [row.booking.pool.participant for row in shown], RoleKind.COORDINATOR)
    codes = Counter(found.visits.filter(escort=None).order_by().values_list("obstacle", flat=True))
    context = progress(found) | {
        "page": with_escort,
        "proposed": with_reasons(with_escort),
        "to_ask": found.visits.filter(asked_at=None).exclude(escort=None).count(),
        "nobody_page": nobody,
        "nobody": [(row, why_words(row)) for row in nobody],
        "why_counted": why_counted(codes),
        "problems": left_out,
    }
    return render(request, "hours/coordinator/proposal.html", context, status=409 if left_out else 200)


def with_reasons(page: Page[ProposedVisit]) -> list[tuple[ProposedVisit, list[str]]]:
    """The rows of a page, each with what speaks for the escort and this person."""
    rows = list(page)
    if not rows:
        return []
    facts = read_facts(
        [row.booking for row in rows], list({row.escort_id: row.escort for row in rows}.values())
    )
    return [
        (row, reason_words(suggestion(facts.candidate(row.booking, row.escort), row.booking.span)))
        for row in rows
    ]


def accepted(request: HttpRequest, found: Proposal) -> HttpResponse:
    """Asks those who are proposed: for all visits (`all`), or for the ticked ones."""
    chosen = None
    if "all" not in request.POST:
        try:
            ids = {UUID(each) for each in request.POST.getlist("visit")}
        except ValueError:
            raise Http404 from None
        rows = found.visits.filter(booking__public_id__in=ids)
        chosen = list(rows.values_list("booking", flat=True))
        if not chosen:
            return proposal_page(
                request, found, [_("Nothing was ticked. Tick the visits you want to accept.")]
            )
    outcome = accept_visits(found, chosen, by=request.user, now=timezone.now())
    tell_outcome(request, outcome)
    if outcome.left_out:
        found.refresh_from_db()
        return proposal_page(request, found, left_out_words(outcome))
    return redirect("proposal", found.public_id)


def tell_outcome(request: HttpRequest, outcome: Accepted) -> None:
    asked = len(outcome.asked)
    if asked:
        words = ngettext(
            "%(count)s visit: the companion has been asked.",
            "%(count)s visits: the companions have been asked.",
            asked,
        )
        messages.success(request, words % {"count": asked})
    if outcome.not_yet:
        words = ngettext(
            "%(count)s visit is left. Press once more.",
            "%(count)s visits are left. Press once more.",
            outcome.not_yet,
        )
        messages.info(request, words % {"count": outcome.not_yet})


def left_out_words(outcome: Accepted) -> list[str]:
    """A sentence for each visit that was left out, and how many more there were."""
    told = [
        _("Left out: %(person)s, %(day)s. %(why)s")
        % {
            "person": row.booking.pool.participant or "",
            "day": day_words(row.booking.starts_at),
            "why": " ".join(sentence(problem) for problem in problems if problem.blocks),
        }
        for row, problems in outcome.left_out[:LEFT_OUT_SHOWN]
    ]
    more = len(outcome.left_out) - len(told)
    if more:
        words = ngettext("%(count)s more visit was left out.", "%(count)s more visits were left out.", more)
        told.append(words % {"count": more})
    return told


@login_required
@require_POST
def improve_again(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Takes up one that has stopped. A second press finds it at work."""
    found = proposal_or_404(request, proposal_id)
    if try_again(found, now=timezone.now()):
        start_improving(found)
    return redirect("proposal", found.public_id)
