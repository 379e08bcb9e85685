"""Two more activities that are counted by themselves: telling by phone or letter, and taking a remark.

The standard times are assumptions, as those of 0002, to be replaced by each municipality.
"""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ALWAYS = date(2000, 1, 1)

# slug, name, way of working, role, minutes each time, event that counts it
ACTIVITIES = (
    ("meddelande-for-hand", "Meddelande per telefon eller brev", "new", "coordinator", 5, "told_by_hand"),
    ("synpunkt", "Synpunkt eller klagomål", "both", "coordinator", 15, "remark"),
)


def add_activities(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Activity, StandardTime = (apps.get_model("admin_costs", name) for name in ("Activity", "StandardTime"))
    for slug, name, process, role, minutes, event_kind in ACTIVITIES:
        activity, is_new = Activity.objects.get_or_create(
            slug=slug, defaults={"name": name, "process": process, "role": role, "event_kind": event_kind}
        )
        if is_new:
            StandardTime.objects.create(activity=activity, minutes=minutes, valid_from=ALWAYS)


class Migration(migrations.Migration):
    dependencies = [("admin_costs", "0003_event_kinds")]
    operations = [migrations.RunPython(add_activities, migrations.RunPython.noop)]
