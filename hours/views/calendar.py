"""The person's visits in their own calendar: the page about it, and the feed that the calendar reads."""

import hashlib
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hours.calendars import calendar_of
from hours.feeds import address_of, feed_of, feed_or_404, renew, turn_off, turn_on, visits_of
from hours.models import Booking, CalendarFeed
from ledsagning.people.access import CALENDAR, log_read, participant_or_404
from ledsagning.people.models import Participant

CONTENT_TYPE = "text/calendar; charset=utf-8"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_calendar(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What it is, the secret address, and two buttons: another address, and off."""
    person = participant_or_404(request, public_id)
    if request.method == "POST":
        obey(request, person)
        return redirect("own_calendar", person.public_id)
    feed = feed_of(person, request.user)
    url = request.build_absolute_uri(feed_path(feed)) if feed else ""
    context = {"person": person, "url": url, "webcal_url": f"webcal:{url.partition(':')[2]}"}
    return render(request, "hours/participant/calendar.html", context)


def feed_path(feed: CalendarFeed) -> str:
    return reverse("calendar_feed", args=[address_of(feed)])


def obey(request: HttpRequest, person: Participant) -> None:
    """Does what the pressed button says, and says it. An unknown button does nothing."""
    match request.POST.get("do"):
        case "on":
            turn_on(person, request.user, now=timezone.now())
            messages.success(request, _("Your calendar has an address now. Put it into your calendar."))
        case "renew":
            renew(person, request.user, now=timezone.now())
            messages.success(request, _("You have a new address. The old one does not work any longer."))
        case "off":
            turn_off(person, request.user)
            messages.success(request, _("The calendar is turned off. The address does not work any longer."))


@require_safe
def calendar_feed(request: HttpRequest, address: str) -> HttpResponse:
    """The calendar itself. Who has the address needs no account, so no other page tells of it.

    Every read of it is logged; an answer that nothing has changed (304) is none.
    """
    feed = feed_or_404(address)
    person, now = feed.participant, timezone.now()

    def page_of(visit: Booking) -> str:
        return request.build_absolute_uri(reverse("visit", args=[person.public_id, visit.public_id]))

    with translation.override(feed.user.language):
        body = calendar_of(person, visits_of(feed, now), now=now, name=name_of(feed), address=page_of)
    etag = f'"{hashlib.sha256(body).hexdigest()}"'
    response = HttpResponse(body, content_type=CONTENT_TYPE)
    response["ETag"] = etag
    # Kept by nobody but the calendar that asked, and asked anew each time.
    response["Cache-Control"] = "private, no-cache"
    response["Content-Disposition"] = 'inline; filename="ledsagning.ics"'
    answer = get_conditional_response(request, etag=etag, response=response)
    if answer is response:
        log_read(request, person, CALENDAR, user=feed.user)
    return answer


def name_of(feed: CalendarFeed) -> str:
    """The calendar's name; who acts for several people tells them apart by it."""
    if feed.participant.user_id == feed.user_id or feed.participant.is_protected:
        return _("Companion visits")
    return _("Companion visits for %(name)s") % {"name": feed.participant}
