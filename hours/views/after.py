"""After a visit: how was it, in one press and asked once; and what a person wants the unit to know."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hours.access import BOOKINGS, own_booking_or_404, own_remark_or_404
from hours.errors import Refused
from hours.messages import add_problems, sentence
from hours.models import Booking
from hours.remark_forms import SCORES, RateForm, RemarkForm
from hours.remarks import rate_and_send, remarks_by, send
from hours.visits import let_be, may_be_asked, rate
from ledsagning.people.access import participant_or_404
from ledsagning.people.models import Participant

ask = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@ask
def rate_visit(request: HttpRequest, public_id: UUID, booking_id: UUID) -> HttpResponse:
    """How was it? One press, and more for those who want. Answered or let be, it is never asked again."""
    person, booking = own_booking_or_404(request, public_id, booking_id)
    if request.method != "POST" and not may_be_asked(booking):
        messages.info(request, not_asked(booking))
        return redirect("visit", person.public_id, booking.public_id)
    if "let_be" in request.POST:
        return let_it_be(request, person, booking)
    form = RateForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answered(request, person, booking, form)
        return redirect("participant_home", person.public_id)
    context = {"person": person, "booking": booking, "form": form, "scores": SCORES}
    return render(request, "hours/participant/rate.html", context)


def not_asked(booking: Booking) -> str:
    """Why the page has no question."""
    if hasattr(booking, "rating"):
        return _("You have already answered. Thank you!")
    if booking.rating_let_be_at:
        return _("You chose not to answer. We do not ask again.")
    return _("You can say how it was after the visit.")


def let_it_be(request: HttpRequest, person: Participant, booking: Booking) -> HttpResponse:
    """The question is let be, in one press."""
    try:
        let_be(booking, now=timezone.now())
    except Refused as refused:
        messages.warning(request, sentence(refused.problems[0]))
    else:
        messages.success(request, _("That is fine. We do not ask about that visit again."))
    return redirect("participant_home", person.public_id)


def answered(request: HttpRequest, person: Participant, booking: Booking, form: RateForm) -> None:
    """Writes the answer, and sends its words to the unit when that was chosen; says what was done."""
    said, told = form.said, form.cleaned_data
    given: dict[str, Any] = {"score": told["score"], "by": request.user, "now": timezone.now()}
    to_unit = told["to_unit"] and said
    try:
        if to_unit:
            rate_and_send(person, booking, text=said, is_complaint=told["is_complaint"], **given)
        else:
            rate(booking, comment=said, **given)
    except Refused as refused:
        messages.warning(request, sentence(refused.problems[0]))
        return
    messages.success(request, _("Thank you for your answer!"))
    if to_unit:
        messages.success(
            request, _("What you said is sent to the unit. You see there when it has been read.")
        )
    elif told["to_unit"]:
        messages.info(request, _("You said nothing more, so nothing was sent to the unit."))


@login_required
@ask
def remark(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Something to the unit, about a visit (?visit=…) or about anything. Below: what has been sent."""
    person = participant_or_404(request, public_id)
    about = visit_about(person, request.GET.get("visit"))
    form = RemarkForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            sent = send(person, booking=about, by=request.user, now=timezone.now(), **form.remark())
        except Refused as refused:
            add_problems(form, refused)
        else:
            return redirect("remark_sent", person.public_id, sent.public_id)
    context = {"person": person, "form": form, "about": about, "remarks": remarks_by(person)}
    return render(request, "hours/participant/remark.html", context)


def visit_about(person: Participant, booking_id: str | None) -> Booking | None:
    """The person's visit that the address names; 404 when it names another's, or nothing that can be."""
    if not booking_id:
        return None
    try:
        return BOOKINGS.get(pool__participant=person, public_id=UUID(booking_id))
    except (ValueError, Booking.DoesNotExist):
        raise Http404 from None


@login_required
@require_safe
def remark_sent(request: HttpRequest, public_id: UUID, remark_id: UUID) -> HttpResponse:
    """The receipt: what was sent, who reads it, what happens now, and whether it has been read."""
    person, sent = own_remark_or_404(request, public_id, remark_id)
    return render(request, "hours/participant/remark_sent.html", {"person": person, "remark": sent})
