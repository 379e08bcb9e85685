"""How one is told: a person's page, and one's own. And the coordinator's list of what a human has to tell."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hours.claims import UNCERTAIN, WHOLE
from hours.contact_forms import OwnContactForm, PersonContactForm
from hours.escort_letters import words_of
from hours.models import Message, MessageState
from hours.outbox import for_a_human, is_so, recipient_of, told_by_hand
from hours.times import local_date
from ledsagning.people.access import log_listed, log_read, participant_or_404, today, units_or_404
from ledsagning.people.models import Representative, User
from ledsagning.people.models.accounts import RoleKind

READ_OR_SEND = ["GET", "HEAD", "POST"]
# Codes that staff can do something about, in words; the others (such as "smtp 550") are as the peer said.
WHY = {
    "no address": gettext_lazy("the address is missing"),
    "not a mobile number": gettext_lazy("the number takes no text messages"),
    "smtp not set up": gettext_lazy("no mail server is set up"),
    "sms not set up": gettext_lazy("text messages are not set up"),
}
SHOWN = 100  # the rest shows when these are told; the most urgent come first


@login_required
@require_http_methods(READ_OR_SEND)
def contact(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """How the person wants messages. A representative may answer for the person."""
    person = participant_or_404(request, public_id)
    form = PersonContactForm(request.POST or None, instance=person)
    if form.is_valid():
        form.instance.save(update_fields=[*form.fields])
        messages.success(request, _("Saved."))
        return redirect("participant_home", person.public_id)
    person.refresh_from_db()
    return render(request, "hours/participant/contact.html", {"form": form, "person": person})


@login_required
@require_http_methods(READ_OR_SEND)
def own_contact(request: HttpRequest) -> HttpResponse:
    """One's own addresses, and messages about those one acts for."""
    mandates = Representative.objects.valid_on(today()).filter(user=request.user)
    mandates = list(mandates.select_related("participant").order_by("participant__name", "pk"))
    # A copy: what is refused must not be shown as the account's in the page's frame.
    account = User.objects.get(pk=request.user.pk)
    form = OwnContactForm(request.POST or None, instance=account, mandates=mandates)
    if form.is_valid():
        with transaction.atomic():
            form.save()
        messages.success(request, _("Saved."))
        return redirect("own_contact")
    return render(request, "hours/participant/own_contact.html", {"form": form, "mandates": mandates})


def on_the_list(message: Message, now: datetime) -> dict[str, object]:
    """A line of the coordinator's list: to whom, how, and what to say."""
    recipient = recipient_of(message, local_date(now))
    protected = message.participant.is_protected
    # The escort's number is not the protected person's: a call to the escort tells nothing of where that is.
    hidden = not recipient or (protected and message.escort_id is None)
    is_the_persons = message.user_id is None and message.escort_id is None
    return {
        "message": message,
        "to": recipient.reached if recipient else "",
        "phone": "" if hidden or not recipient else recipient.phone,
        "address": message.participant.home_address if is_the_persons and not protected else "",
        "letter": words_of(message, now),
        "trouble": trouble(message),
        "why": WHY.get(message.error, message.error.removeprefix(UNCERTAIN).strip()),
    }


def trouble(message: Message) -> str:
    """What went wrong, in words; "" for a letter or a call that was chosen."""
    if message.state != MessageState.FAILED:
        return ""
    if message.error.startswith(UNCERTAIN):
        return _("Uncertain whether it arrived")
    return _("Could not be delivered")


@login_required
@require_safe
def messages_by_hand(request: HttpRequest) -> HttpResponse:
    """What is to be told by phone or letter, and what could not be delivered; the soonest visit first."""
    units = units_or_404(request, RoleKind.COORDINATOR)
    now = timezone.now()
    waiting = sorted(for_a_human(units, now), key=lambda message: (message.expires_at, message.pk))
    log_listed(request, [message.participant for message in waiting[:SHOWN]], RoleKind.COORDINATOR)
    lines = [on_the_list(message, now) for message in waiting[:SHOWN]]
    return render(request, "hours/coordinator/messages.html", {"lines": lines, "count": len(waiting)})


def message_or_404(request: HttpRequest, message_id: UUID) -> Message:
    """A message of a unit where the account is coordinator today. Reading it is logged."""
    units = units_or_404(request, RoleKind.COORDINATOR)
    message = Message.objects.filter(unit__in=units, public_id=message_id).select_related(*WHOLE).first()
    if message is None:
        raise Http404
    log_read(request, message.participant, RoleKind.COORDINATOR)
    return message


@login_required
@require_safe
def message_letter(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """The letter, to print. What is no longer so, or no longer theirs to know, is not printed."""
    message = message_or_404(request, message_id)
    now = timezone.now()
    if not is_so(message) or recipient_of(message, local_date(now)) is None:
        raise Http404
    return render(request, "hours/coordinator/letter.html", on_the_list(message, now))


@login_required
@require_POST
def message_told(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """One press: it is told. A second press finds it done."""
    message = message_or_404(request, message_id)
    told_by_hand(message, by=request.user, now=timezone.now())
    told = message.escort or message.participant
    messages.success(request, _("Told: %(person)s.") % {"person": told})
    return redirect("messages_by_hand")
