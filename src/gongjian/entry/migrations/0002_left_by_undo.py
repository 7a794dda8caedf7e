from __future__ import annotations

from typing import Any

from django.db import migrations

import gongjian.foundation.sealed


def have_checked_again(apps: Any, schema_editor: Any) -> None:
    """What a check found is kept in another form now; batches that wait are checked anew."""
    apps.get_model("entry", "Batch").objects.filter(state__in=["checked", "failed"]).update(state="uploaded")


class Migration(migrations.Migration):
    dependencies = [("entry", "0001_initial")]

    operations = [
        migrations.AddField("batch", "left", gongjian.foundation.sealed.SealedJSONField(default=list)),
        migrations.RunPython(have_checked_again, migrations.RunPython.noop),
    ]
