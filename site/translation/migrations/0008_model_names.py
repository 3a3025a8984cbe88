"""Renames three models. Their tables keep their names, so that the former release can use them."""

from django.db import migrations, models

MODELS = [
    ("AskedTranslation", "RequestedTranslation"),
    ("Parity", "TranslationProgress"),
    ("SetAside", "SetAsideProblem"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
        ("translation", "0007_wordings"),
    ]
    old_code_works = "The tables keep their names; nothing refers to these content types."

    operations = [
        operation
        for before, after in MODELS
        for operation in (
            migrations.AlterModelTable(before, f"translation_{before.lower()}"),
            migrations.RenameModel(before, after),
        )
    ] + [
        migrations.AlterField(
            "TranslationProgress",
            "translation",
            models.OneToOneField(
                on_delete=models.CASCADE,
                primary_key=True,
                related_name="progress",
                serialize=False,
                to="wagtail_localize.translation",
            ),
        ),
    ]
