"""Addresses of bookings and escorts, by audience. A person's address carries a random id, never a number."""

from django.urls import include, path

from hours.views import booking, participant

BOOK = "p/<uuid:public_id>/boka/<uuid:key>/"
VISIT = "p/<uuid:public_id>/besok/<uuid:booking_id>/"

urlpatterns = [
    path("p/<uuid:public_id>/", participant.participant_home, name="participant_home"),
    path("p/<uuid:public_id>/boka/", booking.book_start, name="book_start"),
    path(f"{BOOK}kolla/", booking.book_check, name="book_check"),
    path(f"{BOOK}<slug:step>/", booking.book_step, name="book_step"),
    path(VISIT, participant.visit, name="visit"),
    path(f"{VISIT}avboka/", participant.cancel_visit, name="cancel_visit"),
    path(f"{VISIT}betyg/", participant.rate_visit, name="rate_visit"),
    path("p/<uuid:public_id>/onskemal/", participant.escort_wishes, name="escort_wishes"),
    path("", include("hours.staff_urls")),
]
