"""Sorts conferences by the rules of their language."""

from django.db import migrations

from core.text.collation import sort_key


def fill_title_keys(apps, schema_editor):
    conferences = apps.get_model("conference", "ConferencePage").objects
    rows = conferences.values_list("pk", "full_title", "locale__language_code")
    for pk, full_title, language in rows.iterator():
        conferences.filter(pk=pk).update(title_key=sort_key(full_title, language)[:500])


class Migration(migrations.Migration):
    old_code_works = "The former release sorts by these keys, and writes its own where it saves."
    dependencies = [("conference", "0017_cancelled_conferences")]

    operations = [migrations.RunPython(fill_title_keys, migrations.RunPython.noop)]
