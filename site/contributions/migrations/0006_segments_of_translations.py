"""Renames the field `passages` of contributions' translations to `segments`; its column stays.

Code of the former release goes on reading the column under its name (ops/migration_rule.py).
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0005_translations_of_contributions"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameField("contributiontranslation", "passages", "segments"),
                migrations.AlterField(
                    "contributiontranslation",
                    "segments",
                    models.JSONField(blank=True, db_column="passages", default=list),
                ),
            ],
        ),
    ]
