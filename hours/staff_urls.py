"""Addresses of the staff's pages about hours, by audience."""

from django.urls import path

from hours.views import case_officer, coordinator, escort

urlpatterns = [
    path("samordna/", coordinator.coordinator_list, name="coordinator_list"),
    path("samordna/telefon/", coordinator.phone_search, name="phone_search"),
    path("samordna/telefon/<uuid:public_id>/", coordinator.phone_book, name="phone_book"),
    path("samordna/<uuid:booking_id>/", coordinator.assign_visit, name="assign_visit"),
    path("samordna/<uuid:booking_id>/bekrafta/", coordinator.confirm_top_up, name="confirm_top_up"),
    path("samordna/<uuid:booking_id>/avboka/", coordinator.cancel_for_caller, name="cancel_for_caller"),
    path("samordna/<uuid:booking_id>/rapport/", coordinator.report_for_escort, name="report_for_escort"),
    path("uppdrag/", escort.escort_list, name="escort_list"),
    path("uppdrag/<uuid:booking_id>/ja/", escort.accept_visit, name="accept_visit"),
    path("uppdrag/<uuid:booking_id>/nej/", escort.decline_visit, name="decline_visit"),
    path("uppdrag/<uuid:booking_id>/rapport/", escort.report_visit, name="report_visit"),
    path("uppdrag/<uuid:booking_id>/uteblev/", escort.no_show_visit, name="no_show_visit"),
    path("beslut/", case_officer.decision_list, name="decision_list"),
    path("beslut/ny/", case_officer.new_participant, name="new_participant"),
    path("beslut/<uuid:public_id>/", case_officer.person_decisions, name="person_decisions"),
    path("beslut/<uuid:public_id>/foretradare/", case_officer.add_representative, name="add_representative"),
]
