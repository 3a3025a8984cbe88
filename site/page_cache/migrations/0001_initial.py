from uuid import uuid4

from django.db import migrations, models


def write_the_row(apps, schema_editor):
    apps.get_model("pagecache", "Generation").objects.create(pk=1, token=uuid4().hex)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Generation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.CharField(max_length=32)),
            ],
        ),
        migrations.RunPython(write_the_row, migrations.RunPython.noop),
    ]
