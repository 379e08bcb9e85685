"""Addresses of effort, figures and the comparison."""

from django.urls import path

from admin_costs.views import (
    activities,
    comparison,
    effort,
    explained,
    groups,
    groups_explained,
    invoices,
    report_pdf,
    stopwatch,
    time_studies,
)

urlpatterns = [
    path("tid/", effort.effort_log, name="effort_log"),
    path("tid/<int:entry_id>/angra/", effort.undo_logged, name="undo_logged"),
    path("tid/stoppur/", stopwatch.stop_stopwatch, name="stop_stopwatch"),
    path("tid/stoppur/starta/", stopwatch.start_stopwatch, name="start_stopwatch"),
    path("tid/stoppur/kasta/", stopwatch.drop_stopwatch, name="drop_stopwatch"),
    path("tid/studie/", time_studies.time_studies, name="time_studies"),
    path("tid/studie/ny/", time_studies.start_study, name="start_study"),
    path("tid/studie/svar/<int:moment_id>/", time_studies.answer_moment, name="answer_moment"),
    path("tid/studie/<uuid:study_id>/", time_studies.time_study, name="time_study"),
    path("tid/studie/<uuid:study_id>/delta/", time_studies.join_study, name="join_study"),
    path("tid/studie/<uuid:study_id>/sluta/", time_studies.leave_study, name="leave_study"),
    path("tid/studie/<uuid:study_id>/avsluta/", time_studies.stop_study, name="stop_study"),
    path("jamfor/", comparison.comparison, name="comparison"),
    path("jamfor/fil.csv", comparison.comparison_csv, name="comparison_csv"),
    path("jamfor/fil.xlsx", comparison.comparison_xlsx, name="comparison_xlsx"),
    path("jamfor/rapport.pdf", report_pdf.report_pdf, name="report_pdf"),
    path("jamfor/sa-raknades-det/", explained.explained, name="explained"),
    path("jamfor/sa-raknades-det/rader.csv", explained.explained_csv, name="explained_csv"),
    path("jamfor/andring/", comparison.register_change, name="register_change"),
    path("jamfor/enheter/", groups.groups, name="groups"),
    path("jamfor/enheter/fil.csv", groups.groups_file_csv, name="groups_csv"),
    path("jamfor/enheter/fil.xlsx", groups.groups_file_xlsx, name="groups_xlsx"),
    path("jamfor/enheter/sa-raknades-det/", groups_explained.groups_explained, name="groups_explained"),
    path("jamfor/enheter/sa-raknades-det/rader.csv", groups_explained.rows_csv, name="groups_rows_csv"),
    path("faktura/", invoices.invoices, name="invoices"),
    path("faktura/fil.csv", invoices.invoices_csv, name="invoices_csv"),
    path("aktiviteter/", activities.activities, name="activities"),
    path("aktiviteter/ny/", activities.add_activity, name="add_activity"),
    path("aktiviteter/<int:activity_id>/tid/", activities.change_standard_time, name="change_standard_time"),
    path("aktiviteter/timpris/", activities.add_rate, name="add_rate"),
]
