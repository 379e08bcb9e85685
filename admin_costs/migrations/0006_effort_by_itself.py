"""What the coordinator's day costs by itself: offers, proposals, absences, attests, and the month sent to payroll.

The standard times are assumptions, as those of 0002, to be replaced by each municipality.

Until now every report cost a manager time: 1 minute as booked, 6 otherwise. With attest by exception a report
as booked is attested by itself and costs nobody anything, and a deviation costs what it takes when a person
attests it (the event "attested"). Counting both would count a deviation twice. So the two activities of reports
count 0 minutes from a month on. They keep their event, as figures of earlier months are made anew from it.

That month is the one after the last in which anything has happened: no month with facts is rewritten, so
what stood in a comparison yesterday stands there tomorrow. Where nothing has happened yet, it is all months.
Rows are added, never changed. A municipality's own row goes before the template's, so one that has timed
attests itself gets the same 0 from the same month, and the time it had measured for a deviation becomes its
time for the attest of one. It can set others on the page for activities.
"""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Max

ALWAYS = date(2000, 1, 1)
ATTEST = "attest-person"
DEVIATION = "avvikande-tid"
REPORTS = ("attest", DEVIATION)

# slug, name, way of working, role, minutes each time, event that counts it
ACTIVITIES = (
    ("erbjudande", "Erbjudande till flera ledsagare", "both", "coordinator", 6, "offered"),
    ("tillsattning-forslag", "Tillsättning ur ett förslag", "both", "coordinator", 1, "auto_assigned"),
    ("franvaro", "Ledsagares frånvaro", "both", "coordinator", 5, "absence"),
    (ATTEST, "Attest av avvikelse", "both", "coordinator", 3, "attested"),
    ("lonemanad", "Månadens underlag till lönen", "both", "administrator", 15, "month_locked"),
)


def add_activities(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Activity, StandardTime = (apps.get_model("admin_costs", name) for name in ("Activity", "StandardTime"))
    for slug, name, process, role, minutes, event_kind in ACTIVITIES:
        activity, is_new = Activity.objects.get_or_create(
            slug=slug,
            municipality=None,
            defaults={"name": name, "process": process, "role": role, "event_kind": event_kind},
        )
        if is_new:
            StandardTime.objects.create(activity=activity, minutes=minutes, valid_from=ALWAYS)


def month_after(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def reports_cost_nothing(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Activity, StandardTime = (apps.get_model("admin_costs", name) for name in ("Activity", "StandardTime"))
    last = apps.get_model("hours", "Event").objects.aggregate(last=Max("done_month"))["last"]
    from_month = month_after(last) if last else ALWAYS
    attest = Activity.objects.get(slug=ATTEST, municipality=None)
    for activity in Activity.objects.filter(slug__in=REPORTS, municipality=None):
        own = list(
            StandardTime.objects.filter(activity=activity)
            .exclude(municipality=None)
            .order_by("valid_from", "pk")
            .values_list("municipality", "valid_from", "minutes")
        )
        # The template's, and each municipality's own, those that it has set for months to come as well.
        zeros = {(None, from_month)} | {(who, max(since, from_month)) for who, since, _minutes in own}
        zeros |= {(who, from_month) for who, _since, _minutes in own}
        for municipality_id, since in sorted(zeros, key=str):
            StandardTime.objects.create(
                activity=activity, municipality_id=municipality_id, valid_from=since, minutes=0
            )
        if activity.slug == DEVIATION:
            for municipality_id, since, minutes in own:
                StandardTime.objects.create(
                    activity=attest, municipality_id=municipality_id, valid_from=since, minutes=minutes
                )


class Migration(migrations.Migration):
    dependencies = [("admin_costs", "0005_time_use"), ("hours", "0004_escorts_offers_pay_proposals")]
    operations = [
        migrations.RunPython(add_activities, migrations.RunPython.noop),
        migrations.RunPython(reports_cost_nothing, migrations.RunPython.noop),
    ]
