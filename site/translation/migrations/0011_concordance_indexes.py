"""Trigram indexes for the concordance on PostgreSQL: without them it reads the whole memory."""

from django.db import DatabaseError, migrations, transaction

INDEXES = {
    "memory_source_trigrams": ("translation_memorysource", "folded"),
    "memory_target_trigrams": ("translation_memorypair", "target_folded"),
}


def add_indexes(_apps, schema_editor):
    connection = schema_editor.connection
    if connection.vendor != "postgresql":
        return
    try:
        with transaction.atomic(using=connection.alias):
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError:
        # The role may not add it, or the server lacks it: the concordance is slower, and works.
        return
    for name, (table, column) in INDEXES.items():
        schema_editor.execute(
            f"CREATE INDEX IF NOT EXISTS {name} ON {table} USING gin ({column} gin_trgm_ops)"
        )


def remove_indexes(_apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in INDEXES:
            schema_editor.execute(f"DROP INDEX IF EXISTS {name}")


class Migration(migrations.Migration):
    old_code_works = "Indexes only: the former release asks the same tables, faster."

    dependencies = [("translation", "0010_version_of_the_checks")]

    operations = [migrations.RunPython(add_indexes, remove_indexes)]
