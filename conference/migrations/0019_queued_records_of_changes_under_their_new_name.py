"""Tasks that wait in the queue name the function that runs them; its module was renamed."""

from typing import Any

from django.db import migrations

FORMER = "conference.recent_changes.record_change"
PRESENT = "conference.content_changes.record_change"


def rename(apps: Any, schema_editor: Any) -> None:
    """Lets queued tasks name the function as it is now."""
    tasks = apps.get_model("django_tasks_database", "DBTaskResult").objects
    tasks = tasks.using(schema_editor.connection.alias)
    tasks.filter(task_path=FORMER).update(task_path=PRESENT)


class Migration(migrations.Migration):
    old_code_works = "The former release does not have these tasks: it queues none and runs none."

    dependencies = [
        ("conference", "0018_title_keys_by_language"),
        ("django_tasks_database", "0001_initial"),
    ]

    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
