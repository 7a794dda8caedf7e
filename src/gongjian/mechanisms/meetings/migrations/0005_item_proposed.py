from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("meetings", "0004_by_kind")]

    operations = [
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["meeting"], name="item_proposed", condition=~Q(proposed_by="")),
        ),
    ]
