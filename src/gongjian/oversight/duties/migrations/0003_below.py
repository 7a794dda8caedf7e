"""What the calendar shows of many periods is kept from now on; where periods are stored already, the next look counts."""

import django.db.models.deletion
from django.db import migrations, models


def count_soon(apps, schema_editor):
    if apps.get_model("duties", "Occurrence").objects.exists():
        apps.get_model("foundation", "Touched").objects.create(subject_type="everything", subject_id=0)


class Migration(migrations.Migration):
    dependencies = [
        ("duties", "0002_rhythms"),
        ("foundation", "0001_initial"),
        ("organizations", "0003_holders"),
    ]

    operations = [
        migrations.CreateModel(
            name="Below",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("duty", models.CharField(max_length=40)),
                ("label", models.CharField(max_length=40)),
                ("opens_on", models.DateField()),
                ("due_on", models.DateField()),
                ("total", models.PositiveIntegerField()),
                ("done", models.PositiveIntegerField()),
                ("late", models.PositiveIntegerField()),
                ("excused", models.PositiveIntegerField()),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organizations.organization",
                    ),
                ),
            ],
            options={
                "db_table": "duties_below",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "due_on", "duty", "label", "opens_on"), name="below_once"
                    )
                ],
            },
        ),
        migrations.RunPython(count_soon, migrations.RunPython.noop),
    ]
