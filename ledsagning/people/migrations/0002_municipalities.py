"""All 290 municipalities, there after `migrate` (SCB's codes and names)."""

import csv
from pathlib import Path

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

NAMES = Path(__file__).parent.parent / "data" / "municipalities.csv"


def add_municipalities(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Municipality = apps.get_model("people", "Municipality")
    with NAMES.open(encoding="utf-8", newline="") as file:
        rows = [Municipality(code=row["code"], name=row["name"]) for row in csv.DictReader(file)]
    Municipality.objects.bulk_create(rows)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(add_municipalities, migrations.RunPython.noop)]
