from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(
                condition=models.Q(state__in=("draft", "called", "held", "recorded")),
                fields=["starts_at", "org_path"],
                name="meeting_unfinished",
            ),
        ),
    ]
