"""Whose member stands in the index of initials itself: what many share is found without reading everybody's rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0005_without_branch")]

    operations = [
        migrations.RemoveIndex(model_name="member", name="member_initials"),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(fields=["initials", "id", "org_path", "state"], name="member_initials"),
        ),
    ]
