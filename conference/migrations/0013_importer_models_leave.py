"""ImportedSource and ImportUpload leave for the app `legacy_import`; their tables are renamed.

`legacy_import.0001_initial` takes them up.
"""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("conference", "0012_social_image"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.AlterModelTable("importedsource", "legacy_import_importedsource"),
                migrations.AlterModelTable("importupload", "legacy_import_importupload"),
            ],
            state_operations=[
                migrations.DeleteModel("ImportedSource"),
                migrations.DeleteModel("ImportUpload"),
            ],
        ),
    ]
