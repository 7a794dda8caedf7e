"""A subject's terms found by their beginning too, without reading them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_initial")]

    operations = [
        migrations.RemoveIndex(model_name="term", name="term_subject"),
        migrations.AddIndex(
            model_name="term",
            index=models.Index(fields=["subject_id", "term", "subject_type"], name="term_of_subject"),
        ),
    ]
