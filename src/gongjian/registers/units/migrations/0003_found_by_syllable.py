"""Units are found by their pinyin from each syllable on, those too that stand already."""

from django.db import migrations

from gongjian.foundation.search import Naming, index_again


def index(apps, schema_editor):
    rows = apps.get_model("units", "Unit").objects.filter(state="active")
    index_again("units", (Naming(*row) for row in rows.values_list("id", "name", "code").iterator()))


class Migration(migrations.Migration):
    dependencies = [("units", "0002_cover_reach"), ("foundation", "0001_initial")]

    operations = [migrations.RunPython(index, migrations.RunPython.noop)]
