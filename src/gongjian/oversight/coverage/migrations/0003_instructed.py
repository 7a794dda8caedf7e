"""Units with only an instructor, and findings by mark, are kept too; proposals keep what was typed in words."""

from django.db import migrations, models


def count_soon(apps, schema_editor):
    if apps.get_model("coverage", "Judged").objects.exists():
        apps.get_model("foundation", "Touched").objects.create(subject_type="everything", subject_id=0)


class Migration(migrations.Migration):
    dependencies = [("coverage", "0002_tallies"), ("foundation", "0001_initial")]

    operations = [
        migrations.AddField("expected", "instructed", models.BooleanField(default=False)),
        migrations.AddField(
            "proposal",
            "answers",
            models.JSONField(default=list, help_text="[label, text] of each field as it was typed"),
        ),
        migrations.AddIndex("proposal", models.Index(fields=["subject_id", "rule"], name="proposal_about")),
        migrations.RunPython(count_soon, migrations.RunPython.noop),
    ]
