from django.db import migrations, models
from django.db.models.functions import Length


class Migration(migrations.Migration):
    dependencies = [("organizations", "0001_initial")]

    operations = [
        migrations.AddIndex("organization", models.Index(Length("path"), "path", name="organization_level")),
    ]
