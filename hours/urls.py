"""Addresses of bookings and escorts, by audience. A person's address carries a random id, never a number."""

from django.urls import include, path

from hours.views import (
    acting,
    after,
    booking,
    calendar,
    contact,
    favourites,
    history,
    own_series,
    participant,
    photos,
    series,
    series_visits,
    texts,
)

BOOK = "p/<uuid:public_id>/boka/<uuid:key>/"
VISIT = "p/<uuid:public_id>/besok/<uuid:booking_id>/"
AGAIN = f"{VISIT}kom-tillbaka/"
SERIES = "p/<uuid:public_id>/serier/<uuid:series_id>/"
FAVOURITES = "p/<uuid:public_id>/favoriter/"

urlpatterns = [
    path("p/<uuid:public_id>/", participant.participant_home, name="participant_home"),
    path("p/<uuid:public_id>/boka/", booking.book_start, name="book_start"),
    path("p/<uuid:public_id>/boka/rad/", booking.book_line, name="book_line"),
    path(f"{BOOK}ta-bort/", booking.book_remove, name="book_remove"),
    path(f"{BOOK}kolla/", booking.book_check, name="book_check"),
    path(f"{BOOK}<slug:step>/", booking.book_step, name="book_step"),
    path("p/<uuid:public_id>/besok/", participant.own_visits, name="own_visits"),
    path(VISIT, participant.visit, name="visit"),
    path(f"{VISIT}avboka/", participant.cancel_visit, name="cancel_visit"),
    path(f"{VISIT}betyg/", after.rate_visit, name="rate_visit"),
    path("p/<uuid:public_id>/onskemal/", participant.escort_wishes, name="escort_wishes"),
    path("p/<uuid:public_id>/meddelanden/", contact.contact, name="contact"),
    path("mina-uppgifter/", contact.own_contact, name="own_contact"),
    path("p/<uuid:public_id>/synpunkt/", after.remark, name="remark"),
    path("p/<uuid:public_id>/synpunkt/<uuid:remark_id>/", after.remark_sent, name="remark_sent"),
    path("p/<uuid:public_id>/historik/", history.history, name="history"),
    path("p/<uuid:public_id>/vem-har-last/", history.access_log, name="access_log"),
    path("sa-fungerar-det/", texts.how_it_works, name="how_it_works"),
    path("dina-rattigheter/", texts.rights, name="rights"),
    path("personuppgifter/", texts.privacy, name="privacy"),
    path(AGAIN, series.series_often, name="series_often"),
    path(f"{AGAIN}hur-lange/", series.series_until, name="series_until"),
    path(f"{AGAIN}lediga-dagar/", series.series_days_off, name="series_days_off"),
    path(f"{AGAIN}kolla/", series.series_check, name="series_check"),
    path(f"{VISIT}serie/andra/", series_visits.series_change, name="series_change"),
    path(f"{VISIT}serie/andra/<slug:which>/", series_visits.series_change_check, name="series_change_check"),
    path(
        f"{VISIT}serie/andra/<slug:which>/<slug:question>/",
        series_visits.series_change_step,
        name="series_change_step",
    ),
    path(f"{VISIT}serie/avboka/", series_visits.series_cancel, name="series_cancel"),
    path(f"{VISIT}serie/avboka/<slug:which>/", series_visits.series_cancel_check, name="series_cancel_check"),
    path("p/<uuid:public_id>/serier/", own_series.series_list, name="series_list"),
    path(SERIES, own_series.series_page, name="series_page"),
    path(f"{SERIES}hur-lange/", own_series.series_last_day, name="series_last_day"),
    path(f"{SERIES}lediga-dagar/", own_series.series_off, name="series_off"),
    path(f"{SERIES}avsluta/", own_series.series_end, name="series_end"),
    path("p/<uuid:public_id>/kalender/", calendar.own_calendar, name="own_calendar"),
    path("kalender/<str:address>.ics", calendar.calendar_feed, name="calendar_feed"),
    path("p/<uuid:public_id>/foretradare/", acting.own_representatives, name="own_representatives"),
    path("foretrader/", acting.acting_for, name="acting_for"),
    path("ledsagare/<int:escort_id>/foto/", photos.escort_photo, name="escort_photo"),
    path(FAVOURITES, favourites.favourites, name="favourites"),
    path(f"{FAVOURITES}ny/", favourites.new_favourite, name="new_favourite"),
    path(f"{FAVOURITES}<uuid:favourite_id>/", favourites.favourite, name="favourite"),
    path("", include("hours.staff_urls")),
]
