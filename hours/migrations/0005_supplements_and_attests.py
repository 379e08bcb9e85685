"""Supplements to begin with, and attests and providers of what was reported before these were written.

The supplements are assumptions in the spirit of what municipalities agree on (evening, night, weekend, public
holiday): which hours hold and what they are worth is for each municipality's own agreement.

What was reported before this release is marked as attested when it was reported, by nobody: it has been
paid by other means, and would flood the first list of what waits.
"""

from datetime import date, time

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F, OuterRef, Subquery

ALWAYS = date(2000, 1, 1)
MIDNIGHT = time(0)
# Order, name, code, weekdays (Monday is 0), holidays, from, to. Ends at or before the start: the day after.
TEMPLATES = (
    (10, "Storhelg", "STORHELG", "", True, MIDNIGHT, MIDNIGHT),
    (20, "Helg", "HELG", "4", False, time(19), MIDNIGHT),
    (21, "Helg", "HELG", "56", False, MIDNIGHT, MIDNIGHT),
    (22, "Helg", "HELG", "0", False, MIDNIGHT, time(7)),
    (30, "Natt", "NATT", "0123456", False, time(22), time(6)),
    (40, "Kväll", "KVALL", "01234", False, time(19), time(22)),
)


def add_templates(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Supplement = apps.get_model("hours", "Supplement")
    for order, name, code, weekdays, on_holidays, starts, ends in TEMPLATES:
        Supplement.objects.create(
            order=order,
            name=name,
            payroll_code=code,
            weekdays=weekdays,
            on_holidays=on_holidays,
            starts=starts,
            ends=ends,
            valid_from=ALWAYS,
        )


def remove_templates(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("hours", "Supplement").objects.filter(municipality=None).delete()


def attest_what_was(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Booking, Escort = apps.get_model("hours", "Booking"), apps.get_model("people", "Escort")
    reported = Booking.objects.filter(state__in=("done", "no_show"), reported_at__isnull=False)
    reported.filter(attested_at=None).update(attested_at=F("reported_at"))
    # Whose employee carried it out was until now read from where the escort works today.
    unit = Escort.objects.filter(pk=OuterRef("escort")).values("unit")
    reported.filter(provider=None).exclude(escort=None).update(provider=Subquery(unit))


class Migration(migrations.Migration):
    dependencies = [("hours", "0004_escorts_offers_pay_proposals"), ("people", "0004_skills_areas_named_staff")]
    operations = [
        migrations.RunPython(add_templates, remove_templates),
        migrations.RunPython(attest_what_was, migrations.RunPython.noop),
    ]
