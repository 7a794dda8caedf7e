"""Floating members never contacted, or not since a day, are counted from one range of an index."""

from django.db import migrations, models

from gongjian.foundation.columns import EmptyFirst


class Migration(migrations.Migration):
    dependencies = [("members", "0003_given_spelled")]

    operations = [
        migrations.RemoveIndex(model_name="member", name="member_floating"),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(
                EmptyFirst("last_contact_on"),
                "org_path",
                "id",
                "last_contact_on",
                name="member_floating",
                condition=models.Q(state="active", category="floating"),
            ),
        ),
    ]
