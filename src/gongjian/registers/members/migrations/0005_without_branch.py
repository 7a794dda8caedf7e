"""Members without a branch are counted from the index alone, whoever looks."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0004_floating")]

    operations = [
        migrations.RemoveIndex(model_name="member", name="member_without_branch"),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(
                fields=["pinyin", "id", "org_path"],
                name="member_without_branch",
                condition=models.Q(state="active")
                & (models.Q(organization__isnull=True) | models.Q(category="unaffiliated")),
            ),
        ),
    ]
