"""People in office are found by their names, organizations by their pinyin from each syllable on."""

from django.db import migrations, models
from django.db.models import Q

from gongjian.foundation.columns import KeyField
from gongjian.foundation.people import LONGEST, person_keys
from gongjian.foundation.search import Naming, index_again

KEYS = {
    "given": "the name from its second character on",
    "spelled": "pinyin without tones or blanks",
    "given_spelled": "the same without the surname",
    "spelled_also": "if the surname has two readings",
    "initials": "",
    "initials_also": "",
}
FOUND_BY = ("holder", "given", "spelled", "initials", "spelled_also", "initials_also", "given_spelled")


def spell(apps, schema_editor):
    posts = apps.get_model("organizations", "Post").objects
    for post in posts.iterator():
        keys = {column: key[:LONGEST] for column, key in person_keys(post.holder).items()}
        posts.filter(pk=post.pk).update(**keys)


def index(apps, schema_editor):
    rows = apps.get_model("organizations", "Organization").objects.filter(state="active")
    index_again("organizations", (Naming(*row) for row in rows.values_list("id", "name").iterator()))


def key(help_text):
    return KeyField(default="", editable=False, help_text=help_text, max_length=LONGEST)


class Migration(migrations.Migration):
    dependencies = [("organizations", "0002_totals"), ("foundation", "0001_initial")]

    operations = [
        migrations.AlterField(model_name="post", name="holder", field=KeyField(max_length=600, verbose_name="姓名")),
        *(migrations.AddField(model_name="post", name=name, field=key(text)) for name, text in KEYS.items()),
        migrations.RunPython(spell, migrations.RunPython.noop),
        *(
            migrations.AddIndex(
                model_name="post",
                index=models.Index(fields=[name], name=f"post_{name}", condition=Q(until_on__isnull=True)),
            )
            for name in FOUND_BY
        ),
        migrations.RunPython(index, migrations.RunPython.noop),
    ]
