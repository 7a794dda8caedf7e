from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="member",
            index=models.Index(
                condition=models.Q(("state", "active"), _negated=True), fields=["pinyin", "id"], name="member_former"
            ),
        ),
    ]
