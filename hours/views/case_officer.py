"""A case officer's pages: people, their decisions, and who may act for them.

Nothing here tells what anybody has used or has left: unused hours start nothing (P2).
"""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hours.decision_forms import DecisionForm, ParticipantForm, RepresentativeForm
from hours.errors import Refused
from hours.messages import add_problems
from hours.models import Decision
from hours.people_search import found_people, people_of
from hours.pools import register_decision
from hours.staff_forms import SearchForm
from hours.tables import PersonTable, show_page
from hours.transactions import action
from ledsagning.people.access import log_listed, served_participant_or_404, units_or_404
from ledsagning.people.models import Participant, Representative, Unit
from ledsagning.people.models.accounts import RoleKind

READ_OR_SEND = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(READ_OR_SEND)
def decision_list(request: HttpRequest) -> HttpResponse:
    """One's units' people with their decisions, or those that a search finds (R26)."""
    units = units_or_404(request, RoleKind.CASE_OFFICER)
    form = SearchForm(request.POST or None)
    searched = form.is_valid()
    people = found_people(units, form.cleaned_data["text"]) if searched else people_of(units)
    table = PersonTable(people, orderable=not searched)
    show_page(request, table)
    log_listed(request, [row.record for row in table.paginated_rows], RoleKind.CASE_OFFICER)
    only_table = request.htmx and not request.htmx.history_restore_request and request.method != "POST"
    template = "hours/case_officer/_people.html" if only_table else "hours/case_officer/list.html"
    return render(request, template, {"form": form, "table": table, "searched": searched})


@login_required
@require_http_methods(READ_OR_SEND)
def new_participant(request: HttpRequest) -> HttpResponse:
    """A new person, perhaps with an account."""
    units = units_or_404(request, RoleKind.CASE_OFFICER)
    form, person = registered_person(request, units)
    if person:
        log_listed(request, [person], RoleKind.CASE_OFFICER)
        messages.success(request, _("%(name)s is registered. Now register the decision.") % {"name": person})
        return redirect("person_decisions", person.public_id)
    return render(request, "hours/case_officer/new_participant.html", {"form": form})


@action
def registered_person(
    request: HttpRequest, units: QuerySet[Unit]
) -> tuple[ParticipantForm, Participant | None]:
    """The form, and the person when saved. One at a time: a second click finds the first's person."""
    if request.method == "POST":
        list(Unit.objects.select_for_update(of=("self",)).filter(pk__in=units.values("pk")).order_by("pk"))
    form = ParticipantForm(request.POST or None, units=units)
    return form, form.save() if form.is_valid() else None


@login_required
@require_http_methods(READ_OR_SEND)
def person_decisions(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A person's decisions as they were made, and a form for the next."""
    person = served_participant_or_404(request, public_id, RoleKind.CASE_OFFICER)
    form = DecisionForm(request.POST or None)
    if form.is_valid() and registered(request, person, form):
        messages.success(request, _("The decision is registered. The hours are there to book."))
        return redirect("person_decisions", person.public_id)
    context = {
        "person": person,
        "form": form,
        "decisions": person.decisions.order_by("-starts_on", "-pk"),
        "representatives": representatives_of(person),
        "today": timezone.localdate(),
    }
    return render(request, "hours/case_officer/person.html", context)


@action
def registered(request: HttpRequest, person: Participant, form: DecisionForm) -> bool:
    """Whether the decision is there now (the same twice is one); else the problems stand on the form."""
    Participant.objects.select_for_update(of=("self",)).get(pk=person.pk)
    decision = form.decision()
    if Decision.objects.filter(participant=person, **decision).exists():
        return True
    try:
        register_decision(person, by=request.user, now=timezone.now(), **decision)
    except Refused as refused:
        add_problems(form, refused)
        return False
    return True


def representatives_of(person: Participant) -> list[Representative]:
    """Everybody who may act or could, those who may today first."""
    today = timezone.localdate()
    found = list(person.representatives.select_related("user").order_by("-valid_from", "pk"))
    return sorted(found, key=lambda each: each.valid_to is not None and each.valid_to < today)


@login_required
@require_http_methods(READ_OR_SEND)
def add_representative(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who may act for the person: the list, ending a mandate, and a new one."""
    person = served_participant_or_404(request, public_id, RoleKind.CASE_OFFICER)
    if "end" in request.POST:
        return mandate_ended(request, person)
    form, mandate = given_mandate(request, person)
    if mandate:
        words = {"representative": mandate.user, "person": person}
        messages.success(request, _("%(representative)s may now act for %(person)s.") % words)
        return redirect("add_representative", person.public_id)
    context = {
        "person": person,
        "form": form,
        "representatives": representatives_of(person),
        "today": timezone.localdate(),
    }
    return render(request, "hours/case_officer/representatives.html", context)


@action
def given_mandate(
    request: HttpRequest, person: Participant
) -> tuple[RepresentativeForm, Representative | None]:
    """The form, and the mandate when it is valid: made once however many times it is sent."""
    if request.method == "POST":
        Participant.objects.select_for_update(of=("self",)).get(pk=person.pk)
    form = RepresentativeForm(request.POST or None, person=person)
    return form, form.save() if form.is_valid() else None


def mandate_ended(request: HttpRequest, person: Participant) -> HttpResponse:
    """Ends a mandate so that it bites on the next request (R19): its last day was yesterday."""
    number = request.POST["end"]
    is_id = number.isdecimal() and len(number) < 19  # longer ones are no id in any database
    mandate = person.representatives.filter(pk=number).first() if is_id else None
    if mandate is None:
        raise Http404
    today = timezone.localdate()
    if mandate.valid_to is None or mandate.valid_to >= today:
        mandate.valid_to = today - timedelta(days=1)
        mandate.save(update_fields=["valid_to"])
    words = {"representative": mandate.user, "person": person}
    messages.success(request, _("%(representative)s may no longer act for %(person)s.") % words)
    return redirect("add_representative", person.public_id)
