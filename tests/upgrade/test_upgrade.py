"""A site of the release before the renaming is upgraded by `migrate` alone, and loses nothing."""

import json
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test import Client

from wagtail.models import Page, Site

from conference.models import SessionPage
from legacy_import.models import ImportedSource, ImportUpload
from terms.models import Concept, Term
from tests.ops.databases import empty_database, used
from tests.upgrade.fixture import Fixture, read_fixture
from tests.upgrade.loading import load_fixture

FORMER = Path(__file__).parent / "before_renaming.json.xz"
MOVED = {
    ("conference", "importedsource"): ("legacy_import", "importedsource"),
    ("conference", "importupload"): ("legacy_import", "importupload"),
}
"""Content types (app label, model) that have another app label since."""
RENAMED = {"_".join(old): "_".join(new) for old, new in MOVED.items()}
# Models that have another name since; their tables keep the old one.
RENAMED_MODELS = {
    ("translation", "askedtranslation"): ("translation", "requestedtranslation"),
    ("translation", "parity"): ("translation", "translationprogress"),
}
# Identifiers that headings had, kept by `conference.0011_keep_heading_ids`.
ADDED_KEYS = {"former_ids"}
# Every `migrate` begins a new generation of kept pages.
RENEWED = {"pagecache_generation"}
# What the seed does not make: files of the importer, and a group that may see them.
ADDED = """
INSERT INTO conference_importedsource
        (source, sha256, page_id, former_address, is_main, imported_at)
    SELECT 'forum_about.txt', 'abc', max(id), '/forum/about', 1 = 1, '2026-11-01 12:00:00'
    FROM wagtailcore_page;
INSERT INTO conference_importupload (name, content, choices, uploaded_at, user_id)
    SELECT 'forum_agenda.txt', %s, '{"publish": true}', '2026-11-02 12:00:00', min(id)
    FROM auth_user;
INSERT INTO auth_group_permissions (group_id, permission_id)
    SELECT (SELECT min(id) FROM auth_group), id FROM auth_permission
    WHERE codename = 'view_importedsource';
"""
CONTENT = b"Agenda\0\xff"

Rows = dict[Any, dict[str, Any]]
"""Primary key → column → value."""


def test_a_database_of_the_former_release_upgrades_by_migrate_alone(
    django_db_blocker: Any, tmp_path: Path
) -> None:
    """One long story, because making the tables costs most."""
    fixture = read_fixture(FORMER)
    with (
        django_db_blocker.unblock(),
        empty_database(tmp_path) as described,
        used(described),
    ):
        load_fixture(fixture)
        add_rows()
        before = {name: rows_of(name) for name in (*fixture.tables, *RENAMED)}
        permissions = group_permissions()
        call_command("migrate", verbosity=0)
        has_every_row_unchanged(before)
        has_the_permissions(permissions)
        has_content_types_under_their_new_label(before["django_content_type"])
        has_the_imported_files()
        has_the_pages_and_terms(fixture)
        answers_readers()
        lacks_no_migration()


# The instant of the last count: `migrate` counts the states of translations again.
COUNTED_ANEW = {"translation_parity": {"changed_at"}}


def add_rows() -> None:
    with connection.cursor() as cursor:
        for statement in ADDED.split(";")[:-1]:
            cursor.execute(statement, [CONTENT] if "%s" in statement else None)


def rows_of(table: str) -> Rows:
    with connection.cursor() as cursor:
        key = connection.introspection.get_primary_key_column(cursor, table)
        cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our own
        columns = [column[0] for column in cursor.description]
        found = [dict(zip(columns, map(comparable, row), strict=True)) for row in cursor.fetchall()]
    return {row[key]: row for row in found}


def comparable(value: Any) -> Any:
    """JSON parsed, also where it is text within JSON, without what migrations add to blocks."""
    if isinstance(value, memoryview):
        return bytes(value)
    if isinstance(value, str) and value[:1] in ("[", "{"):
        try:
            return comparable(json.loads(value))
        except ValueError:
            return value
    if isinstance(value, list):
        return [comparable(each) for each in value]
    if isinstance(value, dict):
        return {name: comparable(each) for name, each in value.items() if name not in ADDED_KEYS}
    return value


def group_permissions() -> set[tuple[str, str, str]]:
    """(group, app label, codename)"""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT auth_group.name, app_label, codename FROM auth_group"
            " JOIN auth_group_permissions ON group_id = auth_group.id"
            " JOIN auth_permission ON permission_id = auth_permission.id"
            " JOIN django_content_type ON content_type_id = django_content_type.id"
        )
        return set(cursor.fetchall())


def has_every_row_unchanged(before: dict[str, Rows]) -> None:
    """Rows and columns may be new; what was there is there, but for moved content types."""
    changes = []
    for table in before.keys() - RENEWED:
        after = rows_of(RENAMED.get(table, table))
        for key, row in before[table].items():
            was = moved(row) if table == "django_content_type" else row
            was = {name: was[name] for name in was.keys() - COUNTED_ANEW.get(table, set())}
            if {name: after.get(key, {}).get(name) for name in was} != was:
                changes.append((table, was, after.get(key)))
    assert changes == []


def moved(row: dict[str, Any]) -> dict[str, Any]:
    label, model = row["app_label"], row["model"]
    label, model = (MOVED | RENAMED_MODELS).get((label, model), (label, model))
    return {**row, "app_label": label, "model": model}


def has_the_permissions(before: set[tuple[str, str, str]]) -> None:
    labels = {
        f"{action}_{model}": (old, new)
        for (old, model), (new, _model) in MOVED.items()
        for action in ("add", "change", "delete", "view")
    }
    expected = set()
    for group, label, codename in before:
        old, new = labels.get(codename, ("", ""))
        expected.add((group, new if label == old else label, codename))
    assert any(label == "legacy_import" for _group, label, _codename in expected)
    assert expected <= group_permissions()


def has_content_types_under_their_new_label(before: Rows) -> None:
    """Each model has one content type, and a permission is there once."""
    names = [(row["app_label"], row["model"]) for row in rows_of("django_content_type").values()]
    assert len(before) <= len(names) == len(set(names))
    assert not set(names) & set(MOVED)
    assert set(names) >= set(MOVED.values())


def has_the_imported_files() -> None:
    source, upload = ImportedSource.objects.get(), ImportUpload.objects.get()
    assert (source.source, source.former_address) == ("forum_about.txt", "/forum/about")
    assert source.page == Page.objects.order_by("pk").last()
    assert (upload.name, bytes(upload.content)) == ("forum_agenda.txt", CONTENT)
    upload.pk = None
    upload.save()
    assert ImportUpload.objects.count() == 2


def has_the_pages_and_terms(fixture: Fixture) -> None:
    """Today's models read what the former release stored."""
    rows = fixture.tables["wagtailcore_page"]
    title, path = rows.columns.index("title"), rows.columns.index("url_path")
    expected = {(row[title], row[path]) for row in rows.rows}
    pages = list(Page.objects.specific())
    assert {(page.title, page.url_path) for page in pages} == expected
    assert len(pages) == len(rows.rows)
    assert Term.objects.count() == len(fixture.tables["terms_term"].rows)
    assert Concept.objects.count() == len(fixture.tables["terms_concept"].rows)
    for session in SessionPage.objects.all():
        assert session.get_translations().count() + 1 == len(
            SessionPage.objects.filter(translation_key=session.translation_key)
        )


def answers_readers() -> None:
    """Every public page is served."""
    client = Client()
    live = Page.objects.live().public().filter(depth__gt=2).specific()
    pages = [page for page in live if page.get_url() is not None]
    assert Site.objects.get().root_page is not None
    assert len(pages) > 40
    for page in pages:
        response = client.get(page.get_url())
        assert response.status_code == 200, page.get_url()
        assert page.title in response.content.decode()


def lacks_no_migration() -> None:
    call_command("migrate", "--check", verbosity=0)
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
