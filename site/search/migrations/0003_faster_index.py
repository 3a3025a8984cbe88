"""PostgreSQL: words in a table of their own, title and summary also apart, for `search.backends`.

SQLite: beginnings of five and six letters are indexed too. What is indexed is carried over.
"""

from django.db import migrations

SQLITE = """
CREATE VIRTUAL TABLE search_index_new USING fts5(
    language, title, summary, body, tokenize = 'unicode61', prefix = '{prefix}')
"""
SQLITE_CARRY_OVER = [
    "INSERT INTO search_index_new (rowid, language, title, summary, body) "
    "SELECT rowid, language, title, summary, body FROM search_index",
    "DROP TABLE search_index",
    "ALTER TABLE search_index_new RENAME TO search_index",
]
# A pending list would have to be read through by every search.
POSTGRESQL = [
    "CREATE TABLE search_index "
    "(page_id bigint PRIMARY KEY, head tsvector NOT NULL, words tsvector NOT NULL)",
    "INSERT INTO search_index SELECT page_id, language || ts_filter(vector, '{a,b}'), "
    "language || vector FROM (SELECT page_id, vector, array_to_tsvector(ARRAY["
    "'#lang' || regexp_replace(lower(language), '[^a-z0-9]', '', 'g')]) AS language "
    "FROM search_searchentry WHERE vector IS NOT NULL) AS entry",
    "CREATE INDEX search_index_head ON search_index USING gin (head) WITH (fastupdate = off)",
    "CREATE INDEX search_index_words ON search_index USING gin (words) WITH (fastupdate = off)",
    "ALTER TABLE search_searchentry DROP COLUMN vector",
]
POSTGRESQL_BACK = [
    "ALTER TABLE search_searchentry ADD COLUMN vector tsvector",
    "UPDATE search_searchentry SET vector = ts_filter(words, '{a,b,d}') FROM search_index "
    "WHERE search_index.page_id = search_searchentry.page_id",
    "CREATE INDEX search_searchentry_vector ON search_searchentry USING gin (vector)",
    "DROP TABLE search_index",
]


def forwards(apps, schema_editor):
    run(schema_editor, POSTGRESQL, "3 4 5 6")


def backwards(apps, schema_editor):
    run(schema_editor, POSTGRESQL_BACK, "3 4")


def run(schema_editor, postgresql, prefix):
    sqlite = [SQLITE.format(prefix=prefix), *SQLITE_CARRY_OVER]
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in postgresql if is_postgresql else sqlite:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_index")]
    operations = [migrations.RunPython(forwards, backwards)]
