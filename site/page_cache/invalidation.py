"""Starts a new generation after every committed write that readers may see.

SQL statements are watched instead of Django's signals, which miss `QuerySet.update()`, bulk
operations and treebeard's raw SQL. Unknown tables invalidate the cache: rather too often than too
seldom.
"""

import re
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate

from core.caching import batched_invalidation, statement_trace
from page_cache import generation
from page_cache.models import Generation

WRITE = re.compile(
    r"\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM)\s+[\"`]?(\w+)",
    re.IGNORECASE,
)
COLUMN = re.compile(r'"(\w+)" = ')
# Tables of which no page for readers shows anything, by the beginning of their names.
QUIET = (
    "account_",
    "auth_",
    "axes_",
    # Contributions have tags of their own (core.cache_tags): they come in once a minute.
    "contributions_attachment",
    "contributions_contribution",
    "contributions_edit",
    "contributions_invitation",
    "contributions_mail",
    "contributions_moderatorright",
    "contributions_numbersequence",
    "contributions_participant",
    "contributions_redaction",
    "contributions_registration",
    "contributions_signinrequest",
    "core_derivedversion",
    "core_recurringtask",
    "contributions_subscription",
    "django_",
    "jobs_",
    "legacy_import_importupload",
    "link_checks_",
    "mfa_",
    "pagecache_",
    "search_",
    "socialaccount_",
    "sqlite_",
    "translation_asked",
    "translation_checkresult",
    "translation_segment",
    "translation_translationr",
    "usersessions_",
    "wagtail_localize_",
    "wagtailadmin_",
    "wagtailcore_apitoken",
    "wagtailcore_comment",
    "wagtailcore_group",
    "wagtailcore_modellogentry",
    "wagtailcore_pagelogentry",
    "wagtailcore_pagesubscription",
    "wagtailcore_referenceindex",
    "wagtailcore_revision",
    "wagtailcore_task",
    "wagtailcore_uploadedfile",
    "wagtailcore_workflow",
    "wagtailimages_rendition",
    "wagtailsearch_",
    "wagtailusers_",
)
# What saving a draft writes to the row of the live page.
OF_DRAFTS = {
    "draft_title",
    "has_unpublished_changes",
    "latest_revision_created_at",
    "latest_revision_id",
    "locked",
    "locked_at",
    "locked_by_id",
}


def connect() -> None:
    """Connects to new database connections and to migrations."""
    connection_created.connect(_watch, dispatch_uid="pagecache.changes")
    pre_migrate.connect(_look_away, dispatch_uid="pagecache.changes")
    # A new release may draw pages differently; it migrates, with or without migrations.
    own = apps.get_app_config("pagecache")
    post_migrate.connect(_begin_after_migrating, sender=own, dispatch_uid="pagecache.changes")


def is_seen(statement: str) -> bool:
    """Whether the SQL statement writes something that readers may see."""
    found = WRITE.match(statement)
    if found is None or found[1].startswith(QUIET):
        return False
    if found[1] != "wagtailcore_page" or "UPDATE" not in found[0].upper():
        return True
    columns = set(COLUMN.findall(statement.partition(" WHERE ")[0]))
    return not columns or not columns <= OF_DRAFTS


class _Watching:
    """State of this process: off during migrations, when the table may not exist yet."""

    is_on = True


def _is_watching() -> bool:
    return _Watching.is_on and settings.PAGE_GENERATIONS


def _watch(connection: BaseDatabaseWrapper, **_kwargs: Any) -> None:
    if _notice not in connection.execute_wrappers:
        connection.execute_wrappers.append(_notice)


def _notice(
    execute: Callable[..., Any], sql: str, params: Any, many: Any, context: dict[str, Any]
) -> Any:
    result = execute(sql, params, many, context)
    statement_trace.note(sql, params, context["cursor"])
    if not context["connection"].in_atomic_block:
        batched_invalidation.announce_due()
    if not sql.startswith("SELECT") and _is_watching() and is_seen(sql):
        _begin_after_commit(context["connection"])
    return result


def _begin_after_commit(connection: BaseDatabaseWrapper) -> None:
    """Once per transaction; Django discards it when its savepoint is rolled back."""
    if not any(entry[1] is _begin for entry in connection.run_on_commit):
        transaction.on_commit(_begin, using=connection.alias, robust=True)


def _begin() -> None:
    batched_invalidation.announce(generation.begin)


def _look_away(**_kwargs: Any) -> None:
    _Watching.is_on = False


def _begin_after_migrating(using: str, **_kwargs: Any) -> None:
    _Watching.is_on = True
    if Generation._meta.db_table in connections[using].introspection.table_names():
        generation.begin()
