"""Who may open each page about Berit, or of Laholm (R17). tests/test_addresses.py walks it."""

SELF = {"participant", "representative"}
COORDINATOR, CASE_OFFICER, ESCORT = {"coordinator"}, {"case_officer"}, {"escort"}
ESCORTS = ESCORT | {"another escort", "escort of another unit", "escort of another municipality"}
KEEPERS = {"manager", "administrator"}
STAFF = {"coordinator", "case_officer", "manager", "administrator"}

# Whoever is signed in: a page about one's own account.
EVERYBODY = SELF | STAFF | ESCORT | {"nobody", "another participant"}

# Open to all, signed in or not. `set_language` and signing out take POST only. A calendar's address is
# its own key, whoever comes with it (tests/hours/views/test_calendar_feed.py).
PUBLIC = {"start", "sign_in", "sign_out", "set_language", "accessibility", "calendar_feed"}
# An escort's calendar and the link of a question too (tests/hours/views/test_answer_link.py).
PUBLIC |= {"escort_feed", "answer_link"}
PUBLIC |= {"how_it_works", "rights", "privacy", "stay_signed_in"}
# The code of a letter opens its survey, whoever has it (tests/admin_costs/views/test_survey_answers.py).
PUBLIC |= {"survey_code", "survey_start", "survey_other", "survey_question", "survey_check", "survey_thanks"}
# Who may open each page about Berit, or of Laholm. Everybody else gets the 404 of a page that is not there.
MATRIX: dict[str, set[str]] = {
    "participant_home": SELF,
    "book_start": SELF,
    "book_line": SELF,
    "book_step": SELF,
    "book_check": SELF,
    "book_remove": SELF,
    "favourites": SELF,
    "new_favourite": SELF,
    "favourite": SELF,
    "own_visits": SELF,
    "visit": SELF,
    "cancel_visit": SELF,
    "rate_visit": SELF,
    "escort_wishes": SELF,
    "contact": SELF,
    "own_contact": EVERYBODY,
    "messages_by_hand": COORDINATOR,
    "message_letter": COORDINATOR,
    "message_told": COORDINATOR,
    "remark": SELF,
    "remark_sent": SELF,
    "history": SELF,
    "access_log": SELF,
    "remark_list": {"coordinator", "manager"},
    "read_remark": {"coordinator", "manager"},
    "own_calendar": SELF,
    "own_representatives": SELF,
    "acting_for": SELF,
    "escort_photo": SELF | ESCORT | COORDINATOR,
    "series_often": SELF,
    "series_until": SELF,
    "series_days_off": SELF,
    "series_check": SELF,
    "series_change": SELF,
    "series_change_check": SELF,
    "series_change_step": SELF,
    "series_cancel": SELF,
    "series_cancel_check": SELF,
    "series_list": SELF,
    "series_page": SELF,
    "series_last_day": SELF,
    "series_off": SELF,
    "series_end": SELF,
    "coordinator_list": COORDINATOR,
    "escort_day": COORDINATOR,
    "escort_week": COORDINATOR,
    "phone_search": COORDINATOR,
    "phone_book": COORDINATOR,
    "assign_visit": COORDINATOR,
    "confirm_top_up": COORDINATOR,
    "report_for_escort": COORDINATOR,
    "cancel_for_caller": COORDINATOR,
    "about_person": COORDINATOR,
    "name_staff": COORDINATOR,
    "about_escort": COORDINATOR,
    "misfits": COORDINATOR,
    "offer_visit": COORDINATOR,
    "absence_list": COORDINATOR,
    "absence_page": COORDINATOR,
    "offer_absence": COORDINATOR,
    "absence_over": COORDINATOR,
    "escort_hours": COORDINATOR,
    "own_hours": ESCORT,
    "own_absence": ESCORT,
    "own_absence_over": ESCORT,
    "accept_offer": ESCORT,
    "decline_offer": ESCORT,
    "proposals": COORDINATOR,
    "proposal": COORDINATOR,
    "improve_again": COORDINATOR,
    "escort_list": ESCORT,
    "accept_visit": ESCORT,
    "decline_visit": ESCORT,
    "take_back_no": ESCORT,
    "own_month": ESCORT,
    "escort_calendar": ESCORT,
    "report_visit": ESCORT,
    "no_show_visit": ESCORT,
    "receipt": ESCORT | COORDINATOR,
    "receipt_removed": ESCORT | COORDINATOR,
    "own_photo": ESCORT,
    "own_time_report": ESCORTS,  # everybody's own, whatever month stands in the address
    "pay_months": COORDINATOR,
    "pay_month": COORDINATOR,
    "lock_month": COORDINATOR,
    "payroll_csv": COORDINATOR,
    "payroll_xlsx": COORDINATOR,
    "time_report": COORDINATOR,
    "attest_list": COORDINATOR,
    "supplements": {"coordinator", "administrator"},
    "add_supplement": {"coordinator", "administrator"},
    "end_supplement": {"coordinator", "administrator"},
    "invoices": COORDINATOR,
    "invoices_csv": COORDINATOR,
    "decision_list": CASE_OFFICER,
    "new_participant": CASE_OFFICER,
    "person_decisions": CASE_OFFICER,
    "add_representative": CASE_OFFICER,
    "style_guide": STAFF,
    "effort_log": STAFF,
    "undo_logged": {"coordinator"},  # who logged it
    "start_stopwatch": STAFF,
    "stop_stopwatch": STAFF,
    "drop_stopwatch": STAFF,
    "time_studies": STAFF,
    "start_study": KEEPERS,
    "time_study": STAFF,
    "join_study": STAFF - {"manager"},
    "leave_study": STAFF - {"manager"},
    "stop_study": KEEPERS,
    "answer_moment": {"coordinator"},  # who is asked
    "comparison": {"manager"},
    "comparison_csv": {"manager"},
    "comparison_xlsx": {"manager"},
    "register_change": {"manager"},
    "groups": {"manager"},
    "groups_csv": {"manager"},
    "groups_xlsx": {"manager"},
    "administration": {"manager"},
    "administration_csv": {"manager"},
    "staff_capacity": {"manager"},
    "what_if": {"manager"},
    "what_if_csv": {"manager"},
    "survey_rounds": KEEPERS | COORDINATOR,
    "new_round": KEEPERS | {f"{kind} of another municipality" for kind in KEEPERS},  # a round of one's own
    "survey_results": KEEPERS,
    "survey_results_csv": KEEPERS,
    "survey_round": KEEPERS,
    "round_letters": KEEPERS,
    "key_ballot": KEEPERS | COORDINATOR,
    "close_round": KEEPERS,
    "measures": {"manager"},
    "measures_csv": {"manager"},
    "measures_xlsx": {"manager"},
    # Every manager's own, whatever measure stands in the address.
    "measure": {"manager", "manager of another unit", "manager of another municipality"},
    "year_figures": {"manager"},
    "activities": KEEPERS,
    "add_activity": KEEPERS,
    "change_standard_time": KEEPERS,
    "add_rate": KEEPERS,
}
# What a municipality's units share: the same role at another unit of it may open these too.
SHARED = {"change_standard_time", "escort_photo", "about_escort", "escort_hours", "end_supplement"}
# An escort's absence: each coordinator sees the visits of the own units (tests/hours/views/test_absence.py).
SHARED |= {"absence_page", "offer_absence", "absence_over"}
# A survey asks several units of a municipality at once.
SHARED |= {"new_round", "survey_round", "round_letters", "key_ballot", "close_round"}
