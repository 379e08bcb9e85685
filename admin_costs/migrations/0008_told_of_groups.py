"""What may be told of groups, as a table of its own; and what decides it in the monthly figures.

Months made from facts lose their stamps, so that each municipality's next refresh makes them anew with the
new columns. Imported months are told of at the same time.
"""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def make_months_anew(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("admin_costs", "MonthlyStamp").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('admin_costs', '0007_changes_are_locked'),
        ('people', '0004_skills_areas_named_staff'),
    ]

    operations = [
        migrations.AddField(
            model_name='monthlyfigures',
            name='largest_minutes',
            field=models.PositiveBigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='monthlyfigures',
            name='second_minutes',
            field=models.PositiveBigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='monthlyfigures',
            name='squared_minutes',
            field=models.PositiveBigIntegerField(null=True),
        ),
        migrations.CreateModel(
            name='GroupFigures',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('municipality', 'Municipalities'), ('unit', 'Units'), ('provider', 'Providers')], max_length=12)),
                ('month', models.DateField()),
                ('hidden', models.CharField(blank=True, choices=[('', ''), ('some', 'some'), ('all', 'all')], max_length=4)),
                ('people', models.PositiveIntegerField(null=True)),
                ('visits', models.PositiveIntegerField(null=True)),
                ('minutes', models.PositiveBigIntegerField(null=True)),
                ('cost_ore', models.PositiveBigIntegerField(null=True)),
                ('squares', models.PositiveBigIntegerField(null=True)),
                ('admin_minutes', models.PositiveBigIntegerField(null=True)),
                ('admin_cost_ore', models.PositiveBigIntegerField(null=True)),
                ('best_answers', models.PositiveIntegerField(null=True)),
                ('answers', models.PositiveIntegerField(null=True)),
                ('answers_hidden', models.BooleanField(default=False)),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.municipality')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.unit')),
            ],
            options={
                'verbose_name': 'figures of a group',
                'indexes': [models.Index(fields=['level', 'month'], name='group_figures_by_level')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('unit', None)), fields=('municipality', 'month'), name='group_figures_once'), models.UniqueConstraint(condition=models.Q(('unit__isnull', False)), fields=('unit', 'level', 'month'), name='group_figures_once_a_unit'), models.CheckConstraint(condition=models.Q(('people', None), ('people__gte', 5), _connector='OR'), name='group_figures_of_five_people'), models.CheckConstraint(condition=models.Q(('answers', None), ('answers__gte', 5), _connector='OR'), name='group_figures_of_five_answers')],
            },
        ),
        migrations.RunPython(make_months_anew, migrations.RunPython.noop),
    ]
