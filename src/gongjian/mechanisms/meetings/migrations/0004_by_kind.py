from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0003_signing")]

    operations = [
        migrations.RemoveIndex(model_name="meeting", name="meeting_day"),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["starts_at", "id", "org_path", "state"], name="meeting_day"),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["kind", "starts_at"], name="meeting_kind"),
        ),
    ]
