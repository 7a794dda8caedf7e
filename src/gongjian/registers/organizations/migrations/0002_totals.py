"""What is counted at and below each organization is kept from now on; those that stand already are counted here."""

from collections import Counter, defaultdict

import django.db.models.deletion
from django.db import migrations, models

WIDTH = 5
BRANCH_KINDS = ("branch", "joint_branch")
OWN = ("id", "parent_id", "path", "kind", "figures__full", "figures__probationary")


def count(apps, schema_editor):
    organizations = apps.get_model("organizations", "Organization").objects
    totals = apps.get_model("organizations", "OrganizationTotals")
    sums = defaultdict(Counter)
    for own_id, parent_id, path, kind, full, probationary in organizations.filter(state="active").values_list(*OWN):
        own = {
            "organizations": 1,
            "branches": kind in BRANCH_KINDS,
            "full": full or 0,
            "probationary": probationary or 0,
        }
        for end in range(WIDTH, len(path) + 1, WIDTH):
            sums[int(path[end - WIDTH : end], 36)].update(own)
        sums[parent_id]["children"] += 1
    ids = organizations.values_list("id", flat=True)
    totals.objects.bulk_create([totals(organization_id=each, **sums[each]) for each in ids], batch_size=2000)


class Migration(migrations.Migration):
    dependencies = [("organizations", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="OrganizationTotals",
            fields=[
                (
                    "organization",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="totals",
                        serialize=False,
                        to="organizations.organization",
                    ),
                ),
                ("organizations", models.PositiveIntegerField(default=0)),
                ("branches", models.PositiveIntegerField(default=0)),
                ("full", models.PositiveIntegerField(default=0)),
                ("probationary", models.PositiveIntegerField(default=0)),
                ("children", models.PositiveIntegerField(default=0)),
            ],
            options={"db_table": "organizations_totals"},
        ),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
