"""Staff capacity by role, and standard times as time equations.

The new columns may be empty, so that the code before this runs on the new tables.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('admin_costs', '0008_told_of_groups'),
        ('people', '0004_skills_areas_named_staff'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='standardtime',
            name='base_minutes',
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='standardtime',
            name='more',
            field=models.JSONField(editable=False, null=True),
        ),
        migrations.CreateModel(
            name='StaffCapacity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('case_officer', 'Case officer'), ('coordinator', 'Coordinator'), ('administrator', 'Administrator'), ('manager', 'Manager'), ('escort', 'Companion')], max_length=15, verbose_name='role')),
                ('valid_from', models.DateField(verbose_name='from the month')),
                ('paid_minutes', models.PositiveIntegerField(verbose_name='paid minutes a month')),
                ('practical_permille', models.PositiveSmallIntegerField(default=800, verbose_name='share that can be worked')),
                ('cost_ore', models.PositiveBigIntegerField(verbose_name='cost a month')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.municipality')),
            ],
            options={
                'verbose_name': 'staff capacity',
                'ordering': ['valid_from', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('practical_permille__gt', 0), ('practical_permille__lte', 1000)), name='capacity_share_within_all'), models.CheckConstraint(condition=models.Q(('paid_minutes__gt', 0), ('cost_ore', 0), _connector='OR'), name='capacity_of_nobody_costs_nothing')],
            },
        ),
    ]
