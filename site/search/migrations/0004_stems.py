"""Stems, phrases and beginnings in the index, facets, and the words that suggestions come from.

Words and stems are made in Python, so the new index starts empty: `search.index_updates.fill`, which runs
after every `migrate`, takes the pages in.
"""

import django.db.models.deletion
from django.db import migrations, models

# The words come folded and apart from each other; FTS5 has nothing to decide about letters.
SQLITE = [
    "DROP TABLE search_index",
    "CREATE VIRTUAL TABLE search_index USING fts5("
    "language, title, summary, body, stems, tokenize = 'ascii', prefix = '3 4 5 6')",
]
# A pending list would have to be read through by every search.
POSTGRESQL = [
    "DROP TABLE search_index",
    "CREATE TABLE search_index (page_id bigint PRIMARY KEY, is_long boolean NOT NULL, "
    "head tsvector NOT NULL, words tsvector NOT NULL, keys tsvector NOT NULL)",
    "CREATE INDEX search_index_head ON search_index USING gin (head) WITH (fastupdate = off)",
    "CREATE INDEX search_index_keys ON search_index USING gin (keys) WITH (fastupdate = off)",
]
SQLITE_BACK = [
    "DROP TABLE search_index",
    "CREATE VIRTUAL TABLE search_index USING fts5("
    "language, title, summary, body, tokenize = 'unicode61', prefix = '3 4 5 6')",
]
POSTGRESQL_BACK = [
    "DROP TABLE search_index",
    "CREATE TABLE search_index "
    "(page_id bigint PRIMARY KEY, head tsvector NOT NULL, words tsvector NOT NULL)",
    "CREATE INDEX search_index_head ON search_index USING gin (head) WITH (fastupdate = off)",
    "CREATE INDEX search_index_words ON search_index USING gin (words) WITH (fastupdate = off)",
]


def forwards(apps, schema_editor):
    run(schema_editor, SQLITE, POSTGRESQL)


def backwards(apps, schema_editor):
    run(schema_editor, SQLITE_BACK, POSTGRESQL_BACK)


def run(schema_editor, sqlite, postgresql):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in postgresql if is_postgresql else sqlite:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0003_faster_index")]
    operations = [
        migrations.RunPython(forwards, backwards),
        migrations.CreateModel(
            name="SearchFacet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("facet", models.CharField(max_length=20)),
                ("value", models.CharField(max_length=255)),
                ("entry", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="facets", to="search.searchentry")),
            ],
            options={
                "indexes": [models.Index(fields=["facet", "value"], name="search_facet_value")],
                "constraints": [models.UniqueConstraint(fields=("entry", "facet"), name="search_facet_once")],
            },
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=20)),
                ("word", models.CharField(max_length=64)),
                ("beginning", models.CharField(max_length=2)),
                ("ending", models.CharField(max_length=2)),
                ("length", models.PositiveSmallIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["language", "beginning", "length"], name="search_word_beginning"),
                    models.Index(fields=["language", "ending", "length"], name="search_word_ending"),
                ],
                "constraints": [models.UniqueConstraint(fields=("language", "word"), name="search_word_once")],
            },
        ),
    ]
