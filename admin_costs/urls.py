"""Addresses of effort, figures and the comparison."""

from django.urls import path

from admin_costs.views import activities, comparison, effort

urlpatterns = [
    path("tid/", effort.effort_log, name="effort_log"),
    path("tid/<int:entry_id>/angra/", effort.undo_logged, name="undo_logged"),
    path("jamfor/", comparison.comparison, name="comparison"),
    path("jamfor/fil.csv", comparison.comparison_csv, name="comparison_csv"),
    path("jamfor/fil.xlsx", comparison.comparison_xlsx, name="comparison_xlsx"),
    path("jamfor/andring/", comparison.register_change, name="register_change"),
    path("aktiviteter/", activities.activities, name="activities"),
    path("aktiviteter/ny/", activities.add_activity, name="add_activity"),
    path("aktiviteter/<int:activity_id>/tid/", activities.change_standard_time, name="change_standard_time"),
    path("aktiviteter/timpris/", activities.add_rate, name="add_rate"),
]
