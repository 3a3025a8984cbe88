"""The rule for migrations: code of the former release must work after each of them.

While a release is rolled out, the new tables are used by the old code; after a roll-back they are
again. So a migration adds, and what is no longer used is removed a release later
(docs/operations.md). A migration that only looks dangerous says why it is not:

    class Migration(migrations.Migration):
        old_code_works = "No release since 2.3 reads this column."
"""

from collections.abc import Iterable, Iterator

from django.db.migrations import Migration, operations
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Field, ManyToManyField

MARKER = "old_code_works"
_HARMLESS = (
    operations.CreateModel,
    operations.AddIndex,
    operations.RemoveIndex,
    operations.RenameIndex,
    operations.AlterModelOptions,
    operations.AlterModelManagers,
)


def faults(migration: Migration, state: ProjectState) -> list[str]:
    """What code of the former release may not survive, one sentence for each operation.

    `state` is the project before the migration, and after it on return. Empty where the migration
    has the marker.
    """
    found: list[str] = []
    created: set[str] = set()
    for operation in migration.operations:
        if isinstance(operation, operations.CreateModel):
            created.add(operation.name_lower)
        # Nobody uses a table yet that the same migration creates.
        elif getattr(operation, "model_name_lower", None) not in created:
            found += _dangers(operation, migration.app_label, state)
        operation.state_forwards(migration.app_label, state)
    return [] if getattr(migration, MARKER, "") else found


def _dangers(operation: Operation, app_label: str, state: ProjectState) -> Iterator[str]:
    if isinstance(operation, _HARMLESS):
        return
    if isinstance(operation, operations.SeparateDatabaseAndState):
        for inner in operation.database_operations:
            yield from _dangers(inner, app_label, state)
        return
    if isinstance(operation, operations.AddField) and _can_be_left_out(operation.field):
        return
    if isinstance(operation, operations.AlterField):
        model = state.models[app_label, operation.model_name_lower]
        if _columns(model.fields[operation.name]) == _columns(operation.field):
            return
    yield operation.describe()


def _can_be_left_out(field: Field) -> bool:
    """Whether rows can be inserted by code that does not know the column."""
    return field.null or field.has_db_default() or isinstance(field, ManyToManyField)


def _columns(field: Field) -> tuple[object, ...]:
    """What the database knows of a field: labels, help texts and choices do not count."""
    _name, path, arguments, keywords = field.deconstruct()
    known = {name: value for name, value in keywords.items() if name not in field.non_db_attrs}
    return path, arguments, known


def faults_by_migration(
    plan: Iterable[Migration], state: ProjectState, checked: set[tuple[str, str]]
) -> dict[str, list[str]]:
    """Name → faults of those migrations of `plan` that are in `checked` and have any.

    `state` is the project before the plan, and is moved on to its end.
    """
    found = {}
    for migration in plan:
        own = faults(migration, state)
        if own and (migration.app_label, migration.name) in checked:
            found[f"{migration.app_label}.{migration.name}"] = own
    return found
