"""Members are found by the pinyin of their given name, those too who stand already."""

from django.db import migrations, models

from gongjian.foundation.bulk import portions
from gongjian.foundation.columns import KeyField
from gongjian.foundation.people import LONGEST, person_keys

UPDATE = "UPDATE members_member SET given_spelled = %s WHERE id = %s"


def spell(apps, schema_editor):
    rows = apps.get_model("members", "Member").objects.values_list("name", "id")
    keys = ((person_keys(name)["given_spelled"][:LONGEST], pk) for name, pk in rows.iterator())
    with schema_editor.connection.cursor() as cursor:
        for portion in portions(keys):
            cursor.executemany(UPDATE, portion)


class Migration(migrations.Migration):
    dependencies = [("members", "0002_former_members")]

    operations = [
        migrations.AddField(
            model_name="member",
            name="given_spelled",
            field=KeyField(default="", editable=False, help_text="the same without the surname", max_length=120),
        ),
        migrations.RunPython(spell, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="member", index=models.Index(fields=["given_spelled"], name="member_given_spelled")
        ),
    ]
