"""Places are found by any part of their name from now on, those too that stand already."""

from django.db import migrations

from gongjian.foundation.search import Naming, index_again


def index(apps, schema_editor):
    rows = apps.get_model("places", "Place").objects.all()
    index_again("places", (Naming(*row) for row in rows.values_list("id", "name").iterator()))


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial"), ("foundation", "0001_initial")]

    operations = [migrations.RunPython(index, migrations.RunPython.noop)]
