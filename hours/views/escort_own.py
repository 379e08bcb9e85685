"""An escort's own calendar address, the feed that calendars read, and the hours of a month."""

import hashlib
from datetime import date, datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hours.calendars import escorts_calendar_of
from hours.escort_feeds import address_of, feed_of, feed_or_404, renew, turn_off, turn_on, visits_of
from hours.models import Booking, EscortFeed
from hours.own_month import month_of
from hours.times import first_of_month, local_date
from hours.views.calendar import CONTENT_TYPE
from ledsagning.people.access import CALENDAR, escort_or_404, log_read
from ledsagning.people.models import Escort

MOST_YEARS = 100


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def escort_calendar(request: HttpRequest) -> HttpResponse:
    """What it is, the secret address, and two buttons: another address, and off."""
    escort = escort_or_404(request)
    if request.method == "POST":
        obey(request, escort)
        return redirect("escort_calendar")
    feed = feed_of(escort)
    url = request.build_absolute_uri(feed_path(feed)) if feed else ""
    context = {"url": url, "webcal_url": f"webcal:{url.partition(':')[2]}"}
    return render(request, "hours/escort/calendar.html", context)


def feed_path(feed: EscortFeed) -> str:
    return reverse("escort_feed", args=[address_of(feed)])


def obey(request: HttpRequest, escort: Escort) -> None:
    """Does what the pressed button says, and says it. An unknown button does nothing."""
    match request.POST.get("do"):
        case "on":
            turn_on(escort, now=timezone.now())
            messages.success(request, _("Your calendar has an address now. Put it into your calendar."))
        case "renew":
            renew(escort, now=timezone.now())
            messages.success(request, _("You have a new address. The old one does not work any longer."))
        case "off":
            turn_off(escort)
            messages.success(request, _("The calendar is turned off. The address does not work any longer."))


@require_safe
def escort_feed(request: HttpRequest, own_address: str) -> HttpResponse:
    """The calendar itself, for whoever has the address; as views.calendar.calendar_feed."""
    now = timezone.now()
    feed = feed_or_404(own_address, local_date(now))
    visits = list(visits_of(feed, now))
    page = request.build_absolute_uri(reverse("escort_list"))
    with translation.override(feed.escort.user.language):
        body = escorts_calendar_of(visits, now=now, name=_("Companion visits"), address=lambda visit: page)
    etag = f'"{hashlib.sha256(body).hexdigest()}"'
    response = HttpResponse(body, content_type=CONTENT_TYPE)
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["Content-Disposition"] = 'inline; filename="ledsagning.ics"'
    answer = get_conditional_response(request, etag=etag, response=response)
    if answer is response:
        log_places(request, visits, feed.escort)
    return answer


def log_places(request: HttpRequest, visits: list[Booking], escort: Escort) -> None:
    """Writes whose places were read: it names nobody, but where somebody is to be met stands there."""
    people = {visit.pool.participant_id: visit.pool.participant for visit in visits}
    with transaction.atomic():
        for person in people.values():
            if person and not person.is_protected:
                log_read(request, person, CALENDAR, user=escort.user)


def month_asked(text: str, now: datetime) -> date:
    """The first day of "2026-03"; of the month that is now when it is no month."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return first_of_month(now)
    # Years that a page can lead on from.
    return first if abs(first.year - now.year) < MOST_YEARS else first_of_month(now)


@login_required
@require_safe
def own_month(request: HttpRequest) -> HttpResponse:
    """Times and sums of one's own visits in a month. It names nobody."""
    now = timezone.now()
    month = month_of(escort_or_404(request), month_asked(request.GET.get("manad", ""), now), now=now)
    return render(request, "hours/escort/month.html", {"month": month})
