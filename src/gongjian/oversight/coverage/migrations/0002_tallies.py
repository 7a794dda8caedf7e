"""What the board counts is kept from now on; where findings are stored already, the next look counts everything."""

import django.db.models.deletion
from django.db import migrations, models

import gongjian.foundation.tree


def count_soon(apps, schema_editor):
    if apps.get_model("coverage", "Judged").objects.exists():
        apps.get_model("foundation", "Touched").objects.create(subject_type="everything", subject_id=0)


class Migration(migrations.Migration):
    dependencies = [
        ("coverage", "0001_initial"),
        ("organizations", "0002_totals"),
        ("foundation", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Expected",
            fields=[
                ("unit_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("org_path", gongjian.foundation.tree.PathField(default="", max_length=120)),
                ("kind", models.CharField(max_length=12)),
                ("missing", models.BooleanField()),
            ],
            options={
                "db_table": "coverage_expected",
                "indexes": [models.Index(fields=["org_path", "kind", "missing"], name="expected_org_kind")],
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40)),
                ("number", models.PositiveIntegerField()),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organizations.organization"
                    ),
                ),
            ],
            options={
                "db_table": "coverage_tally",
                "constraints": [models.UniqueConstraint(fields=("organization", "key"), name="tally_once")],
            },
        ),
        migrations.AddIndex(
            model_name="finding", index=models.Index(fields=["rule", "since", "id"], name="finding_oldest")
        ),
        migrations.RunPython(count_soon, migrations.RunPython.noop),
    ]
