from __future__ import annotations

from django.db import migrations

import gongjian.foundation.tree


class Migration(migrations.Migration):
    dependencies = [("units", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="cover", name="reach", field=gongjian.foundation.tree.PathField(default="", max_length=120)
        ),
    ]
